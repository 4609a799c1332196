//! What is known of a structure, its managers, and a form to designate another.

use leptos::prelude::*;
use shared::field_error::{Field, Problem};
use shared::passport::{Party, State};

use super::{Office, day_of, passports, problems, text_of};
use crate::api::{self, ApiError, Designation, DesignationInput, ManagedStructure};
use crate::browser::{self, focus, say};
use crate::components::{FieldBinding, SummaryList, SummaryRow, TextField};
use crate::pages::answers::sector;
use crate::text::{form, office as words, phrases};
use crate::view::{act, live, part};

const FORM: &str = "designate-";

pub(in crate::pages) fn facts(structure: &ManagedStructure) -> AnyView {
    let mut rows = vec![
        SummaryRow::new(say(Field::Finess.label()), structure.finess.clone()),
        SummaryRow::new(say(Field::Kind.label()), structure.kind.0.code()),
        SummaryRow::new(
            say(Field::Siret.label()),
            structure.siret.clone().unwrap_or_default(),
        ),
        SummaryRow::new(
            say(Field::Town.label()),
            structure.town.clone().unwrap_or_default(),
        ),
        SummaryRow::new(say(form::SECTOR), say(sector(structure.sector.0))),
    ];
    if structure.closed {
        rows.push(SummaryRow::new(say(form::CLOSED), say(phrases::YES)));
    }
    view! { <SummaryList rows /> }.into_any()
}

/// The managers of the structure that is shown, and a form to designate another.
pub(in crate::pages) fn managers(office: Office, structure: &ManagedStructure) -> AnyView {
    let is_central = structure.has_manager;
    let nobody = move || {
        let counts = |one: &Designation| one.state.0 == State::Active && !one.by_right;
        let has_own = office.designations.with(|all| all.iter().any(counts));
        match (has_own, is_central) {
            (true, _) => None,
            (false, true) => Some(view! { <p>{say(words::CENTRAL)}</p> }),
            (false, false) => Some(view! { <p>{say(words::NO_MANAGER)}</p> }),
        }
    };
    view! {
        <h3 class="fr-h6 fr-mt-3w">{say(words::MANAGERS)}</h3>
        {part(nobody)}
        {passports(office)}
        {designate(office, structure.id.clone())}
    }
    .into_any()
}

fn designate(office: Office, structure: cynic::Id) -> AnyView {
    let empty = || RwSignal::new(String::new());
    let (subject, email, starts_on, ends_on) = (empty(), empty(), empty(), empty());
    let wrong = RwSignal::new(Vec::new());
    let bind = |field, value| FieldBinding::local(field, value, wrong).within(FORM);
    let key = StoredValue::new(browser::new_key());
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let input = DesignationInput {
            structure_id: structure.clone(),
            subject_name_id: text_of(subject),
            email: text_of(email),
            starts_on: day_of(starts_on),
            ends_on: day_of(ends_on),
            idempotency_key: Some(key.get_value()),
        };
        if input.subject_name_id.is_none() && input.email.is_none() {
            wrong.set(vec![(Field::SubjectNameId, Problem::Required)]);
            return focus(&[FORM, Field::SubjectNameId.code()].concat());
        }
        let refused = move |error: &ApiError| {
            wrong.set(problems(error));
            if !error.is_passing() {
                key.set_value(browser::new_key());
            }
        };
        let done = match (office.side, input.subject_name_id.is_some()) {
            (None, _) => words::DESIGNATED,
            (Some(_), true) => words::PROPOSED,
            (Some(_), false) => words::INVITED_DONE,
        };
        let (call, done) = (api::designate(&input), say(done));
        office.change(call, done, refused);
    };
    let is_side = office.side == Some(Party::Representative);
    let more = is_side.then(|| {
        view! {
            <TextField bound=bind(Field::Email, email) kind="email" hint=say(words::EMAIL_HINT) />
            <TextField bound=bind(Field::StartsOn, starts_on) kind="date" hint=say(words::OPTIONAL) />
            <TextField bound=bind(Field::EndsOn, ends_on) kind="date" hint=say(words::OPTIONAL) />
        }
    });
    view! {
        <form novalidate class="fr-mt-3w" on:submit=act(send)>
            <h3 class="fr-h6">{say(words::DESIGNATE)}</h3>
            {is_side.then(|| view! { <p>{say(words::DESIGNATE_HOW)}</p> })}
            <TextField bound=bind(Field::SubjectNameId, subject) hint=say(words::SUBJECT_HINT) />
            {more}
            <button class="fr-btn fr-mt-2w" type="submit" disabled=live(move || office.busy.get())>
                {say(words::DESIGNATE_BUTTON)}
            </button>
        </form>
    }
    .into_any()
}
