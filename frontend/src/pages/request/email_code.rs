//! The code that proves the e-mail address: asked for, typed back. The request can be sent without it.

use leptos::prelude::*;
use shared::email::Email;

use crate::api::{self, Answered, ApiError, Detail, SavedDraft};
use crate::browser::{self, focus, say};
use crate::components::Failure;
use crate::draft::Draft;
use crate::session::SessionState;
use crate::text::{fill, form as words, of_error};
use crate::view::{act, live, memo, part};

const CODE_ID: &str = "emailCode";

#[derive(Clone, Copy)]
struct Code {
    draft: Draft,
    session: SessionState,
    /// The address that the last code went to.
    sent_to: RwSignal<String>,
    typed: RwSignal<String>,
    failed: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

impl Code {
    /// What is typed is saved first: the code goes to the saved address.
    fn send(self) {
        self.draft.save_then(Callback::new(move |()| {
            let call = api::send_email_code(self.draft.id(), self.draft.revision());
            let to = self
                .draft
                .form
                .with_untracked(|form| form.email.trim().to_owned());
            self.call(call, move || {
                self.sent_to.set(to);
                request_animation_frame(|| focus(CODE_ID));
            });
        }));
    }

    fn confirm(self) {
        let code = self.typed.get_untracked().split_whitespace().collect();
        self.call(
            api::confirm_email(self.draft.id(), self.draft.revision(), code),
            || (),
        );
    }

    fn call(self, call: Answered<SavedDraft>, done: impl FnOnce() + 'static) {
        // The page may have been left while the address was being saved.
        if self.busy.try_get_untracked() != Some(false) {
            return;
        }
        self.busy.set(true);
        self.session.write(call, move |answer| {
            if self.busy.try_get_untracked().is_none() {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(saved) => {
                    self.failed.set(None);
                    self.draft.take(saved);
                    done();
                }
                Err(error) => self.refused(error),
            }
        });
    }

    fn refused(self, error: ApiError) {
        let mut message = of_error(&error);
        match error.detail {
            Detail::AttemptsLeft(left) => {
                message.push(' ');
                message.push_str(&fill(say(words::ATTEMPTS_LEFT), &left.to_string()));
            }
            Detail::RetryAt(at) => {
                message.push(' ');
                message.push_str(&fill(say(words::RETRY_AT), &browser::time(&at)));
            }
            Detail::Stale { current, .. } => self.draft.meet(*current),
            _ => {}
        }
        self.failed.set(Some(message));
    }
}

#[component]
pub(super) fn EmailCode(draft: Draft) -> impl IntoView {
    let code = Code {
        draft,
        session: SessionState::of_page(),
        sent_to: RwSignal::new(String::new()),
        typed: RwSignal::new(String::new()),
        failed: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    // An address that was changed after its confirmation must be confirmed anew.
    let confirmed = memo(move || {
        let typed = draft.form.with(|form| form.email.trim().to_owned());
        draft
            .request
            .with(|request| request.email_confirmed && request.email() == typed)
    });
    let readable = memo(move || {
        draft
            .form
            .with(|form| Email::parse_typed(&form.email).is_ok())
    });
    let shown = move || {
        if confirmed.get() {
            return view! { <p class="fr-valid-text fr-mb-3w" role="status">{say(words::CONFIRMED)}</p> }.into_any();
        }
        if !readable.get() {
            return ().into_any();
        }
        view! {
            <fieldset class="email-code">
                <legend class="fr-h6">{say(words::CONFIRM_TITLE)}</legend>
                <p class="fr-text--sm">{say(words::CONFIRM_WHY)}</p>
                {part(move || code.failed.get().map(|message| view! { <Failure message retry=None /> }))}
                {part(move || if code.sent_to.with(String::is_empty) { ask(code) } else { answer(code) })}
            </fieldset>
        }
        .into_any()
    };
    view! { <div>{part(shown)}</div> }
}

fn ask(code: Code) -> AnyView {
    view! {
        <button
            class="fr-btn fr-btn--secondary"
            type="button"
            disabled=live(move || code.busy.get())
            on:click=act(move |_| code.send())
        >
            {say(words::SEND_CODE)}
        </button>
    }
    .into_any()
}

fn answer(code: Code) -> AnyView {
    let sent = move || fill(say(words::CODE_SENT), &code.sent_to.get());
    view! {
        <p role="status">{part(sent)}</p>
        <div class="fr-input-group">
            <label class="fr-label" for=CODE_ID>
                {say(words::CODE_LABEL)} <span class="fr-hint-text">{say(words::CODE_HINT)}</span>
            </label>
            <input
                class="fr-input email-code__input"
                id=CODE_ID
                type="text"
                inputmode="numeric"
                autocomplete="one-time-code"
                prop:value=live(move || code.typed.get())
                on:input=act(move |event| code.typed.set(event_target_value(&event)))
                on:keydown=act(move |event: web_sys::KeyboardEvent| {
                    // The page's own form is not sent by the key that ends the code.
                    if event.key() == "Enter" {
                        event.prevent_default();
                        code.confirm();
                    }
                })
            />
        </div>
        <ul class="fr-btns-group fr-btns-group--inline-md fr-btns-group--sm">
            <li>
                <button class="fr-btn" type="button" disabled=live(move || code.busy.get()) on:click=act(move |_| code.confirm())>
                    {say(words::CONFIRM)}
                </button>
            </li>
            <li>
                <button
                    class="fr-btn fr-btn--tertiary"
                    type="button"
                    disabled=live(move || code.busy.get())
                    on:click=act(move |_| code.send())
                >
                    {say(words::SEND_CODE_AGAIN)}
                </button>
            </li>
        </ul>
    }
    .into_any()
}
