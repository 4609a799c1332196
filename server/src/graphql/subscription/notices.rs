//! How much there is to read, as it comes and is read.

use async_graphql::{Context, Result};

use super::door::Door;
use crate::caller::SignedIn;
use crate::graphql::context::{app, caller, coded};
use crate::graphql::notice::NoticeCount;
use crate::live::{Change, Listener};
use crate::notices;

/// The notices of somebody, watched.
pub(super) struct Notices {
    door: Door,
    listener: Listener,
    sent: Option<NoticeCount>,
    ended: bool,
}

impl Notices {
    pub(super) async fn new(context: &Context<'_>) -> Result<Self> {
        caller(context)
            .await?
            .signed_in()
            .map_err(|_| coded(context, "NOT_SIGNED_IN"))?;
        Ok(Self {
            listener: app(context).live.subscribe(),
            door: Door::of(context),
            sent: None,
            ended: false,
        })
    }

    pub(super) async fn next(&mut self) -> Option<Result<NoticeCount>> {
        if self.ended {
            return None;
        }
        loop {
            let read = match self.door.signed_in().await {
                Ok(signed_in) => {
                    if self.sent.is_some() {
                        self.nudge(&signed_in).await?;
                    }
                    self.read().await
                }
                Err(error) => Err(error),
            };
            match read {
                // The same is no news.
                Ok(count) if self.sent.as_ref() == Some(&count) => {}
                Ok(count) => {
                    self.sent = Some(count.clone());
                    return Some(Ok(count));
                }
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            }
        }
    }

    async fn nudge(&mut self, signed_in: &SignedIn) -> Option<()> {
        loop {
            match self.listener.next().await? {
                Change::Resync => return Some(()),
                Change::Event(notice)
                    if notice.kind.changes_a_right()
                        || notice.kind.may_end_a_right()
                        || notices::concerns(signed_in, &notice) =>
                {
                    return Some(());
                }
                Change::Event(_) => {}
            }
        }
    }

    async fn read(&self) -> Result<NoticeCount> {
        let signed_in = self.door.signed_in().await?;
        let count = notices::count(&self.door.app, &signed_in).await;
        count
            .map(NoticeCount::from)
            .map_err(|error| self.door.internal(&error))
    }
}
