//! What the rules say of a request, with the facts that only the register knows.

use shared::eligibility::{self, Answers, RegisterFacts, Stage, Verdict};
use shared::field_error::{Field, FieldError, Problem};
use shared::name::normalise;
use shared::status::Status;

use crate::app::{App, TERMS_VERSION};
use crate::caller::SignedIn;
use crate::store::RequestView;

/// The verdict of a request as it stands, for who looks at it.
pub fn verdict(app: &App, view: &RequestView, viewer: Option<&SignedIn>) -> Verdict {
    let request = &view.request;
    let stage = match request.status {
        Status::Draft | Status::CorrectionRequested => Stage::Drafting,
        Status::Submitted => Stage::Deciding,
        // What was decided keeps the verdict it was decided with.
        Status::Validated | Status::Rejected | Status::Withdrawn => match &request.submission {
            Some(submission) => return submission.verdict.clone(),
            None => Stage::Drafting,
        },
    };
    verdict_at(app, view, stage, viewer)
}

/// The verdict of a request at a stage.
pub(super) fn verdict_at(
    app: &App,
    view: &RequestView,
    stage: Stage,
    viewer: Option<&SignedIn>,
) -> Verdict {
    let request = &view.request;
    let today = app.clock.today();
    let rules = app.rules.on(today);
    let form = request.form_as_sent();
    let answers = Answers::of(form, Some(&request.identity), TERMS_VERSION);
    let structure = view.structure.as_ref();
    let facts = RegisterFacts {
        sector: structure.map(|structure| rules.sector_of(&structure.category)),
        structure_closed: structure.map(|structure| structure.closed_at.is_some()),
        structure_has_manager: structure.map(|structure| structure.has_manager),
        request_already_open: structure.map(|_| view.open_elsewhere),
        already_registered: Some(view.account_person.is_some()),
        birth_place_known: Some(app.reference.knows(&request.identity.birth_place)),
        email_confirmed: Some(request.is_email_confirmed()),
        possible_duplicate: None,
        maybe_own_request: viewer
            .filter(|_| stage == Stage::Deciding)
            .map(|viewer| viewer.account != request.owner && bears_same_name(viewer, view)),
        identity_document_checked: None,
    };
    eligibility::verdict(&rules, stage, today, &answers, &facts)
}

/// The manager's name is that of the request, typed or certified: another manager must decide.
fn bears_same_name(viewer: &SignedIn, view: &RequestView) -> bool {
    let form = view.request.form_as_sent();
    let identity = &view.request.identity;
    let last = [&form.exercise_last_name, &identity.birth_name];
    let last = last.into_iter().chain(&identity.preferred_name);
    let first = [&form.exercise_first_name]
        .into_iter()
        .chain(&identity.first_names);
    let viewer = normalise(&viewer.display_name);
    last.flat_map(|last| first.clone().map(move |first| format!("{first} {last}")))
        .any(|name| normalise(&name) == viewer)
}

/// Fields that are missing or wrong, as a submission would say.
pub fn problems(app: &App, view: &RequestView) -> Vec<FieldError> {
    let request = &view.request;
    let mut problems = request.form.problems(&request.identity, app.clock.today());
    let of_structure = |error: &FieldError| error.field == Field::StructureFiness;
    if view.structure.is_none() && !problems.iter().any(of_structure) {
        problems.push(FieldError::new(
            Field::StructureFiness,
            Problem::StructureUnknown,
        ));
    }
    problems
}
