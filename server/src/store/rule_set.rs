//! Rule sets: drafted, scheduled, in force by date. The built-in one is the first row.

use chrono::{DateTime, Utc};
use shared::date::Date;
use shared::id::RuleSetId;
use shared::rule_set::RuleSet;
use sqlx::FromRow;
use uuid::Uuid;

use super::simulation::{Simulation, SimulationRow, simulation_columns};
use super::{NewEvent, StoreError, Tx, instant, micros, on_db};

/// What was decided about a rule set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleSetState {
    Draft,
    /// In force from its first day on.
    Scheduled,
    Discarded,
}

impl RuleSetState {
    const fn code(self) -> &'static str {
        match self {
            Self::Draft => "DRAFT",
            Self::Scheduled => "SCHEDULED",
            Self::Discarded => "DISCARDED",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Draft, Self::Scheduled, Self::Discarded]
            .into_iter()
            .find(|state| state.code() == code)
    }
}

/// A rule set as it is kept.
#[derive(Clone, Debug)]
pub struct KeptRuleSet {
    pub id: RuleSetId,
    pub rule_set: RuleSet,
    pub state: RuleSetState,
    pub revision: i32,
    pub created_at: DateTime<Utc>,
    pub scheduled_at: Option<DateTime<Utc>>,
    /// The last.
    pub simulation: Option<Simulation>,
}

impl KeptRuleSet {
    /// Run over the whole stock as it is now.
    pub fn is_simulated(&self) -> bool {
        let simulation = self.simulation.as_ref();
        simulation.is_some_and(|run| run.is_done() && run.revision == self.revision)
    }

    /// It was in force, or is: it never changes any more.
    pub fn has_begun(&self, today: Date) -> bool {
        self.state == RuleSetState::Scheduled && self.rule_set.effective_from() <= today
    }
}

#[derive(Debug, FromRow)]
struct RuleSetRow {
    id: Uuid,
    body: String,
    state: String,
    revision: i32,
    created_at: i64,
    scheduled_at: Option<i64>,
    #[sqlx(flatten)]
    simulation: SimulationRow,
}

impl TryFrom<RuleSetRow> for KeptRuleSet {
    type Error = StoreError;

    fn try_from(row: RuleSetRow) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::corrupt("rule_sets", row.id, column);
        Ok(Self {
            id: RuleSetId(row.id),
            rule_set: RuleSet::parse(&row.body).map_err(|_| corrupt("body"))?,
            state: RuleSetState::from_code(&row.state).ok_or_else(|| corrupt("state"))?,
            revision: row.revision,
            created_at: instant(row.created_at),
            scheduled_at: row.scheduled_at.map(instant),
            simulation: row.simulation.read()?,
        })
    }
}

macro_rules! select {
    ($which:literal) => {
        concat!(
            "select r.id, r.body, r.state, r.revision, r.created_at, r.scheduled_at, ",
            simulation_columns!(),
            " from rule_sets r
            left join simulations m on m.id = (
                select x.id from simulations x where x.rule_set_id = r.id order by x.id desc limit 1
            )
            ",
            $which
        )
    };
}

impl Tx {
    /// Keeps a rule set that is in force from its first day on, unless one of that name is known: a rule set in force
    /// is never changed under its name.
    pub async fn keep_rule_set(
        &mut self,
        rule_set: &RuleSet,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into rule_sets (id, name, effective_from, body, created_at, state, scheduled_at)
            values ($1, $2, $3, $4, $5, 'SCHEDULED', $5)
            on conflict (name) do nothing";
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(Uuid::now_v7())
            .bind(rule_set.name())
            .bind(rule_set.effective_from().to_string())
            .bind(rule_set.body())
            .bind(micros(at))
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// The bodies of every rule set that is or will be in force, JSON: of those of one day, the last scheduled last.
    pub async fn rule_sets(&mut self) -> Result<Vec<String>, StoreError> {
        const SELECT: &str = "
            select body from rule_sets where state = 'SCHEDULED' order by effective_from, scheduled_at, name";
        Ok(on_db!(self, |conn| sqlx::query_scalar(SELECT)
            .fetch_all(conn)
            .await)?)
    }

    /// Every rule set, drafts too, the latest first.
    pub async fn kept_rule_sets(&mut self) -> Result<Vec<KeptRuleSet>, StoreError> {
        const SELECT: &str = select!("order by r.effective_from desc, r.created_at desc, r.name");
        let rows: Vec<RuleSetRow> =
            on_db!(self, |conn| sqlx::query_as(SELECT).fetch_all(conn).await)?;
        rows.into_iter().map(KeptRuleSet::try_from).collect()
    }

    pub async fn kept_rule_set(
        &mut self,
        id: RuleSetId,
    ) -> Result<Option<KeptRuleSet>, StoreError> {
        const SELECT: &str = select!("where r.id = $1");
        let row: Option<RuleSetRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(id.0)
            .fetch_optional(conn)
            .await)?;
        row.map(KeptRuleSet::try_from).transpose()
    }

    pub async fn rule_set_named(&mut self, name: &str) -> Result<Option<KeptRuleSet>, StoreError> {
        const SELECT: &str = select!("where r.name = $1");
        let row: Option<RuleSetRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(name)
            .fetch_optional(conn)
            .await)?;
        row.map(KeptRuleSet::try_from).transpose()
    }

    /// Keeps a new draft. `Duplicate` when its name is taken.
    pub async fn add_rule_set_draft(
        &mut self,
        rule_set: &RuleSet,
        event: NewEvent,
    ) -> Result<RuleSetId, StoreError> {
        const INSERT: &str = "
            insert into rule_sets (id, name, effective_from, body, created_at, state, revision)
            values ($1, $2, $3, $4, $5, 'DRAFT', 1)";
        let id = RuleSetId(Uuid::now_v7());
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(id.0)
            .bind(rule_set.name())
            .bind(rule_set.effective_from().to_string())
            .bind(rule_set.body())
            .bind(micros(event.at))
            .execute(conn)
            .await
            .map(drop))?;
        self.add_event(event).await?;
        Ok(id)
    }

    /// Keeps what a rule set says now and what was decided about it; a run over what it said before stops. `Stale` when
    /// it has changed since it was read.
    pub async fn turn_rule_set(
        &mut self,
        kept: &KeptRuleSet,
        rule_set: &RuleSet,
        state: RuleSetState,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        const UPDATE: &str = "
            update rule_sets set revision = revision + 1, body = $3, effective_from = $4, state = $5, scheduled_at = $6
            where id = $1 and revision = $2";
        const STOP: &str = "
            update simulations set state = 'STOPPED', finished_at = $2
            where rule_set_id = $1 and state in ('REQUESTS', 'SITUATIONS')";
        let scheduled_at = (state == RuleSetState::Scheduled).then_some(micros(event.at));
        let updated = on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(kept.id.0)
            .bind(kept.revision)
            .bind(rule_set.body())
            .bind(rule_set.effective_from().to_string())
            .bind(state.code())
            .bind(scheduled_at)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if updated == 0 {
            return Err(StoreError::Stale);
        }
        on_db!(self, |conn| sqlx::query(STOP)
            .bind(kept.id.0)
            .bind(micros(event.at))
            .execute(conn)
            .await
            .map(drop))?;
        self.add_event(event).await?;
        Ok(())
    }
}
