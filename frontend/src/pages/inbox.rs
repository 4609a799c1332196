//! The inbox of support: an agent chooses a state, opens a message, takes it, answers, closes it.

use leptos::prelude::*;
use shared::field_error::{Field, FieldError, Problem};
use shared::support::{Side, State, parse_message};

use super::access::{Audience, page_for};
use crate::api::{
    self, Detail, Link, SupportChange, SupportCount, SupportMessage, SupportQuestion, SupportTurn,
};
use crate::browser::{self, day_and_time, focus, say};
use crate::components::{Alert, AlertKind, Failure, FieldBinding, Heading, TextArea};
use crate::session::SessionState;
use crate::text::{fill, of_error, phrases, support as words};
use crate::view::{act, live, part};

const SHOWN_ID: &str = "support-shown";

#[derive(Clone, Copy)]
struct Inbox {
    session: SessionState,
    state: RwSignal<State>,
    counts: RwSignal<Vec<SupportCount>>,
    all: RwSignal<Vec<SupportQuestion>>,
    next: RwSignal<Option<String>>,
    is_read: RwSignal<bool>,
    shown: RwSignal<Option<SupportQuestion>>,
    answer: RwSignal<String>,
    wrong: RwSignal<Vec<(Field, Problem)>>,
    done: RwSignal<Option<&'static str>>,
    failed: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    key: StoredValue<String>,
    down: RwSignal<bool>,
    news: RwSignal<&'static str>,
}

pub(crate) fn inbox() -> AnyView {
    page_for(Audience::Agent, show)
}

fn show() -> AnyView {
    let inbox = Inbox {
        session: SessionState::of_page(),
        state: RwSignal::new(State::Open),
        counts: RwSignal::new(Vec::new()),
        all: RwSignal::new(Vec::new()),
        next: RwSignal::new(None),
        is_read: RwSignal::new(false),
        shown: RwSignal::new(None),
        answer: RwSignal::new(String::new()),
        wrong: RwSignal::new(Vec::new()),
        done: RwSignal::new(None),
        failed: RwSignal::new(None),
        busy: RwSignal::new(false),
        key: StoredValue::new(browser::new_key()),
        down: RwSignal::new(false),
        news: RwSignal::new(""),
    };
    inbox.read(None);
    inbox.follow();
    let tags = State::ALL.iter().map(|state| tag(inbox, *state));
    let none = move || {
        (inbox.is_read.get() && inbox.all.with(Vec::is_empty))
            .then(|| view! { <p>{say(words::NONE)}</p> })
    };
    let more = move || {
        inbox.next.get().map(|next| {
            let ask = act(move |_| inbox.read(Some(next.clone())));
            view! { <button class="fr-btn fr-btn--secondary" type="button" on:click=ask>{say(words::MORE)}</button> }
        })
    };
    view! {
        <Heading title=say(words::INBOX) />
        <p class="fr-text--lead">{say(words::INBOX_LEAD)}</p>
        <div id=SHOWN_ID tabindex="-1">
            {part(move || inbox.done.get().map(|title| view! { <Alert kind=AlertKind::Success title /> }))}
            {part(move || inbox.failed.get().map(|message| view! { <Failure message retry=None /> }))}
            {part(move || inbox.shown.get().map(|question| opened(inbox, &question)))}
        </div>
        {answer_form(inbox)}
        <ul class="fr-tags-group fr-mt-3w" aria-label=say(words::STATES)>{tags.collect_view()}</ul>
        {part(none)}
        <ul class="request-list">
            // Lines that did not change stay as they are, with the focus that is in them.
            <For
                each=move || inbox.all.get()
                key=|question| (question.id.inner().to_owned(), question.revision)
                children=move |question| line(inbox, question)
            />
        </ul>
        {part(more)}
        <p class="fr-sr-only" aria-live="polite">{part(move || inbox.news.get())}</p>
        {part(move || inbox.down.get().then(|| view! { <p class="fr-hint-text" role="status">{say(phrases::LINK_DOWN)}</p> }))}
    }
    .into_any()
}

fn tag(inbox: Inbox, state: State) -> AnyView {
    let label = move || {
        let count = inbox.counts.with(|counts| {
            let of = counts.iter().find(|count| count.state.0 == state);
            of.map_or(0, |count| count.count)
        });
        [say(state.label()), " (", &count.to_string(), ")"].concat()
    };
    let pressed = move || (inbox.state.get() == state).to_string();
    let choose = move |_| {
        inbox.state.set(state);
        inbox.read(None);
    };
    view! {
        <li>
            <button class="fr-tag" type="button" aria-pressed=live(pressed) on:click=act(choose)>
                {part(label)}
            </button>
        </li>
    }
    .into_any()
}

