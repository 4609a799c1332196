//! One batch: how far it is, and what came of each row.

use leptos::prelude::*;
use shared::bulk;

use super::rows::{Shown, Told, table};
use super::{counted, kind, made_here};
use crate::api::{self, Batch, BatchItem, BatchItemState, BatchKind, Link};
use crate::browser::{day_and_time, say};
use crate::components::{Failure, Heading};
use crate::pages::access::{Audience, page_for};
use crate::pages::loading::waiting;
use crate::route::Page;
use crate::session::SessionState;
use crate::text::{batches as words, fill, of_error, phrases};
use crate::view::{live, memo, part};

const TOLD: Told = [words::WAITS, words::DONE, words::REFUSED];

pub(crate) fn batch(id: String) -> AnyView {
    page_for(Audience::Manager, move || one(id.clone()))
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Watching {
    session: SessionState,
    id: StoredValue<String>,
    batch: RwSignal<Option<Batch>>,
    items: RwSignal<Vec<BatchItem>>,
    /// One reading at a time; what changed meanwhile is read afterwards.
    reading: RwSignal<bool>,
    again: RwSignal<bool>,
    failed: RwSignal<Option<String>>,
    down: RwSignal<bool>,
}

impl Watching {
    fn hear(self, batch: Batch) {
        self.batch.set(Some(batch));
        self.read();
    }

    /// Reads on from the first row that waits: rows are done in their order.
    fn read(self) {
        if self.reading.get_untracked() {
            return self.again.set(true);
        }
        let settled = self.items.with_untracked(|items| {
            let is_settled = |item: &&BatchItem| item.state != BatchItemState::Pending;
            items.iter().take_while(is_settled).count()
        });
        self.page(i32::try_from(settled).unwrap_or_default() - 1);
    }

    fn page(self, after: i32) {
        self.reading.set(true);
        let call = api::batch_items(self.id.get_value(), Some(after));
        self.session.read(call, move |answer| {
            self.reading.set(false);
            let page = match answer {
                Ok(page) => page,
                Err(error) => return self.failed.set(Some(of_error(&error))),
            };
            let last = page.nodes.last().map(|item| (item.position, item.state));
            let known = self.items.with_untracked(Vec::len);
            self.items.update(|items| {
                for item in page.nodes {
                    let at = usize::try_from(item.position).unwrap_or_default();
                    match items.get_mut(at) {
                        Some(shown) => *shown = item,
                        None => items.push(item),
                    }
                }
            });
            let is_new = self.items.with_untracked(Vec::len) > known;
            match last {
                Some((position, state))
                    if page.page_info.has_next_page
                        && (is_new || state != BatchItemState::Pending) =>
                {
                    self.page(position);
                }
                _ if self.again.get_untracked() => {
                    self.again.set(false);
                    self.read();
                }
                _ => {}
            }
        });
    }
}

fn one(id: String) -> AnyView {
    let session = SessionState::of_page();
    let watching = Watching {
        session,
        id: StoredValue::new(id.clone()),
        batch: RwSignal::new(None),
        items: RwSignal::new(Vec::new()),
        reading: RwSignal::new(false),
        again: RwSignal::new(false),
        failed: RwSignal::new(None),
        down: RwSignal::new(false),
    };
    let owner = Owner::current();
    session.while_signed_in(move || {
        let link = move |link| match link {
            Link::Up => watching.down.set(false),
            Link::Down => watching.down.set(true),
            Link::Refused(error) => watching.failed.set(Some(of_error(&error))),
        };
        let owner = owner.clone();
        // Each reading goes with the page.
        let heard = move |batch| match &owner {
            Some(owner) => owner.with(|| watching.hear(batch)),
            None => watching.hear(batch),
        };
        api::batch_changed(id.clone(), link, heard);
    });
    let head = memo(move || {
        watching
            .batch
            .with(|batch| batch.as_ref().map(|batch| batch.kind))
    });
    view! {
        {part(move || watching.failed.get().map(|message| view! { <Failure message retry=None /> }))}
        {part(move || match head.get() {
            Some(kind) => shown(watching, kind),
            None => waiting(),
        })}
    }
    .into_any()
}

fn shown(watching: Watching, of: BatchKind) -> AnyView {
    let batch = move || watching.batch.get();
    let started =
        move || batch().map(|batch| fill(say(words::STARTED), &day_and_time(&batch.started_at)));
    let number = |number: i32| number.to_string();
    let most = move || batch().map(|batch| number(batch.items));
    let reached = move || batch().map(|batch| number(batch.done + batch.refused));
    let state = move || {
        let batch = batch()?;
        let text = if batch.finished_at.is_some() {
            words::FINISHED
        } else {
            words::RUNNING
        };
        Some([say(text), ". ", &counted(&batch)].concat())
    };
    let rows = move || {
        let items = watching.items.get();
        items.iter().map(|item| Shown::of(item, TOLD)).collect()
    };
    let is_over = memo(move || {
        watching.batch.with(|batch| {
            batch
                .as_ref()
                .is_some_and(|batch| batch.finished_at.is_some())
        })
    });
    let failed =
        move || (of == BatchKind::Register && is_over.get()).then(|| failed_rows(watching));
    let down = move || watching.down.get().then(|| say(phrases::LINK_DOWN));
    view! {
        <Heading title=say(kind(of)) />
        <p><a class="fr-link" href=Page::Batches.path()>{say(words::BACK)}</a></p>
        <p class="fr-text--sm">{part(started)}</p>
        <progress class="batch__progress" aria-labelledby="batch-state" max=live(most) value=live(reached)></progress>
        <p id="batch-state" role="status">{part(state)}</p>
        <p class="fr-hint-text">{part(down)}</p>
        {part(failed)}
        <h2 class="fr-h5 fr-mt-3w">{say(words::RESULTS)}</h2>
        {table(words::RESULTS, rows)}
    }
    .into_any()
}

/// The rows that were refused, as a file to correct and send again; nothing once their values are forgotten.
fn failed_rows(watching: Watching) -> Option<AnyView> {
    let refused: Vec<Vec<String>> = watching.items.with(|items| {
        let refused = items
            .iter()
            .filter(|item| item.state == BatchItemState::Refused);
        refused.filter_map(|item| item.cells.clone()).collect()
    });
    if refused.is_empty() {
        return None;
    }
    let text = bulk::write(&header(), &refused);
    Some(
        view! {
            <p class="fr-mb-1v">{say(words::FAILED_ROWS_TEXT)}</p>
            <p>{made_here(words::FAILED_FILE, words::FAILED_ROWS, &text)}</p>
        }
        .into_any(),
    )
}

/// The names of all columns.
pub(super) fn header() -> Vec<&'static str> {
    bulk::Column::ALL
        .iter()
        .map(|column| column.code())
        .collect()
}
