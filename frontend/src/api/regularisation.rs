//! What is done about registrations that were flagged.

use shared::date::Date;
use shared::regularisation::State;

use super::node::reads;
use super::refusal::mutation;
use super::register::Situation;
use super::schema;
use super::send::{Answered, Root, send};
use super::values::{Coded, Instant};

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
    FlaggedSituationConnection {
        nodes,
        page_info,
    }
    PageInfo {
        has_next_page,
        end_cursor,
    }
}