fn line(inbox: Inbox, question: SupportQuestion) -> AnyView {
    let holder = held(&question).map(|words| view! { <p class="fr-text--sm fr-mb-1v">{words}</p> });
    let open = fill(say(words::OPEN), &question.reference);
    let about = [say(question.topic.0.label()), ", ", &question.full_name].concat();
    let asked = day_and_time(&question.asked_at);
    let choose = move |_| inbox.open(question.clone());
    view! {
        <li class="request-list__request">
            <div>
                <p class="fr-mb-1v">{about}</p>
                <p class="fr-text--sm fr-mb-1v">{asked}</p>
                {holder}
            </div>
            <button class="fr-btn fr-btn--secondary fr-btn--sm" type="button" on:click=act(choose)>{open}</button>
        </li>
    }
    .into_any()
}

fn held(question: &SupportQuestion) -> Option<String> {
    if question.mine {
        return Some(say(words::HELD_BY_YOU).to_owned());
    }
    let holder = question.holder.as_deref()?;
    Some(fill(say(words::HELD), holder))
}

fn opened(inbox: Inbox, question: &SupportQuestion) -> AnyView {
    let state = question.state.0;
    let request = (!question.request_reference.is_empty()).then(|| {
        let label = if question.request_id.is_some() {
            words::REQUEST
        } else {
            words::REQUEST_TYPED
        };
        view! { <p class="fr-mb-1v">{say(label)} " " {question.request_reference.clone()}</p> }
    });
    let signed_in = if question.signed_in {
        words::WAS_SIGNED_IN
    } else {
        words::WAS_NOT_SIGNED_IN
    };
    let writer = question.forgotten_at.is_none().then(|| {
        view! {
            <p class="fr-mb-1v">{say(words::FROM)} " " {question.full_name.clone()}</p>
            <p class="fr-mb-1v">{say(words::REPLY_TO)} " " {question.email.clone()}</p>
            {request}
            <p class="fr-text--sm fr-mb-1v">{say(signed_in)}</p>
        }
    });
    let said = question
        .messages
        .iter()
        .map(|message| said(question, message));
    let is_kept = question.forgotten_at.is_none();
    let buttons = [
        (
            state != State::Closed && !question.mine,
            SupportTurn::Take,
            words::TAKE,
        ),
        (state != State::Closed, SupportTurn::Close, words::CLOSE),
        (
            state != State::Open && is_kept,
            SupportTurn::Reopen,
            words::REOPEN,
        ),
    ];
    let button = |(_, turn, words): (bool, SupportTurn, shared::text::Text)| {
        let ask = act(move |_| inbox.turn(turn.clone()));
        view! {
            <li>
                <button
                    class="fr-btn fr-btn--secondary fr-btn--sm"
                    type="button"
                    disabled=live(move || inbox.busy.get())
                    on:click=ask
                >
                    {say(words)}
                </button>
            </li>
        }
    };
    let buttons = buttons.into_iter().filter(|(shown, ..)| *shown).map(button);
    view! {
        <section aria-labelledby="support-title">
            <h2 class="fr-h4" id="support-title">
                {question.reference.clone()} ", " {say(state.label())}
            </h2>
            <p class="fr-mb-1v">{say(words::TOPIC)} " " {say(question.topic.0.label())}</p>
            {writer}
            {held(question).map(|words| view! { <p class="fr-mb-1v">{words}</p> })}
            {said.collect_view()}
            <ul class="fr-btns-group fr-btns-group--inline fr-btns-group--sm">{buttons.collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn said(question: &SupportQuestion, message: &SupportMessage) -> AnyView {
    let at = day_and_time(&message.written_at);
    let who = match (message.side.0, &message.author) {
        (Side::Support, Some(author)) => {
            fill(say(words::AGENT_SAID), &[author, ", ", &at].concat())
        }
        _ => fill(say(words::WRITER_SAID), &at),
    };
    let text = if question.forgotten_at.is_some() {
        say(words::FORGOTTEN).to_owned()
    } else {
        message.text.clone()
    };
    view! {
        <p class="fr-text--sm fr-mb-0">{who}</p>
        <p class="kept-lines fr-mb-1w">{text}</p>
    }
    .into_any()
}

/// Apart from the message, so that what is typed stays when that changes.
fn answer_form(inbox: Inbox) -> AnyView {
    let may_answer = move || {
        inbox.shown.with(|shown| {
            shown.as_ref().is_some_and(|question| {
                question.state.0 != State::Closed && question.forgotten_at.is_none()
            })
        })
    };
    let may_answer = crate::view::memo(may_answer);
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        inbox.send();
    };
    let bound = FieldBinding::local(Field::Message, inbox.answer, inbox.wrong);
    part(move || {
        may_answer.get().then(|| {
            view! {
                <form novalidate class="confirmation" on:submit=act(send)>
                    <TextArea bound label=say(words::ANSWER_LABEL) hint="" />
                    <button class="fr-btn fr-mt-2w" type="submit" disabled=live(move || inbox.busy.get())>
                        {say(words::ANSWER)}
                    </button>
                </form>
            }
        })
    })
}

impl Inbox {
    /// Reads the list from its beginning, or on from there.
    fn read(self, after: Option<String>) {
        let goes_on = after.is_some();
        let state = self.state.get_untracked();
        self.session
            .write(api::questions(state, after), move |answer| {
                // Another state was chosen meanwhile: its own answer is on the way.
                if self.state.try_get_untracked() != Some(state) {
                    return;
                }
                match answer {
                    Ok(page) => {
                        let next = page.page_info.end_cursor;
                        self.next.set(next.filter(|_| page.page_info.has_next_page));
                        self.is_read.set(true);
                        self.all.update(|all| {
                            if !goes_on {
                                all.clear();
                            }
                            all.extend(page.nodes);
                        });
                    }
                    Err(error) => self.failed.set(Some(of_error(&error))),
                }
            });
    }

    fn follow(self) {
        let link = move |link| match link {
            Link::Up => self.down.set(false),
            Link::Down => self.down.set(true),
            Link::Refused(error) => {
                self.session.note(&error);
                self.failed.set(Some(of_error(&error)));
            }
        };
        self.session.while_signed_in(move || {
            api::support_changed(link, move |change| self.hear(change));
        });
    }

    fn hear(self, change: SupportChange) {
        self.counts.set(change.counts);
        if let Some(question) = change.question {
            let is_shown = self.shown.with_untracked(|shown| {
                shown.as_ref().is_some_and(|shown| {
                    shown.id == question.id && shown.revision < question.revision
                })
            });
            if is_shown && !self.busy.get_untracked() {
                self.shown.set(Some(question));
            }
            self.news.set("");
            request_animation_frame(move || self.news.set(say(words::CHANGED)));
        }
        self.read(None);
    }

    fn open(self, question: SupportQuestion) {
        self.done.set(None);
        self.failed.set(None);
        self.wrong.set(Vec::new());
        self.answer.set(String::new());
        self.shown.set(Some(question));
        request_animation_frame(|| focus(SHOWN_ID));
    }

    fn send(self) {
        match parse_message(&self.answer.get_untracked()) {
            Ok(text) => self.turn(SupportTurn::Answer(text)),
            Err(FieldError { field, problem }) => {
                self.wrong.set(vec![(field, problem)]);
                focus(field.code());
            }
        }
    }

    fn turn(self, turn: SupportTurn) {
        let Some(question) = self.shown.get_untracked() else {
            return;
        };
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.done.set(None);
        self.failed.set(None);
        let done = match &turn {
            SupportTurn::Take => words::TAKEN,
            SupportTurn::Answer(_) => words::ANSWERED,
            SupportTurn::Close => words::CLOSED,
            SupportTurn::Reopen => words::REOPENED,
        };
        let is_answer = matches!(turn, SupportTurn::Answer(_));
        let call = api::turn_question(question, turn, self.key.get_value());
        self.session.write(call, move |answer| {
            self.busy.set(false);
            match answer {
                Ok(question) => {
                    self.key.set_value(browser::new_key());
                    if is_answer {
                        self.answer.set(String::new());
                    }
                    self.done.set(Some(say(done)));
                    self.shown.set(Some(question));
                }
                Err(error) => {
                    if !error.is_passing() {
                        self.key.set_value(browser::new_key());
                    }
                    if let Detail::Errors(errors) = &error.detail {
                        let known = errors.iter().filter_map(api::FieldError::known);
                        self.wrong.set(known.collect());
                    }
                    self.failed.set(Some(of_error(&error)));
                }
            }
            self.read(None);
            request_animation_frame(|| focus(SHOWN_ID));
        });
    }
}
