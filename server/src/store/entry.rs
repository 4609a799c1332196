//! Changes of a person's entry after the registration: contact, names of exercise and posts. Each keeps what was there.

mod row;
mod search;

use chrono::{DateTime, Utc};
use serde_json::json;
use shared::entry::{ChangeKind, ChangeState, Changed, Closing, Contact, ExerciseNames, Post};
use shared::id::{AccountId, ChangeId, PersonId, SituationId, StructureId};
use uuid::Uuid;

pub use self::row::EntryChange;
pub(super) use self::row::{ChangeRow, change_columns};
pub use self::search::{ChangeScope, PersonSearch};
use super::{NewEvent, StoreError, Tx, instant, micros, on_db};

/// A change to write, done or waiting for its code.
#[derive(Clone, Debug)]
pub struct NewEntryChange<'a> {
    pub id: ChangeId,
    pub person: PersonId,
    pub situation: Option<SituationId>,
    pub kind: ChangeKind,
    pub changed: &'a [Changed],
    /// Code of the reason of a closing.
    pub reason: Option<&'a str>,
    pub by: AccountId,
    /// Whose manager asks; none for the person.
    pub structure: Option<StructureId>,
    /// Of what waits for its code: the hash of it, and until when it is good.
    pub code: Option<(&'a [u8], DateTime<Utc>)>,
}

/// The code that a change waits for.
#[derive(Clone, Debug)]
pub struct ChangeCode {
    pub hash: Vec<u8>,
    pub attempts: i32,
    pub expires_at: DateTime<Utc>,
}

