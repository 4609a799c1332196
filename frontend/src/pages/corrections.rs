//! Corrections of civil statuses, for the agents of the ANS: one proposes, another confirms.

mod decide;

use leptos::prelude::*;
use shared::civil_status::State;
use shared::field_error::{Field, Problem};
use shared::text::Text;

use self::decide::decide;
use super::access::{Audience, page_for};
use super::civil_status::compared;
use crate::address::Address;
use crate::api::{
    self, Answered, CivilStatusChange, CivilStatusCorrection, CivilStatusCorrectionCount, Detail,
    FieldError, Link,
};
use crate::browser::{self, day, focus, say};
use crate::components::{Alert, AlertKind, Failure, Heading};
use crate::route::Page;
use crate::session::SessionState;
use crate::text::{civil_status as words, fill, of_error, phrases};
use crate::view::{act, effect, part};

const OUTCOME_ID: &str = "corrections-outcome";
/// Where the address says which state is shown.
const STATE: &str = "etat";

/// The list, and the one correction that is open in it.
#[derive(Clone, Copy)]
struct Desk {
    session: SessionState,
    state: Memo<Option<State>>,
    all: RwSignal<Vec<CivilStatusCorrection>>,
    counts: RwSignal<Vec<CivilStatusCorrectionCount>>,
    next: RwSignal<Option<String>>,
    open: RwSignal<Option<String>>,
    decision: RwSignal<String>,
    reason: RwSignal<String>,
    wrong: RwSignal<Vec<(Field, Problem)>>,
    done: RwSignal<Option<&'static str>>,
    failed: RwSignal<Option<String>>,
    down: RwSignal<bool>,
    busy: RwSignal<bool>,
}

pub(crate) fn corrections() -> AnyView {
    page_for(Audience::Agent, show)
}

fn show() -> AnyView {
    let address = Address::of_page();
    let state = crate::view::memo(move || {
        address
            .query(STATE)
            .and_then(|code| State::from_code(&code))
    });
    let desk = Desk {
        session: SessionState::of_page(),
        state,
        all: RwSignal::new(Vec::new()),
        counts: RwSignal::new(Vec::new()),
        next: RwSignal::new(None),
        open: RwSignal::new(None),
        decision: RwSignal::new(String::new()),
        reason: RwSignal::new(String::new()),
        wrong: RwSignal::new(Vec::new()),
        done: RwSignal::new(None),
        failed: RwSignal::new(None),
        down: RwSignal::new(false),
        busy: RwSignal::new(false),
    };
    effect(move || {
        let state = desk.state.get();
        desk.read(state, None);
    });
    desk.follow();
    let list = move || {
        let all = desk.all.get();
        let none = all.is_empty().then(|| view! { <p>{say(words::NONE)}</p> });
        let line = move |one: CivilStatusCorrection| line(desk, one);
        view! { {none} <ul class="request-list">{all.into_iter().map(line).collect_view()}</ul> }
    };
    let more = move || {
        desk.next.get().map(|next| {
            view! {
                <button
                    class="fr-btn fr-btn--secondary"
                    type="button"
                    on:click=act(move |_| desk.read(desk.state.get_untracked(), Some(next.clone())))
                >
                    {say(words::MORE)}
                </button>
            }
        })
    };
    view! {
        <Heading title=say(words::DESK) />
        <p class="fr-text--lead">{say(words::DESK_LEAD)}</p>
        {part(move || tabs(desk))}
        <div id=OUTCOME_ID tabindex="-1">
            {part(move || desk.done.get().map(|done| view! { <Alert kind=AlertKind::Success title=done /> }))}
            {part(move || desk.failed.get().map(|message| view! { <Failure message retry=None /> }))}
        </div>
        {part(move || desk.down.get().then(|| view! { <p class="fr-hint-text" role="status">{say(phrases::LINK_DOWN)}</p> }))}
        {part(list)}
        {part(more)}
    }
    .into_any()
}

const fn name(state: State) -> Text {
    match state {
        State::Asked => words::STATE_ASKED,
        State::Proposed => words::STATE_PROPOSED,
        State::Accepted => words::STATE_ACCEPTED,
        State::Refused => words::STATE_REFUSED,
        State::Withdrawn => words::STATE_WITHDRAWN,
    }
}

fn tabs(desk: Desk) -> AnyView {
    let shown = desk.state.get();
    let tab = |state: Option<State>| {
        let path = Page::Corrections.path();
        let href = match state {
            Some(state) => [&path, "?", STATE, "=", state.code()].concat(),
            None => path,
        };
        let current = (shown == state).then_some("page");
        let count = move || {
            let of =
                |one: &&CivilStatusCorrectionCount| state.is_none_or(|state| one.state.0 == state);
            let count = desk
                .counts
                .with(|counts| counts.iter().filter(of).map(|one| one.count).sum::<i32>());
            count.to_string()
        };
        view! {
            <li>
                <a class="fr-tag" href=href aria-current=current>
                    {say(state.map_or(words::ALL, name))} " (" {part(count)} ")"
                </a>
            </li>
        }
    };
    let states = [None]
        .into_iter()
        .chain(State::ALL.iter().copied().map(Some));
    view! {
        <nav aria-label=say(words::FILTER)>
            <ul class="fr-tags-group queue__tabs">{states.map(tab).collect_view()}</ul>
        </nav>
    }
    .into_any()
}

