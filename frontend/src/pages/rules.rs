//! The rule sets: all of them, and one with its draft, its simulation and its first day.

mod draft;
mod simulation;

use leptos::prelude::*;
use shared::field_error::{Field, Problem};
use shared::text::Text;

use self::draft::form;
use self::simulation::simulation;
use super::access::{Audience, page_for};
use super::loading::load;
use crate::address::Address;
use crate::api::{
    self, Answered, ApiError, Detail, DraftInput, FieldError, RuleChange, RuleSetState,
    RuleSetVersion, SimulationState,
};
use crate::browser::{self, focus, language, say};
use crate::components::{
    Alert, AlertKind, ErrorSummary, Failure, FieldBinding, Heading, TextField,
};
use crate::route::Page;
use crate::session::SessionState;
use crate::text::{fill, of_error, rules as words};
use crate::view::{act, live, part};

/// Where what was done, or why not, is said.
const OUTCOME_ID: &str = "rules-outcome";

pub(crate) fn rule_sets() -> AnyView {
    page_for(Audience::Agent, || load(api::rule_sets, list))
}

fn list(all: Vec<RuleSetVersion>) -> AnyView {
    let new = create(&all);
    let lines: Vec<AnyView> = all.into_iter().map(line).collect();
    view! {
        <Heading title=say(words::TITLE) />
        <p class="fr-text--lead">{say(words::LEAD)}</p>
        <ul class="request-list">{lines}</ul>
        <h2 class="fr-h5 fr-mt-4w">{say(words::NEW)}</h2>
        {new}
    }
    .into_any()
}

fn line(version: RuleSetVersion) -> AnyView {
    let href = Page::RuleSet(version.name.clone()).path();
    let simulated = version
        .simulated
        .then(|| view! { <p class="fr-text--sm fr-mb-1v">{say(words::SIMULATED)}</p> });
    view! {
        <li class="request-list__request">
            <div>
                <a class="fr-link" href=href>{version.name}</a>
                <p class="fr-text--sm fr-mb-1v">{fill(say(words::FROM), &version.effective_from.long(language()))}</p>
                {simulated}
            </div>
            {badge(version.state)}
        </li>
    }
    .into_any()
}

pub(super) fn badge(state: RuleSetState) -> AnyView {
    let (class, text) = match state {
        RuleSetState::Draft => (
            "fr-badge fr-badge--info fr-badge--no-icon",
            words::STATE_DRAFT,
        ),
        RuleSetState::Scheduled => (
            "fr-badge fr-badge--warning fr-badge--no-icon",
            words::STATE_SCHEDULED,
        ),
        RuleSetState::InForce => (
            "fr-badge fr-badge--success fr-badge--no-icon",
            words::STATE_IN_FORCE,
        ),
        RuleSetState::Past => ("fr-badge fr-badge--no-icon", words::STATE_PAST),
        RuleSetState::Discarded => ("fr-badge fr-badge--no-icon", words::STATE_DISCARDED),
    };
    view! { <p class=class>{say(text)}</p> }.into_any()
}

