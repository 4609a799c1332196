//! Takes up a withdrawn draft again, for some days.

use shared::id::RequestId;

use super::{Change, Refused, begin, event, finish, fresh, own};
use crate::app::App;
use crate::caller::Professional;
use crate::store::Version;

/// Makes the professional's own withdrawn draft a draft again.
pub async fn restore(
    app: &App,
    professional: Professional<'_>,
    change: Change,
) -> Result<RequestId, Refused> {
    let mut tx = begin!(app, change.key);
    let now = app.clock.now();
    let view = own(&mut tx, professional.signed_in, change.id).await?;
    let before = Version::of(&view.request);
    fresh(&view.request, change.revision)?;
    let (request, kind) = view.request.restore(now)?;
    let event = event(
        kind,
        &request,
        Some(professional.signed_in.account),
        now,
        &[],
    );
    finish(tx, before, request, event, change.key.as_ref()).await
}
