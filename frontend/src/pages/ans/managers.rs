//! Who manages a structure: designated, and suspended, resumed or revoked with a reason.

use leptos::prelude::*;
use shared::field_error::{Field, Problem};
use shared::text::Text;

use super::Desk;
use crate::api::{self, ApiError, Designation, DesignationTurn, ManagedStructure, Turn};
use crate::browser::{self, day, focus, say};
use crate::components::{FieldBinding, SummaryList, SummaryRow, TextField};
use crate::pages::answers::sector;
use crate::text::{ans as words, fill, form, phrases};
use crate::view::{act, live, part};

const REASON_ID: &str = "turn-reason";

pub(super) fn managers(desk: Desk, structure: ManagedStructure) -> AnyView {
    let mut rows = vec![
        SummaryRow::new(say(Field::Finess.label()), structure.finess),
        SummaryRow::new(say(Field::Kind.label()), structure.kind.0.code()),
        SummaryRow::new(
            say(Field::Siret.label()),
            structure.siret.unwrap_or_default(),
        ),
        SummaryRow::new(say(Field::Town.label()), structure.town.unwrap_or_default()),
        SummaryRow::new(say(form::SECTOR), say(sector(structure.sector.0))),
    ];
    if structure.closed {
        rows.push(SummaryRow::new(say(form::CLOSED), say(phrases::YES)));
    }
    let is_active = |designation: &Designation| {
        designation.revoked_at.is_none() && designation.suspended_at.is_none()
    };
    let has_own = structure.designations.iter().any(is_active);
    let nobody = match (structure.has_manager, has_own) {
        (false, _) => Some(words::NO_MANAGER),
        (true, false) => Some(words::CENTRAL),
        (true, true) => None,
    };
    let nobody = nobody.map(|text| view! { <p>{say(text)}</p> });
    let asked: Asked = RwSignal::new(None);
    let line = move |designation: Designation| line(desk, asked, designation);
    view! {
        <h2 class="fr-h5 fr-mt-3w">{structure.name}</h2>
        <SummaryList rows />
        <h3 class="fr-h6">{say(words::MANAGERS)}</h3>
        {nobody}
        <ul class="request-list">{structure.designations.into_iter().map(line).collect_view()}</ul>
        {designate(desk, structure.id)}
    }
    .into_any()
}

fn designate(desk: Desk, structure: cynic::Id) -> AnyView {
    let subject = RwSignal::new(String::new());
    let problems = RwSignal::new(Vec::new());
    let key = StoredValue::new(browser::new_key());
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let typed = subject.with_untracked(|subject| subject.trim().to_owned());
        if typed.is_empty() {
            problems.set(vec![(Field::SubjectNameId, Problem::Required)]);
            return focus(Field::SubjectNameId.code());
        }
        let refused = move |error: &ApiError| {
            if !error.is_passing() {
                key.set_value(browser::new_key());
            }
        };
        desk.change(
            api::designate(structure.clone(), typed, key.get_value()),
            say(words::DESIGNATED),
            refused,
        );
    };
    view! {
        <form novalidate class="fr-mt-3w" on:submit=act(send)>
            <h3 class="fr-h6">{say(words::DESIGNATE)}</h3>
            <TextField
                bound=FieldBinding::local(Field::SubjectNameId, subject, problems)
                hint=say(words::SUBJECT_HINT)
            />
            <button class="fr-btn fr-mt-2w" type="submit" disabled=live(move || desk.busy.get())>
                {say(words::DESIGNATE_BUTTON)}
            </button>
        </form>
    }
    .into_any()
}

/// What is asked about a designation.
type Asked = RwSignal<Option<(Turn, Designation)>>;

