//! Reference data: every table with its versions, and one of them with what it changes and its first day.

use leptos::prelude::*;
use shared::date::Date;
use shared::field_error::{Field, Problem};
use shared::text::Text;

use super::access::{Audience, page_for};
use super::loading::load;
use super::rules::badge;
use crate::api::{
    self, Answered, ReferenceKind, ReferenceRowDifference, ReferenceVersion,
    ReferenceVersionDetail, ReferenceVersionState, RuleSetState,
};
use crate::browser::{self, focus, language, say};
use crate::components::{
    Alert, AlertKind, ErrorSummary, Failure, FieldBinding, Heading, TextField,
};
use crate::route::Page;
use crate::session::SessionState;
use crate::text::{fill, of_error, reference as words, rules};
use crate::view::{act, live, part};

/// Where what was done, or why not, is said.
const OUTCOME_ID: &str = "reference-outcome";

pub(crate) fn references() -> AnyView {
    page_for(Audience::Agent, || {
        load(api::reference_versions, |all: Vec<ReferenceVersion>| {
            list(&all)
        })
    })
}

fn list(all: &[ReferenceVersion]) -> AnyView {
    let kinds = [
        ReferenceKind::Roles,
        ReferenceKind::ValueSets,
        ReferenceKind::Communes,
        ReferenceKind::Countries,
    ];
    let table = |kind: ReferenceKind| {
        let of_kind = all.iter().filter(|version| version.kind == kind);
        let lines: Vec<AnyView> = of_kind.clone().map(line).collect();
        let mut in_force = of_kind.filter(|one| one.state == ReferenceVersionState::InForce);
        let built_in = in_force
            .next()
            .is_none()
            .then(|| view! { <p>{say(words::BUILT_IN)}</p> });
        view! {
            <h2 class="fr-h5 fr-mt-4w">{say(name(kind))}</h2>
            {built_in}
            <ul class="request-list">{lines}</ul>
        }
    };
    view! {
        <Heading title=say(words::TITLE) />
        <p class="fr-text--lead">{say(words::LEAD)}</p>
        {kinds.map(table).into_iter().collect_view()}
        <h2 class="fr-h5 fr-mt-4w">{say(words::SECTORS)}</h2>
        <p>
            {say(words::SECTORS_TEXT)} " "
            <a class="fr-link" href=Page::RuleSets.path()>{say(rules::TITLE)}</a>
        </p>
    }
    .into_any()
}

fn line(version: &ReferenceVersion) -> AnyView {
    let href = Page::Reference(version.id.inner().to_owned()).path();
    view! {
        <li class="request-list__request">
            <div>
                <a class="fr-link" href=href>{title(version)}</a>
                <p class="fr-text--sm fr-mb-1v">{counts(version)}</p>
            </div>
            {badge(state(version))}
        </li>
    }
    .into_any()
}

/// Versions go the way of rule sets.
fn state(version: &ReferenceVersion) -> RuleSetState {
    match version.state {
        ReferenceVersionState::Draft => RuleSetState::Draft,
        ReferenceVersionState::Scheduled => RuleSetState::Scheduled,
        ReferenceVersionState::InForce => RuleSetState::InForce,
        ReferenceVersionState::Past => RuleSetState::Past,
        ReferenceVersionState::Discarded => RuleSetState::Discarded,
    }
}

fn name(kind: ReferenceKind) -> Text {
    match kind {
        ReferenceKind::Roles => words::ROLES,
        ReferenceKind::ValueSets => words::VALUE_SETS,
        ReferenceKind::Communes => words::COMMUNES,
        ReferenceKind::Countries => words::COUNTRIES,
    }
}

fn title(version: &ReferenceVersion) -> String {
    fill(
        say(words::VERSION),
        &version.effective_from.long(language()),
    )
}

fn counts(version: &ReferenceVersion) -> String {
    [version.rows, version.added, version.changed, version.ended]
        .iter()
        .fold(say(words::COUNTS).to_owned(), |text, count| {
            fill(&text, &count.to_string())
        })
}

