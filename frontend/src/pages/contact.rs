//! The form at the foot of the contact page, and what the person asked before.
//!
//! The server writes the rest of that page, its title included: links lead out of it, to pages of their own.

use leptos::prelude::*;
use shared::field_error::{Field, Problem};
use shared::id::RequestId;
use shared::support::{RawQuestion, Side, Topic};

use crate::address::Address;
use crate::api::{self, Detail, FieldError, SupportMessage, SupportQuestion};
use crate::browser::{self, day_and_time, focus, say};
use crate::components::{
    Alert, AlertKind, ErrorSummary, Failure, FieldBinding, SUMMARY_ID, Select, TextArea, TextField,
};
use crate::session::SessionState;
use crate::text::{fill, of_error, phrases, support as words};
use crate::view::{act, effect, live, part};

const OUTCOME_ID: &str = "support-outcome";

/// What is typed, and what came of it.
#[derive(Clone, Copy)]
struct Form {
    session: SessionState,
    topic: RwSignal<String>,
    full_name: RwSignal<String>,
    email: RwSignal<String>,
    reference: RwSignal<String>,
    message: RwSignal<String>,
    /// The request of the address: the server links it for who may see it.
    request: StoredValue<Option<RequestId>>,
    wrong: RwSignal<Vec<(Field, Problem)>>,
    failed: RwSignal<Option<String>>,
    /// Under which reference the last one was sent.
    sent: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    key: StoredValue<String>,
    own: RwSignal<Vec<SupportQuestion>>,
    next: RwSignal<Option<String>>,
}

pub(crate) fn contact() -> AnyView {
    let address = Address::of_page();
    let request = address
        .query("request")
        .and_then(|id| id.parse::<RequestId>().ok());
    let topic = address
        .query("topic")
        .and_then(|code| Topic::from_code(&code))
        .or_else(|| request.map(|_| Topic::Request));
    let form = Form {
        session: SessionState::of_page(),
        topic: RwSignal::new(
            topic
                .map(|topic| topic.code().to_owned())
                .unwrap_or_default(),
        ),
        full_name: RwSignal::new(String::new()),
        email: RwSignal::new(String::new()),
        reference: RwSignal::new(request.map(RequestId::reference).unwrap_or_default()),
        message: RwSignal::new(String::new()),
        request: StoredValue::new(request),
        wrong: RwSignal::new(Vec::new()),
        failed: RwSignal::new(None),
        sent: RwSignal::new(None),
        busy: RwSignal::new(false),
        key: StoredValue::new(browser::new_key()),
        own: RwSignal::new(Vec::new()),
        next: RwSignal::new(None),
    };
    form.know_the_person();
    let outcome = move || {
        form.sent.get().map(|reference| {
            let again = act(move |_| {
                form.sent.set(None);
                request_animation_frame(|| focus(Field::Topic.code()));
            });
            let again = view! {
                <button class="fr-btn fr-btn--sm fr-btn--secondary" type="button" on:click=again>
                    {say(words::ANOTHER)}
                </button>
            };
            view! {
                <Alert kind=AlertKind::Success title=fill(say(words::SENT), &reference)>
                    <p>{say(words::SENT_TEXT)}</p>
                    {again}
                </Alert>
            }
        })
    };
    view! {
        <h2 class="fr-h4" id="write">{say(words::WRITE)}</h2>
        <div id=OUTCOME_ID tabindex="-1">{part(outcome)}</div>
        {part(move || form.sent.with(Option::is_none).then(|| fields(form)))}
        {part(move || own(form))}
    }
    .into_any()
}

fn fields(form: Form) -> AnyView {
    let bind = |field, value| FieldBinding::local(field, value, form.wrong);
    let topics = Topic::ALL
        .iter()
        .map(|topic| (topic.code(), topic.label()))
        .collect::<Vec<_>>();
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        form.send();
    };
    view! {
        <p>{say(words::LEAD)}</p>
        <p class="fr-hint-text">{say(phrases::ALL_REQUIRED)}</p>
        <ErrorSummary errors=form.wrong.into() />
        {part(move || form.failed.get().map(|message| view! { <Failure message retry=None /> }))}
        <form novalidate aria-labelledby="write" on:submit=act(send)>
            <Select bound=bind(Field::Topic, form.topic) options=topics />
            <TextField bound=bind(Field::FullName, form.full_name) autocomplete="name" />
            <TextField
                bound=bind(Field::Email, form.email)
                kind="email"
                autocomplete="email"
                hint=say(words::EMAIL_HINT)
            />
            <TextField bound=bind(Field::Reference, form.reference) hint=say(words::REFERENCE_HINT) />
            <TextArea bound=bind(Field::Message, form.message) hint=say(words::MESSAGE_HINT) />
            <button class="fr-btn fr-mt-2w" type="submit" disabled=live(move || form.busy.get())>
                {say(words::SEND)}
            </button>
        </form>
    }
    .into_any()
}

