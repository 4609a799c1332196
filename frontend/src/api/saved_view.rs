//! What a manager looks at in the queue again and again.

use shared::status::Status;

use super::node::reads;
use super::refusal::mutation;
use super::schema;
use super::send::{Answered, Root, send};
use super::values::Coded;

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct SavedView {
    pub(crate) id: cynic::Id,
    pub(crate) name: String,
    pub(crate) status: Option<Coded<Status>>,
    pub(crate) structure_id: Option<cynic::Id>,
    pub(crate) search: String,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct SavedViewList {
    pub(crate) views: Vec<SavedView>,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct MyViews {
    saved_views: Vec<SavedView>,
}

impl Root for MyViews {
    type Node = Vec<SavedView>;
}

#[derive(cynic::InputObject)]
struct SaveViewInput {
    name: String,
    status: Option<Coded<Status>>,
    structure_id: Option<cynic::Id>,
    search: String,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct DeleteViewInput {
    id: cynic::Id,
    idempotency_key: Option<String>,
}

mutation!(save_view(SaveViewInput) -> "SaveViewAnswer": SavedViewList
    else InvalidDecision | IdempotencyConflict);
mutation!(delete_view(DeleteViewInput) -> "DeleteViewAnswer": SavedViewList
    else IdempotencyConflict);

pub(crate) fn views() -> Answered<Vec<SavedView>> {
    send::<MyViews>("{savedViews", &())
}

/// Keeps a state, a structure and a search under a name.
pub(crate) fn save_view(
    name: String,
    status: Option<Status>,
    structure: Option<String>,
    search: String,
    key: String,
) -> Answered<SavedViewList> {
    save_view::send(&SaveViewInput {
        name,
        status: status.map(Coded),
        structure_id: structure.map(cynic::Id::new),
        search,
        idempotency_key: Some(key),
    })
}

pub(crate) fn delete_view(id: cynic::Id, key: String) -> Answered<SavedViewList> {
    delete_view::send(&DeleteViewInput {
        id,
        idempotency_key: Some(key),
    })
}

reads! {
    SavedView {
        id,
        name,
        status,
        structure_id,
        search,
    }
    SavedViewList {
        views,
    }
}