pub(crate) fn reference(id: String) -> AnyView {
    page_for(Audience::Agent, move || {
        let id = StoredValue::new(id.clone());
        load(move || api::reference_version(id.get_value()), one)
    })
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Desk {
    session: SessionState,
    shown: RwSignal<ReferenceVersion>,
    day: RwSignal<String>,
    wrong: RwSignal<Vec<(Field, Problem)>>,
    done: RwSignal<Option<Text>>,
    failed: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

impl Desk {
    /// One call at a time; what came of it is said above, where the focus goes.
    fn call(self, call: Answered<ReferenceVersion>, done: Text) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.done.set(None);
        self.failed.set(None);
        self.session.write(call, move |answer| {
            self.busy.set(false);
            match answer {
                Ok(version) => {
                    self.shown.set(version);
                    self.done.set(Some(done));
                }
                Err(error) => {
                    if let api::Detail::Errors(errors) = &error.detail {
                        let known = errors.iter().filter_map(api::FieldError::known);
                        self.wrong.set(known.collect());
                    }
                    self.failed.set(Some(of_error(&error)));
                }
            }
            request_animation_frame(|| focus(OUTCOME_ID));
        });
    }
}

fn one(detail: Option<ReferenceVersionDetail>) -> AnyView {
    let Some(detail) = detail else {
        return super::not_found();
    };
    let session = SessionState::of_page();
    let heading = say(name(detail.version.kind));
    let desk = Desk {
        session,
        day: RwSignal::new(detail.version.effective_from.to_string()),
        shown: RwSignal::new(detail.version),
        wrong: RwSignal::new(Vec::new()),
        done: RwSignal::new(None),
        failed: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    let head = move || {
        let version = desk.shown.get();
        view! {
            <div>
                {badge(state(&version))} <p>{title(&version)} ". " {counts(&version)}</p>
            </div>
        }
    };
    let outcome = move || {
        let done = desk.done.get().map(say);
        done.map(|done| view! { <Alert kind=AlertKind::Success title=done /> })
    };
    view! {
        <Heading title=heading />
        <p><a class="fr-link" href=Page::References.path()>{say(words::BACK)}</a></p>
        {part(head)}
        <ErrorSummary errors=desk.wrong.into() />
        <div id=OUTCOME_ID tabindex="-1">
            {part(outcome)}
            {part(move || desk.failed.get().map(|message| view! { <Failure message retry=None /> }))}
        </div>
        {differences(&detail.differences)}
        {part(move || decide(desk))}
    }
    .into_any()
}

fn differences(differences: &[ReferenceRowDifference]) -> AnyView {
    let line = |row: &ReferenceRowDifference| {
        let text = |value: &Option<String>| value.clone().unwrap_or(say(rules::NOTHING).to_owned());
        view! { <li><code>{row.key.clone()}</code> " " {text(&row.before)} " → " {text(&row.after)}</li> }
    };
    let first = (differences.len() == 100).then(|| view! { <p>{say(words::FIRST)}</p> });
    view! {
        <section aria-labelledby="reference-differences">
            <h2 class="fr-h5 fr-mt-4w" id="reference-differences">{say(words::DIFFERENCES)}</h2>
            {first}
            <ul>{differences.iter().map(line).collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// The first day of a draft, or giving up.
fn decide(desk: Desk) -> AnyView {
    let schedule = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Ok(day) = desk.day.with_untracked(|day| Date::parse(day)) else {
            desk.wrong
                .set(vec![(Field::EffectiveFrom, Problem::DateShape)]);
            return focus(Field::EffectiveFrom.code());
        };
        desk.wrong.set(Vec::new());
        let version = desk.shown.get_untracked();
        let key = browser::new_key();
        let call = api::schedule_reference(version.id, version.revision, day, key);
        desk.call(call, words::SCHEDULED);
    };
    let discard = move |_| {
        let version = desk.shown.get_untracked();
        let call = api::discard_reference(version.id, version.revision, browser::new_key());
        desk.call(call, words::DISCARDED);
    };
    let state = desk.shown.with(|version| version.state);
    let form = (state == ReferenceVersionState::Draft).then(|| {
        view! {
            <form novalidate on:submit=act(schedule)>
                <h2 class="fr-h5 fr-mt-4w">{say(rules::SCHEDULE)}</h2>
                <TextField
                    bound=FieldBinding::local(Field::EffectiveFrom, desk.day, desk.wrong)
                    kind="date"
                    hint=say(words::SCHEDULE_HINT)
                />
                <button class="fr-btn fr-mt-2w" type="submit" disabled=live(move || desk.busy.get())>
                    {say(rules::SCHEDULE)}
                </button>
            </form>
        }
    });
    let may_end = matches!(
        state,
        ReferenceVersionState::Draft | ReferenceVersionState::Scheduled
    );
    let give_up = may_end.then(|| {
        view! {
            <p class="fr-mt-4w">
                <button class="fr-btn fr-btn--tertiary" type="button" on:click=act(discard)>
                    {say(words::DISCARD)}
                </button>
            </p>
        }
    });
    view! { {form} {give_up} }.into_any()
}
