//! The manager's queue: what waits, where, since when, and who has it open.

mod choices;
mod choose;
mod filter;
mod list;
mod table;
mod views;

use leptos::prelude::*;

use self::choose::Ticked;
use self::filter::{Filter, filters};
use self::list::List;
use self::table::table;
use self::views::Views;
use super::access::{Audience, page_for};
use crate::browser::say;
use crate::components::{Failure, Heading};
use crate::route::Page;
use crate::text::{access, fill, phrases, queue as words, registering};
use crate::view::{act, live, part};

pub(crate) fn queue() -> AnyView {
    page_for(Audience::Manager, show)
}

fn show() -> AnyView {
    let filter = Filter::of_address();
    let views = Views::of_manager();
    let unfolded = RwSignal::new(false);
    view! {
        <Heading title=say(words::TITLE) />
        <p>
            <a class="fr-btn fr-btn--secondary" href=Page::Registering.path()>{say(registering::LINK)}</a>
        </p>
        <p class="fr-text--sm">{say(access::TOLD)}</p>
        // Another filter is another list, with its own subscription.
        {part(move || views.show(&filter.get()))}
        {part(move || filtered(&filter.get(), unfolded))}
    }
    .into_any()
}

fn filtered(filter: &Filter, unfolded: RwSignal<bool>) -> AnyView {
    let list = List::open(filter.clone());
    let ticked = Ticked::none(list);
    let empty = move || {
        (list.is_read() && list.is_empty())
            .then(|| view! { <p class="fr-mt-2w">{say(words::EMPTY)}</p> })
    };
    let state = move || {
        if list.is_down() {
            say(phrases::LINK_DOWN)
        } else if list.is_paused() {
            say(words::PAUSED)
        } else {
            say(words::LIVE)
        }
    };
    view! {
        {filters(filter, list, unfolded)}
        {part(move || list.failed().map(|message| {
            view! { <Failure message retry=Some(Callback::new(move |()| list.read_again())) /> }
        }))}
        {waiting(list)}
        {part(move || ticked.button())}
        {table(list, ticked)}
        {part(empty)}
        {part(move || list.has_more().then(|| view! {
            <button class="fr-btn fr-btn--secondary fr-mt-2w" type="button" on:click=act(move |_| list.read_more())>
                {say(words::MORE)}
            </button>
        }))}
        <p class="fr-hint-text fr-mt-2w fr-mb-1w" role="status">{part(state)}</p>
        <button
            class="fr-btn fr-btn--tertiary fr-btn--sm"
            type="button"
            on:click=act(move |_| list.pause(!list.is_paused()))
        >
            {part(move || say(if list.is_paused() { words::FOLLOW } else { words::PAUSE }))}
        </button>
        <p class="fr-sr-only" role="status">{part(move || list.news())}</p>
    }
    .into_any()
}

/// New rows do not push the one that somebody is reading: they wait behind this bar. It has its place before it is seen,
/// so that nothing moves when it is, and stays while it counts up, so that it keeps the focus.
fn waiting(list: List) -> AnyView {
    let label = move || match list.waiting() {
        1 => say(words::ONE_NEW).to_owned(),
        count => fill(say(words::NEW), &count.to_string()),
    };
    view! {
        <button
            class=live(move || match list.waiting() {
                0 => "fr-btn fr-btn--secondary queue__waiting queue__waiting--none",
                _ => "fr-btn fr-btn--secondary queue__waiting",
            })
            type="button"
            on:click=act(move |_| list.let_in())
        >
            {part(label)}
        </button>
    }
    .into_any()
}
