//! What the ANS has announced about one's own registration, and the way to answer.

use leptos::prelude::*;
use shared::field_error::{Field, Problem};
use shared::regularisation::State;

use crate::api::{self, Registration, Regularisation};
use crate::browser::{self, day, focus, language, say};
use crate::components::{Alert, AlertKind, Failure, FieldBinding, TextArea};
use crate::route::Page;
use crate::session::SessionState;
use crate::text::{fill, of_error, regularisation as words};
use crate::view::{act, part};

/// Before the names of the fields of each frame: nobody has more posts that were flagged.
const PLACES: [&str; 8] = [
    "reply-1-", "reply-2-", "reply-3-", "reply-4-", "reply-5-", "reply-6-", "reply-7-", "reply-8-",
];

/// One frame for each notice that is open.
pub(super) fn notices(registration: &Registration) -> AnyView {
    let open = registration.situations.iter().filter_map(|situation| {
        let notice = situation.regularisation.clone()?;
        let structure = situation.structure.as_ref()?.name.clone();
        notice.state.0.is_open().then_some((notice, structure))
    });
    let open = PLACES
        .iter()
        .zip(open)
        .map(|(place, (notice, structure))| frame(place, notice, &structure));
    open.collect_view().into_any()
}

fn frame(place: &'static str, notice: Regularisation, structure: &str) -> AnyView {
    let notice = RwSignal::new(notice);
    view! {
        <div class="fr-alert fr-alert--warning fr-mb-3w">
            <p class="fr-alert__title">{fill(say(words::ANNOUNCED), structure)}</p>
            {part(move || said(&notice.get()))}
            {part(move || notice.with(|notice| notice.state.0 == State::Noticed).then(|| answer(place, notice)))}
        </div>
    }
    .into_any()
}

fn said(notice: &Regularisation) -> AnyView {
    let replied = notice.reply.clone().map(|reply| {
        let at = notice.replied_at.as_ref().map(day).unwrap_or_default();
        view! { <p>{fill(say(words::REPLIED), &at)} " " {reply}</p> }
    });
    view! {
        <p>{say(words::REASON)} " " {notice.reason.clone()}</p>
        <p>{fill(say(words::UNTIL), &notice.due_on.long(language()))}</p>
        {replied}
        <p><a class="fr-link" href=Page::Requests.path() rel="external">{say(words::TRANSFER)}</a></p>
    }
    .into_any()
}

fn answer(place: &'static str, notice: RwSignal<Regularisation>) -> AnyView {
    let session = SessionState::of_page();
    let text = RwSignal::new(String::new());
    let wrong = RwSignal::new(Vec::new());
    let failed = RwSignal::new(None::<String>);
    let key = StoredValue::new(browser::new_key());
    let bound = FieldBinding::local(Field::Text, text, wrong).within(place);
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let typed = text.with_untracked(|text| text.trim().to_owned());
        if typed.is_empty() {
            wrong.set(vec![(Field::Text, Problem::Required)]);
            return focus(&[place, Field::Text.code()].concat());
        }
        let call = api::reply_to(notice.get_untracked(), typed, key.get_value());
        session.write(call, move |answer| match answer {
            Ok(now) => notice.set(now),
            Err(error) => {
                key.set_value(browser::new_key());
                failed.set(Some(of_error(&error)));
            }
        });
    };
    view! {
        <form novalidate on:submit=act(send)>
            {part(move || failed.get().map(|message| view! { <Failure message retry=None /> }))}
            <TextArea bound label=say(words::YOUR_REPLY) />
            <button class="fr-btn fr-btn--sm fr-mt-2w" type="submit">{say(words::REPLY)}</button>
        </form>
    }
    .into_any()
}

/// Where the person is told that nothing is announced any more.
pub(super) fn withdrawn(situation: &api::Situation) -> Option<AnyView> {
    let at = situation.withdrawn_at.as_ref()?;
    Some(
        view! { <Alert kind=AlertKind::Info title=fill(say(words::WITHDRAWN), &day(at)) /> }
            .into_any(),
    )
}
