//! What a manager looks at in the queue again and again.

use async_graphql::{Context, ID, Result, SimpleObject};
use shared::eligibility::FindingCode;
use uuid::Uuid;

use super::context::{app, caller, internal, refused};
use super::query::LeaseHolder;
use super::scalar::{RequestStatus, Route};
use crate::store;

/// A view of the queue, under a name of the manager's own.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct SavedView {
    id: ID,
    name: String,
    /// Null for every state.
    status: Option<RequestStatus>,
    structure_id: Option<ID>,
    /// What is searched, or empty.
    search: String,
    role: Option<String>,
    route: Option<Route>,
    older_than_days: Option<i32>,
    at_risk: Option<bool>,
    holder: Option<LeaseHolder>,
    finding: Option<&'static str>,
}

/// The caller's views, by name.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct SavedViewList {
    views: Vec<SavedView>,
}

impl From<store::SavedView> for SavedView {
    fn from(view: store::SavedView) -> Self {
        Self {
            id: view.id.to_string().into(),
            name: view.name,
            status: view.status.map(RequestStatus::from),
            structure_id: view.structure.map(|id| id.to_string().into()),
            search: view.search,
            role: view.wanted.role,
            route: view.wanted.route.map(Route::from),
            older_than_days: view.wanted.older_than_days,
            at_risk: view.wanted.at_risk,
            holder: view.wanted.holder.map(LeaseHolder::from),
            finding: view.wanted.finding.map(FindingCode::code),
        }
    }
}

/// The views of the manager who asks.
pub(super) async fn views(context: &Context<'_>) -> Result<Vec<SavedView>> {
    let caller = caller(context).await?;
    let manager = caller
        .manager_anywhere()
        .map_err(|denied| refused(context, denied))?;
    let found = async {
        let mut tx = app(context).store.read().await?;
        tx.saved_views(manager.signed_in.account).await
    };
    let found = found.await.map_err(|error| internal(context, &error))?;
    Ok(found.into_iter().map(SavedView::from).collect())
}

/// What there is when one was saved or forgotten.
pub(super) async fn left(context: &Context<'_>, _changed: Uuid) -> Result<SavedViewList> {
    Ok(SavedViewList {
        views: views(context).await?,
    })
}
