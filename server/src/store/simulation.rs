//! Runs of a draft over the whole stock: what is to be judged, batch by batch, and what came of it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use shared::date::Date;
use shared::eligibility::Outcome;
use shared::id::{RequestId, RuleSetId, SimulationId, SituationId};
use uuid::Uuid;

use super::{NewEvent, StoreError, Tx, micros, on_db};

mod row;
mod stock;

use self::row::{CaseRow, RunRow};
pub(super) use self::row::{SimulationRow, simulation_columns};
pub use self::stock::Registered;

/// What a run judges now, or whether it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SimulationState {
    Requests,
    Situations,
    Done,
    /// The draft changed meanwhile.
    Stopped,
}

impl SimulationState {
    const fn code(self) -> &'static str {
        match self {
            Self::Requests => "REQUESTS",
            Self::Situations => "SITUATIONS",
            Self::Done => "DONE",
            Self::Stopped => "STOPPED",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Requests, Self::Situations, Self::Done, Self::Stopped]
            .into_iter()
            .find(|state| state.code() == code)
    }
}

/// Of what something is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CaseKind {
    Request,
    Situation,
}

impl CaseKind {
    const fn code(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Situation => "SITUATION",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Request, Self::Situation]
            .into_iter()
            .find(|kind| kind.code() == code)
    }
}

/// What is counted: an outcome before and after (`ELIGIBLE>AT_RISK`), or what becomes of a finding's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counted {
    Outcome,
    Appears,
    Goes,
    Reweighed,
}

impl Counted {
    const fn code(self) -> &'static str {
        match self {
            Self::Outcome => "OUTCOME",
            Self::Appears => "APPEARS",
            Self::Goes => "GOES",
            Self::Reweighed => "REWEIGHED",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Outcome, Self::Appears, Self::Goes, Self::Reweighed]
            .into_iter()
            .find(|what| what.code() == code)
    }
}

/// What was counted, by kind and code.
pub type Counts = BTreeMap<(CaseKind, Counted, String), i64>;

/// A run.
#[derive(Clone, Debug)]
pub struct Simulation {
    pub id: SimulationId,
    pub rule_set: RuleSetId,
    /// Of the draft.
    pub revision: i32,
    pub day: Date,
    pub state: SimulationState,
    reached: Uuid,
    pub requests: i64,
    pub requests_total: i64,
    pub situations: i64,
    pub situations_total: i64,
    pub changed: i64,
    pub started_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
    pub counts: Counts,
}

impl Simulation {
    pub fn is_done(&self) -> bool {
        self.state == SimulationState::Done
    }

    pub fn is_running(&self) -> bool {
        matches!(
            self.state,
            SimulationState::Requests | SimulationState::Situations
        )
    }
}

/// A run to go on with: the draft and the rules that it is compared with, JSON.
#[derive(Clone, Debug)]
pub struct Run {
    pub simulation: Simulation,
    pub body: String,
    pub against: String,
}

/// A run to begin.
#[derive(Clone, Debug)]
pub struct NewSimulation {
    pub id: SimulationId,
    pub rule_set: RuleSetId,
    pub revision: i32,
    pub body: String,
    pub against: String,
    pub day: Date,
}

/// One that the draft judges otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub kind: CaseKind,
    /// Of the request or of the situation.
    pub id: Uuid,
    pub before: Outcome,
    pub after: Outcome,
    pub appears: Vec<String>,
    pub goes: Vec<String>,
    pub reweighed: Vec<String>,
}

/// A case, with what an agent finds it by.
#[derive(Clone, Debug)]
pub struct FoundCase {
    pub case: Case,
    pub request: RequestId,
    /// Of a situation.
    pub rpps_number: Option<String>,
}

/// What a batch came to.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The last row judged; none when nothing was left.
    pub last: Option<Uuid>,
    pub judged: i64,
    pub counts: Counts,
    pub cases: Vec<Case>,
}

