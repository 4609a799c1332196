//! What an agent does about one correction: proposes a decision, or confirms another's.

use leptos::prelude::*;
use shared::civil_status::{Decision, State};
use shared::field_error::{Field, Problem};

use super::Desk;
use crate::api::{self, CivilStatusCorrection};
use crate::browser::{focus, say};
use crate::components::{FieldBinding, RadioGroup, TextArea};
use crate::text::civil_status as words;
use crate::view::{act, live};

pub(super) fn decide(desk: Desk, correction: &CivilStatusCorrection) -> AnyView {
    match (correction.state.0, correction.proposed_by_me) {
        (State::Proposed, true) => view! {
            {proposal(correction)}
            <p>{say(words::ANOTHER)}</p>
        }
        .into_any(),
        (State::Proposed, false) => confirm(desk, correction.clone()),
        _ => propose(desk, correction.clone()),
    }
}

fn proposal(correction: &CivilStatusCorrection) -> AnyView {
    let decision = correction.decision.map(|decision| match decision.0 {
        Decision::Accept => words::PROPOSED_ACCEPT,
        Decision::Refuse => words::PROPOSED_REFUSE,
    });
    let reason = correction.decision_reason.clone();
    view! {
        <p class="fr-mb-1v"><strong>{decision.map(say)}</strong></p>
        <p class="kept-lines">{reason}</p>
    }
    .into_any()
}

fn propose(desk: Desk, correction: CivilStatusCorrection) -> AnyView {
    let bind = |field, value| FieldBinding::local(field, value, desk.wrong);
    let returned = correction.returned_reason.clone().map(|reason| {
        view! { <p>{say(words::RETURNED)} " " <span class="kept-lines">{reason}</span></p> }
    });
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let decision = desk
            .decision
            .with_untracked(|code| Decision::from_code(code));
        let reason = desk.reason.with_untracked(|text| text.trim().to_owned());
        let mut wrong = Vec::new();
        if decision.is_none() {
            wrong.push((Field::Kind, Problem::Required));
        }
        if reason.is_empty() {
            wrong.push((Field::Reason, Problem::Required));
        }
        let first = wrong.first().map(|(field, _)| *field);
        desk.wrong.set(wrong);
        match (decision, first) {
            (Some(decision), None) => {
                let call = api::propose_decision(&correction, decision, reason, Desk::key());
                desk.send(call, words::PROPOSED_DONE);
            }
            (_, first) => focus(first.unwrap_or(Field::Kind).code()),
        }
    };
    view! {
        {returned}
        <form novalidate on:submit=act(send)>
            <RadioGroup
                bound=bind(Field::Kind, desk.decision)
                legend=say(words::DECISION)
                options=vec![
                    (Decision::Accept.code(), say(words::ACCEPT)),
                    (Decision::Refuse.code(), say(words::REFUSE)),
                ]
            />
            <TextArea bound=bind(Field::Reason, desk.reason) label=say(words::REASON_TO_PERSON) />
            <button class="fr-btn fr-mt-2w" type="submit" disabled=live(move || desk.busy.get())>
                {say(words::PROPOSE)}
            </button>
        </form>
    }
    .into_any()
}

fn confirm(desk: Desk, correction: CivilStatusCorrection) -> AnyView {
    let bound = FieldBinding::local(Field::Reason, desk.reason, desk.wrong);
    let shown = proposal(&correction);
    let this = correction.clone();
    let yes = move |_| {
        let call = api::confirm_decision(&this, None, Desk::key());
        desk.send(call, words::CONFIRMED_DONE);
    };
    let back = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let reason = desk.reason.with_untracked(|text| text.trim().to_owned());
        if reason.is_empty() {
            desk.wrong.set(vec![(Field::Reason, Problem::Required)]);
            return focus(Field::Reason.code());
        }
        let call = api::confirm_decision(&correction, Some(reason), Desk::key());
        desk.send(call, words::RETURNED_DONE);
    };
    view! {
        {shown}
        <button class="fr-btn" type="button" disabled=live(move || desk.busy.get()) on:click=act(yes)>
            {say(words::CONFIRM)}
        </button>
        <form novalidate class="fr-mt-3w" on:submit=act(back)>
            <TextArea bound=bound label=say(words::RETURN_REASON) />
            <button class="fr-btn fr-btn--secondary fr-mt-2w" type="submit" disabled=live(move || desk.busy.get())>
                {say(words::RETURN)}
            </button>
        </form>
    }
    .into_any()
}
