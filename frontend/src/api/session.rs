//! One's own open sessions.

use super::node::reads;
use super::refusal::mutation;
use super::schema;
use super::send::{Answered, Root, send};
use super::values::Instant;

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "Session")]
pub(crate) struct OpenSession {
    pub(crate) id: cynic::Id,
    pub(crate) current: bool,
    pub(crate) opened_at: Instant,
    pub(crate) seen_at: Instant,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct SessionList {
    pub(crate) sessions: Vec<OpenSession>,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct OpenSessions {
    sessions: Vec<OpenSession>,
}

impl Root for OpenSessions {
    type Node = Vec<OpenSession>;
}

#[derive(cynic::InputObject)]
struct EndSessionInput {
    id: cynic::Id,
    idempotency_key: Option<String>,
}

mutation!(end_session(EndSessionInput) -> "EndSessionAnswer": SessionList else IdempotencyConflict);

pub(crate) fn sessions() -> Answered<Vec<OpenSession>> {
    send::<OpenSessions>("{sessions", &())
}

pub(crate) fn end(id: cynic::Id) -> Answered<SessionList> {
    end_session::send(&EndSessionInput {
        id,
        idempotency_key: None,
    })
}

reads! {
    OpenSession {
        id,
        current,
        opened_at,
        seen_at,
    }
    SessionList {
        sessions,
    }
}
