//! What a queue shows, kept in the address so that it can be shared and returned to.

use leptos::prelude::*;
use shared::catalogue;
use shared::status::Status;

use super::list::List;
use crate::address::Address;
use crate::api::{Account, QueueFilter};
use crate::browser::{encoded, say};
use crate::route::Page;
use crate::session::SessionState;
use crate::text::{fill, queue as words};
use crate::view::{act, live, memo, part};

const ALL: &str = "toutes";
const SEARCH_ID: &str = "queue-search";

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
    pub(super) status: Option<Status>,
    pub(super) structure: Option<String>,
    /// What is searched, in every state.
    pub(super) search: Option<String>,
}

impl Filter {
    pub(super) fn of_address() -> Memo<Self> {
        let address = Address::of_page();
        let given = move |name| address.query(name).filter(|value| !value.is_empty());
        memo(move || {
            let search = given("recherche");
            Self {
                status: match given("etat").as_deref() {
                    Some(ALL) => None,
                    Some(code) => Some(Status::from_code(code).unwrap_or(Status::Submitted)),
                    None if search.is_some() => None,
                    None => Some(Status::Submitted),
                },
                structure: given("structure"),
                search,
            }
        })
    }

    pub(super) fn to_query(&self) -> QueueFilter {
        QueueFilter {
            status: self.status,
            structure: self.structure.clone(),
            search: self.search.clone(),
        }
    }

    pub(super) fn holds(&self, status: Status) -> bool {
        status != Status::Draft && self.status.is_none_or(|wanted| wanted == status)
    }

    pub(super) fn address(&self) -> String {
        let state = self.status.map_or(ALL, Status::code);
        let mut address = [&Page::Queue.path(), "?etat=", state].concat();
        if let Some(structure) = &self.structure {
            address.push_str("&structure=");
            address.push_str(&encoded(structure));
        }
        if let Some(search) = &self.search {
            address.push_str("&recherche=");
            address.push_str(&encoded(search));
        }
        address
    }
}

/// The search; without one, links to the other states, each with its counter; and the choice of a structure.
pub(super) fn filters(filter: &Filter, list: List) -> AnyView {
    let chosen = match &filter.search {
        Some(search) => found(filter, search),
        None => tabs(filter, list),
    };
    view! {
        {search(filter)}
        {chosen}
        {structures(filter)}
    }
    .into_any()
}

fn search(filter: &Filter) -> AnyView {
    let address = Address::of_page();
    let typed = RwSignal::new(filter.search.clone().unwrap_or_default());
    let structure = filter.structure.clone();
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let search = typed.get_untracked().trim().to_owned();
        let other = Filter {
            status: search.is_empty().then_some(Status::Submitted),
            structure: structure.clone(),
            search: Some(search).filter(|search| !search.is_empty()),
        };
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
    let whole = Filter {
        status: Some(Status::Submitted),
        structure: filter.structure.clone(),
        search: None,
    };
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
        let other = Filter {
            status,
            ..filter.clone()
        };
        let label = status.map_or(words::ALL, catalogue::status);
        let current = (filter.status == status).then_some("page");
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

/// Nothing to choose from for the manager of one structure.
fn structures(filter: &Filter) -> Option<AnyView> {
    let structures = untrack(|| SessionState::of_page().account())
        .map(|account: Account| account.managed_structures)?;
    if structures.len() < 2 {
        return None;
    }
    let address = Address::of_page();
    let chosen = filter.structure.clone().unwrap_or_default();
    let filter = filter.clone();
    let choose = move |event| {
        let id = event_target_value(&event);
        let other = Filter {
            structure: Some(id).filter(|id| !id.is_empty()),
            ..filter.clone()
        };
        address.visit(&other.address());
    };
    let options = structures.into_iter().map(|structure| {
        let id = structure.id.inner().to_owned();
        let selected = id == chosen;
        view! { <option value=id selected=selected>{structure.name}</option> }
    });
    Some(
        view! {
            <div class="fr-select-group">
                <label class="fr-label" for="queue-structure">{say(words::FILTER_STRUCTURE)}</label>
                <select class="fr-select" id="queue-structure" on:change=act(choose)>
                    <option value="" selected=chosen.is_empty()>{say(words::ALL_STRUCTURES)}</option>
                    {options.collect_view()}
                </select>
            </div>
        }
        .into_any(),
    )
}
