//! Takes a request back, at any time before the decision.

use shared::id::RequestId;
use shared::request::InvalidTransition;

use super::{Change, Refused, begin, event, finish, fresh, own};
use crate::app::App;
use crate::caller::Professional;
use crate::store::Version;

/// Withdraws the professional's own request.
pub async fn withdraw(
    app: &App,
    professional: Professional<'_>,
    change: Change,
) -> Result<RequestId, Refused> {
    let mut tx = begin!(app, change.key);
    let now = app.clock.now();
    let view = own(&mut tx, professional.signed_in, change.id).await?;
    let before = Version::of(&view.request);
    if view.request.status.is_final() {
        return Err(InvalidTransition(view.request.status).into());
    }
    fresh(&view.request, change.revision)?;
    let (request, kind) = view.request.withdraw(now)?;
    let event = event(
        kind,
        &request,
        Some(professional.signed_in.account),
        now,
        &[],
    );
    finish(tx, before, request, event, change.key.as_ref()).await
}
