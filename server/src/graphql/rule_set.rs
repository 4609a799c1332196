//! Rule sets as the ANS writes them, and what a run over the stock came to.

use async_graphql::connection::PageInfo;
use async_graphql::{Context, Enum, ID, Result, SimpleObject};
use chrono::{DateTime, Utc};
use shared::id::RuleSetId;
use shared::rule_set;

use super::context::{app, coded, internal};
use super::scalar::{Date, Outcome, Text};
use crate::app::App;
use crate::store::{self, CaseKind, Counted, KeptRuleSet};

/// Where a rule set stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum RuleSetState {
    /// Being written; it holds for nobody.
    Draft,
    /// Takes effect on its day.
    Scheduled,
    InForce,
    /// Was in force.
    Past,
    /// Will not take effect.
    Discarded,
}

/// A rule set, from its first draft on.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct RuleSetVersion {
    id: ID,
    revision: i32,
    name: String,
    state: RuleSetState,
    /// Its first day; of a draft, the one that its text names.
    effective_from: Date,
    /// SHA-256 of `body`.
    hash: String,
    /// The rule set itself, JSON.
    body: String,
    created_at: DateTime<Utc>,
    scheduled_at: Option<DateTime<Utc>>,
    /// What it says otherwise than the rule set in force.
    changes: Vec<RuleChange>,
    /// The last run over the whole stock.
    simulation: Option<Simulation>,
    /// Run over the whole stock since its last change.
    simulated: bool,
}

/// One thing that a rule set says otherwise than another.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct RuleChange {
    /// `ROLE_OUT_OF_SCOPE.deciding`, `inScopeRoles`, `workingAge`.
    path: String,
    before: Option<String>,
    after: Option<String>,
}

/// Something wrong with a draft, and where.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct RuleSetProblem {
    /// `rules[3].severity.deciding`; empty for the whole.
    path: String,
    /// Code of `errorCatalogue`.
    problem: &'static str,
    text: Text,
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum SimulationState {
    Running,
    Done,
    /// The draft changed meanwhile.
    Stopped,
}

/// What is judged: a request under way, or somebody's post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::store::CaseKind")]
pub(crate) enum SimulationCaseKind {
    Request,
    Situation,
}

/// What becomes of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum FindingChange {
    Appears,
    Goes,
    /// Weighs more or less, or is a risk or no more.
    Reweighed,
}

/// A run of a draft over all requests under way and all posts that are held.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Simulation {
    id: ID,
    state: SimulationState,
    /// Requests judged so far, of how many.
    requests: i64,
    requests_total: i64,
    /// Posts judged so far, of how many.
    situations: i64,
    situations_total: i64,
    /// How many the draft judges otherwise.
    changed: i64,
    started_at: DateTime<Utc>,
    finished_at: Option<DateTime<Utc>>,
    outcomes: Vec<OutcomeCount>,
    findings: Vec<FindingCount>,
}

/// How many went from one outcome to another, or stayed.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct OutcomeCount {
    kind: SimulationCaseKind,
    before: Outcome,
    after: Outcome,
    count: i64,
}

/// How often a finding appears, goes, or weighs otherwise.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct FindingCount {
    kind: SimulationCaseKind,
    /// Code of `ruleCatalogue`.
    code: String,
    change: FindingChange,
    count: i64,
}

/// One that a draft judges otherwise.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct SimulationCase {
    kind: SimulationCaseKind,
    request_id: ID,
    /// What a person reads out on the telephone.
    reference: String,
    /// Of a post.
    rpps_number: Option<String>,
    before: Outcome,
    after: Outcome,
    /// Codes of `ruleCatalogue`.
    appears: Vec<String>,
    goes: Vec<String>,
    reweighed: Vec<String>,
}

/// A page of cases.
#[derive(SimpleObject)]
pub(crate) struct SimulationCaseConnection {
    pub(super) edges: Vec<SimulationCaseEdge>,
    pub(super) nodes: Vec<SimulationCase>,
    pub(super) page_info: PageInfo,
}

/// A case in a page.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct SimulationCaseEdge {
    pub(super) cursor: String,
    pub(super) node: SimulationCase,
}

