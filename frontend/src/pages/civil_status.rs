//! The civil status of a registered person: as it is, how its correction goes, and the way to ask for one.

mod ask;
mod places;

use leptos::prelude::*;
use shared::civil_status::State;
use shared::field_error::Field;

use self::ask::ask;
use super::answers::identity_rows;
use crate::api::{self, CivilStatusCorrection, Identity, Link, Registration};
use crate::browser::{self, day, focus, language, say};
use crate::components::{Alert, AlertKind, Failure, SummaryList, Timeline, TimelineStep, framed};
use crate::session::SessionState;
use crate::text::{civil_status as words, fill, of_error, phrases};
use crate::view::{act, part};

const OUTCOME_ID: &str = "correction-outcome";

/// What the parts share.
#[derive(Clone, Copy)]
pub(super) struct CivilStatus {
    session: SessionState,
    /// Whose entry it is, unless it is one's own.
    number: StoredValue<Option<String>>,
    pub(super) entry: RwSignal<Registration>,
    done: RwSignal<Option<&'static str>>,
    failed: RwSignal<Option<String>>,
    down: RwSignal<bool>,
    busy: RwSignal<bool>,
}

impl CivilStatus {
    /// Follows the entry: one's own, or by number.
    pub(super) fn follow(registration: Registration, is_own: bool) -> Self {
        let number = (!is_own).then(|| registration.rpps_number.clone());
        let this = Self {
            session: SessionState::of_page(),
            number: StoredValue::new(number),
            entry: RwSignal::new(registration),
            done: RwSignal::new(None),
            failed: RwSignal::new(None),
            down: RwSignal::new(false),
            busy: RwSignal::new(false),
        };
        let link = move |link| match link {
            Link::Up => this.down.set(false),
            Link::Down => this.down.set(true),
            Link::Refused(error) => {
                this.session.note(&error);
                this.failed.set(Some(of_error(&error)));
            }
        };
        this.session.while_signed_in(move || {
            api::registration_changed(this.number.get_value(), link, move |now| {
                this.entry.set(now);
            });
        });
        this
    }

    fn withdraw(self, correction: &CivilStatusCorrection) {
        self.failed.set(None);
        let call = api::withdraw_correction(correction, browser::new_key());
        self.session.write(call, move |answer| match answer {
            Ok(now) => self.meet(now, words::WITHDRAWN_DONE),
            Err(error) => self.failed.set(Some(of_error(&error))),
        });
    }

    fn meet(self, now: CivilStatusCorrection, done: shared::text::Text) {
        self.entry.update(|entry| entry.correction = Some(now));
        self.done.set(Some(say(done)));
        request_animation_frame(|| focus(OUTCOME_ID));
    }
}

/// Everything about the civil status, below a heading of its own.
pub(super) fn civil_status(this: CivilStatus) -> AnyView {
    let entry = this.entry;
    let rows = move || {
        let identity = entry.with(|entry| entry.identity.clone());
        let is_corrected = entry.with(|entry| {
            entry
                .correction
                .as_ref()
                .is_some_and(|correction| correction.state.0 == State::Accepted)
        });
        let why = (is_corrected && !identity.certification.0.is_certified())
            .then(|| view! { <p class="fr-text--sm">{say(words::NOT_CERTIFIED_WHY)}</p> });
        view! { <SummaryList rows=identity_rows(&identity) /> {why} }
    };
    let correction = move || {
        let correction = entry.with(|entry| entry.correction.clone());
        correction.map(|correction| shown(this, &correction))
    };
    let may_ask = crate::view::memo(move || {
        entry.with(|entry| {
            entry
                .correction
                .as_ref()
                .is_none_or(|correction| !correction.state.0.is_open())
        })
    });
    view! {
        <h2 class="fr-h4 fr-mt-4w">{say(words::TITLE)}</h2>
        {part(rows)}
        <div id=OUTCOME_ID tabindex="-1">
            {part(move || this.done.get().map(|done| view! { <Alert kind=AlertKind::Success title=done /> }))}
            {part(move || this.failed.get().map(|message| view! { <Failure message retry=None /> }))}
        </div>
        {part(move || this.down.get().then(|| view! { <p class="fr-hint-text" role="status">{say(phrases::LINK_DOWN)}</p> }))}
        <div aria-live="polite">{part(correction)}</div>
        {part(move || may_ask.get().then(|| ask(this)))}
    }
    .into_any()
}

