//! Who manages a structure: designated, and revoked with a reason.

use leptos::prelude::*;
use shared::field_error::{Field, Problem};

use super::Desk;
use crate::api::{self, ApiError, Designation, ManagedStructure};
use crate::browser::{self, day, focus, say};
use crate::components::{FieldBinding, SummaryList, SummaryRow, TextField};
use crate::pages::answers::sector;
use crate::text::{ans as words, fill, form, phrases};
use crate::view::{act, live, part};

const REASON_ID: &str = "revoke-reason";

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
    let nobody = structure
        .designations
        .iter()
        .all(|designation| designation.revoked_at.is_some());
    let nobody = nobody.then(|| view! { <p>{say(words::NO_MANAGER)}</p> });
    let asked = RwSignal::new(None::<Designation>);
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

fn line(desk: Desk, asked: RwSignal<Option<Designation>>, designation: Designation) -> AnyView {
    let since = fill(say(words::SINCE), &day(&designation.since));
    let revoked = designation
        .revoked_at
        .as_ref()
        .map(|at| [", ", &fill(say(words::REVOKED), &day(at))].concat());
    let action = designation.revoked_at.is_none().then(|| {
        let subject = designation.subject_name_id.clone();
        let this = designation.clone();
        let ask = move |_| {
            asked.set(Some(this.clone()));
            request_animation_frame(|| focus(REASON_ID));
        };
        view! {
            <button class="fr-btn fr-btn--tertiary fr-btn--sm" type="button" on:click=act(ask)>
                {say(words::REVOKE)} <span class="fr-sr-only">" " {subject}</span>
            </button>
        }
    });
    let id = designation.id.clone();
    let form = move || {
        let asked_now = asked.get().filter(|designation| designation.id == id)?;
        Some(revoke(desk, asked, asked_now))
    };
    view! {
        <li class="request-list__request">
            <div>
                <strong>{designation.subject_name_id}</strong> " " {since} {revoked}
            </div>
            {action}
            {part(form)}
        </li>
    }
    .into_any()
}

fn revoke(desk: Desk, asked: RwSignal<Option<Designation>>, designation: Designation) -> AnyView {
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
            api::revoke(designation.clone(), reason, browser::new_key()),
            say(words::REVOKED_DONE),
            |_| (),
        );
    };
    view! {
        <form novalidate class="confirmation" on:submit=act(send)>
            <div class="fr-input-group">
                <label class="fr-label" for=REASON_ID>{say(words::REVOKE_REASON)}</label>
                <input
                    class="fr-input"
                    id=REASON_ID
                    type="text"
                    aria-describedby="revoke-messages"
                    aria-invalid=live(move || wrong.get().then_some("true"))
                    prop:value=live(move || reason.get())
                    on:input=act(move |event| reason.set(event_target_value(&event)))
                />
                <div class="fr-messages-group" id="revoke-messages" aria-live="polite">
                    {part(move || wrong.get().then(|| view! {
                        <p class="fr-message fr-message--error">{say(Problem::Required.text())}</p>
                    }))}
                </div>
            </div>
            <ul class="fr-btns-group fr-btns-group--inline-md fr-btns-group--sm">
                <li>
                    <button class="fr-btn" type="submit" disabled=live(move || desk.busy.get())>{say(words::REVOKE)}</button>
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
