//! Corrections of a registered person's civil status.

use shared::civil_status::{Decision, DocumentKind, State};
use shared::date::Date;

use super::node::reads;
use super::refusal::mutation;
use super::regularisation::PageInfo;
use super::request::Identity;
use super::schema;
use super::send::{Answered, Root, send};
use super::values::{Coded, Instant};

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct CivilStatusCorrection {
    pub(crate) id: cynic::Id,
    pub(crate) revision: i32,
    pub(crate) state: Coded<State>,
    pub(crate) rpps_number: String,
    pub(crate) previous: Identity,
    pub(crate) proposed: Identity,
    pub(crate) reason: String,
    pub(crate) document_kind: Coded<DocumentKind>,
    pub(crate) document_issued_on: Date,
    pub(crate) document_seen_by: String,
    pub(crate) structure_name: Option<String>,
    pub(crate) asked_by_me: bool,
    pub(crate) asked_at: Instant,
    pub(crate) proposed_at: Option<Instant>,
    pub(crate) decision: Option<Coded<Decision>>,
    pub(crate) decision_reason: Option<String>,
    pub(crate) proposed_by_me: bool,
    pub(crate) returned_reason: Option<String>,
    pub(crate) closed_at: Option<Instant>,
}

#[derive(cynic::QueryFragment, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CivilStatusCorrectionCount {
    pub(crate) state: Coded<State>,
    pub(crate) count: i32,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct CivilStatusCorrectionConnection {
    pub(crate) nodes: Vec<CivilStatusCorrection>,
    pub(crate) page_info: PageInfo,
    pub(crate) counts: Vec<CivilStatusCorrectionCount>,
}

/// One change of the corrections that the ANS decides on.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct CivilStatusChange {
    pub(crate) correction: Option<CivilStatusCorrection>,
    pub(crate) counts: Vec<CivilStatusCorrectionCount>,
}

#[derive(cynic::InputObject)]
struct CivilStatusCorrectionFilter {
    state: Option<Coded<State>>,
}

#[derive(cynic::QueryVariables)]
struct InState {
    filter: Option<CivilStatusCorrectionFilter>,
    after: Option<cynic::Id>,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "InState")]
struct Corrections {
    #[arguments(filter: $filter, first: 20, after: $after)]
    civil_status_corrections: CivilStatusCorrectionConnection,
}

impl Root for Corrections {
    type Node = CivilStatusCorrectionConnection;
}

/// The new civil status, as typed. A field that is not given stays as it is.
#[derive(cynic::InputObject, Clone, Default)]
pub(crate) struct CivilStatusInput {
    pub(crate) birth_name: Option<String>,
    pub(crate) first_names: Option<Vec<String>>,
    pub(crate) preferred_name: Option<String>,
    pub(crate) sex: Option<String>,
    pub(crate) birth_date: Option<String>,
    pub(crate) birth_country: Option<String>,
    pub(crate) birth_commune: Option<String>,
}

#[derive(cynic::InputObject)]
#[cynic(graphql_type = "AskCivilStatusCorrectionInput")]
pub(crate) struct CorrectionAsked {
    pub(crate) rpps_number: Option<String>,
    pub(crate) civil_status: CivilStatusInput,
    pub(crate) reason: String,
    pub(crate) document_kind: String,
    pub(crate) document_issued_on: String,
    pub(crate) document_seen_by: String,
    pub(crate) idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct ProposeCivilStatusDecisionInput {
    id: cynic::Id,
    revision: i32,
    decision: Coded<Decision>,
    reason: String,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct ConfirmCivilStatusDecisionInput {
    id: cynic::Id,
    revision: i32,
    confirm: bool,
    reason: String,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct WithdrawCivilStatusCorrectionInput {
    id: cynic::Id,
    revision: i32,
    idempotency_key: Option<String>,
}

mutation!(ask_civil_status_correction(CorrectionAsked) -> "AskCivilStatusCorrectionAnswer": CivilStatusCorrection
    else InvalidCorrection | CorrectionUnderWay | IdempotencyConflict);
mutation!(propose_civil_status_decision(ProposeCivilStatusDecisionInput) -> "ProposeCivilStatusDecisionAnswer": CivilStatusCorrection
    else InvalidDecision | OwnCorrection | DuplicatePerson | OutOfDate | IdempotencyConflict);
mutation!(confirm_civil_status_decision(ConfirmCivilStatusDecisionInput) -> "ConfirmCivilStatusDecisionAnswer": CivilStatusCorrection
    else InvalidDecision | OwnCorrection | SameAgent | DuplicatePerson | OutOfDate | IdempotencyConflict);
mutation!(withdraw_civil_status_correction(WithdrawCivilStatusCorrectionInput) -> "WithdrawCivilStatusCorrectionAnswer": CivilStatusCorrection
    else OutOfDate | IdempotencyConflict);

/// Corrections in a state, or all of them, twenty at a time; with how many there are in each.
pub(crate) fn corrections(
    state: Option<State>,
    after: Option<String>,
) -> Answered<CivilStatusCorrectionConnection> {
    send::<Corrections>(
        "query($filter:CivilStatusCorrectionFilter,$after:ID){civilStatusCorrections(filter:$filter,first:20,after:$after)",
        &InState {
            filter: state.map(|state| CivilStatusCorrectionFilter {
                state: Some(Coded(state)),
            }),
            after: after.map(cynic::Id::new),
        },
    )
}

pub(crate) fn ask_correction(input: &CorrectionAsked) -> Answered<CivilStatusCorrection> {
    ask_civil_status_correction::send(input)
}

pub(crate) fn propose_decision(
    of: &CivilStatusCorrection,
    decision: Decision,
    reason: String,
    key: String,
) -> Answered<CivilStatusCorrection> {
    propose_civil_status_decision::send(&ProposeCivilStatusDecisionInput {
        id: of.id.clone(),
        revision: of.revision,
        decision: Coded(decision),
        reason,
        idempotency_key: Some(key),
    })
}

/// Confirms a proposal; with a reason, sends it back instead.
pub(crate) fn confirm_decision(
    of: &CivilStatusCorrection,
    returned: Option<String>,
    key: String,
) -> Answered<CivilStatusCorrection> {
    confirm_civil_status_decision::send(&ConfirmCivilStatusDecisionInput {
        id: of.id.clone(),
        revision: of.revision,
        confirm: returned.is_none(),
        reason: returned.unwrap_or_default(),
        idempotency_key: Some(key),
    })
}

pub(crate) fn withdraw_correction(
    of: &CivilStatusCorrection,
    key: String,
) -> Answered<CivilStatusCorrection> {
    withdraw_civil_status_correction::send(&WithdrawCivilStatusCorrectionInput {
        id: of.id.clone(),
        revision: of.revision,
        idempotency_key: Some(key),
    })
}

reads! {
    CivilStatusCorrection {
        id,
        revision,
        state,
        rpps_number,
        previous,
        proposed,
        reason,
        document_kind,
        document_issued_on,
        document_seen_by,
        structure_name,
        asked_by_me,
        asked_at,
        proposed_at,
        decision,
        decision_reason,
        proposed_by_me,
        returned_reason,
        closed_at,
    }
    CivilStatusCorrectionCount {
        state,
        count,
    }
    CivilStatusCorrectionConnection {
        nodes,
        page_info,
        counts,
    }
    CivilStatusChange {
        correction,
        counts,
    }
}
