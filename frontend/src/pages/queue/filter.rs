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
use crate::text::queue as words;
use crate::view::{act, memo, part};

const ALL: &str = "toutes";

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
}

impl Filter {
    pub(super) fn of_address() -> Memo<Self> {
        let address = Address::of_page();
        memo(move || Self {
            status: match address.query("etat").as_deref() {
                Some(ALL) => None,
                Some(code) => Some(Status::from_code(code).unwrap_or(Status::Submitted)),
                None => Some(Status::Submitted),
            },
            structure: address.query("structure").filter(|id| !id.is_empty()),
        })
    }

    pub(super) fn to_query(&self) -> QueueFilter {
        QueueFilter {
            status: self.status,
            structure: self.structure.clone(),
        }
    }

    pub(super) fn holds(&self, status: Status) -> bool {
        status != Status::Draft && self.status.is_none_or(|wanted| wanted == status)
    }

    fn address(&self) -> String {
        let state = self.status.map_or(ALL, Status::code);
        let mut address = [&Page::Queue.path(), "?etat=", state].concat();
        if let Some(structure) = &self.structure {
            address.push_str("&structure=");
            address.push_str(&encoded(structure));
        }
        address
    }
}

/// Links to the other states, each with its counter, and the choice of a structure.
pub(super) fn filters(filter: &Filter, list: List) -> AnyView {
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
        {structures(filter)}
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
    let status = filter.status;
    let choose = move |event| {
        let id = event_target_value(&event);
        let other = Filter {
            status,
            structure: Some(id).filter(|id| !id.is_empty()),
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
