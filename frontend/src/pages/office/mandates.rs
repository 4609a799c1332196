//! Who represents a structure; an agent of the ANS records and ends it.

use leptos::prelude::*;
use shared::field_error::{Field, Problem};
use shared::mandate::Quality;
use shared::text::Text;

use super::{Office, day_of, problems, text_of};
use crate::api::{self, Coded, ManagedStructure, Mandate, MandateInput};
use crate::browser::{self, day, language, say};
use crate::components::{FieldBinding, Select, TextField};
use crate::text::{fill, office as words};
use crate::view::{act, live, part};

const FORM: &str = "mandate-";
const END_FORM: &str = "end-mandate-";

pub(super) const fn quality(quality: Quality) -> Text {
    match quality {
        Quality::LegalRepresentative => words::LEGAL_REPRESENTATIVE,
        Quality::Mandataire => words::MANDATAIRE,
        Quality::Titulaire => words::TITULAIRE,
    }
}

/// The chain of mandates, and for an agent the form to record another.
pub(in crate::pages) fn mandates(office: Office, structure: &ManagedStructure) -> AnyView {
    let is_agent = office.side.is_none();
    let ending = Ending {
        of: RwSignal::new(None),
        reason: RwSignal::new(String::new()),
        wrong: RwSignal::new(Vec::new()),
    };
    let all = structure.mandates.clone();
    let none = all
        .is_empty()
        .then(|| view! { <p>{say(words::NO_MANDATE)}</p> });
    let lines: Vec<AnyView> = all
        .iter()
        .map(|mandate| line(office, ending, mandate, &all))
        .collect();
    let form = is_agent.then(|| record(office, structure));
    view! {
        {none}
        <ul class="request-list">{lines}</ul>
        {form}
    }
    .into_any()
}

fn line(office: Office, ending: Ending, mandate: &Mandate, all: &[Mandate]) -> AnyView {
    let mut dates = fill(say(words::MANDATE_SINCE), &day(&mandate.since));
    if let Some(last) = mandate.ends_on {
        dates.push_str(", ");
        dates.push_str(&fill(say(words::UNTIL), &last.long(language())));
    }
    if let Some(at) = &mandate.ended_at {
        dates.push_str(", ");
        dates.push_str(&fill(say(words::MANDATE_ENDED), &day(at)));
    }
    let grantor = all
        .iter()
        .find(|other| Some(&other.id) == mandate.granted_by_id.as_ref());
    let chain = grantor.map(|grantor| {
        let words = fill(say(words::GRANTED_BY), &grantor.subject_name_id);
        view! { <p class="fr-text--sm fr-mb-1v">{words}</p> }
    });
    let may_end = office.side.is_none() && mandate.ended_at.is_none();
    let end = may_end.then(|| end(office, ending, mandate));
    let why = mandate
        .ended_reason
        .clone()
        .map(|reason| view! { <p class="fr-text--sm fr-mb-1v">{reason}</p> });
    view! {
        <li class="request-list__request">
            <div>
                <strong>{mandate.subject_name_id.clone()}</strong> " " {say(quality(mandate.quality.0))} ", " {dates}
                {chain}
                {why}
            </div>
            {end}
        </li>
    }
    .into_any()
}

/// The mandate that is about to be ended, and why.
#[derive(Clone, Copy)]
struct Ending {
    of: RwSignal<Option<cynic::Id>>,
    reason: RwSignal<String>,
    wrong: RwSignal<Vec<(Field, Problem)>>,
}

/// The button that asks for a reason, and then the one that ends the mandate.
fn end(office: Office, ending: Ending, mandate: &Mandate) -> AnyView {
    let (this, subject) = (mandate.clone(), mandate.subject_name_id.clone());
    part(move || {
        let (this, subject) = (this.clone(), subject.clone());
        if ending.of.get().as_ref() != Some(&this.id) {
            let open = move |_| {
                ending.reason.set(String::new());
                ending.wrong.set(Vec::new());
                ending.of.set(Some(this.id.clone()));
            };
            return view! {
                <button class="fr-btn fr-btn--tertiary fr-btn--sm" type="button" on:click=act(open)>
                    {say(words::END_MANDATE)} <span class="fr-sr-only">" " {subject}</span>
                </button>
            }
            .into_any();
        }
        let send = move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            let Some(reason) = text_of(ending.reason) else {
                return ending.wrong.set(vec![(Field::Reason, Problem::Required)]);
            };
            let call = api::end_of_mandate(this.clone(), reason, browser::new_key());
            let refused = move |error: &api::ApiError| ending.wrong.set(problems(error));
            office.change(call, say(words::MANDATE_ENDED_DONE), refused);
        };
        let bound =
            FieldBinding::local(Field::Reason, ending.reason, ending.wrong).within(END_FORM);
        view! {
            <form novalidate on:submit=act(send)>
                <TextField bound=bound label=say(words::END_REASON) />
                <button class="fr-btn fr-btn--sm fr-mt-2w" type="submit" disabled=live(move || office.busy.get())>
                    {say(words::END_MANDATE)} <span class="fr-sr-only">" " {subject}</span>
                </button>
            </form>
        }
        .into_any()
    })
}

fn record(office: Office, structure: &ManagedStructure) -> AnyView {
    let empty = || RwSignal::new(String::new());
    let (subject, chosen, grantor, email, ends_on) = (empty(), empty(), empty(), empty(), empty());
    let wrong = RwSignal::new(Vec::new());
    let bind = |field, value| FieldBinding::local(field, value, wrong).within(FORM);
    let id = structure.id.clone();
    let known = structure.mandates.clone();
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let typed_grantor = text_of(grantor);
        let by = known.iter().find(|mandate| {
            mandate.ended_at.is_none() && Some(&mandate.subject_name_id) == typed_grantor.as_ref()
        });
        if typed_grantor.is_some() && by.is_none() {
            return wrong.set(vec![(Field::Kind, Problem::UnknownCode)]);
        }
        let input = MandateInput {
            structure_id: id.clone(),
            subject_name_id: text_of(subject).unwrap_or_default(),
            quality: Coded(
                chosen
                    .with_untracked(|code| Quality::from_code(code))
                    .unwrap_or(Quality::LegalRepresentative),
            ),
            granted_by_id: by.map(|mandate| mandate.id.clone()),
            email: text_of(email),
            ends_on: day_of(ends_on),
            idempotency_key: Some(browser::new_key()),
        };
        let refused = move |error: &api::ApiError| wrong.set(problems(error));
        office.change(api::mandate(&input), say(words::MANDATE_RECORDED), refused);
    };
    let qualities = Quality::ALL.iter().map(|one| (one.code(), quality(*one)));
    view! {
        <details>
            <summary>{say(words::RECORD_MANDATE)}</summary>
            <form novalidate class="fr-mt-2w" on:submit=act(send)>
                <TextField bound=bind(Field::SubjectNameId, subject) hint=say(words::SUBJECT_HINT) />
                <Select bound=bind(Field::Quality, chosen) options=qualities.collect() />
                <TextField
                    bound=bind(Field::Kind, grantor)
                    label=say(words::GRANTOR)
                    hint=say(words::GRANTOR_HINT)
                />
                <TextField bound=bind(Field::Email, email) kind="email" hint=say(words::OPTIONAL) />
                <TextField bound=bind(Field::EndsOn, ends_on) kind="date" hint=say(words::OPTIONAL) />
                <button class="fr-btn fr-mt-2w" type="submit" disabled=live(move || office.busy.get())>
                    {say(words::RECORD_MANDATE)}
                </button>
            </form>
        </details>
    }
    .into_any()
}
