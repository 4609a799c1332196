//! What a manager looks at in the queue again and again.

use shared::eligibility::FindingCode;
use shared::queue::{Holder, QueueView, Wanted};
use shared::status::{Route, Status};

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
    pub(crate) role: Option<String>,
    pub(crate) route: Option<Coded<Route>>,
    pub(crate) older_than_days: Option<i32>,
    pub(crate) at_risk: Option<bool>,
    pub(crate) holder: Option<Coded<Holder>>,
    pub(crate) finding: Option<String>,
}

impl SavedView {
    /// What it shows.
    pub(crate) fn view(self) -> QueueView {
        QueueView {
            status: self.status.map(|status| status.0),
            structure: self.structure_id.map(cynic::Id::into_inner),
            search: Some(self.search).filter(|search| !search.is_empty()),
            wanted: Wanted {
                role: self.role,
                route: self.route.map(|route| route.0),
                older_than_days: self.older_than_days,
                at_risk: self.at_risk,
                holder: self.holder.map(|holder| holder.0),
                finding: self.finding.as_deref().and_then(FindingCode::from_code),
            },
        }
    }
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
    role: Option<String>,
    route: Option<Coded<Route>>,
    older_than_days: Option<i32>,
    at_risk: Option<bool>,
    holder: Option<Coded<Holder>>,
    finding: Option<String>,
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

/// Keeps what is shown under a name.
pub(crate) fn save_view(name: String, view: QueueView, key: String) -> Answered<SavedViewList> {
    let wanted = view.wanted;
    save_view::send(&SaveViewInput {
        name,
        status: view.status.map(Coded),
        structure_id: view.structure.map(cynic::Id::new),
        search: view.search.unwrap_or_default(),
        role: wanted.role,
        route: wanted.route.map(Coded),
        older_than_days: wanted.older_than_days,
        at_risk: wanted.at_risk,
        holder: wanted.holder.map(Coded),
        finding: wanted.finding.map(|finding| finding.code().to_owned()),
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
        role,
        route,
        older_than_days,
        at_risk,
        holder,
        finding,
    }
    SavedViewList {
        views,
    }
}
