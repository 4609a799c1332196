//! The feed of events, live: the past is read first, then what comes, with no gap in between.

use std::collections::VecDeque;
use std::time::Duration;

use async_graphql::{Context, Result};
use futures_util::FutureExt as _;

use super::Door;
use crate::feed;
use crate::graphql::context::{app, coded, signed_in};
use crate::graphql::event::{Event, position};
use crate::live::Listener;
use crate::store::{FeedEvent, FeedScope, Position, StoreError};

/// Events read at once.
const PAGE: i64 = 100;
/// How soon what a transaction under way keeps back is asked for again.
const AGAIN: Duration = Duration::from_millis(100);

/// The feed, followed.
pub(super) struct Feed {
    door: Door,
    listener: Listener,
    /// Where the last event stood that was told.
    at: Position,
    /// What was read and not told yet, as this scope may hear it.
    read: VecDeque<FeedEvent>,
    scope: FeedScope,
    ended: bool,
}

impl Feed {
    pub(super) async fn new(context: &Context<'_>, after: Option<String>) -> Result<Self> {
        let signed_in = signed_in(context).await?;
        let at = after
            .as_deref()
            .map(|cursor| position(cursor).ok_or_else(|| coded(context, "INVALID_ARGUMENT")));
        let door = Door::of(context);
        Ok(Self {
            // Listening begins before the first reading, so that no event falls in between.
            listener: app(context).live.subscribe(),
            at: at.transpose()?.unwrap_or_default(),
            read: VecDeque::new(),
            scope: feed::scope(&signed_in, door.app.clock.today()),
            door,
            ended: false,
        })
    }

    pub(super) async fn next(&mut self) -> Option<Result<Event>> {
        if self.ended {
            return None;
        }
        loop {
            // Asked for each event: what was read before a right changed is read again.
            match self.door.signed_in().await {
                Ok(signed_in) => {
                    let scope = feed::scope(&signed_in, self.door.app.clock.today());
                    if scope != self.scope {
                        self.scope = scope;
                        self.read.clear();
                    }
                }
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            }
            if let Some(event) = self.read.pop_front() {
                self.at = event.position;
                return Some(Ok(Event::new(&self.door.app, &event)));
            }
            match self.read_on().await {
                Ok(_) if !self.read.is_empty() => {}
                Ok(is_settled) => self.nudge(is_settled).await?,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(self.door.internal(&error)));
                }
            }
        }
    }

    /// Reads what comes next. Tells whether that was all that is committed.
    async fn read_on(&mut self) -> Result<bool, StoreError> {
        let app = &self.door.app;
        let mut tx = app.store.read().await?;
        // Asked before: what is committed in between is told by a notice of its own.
        let is_settled = tx.feed_is_settled().await?;
        let today = app.clock.today();
        let events = tx.feed(&self.scope, self.at, today, PAGE).await?;
        self.read.extend(events);
        Ok(is_settled)
    }

    /// Waits until there may be something new; `None` when the server stops.
    async fn nudge(&mut self, is_settled: bool) -> Option<()> {
        if !is_settled {
            tokio::time::sleep(AGAIN).await;
            return Some(());
        }
        loop {
            let change = self.listener.next().await?;
            if feed::concerns(&self.scope, &change) {
                break;
            }
        }
        // Of many at once, one reading finds them all.
        while let Some(more) = self.listener.next().now_or_never() {
            more?;
        }
        Some(())
    }
}
