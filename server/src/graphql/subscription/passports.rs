//! The steps of designations, as they are recorded.

use async_graphql::{Context, Error, ID, Result};
use shared::id::StructureId;

use super::Door;
use crate::caller::Caller;
use crate::graphql::context::{app, caller, coded, coded_error};
use crate::graphql::designation::{self, Designation};
use crate::live::{Change, Listener};

/// Designations, watched: of a structure, or the caller's own.
pub(super) struct Passports {
    door: Door,
    listener: Listener,
    structure: Option<StructureId>,
    sent: bool,
    ended: bool,
}

impl Passports {
    pub(super) async fn new(
        context: &Context<'_>,
        structure_id: Option<ID>,
    ) -> Result<Self, Error> {
        caller(context)
            .await?
            .signed_in()
            .map_err(|_| coded(context, "NOT_SIGNED_IN"))?;
        let structure = structure_id
            .map(|id| id.parse().map_err(|_| coded(context, "NOT_FOUND")))
            .transpose()?
            .map(StructureId);
        let passports = Self {
            listener: app(context).live.subscribe(),
            door: Door::of(context),
            structure,
            sent: false,
            ended: false,
        };
        passports.read().await?;
        Ok(passports)
    }

    pub(super) async fn next(&mut self) -> Option<Result<Vec<Designation>>> {
        if self.ended {
            return None;
        }
        while self.sent {
            match self.listener.next().await? {
                Change::Resync => break,
                Change::Event(notice)
                    if notice.kind.is_of_office()
                        && self
                            .structure
                            .is_none_or(|one| notice.structure == Some(one)) =>
                {
                    break;
                }
                Change::Event(_) => {}
            }
        }
        self.sent = true;
        let item = self.read().await;
        self.ended = item.is_err();
        Some(item)
    }

    async fn read(&self) -> Result<Vec<Designation>> {
        let caller = Caller::new(self.door.signed_in().await?);
        let found = designation::designations(&self.door.app, &caller, self.structure).await;
        let found = found.map_err(|error| self.door.internal(&error))?;
        found.ok_or_else(|| coded_error("FORBIDDEN", self.door.language))
    }
}