fn line(desk: Desk, one: CivilStatusCorrection) -> AnyView {
    let id = one.id.inner().to_owned();
    let person = [
        &one.previous.first_names.join(" "),
        " ",
        &one.previous.birth_name,
    ]
    .concat();
    let mut asked = fill(say(words::STEP_ASKED), &day(&one.asked_at));
    match &one.structure_name {
        Some(name) => {
            asked.push_str(", ");
            asked.push_str(&fill(say(words::BY_MANAGER), name));
        }
        None => asked = fill(say(words::ASKED_BY_PERSON), &day(&one.asked_at)),
    }
    let state = one.state.0;
    let (opened, this) = (id.clone(), one.clone());
    let about = move || {
        let is_open = desk.open.with(|open| open.as_ref() == Some(&opened));
        if !is_open {
            return ().into_any();
        }
        let reason = this.decision_reason.clone().filter(|_| !state.is_open());
        let reason =
            reason.map(|reason| view! { <p>{say(words::DECISION_REASON)} " " {reason}</p> });
        let decide = state.is_open().then(|| decide(desk, &this));
        view! { <div>{compared(&this)} {reason} {decide}</div> }.into_any()
    };
    let label = fill(say(words::OF), &person);
    let expanded = {
        let id = id.clone();
        crate::view::live(move || {
            desk.open
                .with(|open| open.as_ref() == Some(&id))
                .to_string()
        })
    };
    view! {
        <li class="request-list__request passport">
            <div>
                <strong>{person}</strong> " " {one.rpps_number} " "
                <span class="fr-badge fr-badge--no-icon">{say(name(state))}</span>
                <p class="fr-text--sm fr-mb-1v">{asked}</p>
                <button
                    class="fr-btn fr-btn--tertiary fr-btn--sm"
                    type="button"
                    aria-expanded=expanded
                    on:click=act(move |_| desk.turn(&id))
                >
                    {say(words::OPEN)} <span class="fr-sr-only">" " {label}</span>
                </button>
                {part(about)}
            </div>
        </li>
    }
    .into_any()
}

impl Desk {
    fn read(self, state: Option<State>, after: Option<String>) {
        let goes_on = after.is_some();
        let call = api::corrections(state, after);
        self.session.write(call, move |answer| {
            // An answer about another state comes too late.
            if self.state.try_get_untracked() != Some(state) {
                return;
            }
            match answer {
                Ok(page) => {
                    let info = page.page_info;
                    self.next
                        .set(info.end_cursor.filter(|_| info.has_next_page));
                    self.counts.set(page.counts);
                    self.all.update(|all| {
                        if !goes_on {
                            all.clear();
                        }
                        all.extend(page.nodes);
                    });
                }
                Err(error) => self.failed.set(Some(of_error(&error))),
            }
        });
    }

    fn follow(self) {
        let link = move |link| match link {
            Link::Up => {
                self.down.set(false);
                // What happened while it was down is read anew.
                self.read(self.state.get_untracked(), None);
            }
            Link::Down => self.down.set(true),
            Link::Refused(error) => {
                self.session.note(&error);
                self.failed.set(Some(of_error(&error)));
            }
        };
        self.session.while_signed_in(move || {
            api::civil_status_corrections_changed(link, move |change| self.hear(change));
        });
    }

    fn hear(self, change: CivilStatusChange) {
        self.counts.set(change.counts);
        if let Some(now) = change.correction {
            self.meet(now);
        }
    }

    /// Puts a correction as it is now in its place of the list, if the list shows its state.
    fn meet(self, now: CivilStatusCorrection) {
        let fits = self
            .state
            .get_untracked()
            .is_none_or(|state| state == now.state.0);
        self.all
            .update(|all| match all.iter().position(|one| one.id == now.id) {
                Some(at) if all[at].revision > now.revision => {}
                Some(at) if fits => all[at] = now,
                Some(at) => drop(all.remove(at)),
                None if fits => all.push(now),
                None => {}
            });
    }

    /// Opens a correction, or closes it.
    fn turn(self, id: &str) {
        let was_open = self.open.with_untracked(|open| open.as_deref() == Some(id));
        self.decision.set(String::new());
        self.reason.set(String::new());
        self.wrong.set(Vec::new());
        self.open.set((!was_open).then(|| id.to_owned()));
    }

    fn send(self, call: Answered<CivilStatusCorrection>, done: Text) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failed.set(None);
        self.done.set(None);
        self.session.write(call, move |answer| {
            self.busy.set(false);
            match answer {
                Ok(now) => {
                    self.open.set(None);
                    self.meet(now);
                    self.done.set(Some(say(done)));
                }
                Err(error) => {
                    if let Detail::Errors(errors) = &error.detail {
                        self.wrong
                            .set(errors.iter().filter_map(FieldError::known).collect());
                    }
                    self.failed.set(Some(of_error(&error)));
                }
            }
            request_animation_frame(|| focus(OUTCOME_ID));
        });
    }

    fn key() -> String {
        browser::new_key()
    }
}
