//! A run, and what it judged otherwise, as statements return them.

use shared::eligibility::Outcome;
use shared::id::{RequestId, RuleSetId, SimulationId};
use sqlx::FromRow;
use uuid::Uuid;

use super::{Case, CaseKind, Counted, Counts, FoundCase, Run, Simulation, SimulationState};
use crate::store::{StoreError, date, instant};

/// The columns of a rule set's last run, all missing where there is none.
#[derive(Debug, FromRow)]
#[expect(
    clippy::struct_field_names,
    reason = "they stand beside other tables' columns"
)]
pub(in crate::store) struct SimulationRow {
    m_id: Option<Uuid>,
    m_rule_set: Option<Uuid>,
    m_revision: Option<i32>,
    m_day: Option<String>,
    m_state: Option<String>,
    m_reached: Option<Uuid>,
    m_requests: Option<i64>,
    m_requests_total: Option<i64>,
    m_situations: Option<i64>,
    m_situations_total: Option<i64>,
    m_changed: Option<i64>,
    m_started_at: Option<i64>,
    m_finished_at: Option<i64>,
    m_counts: Option<String>,
}

/// What `SimulationRow` reads, of the table `m`.
macro_rules! simulation_columns {
    () => {
        "m.id as m_id, m.rule_set_id as m_rule_set, m.revision as m_revision, m.day as m_day, m.state as m_state,
            m.reached as m_reached, m.requests as m_requests, m.requests_total as m_requests_total,
            m.situations as m_situations, m.situations_total as m_situations_total, m.changed as m_changed,
            m.started_at as m_started_at, m.finished_at as m_finished_at,
            (
                select string_agg(c.kind || ' ' || c.what || ' ' || c.code || ' ' || c.count, ',')
                from simulation_counts c
                where c.simulation_id = m.id
            ) as m_counts"
    };
}
pub(in crate::store) use simulation_columns;

impl SimulationRow {
    pub(in crate::store) fn read(self) -> Result<Option<Simulation>, StoreError> {
        let Some(id) = self.m_id else { return Ok(None) };
        let corrupt = |column| StoreError::corrupt("simulations", id, column);
        let state = self.m_state.as_deref().and_then(SimulationState::from_code);
        let day = date(self.m_day.as_deref()).ok().flatten();
        Ok(Some(Simulation {
            id: SimulationId(id),
            rule_set: RuleSetId(self.m_rule_set.unwrap_or_default()),
            revision: self.m_revision.unwrap_or_default(),
            day: day.ok_or_else(|| corrupt("day"))?,
            state: state.ok_or_else(|| corrupt("state"))?,
            reached: self.m_reached.unwrap_or_default(),
            requests: self.m_requests.unwrap_or_default(),
            requests_total: self.m_requests_total.unwrap_or_default(),
            situations: self.m_situations.unwrap_or_default(),
            situations_total: self.m_situations_total.unwrap_or_default(),
            changed: self.m_changed.unwrap_or_default(),
            started_at: instant(self.m_started_at.unwrap_or_default()),
            finished_at: self.m_finished_at.map(instant),
            counts: self.m_counts.as_deref().map(counts).unwrap_or_default(),
        }))
    }
}

fn counts(text: &str) -> Counts {
    let count = |one: &str| {
        let mut parts = one.split(' ');
        let mut next = || parts.next();
        let kind = CaseKind::from_code(next()?)?;
        let what = Counted::from_code(next()?)?;
        let code = next()?.to_owned();
        Some(((kind, what, code), next()?.parse().ok()?))
    };
    text.split(',').filter_map(count).collect()
}

#[derive(Debug, FromRow)]
pub(super) struct RunRow {
    body: String,
    against: String,
    #[sqlx(flatten)]
    simulation: SimulationRow,
}

impl RunRow {
    pub(super) fn run(self) -> Result<Option<Run>, StoreError> {
        Ok(self.simulation.read()?.map(|simulation| Run {
            simulation,
            body: self.body,
            against: self.against,
        }))
    }
}

#[derive(Debug, FromRow)]
pub(super) struct CaseRow {
    id: Uuid,
    kind: String,
    before: String,
    after: String,
    appears: String,
    goes: String,
    reweighed: String,
    request_id: Uuid,
    rpps_number: Option<String>,
}

impl TryFrom<CaseRow> for FoundCase {
    type Error = StoreError;

    fn try_from(row: CaseRow) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::corrupt("simulation_cases", row.id, column);
        let outcome = |code: &str, column| Outcome::from_code(code).ok_or_else(|| corrupt(column));
        let codes = |text: &str| {
            let codes = text.split(',').filter(|code| !code.is_empty());
            codes.map(str::to_owned).collect()
        };
        Ok(Self {
            case: Case {
                kind: CaseKind::from_code(&row.kind).ok_or_else(|| corrupt("kind"))?,
                id: row.id,
                before: outcome(&row.before, "before")?,
                after: outcome(&row.after, "after")?,
                appears: codes(&row.appears),
                goes: codes(&row.goes),
                reweighed: codes(&row.reweighed),
            },
            request: RequestId(row.request_id),
            rpps_number: row.rpps_number,
        })
    }
}
