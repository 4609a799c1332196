//! Where else the work of somebody signed in through Pro Santé Connect lies: one person may have several parts.

use leptos::prelude::*;

use crate::address::Address;
use crate::api::{Account, Provider};
use crate::browser::say;
use crate::route::Page;
use crate::session::SessionState;
use crate::text::spaces as words;
use crate::view::{live, part};

pub(crate) fn spaces() -> AnyView {
    let session = SessionState::of_page();
    part(move || {
        session
            .account()
            .filter(|account| account.provider == Provider::ProSanteConnect)
            .map(|account| nav(&account))
    })
}

fn nav(account: &Account) -> AnyView {
    let address = Address::of_page();
    let places = [
        (account.is_ans_agent, Page::Ans, words::ANS),
        (account.is_ans_agent, Page::Flagged, words::FLAGGED),
        (
            !account.represented_structures.is_empty(),
            Page::Representation,
            words::REPRESENTATION,
        ),
        (
            !account.managed_structures.is_empty(),
            Page::Queue,
            words::QUEUE,
        ),
        (true, Page::Habilitation, words::HABILITATION),
    ];
    let link = |(_, page, words): (bool, Page, shared::text::Text)| {
        let href = page.path();
        let is_here = move || (address.page() == page).then_some("page");
        view! { <li><a class="fr-link" href=href aria-current=live(is_here)>{say(words)}</a></li> }
    };
    let shown = places.into_iter().filter(|(has, ..)| *has);
    view! {
        <nav class="spaces" aria-label=say(words::TITLE)>
            <ul>{shown.map(link).collect_view()}</ul>
        </nav>
    }
    .into_any()
}
