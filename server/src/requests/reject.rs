//! Refuses a request, with a coded reason and a text for the person.

use shared::field_error::{Field, FieldError, Problem};
use shared::id::RequestId;
use shared::request::Deciding;
use shared::status::Status;
use shared::value_set::RejectionReason;

use super::correct::text_problem;
use super::{Decision, Refused, begin, event, managed, open, save, taken_from};
use crate::app::App;
use crate::caller::{Caller, Manager};
use crate::mail;
use crate::store::{RequestView, Tx, Version};

/// Why a request is refused.
#[derive(Clone, Debug)]
pub struct AskedRejection {
    pub reason: RejectionReason,
    pub text: String,
}

/// Rejects a request of the manager's structure.
pub async fn reject(
    app: &App,
    caller: &Caller,
    decision: Decision,
    asked: AskedRejection,
) -> Result<RequestId, Refused> {
    well_said(app, &asked)?;
    let change = &decision.change;
    let mut tx = begin!(app, change.key);
    reject_within(app, &mut tx, caller, &decision, &asked).await?;
    tx.keep_answer(change.key.as_ref(), change.id.0).await?;
    tx.commit().await?;
    app.outbox.wake();
    Ok(change.id)
}

/// A rejection has its words, whichever request it is of.
pub fn well_said(app: &App, asked: &AskedRejection) -> Result<(), Refused> {
    let text = asked.text.trim();
    let problem = if text.is_empty() {
        Some(Problem::Required)
    } else {
        text_problem(text)
    };
    if let Some(problem) = problem {
        return Err(Refused::InvalidDecision(vec![FieldError::new(
            Field::Text,
            problem,
        )]));
    }
    if app
        .reference()
        .has_ended(Field::Reason, asked.reason.code())
    {
        let error = FieldError::new(Field::Reason, Problem::UnknownCode);
        return Err(Refused::InvalidDecision(vec![error]));
    }
    Ok(())
}

/// Rejects in a transaction that the caller makes durable.
pub async fn reject_within(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    decision: &Decision,
    asked: &AskedRejection,
) -> Result<(), Refused> {
    let id = decision.change.id;
    let (view, manager) = managed(tx, caller, id).await?;
    let before = Version::of(&view.request);
    let deciding = rejectable(app, &manager, &view, decision)?;
    let held = view.request.live_claim(deciding.at);
    let (mut request, kind) = view
        .request
        .reject(deciding, asked.reason, asked.text.trim().to_owned())
        .map_err(|error| Refused::deciding(error, id))?;
    let event = event(kind, &request, Some(deciding.by), deciding.at, &[]);
    let event = taken_from(event, held, deciding.by);
    let event = save(tx, before, &mut request, event).await?;
    tx.add_mail(&mail::rejected(app, &request, event), deciding.at)
        .await?;
    Ok(())
}

/// Whether the request may be rejected: writes nothing.
pub(super) fn rejectable(
    app: &App,
    manager: &Manager<'_>,
    view: &RequestView,
    decision: &Decision,
) -> Result<Deciding, Refused> {
    let Decision { change, take_over } = decision;
    if super::validate::is_own(manager, view) {
        return Err(Refused::OwnRequest);
    }
    let deciding = Deciding {
        by: manager.signed_in.account,
        at: app.clock.now(),
        take_over: *take_over,
    };
    let allowed = [Status::Submitted, Status::CorrectionRequested];
    open(&view.request, deciding, &allowed, change.revision)?;
    Ok(deciding)
}
