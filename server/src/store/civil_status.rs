//! Corrections of a registered person's civil status, and the change itself.

mod row;

use serde_json::json;
use shared::civil_status::{Decision, State};
use shared::field_error::Field;
use shared::id::{AccountId, CorrectionId, PersonId, StructureId};
use shared::identity::Identity;
use shared::name::search_key;
use uuid::Uuid;

use self::row::CaseRow;
pub use self::row::{Correction, CorrectionCase, Part};
pub(super) use self::row::{CorrectionRow, correction_columns};
use super::{NewEvent, StoreError, Tx, micros, on_db};

/// A correction to ask for.
#[derive(Clone, Debug)]
pub struct NewCorrection {
    pub id: CorrectionId,
    pub person: PersonId,
    pub previous: Identity,
    pub correction: shared::civil_status::Correction,
    pub by: AccountId,
    pub structure: Option<StructureId>,
}

/// What moves a correction on.
#[derive(Clone, Copy, Debug)]
pub enum CorrectionStep<'a> {
    Propose(Decision, &'a str),
    Return(&'a str),
    Confirm(Decision),
    Withdraw,
}

macro_rules! cases {
    ($which:literal) => {
        concat!(
            "select c.person_id, p.rpps_number, p.email, p.language, a.id as asker_id,
                a.subject_name_id as asker_subject, a.person_id as asker_person, a.email as asker_email,
                a.language as asker_language, b.id as proposer_id, b.subject_name_id as proposer_subject,
                b.person_id as proposer_person, b.email as proposer_email, b.language as proposer_language, ",
            correction_columns!(),
            " from civil_status_corrections c
            join persons p on p.id = c.person_id
            join accounts a on a.id = c.asked_by
            left join accounts b on b.id = c.proposed_by
            where ",
            $which
        )
    };
}

impl Tx {
    /// Asks for a correction, with its event. `Duplicate` while another of the person is open.
    pub async fn add_correction(
        &mut self,
        new: &NewCorrection,
        event: NewEvent,
    ) -> Result<i64, StoreError> {
        const INSERT: &str = "
            insert into civil_status_corrections (
                id, person_id, state, previous, proposed, fields, reason, document, document_issued_on,
                document_seen_by, asked_by, structure_id, asked_at, revision
            ) values ($1, $2, 'ASKED', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)";
        let asked = &new.correction;
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(new.id.0)
            .bind(new.person.0)
            .bind(super::json(&new.previous))
            .bind(super::json(&asked.proposed))
            .bind(super::json(&asked.fields))
            .bind(&asked.reason)
            .bind(asked.evidence.kind.code())
            .bind(asked.evidence.issued_on.to_string())
            .bind(&asked.evidence.seen_by)
            .bind(new.by.0)
            .bind(new.structure.map(|id| id.0))
            .bind(micros(event.at))
            .execute(conn)
            .await
            .map(drop))?;
        self.add_event(event).await
    }

    pub async fn correction(
        &mut self,
        id: CorrectionId,
    ) -> Result<Option<CorrectionCase>, StoreError> {
        const SELECT: &str = cases!("c.id = $1");
        let row: Option<CaseRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(id.0)
            .fetch_optional(conn)
            .await)?;
        row.map(CorrectionCase::try_from).transpose()
    }

    /// Those in a state, or all of them; the oldest first, from after `after`.
    pub async fn corrections(
        &mut self,
        state: Option<State>,
        after: CorrectionId,
        most: i64,
    ) -> Result<Vec<CorrectionCase>, StoreError> {
        const IN_STATE: &str = cases!("c.id > $1 and c.state = $3 order by c.id limit $2");
        const ALL: &str = cases!("c.id > $1 order by c.id limit $2");
        let rows: Vec<CaseRow> = match state {
            Some(state) => on_db!(self, |conn| sqlx::query_as(IN_STATE)
                .bind(after.0)
                .bind(most)
                .bind(state.code())
                .fetch_all(conn)
                .await)?,
            None => on_db!(self, |conn| sqlx::query_as(ALL)
                .bind(after.0)
                .bind(most)
                .fetch_all(conn)
                .await)?,
        };
        rows.into_iter().map(CorrectionCase::try_from).collect()
    }

    /// How many stand in each state; a state with none is left out.
    pub async fn correction_counts(&mut self) -> Result<Vec<(State, i64)>, StoreError> {
        const SELECT: &str =
            "select state, count(*) from civil_status_corrections group by state order by state";
        let rows: Vec<(String, i64)> =
            on_db!(self, |conn| sqlx::query_as(SELECT).fetch_all(conn).await)?;
        let known = |(state, count): (String, i64)| Some((State::from_code(&state)?, count));
        Ok(rows.into_iter().filter_map(known).collect())
    }

    /// Moves an open correction on, with the event. `Stale` when it changed meanwhile.
    pub async fn step_correction(
        &mut self,
        of: &Correction,
        step: CorrectionStep<'_>,
        event: NewEvent,
    ) -> Result<i64, StoreError> {
        const PROPOSE: &str = "
            update civil_status_corrections set state = 'PROPOSED', revision = revision + 1, decision = $3,
                decision_reason = $4, proposed_by = $5, proposed_at = $6, returned_reason = null
            where id = $1 and revision = $2 and state = 'ASKED'";
        const RETURN: &str = "
            update civil_status_corrections set state = 'ASKED', revision = revision + 1, decision = null,
                decision_reason = null, proposed_by = null, proposed_at = null, returned_reason = $3
            where id = $1 and revision = $2 and state = 'PROPOSED'";
        const CLOSE: &str = "
            update civil_status_corrections set state = $3, revision = revision + 1, decided_by = $4, closed_at = $5
            where id = $1 and revision = $2 and state in ('ASKED', 'PROPOSED')";
        let by = event.account.map(|id| id.0);
        let close = async |tx: &mut Self, state: State, by: Option<Uuid>| {
            on_db!(tx, |conn| sqlx::query(CLOSE)
                .bind(of.id.0)
                .bind(of.revision)
                .bind(state.code())
                .bind(by)
                .bind(micros(event.at))
                .execute(conn)
                .await
                .map(|done| done.rows_affected()))
        };
        let updated = match step {
            CorrectionStep::Propose(decision, reason) => on_db!(self, |conn| sqlx::query(PROPOSE)
                .bind(of.id.0)
                .bind(of.revision)
                .bind(decision.code())
                .bind(reason)
                .bind(by)
                .bind(micros(event.at))
                .execute(conn)
                .await
                .map(|done| done.rows_affected()))?,
            CorrectionStep::Return(reason) => on_db!(self, |conn| sqlx::query(RETURN)
                .bind(of.id.0)
                .bind(of.revision)
                .bind(reason)
                .execute(conn)
                .await
                .map(|done| done.rows_affected()))?,
            CorrectionStep::Confirm(decision) => close(self, decision.outcome(), by).await?,
            CorrectionStep::Withdraw => close(self, State::Withdrawn, None).await?,
        };
        if updated == 0 {
            return Err(StoreError::Stale);
        }
        self.add_event(event).await
    }

    /// What identity providers certified of a person, at the last sign-in of each account.
    pub async fn vouched_identities(
        &mut self,
        person: PersonId,
    ) -> Result<Vec<Identity>, StoreError> {
        const SELECT: &str =
            "select id, identity from accounts where person_id = $1 and identity is not null";
        let rows: Vec<(Uuid, String)> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(person.0)
            .fetch_all(conn)
            .await)?;
        let read = |(id, text): (Uuid, String)| {
            serde_json::from_str(&text).map_err(|_| StoreError::corrupt("accounts", id, "identity"))
        };
        rows.into_iter().map(read).collect()
    }

    /// Whether somebody else in the register has these five traits, certified or typed.
    pub async fn has_namesake(
        &mut self,
        person: PersonId,
        traits: &str,
    ) -> Result<bool, StoreError> {
        const SELECT: &str = "select count(*) from persons where traits = $2 and id <> $1";
        let count: i64 = on_db!(self, |conn| sqlx::query_scalar(SELECT)
            .bind(person.0)
            .bind(traits)
            .fetch_one(conn)
            .await)?;
        Ok(count > 0)
    }

    /// Whether a correction of the person waits for its decision.
    pub async fn has_open_correction(&mut self, person: PersonId) -> Result<bool, StoreError> {
        const SELECT: &str = "
            select exists (
                select 1 from civil_status_corrections where person_id = $1 and state in ('ASKED', 'PROPOSED')
            )";
        Ok(on_db!(self, |conn| sqlx::query_scalar(SELECT)
            .bind(person.0)
            .fetch_one(conn)
            .await)?)
    }

    /// Writes another civil status, with all that follows from it: the five traits, whether they are certified, and the
    /// name by which managers find the person's requests. What was filed keeps its own name and is found by it too.
    pub async fn correct_person(
        &mut self,
        person: PersonId,
        identity: &Identity,
    ) -> Result<(), StoreError> {
        const UPDATE: &str = "
            update persons set
                identity = $2, certified = $3, traits = $4, name_date_key = $5, date_place_key = $6, name_place_key = $7
            where id = $1";
        const TERMS: &str = "
            insert into request_terms (structure_id, term, request_id)
            select r.structure_id, $2, r.id from requests r
            where r.person_id = $1 and r.structure_id is not null
            on conflict do nothing";
        let keys = identity.duplicate_keys();
        on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(person.0)
            .bind(super::json(identity))
            .bind(identity.certification.is_certified())
            .bind(identity.traits())
            .bind(&keys.name_date)
            .bind(&keys.date_place)
            .bind(&keys.name_place)
            .execute(conn)
            .await
            .map(drop))?;
        let name = format!("{} {}", identity.birth_name, identity.first_names.join(" "));
        on_db!(self, |conn| sqlx::query(TERMS)
            .bind(person.0)
            .bind(search_key(&name))
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }
}

/// What an event tells of a correction: ids and names of fields.
pub fn event_data(id: CorrectionId, person: PersonId, fields: &[Field]) -> serde_json::Value {
    json!({ "correction": id, "person": person, "fields": fields })
}