impl Tx {
    /// Writes a change, with its event. `Duplicate` while another of the person waits.
    pub async fn add_entry_change(
        &mut self,
        new: &NewEntryChange<'_>,
        event: NewEvent,
    ) -> Result<i64, StoreError> {
        const INSERT: &str = "
            insert into registration_changes (
                id, person_id, situation_id, kind, state, changed, reason, asked_by, structure_id, asked_at,
                code_hash, expires_at, closed_at, revision
            ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)";
        let at = micros(event.at);
        let (state, closed_at) = match new.code {
            Some(_) => (ChangeState::Waiting, None),
            None => (ChangeState::Done, Some(at)),
        };
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(new.id.0)
            .bind(new.person.0)
            .bind(new.situation.map(|id| id.0))
            .bind(new.kind.code())
            .bind(state.code())
            .bind(super::json(new.changed))
            .bind(new.reason)
            .bind(new.by.0)
            .bind(new.structure.map(|id| id.0))
            .bind(at)
            .bind(new.code.map(|(hash, _)| hash))
            .bind(new.code.map(|(_, until)| micros(until)))
            .bind(closed_at)
            .execute(conn)
            .await
            .map(drop))?;
        self.add_event(event).await
    }

    /// Ends a change that waits, with its event. `Stale` when it changed meanwhile.
    pub async fn end_entry_change(
        &mut self,
        change: &EntryChange,
        state: ChangeState,
        event: NewEvent,
    ) -> Result<i64, StoreError> {
        const UPDATE: &str = "
            update registration_changes set state = $3, closed_at = $4, revision = revision + 1
            where id = $1 and revision = $2 and state = 'WAITING'";
        let ended = on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(change.id.0)
            .bind(change.revision)
            .bind(state.code())
            .bind(micros(event.at))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if ended == 0 {
            return Err(StoreError::Stale);
        }
        self.add_event(event).await
    }

    /// Ends what waits of a person for a code that is no longer good: it keeps nobody from the next change.
    pub async fn expire_entry_change(
        &mut self,
        person: PersonId,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        const UPDATE: &str = "
            update registration_changes set state = 'EXPIRED', closed_at = $2, revision = revision + 1
            where person_id = $1 and state = 'WAITING' and expires_at <= $2";
        on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(person.0)
            .bind(micros(now))
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Counts an attempt, before anything is compared, and gives what the change waits for.
    pub async fn try_entry_code(
        &mut self,
        change: ChangeId,
    ) -> Result<Option<ChangeCode>, StoreError> {
        const UPDATE: &str = "
            update registration_changes set attempts = attempts + 1 where id = $1 and state = 'WAITING'
            returning code_hash, attempts, expires_at";
        let row: Option<(Option<Vec<u8>>, i32, Option<i64>)> =
            on_db!(self, |conn| sqlx::query_as(UPDATE)
                .bind(change.0)
                .fetch_optional(conn)
                .await)?;
        Ok(row.and_then(|(hash, attempts, expires_at)| {
            Some(ChangeCode {
                hash: hash?,
                attempts,
                expires_at: instant(expires_at?),
            })
        }))
    }

    /// How many codes an account had sent since then for changes, and when the first of them went out.
    pub async fn entry_codes_since(
        &mut self,
        account: AccountId,
        since: DateTime<Utc>,
    ) -> Result<(i64, Option<DateTime<Utc>>), StoreError> {
        const SELECT: &str = "
            select count(*), min(asked_at) from registration_changes
            where asked_by = $1 and asked_at > $2 and code_hash is not null";
        let (count, first): (i64, Option<i64>) = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(account.0)
            .bind(micros(since))
            .fetch_one(conn)
            .await)?;
        Ok((count, first.map(instant)))
    }

    /// Another contact of a person. `Stale` when the entry changed meanwhile.
    pub async fn change_contact(
        &mut self,
        (person, revision): (PersonId, i32),
        contact: &Contact,
    ) -> Result<(), StoreError> {
        const UPDATE: &str = "
            update persons set email = $3, phone = $4, revision = revision + 1
            where id = $1 and revision = $2";
        let (email, phone) = (contact.email.as_str(), contact.phone.as_str());
        self.change_person(UPDATE, (person, revision), (email, phone))
            .await
    }

    /// Other names of exercise of a person. `Stale` when the entry changed meanwhile.
    pub async fn change_exercise_names(
        &mut self,
        (person, revision): (PersonId, i32),
        names: &ExerciseNames,
    ) -> Result<(), StoreError> {
        const UPDATE: &str = "
            update persons set exercise_last_name = $3, exercise_first_name = $4, revision = revision + 1
            where id = $1 and revision = $2";
        let names = (names.last_name.as_str(), names.first_name.as_str());
        self.change_person(UPDATE, (person, revision), names).await
    }

    async fn change_person(
        &mut self,
        update: &'static str,
        (person, revision): (PersonId, i32),
        (one, other): (&str, &str),
    ) -> Result<(), StoreError> {
        let updated = on_db!(self, |conn| sqlx::query(update)
            .bind(person.0)
            .bind(revision)
            .bind(one)
            .bind(other)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if updated == 0 {
            return Err(StoreError::Stale);
        }
        Ok(())
    }

    /// Another role, structure or other dates of a post. `Stale` when it changed meanwhile.
    pub async fn change_situation(
        &mut self,
        (situation, revision): (SituationId, i32),
        structure: StructureId,
        post: &Post,
        at_risk: bool,
    ) -> Result<(), StoreError> {
        const UPDATE: &str = "
            update situations set
                structure_id = $3, role = $4, activity_kind = $5, practice_mode = $6, category = $7, start_date = $8,
                end_date = $9, at_risk = $10, revision = revision + 1
            where id = $1 and revision = $2 and withdrawn_at is null";
        let updated = on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(situation.0)
            .bind(revision)
            .bind(structure.0)
            .bind(post.role.code())
            .bind(post.activity_kind.code())
            .bind(post.practice_mode.code())
            .bind(post.category.code())
            .bind(post.start_date.to_string())
            .bind(post.end_date.map(|date| date.to_string()))
            .bind(at_risk)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if updated == 0 {
            return Err(StoreError::Stale);
        }
        Ok(())
    }

    /// Gives a post its last day, and keeps why. `Stale` when it changed meanwhile.
    pub async fn close_situation(
        &mut self,
        (situation, revision): (SituationId, i32),
        closing: Closing,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        const UPDATE: &str = "
            update situations set end_date = $3, closing_reason = $4, closed_at = $5, revision = revision + 1
            where id = $1 and revision = $2 and withdrawn_at is null";
        let updated = on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(situation.0)
            .bind(revision)
            .bind(closing.end_date.to_string())
            .bind(closing.reason.code())
            .bind(micros(at))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if updated == 0 {
            return Err(StoreError::Stale);
        }
        Ok(())
    }

    /// Whose post that is.
    pub async fn person_of_situation(
        &mut self,
        situation: SituationId,
    ) -> Result<Option<PersonId>, StoreError> {
        const SELECT: &str = "select person_id from situations where id = $1";
        let id: Option<Uuid> = on_db!(self, |conn| sqlx::query_scalar(SELECT)
            .bind(situation.0)
            .fetch_optional(conn)
            .await)?;
        Ok(id.map(PersonId))
    }

    /// Whose change that is.
    pub async fn person_of_change(
        &mut self,
        change: ChangeId,
    ) -> Result<Option<PersonId>, StoreError> {
        const SELECT: &str = "select person_id from registration_changes where id = $1";
        let id: Option<Uuid> = on_db!(self, |conn| sqlx::query_scalar(SELECT)
            .bind(change.0)
            .fetch_optional(conn)
            .await)?;
        Ok(id.map(PersonId))
    }
}

/// What an event tells of a change: ids and names of fields.
pub fn event_data(id: ChangeId, person: PersonId, changed: &[Changed]) -> serde_json::Value {
    let fields: Vec<&str> = changed.iter().map(|one| one.field.code()).collect();
    json!({ "change": id, "person": person, "fields": fields })
}
