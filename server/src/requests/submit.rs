//! Sends a request to the structure's managers.

use shared::eligibility::Stage;
use shared::event::EventKind;
use shared::form::Form;
use shared::id::RequestId;

use super::check::{problems, verdict_at};
use super::{Change, Refused, begin, event, fresh, own, save};
use crate::app::App;
use crate::caller::Professional;
use crate::mail;
use crate::store::{NewEvent, StoreError, Version};
use crate::structures;

/// Submits a draft, or sends a corrected request again.
pub async fn submit(
    app: &App,
    professional: Professional<'_>,
    change: Change,
) -> Result<RequestId, Refused> {
    let mut tx = begin!(app, change.key);
    let now = app.clock.now();
    let view = own(&mut tx, professional.signed_in, change.id).await?;
    let before = Version::of(&view.request);
    if !view.request.status.is_editable() {
        return Err(shared::request::InvalidTransition(view.request.status).into());
    }
    fresh(&view.request, change.revision)?;
    let problems = problems(app, &view);
    if !problems.is_empty() {
        return Err(Refused::InvalidForm(problems));
    }
    Form::parse(
        &view.request.form,
        &view.request.identity,
        app.clock.today(),
    )
    .map_err(Refused::InvalidForm)?;
    let verdict = verdict_at(app, &view, Stage::Submitting, None);
    let Some(structure) = view.structure.clone().filter(|_| verdict.is_eligible()) else {
        return Err(Refused::NotEligible(Box::new(verdict)));
    };
    let id = view.request.id;
    let left = view
        .request
        .submission
        .as_ref()
        .map(|sent| sent.structure)
        .filter(|left| *left != structure.id);
    let (mut request, kind) = view.request.submit(structure.id, verdict, now)?;
    let by = Some(professional.signed_in.account);
    let event = event(kind, &request, by, now, &[]);
    let event =
        save(&mut tx, before, &mut request, event)
            .await
            .map_err(|refused| match refused {
                // The database's own rule, when two submissions for one structure race: the loser reads why.
                Refused::Store(StoreError::Duplicate) => Refused::Stale {
                    id,
                    seen: change.revision,
                },
                other => other,
            })?;
    if let Some(left) = left {
        let moved = NewEvent {
            account: by,
            owner: by,
            request: Some(id),
            structure: Some(left),
            ..NewEvent::new(EventKind::RequestMoved, now)
        };
        tx.add_event(moved).await?;
    }
    tx.add_mail(&mail::submitted(app, &request, &structure, event), now)
        .await?;
    if !structure.has_manager {
        structures::request_waits(&mut tx, app, &structure, event).await?;
    }
    tx.keep_answer(change.key.as_ref(), id.0).await?;
    tx.commit().await?;
    app.outbox.wake();
    Ok(id)
}
