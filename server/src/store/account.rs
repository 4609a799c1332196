//! Accounts: one issuer, one subject.

use chrono::{DateTime, Utc};
use shared::id::AccountId;
use shared::identity::Identity;
use shared::text::Language;
use uuid::Uuid;

use super::{StoreError, Tx, json, micros, on_db};
use crate::caller::Provider;

/// What a provider vouches for, at a sign-in.
#[derive(Clone, Debug)]
pub struct NewAccount<'a> {
    pub issuer: &'a str,
    pub subject: &'a str,
    pub provider: Provider,
    pub subject_name_id: Option<&'a str>,
    pub display_name: &'a str,
    pub identity: Option<&'a Identity>,
    pub email: Option<&'a str>,
    pub language: Language,
}

impl Tx {
    /// Makes the account of this issuer and subject, or renews what the provider says of it. Tells
    /// whether it is new.
    pub async fn save_account(
        &mut self,
        account: &NewAccount<'_>,
        at: DateTime<Utc>,
    ) -> Result<(AccountId, bool), StoreError> {
        const UPSERT: &str = "
            insert into accounts (
                id, issuer, subject, provider, subject_name_id, display_name, identity, email, language,
                created_at, updated_at
            ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
            on conflict (issuer, subject) do update set
                subject_name_id = excluded.subject_name_id,
                display_name = excluded.display_name,
                identity = excluded.identity,
                email = excluded.email,
                language = excluded.language,
                updated_at = excluded.updated_at
            returning id";
        let proposed = Uuid::now_v7();
        let identity = account.identity.map(json);
        let id: Uuid = on_db!(self, |conn| sqlx::query_scalar(UPSERT)
            .bind(proposed)
            .bind(account.issuer)
            .bind(account.subject)
            .bind(account.provider.code())
            .bind(account.subject_name_id)
            .bind(account.display_name)
            .bind(&identity)
            .bind(account.email)
            .bind(account.language.code())
            .bind(micros(at))
            .fetch_one(conn)
            .await)?;
        Ok((AccountId(id), id == proposed))
    }
}
