//! The inbox of support, as questions come and are answered.

use async_graphql::{Context, Result};
use shared::id::SupportId;

use super::Door;
use crate::caller::Caller;
use crate::graphql::context::{app, caller, coded_error, refused};
use crate::graphql::support::{Reader, SupportChange, SupportQuestion};
use crate::live::{Change, Listener};
use crate::store::StoreError;

/// The inbox, watched by an agent.
pub(super) struct Inbox {
    door: Door,
    listener: Listener,
    sent: bool,
    ended: bool,
}

impl Inbox {
    pub(super) async fn new(context: &Context<'_>) -> Result<Self> {
        caller(context)
            .await?
            .ans_agent()
            .map_err(|denied| refused(context, denied))?;
        Ok(Self {
            listener: app(context).live.subscribe(),
            door: Door::of(context),
            sent: false,
            ended: false,
        })
    }

    pub(super) async fn next(&mut self) -> Option<Result<SupportChange>> {
        if self.ended {
            return None;
        }
        let mut of = None;
        while self.sent {
            match self.listener.next().await? {
                Change::Resync => break,
                Change::Event(notice) if notice.kind.is_of_support() => {
                    of = notice.support;
                    break;
                }
                Change::Event(_) => {}
            }
        }
        self.sent = true;
        let item = self.read(of).await;
        self.ended = item.is_err();
        Some(item)
    }

    async fn read(&self, of: Option<SupportId>) -> Result<SupportChange> {
        let caller = Caller::new(self.door.signed_in().await?);
        let agent = caller
            .ans_agent()
            .map_err(|_| coded_error("FORBIDDEN", self.door.language))?;
        let found = async {
            let mut tx = self.door.app.store.read().await?;
            let question = match of {
                Some(id) => tx.support_question(id).await?,
                None => None,
            };
            Ok::<_, StoreError>((question, tx.support_counts().await?))
        };
        let (question, counts) = found.await.map_err(|error| self.door.internal(&error))?;
        let reader = Reader::Agent(agent.signed_in.account);
        let question = question.map(|question| SupportQuestion::new(question, reader));
        Ok(SupportChange::new(question, &counts))
    }
}
