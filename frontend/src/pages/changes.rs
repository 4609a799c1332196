//! What changes of an entry after the registration: contact and names by the person or a manager, posts by managers.
//! One form is open at a time, below what it changes; what is typed stays while the entry changes elsewhere.

mod contact;
mod history;
mod post;

use leptos::prelude::*;
use shared::field_error::{Field, Problem};
use shared::text::Text;

use super::civil_status::CivilStatus;
use crate::api::{Answered, ApiError, Detail, FieldError, Registration};
use crate::browser::{self, focus, say, time};
use crate::components::{Alert, AlertKind, Failure, FieldBinding};
use crate::rules::Rules;
use crate::session::SessionState;
use crate::text::{entry as words, fill, form as form_words, of_error, phrases};
use crate::view::{act, live, part};

const OUTCOME_ID: &str = "change-outcome";
/// What the ids of the fields begin with: other forms of the page have fields of the same names.
const PLACE: &str = "change-";

/// Which form is open.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Open {
    Contact,
    Names,
    /// Of a post, by its id.
    Post(String),
    Closing(String),
}

/// What the parts share.
#[derive(Clone, Copy)]
pub(super) struct Changes {
    session: SessionState,
    rules: Rules,
    entry: RwSignal<Registration>,
    /// The entry is the reader's own.
    is_own: bool,
    open: RwSignal<Option<Open>>,
    wrong: RwSignal<Vec<(Field, Problem)>>,
    done: RwSignal<Option<Text>>,
    failed: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    key: StoredValue<String>,
}

impl Changes {
    pub(super) fn of(followed: CivilStatus, is_own: bool) -> Self {
        Self {
            session: SessionState::of_page(),
            rules: Rules::of_page(),
            entry: followed.entry,
            is_own,
            open: RwSignal::new(None),
            wrong: RwSignal::new(Vec::new()),
            done: RwSignal::new(None),
            failed: RwSignal::new(None),
            busy: RwSignal::new(false),
            key: StoredValue::new(browser::new_key()),
        }
    }

    /// Whose entry, at the revision that is shown.
    fn target(self) -> (Option<String>, i32) {
        self.entry
            .with_untracked(|entry| (self.number(entry), entry.revision))
    }

    fn number(self, entry: &Registration) -> Option<String> {
        (!self.is_own).then(|| entry.rpps_number.clone())
    }

    fn bind(self, field: Field, value: RwSignal<String>) -> FieldBinding {
        FieldBinding::local(field, value, self.wrong).within(PLACE)
    }

    /// Opens a form, and leads to its first field.
    fn show(self, form: Open, first: Field) {
        self.wrong.set(Vec::new());
        self.failed.set(None);
        self.done.set(None);
        self.key.set_value(browser::new_key());
        self.open.set(Some(form));
        lead_to(first);
    }

    fn send(self, call: Answered<Registration>, done: Text) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failed.set(None);
        self.wrong.set(Vec::new());
        self.session.write(call, move |answer| {
            if self.busy.try_get_untracked().is_none() {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(now) => {
                    self.entry.set(now);
                    self.open.set(None);
                    self.done.set(Some(done));
                    request_animation_frame(|| focus(OUTCOME_ID));
                }
                Err(error) => self.refused(&error),
            }
        });
    }

    fn refused(self, error: &ApiError) {
        if !error.is_passing() {
            self.key.set_value(browser::new_key());
        }
        let mut message = of_error(error);
        match &error.detail {
            Detail::Errors(errors) => {
                let wrong: Vec<_> = errors.iter().filter_map(FieldError::known).collect();
                if let Some((first, _)) = wrong.first() {
                    lead_to(*first);
                }
                self.wrong.set(wrong);
            }
            Detail::AttemptsLeft(left) => {
                message.push(' ');
                message.push_str(&fill(say(form_words::ATTEMPTS_LEFT), &left.to_string()));
            }
            Detail::RetryAt(at) => {
                message.push(' ');
                message.push_str(&fill(say(form_words::RETRY_AT), &time(at)));
            }
            _ => {}
        }
        self.failed.set(Some(message));
    }

    /// A form with its fields, the button that sends it and the way out.
    fn form(self, title: String, fields: AnyView, send: impl Fn() + 'static) -> AnyView {
        let send = move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            send();
        };
        view! {
            <form class="fr-mt-3w" novalidate aria-labelledby="change-title" on:submit=act(send)>
                <h3 class="fr-h6" id="change-title">{title}</h3>
                {self.failure()}
                {fields}
                <ul class="fr-btns-group fr-btns-group--inline-md fr-mt-2w">
                    <li>
                        <button class="fr-btn" type="submit" disabled=live(move || self.busy.get())>
                            {say(words::SAVE)}
                        </button>
                    </li>
                    <li>
                        <button
                            class="fr-btn fr-btn--tertiary"
                            type="button"
                            on:click=act(move |_| self.open.set(None))
                        >
                            {say(phrases::CANCEL)}
                        </button>
                    </li>
                </ul>
            </form>
        }
        .into_any()
    }

    fn failure(self) -> AnyView {
        part(move || {
            let failed = self.failed.get();
            failed.map(|message| view! { <Failure message retry=None /> })
        })
    }

    /// A button that opens a form.
    fn opener(self, label: Text, about: String, form: Open, first: Field) -> AnyView {
        view! {
            <button
                class="fr-btn fr-btn--secondary fr-btn--sm fr-mr-1w fr-mb-1w"
                type="button"
                on:click=act(move |_| self.show(form.clone(), first))
            >
                {say(label)} <span class="fr-sr-only">" " {about}</span>
            </button>
        }
        .into_any()
    }
}

fn lead_to(field: Field) {
    request_animation_frame(move || focus(&[PLACE, field.code()].concat()));
}

/// Contact, names and posts, each with its changes.
pub(super) fn changes(this: Changes) -> AnyView {
    let done = move || {
        let done = this.done.get();
        done.map(|done| view! { <Alert kind=AlertKind::Success title=say(done) /> })
    };
    view! {
        <div id=OUTCOME_ID tabindex="-1">{part(done)}</div>
        {post::posts(this)}
        {contact::contact(this)}
    }
    .into_any()
}

pub(super) use history::history;
