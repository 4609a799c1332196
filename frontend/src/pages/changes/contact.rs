//! Where a person is reached and under which names they work; a new address waits for its code.

use leptos::prelude::*;
use shared::entry::{RawContact, RawExerciseNames};
use shared::field_error::Field;

use super::{Changes, Open};
use crate::api::{self, RegistrationChange};
use crate::browser::{day, say, time};
use crate::components::{SummaryList, SummaryRow, TextField};
use crate::text::{entry as words, fill, form as form_words};
use crate::view::{act, live, memo, part};

const CODE_ID: &str = "change-code";

pub(super) fn contact(this: Changes) -> AnyView {
    let entry = this.entry;
    let rows = move || {
        let rows = entry.with(|entry| {
            vec![
                SummaryRow::new(
                    say(Field::ExerciseLastName.label()),
                    entry.exercise_last_name.clone(),
                ),
                SummaryRow::new(
                    say(Field::ExerciseFirstName.label()),
                    entry.exercise_first_name.clone(),
                ),
                SummaryRow::new(say(Field::Email.label()), entry.email.clone()),
                SummaryRow::new(say(Field::Phone.label()), entry.phone.clone()),
            ]
        });
        view! { <SummaryList rows /> }
    };
    let change = memo(move || entry.with(|entry| entry.change.clone()));
    let ways = move || match change.get() {
        Some(change) => waiting(this, change),
        None => view! {
            {this.opener(words::CHANGE_CONTACT, String::new(), Open::Contact, Field::Email)}
            {this.opener(words::CHANGE_NAMES, String::new(), Open::Names, Field::ExerciseLastName)}
        }
        .into_any(),
    };
    let form = move || match this.open.get() {
        Some(Open::Contact) => Some(contact_form(this)),
        Some(Open::Names) => Some(names_form(this)),
        _ => None,
    };
    view! {
        <h2 class="fr-h4 fr-mt-4w">{say(words::CONTACT)}</h2>
        {part(rows)}
        <div aria-live="polite">{part(ways)}</div>
        {part(form)}
    }
    .into_any()
}

fn contact_form(this: Changes) -> AnyView {
    let (email, phone) = this
        .entry
        .with_untracked(|entry| (entry.email.clone(), entry.phone.clone()));
    let before = StoredValue::new(email.clone());
    let (email, phone) = (RwSignal::new(email), RwSignal::new(phone));
    let target = StoredValue::new(this.target());
    let send = move || {
        let contact = RawContact {
            email: email.get_untracked(),
            phone: phone.get_untracked(),
        };
        let done = if before.with_value(|before| contact.email.trim() == before) {
            words::CONTACT_DONE
        } else {
            words::CONTACT_ASKED
        };
        let call = api::change_contact(target.get_value(), contact, this.key.get_value());
        this.send(call, done);
    };
    let fields = view! {
        <TextField bound=this.bind(Field::Email, email) kind="email" hint=say(words::CONTACT_HINT) />
        <TextField bound=this.bind(Field::Phone, phone) kind="tel" hint=say(form_words::PHONE_HINT) />
    };
    this.form(
        say(words::CHANGE_CONTACT).to_owned(),
        fields.into_any(),
        send,
    )
}

fn names_form(this: Changes) -> AnyView {
    let (last, first) = this.entry.with_untracked(|entry| {
        (
            RwSignal::new(entry.exercise_last_name.clone()),
            RwSignal::new(entry.exercise_first_name.clone()),
        )
    });
    let target = StoredValue::new(this.target());
    let send = move || {
        let names = RawExerciseNames {
            last_name: last.get_untracked(),
            first_name: first.get_untracked(),
        };
        let call = api::change_exercise_names(target.get_value(), names, this.key.get_value());
        this.send(call, words::NAMES_DONE);
    };
    let fields = view! {
        <TextField bound=this.bind(Field::ExerciseLastName, last) />
        <TextField bound=this.bind(Field::ExerciseFirstName, first) />
    };
    this.form(say(words::CHANGE_NAMES).to_owned(), fields.into_any(), send)
}

/// The address that waits for its code.
fn waiting(this: Changes, change: RegistrationChange) -> AnyView {
    let code = RwSignal::new(String::new());
    let email = change.changed.iter().find(|one| one.field == "email");
    let email = email.map(|one| one.after.clone()).unwrap_or_default();
    let until = change.expires_at.as_ref();
    let until = until.map(|at| [&day(at), ", ", &time(at)].concat());
    let said = fill(
        &fill(say(words::WAITS_TEXT), &email),
        &until.unwrap_or_default(),
    );
    let from_person = (!this.is_own).then(|| view! { <p>{say(words::CODE_FROM_PERSON)}</p> });
    let change = StoredValue::new(change);
    let confirm = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let typed = code.get_untracked();
        let key = crate::browser::new_key();
        let call = change.with_value(|change| api::confirm_contact(change, typed, key));
        this.send(call, words::CONTACT_DONE);
    };
    let cancel = move |_| {
        let key = crate::browser::new_key();
        let call = change.with_value(|change| api::cancel_change(change, key));
        this.send(call, words::CANCELLED_DONE);
    };
    view! {
        <form class="email-code" novalidate aria-labelledby="change-waits" on:submit=act(confirm)>
            <h3 class="fr-h6" id="change-waits">{say(words::WAITS)}</h3>
            <p>{said}</p>
            {from_person}
            {this.failure()}
            <div class="fr-input-group">
                <label class="fr-label" for=CODE_ID>
                    {say(form_words::CODE_LABEL)} <span class="fr-hint-text">{say(form_words::CODE_HINT)}</span>
                </label>
                <input
                    class="fr-input email-code__input"
                    id=CODE_ID
                    type="text"
                    inputmode="numeric"
                    autocomplete="one-time-code"
                    prop:value=live(move || code.get())
                    on:input=act(move |event| code.set(event_target_value(&event)))
                />
            </div>
            <ul class="fr-btns-group fr-btns-group--inline-md fr-btns-group--sm">
                <li>
                    <button class="fr-btn" type="submit" disabled=live(move || this.busy.get())>
                        {say(form_words::CONFIRM)}
                    </button>
                </li>
                <li>
                    <button class="fr-btn fr-btn--tertiary" type="button" on:click=act(cancel)>
                        {say(words::CANCEL_CHANGE)}
                    </button>
                </li>
            </ul>
        </form>
    }
    .into_any()
}
