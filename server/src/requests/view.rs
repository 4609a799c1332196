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
    let Some(view) = app.store.read().await?.request(id).await? else {
        return Ok(None);
    };
    Ok(can_see(signed_in, &view).map(|viewer| Viewed { view, viewer }))
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
