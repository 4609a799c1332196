//! How many registrations are flagged, as they are made, changed and withdrawn.

use async_graphql::{Context, Error, ID, Result};
use shared::event::EventKind;
use shared::id::StructureId;

use super::Door;
use crate::graphql::context::{app, caller, coded, coded_error, refused};
use crate::graphql::regularisation::{Asked, FlaggedCount};
use crate::live::{Change, Listener};
use crate::store::StoreError;

/// The count, watched.
pub(super) struct Flagged {
    door: Door,
    listener: Listener,
    structure: Option<StructureId>,
    sent: Option<i64>,
    ended: bool,
}

impl Flagged {
    pub(super) async fn new(context: &Context<'_>, structure: Option<ID>) -> Result<Self, Error> {
        let structure = structure.map(|id| id.parse().map(StructureId));
        let structure = structure
            .transpose()
            .map_err(|_| coded(context, "NOT_FOUND"))?;
        let caller = caller(context).await?;
        let signed_in = caller
            .signed_in()
            .map_err(|denied| refused(context, denied))?;
        Asked::by(signed_in, structure).map_err(|denied| refused(context, denied))?;
        Ok(Self {
            listener: app(context).live.subscribe(),
            door: Door::of(context),
            structure,
            sent: None,
            ended: false,
        })
    }

    pub(super) async fn next(&mut self) -> Option<Result<FlaggedCount>> {
        if self.ended {
            return None;
        }
        loop {
            if self.sent.is_some() {
                self.nudge().await?;
            }
            match self.read().await {
                // The same number is no news.
                Ok(count) if self.sent == Some(count) => {}
                Ok(count) => {
                    self.sent = Some(count);
                    return Some(Ok(FlaggedCount { count }));
                }
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            }
        }
    }

    async fn nudge(&mut self) -> Option<()> {
        loop {
            match self.listener.next().await? {
                Change::Resync => return Some(()),
                Change::Event(notice)
                    if matches!(
                        notice.kind,
                        EventKind::SituationAdded
                            | EventKind::SituationChanged
                            | EventKind::RegistrationWithdrawn
                            | EventKind::RegularisationTransferred
                    ) || notice.kind.may_end_a_right() =>
                {
                    return Some(());
                }
                Change::Event(_) => {}
            }
        }
    }

    async fn read(&self) -> Result<i64> {
        let signed_in = self.door.signed_in().await?;
        let asked = Asked::by(&signed_in, self.structure)
            .map_err(|_| coded_error("FORBIDDEN", self.door.language))?;
        let count = async {
            let mut tx = self.door.app.store.read().await?;
            tx.count_flagged(asked.scope()).await
        };
        let count: Result<i64, StoreError> = count.await;
        count.map_err(|error| self.door.internal(&error))
    }
}
