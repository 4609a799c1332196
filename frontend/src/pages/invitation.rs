//! The link that an invited candidate was sent: taken once, by whoever signed in through Pro Santé Connect.

use leptos::prelude::*;

use super::access::{Audience, page_for};
use crate::address::Address;
use crate::api;
use crate::browser::{self, say};
use crate::components::{Failure, Heading};
use crate::route::Page;
use crate::session::SessionState;
use crate::text::{fill, of_error, office as words};
use crate::view::{act, part};

pub(crate) fn invitation(token: String) -> AnyView {
    page_for(Audience::Candidate, move || show(token.clone()))
}

fn show(token: String) -> AnyView {
    let (session, address) = (SessionState::of_page(), Address::of_page());
    let key = StoredValue::new(browser::new_key());
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let name = session
        .account()
        .map(|account| account.display_name)
        .unwrap_or_default();
    let take = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        session.write(api::redeem(token.clone(), key.get_value()), move |answer| {
            busy.set(false);
            match answer {
                Ok(_) => address.replace(&Page::Habilitation.path()),
                Err(error) => failed.set(Some(of_error(&error))),
            }
        });
    };
    view! {
        <Heading title=say(words::INVITATION) />
        <p class="fr-text--lead">{fill(say(words::INVITATION_LEAD), &name)}</p>
        <p>{say(words::INVITATION_TEXT)}</p>
        {part(move || failed.get().map(|message| view! { <Failure message retry=None /> }))}
        <button class="fr-btn" type="button" on:click=act(take)>{say(words::INVITATION_ACCEPT)}</button>
    }
    .into_any()
}