fn own(form: Form) -> Option<AnyView> {
    let all = form.own.get();
    if all.is_empty() {
        return None;
    }
    let more = form.next.get().map(|next| {
        let ask = act(move |_| form.read_own(Some(next.clone())));
        view! { <button class="fr-btn fr-btn--secondary" type="button" on:click=ask>{say(words::MORE)}</button> }
    });
    Some(
        view! {
            <h2 class="fr-h4 fr-mt-4w">{say(words::MINE)}</h2>
            <ul class="request-list">{all.iter().map(question).collect_view()}</ul>
            {more}
        }
        .into_any(),
    )
}

fn question(question: &SupportQuestion) -> AnyView {
    let said = question
        .messages
        .iter()
        .map(|message| said(question, message));
    view! {
        <li class="request-list__request">
            <div>
                <h3 class="fr-h6 fr-mb-1v">{question.reference.clone()}</h3>
                <p class="fr-text--sm fr-mb-1v">
                    {say(question.topic.0.label())} ", " {say(question.state.0.label())}
                </p>
                {said.collect_view()}
            </div>
        </li>
    }
    .into_any()
}

fn said(question: &SupportQuestion, message: &SupportMessage) -> AnyView {
    let who = match message.side.0 {
        Side::Writer => words::YOU,
        Side::Support => words::ANSWER_OF,
    };
    let text = if question.forgotten_at.is_some() {
        say(words::FORGOTTEN).to_owned()
    } else {
        message.text.clone()
    };
    view! {
        <p class="fr-text--sm fr-mb-0">{fill(say(who), &day_and_time(&message.written_at))}</p>
        <p class="kept-lines fr-mb-1w">{text}</p>
    }
    .into_any()
}

impl Form {
    /// Somebody signed in need not type their name, and reads what they asked before.
    fn know_the_person(self) {
        let known = StoredValue::new(false);
        effect(move || {
            let Some(account) = self.session.account() else {
                return;
            };
            if known.get_value() {
                return;
            }
            known.set_value(true);
            if self.full_name.with_untracked(String::is_empty) {
                self.full_name.set(account.display_name);
            }
            self.read_own(None);
        });
    }

    fn read_own(self, after: Option<String>) {
        let goes_on = after.is_some();
        self.session
            .write(api::own_questions(after), move |answer| {
                // What was asked before is no part of asking: without it the form still works.
                let Ok(page) = answer else { return };
                let next = page.page_info.end_cursor;
                self.next.set(next.filter(|_| page.page_info.has_next_page));
                self.own.update(|all| {
                    if !goes_on {
                        all.clear();
                    }
                    all.extend(page.nodes);
                });
            });
    }

    fn raw(self) -> RawQuestion {
        RawQuestion {
            topic: self.topic.get_untracked(),
            full_name: self.full_name.get_untracked(),
            email: self.email.get_untracked(),
            reference: self.reference.get_untracked(),
            message: self.message.get_untracked(),
        }
    }

    fn send(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.failed.set(None);
        let raw = self.raw();
        if let Err(errors) = raw.parse() {
            let wrong = errors.into_iter().map(|error| (error.field, error.problem));
            self.wrong.set(wrong.collect());
            return request_animation_frame(|| focus(SUMMARY_ID));
        }
        // Another reference was typed over that of the address: it is the one that is meant.
        let meant = |id: &RequestId| id.reference() == raw.reference.trim();
        let request = self
            .request
            .get_value()
            .filter(meant)
            .map(|id| id.to_string());
        self.busy.set(true);
        let call = api::contact(raw, request, self.key.get_value());
        self.session.write(call, move |answer| {
            self.busy.set(false);
            match answer {
                Ok(receipt) => self.arrived(receipt.reference),
                Err(error) => {
                    if !error.is_passing() {
                        self.key.set_value(browser::new_key());
                    }
                    if let Detail::Errors(errors) = &error.detail {
                        self.wrong
                            .set(errors.iter().filter_map(FieldError::known).collect());
                    }
                    self.failed.set(Some(of_error(&error)));
                }
            }
        });
    }

    fn arrived(self, reference: String) {
        self.key.set_value(browser::new_key());
        self.message.set(String::new());
        self.sent.set(Some(reference));
        if self.session.account().is_some() {
            self.read_own(None);
        }
        request_animation_frame(|| focus(OUTCOME_ID));
    }
}

/// The link with which a page about a request leads to support.
pub(super) fn about(request: &str) -> AnyView {
    let href = ["/contact?request=", request].concat();
    view! { <a class="fr-link" href=href rel="external">{say(words::ABOUT)}</a> }.into_any()
}
