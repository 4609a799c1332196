//! Sign-ins under way: each redeemed once.

use chrono::{DateTime, Utc};
use shared::text::Language;
use sqlx::FromRow;

use super::{StoreError, Tx, instant, micros, on_db};
use crate::caller::Provider;

/// A sign-in that leaves for its provider.
#[derive(Clone, Debug)]
pub struct NewSignIn<'a> {
    pub state_hash: [u8; 32],
    pub browser_hash: [u8; 32],
    pub provider: Provider,
    pub nonce: &'a str,
    pub pkce_verifier: Option<&'a str>,
    pub return_to: &'a str,
    pub language: Language,
    pub expires_at: DateTime<Utc>,
}

/// A sign-in that came back.
#[derive(Clone)]
pub struct SignIn {
    pub browser_hash: [u8; 32],
    pub provider: Provider,
    pub nonce: String,
    pub pkce_verifier: Option<String>,
    pub return_to: String,
    pub language: Language,
    pub expires_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct SignInRow {
    browser_hash: Vec<u8>,
    provider: String,
    nonce: String,
    pkce_verifier: Option<String>,
    return_to: String,
    language: String,
    expires_at: i64,
}

impl SignInRow {
    /// `None` for a row of another version, which is as good as unknown: the person starts again.
    fn into_sign_in(self) -> Option<SignIn> {
        Some(SignIn {
            browser_hash: self.browser_hash.try_into().ok()?,
            provider: Provider::from_code(&self.provider)?,
            nonce: self.nonce,
            pkce_verifier: self.pkce_verifier,
            return_to: self.return_to,
            language: Language::from_code(&self.language),
            expires_at: instant(self.expires_at),
        })
    }
}

impl Tx {
    pub async fn add_sign_in(&mut self, sign_in: &NewSignIn<'_>) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into sign_ins (
                state_hash, browser_hash, provider, nonce, pkce_verifier, return_to, language, expires_at
            ) values ($1, $2, $3, $4, $5, $6, $7, $8)";
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(sign_in.state_hash.as_slice())
            .bind(sign_in.browser_hash.as_slice())
            .bind(sign_in.provider.code())
            .bind(sign_in.nonce)
            .bind(sign_in.pkce_verifier)
            .bind(sign_in.return_to)
            .bind(sign_in.language.code())
            .bind(micros(sign_in.expires_at))
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Takes a sign-in away: whoever comes second finds nothing.
    pub async fn take_sign_in(
        &mut self,
        state_hash: &[u8; 32],
    ) -> Result<Option<SignIn>, StoreError> {
        const DELETE: &str = "
            delete from sign_ins
            where state_hash = $1
            returning browser_hash, provider, nonce, pkce_verifier, return_to, language, expires_at";
        let row: Option<SignInRow> = on_db!(self, |conn| sqlx::query_as(DELETE)
            .bind(state_hash.as_slice())
            .fetch_optional(conn)
            .await)?;
        Ok(row.and_then(SignInRow::into_sign_in))
    }

    /// Removes what nobody finished.
    pub async fn forget_sign_ins_before(
        &mut self,
        before: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        const DELETE: &str = "delete from sign_ins where expires_at < $1";
        Ok(on_db!(self, |conn| sqlx::query(DELETE)
            .bind(micros(before))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?)
    }
}
