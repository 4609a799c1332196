//! The requests that are ticked, to be decided together on a page of its own.

use leptos::prelude::*;

use super::list::{List, Row};
use crate::address::Address;
use crate::browser::{choose, say};
use crate::route::Page;
use crate::text::{fill, queue as words};
use crate::view::{act, live, part};

#[derive(Clone, Copy)]
pub(super) struct Ticked {
    list: List,
    address: Address,
    ids: RwSignal<Vec<String>>,
}

impl Ticked {
    pub(super) fn none(list: List) -> Self {
        Self {
            list,
            address: Address::of_page(),
            ids: RwSignal::new(Vec::new()),
        }
    }

    /// The rows that are ticked and still shown.
    fn rows(self) -> Vec<Row> {
        let mut rows = self.list.rows();
        self.ids
            .with(|ids| rows.retain(|row| ids.contains(&row.id)));
        rows
    }

    /// The way to the decision, once something is ticked.
    pub(super) fn button(self) -> Option<AnyView> {
        let count = self.rows().len();
        let decide = move |_| {
            let rows = untrack(|| self.rows());
            let chosen: Vec<(String, i32)> = rows
                .into_iter()
                .map(|row| {
                    let revision = row.request.with_untracked(|request| request.revision);
                    (row.id, revision)
                })
                .collect();
            choose(&chosen);
            self.address.visit(&Page::BatchChoice.path());
        };
        (count > 0).then(|| {
            view! {
                <button class="fr-btn fr-mb-2w" type="button" on:click=act(decide)>
                    {fill(say(words::DECIDE_TICKED), &count.to_string())}
                </button>
            }
            .into_any()
        })
    }

    /// The box that ticks all rows.
    pub(super) fn all(self) -> AnyView {
        let is_ticked = move || {
            let shown = self.list.rows().len();
            shown > 0 && self.rows().len() == shown
        };
        let tick = move |event| {
            let rows = untrack(|| self.list.rows());
            self.ids.set(if event_target_checked(&event) {
                rows.into_iter().map(|row| row.id).collect()
            } else {
                Vec::new()
            });
        };
        tick_box("queue-tick-all".to_owned(), is_ticked, tick, || {
            say(words::TICK_ALL).to_owned()
        })
    }

    /// The box of one row.
    pub(super) fn one(self, id: &str, name: impl Fn() -> String + Send + 'static) -> AnyView {
        let (known, ticked) = (id.to_owned(), id.to_owned());
        let is_ticked = move || self.ids.with(|ids| ids.contains(&known));
        let tick = move |event| {
            let is_on = event_target_checked(&event);
            self.ids.update(|ids| {
                ids.retain(|other| *other != ticked);
                if is_on {
                    ids.push(ticked.clone());
                }
            });
        };
        tick_box(["queue-tick-", id].concat(), is_ticked, tick, move || {
            fill(say(words::TICK), &name())
        })
    }
}

fn tick_box(
    id: String,
    is_ticked: impl Fn() -> bool + Send + 'static,
    tick: impl FnMut(web_sys::Event) + 'static,
    label: impl Fn() -> String + Send + 'static,
) -> AnyView {
    view! {
        <div class="fr-checkbox-group fr-checkbox-group--sm">
            <input type="checkbox" id=id.clone() prop:checked=live(is_ticked) on:change=act(tick) />
            <label class="fr-label" for=id>
                <span class="fr-sr-only">{part(label)}</span>
            </label>
        </div>
    }
    .into_any()
}