/// A name and a rule set to begin from.
fn create(all: &[RuleSetVersion]) -> AnyView {
    let session = SessionState::of_page();
    let address = Address::of_page();
    let name = RwSignal::new(String::new());
    let in_force = all
        .iter()
        .find(|one| one.state == RuleSetState::InForce)
        .map(|one| one.name.clone())
        .unwrap_or_default();
    let base = RwSignal::new(in_force);
    let failed = RwSignal::new(None::<String>);
    let wrong = RwSignal::new(Vec::new());
    let option = |one: &RuleSetVersion| {
        let name = one.name.clone();
        let is_chosen = {
            let name = name.clone();
            move || base.with(|base| *base == name)
        };
        view! { <option value=name.clone() selected=live(is_chosen)>{name.clone()}</option> }
    };
    let options: Vec<_> = all.iter().map(option).collect();
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let typed = name.with_untracked(|name| name.trim().to_owned());
        if typed.is_empty() {
            wrong.set(vec![(Field::Name, Problem::Required)]);
            return focus(Field::Name.code());
        }
        let input = DraftInput {
            name: typed.clone(),
            revision: 0,
            based_on: Some(base.get_untracked()),
            changes: None,
            idempotency_key: Some(browser::new_key()),
        };
        session.write(api::draft_rules(&input), move |answer| match answer {
            Ok(version) => address.visit(&Page::RuleSet(version.name).path()),
            Err(error) => {
                failed.set(Some(told(&error)));
                request_animation_frame(|| focus(OUTCOME_ID));
            }
        });
    };
    view! {
        <form novalidate on:submit=act(send)>
            <div id=OUTCOME_ID tabindex="-1">
                {part(move || failed.get().map(|message| view! { <Failure message retry=None /> }))}
            </div>
            <TextField
                bound=FieldBinding::local(Field::Name, name, wrong)
                label=say(words::NAME)
                hint=say(words::NAME_HINT)
            />
            <div class="fr-select-group">
                <label class="fr-label" for="based-on">{say(words::BASED_ON)}</label>
                <select
                    class="fr-select"
                    id="based-on"
                    on:change=act(move |event| base.set(event_target_value(&event)))
                >
                    {options}
                </select>
            </div>
            <button class="fr-btn fr-mt-2w" type="submit">{say(words::PREPARE)}</button>
        </form>
    }
    .into_any()
}

/// What is wrong, and where: the server's own words.
fn told(error: &ApiError) -> String {
    let mut message = of_error(error);
    if let Detail::Rules(problems) = &error.detail {
        for problem in problems {
            message.push(' ');
            message.push_str(&problem.path);
            message.push_str("\u{a0}: ");
            message.push_str(match language() {
                shared::text::Language::Fr => &problem.text.fr,
                shared::text::Language::En => &problem.text.en,
            });
        }
    }
    message
}

/// What the parts of the page of one rule set share.
#[derive(Clone, Copy)]
struct Desk {
    session: SessionState,
    shown: RwSignal<Option<RuleSetVersion>>,
    /// What the form was filled from, and what its changes are made of.
    revision: RwSignal<i32>,
    day: RwSignal<String>,
    wrong: RwSignal<Vec<(Field, Problem)>>,
    done: RwSignal<Option<Text>>,
    failed: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

impl Desk {
    /// Shows what is not older than what is shown: an answer may come after what was pushed since.
    fn show(self, version: RuleSetVersion) {
        let is_news = self.shown.with_untracked(|known| {
            let known = known.as_ref();
            known.is_none_or(|known| *known != version && stamp(known) <= stamp(&version))
        });
        if is_news {
            self.shown.set(Some(version));
        }
    }

    /// One call at a time; what came of it is said above, where the focus goes.
    fn call(self, call: Answered<RuleSetVersion>, done: Text) {
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
                    self.revision.set(version.revision);
                    self.show(version);
                    self.done.set(Some(done));
                }
                Err(error) => {
                    if let Detail::Errors(errors) = &error.detail {
                        self.wrong
                            .set(errors.iter().filter_map(FieldError::known).collect());
                    }
                    self.failed.set(Some(told(&error)));
                }
            }
            request_animation_frame(|| focus(OUTCOME_ID));
        });
    }
}

/// What grows with each change of a rule set, and as a run goes on.
fn stamp(version: &RuleSetVersion) -> (i32, String, i32) {
    let run = version.simulation.as_ref();
    let judged = run.map_or(0, |run| {
        run.requests + run.situations + i32::from(run.state != SimulationState::Running)
    });
    let id = run.map(|run| run.id.inner().to_owned());
    (version.revision, id.unwrap_or_default(), judged)
}

pub(crate) fn rule_set(name: String) -> AnyView {
    page_for(Audience::Agent, move || one(&name))
}

