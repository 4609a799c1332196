//! Where one is signed in, and the way to end a session that one has left open elsewhere.

use leptos::prelude::*;

use super::access::{Audience, page_for};
use super::loading::load;
use crate::api::{self, OpenSession};
use crate::browser::{day_and_time, focus, say};
use crate::components::{Alert, AlertKind, Failure, Heading};
use crate::session::SessionState;
use crate::text::{fill, of_error, sessions as words};
use crate::view::{act, part};

const LIST_ID: &str = "sessions";

pub(crate) fn sessions() -> AnyView {
    page_for(Audience::Anybody, || load(api::sessions, show))
}

fn show(read: Vec<OpenSession>) -> AnyView {
    let open = RwSignal::new(read);
    let done = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let session = SessionState::of_page();
    let end = move |id: cynic::Id| {
        session.write(api::end(id), move |answer| {
            match answer {
                Ok(left) => {
                    failed.set(None);
                    done.set(true);
                    open.set(left.sessions);
                }
                Err(error) => failed.set(Some(of_error(&error))),
            }
            request_animation_frame(|| focus(LIST_ID));
        });
    };
    let line = move |one: OpenSession| {
        let opened = day_and_time(&one.opened_at);
        let about = if one.current {
            view! { <span class="fr-badge fr-badge--info">{say(words::THIS_ONE)}</span> }.into_any()
        } else {
            let id = one.id;
            view! {
                <button
                    class="fr-btn fr-btn--secondary fr-btn--sm"
                    type="button"
                    on:click=act(move |_| end(id.clone()))
                >
                    {say(words::END)} <span class="fr-sr-only">" " {opened.clone()}</span>
                </button>
            }
            .into_any()
        };
        view! {
            <li class="request-list__request">
                <div>
                    <p class="fr-mb-1v">{fill(say(words::OPENED), &opened)}</p>
                    <p class="fr-text--sm fr-mb-1v">{fill(say(words::SEEN), &day_and_time(&one.seen_at))}</p>
                </div>
                {about}
            </li>
        }
    };
    let list = move || {
        let all = open.get();
        view! { <ul class="request-list">{all.into_iter().map(line).collect_view()}</ul> }
    };
    view! {
        <Heading title=say(words::TITLE) />
        <p class="fr-text--lead">{say(words::LEAD)}</p>
        <div id=LIST_ID tabindex="-1">
            {part(move || done.get().then(|| view! { <Alert kind=AlertKind::Success title=say(words::ENDED) /> }))}
            {part(move || failed.get().map(|message| view! { <Failure message retry=None /> }))}
        </div>
        {part(list)}
    }
    .into_any()
}