impl Tx {
    /// Begins a run, with how much there is to judge. `Duplicate` while another of the same rule set goes on.
    pub async fn add_simulation(
        &mut self,
        new: &NewSimulation,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into simulations (
                id, rule_set_id, revision, body, against, day, state, reached, requests_total, situations_total, started_at
            )
            select $1, $2, $3, $4, $5, $6, 'REQUESTS', $7,
                (select count(*) from requests where status in ('SUBMITTED', 'CORRECTION_REQUESTED')),
                (select count(*) from situations where withdrawn_at is null and (end_date is null or end_date >= $6)),
                $8";
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(new.id.0)
            .bind(new.rule_set.0)
            .bind(new.revision)
            .bind(&new.body)
            .bind(&new.against)
            .bind(new.day.to_string())
            .bind(Uuid::nil())
            .bind(micros(at))
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// The runs that go on, the oldest first.
    pub async fn running_simulations(&mut self) -> Result<Vec<Run>, StoreError> {
        const SELECT: &str = concat!(
            "select m.body, m.against, ",
            simulation_columns!(),
            " from simulations m where m.state in ('REQUESTS', 'SITUATIONS') order by m.id"
        );
        let rows: Vec<RunRow> = on_db!(self, |conn| sqlx::query_as(SELECT).fetch_all(conn).await)?;
        rows.into_iter()
            .filter_map(|row| row.run().transpose())
            .collect()
    }

    /// Keeps what a batch came to and where the run stands then. `Stale` when another server was faster, or the draft
    /// has changed.
    pub async fn advance_simulation(
        &mut self,
        simulation: &Simulation,
        batch: &Batch,
        finished: Option<NewEvent>,
    ) -> Result<(), StoreError> {
        const UPDATE: &str = "
            update simulations
            set state = $4, reached = $5, requests = requests + $6, situations = situations + $7,
                changed = changed + $8, finished_at = $9
            where id = $1 and state = $2 and reached = $3";
        let of_requests = simulation.state == SimulationState::Requests;
        let (state, reached) = match (batch.last, of_requests) {
            (Some(last), _) => (simulation.state, last),
            (None, true) => (SimulationState::Situations, Uuid::nil()),
            (None, false) => (SimulationState::Done, simulation.reached),
        };
        let judged = |is: bool| if is { batch.judged } else { 0 };
        let updated = on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(simulation.id.0)
            .bind(simulation.state.code())
            .bind(simulation.reached)
            .bind(state.code())
            .bind(reached)
            .bind(judged(of_requests))
            .bind(judged(!of_requests))
            .bind(i64::try_from(batch.cases.len()).unwrap_or_default())
            .bind(finished.as_ref().map(|event| micros(event.at)))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if updated == 0 {
            return Err(StoreError::Stale);
        }
        self.count_cases(simulation.id, &batch.counts).await?;
        self.add_cases(simulation.id, &batch.cases).await?;
        if let Some(event) = finished {
            self.add_event(event).await?;
        }
        Ok(())
    }

    async fn count_cases(&mut self, id: SimulationId, counts: &Counts) -> Result<(), StoreError> {
        const UPSERT: &str = "
            insert into simulation_counts (simulation_id, kind, what, code, count) values ($1, $2, $3, $4, $5)
            on conflict (simulation_id, kind, what, code) do update set count = simulation_counts.count + excluded.count";
        for ((kind, what, code), count) in counts {
            on_db!(self, |conn| sqlx::query(UPSERT)
                .bind(id.0)
                .bind(kind.code())
                .bind(what.code())
                .bind(code)
                .bind(count)
                .execute(conn)
                .await
                .map(drop))?;
        }
        Ok(())
    }

    async fn add_cases(&mut self, id: SimulationId, cases: &[Case]) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into simulation_cases (simulation_id, id, kind, before, after, appears, goes, reweighed) ";
        if cases.is_empty() {
            return Ok(());
        }
        on_db!(self, |conn| {
            let mut query = sqlx::QueryBuilder::new(INSERT);
            query.push_values(cases, |mut row, case| {
                row.push_bind(id.0)
                    .push_bind(case.id)
                    .push_bind(case.kind.code())
                    .push_bind(case.before.code())
                    .push_bind(case.after.code())
                    .push_bind(case.appears.join(","))
                    .push_bind(case.goes.join(","))
                    .push_bind(case.reweighed.join(","));
            });
            query.build().execute(conn).await.map(drop)
        })?;
        Ok(())
    }

    /// The cases of a run, those after `after`.
    pub async fn simulation_cases(
        &mut self,
        id: SimulationId,
        after: Uuid,
        most: i64,
    ) -> Result<Vec<FoundCase>, StoreError> {
        const SELECT: &str = "
            select c.id, c.kind, c.before, c.after, c.appears, c.goes, c.reweighed,
                coalesce(t.request_id, c.id) as request_id, p.rpps_number
            from simulation_cases c
            left join situations t on t.id = c.id and c.kind = 'SITUATION'
            left join persons p on p.id = t.person_id
            where c.simulation_id = $1 and c.id > $2
            order by c.id
            limit $3";
        let rows: Vec<CaseRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(id.0)
            .bind(after)
            .bind(most)
            .fetch_all(conn)
            .await)?;
        rows.into_iter().map(FoundCase::try_from).collect()
    }

    /// Forgets cases of runs that a later one of the same rule set has followed, `most` at once. Returns how many.
    pub async fn forget_cases(&mut self, most: i64) -> Result<u64, StoreError> {
        const DELETE: &str = "
            delete from simulation_cases
            where (simulation_id, id) in (
                select c.simulation_id, c.id from simulations m
                join simulation_cases c on c.simulation_id = m.id
                where exists (select 1 from simulations x where x.rule_set_id = m.rule_set_id and x.id > m.id)
                limit $1
            )";
        let forgotten = on_db!(self, |conn| sqlx::query(DELETE)
            .bind(most)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(forgotten)
    }
}

impl Simulation {
    /// The situation after which the next batch begins.
    pub fn reached_situation(&self) -> SituationId {
        SituationId(self.reached)
    }

    /// The request after which the next batch begins.
    pub fn reached_request(&self) -> RequestId {
        RequestId(self.reached)
    }
}