fn shown(this: CivilStatus, correction: &CivilStatusCorrection) -> AnyView {
    let steps = Signal::stored(steps(correction));
    let reason = correction.decision_reason.clone().map(|reason| {
        view! { <p>{say(words::DECISION_REASON)} " " <span class="kept-lines">{reason}</span></p> }
    });
    let back = (correction.asked_by_me && correction.state.0.is_open()).then(|| {
        let correction = correction.clone();
        view! {
            <button
                class="fr-btn fr-btn--secondary fr-btn--sm"
                type="button"
                on:click=act(move |_| this.withdraw(&correction))
            >
                {say(words::WITHDRAW)}
            </button>
        }
    });
    view! {
        <section id="correction" aria-labelledby="correction-title">
            <h3 class="fr-h6 fr-mt-3w" id="correction-title">{say(words::LAST)}</h3>
            <Timeline steps />
            {reason}
            {compared(correction)}
            {back}
        </section>
    }
    .into_any()
}

fn steps(correction: &CivilStatusCorrection) -> Vec<TimelineStep> {
    let step = |title: String, detail: String, done| TimelineStep {
        title,
        detail,
        when: String::new(),
        done,
    };
    let by = correction
        .structure_name
        .as_ref()
        .map(|name| fill(say(words::BY_MANAGER), name))
        .unwrap_or_default();
    let mut steps = vec![step(
        fill(say(words::STEP_ASKED), &day(&correction.asked_at)),
        by,
        true,
    )];
    let state = correction.state.0;
    if let Some(at) = &correction.proposed_at {
        steps.push(step(
            fill(say(words::STEP_PROPOSED), &day(at)),
            String::new(),
            true,
        ));
    } else if state.is_open() {
        steps.push(step(
            say(words::STEP_TO_PROPOSE).to_owned(),
            String::new(),
            false,
        ));
    }
    let end = match state {
        State::Accepted => Some(words::STEP_ACCEPTED),
        State::Refused => Some(words::STEP_REFUSED),
        State::Withdrawn => Some(words::STEP_WITHDRAWN),
        State::Asked | State::Proposed => None,
    };
    steps.push(match (end, &correction.closed_at) {
        (Some(words), Some(at)) => step(fill(say(words), &day(at)), String::new(), true),
        _ => step(say(words::STEP_TO_CONFIRM).to_owned(), String::new(), false),
    });
    steps
}

/// What it was and what it is to be, side by side, with the document that was seen.
pub(super) fn compared(correction: &CivilStatusCorrection) -> AnyView {
    let columns = [words::FIELD, words::BEFORE, words::AFTER];
    let line = |(name, before, after): (&'static str, String, String)| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td>{before}</td>
                <td>{after}</td>
            </tr>
        }
    };
    let lines = differences(&correction.previous, &correction.proposed);
    let evidence = fill(
        say(words::EVIDENCE),
        say(correction.document_kind.0.label()),
    );
    let evidence = fill(&evidence, &correction.document_issued_on.long(language()));
    let evidence = fill(&evidence, &correction.document_seen_by);
    let table = view! {
        <table>
            <caption>{say(words::CHANGES)}</caption>
            <thead>
                <tr>{columns.map(|name| view! { <th scope="col">{say(name)}</th> })}</tr>
            </thead>
            <tbody>{lines.into_iter().map(line).collect_view()}</tbody>
        </table>
    };
    view! {
        {framed("fr-table fr-table--no-caption", table.into_any())}
        <p class="kept-lines">{correction.reason.clone()}</p>
        <p class="fr-text--sm">{evidence}</p>
    }
    .into_any()
}

/// The fields that differ, as a person reads them.
fn differences(before: &Identity, after: &Identity) -> Vec<(&'static str, String, String)> {
    let name = |identity: &Identity| identity.preferred_name.clone().unwrap_or_default();
    let sex = |identity: &Identity| say(super::answers::sex(identity.sex.0)).to_owned();
    let birth = |identity: &Identity| identity.birth_date.long(language());
    let all = [
        (
            Field::BirthName,
            before.birth_name.clone(),
            after.birth_name.clone(),
        ),
        (
            Field::FirstNames,
            before.first_names.join(", "),
            after.first_names.join(", "),
        ),
        (Field::PreferredName, name(before), name(after)),
        (Field::Sex, sex(before), sex(after)),
        (Field::BirthDate, birth(before), birth(after)),
        (
            Field::BirthPlace,
            before.birth_place_label.clone(),
            after.birth_place_label.clone(),
        ),
    ];
    let shown = |text: String| {
        if text.is_empty() {
            say(phrases::NO_ANSWER).to_owned()
        } else {
            text
        }
    };
    all.into_iter()
        .filter(|(_, before, after)| before != after)
        .map(|(field, before, after)| (say(field.label()), shown(before), shown(after)))
        .collect()
}
