//! The rows of a queue, kept true by the subscription without moving what somebody is reading.

mod reading;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::status::Status;

use super::filter::{Filter, PAGES};
use super::table::{ROWS_ID, link_id};
use crate::address::Address;
use crate::api::{self, Link, QueueChange, QueueChangeKind, RequestOrder, RequestRow, StatusCount};
use crate::browser::{focus, has_focus, say, sleep};
use crate::session::SessionState;
use crate::text::{fill, of_error, queue as words};

/// A row keeps its place on the page; what it says changes in it.
#[derive(Clone)]
pub(super) struct Row {
    pub(super) id: String,
    /// Counted, not owned: a row may be made by a button that goes with the click.
    pub(super) request: ArcRwSignal<RequestRow>,
}

#[derive(Clone, Copy)]
pub(super) struct List {
    filter: StoredValue<Filter>,
    session: SessionState,
    rows: RwSignal<Vec<Row>>,
    waiting: RwSignal<Vec<RequestRow>>,
    counts: RwSignal<Vec<StatusCount>>,
    next: RwSignal<Option<String>>,
    read: RwSignal<bool>,
    down: RwSignal<bool>,
    paused: RwSignal<bool>,
    failed: RwSignal<Option<String>>,
    news: RwSignal<String>,
    /// Arrived and not announced yet.
    unsaid: StoredValue<u32>,
    /// The pointer has moved over the rows and not left them.
    pointed: StoredValue<bool>,
    /// Pages to show, and those that are.
    pages: StoredValue<(u32, u32)>,
}

impl List {
    pub(super) fn open(filter: Filter) -> Self {
        let view = filter.view.clone();
        let pages = Address::of_page().query(PAGES);
        let pages = pages.and_then(|pages| pages.parse().ok()).unwrap_or(1);
        let list = Self {
            filter: StoredValue::new(filter),
            session: SessionState::of_page(),
            rows: RwSignal::new(Vec::new()),
            waiting: RwSignal::new(Vec::new()),
            counts: RwSignal::new(Vec::new()),
            next: RwSignal::new(None),
            read: RwSignal::new(false),
            down: RwSignal::new(false),
            paused: RwSignal::new(false),
            failed: RwSignal::new(None),
            news: RwSignal::new(String::new()),
            unsaid: StoredValue::new(0),
            pointed: StoredValue::new(false),
            pages: StoredValue::new((pages, 0)),
        };
        list.read_again();
        list.session.while_signed_in(move || {
            api::queue_changed(
                &view,
                move |link| list.link(link),
                move |change| list.hear(change),
            );
        });
        list
    }

    pub(super) fn rows(self) -> Vec<Row> {
        self.rows.get()
    }

    pub(super) fn is_read(self) -> bool {
        self.read.get()
    }

    pub(super) fn is_empty(self) -> bool {
        self.rows.with(Vec::is_empty)
    }

    pub(super) fn is_down(self) -> bool {
        self.down.get()
    }

    /// Whether the person wants the list to stand still.
    pub(super) fn is_paused(self) -> bool {
        self.paused.get()
    }

    /// Lets the list stand still, or read what happened meanwhile and follow again.
    pub(super) fn pause(self, pause: bool) {
        self.paused.set(pause);
        if !pause {
            self.read_again();
        }
    }

    pub(super) fn has_more(self) -> bool {
        self.next.with(Option::is_some)
    }

    pub(super) fn failed(self) -> Option<String> {
        self.failed.get()
    }

    pub(super) fn waiting(self) -> usize {
        self.waiting.with(Vec::len)
    }

    /// What is announced, politely.
    pub(super) fn news(self) -> String {
        self.news.get()
    }

    /// How many requests stand in a state, or in all that a manager sees.
    pub(super) fn count(self, status: Option<Status>) -> i32 {
        self.counts.with(|counts| {
            let counted = counts.iter().filter(|count| match status {
                Some(status) => count.status.0 == status,
                None => count.status.0 != Status::Draft,
            });
            counted.map(|count| count.count).sum()
        })
    }

    /// The pointer moves over the rows, or leaves them.
    pub(super) fn point(self, over: bool) {
        self.pointed.set_value(over);
    }

    /// Somebody reads the rows: none of them moves.
    fn is_calm(self) -> bool {
        self.pointed.get_value() || has_focus(ROWS_ID)
    }

    /// Shows the rows that waited, and leads to the first of them.
    pub(super) fn let_in(self) {
        let mut waiting = Vec::new();
        self.waiting.update(|rows| waiting = std::mem::take(rows));
        let first = waiting.first().map(|row| link_id(row.id.inner()));
        for row in waiting {
            self.put(row);
        }
        if let Some(first) = first {
            spawn_local(async move {
                sleep(0).await;
                focus(&first);
            });
        }
    }

    fn link(self, link: Link) {
        match link {
            Link::Up => {
                self.down.set(false);
                if !self.paused.get_untracked() {
                    self.read_again();
                }
            }
            Link::Down => self.down.set(true),
            Link::Refused(error) => {
                self.session.note(&error);
                self.failed.set(Some(of_error(&error)));
            }
        }
    }