fn line(desk: Desk, asked: Asked, designation: Designation) -> AnyView {
    let since = fill(say(words::SINCE), &day(&designation.since));
    let (state, turns): (Option<String>, &[Turn]) =
        match (&designation.revoked_at, &designation.suspended_at) {
            (Some(at), _) => (Some(fill(say(words::REVOKED), &day(at))), &[]),
            (None, Some(at)) => (
                Some(fill(say(words::SUSPENDED), &day(at))),
                &[Turn::Resume, Turn::Revoke],
            ),
            (None, None) => (None, &[Turn::Suspend, Turn::Revoke]),
        };
    let state = state.map(|state| [", ", &state].concat());
    let button = |turn: &Turn| {
        let (turn, this) = (*turn, designation.clone());
        let subject = designation.subject_name_id.clone();
        let ask = move |_| {
            asked.set(Some((turn, this.clone())));
            request_animation_frame(|| focus(REASON_ID));
        };
        view! {
            <button class="fr-btn fr-btn--tertiary fr-btn--sm" type="button" on:click=act(ask)>
                {say(wording(turn).0)} <span class="fr-sr-only">" " {subject}</span>
            </button>
        }
    };
    let buttons = turns.iter().map(button).collect_view();
    let history = (!designation.turns.is_empty()).then(|| history(designation.turns.clone()));
    let id = designation.id.clone();
    let form = move || {
        let (turn, asked_now) = asked
            .get()
            .filter(|(_, designation)| designation.id == id)?;
        Some(reason(desk, asked, turn, asked_now))
    };
    view! {
        <li class="request-list__request">
            <div>
                <strong>{designation.subject_name_id}</strong> " " {since} {state}
            </div>
            {buttons}
            {history}
            {part(form)}
        </li>
    }
    .into_any()
}

/// What was done to a designation and why.
fn history(turns: Vec<DesignationTurn>) -> AnyView {
    let turn = |turn: DesignationTurn| {
        let kind = match turn.code.as_str() {
            "DESIGNATION_SUSPENDED" => words::TURN_SUSPENDED,
            "DESIGNATION_RESUMED" => words::TURN_RESUMED,
            _ => words::TURN_REVOKED,
        };
        view! { <li>{say(kind)} ", " {day(&turn.at)} " – " {turn.reason}</li> }
    };
    view! {
        <details>
            <summary>{say(words::TURNS)}</summary>
            <ul>{turns.into_iter().map(turn).collect_view()}</ul>
        </details>
    }
    .into_any()
}

/// The button, the question and the answer of each.
const fn wording(turn: Turn) -> (Text, Text, Text) {
    match turn {
        Turn::Revoke => (words::REVOKE, words::REVOKE_REASON, words::REVOKED_DONE),
        Turn::Suspend => (words::SUSPEND, words::SUSPEND_REASON, words::SUSPENDED_DONE),
        Turn::Resume => (words::RESUME, words::RESUME_REASON, words::RESUMED_DONE),
    }
}

fn reason(desk: Desk, asked: Asked, turn: Turn, designation: Designation) -> AnyView {
    let (button, question, done) = wording(turn);
    let reason = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let reason = reason.with_untracked(|reason| reason.trim().to_owned());
        wrong.set(reason.is_empty());
        if reason.is_empty() {
            return focus(REASON_ID);
        }
        desk.change(
            api::turn(turn, designation.clone(), reason, browser::new_key()),
            say(done),
            |_| (),
        );
    };
    view! {
        <form novalidate class="confirmation" on:submit=act(send)>
            <div class="fr-input-group">
                <label class="fr-label" for=REASON_ID>{say(question)}</label>
                <input
                    class="fr-input"
                    id=REASON_ID
                    type="text"
                    aria-describedby="turn-messages"
                    aria-invalid=live(move || wrong.get().then_some("true"))
                    prop:value=live(move || reason.get())
                    on:input=act(move |event| reason.set(event_target_value(&event)))
                />
                <div class="fr-messages-group" id="turn-messages" aria-live="polite">
                    {part(move || wrong.get().then(|| view! {
                        <p class="fr-message fr-message--error">{say(Problem::Required.text())}</p>
                    }))}
                </div>
            </div>
            <ul class="fr-btns-group fr-btns-group--inline-md fr-btns-group--sm">
                <li>
                    <button class="fr-btn" type="submit" disabled=live(move || desk.busy.get())>{say(button)}</button>
                </li>
                <li>
                    <button class="fr-btn fr-btn--tertiary" type="button" on:click=act(move |_| asked.set(None))>
                        {say(phrases::CANCEL)}
                    </button>
                </li>
            </ul>
        </form>
    }
    .into_any()
}
