//! The choice of one of a manager's structures, kept in the address.

use leptos::prelude::*;

use crate::address::{Address, STRUCTURE};
use crate::browser::{encoded, say};
use crate::route::Page;
use crate::session::SessionState;
use crate::text::queue as words;
use crate::view::{act, live};

/// Nothing to choose from for the manager of one structure.
pub(super) fn structures(page: Page, with_all: bool) -> Option<AnyView> {
    let account = untrack(|| SessionState::of_page().account())?;
    if account.managed_structures.len() < 2 {
        return None;
    }
    let address = Address::of_page();
    let choose = move |event| {
        let id = event_target_value(&event);
        address.visit(&[&page.path(), "?", STRUCTURE, "=", &encoded(&id)].concat());
    };
    let is_chosen = move |id: &str| address.query(STRUCTURE).unwrap_or_default() == id;
    let all = with_all.then(|| {
        view! { <option value="" selected=live(move || is_chosen(""))>{say(words::ALL_STRUCTURES)}</option> }
    });
    let options = account.managed_structures.into_iter().map(|structure| {
        let id = structure.id.inner().to_owned();
        let value = id.clone();
        view! { <option value=value selected=live(move || is_chosen(&id))>{structure.name}</option> }
    });
    let options = options.collect_view();
    Some(
        view! {
            <div class="fr-select-group">
                <label class="fr-label" for="structure">{say(words::FILTER_STRUCTURE)}</label>
                <select class="fr-select" id="structure" on:change=act(choose)>{all} {options}</select>
            </div>
        }
        .into_any(),
    )
}
