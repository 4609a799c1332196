//! The rows of a queue, kept true by the subscription without moving what somebody is reading.

use leptos::prelude::*;
use shared::status::Status;

use super::filter::Filter;
use super::table::ROWS_ID;
use crate::api::{
    self, ApiError, Link, QueueChange, QueueChangeKind, RequestPage, RequestRow, StatusCount,
};
use crate::browser::{has_focus, say};
use crate::session::SessionState;
use crate::text::{of_error, queue as words};

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
}

impl List {
    pub(super) fn open(filter: Filter) -> Self {
        let structure = filter.structure.clone();
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
        };
        list.read_again();
        list.session.while_signed_in(move || {
            let structure = structure.clone();
            api::queue_changed(
                structure,
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

    /// Reads the list and its counters from the start.
    pub(super) fn read_again(self) {
        let filter = self.filter.get_value();
        let structure = filter.structure.clone();
        let call = Box::pin(async move {
            let page = api::queue(filter.to_query(), None).await?;
            Ok((page, api::counts(structure).await?))
        });
        self.session.write(
            call,
            move |answer: Result<(RequestPage, Vec<StatusCount>), ApiError>| {
                if self.read.try_get_untracked().is_none() {
                    return;
                }
                match answer {
                    Ok((page, counts)) => {
                        self.failed.set(None);
                        self.counts.set(counts);
                        self.next.set(
                            page.page_info
                                .end_cursor
                                .filter(|_| page.page_info.has_next_page),
                        );
                        self.replace(page.nodes);
                        self.read.set(true);
                    }
                    Err(error) => self.failed.set(Some(of_error(&error))),
                }
            },
        );
    }

    pub(super) fn read_more(self) {
        let call = api::queue(
            self.filter.get_value().to_query(),
            self.next.get_untracked(),
        );
        self.session.write(call, move |answer| {
            if self.read.try_get_untracked().is_none() {
                return;
            }
            match answer {
                Ok(page) => {
                    let more = page.page_info;
                    self.next
                        .set(more.end_cursor.filter(|_| more.has_next_page));
                    for row in page.nodes {
                        self.put(row, true);
                    }
                }
                Err(error) => self.failed.set(Some(of_error(&error))),
            }
        });
    }

    /// Shows the rows that waited.
    pub(super) fn let_in(self) {
        let mut waiting = Vec::new();
        self.waiting.update(|rows| waiting = std::mem::take(rows));
        for row in waiting {
            self.put(row, self.oldest_first());
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
            (_, Some(row)) => {
                if self.filter.with_value(|filter| filter.search.is_some()) {
                    // Whether another one matches, only the server knows.
                    self.renew(&row);
                } else if self.filter.with_value(|filter| filter.holds(row.status.0)) {
                    self.take_in(row);
                } else {
                    self.drop_row(&row);
                }
            }
        }
    }

    /// A row that is shown changes in its place; a new one appears, or waits while a row has the focus.
    fn take_in(self, row: RequestRow) {
        if self.renew(&row) {
            return;
        }
        self.news
            .set([say(words::ARRIVED), " : ", &row.reference].concat());
        if !has_focus(ROWS_ID) {
            return self.put(row, self.oldest_first());
        }
        self.waiting.update(|waiting| {
            waiting.retain(|known| known.id != row.id);
            waiting.push(row);
        });
    }

    /// A row that no longer belongs here goes, or stays with its new state while a row has the focus.
    fn drop_row(self, row: &RequestRow) {
        self.waiting
            .update(|waiting| waiting.retain(|known| known.id != row.id));
        if has_focus(ROWS_ID) {
            self.renew(row);
        } else {
            self.rows
                .update(|rows| rows.retain(|known| known.id != row.id.inner()));
        }
    }

    /// The list as the server has it. Rows that stay keep their place on the page, and the focus in it.
    fn replace(self, rows: Vec<RequestRow>) {
        let keep_still = self.read.get_untracked() && has_focus(ROWS_ID);
        if keep_still {
            for row in rows {
                self.take_in(row);
            }
            return;
        }
        let known = self.rows.get_untracked();
        let row = |request: RequestRow| {
            let id = request.id.inner().to_owned();
            match known.iter().find(|row| row.id == id) {
                Some(row) => {
                    row.request.set(request);
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

    fn put(self, row: RequestRow, at_end: bool) {
        if self.renew(&row) {
            return;
        }
        let row = Row {
            id: row.id.inner().to_owned(),
            request: ArcRwSignal::new(row),
        };
        self.rows.update(|rows| {
            if at_end {
                rows.push(row);
            } else {
                rows.insert(0, row);
            }
        });
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

    fn oldest_first(self) -> bool {
        let waits = |filter: &Filter| {
            matches!(
                filter.status,
                Some(Status::Submitted | Status::CorrectionRequested)
            )
        };
        self.filter.with_value(waits)
    }
}
