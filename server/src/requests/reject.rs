//! Refuses a request, with a coded reason and a text for the person.

use shared::field_error::{Field, FieldError, Problem};
use shared::id::RequestId;
use shared::request::Deciding;
use shared::status::Status;
use shared::value_set::RejectionReason;

use super::correct::text_problem;
use super::{Decision, Refused, begin, event, managed, open, save, taken_from};
use crate::app::App;
use crate::caller::Caller;
use crate::mail;
use crate::store::Version;

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
    let Decision { change, take_over } = decision;
    let mut tx = begin!(app, change.key);
    let (view, manager) = managed(&mut tx, caller, change.id).await?;
    let before = Version::of(&view.request);
    if super::validate::is_own(&manager, &view) {
        return Err(Refused::OwnRequest);
    }
    let deciding = Deciding {
        by: manager.signed_in.account,
        at: app.clock.now(),
        take_over,
    };
    let allowed = [Status::Submitted, Status::CorrectionRequested];
    open(&view.request, deciding, &allowed, change.revision)?;
    let held = view.request.live_claim(deciding.at);
    let (mut request, kind) = view
        .request
        .reject(deciding, asked.reason, text.to_owned())
        .map_err(|error| Refused::deciding(error, change.id))?;
    let event = event(kind, &request, Some(deciding.by), deciding.at, &[]);
    let event = taken_from(event, held, deciding.by);
    let event = save(&mut tx, before, &mut request, event).await?;
    tx.add_mail(&mail::rejected(app, &request, event), deciding.at)
        .await?;
    tx.keep_answer(change.key.as_ref(), change.id.0).await?;
    tx.commit().await?;
    app.outbox.wake();
    Ok(change.id)
}
