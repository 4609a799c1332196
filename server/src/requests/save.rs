//! Keeps what was typed so far.

use shared::event::EventKind;
use shared::form::RawForm;
use shared::id::RequestId;

use super::{Change, Refused, begin, event, finish, fresh, own};
use crate::app::App;
use crate::caller::Professional;
use crate::store::Version;

/// Saves a draft, or an open correction, whose fields may still be missing or wrong.
pub async fn save_draft(
    app: &App,
    professional: Professional<'_>,
    change: Change,
    form: RawForm,
) -> Result<RequestId, Refused> {
    let unfit = form.unstorable();
    if !unfit.is_empty() {
        return Err(Refused::InvalidForm(unfit));
    }
    let mut tx = begin!(app, change.key);
    let now = app.clock.now();
    let view = own(&mut tx, professional.signed_in, change.id).await?;
    let before = Version::of(&view.request);
    if !view.request.status.is_editable() {
        return Err(Refused::NotEditable(view.request.status));
    }
    fresh(&view.request, change.revision)?;
    let (request, changed) = view.request.save(form, now)?;
    let by = Some(professional.signed_in.account);
    let event = event(EventKind::RequestSaved, &request, by, now, &changed);
    finish(tx, before, request, event, change.key.as_ref()).await
}
