//! Who may see a request.

use shared::id::RequestId;

use crate::accesses::{self, Listing};
use crate::app::App;
use crate::caller::{Caller, SignedIn};
use crate::store::{RequestView, StoreError};

/// In which quality somebody sees a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewer {
    Owner,
    Manager,
}

/// A request, and in which quality the caller sees it.
#[derive(Clone, Debug)]
pub struct Viewed {
    pub view: RequestView,
    pub viewer: Viewer,
}

/// In which quality the caller may see a request, if at all. A draft that was never sent is its author's alone.
pub fn can_see(signed_in: &SignedIn, view: &RequestView) -> Option<Viewer> {
    if view.request.owner == signed_in.account {
        return Some(Viewer::Owner);
    }
    let structure = view.request.submission.as_ref()?.structure;
    signed_in
        .managed
        .contains(&structure)
        .then_some(Viewer::Manager)
}

/// The request, if the caller may see it. That somebody else than its author does is kept first: what could not be kept
/// is not shown.
pub async fn request(
    app: &App,
    caller: &Caller,
    id: RequestId,
) -> Result<Option<Viewed>, StoreError> {
    let viewed = seen(app, caller, id).await?;
    if let (Some(viewed), Ok(signed_in)) = (&viewed, caller.signed_in())
        && viewed.viewer == Viewer::Manager
    {
        accesses::opened_request(app, signed_in, &viewed.view).await?;
    }
    Ok(viewed)
}

async fn seen(app: &App, caller: &Caller, id: RequestId) -> Result<Option<Viewed>, StoreError> {
    let Ok(signed_in) = caller.signed_in() else {
        return Ok(None);
    };
    let mut tx = app.store.read().await?;
    let Some(mut view) = tx.request(id).await? else {
        return Ok(None);
    };
    let Some(viewer) = can_see(signed_in, &view) else {
        return Ok(None);
    };
    // Only then do the two copies differ.
    if viewer == Viewer::Manager && view.request.status.is_editable() {
        match tx.request_as_sent(id).await? {
            Some(sent) => view = sent,
            None => return Ok(None),
        }
    }
    Ok(Some(Viewed { view, viewer }))
}

/// The request as a row of the caller's queue; that it was read is kept where the row holds the whole file.
pub async fn queue_row(
    app: &App,
    caller: &Caller,
    id: RequestId,
    is_full: bool,
) -> Result<Option<Viewed>, StoreError> {
    let row = seen(app, caller, id)
        .await?
        .filter(|viewed| viewed.viewer == Viewer::Manager);
    if let (Some(row), Ok(signed_in), true) = (&row, caller.signed_in(), is_full) {
        let rows = std::slice::from_ref(&row.view);
        accesses::read_requests(app, signed_in, rows, Listing::Full).await?;
    }
    Ok(row)
}
