//! A batch, as it goes on.

use std::time::Duration;

use async_graphql::{Context, Error, ID, Result};
use shared::event::EventKind;
use shared::id::BatchId;

use super::Door;
use crate::graphql::batch::{self, Batch};
use crate::graphql::context::{app, coded, coded_error};
use crate::live::{Change, Listener};

/// How often the progress is read: it is no event, since the log tells what happened and not how far it is.
const PROGRESS: Duration = Duration::from_millis(500);

/// A batch, watched.
pub(super) struct Batches {
    door: Door,
    listener: Listener,
    id: BatchId,
    /// What was told last: the same is not told again.
    told: Option<(i32, i32, bool)>,
    is_running: bool,
    ended: bool,
}

impl Batches {
    pub(super) async fn new(context: &Context<'_>, id: &ID) -> Result<Self, Error> {
        let id = id.parse().map(BatchId);
        let id = id.map_err(|_| coded(context, "NOT_FOUND"))?;
        // Asks who calls, and whether it is theirs.
        batch::begun(context, id).await?;
        Ok(Self {
            listener: app(context).live.subscribe(),
            door: Door::of(context),
            id,
            told: None,
            is_running: false,
            ended: false,
        })
    }

    pub(super) async fn next(&mut self) -> Option<Result<Batch>> {
        if self.ended {
            return None;
        }
        loop {
            if self.told.is_some() {
                self.nudge().await?;
            }
            let item = self.read().await;
            match &item {
                Ok(batch) => {
                    self.is_running = batch.is_running();
                    if self.told.replace(batch.stamp()) == Some(batch.stamp()) {
                        continue;
                    }
                }
                Err(_) => self.ended = true,
            }
            return Some(item);
        }
    }

    /// Waits until there may be something new; `None` when the server stops.
    async fn nudge(&mut self) -> Option<()> {
        loop {
            let change = tokio::select! {
                change = self.listener.next() => change?,
                () = tokio::time::sleep(PROGRESS), if self.is_running => return Some(()),
            };
            match change {
                Change::Event(notice) if notice.kind != EventKind::BatchFinished => {}
                Change::Event(_) | Change::Resync => return Some(()),
            }
        }
    }

    async fn read(&self) -> Result<Batch> {
        let signed_in = self.door.signed_in().await?;
        let found = async {
            let mut tx = self.door.app.store.read().await?;
            tx.batch(self.id, signed_in.account).await
        };
        let found = found.await.map_err(|error| self.door.internal(&error))?;
        let found = found.ok_or_else(|| coded_error("NOT_FOUND", self.door.language))?;
        Ok(Batch::from(found))
    }
}
