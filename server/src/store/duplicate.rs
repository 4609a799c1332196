//! Persons who may be one and the same, and what managers said of them.

use chrono::{DateTime, Utc};
use shared::id::{AccountId, PersonId, RequestId};
use sqlx::FromRow;
use uuid::Uuid;

use super::{StoreError, Tx, instant, micros, on_db};

/// Whether somebody who is registered may be the person of the request `r` of the account `a`: one of the readings of
/// their civil status is the same, nothing certifies that they are one, and no manager decided it.
macro_rules! may_be_registered {
    () => {
        "exists (
                    select 1 from persons k
                    where r.name_date_key <> ''
                        and (
                            k.name_date_key = r.name_date_key or k.date_place_key = r.date_place_key
                            or k.name_place_key = r.name_place_key
                        )
                        and (a.person_id is null or k.id <> a.person_id)
                        and not (k.certified and k.traits = r.certified_traits)
                        and not exists (
                            select 1 from duplicate_decisions x
                            where x.request_id = r.id and (x.person_id = k.id or x.is_same)
                        )
                )"
    };
}
pub(super) use may_be_registered;

/// What a manager said of a request and a registered person.
#[derive(Clone, Debug)]
pub struct DuplicateDecision {
    pub person: PersonId,
    pub is_same: bool,
    pub reason: String,
    /// Display name.
    pub by: String,
    pub at: DateTime<Utc>,
}

/// What a manager says of a request and a registered person.
#[derive(Clone, Debug)]
pub struct NewDuplicateDecision<'a> {
    pub request: RequestId,
    pub person: PersonId,
    pub is_same: bool,
    pub reason: &'a str,
    pub by: AccountId,
}

#[derive(Debug, FromRow)]
struct DecisionRow {
    person_id: Uuid,
    is_same: bool,
    reason: String,
    display_name: String,
    decided_at: i64,
}

impl Tx {
    /// Whether somebody registered may be the person of the request. It is asked again once the next number is taken:
    /// whoever takes one waits for the other, and sees what the other wrote.
    pub async fn may_be_registered(&mut self, request: RequestId) -> Result<bool, StoreError> {
        const SELECT: &str = concat!(
            "select ",
            may_be_registered!(),
            " from requests r join accounts a on a.id = r.account_id where r.id = $1"
        );
        Ok(on_db!(self, |conn| sqlx::query_scalar(SELECT)
            .bind(request.0)
            .fetch_one(conn)
            .await)?)
    }

    /// Keeps what a manager says of a request and a person, in the place of what was said before.
    pub async fn decide_duplicate(
        &mut self,
        new: &NewDuplicateDecision<'_>,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        const UPSERT: &str = "
            insert into duplicate_decisions (request_id, person_id, is_same, reason, decided_by, decided_at)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (request_id, person_id) do update set
                is_same = excluded.is_same, reason = excluded.reason, decided_by = excluded.decided_by,
                decided_at = excluded.decided_at";
        on_db!(self, |conn| sqlx::query(UPSERT)
            .bind(new.request.0)
            .bind(new.person.0)
            .bind(new.is_same)
            .bind(new.reason)
            .bind(new.by.0)
            .bind(micros(at))
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// What was said of a request and registered persons.
    pub async fn duplicate_decisions(
        &mut self,
        request: RequestId,
    ) -> Result<Vec<DuplicateDecision>, StoreError> {
        const SELECT: &str = "
            select x.person_id, x.is_same, x.reason, w.display_name, x.decided_at
            from duplicate_decisions x
            join accounts w on w.id = x.decided_by
            where x.request_id = $1";
        let rows: Vec<DecisionRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(request.0)
            .fetch_all(conn)
            .await)?;
        Ok(rows.into_iter().map(DuplicateDecision::from).collect())
    }
}

impl From<DecisionRow> for DuplicateDecision {
    fn from(row: DecisionRow) -> Self {
        Self {
            person: PersonId(row.person_id),
            is_same: row.is_same,
            reason: row.reason,
            by: row.display_name,
            at: instant(row.decided_at),
        }
    }
}
