//! What the rules say of a request, with the facts that only the register knows.

use shared::date::Date;
use shared::eligibility::{self, Answers, RegisterFacts, Stage, Verdict};
use shared::field_error::{Field, FieldError, Problem};
use shared::name::normalise;
use shared::rule_set::RuleSet;
use shared::status::{Route, Status};

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
    let today = app.clock.today();
    let facts = RegisterFacts {
        maybe_own_request: viewer
            .filter(|_| stage == Stage::Deciding)
            .map(|viewer| viewer.account != view.request.owner && bears_same_name(viewer, view)),
        // Who else is registered is the business of who decides.
        possible_duplicate: viewer.map(|_| view.possible_duplicate),
        ..RegisterFacts::default()
    };
    judge(app, &app.rules.on(today), (today, stage), view, &facts)
}

/// The verdict of a request at a stage by other rules, whoever looks at it.
pub fn verdict_by(
    app: &App,
    rules: &RuleSet,
    today: Date,
    view: &RequestView,
    stage: Stage,
) -> Verdict {
    judge(app, rules, (today, stage), view, &RegisterFacts::default())
}

/// Adds what the register knows of the request itself to what is known of its reader.
fn judge(
    app: &App,
    rules: &RuleSet,
    (today, stage): (Date, Stage),
    view: &RequestView,
    of_reader: &RegisterFacts,
) -> Verdict {
    let request = &view.request;
    let form = request.form_as_sent();
    let answers = Answers::of(form, Some(&request.identity), TERMS_VERSION);
    let structure = view.structure.as_ref();
    let is_own_filing = request.route == Route::Professional;
    let facts = RegisterFacts {
        sector: structure.map(|structure| rules.sector_of(&structure.category)),
        structure_closed: structure.map(|structure| structure.closed_at.is_some()),
        structure_has_manager: structure.map(|structure| structure.has_manager),
        request_already_open: structure.map(|_| view.open_elsewhere),
        already_registered: Some(view.account_person.is_some()),
        birth_place_known: Some(app.reference().knows(&request.identity.birth_place)),
        // In the person's stead a manager files with the person before them, and sends no code.
        email_confirmed: is_own_filing.then(|| request.is_email_confirmed()),
        // Without the document's kind the registration is not even read.
        identity_document_checked: (!is_own_filing).then_some(true),
        ..of_reader.clone()
    };
    eligibility::verdict(rules, stage, today, &answers, &facts)
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
    problems.extend(app.reference().not_offered(&request.form));
    let of_structure = |error: &FieldError| error.field == Field::StructureFiness;
    if view.structure.is_none() && !problems.iter().any(of_structure) {
        problems.push(FieldError::new(
            Field::StructureFiness,
            Problem::StructureUnknown,
        ));
    }
    problems
}