fn one(name: &str) -> AnyView {
    let session = SessionState::of_page();
    let today = session.today().map(|day| day.to_string());
    let desk = Desk {
        session,
        shown: RwSignal::new(None),
        revision: RwSignal::new(0),
        day: RwSignal::new(today.unwrap_or_default()),
        wrong: RwSignal::new(Vec::new()),
        done: RwSignal::new(None),
        failed: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    let watched = name.to_owned();
    session.while_signed_in(move || {
        let link = move |link| {
            if let api::Link::Refused(error) = link {
                desk.failed.set(Some(of_error(&error)));
            }
        };
        let heard = move |version: RuleSetVersion| {
            if desk.revision.get_untracked() == 0 {
                desk.revision.set(version.revision);
            }
            desk.show(version);
        };
        api::rule_set_changed(watched.clone(), link, heard);
    });
    let state = crate::view::memo(move || {
        desk.shown
            .with(|shown| shown.as_ref().map(|version| version.state))
    });
    let head = move || {
        desk.shown.get().map(|version| {
            let from = fill(say(words::FROM), &version.effective_from.long(language()));
            view! { <div>{badge(version.state)} <p>{from}</p></div> }
        })
    };
    // Built once for a draft, so that what is typed stays while a run goes on beside it.
    let write = move || (state.get() == Some(RuleSetState::Draft)).then(|| form(desk));
    let outcome = move || {
        let done = desk.done.get().map(say);
        done.map(|done| view! { <Alert kind=AlertKind::Success title=done /> })
    };
    view! {
        <Heading title=fill(say(words::ONE), name) />
        <p><a class="fr-link" href=Page::RuleSets.path()>{say(words::BACK)}</a></p>
        {part(head)}
        <ErrorSummary errors=desk.wrong.into() />
        <div id=OUTCOME_ID tabindex="-1">
            {part(outcome)}
            {part(move || desk.failed.get().map(|message| view! { <Failure message retry=None /> }))}
        </div>
        {part(write)}
        {part(move || desk.shown.get().map(|version| changes(&version.changes)))}
        {simulation(desk)}
        {part(move || state.get().map(|state| decide(desk, state)))}
    }
    .into_any()
}

fn changes(changes: &[RuleChange]) -> AnyView {
    let line = |change: &RuleChange| {
        let text = |value: &Option<String>| value.clone().unwrap_or(say(words::NOTHING).to_owned());
        view! { <li><code>{change.path.clone()}</code> " " {text(&change.before)} " → " {text(&change.after)}</li> }
    };
    let none = changes
        .is_empty()
        .then(|| view! { <p>{say(words::NO_CHANGE)}</p> });
    view! {
        <section aria-labelledby="rules-changes">
            <h2 class="fr-h5 fr-mt-4w" id="rules-changes">{say(words::CHANGES)}</h2>
            {none}
            <ul>{changes.iter().map(line).collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// The first day of a draft, or giving up.
fn decide(desk: Desk, state: RuleSetState) -> AnyView {
    let schedule = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let typed = desk
            .day
            .with_untracked(|day| shared::date::Date::parse(day).ok());
        let Some((day, version)) = typed.zip(desk.shown.get_untracked()) else {
            desk.wrong
                .set(vec![(Field::EffectiveFrom, Problem::DateShape)]);
            return focus(Field::EffectiveFrom.code());
        };
        let revision = desk.revision.get_untracked();
        let key = browser::new_key();
        desk.call(
            api::schedule_rules(version.id, revision, day, key),
            words::SCHEDULED,
        );
    };
    let discard = move |_| {
        if let Some(version) = desk.shown.get_untracked() {
            let revision = desk.revision.get_untracked();
            let call = api::discard_rules(version.id, revision, browser::new_key());
            desk.call(call, words::DISCARDED);
        }
    };
    let form = (state == RuleSetState::Draft).then(|| {
        view! {
            <form novalidate on:submit=act(schedule)>
                <h2 class="fr-h5 fr-mt-4w">{say(words::SCHEDULE)}</h2>
                <TextField
                    bound=FieldBinding::local(Field::EffectiveFrom, desk.day, desk.wrong)
                    kind="date"
                    hint=say(words::SCHEDULE_HINT)
                />
                <button class="fr-btn fr-mt-2w" type="submit" disabled=live(move || desk.busy.get())>
                    {say(words::SCHEDULE)}
                </button>
            </form>
        }
    });
    let give_up = matches!(state, RuleSetState::Draft | RuleSetState::Scheduled).then(|| {
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
