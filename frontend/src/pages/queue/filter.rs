//! What a queue shows, kept in the address so that it can be shared and returned to.

use leptos::prelude::*;
use shared::catalogue;
use shared::queue::QueueView;
use shared::status::Status;

use super::choices::choices;
use super::list::List;
use crate::address::Address;
use crate::api::RequestOrder;
use crate::browser::{encoded, say};
use crate::route::Page;
use crate::text::{fill, queue as words};
use crate::view::{act, live, memo, part};

const SEARCH_ID: &str = "queue-search";
pub(super) const SORT: &str = "tri";
/// How many pages are shown, one under the other.
pub(super) const PAGES: &str = "pages";

/// The orders that can be chosen, as the address names them.
pub(super) const SORTS: [(&str, RequestOrder); 3] = [
    ("anciennes", RequestOrder::SubmittedAsc),
    ("recentes", RequestOrder::SubmittedDesc),
    ("modifiees", RequestOrder::UpdatedDesc),
];

/// The states a manager sees, what waits for a decision first. Drafts are their author's alone.
const STATES: [Option<Status>; 6] = [
    Some(Status::Submitted),
    Some(Status::CorrectionRequested),
    Some(Status::Validated),
    Some(Status::Rejected),
    Some(Status::Withdrawn),
    None,
];

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Filter {
    pub(super) view: QueueView,
    /// Unless one is chosen, what waits stands in the order in which it came, and the rest by its last change.
    pub(super) sort: Option<&'static str>,
}

impl Filter {
    pub(super) fn of_address() -> Memo<Self> {
        let address = Address::of_page();
        memo(move || {
            let sort = address.query(SORT).unwrap_or_default();
            Self {
                view: QueueView::of_address(|name| address.query(name)),
                sort: SORTS
                    .iter()
                    .map(|(name, _)| *name)
                    .find(|name| *name == sort),
            }
        })
    }

    pub(super) fn order(&self) -> RequestOrder {
        let chosen = SORTS.iter().find(|(name, _)| Some(*name) == self.sort);
        match (chosen, self.view.status) {
            (Some((_, order)), _) => *order,
            (None, Some(Status::Submitted | Status::CorrectionRequested)) => {
                RequestOrder::SubmittedAsc
            }
            (None, _) => RequestOrder::UpdatedDesc,
        }
    }

    pub(super) fn query(&self) -> String {
        let mut query = self.view.to_address(encoded);
        if let Some(sort) = self.sort {
            for piece in ["&", SORT, "=", sort] {
                query.push_str(piece);
            }
        }
        query
    }

    pub(super) fn address(&self) -> String {
        [Page::Queue.path(), self.query()].concat()
    }

    /// The same filter for another view of the queue.
    pub(super) fn with(&self, change: impl FnOnce(&mut QueueView)) -> Self {
        let mut other = self.clone();
        change(&mut other.view);
        other
    }
}

/// The search; without one, links to the other states, each with its counter; and what else can be chosen.
pub(super) fn filters(filter: &Filter, list: List, unfolded: RwSignal<bool>) -> AnyView {
    let chosen = match &filter.view.search {
        Some(search) => found(filter, search),
        None => tabs(filter, list),
    };
    view! {
        {search(filter)}
        {chosen}
        {choices(filter, unfolded)}
    }
    .into_any()
}

fn search(filter: &Filter) -> AnyView {
    let address = Address::of_page();
    let typed = RwSignal::new(filter.view.search.clone().unwrap_or_default());
    let filter = filter.clone();
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let search = typed.get_untracked().trim().to_owned();
        let other = filter.with(|view| {
            view.status = search.is_empty().then_some(Status::Submitted);
            view.search = Some(search).filter(|search| !search.is_empty());
        });
        address.visit(&other.address());
    };
    view! {
        <form role="search" on:submit=act(send)>
            <label class="fr-label" for=SEARCH_ID>
                {say(words::SEARCH)} <span class="fr-hint-text">{say(words::SEARCH_HINT)}</span>
            </label>
            <div class="fr-search-bar fr-mt-1w fr-mb-2w">
                <input
                    class="fr-input"
                    id=SEARCH_ID
                    type="search"
                    autocomplete="off"
                    prop:value=live(move || typed.get())
                    on:input=act(move |event| typed.set(event_target_value(&event)))
                />
                <button class="fr-btn" type="submit">{say(words::SEARCH_NOW)}</button>
            </div>
        </form>
    }
    .into_any()
}

/// What was searched, and the way back to the whole queue.
fn found(filter: &Filter, search: &str) -> AnyView {
    let whole = filter.with(|view| {
        view.status = Some(Status::Submitted);
        view.search = None;
    });
    view! {
        <p class="fr-mb-2w">
            {fill(say(words::FOUND), search)} " "
            <a class="fr-link" href=whole.address()>{say(words::SEARCH_END)}</a>
        </p>
    }
    .into_any()
}

fn tabs(filter: &Filter, list: List) -> AnyView {
    let tab = |status: Option<Status>| {
        let other = filter.with(|view| view.status = status);
        let label = status.map_or(words::ALL, catalogue::status);
        let current = (filter.view.status == status).then_some("page");
        view! {
            <li>
                <a class="fr-tag" href=other.address() aria-current=current>
                    {say(label)} " (" {part(move || list.count(status).to_string())} ")"
                </a>
            </li>
        }
    };
    view! {
        <nav aria-label=say(words::FILTER_STATE)>
            <ul class="fr-tags-group queue__tabs">{STATES.into_iter().map(tab).collect_view()}</ul>
        </nav>
    }
    .into_any()
}
