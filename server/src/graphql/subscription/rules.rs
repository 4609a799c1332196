//! A rule set as it is drafted, run over the stock, and scheduled.

use std::time::Duration;

use async_graphql::{Context, Error, Result};

use super::Door;
use crate::caller::Caller;
use crate::graphql::context::{app, caller, coded, coded_error, refused};
use crate::graphql::rule_set::{RuleSetState, RuleSetVersion};
use crate::live::{Change, Listener};

/// How often the progress of a run is read: it is no event, since the log tells what happened and not how far it is.
const PROGRESS: Duration = Duration::from_secs(1);

/// A rule set, watched.
pub(super) struct Rules {
    door: Door,
    listener: Listener,
    name: String,
    /// What was told last: the same is not told again.
    told: Option<(i32, i64, RuleSetState, bool)>,
    is_running: bool,
    ended: bool,
}

impl Rules {
    pub(super) async fn new(context: &Context<'_>, name: String) -> Result<Self, Error> {
        caller(context)
            .await?
            .ans_agent()
            .map_err(|denied| refused(context, denied))?;
        if name.contains('\0') {
            return Err(coded(context, "NOT_FOUND"));
        }
        let rules = Self {
            listener: app(context).live.subscribe(),
            door: Door::of(context),
            name,
            told: None,
            is_running: false,
            ended: false,
        };
        rules.read().await?;
        Ok(rules)
    }

    pub(super) async fn next(&mut self) -> Option<Result<RuleSetVersion>> {
        if self.ended {
            return None;
        }
        loop {
            if self.told.is_some() {
                self.nudge().await?;
            }
            let item = self.read().await;
            match &item {
                Ok(version) => {
                    self.is_running = version.is_running();
                    if self.told.replace(version.stamp()) == Some(version.stamp()) {
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
                Change::Event(notice) if !notice.kind.is_of_rules() => {}
                Change::Event(_) | Change::Resync => return Some(()),
            }
        }
    }

    async fn read(&self) -> Result<RuleSetVersion> {
        let refused = |code| coded_error(code, self.door.language);
        Caller::new(self.door.signed_in().await?)
            .ans_agent()
            .map_err(|_| refused("FORBIDDEN"))?;
        let found = async {
            let mut tx = self.door.app.store.read().await?;
            tx.rule_set_named(&self.name).await
        };
        let found = found.await.map_err(|error| self.door.internal(&error))?;
        let found = found.ok_or_else(|| refused("NOT_FOUND"))?;
        Ok(RuleSetVersion::new(&self.door.app, found))
    }
}