    fn hear(self, change: QueueChange) {
        if self.paused.get_untracked() {
            return;
        }
        self.counts.set(change.counts);
        match (change.kind, change.request) {
            (QueueChangeKind::Resync, _) | (_, None) => self.read_again(),
            (kind, Some(row)) => {
                if self
                    .filter
                    .with_value(|filter| filter.view.search.is_some())
                {
                    // Whether another one matches, only a new search can tell.
                    self.renew(&row);
                } else if change.is_wanted {
                    self.take_in(row, kind == QueueChangeKind::Arrived);
                } else {
                    self.drop_row(&row);
                }
            }
        }
    }

    /// A row that is shown changes in its place; a new one appears, or waits while the rows are read. One that belongs
    /// to a page further down comes with that page.
    fn take_in(self, row: RequestRow, is_new: bool) {
        if self.renew(&row) {
            return;
        }
        let waits = |waiting: &Vec<RequestRow>| waiting.iter().position(|known| known.id == row.id);
        if let Some(at) = self.waiting.with_untracked(waits) {
            return self.waiting.update(|waiting| waiting[at] = row);
        }
        let place = self.place(&row);
        if is_new || place.is_some() {
            self.announce(&row);
        }
        if place.is_none() {
            return;
        }
        if self.is_calm() {
            self.waiting.update(|waiting| waiting.push(row));
        } else {
            self.put(row);
        }
    }

    /// What arrives within a second is announced in one sentence.
    fn announce(self, row: &RequestRow) {
        let unsaid = self.unsaid.get_value();
        self.unsaid.set_value(unsaid + 1);
        if unsaid > 0 {
            return;
        }
        let reference = row.reference.clone();
        spawn_local(async move {
            sleep(1_000).await;
            let Some(count) = self.unsaid.try_get_value() else {
                return;
            };
            self.unsaid.set_value(0);
            let sentence = if count == 1 {
                [say(words::ARRIVED), " : ", &reference].concat()
            } else {
                let many = fill(say(words::ARRIVED_MANY), &count.to_string());
                fill(&many, &reference)
            };
            self.news.set(sentence);
        });
    }

    /// A row that no longer belongs here goes, or stays with its new state while the rows are read.
    fn drop_row(self, row: &RequestRow) {
        self.waiting
            .update(|waiting| waiting.retain(|known| known.id != row.id));
        if self.is_calm() {
            self.renew(row);
        } else {
            self.rows
                .update(|rows| rows.retain(|known| known.id != row.id.inner()));
        }
    }

    /// The list as the server has it. Rows that stay keep their place on the page, and the focus in it.
    fn replace(self, rows: Vec<RequestRow>) {
        let keep_still = self.read.get_untracked() && self.is_calm();
        if keep_still {
            for row in rows {
                self.take_in(row, false);
            }
            return;
        }
        let known = self.rows.get_untracked();
        let row = |request: RequestRow| {
            let id = request.id.inner().to_owned();
            match known.iter().find(|row| row.id == id) {
                Some(row) => {
                    // What was heard of while this was read may be newer.
                    if row
                        .request
                        .with_untracked(|shown| shown.revision <= request.revision)
                    {
                        row.request.set(request);
                    }
                    row.clone()
                }
                None => Row {
                    id,
                    request: ArcRwSignal::new(request),
                },
            }
        };
        let rows = rows.into_iter().map(row).collect();
        self.waiting.set(Vec::new());
        self.rows.set(rows);
    }

    fn put(self, row: RequestRow) {
        if self.renew(&row) {
            return;
        }
        if let Some(at) = self.place(&row) {
            self.insert(row, at);
        }
    }

    fn insert(self, row: RequestRow, at: usize) {
        let row = Row {
            id: row.id.inner().to_owned(),
            request: ArcRwSignal::new(row),
        };
        self.rows
            .update(|rows| rows.insert(at.min(rows.len()), row));
    }

    /// Where a row stands in the order of the list; nothing when that is further down than what is shown.
    fn place(self, row: &RequestRow) -> Option<usize> {
        let order = self.filter.with_value(Filter::order);
        let key = |row: &RequestRow| match order {
            RequestOrder::SubmittedAsc | RequestOrder::SubmittedDesc => row.submitted_at.clone(),
            RequestOrder::UpdatedAsc | RequestOrder::UpdatedDesc => Some(row.updated_at.clone()),
        };
        let new = key(row);
        let comes_later = |known: &Row| {
            let known = known.request.with_untracked(key);
            match order {
                RequestOrder::SubmittedAsc | RequestOrder::UpdatedAsc => known > new,
                RequestOrder::SubmittedDesc | RequestOrder::UpdatedDesc => known < new,
            }
        };
        let (at, shown) = self
            .rows
            .with_untracked(|rows| (rows.iter().position(comes_later), rows.len()));
        at.or_else(|| self.next.with_untracked(Option::is_none).then_some(shown))
    }

    /// Whether the row is shown already; what is not newer than it is dropped.
    fn renew(self, row: &RequestRow) -> bool {
        let shown = self.rows.with_untracked(|rows| {
            rows.iter()
                .find(|known| known.id == row.id.inner())
                .map(|known| known.request.clone())
        });
        if let Some(shown) = &shown
            && shown.with_untracked(|shown| row.revision >= shown.revision && row != shown)
        {
            shown.set(row.clone());
        }
        shown.is_some()
    }
}
