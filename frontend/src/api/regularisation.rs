//! What is done about registrations that were flagged.

use shared::date::Date;
use shared::regularisation::State;

use super::node::reads;
use super::refusal::mutation;
use super::register::Situation;
use super::request::Role;
use super::schema;
use super::send::{Answered, Root, send};
use super::structure::Structure;
use super::values::{Coded, Instant, Text};

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct Regularisation {
    pub(crate) id: cynic::Id,
    pub(crate) revision: i32,
    pub(crate) state: Coded<State>,
    pub(crate) reason: String,
    pub(crate) due_on: Date,
    pub(crate) reply: Option<String>,
    pub(crate) replied_at: Option<Instant>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct FlaggedSituation {
    pub(crate) rpps_number: String,
    pub(crate) birth_name: String,
    pub(crate) first_names: Vec<String>,
    pub(crate) situation: Situation,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct FlaggedSituationConnection {
    pub(crate) nodes: Vec<FlaggedSituation>,
    pub(crate) page_info: PageInfo,
}

/// Why a situation was flagged, and what was acknowledged.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct RegistrationRisk {
    pub(crate) reasons: Vec<RiskReason>,
    pub(crate) acknowledged_at: Instant,
    pub(crate) wording_version: String,
    pub(crate) wording: Option<Text>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct RiskReason {
    pub(crate) text: Text,
}

/// A flagged situation as its manager reads it.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "FlaggedSituation")]
pub(crate) struct OwnFlagged {
    pub(crate) rpps_number: String,
    pub(crate) birth_name: String,
    pub(crate) first_names: Vec<String>,
    pub(crate) situation: RiskySituation,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "Situation")]
pub(crate) struct RiskySituation {
    pub(crate) role: Role,
    pub(crate) structure: Option<Structure>,
    pub(crate) risk: Option<RegistrationRisk>,
    pub(crate) regularisation: Option<Regularisation>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "FlaggedSituationConnection")]
pub(crate) struct OwnFlaggedConnection {
    pub(crate) nodes: Vec<OwnFlagged>,
    pub(crate) page_info: PageInfo,
}

/// How many there are.
#[derive(cynic::QueryFragment, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FlaggedCount {
    pub(crate) count: i32,
}

#[derive(cynic::QueryVariables)]
struct OfOne {
    structure: Option<cynic::Id>,
    after: Option<cynic::Id>,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfOne")]
struct OwnFlaggedOnes {
    #[arguments(structureId: $structure, first: 20, after: $after)]
    flagged_situations: OwnFlaggedConnection,
}

impl Root for OwnFlaggedOnes {
    type Node = OwnFlaggedConnection;
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct PageInfo {
    pub(crate) has_next_page: bool,
    pub(crate) end_cursor: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct After {
    after: Option<cynic::Id>,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "After")]
struct Flagged {
    #[arguments(first: 50, after: $after)]
    flagged_situations: FlaggedSituationConnection,
}

impl Root for Flagged {
    type Node = FlaggedSituationConnection;
}

#[derive(cynic::InputObject)]
#[cynic(graphql_type = "NoticeRegularisationInput")]
pub(crate) struct NoticeInput {
    pub(crate) situation_id: cynic::Id,
    pub(crate) reason: String,
    pub(crate) due_on: Date,
    pub(crate) idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct ReplyRegularisationInput {
    id: cynic::Id,
    revision: i32,
    text: String,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct CancelRegularisationInput {
    id: cynic::Id,
    revision: i32,
    idempotency_key: Option<String>,
}

mutation!(notice_regularisation(NoticeInput) -> "NoticeRegularisationAnswer": Regularisation
    else InvalidDecision | AlreadyExists | IdempotencyConflict);
mutation!(reply_regularisation(ReplyRegularisationInput) -> "ReplyRegularisationAnswer": Regularisation
    else InvalidDecision | OutOfDate | IdempotencyConflict);
mutation!(cancel_regularisation(CancelRegularisationInput) -> "CancelRegularisationAnswer": Regularisation
    else OutOfDate | IdempotencyConflict);

/// Flagged situations, fifty at a time.
pub(crate) fn flagged(after: Option<String>) -> Answered<FlaggedSituationConnection> {
    send::<Flagged>(
        "query($after:ID){flaggedSituations(first:50,after:$after)",
        &After {
            after: after.map(cynic::Id::new),
        },
    )
}

/// Those of the manager's structures or of one of them, twenty at a time.
pub(crate) fn own_flagged(
    structure: Option<String>,
    after: Option<String>,
) -> Answered<OwnFlaggedConnection> {
    send::<OwnFlaggedOnes>(
        "query($structure:ID,$after:ID){flaggedSituations(structureId:$structure,first:20,after:$after)",
        &OfOne {
            structure: structure.map(cynic::Id::new),
            after: after.map(cynic::Id::new),
        },
    )
}

pub(crate) fn notice(input: &NoticeInput) -> Answered<Regularisation> {
    notice_regularisation::send(input)
}

pub(crate) fn reply_to(
    notice: Regularisation,
    text: String,
    key: String,
) -> Answered<Regularisation> {
    reply_regularisation::send(&ReplyRegularisationInput {
        id: notice.id,
        revision: notice.revision,
        text,
        idempotency_key: Some(key),
    })
}

pub(crate) fn take_back(notice: Regularisation, key: String) -> Answered<Regularisation> {
    cancel_regularisation::send(&CancelRegularisationInput {
        id: notice.id,
        revision: notice.revision,
        idempotency_key: Some(key),
    })
}

reads! {
    Regularisation {
        id,
        revision,
        state,
        reason,
        due_on,
        reply,
        replied_at,
    }
    FlaggedSituation {
        rpps_number,
        birth_name,
        first_names,
        situation,
    }
    RegistrationRisk {
        reasons,
        acknowledged_at,
        wording_version,
        wording,
    }
    RiskReason {
        text,
    }
    OwnFlagged {
        rpps_number,
        birth_name,
        first_names,
        situation,
    }
    RiskySituation {
        role,
        structure,
        risk,
        regularisation,
    }
    OwnFlaggedConnection {
        nodes,
        page_info,
    }
    FlaggedCount {
        count,
    }
    FlaggedSituationConnection {
        nodes,
        page_info,
    }
    PageInfo {
        has_next_page,
        end_cursor,
    }
}
