//! Who may see a request.

use shared::id::RequestId;

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

/// The request, if the caller may see it.
pub async fn request(
    app: &App,
    caller: &Caller,
    id: RequestId,
) -> Result<Option<Viewed>, StoreError> {
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

/// The request as a row of the caller's queue.
pub async fn queue_row(
    app: &App,
    caller: &Caller,
    id: RequestId,
) -> Result<Option<Viewed>, StoreError> {
    Ok(request(app, caller, id)
        .await?
        .filter(|viewed| viewed.viewer == Viewer::Manager))
}
