//! What is done about registrations that were flagged.

use chrono::{DateTime, Utc};
use shared::date::Date;
use shared::id::{AccountId, PersonId, RegularisationId, RequestId, SituationId, StructureId};
use shared::regularisation::State;
use sqlx::FromRow;
use uuid::Uuid;

use super::{NewEvent, StoreError, Tx, date, instant, micros, on_db};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regularisation {
    pub id: RegularisationId,
    pub state: State,
    pub reason: String,
    /// The last day to react.
    pub due_on: Date,
    pub noticed_at: DateTime<Utc>,
    pub reply: Option<String>,
    pub replied_at: Option<DateTime<Utc>>,
    pub closed_at: Option<DateTime<Utc>>,
    pub revision: i32,
}

/// A regularisation with whom and what it is about.
#[derive(Clone, Debug)]
pub struct Regularised {
    pub regularisation: Regularisation,
    pub situation: SituationId,
    pub person: PersonId,
    pub request: RequestId,
    pub structure: StructureId,
    pub structure_name: String,
    pub rpps_number: String,
    pub email: String,
    pub language: String,
    /// Whose request it was.
    pub owner: AccountId,
}

/// A notice to give.
#[derive(Clone, Debug)]
pub struct NewRegularisation {
    pub id: RegularisationId,
    pub situation: SituationId,
    pub reason: String,
    pub due_on: Date,
    pub by: AccountId,
}

/// The columns of a situation's last regularisation, all missing where there is none.
#[derive(Debug, FromRow)]
#[expect(
    clippy::struct_field_names,
    reason = "they stand beside other tables' columns"
)]
pub(super) struct RegularisationRow {
    g_id: Option<Uuid>,
    g_state: Option<String>,
    g_reason: Option<String>,
    g_due_on: Option<String>,
    g_noticed_at: Option<i64>,
    g_reply: Option<String>,
    g_replied_at: Option<i64>,
    g_closed_at: Option<i64>,
    g_revision: Option<i32>,
}

/// What `RegularisationRow` reads, of the table `g`.
macro_rules! regularisation_columns {
    () => {
        "g.id as g_id, g.state as g_state, g.reason as g_reason, g.due_on as g_due_on, g.noticed_at as g_noticed_at,
            g.reply as g_reply, g.replied_at as g_replied_at, g.closed_at as g_closed_at, g.revision as g_revision"
    };
}
pub(super) use regularisation_columns;

impl RegularisationRow {
    pub(super) fn read(self) -> Result<Option<Regularisation>, StoreError> {
        let Some(id) = self.g_id else { return Ok(None) };
        let corrupt = |column| StoreError::corrupt("regularisations", id, column);
        let state = self.g_state.as_deref().and_then(State::from_code);
        let due_on = date(self.g_due_on.as_deref()).ok().flatten();
        Ok(Some(Regularisation {
            id: RegularisationId(id),
            state: state.ok_or_else(|| corrupt("state"))?,
            reason: self.g_reason.unwrap_or_default(),
            due_on: due_on.ok_or_else(|| corrupt("due_on"))?,
            noticed_at: instant(self.g_noticed_at.unwrap_or_default()),
            reply: self.g_reply,
            replied_at: self.g_replied_at.map(instant),
            closed_at: self.g_closed_at.map(instant),
            revision: self.g_revision.unwrap_or_default(),
        }))
    }
}

#[derive(Debug, FromRow)]
struct RegularisedRow {
    situation_id: Uuid,
    person_id: Uuid,
    request_id: Uuid,
    structure_id: Uuid,
    structure_name: String,
    structure_finess: String,
    rpps_number: String,
    email: String,
    language: String,
    account_id: Uuid,
    #[sqlx(flatten)]
    regularisation: RegularisationRow,
}

impl TryFrom<RegularisedRow> for Regularised {
    type Error = StoreError;

    fn try_from(row: RegularisedRow) -> Result<Self, StoreError> {
        let situation = row.situation_id;
        let read = row.regularisation.read()?;
        let missing = || StoreError::corrupt("regularisations", situation, "state");
        Ok(Self {
            regularisation: read.ok_or_else(missing)?,
            situation: SituationId(situation),
            person: PersonId(row.person_id),
            request: RequestId(row.request_id),
            structure: StructureId(row.structure_id),
            structure_name: super::structure::shown_name(row.structure_name, &row.structure_finess),
            rpps_number: row.rpps_number,
            email: row.email,
            language: row.language,
            owner: AccountId(row.account_id),
        })
    }
}

