//! The links by which persons confirm what a manager typed of them.

use chrono::{DateTime, Utc};
use shared::field_error::Field;
use shared::id::{AccountId, PersonId, RequestId};
use shared::identity::Identity;
use sqlx::FromRow;
use uuid::Uuid;

use super::{NewEvent, StoreError, Tx, instant, json, micros, on_db};

/// A link that was sent, with the person whom it is about.
#[derive(Clone, Debug)]
pub struct Confirmation {
    pub person: PersonId,
    pub request: RequestId,
    /// Whose the request is until the person signs in.
    pub stand_in: AccountId,
    pub identity: Identity,
    pub structure_name: String,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub contested_at: Option<DateTime<Utc>>,
}

#[derive(Debug, FromRow)]
struct ConfirmationRow {
    person_id: Uuid,
    request_id: Uuid,
    stand_in_id: Uuid,
    identity: String,
    name: String,
    finess: String,
    confirmed_at: Option<i64>,
    contested_at: Option<i64>,
}

impl Tx {
    /// Keeps the hash of a link.
    pub async fn add_confirmation(
        &mut self,
        (person, request, stand_in): (PersonId, RequestId, AccountId),
        token_hash: &[u8],
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into confirmations (person_id, request_id, stand_in_id, token_hash, sent_at)
            values ($1, $2, $3, $4, $5)";
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(person.0)
            .bind(request.0)
            .bind(stand_in.0)
            .bind(token_hash)
            .bind(micros(at))
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// What a link is about; it is held by whoever asks in a transaction that writes.
    pub async fn confirmation(
        &mut self,
        token_hash: &[u8],
    ) -> Result<Option<Confirmation>, StoreError> {
        const SELECT: &str = "
            select c.person_id, c.request_id, c.stand_in_id, p.identity, s.name, s.finess, c.confirmed_at,
                c.contested_at
            from confirmations c
            join persons p on p.id = c.person_id
            join requests r on r.id = c.request_id
            join structures s on s.id = r.structure_id
            where c.token_hash = $1";
        let row: Option<ConfirmationRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(token_hash)
            .fetch_optional(conn)
            .await)?;
        row.map(Confirmation::try_from).transpose()
    }

    /// The person confirmed: what was typed is certified from now on, and theirs. `Stale` when that was done before,
    /// `Duplicate` when somebody else of these certified traits is registered.
    pub async fn confirm_registration(
        &mut self,
        confirmation: &Confirmation,
        (account, identity): (AccountId, &Identity),
        at: DateTime<Utc>,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        const CONFIRM: &str = "
            update confirmations set confirmed_at = $2, contested_at = null, differing = null
            where person_id = $1 and confirmed_at is null";
        const HAND_OVER: &str = "update requests set account_id = $2 where account_id = $1";
        let confirmed = on_db!(self, |conn| sqlx::query(CONFIRM)
            .bind(confirmation.person.0)
            .bind(micros(at))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if confirmed == 0 {
            return Err(StoreError::Stale);
        }
        self.correct_person(confirmation.person, identity).await?;
        on_db!(self, |conn| sqlx::query(HAND_OVER)
            .bind(confirmation.stand_in.0)
            .bind(account.0)
            .execute(conn)
            .await
            .map(drop))?;
        self.join_account(account, confirmation.person).await?;
        self.add_event(event).await?;
        Ok(())
    }

    /// `FranceConnect` certified something else: nothing changes but that it is known in which fields.
    pub async fn contest_registration(
        &mut self,
        person: PersonId,
        fields: &[Field],
        at: DateTime<Utc>,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        const UPDATE: &str = "
            update confirmations set contested_at = $2, differing = $3
            where person_id = $1 and confirmed_at is null and contested_at is null";
        let contested = on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(person.0)
            .bind(micros(at))
            .bind(json(fields))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if contested == 0 {
            return Err(StoreError::Stale);
        }
        self.add_event(event).await?;
        Ok(())
    }
}

impl TryFrom<ConfirmationRow> for Confirmation {
    type Error = StoreError;

    fn try_from(row: ConfirmationRow) -> Result<Self, StoreError> {
        let identity = serde_json::from_str(&row.identity)
            .map_err(|_| StoreError::corrupt("persons", row.person_id, "identity"))?;
        Ok(Self {
            person: PersonId(row.person_id),
            request: RequestId(row.request_id),
            stand_in: AccountId(row.stand_in_id),
            identity,
            structure_name: super::structure::shown_name(row.name, &row.finess),
            confirmed_at: row.confirmed_at.map(instant),
            contested_at: row.contested_at.map(instant),
        })
    }
}
