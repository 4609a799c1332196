//! The steps of designations, as they are recorded.

use async_graphql::{Context, Error, ID, Result};
use shared::id::StructureId;

use super::Door;
use crate::caller::Caller;
use crate::graphql::context::{app, caller, coded, coded_error};
use crate::graphql::designation::{self, Designation};
use crate::live::{Change, Listener, Notice};

/// Designations, watched: of a structure, or the caller's own.
pub(super) struct Passports {
    door: Door,
    listener: Listener,
    structure: Option<StructureId>,
    /// The caller's identifier, by which their own are known.
    subject: Option<String>,
    sent: bool,
    ended: bool,
}

impl Passports {
    pub(super) async fn new(
        context: &Context<'_>,
        structure_id: Option<ID>,
    ) -> Result<Self, Error> {
        let caller = caller(context).await?;
        let signed_in = caller
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
            subject: signed_in.subject_name_id.clone(),
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
                Change::Event(notice) if notice.kind.is_of_office() && self.concerns(&notice) => {
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

    fn concerns(&self, notice: &Notice) -> bool {
        match self.structure {
            Some(one) => notice.structure == Some(one),
            None => notice.subject == self.subject,
        }
    }

    async fn read(&self) -> Result<Vec<Designation>> {
        let caller = Caller::new(self.door.signed_in().await?);
        let found = designation::designations(&self.door.app, &caller, self.structure).await;
        let found = found.map_err(|error| self.door.internal(&error))?;
        found.ok_or_else(|| coded_error("FORBIDDEN", self.door.language))
    }
}