impl RuleSetVersion {
    pub(super) fn new(app: &App, kept: KeptRuleSet) -> Self {
        let today = app.clock.today();
        let in_force = app.rules.on(today);
        let is_in_force = in_force.hash() == kept.rule_set.hash();
        let state = match kept.state {
            store::RuleSetState::Draft => RuleSetState::Draft,
            store::RuleSetState::Discarded => RuleSetState::Discarded,
            store::RuleSetState::Scheduled if is_in_force => RuleSetState::InForce,
            store::RuleSetState::Scheduled if kept.has_begun(today) => RuleSetState::Past,
            store::RuleSetState::Scheduled => RuleSetState::Scheduled,
        };
        let changes = kept.rule_set.changes_from(&in_force);
        Self {
            id: kept.id.to_string().into(),
            revision: kept.revision,
            name: kept.rule_set.name().to_owned(),
            state,
            effective_from: Date(kept.rule_set.effective_from()),
            hash: kept.rule_set.hash().to_owned(),
            body: kept.rule_set.body(),
            created_at: kept.created_at,
            scheduled_at: kept.scheduled_at,
            changes: changes.into_iter().map(RuleChange::from).collect(),
            simulated: kept.is_simulated(),
            simulation: kept.simulation.map(Simulation::from),
        }
    }

    /// Whether there may be more to tell in a moment, without an event.
    pub(super) fn is_running(&self) -> bool {
        let simulation = self.simulation.as_ref();
        simulation.is_some_and(|run| run.state == SimulationState::Running)
    }

    /// What differs from what was told before.
    pub(super) fn stamp(&self) -> (i32, i64, RuleSetState, bool) {
        let simulation = self.simulation.as_ref();
        let judged = simulation.map_or(-1, |run| run.requests + run.situations);
        (self.revision, judged, self.state, self.is_running())
    }
}

impl From<rule_set::RuleChange> for RuleChange {
    fn from(change: rule_set::RuleChange) -> Self {
        Self {
            path: change.path,
            before: change.before,
            after: change.after,
        }
    }
}

impl From<rule_set::RuleProblem> for RuleSetProblem {
    fn from(problem: rule_set::RuleProblem) -> Self {
        Self {
            path: problem.path,
            problem: problem.fault.code(),
            text: problem.fault.text().into(),
        }
    }
}

impl From<store::Simulation> for Simulation {
    fn from(run: store::Simulation) -> Self {
        let mut outcomes = Vec::new();
        let mut findings = Vec::new();
        for ((kind, what, code), count) in run.counts {
            let change = match what {
                Counted::Appears => FindingChange::Appears,
                Counted::Goes => FindingChange::Goes,
                Counted::Reweighed => FindingChange::Reweighed,
                Counted::Outcome => {
                    outcomes.extend(OutcomeCount::new(kind, &code, count));
                    continue;
                }
            };
            findings.push(FindingCount {
                kind: kind.into(),
                code,
                change,
                count,
            });
        }
        Self {
            id: run.id.to_string().into(),
            state: match run.state {
                store::SimulationState::Requests | store::SimulationState::Situations => {
                    SimulationState::Running
                }
                store::SimulationState::Done => SimulationState::Done,
                store::SimulationState::Stopped => SimulationState::Stopped,
            },
            requests: run.requests,
            requests_total: run.requests_total,
            situations: run.situations,
            situations_total: run.situations_total,
            changed: run.changed,
            started_at: run.started_at,
            finished_at: run.finished_at,
            outcomes,
            findings,
        }
    }
}

impl OutcomeCount {
    /// Of `ELIGIBLE>AT_RISK`.
    fn new(kind: CaseKind, code: &str, count: i64) -> Option<Self> {
        let outcome = |code| shared::eligibility::Outcome::from_code(code).map(Outcome::from);
        let (before, after) = code.split_once('>')?;
        Some(Self {
            kind: kind.into(),
            before: outcome(before)?,
            after: outcome(after)?,
            count,
        })
    }
}

impl From<store::FoundCase> for SimulationCase {
    fn from(found: store::FoundCase) -> Self {
        Self {
            kind: found.case.kind.into(),
            request_id: found.request.to_string().into(),
            reference: found.request.reference(),
            rpps_number: found.rpps_number,
            before: found.case.before.into(),
            after: found.case.after.into(),
            appears: found.case.appears,
            goes: found.case.goes,
            reweighed: found.case.reweighed,
        }
    }
}

/// The rule set that a use case returned, as it is now.
pub(super) async fn rule_set(context: &Context<'_>, id: RuleSetId) -> Result<RuleSetVersion> {
    let found = async { app(context).store.read().await?.kept_rule_set(id).await };
    let found = found.await.map_err(|error| internal(context, &error))?;
    let found = found.ok_or_else(|| coded(context, "NOT_FOUND"))?;
    Ok(RuleSetVersion::new(app(context), found))
}