macro_rules! select {
    ($which:literal) => {
        concat!(
            "select t.id as situation_id, t.person_id, t.request_id, t.structure_id, s.name as structure_name,
                s.finess as structure_finess, p.rpps_number, p.email, p.language, r.account_id, ",
            regularisation_columns!(),
            " from regularisations g
            join situations t on t.id = g.situation_id
            join structures s on s.id = t.structure_id
            join persons p on p.id = t.person_id
            join requests r on r.id = t.request_id
            where ",
            $which
        )
    };
}

impl Tx {
    /// Gives notice of a flagged situation. `Duplicate` when notice was given already, `Stale` when the situation is
    /// not flagged, or is withdrawn.
    pub async fn add_regularisation(
        &mut self,
        new: &NewRegularisation,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into regularisations (id, situation_id, state, reason, due_on, noticed_at, noticed_by, revision)
            select $1, t.id, 'NOTICED', $3, $4, $5, $6, 1 from situations t
            where t.id = $2 and t.at_risk = $7 and t.withdrawn_at is null";
        let written = on_db!(self, |conn| sqlx::query(INSERT)
            .bind(new.id.0)
            .bind(new.situation.0)
            .bind(&new.reason)
            .bind(new.due_on.to_string())
            .bind(micros(at))
            .bind(new.by.0)
            .bind(true)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if written == 0 {
            return Err(StoreError::Stale);
        }
        Ok(())
    }

    pub async fn regularisation(
        &mut self,
        id: RegularisationId,
    ) -> Result<Option<Regularised>, StoreError> {
        const SELECT: &str = select!("g.id = $1");
        let row: Option<RegularisedRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(id.0)
            .fetch_optional(conn)
            .await)?;
        row.map(Regularised::try_from).transpose()
    }

    /// Those of a person that are open.
    pub async fn open_regularisations_of(
        &mut self,
        person: PersonId,
    ) -> Result<Vec<Regularised>, StoreError> {
        const SELECT: &str = select!("t.person_id = $1 and g.state in ('NOTICED', 'REPLIED')");
        let rows: Vec<RegularisedRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(person.0)
            .fetch_all(conn)
            .await)?;
        rows.into_iter().map(Regularised::try_from).collect()
    }

    /// Open ones whose last day is over, `most` at once.
    pub async fn regularisations_due(
        &mut self,
        today: Date,
        most: i64,
    ) -> Result<Vec<Regularised>, StoreError> {
        const SELECT: &str = select!(
            "g.state in ('NOTICED', 'REPLIED') and g.due_on < $1 order by g.due_on limit $2"
        );
        let rows: Vec<RegularisedRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(today.to_string())
            .bind(most)
            .fetch_all(conn)
            .await)?;
        rows.into_iter().map(Regularised::try_from).collect()
    }

    /// Moves an open regularisation on, with the event; a situation that is withdrawn or left says so. `Stale` when it
    /// changed meanwhile.
    pub async fn turn_regularisation(
        &mut self,
        of: &Regularised,
        state: State,
        reply: Option<&str>,
        event: NewEvent,
    ) -> Result<i64, StoreError> {
        const REPLY: &str = "
            update regularisations set state = $3, revision = revision + 1, reply = $4, replied_at = $5
            where id = $1 and revision = $2 and state in ('NOTICED', 'REPLIED')";
        const CLOSE: &str = "
            update regularisations set state = $3, revision = revision + 1, reply = coalesce($4, reply), closed_at = $5
            where id = $1 and revision = $2 and state in ('NOTICED', 'REPLIED')";
        const WITHDRAW: &str = "update situations set withdrawn_at = $2 where id = $1";
        let update = if state == State::Replied {
            REPLY
        } else {
            CLOSE
        };
        let updated = on_db!(self, |conn| sqlx::query(update)
            .bind(of.regularisation.id.0)
            .bind(of.regularisation.revision)
            .bind(state.code())
            .bind(reply)
            .bind(micros(event.at))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if updated == 0 {
            return Err(StoreError::Stale);
        }
        if matches!(state, State::Withdrawn | State::Transferred) {
            on_db!(self, |conn| sqlx::query(WITHDRAW)
                .bind(of.situation.0)
                .bind(micros(event.at))
                .execute(conn)
                .await
                .map(drop))?;
        }
        self.add_event(event).await
    }
}
