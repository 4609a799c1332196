//! Questions to support: asked by anybody, answered by agents.

use shared::support::{RawQuestion, Side, State, Topic};

use super::node::reads;
use super::refusal::mutation;
use super::regularisation::PageInfo;
use super::schema;
use super::send::{Answered, Root, send};
use super::values::{Coded, Instant};

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct SupportReceipt {
    pub(crate) reference: String,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct SupportMessage {
    pub(crate) side: Coded<Side>,
    pub(crate) written_at: Instant,
    pub(crate) text: String,
    pub(crate) author: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct SupportQuestion {
    pub(crate) id: cynic::Id,
    pub(crate) revision: i32,
    pub(crate) reference: String,
    pub(crate) topic: Coded<Topic>,
    pub(crate) state: Coded<State>,
    pub(crate) asked_at: Instant,
    pub(crate) full_name: String,
    pub(crate) email: String,
    pub(crate) request_reference: String,
    pub(crate) request_id: Option<cynic::Id>,
    pub(crate) signed_in: bool,
    pub(crate) holder: Option<String>,
    pub(crate) mine: bool,
    pub(crate) forgotten_at: Option<Instant>,
    pub(crate) messages: Vec<SupportMessage>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct SupportQuestionConnection {
    pub(crate) nodes: Vec<SupportQuestion>,
    pub(crate) page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct SupportCount {
    pub(crate) state: Coded<State>,
    pub(crate) count: i32,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct SupportChange {
    pub(crate) question: Option<SupportQuestion>,
    pub(crate) counts: Vec<SupportCount>,
}

#[derive(cynic::QueryVariables)]
struct After {
    after: Option<cynic::Id>,
}

#[derive(cynic::QueryVariables)]
struct InState {
    state: Coded<State>,
    after: Option<cynic::Id>,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "After")]
struct Own {
    #[arguments(first: 20, after: $after)]
    own_support_questions: SupportQuestionConnection,
}

impl Root for Own {
    type Node = SupportQuestionConnection;
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "InState")]
struct Inbox {
    #[arguments(state: $state, first: 20, after: $after)]
    support_questions: SupportQuestionConnection,
}

impl Root for Inbox {
    type Node = SupportQuestionConnection;
}

#[derive(cynic::InputObject)]
struct ContactSupportInput {
    topic: String,
    full_name: String,
    email: String,
    reference: Option<String>,
    request_id: Option<cynic::Id>,
    message: String,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct TakeSupportInput {
    id: cynic::Id,
    revision: i32,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct AnswerSupportInput {
    id: cynic::Id,
    revision: i32,
    message: String,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct CloseSupportInput {
    id: cynic::Id,
    revision: i32,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct ReopenSupportInput {
    id: cynic::Id,
    revision: i32,
    idempotency_key: Option<String>,
}

mutation!(contact_support(ContactSupportInput) -> "ContactSupportAnswer": SupportReceipt
    else InvalidMessage | IdempotencyConflict);
mutation!(take_support(TakeSupportInput) -> "TakeSupportAnswer": SupportQuestion
    else OutOfDate | WrongSupportState | IdempotencyConflict);
mutation!(answer_support(AnswerSupportInput) -> "AnswerSupportAnswer": SupportQuestion
    else InvalidMessage | OutOfDate | WrongSupportState | IdempotencyConflict);
mutation!(close_support(CloseSupportInput) -> "CloseSupportAnswer": SupportQuestion
    else OutOfDate | WrongSupportState | IdempotencyConflict);
mutation!(reopen_support(ReopenSupportInput) -> "ReopenSupportAnswer": SupportQuestion
    else OutOfDate | WrongSupportState | IdempotencyConflict);

/// Writes to support, about that request if one is given.
pub(crate) fn contact(
    raw: RawQuestion,
    request: Option<String>,
    key: String,
) -> Answered<SupportReceipt> {
    contact_support::send(&ContactSupportInput {
        topic: raw.topic,
        full_name: raw.full_name,
        email: raw.email,
        reference: Some(raw.reference),
        request_id: request.map(cynic::Id::new),
        message: raw.message,
        idempotency_key: Some(key),
    })
}

/// What the person asked, twenty at a time.
pub(crate) fn own_questions(after: Option<String>) -> Answered<SupportQuestionConnection> {
    let after = after.map(cynic::Id::new);
    send::<Own>(
        "query($after:ID){ownSupportQuestions(first:20,after:$after)",
        &After { after },
    )
}

/// Questions in a state, twenty at a time.
pub(crate) fn questions(
    state: State,
    after: Option<String>,
) -> Answered<SupportQuestionConnection> {
    send::<Inbox>(
        "query($state:SupportState!,$after:ID){supportQuestions(state:$state,first:20,after:$after)",
        &InState {
            state: Coded(state),
            after: after.map(cynic::Id::new),
        },
    )
}

/// What an agent does to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SupportTurn {
    Take,
    Answer(String),
    Close,
    Reopen,
}

pub(crate) fn turn_question(
    of: SupportQuestion,
    turn: SupportTurn,
    key: String,
) -> Answered<SupportQuestion> {
    let SupportQuestion { id, revision, .. } = of;
    let idempotency_key = Some(key);
    match turn {
        SupportTurn::Take => take_support::send(&TakeSupportInput {
            id,
            revision,
            idempotency_key,
        }),
        SupportTurn::Answer(message) => answer_support::send(&AnswerSupportInput {
            id,
            revision,
            message,
            idempotency_key,
        }),
        SupportTurn::Close => close_support::send(&CloseSupportInput {
            id,
            revision,
            idempotency_key,
        }),
        SupportTurn::Reopen => reopen_support::send(&ReopenSupportInput {
            id,
            revision,
            idempotency_key,
        }),
    }
}

reads! {
    SupportReceipt {
        reference,
    }
    SupportMessage {
        side,
        written_at,
        text,
        author,
    }
    SupportQuestion {
        id,
        revision,
        reference,
        topic,
        state,
        asked_at,
        full_name,
        email,
        request_reference,
        request_id,
        signed_in,
        holder,
        mine,
        forgotten_at,
        messages,
    }
    SupportQuestionConnection {
        nodes,
        page_info,
    }
    SupportCount {
        state,
        count,
    }
    SupportChange {
        question,
        counts,
    }
}
