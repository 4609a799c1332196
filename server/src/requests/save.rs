//! Keeps what was typed so far.

use shared::event::EventKind;
use shared::field_error::{Field, FieldError, Problem};
use shared::form::RawForm;
use shared::id::RequestId;

use super::{Change, Refused, begin, event, finish, fresh, own};
use crate::app::App;
use crate::caller::Professional;
use crate::store::Version;

/// Characters that a field of a draft may hold: far more than any right value has.
const LONGEST: usize = 1000;

/// Saves a draft, or an open correction, whose fields may still be missing or wrong.
pub async fn save_draft(
    app: &App,
    professional: Professional<'_>,
    change: Change,
    form: RawForm,
) -> Result<RequestId, Refused> {
    let unfit = unfit(&form);
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

/// What not even a draft keeps: a text without end, or with characters that no database and no page can carry.
fn unfit(form: &RawForm) -> Vec<FieldError> {
    let texts = [
        (Field::Civilite, &form.civilite),
        (Field::ExerciseLastName, &form.exercise_last_name),
        (Field::ExerciseFirstName, &form.exercise_first_name),
        (Field::Email, &form.email),
        (Field::Phone, &form.phone),
        (Field::BirthTown, &form.birth_town),
        (Field::StructureFiness, &form.structure_finess),
        (Field::Role, &form.role),
        (Field::ActivityKind, &form.activity_kind),
        (Field::PracticeMode, &form.practice_mode),
        (Field::Category, &form.category),
        (Field::StartDate, &form.start_date),
        (Field::EndDate, &form.end_date),
        (Field::TermsVersion, &form.terms_version),
    ];
    let problem = |text: &str| {
        if text.chars().nth(LONGEST).is_some() {
            Some(Problem::TooLong)
        } else if text.chars().any(char::is_control) {
            Some(Problem::ControlCharacter)
        } else {
            None
        }
    };
    texts
        .into_iter()
        .filter_map(|(field, text)| Some(FieldError::new(field, problem(text)?)))
        .collect()
}
