//! Sends a request back, with the fields to correct.

use shared::field_error::{Field, FieldError, Problem};
use shared::id::RequestId;
use shared::request::{CorrectionItem, Deciding};
use shared::status::Status;

use super::{Decision, Refused, begin, event, managed, open, save, taken_from};
use crate::app::App;
use crate::caller::Caller;
use crate::mail;
use crate::store::Version;

/// Characters of a text for the person.
pub(super) const LONGEST_TEXT: usize = 2000;

/// Which fields are to be corrected and why.
#[derive(Clone, Debug)]
pub struct AskedCorrection {
    pub items: Vec<CorrectionItem>,
    pub text: String,
}

/// Asks for a correction; only the named fields unlock.
pub async fn ask_correction(
    app: &App,
    caller: &Caller,
    decision: Decision,
    asked: AskedCorrection,
) -> Result<RequestId, Refused> {
    let errors = errors(&asked);
    if !errors.is_empty() {
        return Err(Refused::InvalidDecision(errors));
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
    let allowed = [Status::Submitted];
    open(&view.request, deciding, &allowed, change.revision)?;
    let held = view.request.live_claim(deciding.at);
    let fields: Vec<Field> = asked.items.iter().map(|item| item.field).collect();
    let (mut request, kind) = view
        .request
        .ask_correction(deciding, asked.items, asked.text.trim().to_owned())
        .map_err(|error| Refused::deciding(error, change.id))?;
    let event = event(kind, &request, Some(deciding.by), deciding.at, &fields);
    let event = taken_from(event, held, deciding.by);
    let event = save(&mut tx, before, &mut request, event).await?;
    tx.add_mail(&mail::correction_asked(app, &request, event), deciding.at)
        .await?;
    tx.keep_answer(change.key.as_ref(), change.id.0).await?;
    tx.commit().await?;
    app.outbox.wake();
    Ok(change.id)
}

fn errors(asked: &AskedCorrection) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if asked.items.is_empty() {
        errors.push(FieldError::new(Field::Items, Problem::Required));
    }
    for (at, item) in asked.items.iter().enumerate() {
        if !item.field.is_correctable() {
            errors.push(FieldError::new(item.field, Problem::NotCorrectable));
        }
        if asked.items[..at]
            .iter()
            .any(|before| before.field == item.field)
        {
            errors.push(FieldError::new(item.field, Problem::Repeated));
        }
        errors.extend(text_problem(&item.text).map(|problem| FieldError::new(item.field, problem)));
    }
    errors.extend(text_problem(&asked.text).map(|problem| FieldError::new(Field::Text, problem)));
    errors
}

/// A text for the person that is too long, or holds characters that nothing shows.
pub(super) fn text_problem(text: &str) -> Option<Problem> {
    if text.chars().nth(LONGEST_TEXT).is_some() {
        Some(Problem::TooLong)
    } else if text
        .chars()
        .any(|character| character.is_control() && character != '\n' && character != '\r')
    {
        Some(Problem::ControlCharacter)
    } else {
        None
    }
}
