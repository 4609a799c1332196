//! Rule sets as the ANS writes them, and what a run over the stock came to.

use shared::date::Date;
use shared::eligibility::{Outcome, Severity};
use shared::structure::Sector;

use super::node::{reads, reads_enum};
use super::refusal::mutation;
use super::regularisation::PageInfo;
use super::schema;
use super::send::{Answered, Root, send};
use super::values::{Coded, Text};

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RuleSetState {
    Draft,
    Scheduled,
    InForce,
    Past,
    Discarded,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SimulationState {
    Running,
    Done,
    Stopped,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SimulationCaseKind {
    Request,
    Situation,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FindingChange {
    Appears,
    Goes,
    Reweighed,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct RuleSetVersion {
    pub(crate) id: cynic::Id,
    pub(crate) revision: i32,
    pub(crate) name: String,
    pub(crate) state: RuleSetState,
    pub(crate) effective_from: Date,
    pub(crate) body: String,
    pub(crate) changes: Vec<RuleChange>,
    pub(crate) simulation: Option<Simulation>,
    pub(crate) simulated: bool,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct RuleChange {
    pub(crate) path: String,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

/// What is wrong with a draft, and where.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct RuleSetProblem {
    pub(crate) path: String,
    pub(crate) text: Text,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct Simulation {
    pub(crate) id: cynic::Id,
    pub(crate) state: SimulationState,
    pub(crate) requests: i32,
    pub(crate) requests_total: i32,
    pub(crate) situations: i32,
    pub(crate) situations_total: i32,
    pub(crate) changed: i32,
    pub(crate) outcomes: Vec<OutcomeCount>,
    pub(crate) findings: Vec<FindingCount>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct OutcomeCount {
    pub(crate) kind: SimulationCaseKind,
    pub(crate) before: Coded<Outcome>,
    pub(crate) after: Coded<Outcome>,
    pub(crate) count: i32,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct FindingCount {
    pub(crate) kind: SimulationCaseKind,
    pub(crate) code: String,
    pub(crate) change: FindingChange,
    pub(crate) count: i32,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct SimulationCase {
    pub(crate) kind: SimulationCaseKind,
    pub(crate) reference: String,
    pub(crate) rpps_number: Option<String>,
    pub(crate) before: Coded<Outcome>,
    pub(crate) after: Coded<Outcome>,
    pub(crate) appears: Vec<String>,
    pub(crate) goes: Vec<String>,
    pub(crate) reweighed: Vec<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct SimulationCaseConnection {
    pub(crate) nodes: Vec<SimulationCase>,
    pub(crate) page_info: PageInfo,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct All {
    rule_sets: Vec<RuleSetVersion>,
}

impl Root for All {
    type Node = Vec<RuleSetVersion>;
}

#[derive(cynic::QueryVariables)]
struct OfRun {
    id: cynic::Id,
    after: Option<cynic::Id>,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfRun")]
struct Cases {
    #[arguments(simulationId: $id, first: 50, after: $after)]
    simulation_cases: SimulationCaseConnection,
}

impl Root for Cases {
    type Node = SimulationCaseConnection;
}

/// The variables of the subscription.
#[derive(cynic::QueryVariables)]
pub(super) struct Named {
    pub(super) name: String,
}

#[derive(cynic::InputObject)]
#[cynic(graphql_type = "DraftRuleSetInput")]
pub(crate) struct DraftInput {
    pub(crate) name: String,
    pub(crate) revision: i32,
    pub(crate) based_on: Option<String>,
    pub(crate) changes: Option<ChangesInput>,
    pub(crate) idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
#[cynic(graphql_type = "RuleSetChangesInput")]
pub(crate) struct ChangesInput {
    pub(crate) in_scope_roles: Option<Vec<String>>,
    pub(crate) sectors: Option<Vec<RangeInput>>,
    pub(crate) working_age: Option<i32>,
    pub(crate) start_date_months: Option<i32>,
    pub(crate) rules: Option<Vec<RuleInput>>,
}

#[derive(cynic::InputObject)]
#[cynic(graphql_type = "CategoryRangeInput")]
pub(crate) struct RangeInput {
    pub(crate) from: i32,
    pub(crate) to: i32,
    pub(crate) sector: Coded<Sector>,
}

#[derive(cynic::InputObject)]
pub(crate) struct RuleInput {
    pub(crate) code: String,
    pub(crate) drafting: Option<Coded<Severity>>,
    pub(crate) submitting: Option<Coded<Severity>>,
    pub(crate) deciding: Option<Coded<Severity>>,
    pub(crate) risk: bool,
}

#[derive(cynic::InputObject)]
struct SimulateRuleSetInput {
    id: cynic::Id,
    revision: i32,
}

#[derive(cynic::InputObject)]
struct ScheduleRuleSetInput {
    id: cynic::Id,
    revision: i32,
    effective_from: Date,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct DiscardRuleSetInput {
    id: cynic::Id,
    revision: i32,
    idempotency_key: Option<String>,
}

mutation!(draft_rule_set(DraftInput) -> "DraftRuleSetAnswer": RuleSetVersion
    else InvalidRuleSet | AlreadyExists | OutOfDate | RuleSetFixed | IdempotencyConflict);
mutation!(simulate_rule_set(SimulateRuleSetInput) -> "SimulateRuleSetAnswer": RuleSetVersion
    else OutOfDate | RuleSetFixed | IdempotencyConflict);
mutation!(schedule_rule_set(ScheduleRuleSetInput) -> "ScheduleRuleSetAnswer": RuleSetVersion
    else InvalidDecision | OutOfDate | RuleSetFixed | NotSimulated | IdempotencyConflict);
mutation!(discard_rule_set(DiscardRuleSetInput) -> "DiscardRuleSetAnswer": RuleSetVersion
    else OutOfDate | RuleSetFixed | IdempotencyConflict);

/// Every rule set, the latest first.
pub(crate) fn rule_sets() -> Answered<Vec<RuleSetVersion>> {
    send::<All>("{ruleSets", &())
}

/// What a draft judges otherwise, fifty at a time.
pub(crate) fn simulation_cases(
    id: cynic::Id,
    after: Option<String>,
) -> Answered<SimulationCaseConnection> {
    let after = after.map(cynic::Id::new);
    send::<Cases>(
        "query($id:ID!,$after:ID){simulationCases(simulationId:$id,first:50,after:$after)",
        &OfRun { id, after },
    )
}

pub(crate) fn draft_rules(input: &DraftInput) -> Answered<RuleSetVersion> {
    draft_rule_set::send(input)
}

pub(crate) fn simulate_rules(id: cynic::Id, revision: i32) -> Answered<RuleSetVersion> {
    simulate_rule_set::send(&SimulateRuleSetInput { id, revision })
}

pub(crate) fn schedule_rules(
    id: cynic::Id,
    revision: i32,
    effective_from: Date,
    key: String,
) -> Answered<RuleSetVersion> {
    schedule_rule_set::send(&ScheduleRuleSetInput {
        id,
        revision,
        effective_from,
        idempotency_key: Some(key),
    })
}

pub(crate) fn discard_rules(id: cynic::Id, revision: i32, key: String) -> Answered<RuleSetVersion> {
    discard_rule_set::send(&DiscardRuleSetInput {
        id,
        revision,
        idempotency_key: Some(key),
    })
}

reads! {
    RuleSetVersion {
        id,
        revision,
        name,
        state,
        effective_from,
        body,
        changes,
        simulation,
        simulated,
    }
    RuleChange {
        path,
        before,
        after,
    }
    RuleSetProblem {
        path,
        text,
    }
    Simulation {
        id,
        state,
        requests,
        requests_total,
        situations,
        situations_total,
        changed,
        outcomes,
        findings,
    }
    OutcomeCount {
        kind,
        before,
        after,
        count,
    }
    FindingCount {
        kind,
        code,
        change,
        count,
    }
    SimulationCase {
        kind,
        reference,
        rpps_number,
        before,
        after,
        appears,
        goes,
        reweighed,
    }
    SimulationCaseConnection {
        nodes,
        page_info,
    }
}

reads_enum! {
    RuleSetState {
        "DRAFT" => Self::Draft,
        "SCHEDULED" => Self::Scheduled,
        "IN_FORCE" => Self::InForce,
        "PAST" => Self::Past,
        "DISCARDED" => Self::Discarded,
    }
    SimulationState {
        "RUNNING" => Self::Running,
        "DONE" => Self::Done,
        "STOPPED" => Self::Stopped,
    }
    SimulationCaseKind {
        "REQUEST" => Self::Request,
        "SITUATION" => Self::Situation,
    }
    FindingChange {
        "APPEARS" => Self::Appears,
        "GOES" => Self::Goes,
        "REWEIGHED" => Self::Reweighed,
    }
}
