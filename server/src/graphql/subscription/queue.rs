//! A manager's queues: each change, while the right to see them holds.

use std::sync::Arc;

use async_graphql::{Enum, Result, SimpleObject};
use shared::event::EventKind;
use shared::id::{RequestId, StructureId};
use shared::status::Status;

use super::door::Door;
use crate::caller::{Caller, SignedIn};
use crate::graphql::context::coded_error;
use crate::graphql::request::Request;
use crate::graphql::scalar::RequestStatus;
use crate::live::{Change, Listener, Notice};
use crate::requests;
use crate::store::{Scope, StoreError};

/// How many requests stand in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, SimpleObject)]
pub(crate) struct StatusCount {
    status: RequestStatus,
    count: i64,
}

impl From<(Status, i64)> for StatusCount {
    fn from((status, count): (Status, i64)) -> Self {
        Self {
            status: status.into(),
            count,
        }
    }
}

/// What happened to a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum QueueChangeKind {
    /// A request was sent, or sent again.
    Arrived,
    Changed,
    /// A request was decided or withdrawn.
    Left,
    /// Some changes were missed: read the list again.
    Resync,
}

/// One change of a queue.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct QueueChange {
    kind: QueueChangeKind,
    request: Option<Request>,
    /// Whether the request is in the list of the filter now.
    is_wanted: bool,
    /// Of what the filter wants, by state.
    counts: Vec<StatusCount>,
}

/// A manager's queues, watched.
pub(super) struct Queue {
    pub(super) door: Door,
    pub(super) listener: Listener,
    pub(super) scope: Scope,
    /// The state that the filter wants.
    pub(super) status: Option<Status>,
    /// The structures of the caller, as they were when the queue was last told of.
    pub(super) managed: Vec<StructureId>,
    /// Whole files are asked for, and not what tells one row from another.
    pub(super) is_full: bool,
    pub(super) ended: bool,
}

impl Queue {
    pub(super) async fn next(&mut self) -> Option<Result<QueueChange>> {
        if self.ended {
            return None;
        }
        loop {
            let change = self.listener.next().await?;
            let read = match &change {
                Change::Resync => self.read(QueueChangeKind::Resync, None).await,
                Change::Event(notice) => {
                    match (notice.request, notice.structure, kind(notice.kind)) {
                        (Some(request), Some(structure), Some(kind))
                            if self.concerns(structure) =>
                        {
                            self.read(kind, Some((request, structure))).await
                        }
                        _ => self.still_allowed(notice).await,
                    }
                }
            };
            match read {
                Ok(None) => {}
                Ok(Some(change)) => return Some(Ok(change)),
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            }
        }
    }

    /// A right that ends closes the queue at once, not at its next request; of several, what is left is read again.
    async fn still_allowed(&mut self, notice: &Notice) -> Result<Option<QueueChange>> {
        if !(notice.kind.may_end_a_right() || notice.kind.changes_a_right()) {
            return Ok(None);
        }
        let signed_in = self.allowed().await?;
        if signed_in.managed == self.managed {
            return Ok(None);
        }
        self.managed.clone_from(&signed_in.managed);
        self.read(QueueChangeKind::Resync, None).await
    }

    /// The caller, if they still manage what they watch.
    async fn allowed(&self) -> Result<Arc<SignedIn>> {
        let signed_in = self.door.signed_in().await?;
        let still = match &self.scope {
            Scope::Managed {
                structure: Some(one),
                ..
            } => signed_in.managed.contains(one),
            _ => !signed_in.managed.is_empty(),
        };
        if still {
            Ok(signed_in)
        } else {
            Err(coded_error("FORBIDDEN", self.door.language))
        }
    }

    fn concerns(&self, structure: StructureId) -> bool {
        match &self.scope {
            Scope::Managed {
                structure: Some(one),
                ..
            } => *one == structure,
            _ => true,
        }
    }

    async fn read(
        &self,
        kind: QueueChangeKind,
        of: Option<(RequestId, StructureId)>,
    ) -> Result<Option<QueueChange>> {
        let signed_in = self.allowed().await?;
        let request = match of {
            Some((_, structure)) if !signed_in.managed.contains(&structure) => return Ok(None),
            Some((id, _)) if kind != QueueChangeKind::Resync => {
                let caller = Caller::new(Arc::clone(&signed_in));
                let viewed = requests::queue_row(&self.door.app, &caller, id, self.is_full).await;
                viewed.map_err(|error| self.door.internal(&error))?
            }
            _ => None,
        };
        let id = request.as_ref().map(|viewed| viewed.view.request.id);
        let counted = self.count(id).await;
        let (is_wanted, counts) = counted.map_err(|error| self.door.internal(&error))?;
        Ok(Some(QueueChange {
            kind,
            request: request.map(|viewed| Request::new(viewed, signed_in)),
            is_wanted,
            counts: counts.into_iter().map(StatusCount::from).collect(),
        }))
    }

    /// Whether a request is in the list, and how many are in those of each state.
    async fn count(&self, id: Option<RequestId>) -> Result<(bool, Vec<(Status, i64)>), StoreError> {
        let scope = self.scope.at(self.door.app.clock.now());
        let mut tx = self.door.app.store.read().await?;
        let is_wanted = match id {
            Some(id) => tx.list_holds(&scope, self.status, id).await?,
            None => false,
        };
        Ok((is_wanted, tx.queue_counts(&scope).await?))
    }
}

/// What an event does to a queue; `None` when nothing that a queue shows has changed.
const fn kind(event: EventKind) -> Option<QueueChangeKind> {
    Some(match event {
        EventKind::RequestSubmitted | EventKind::RequestResubmitted => QueueChangeKind::Arrived,
        EventKind::RequestWithdrawn | EventKind::RequestValidated | EventKind::RequestRejected => {
            QueueChangeKind::Left
        }
        // Who watched this queue may not see the request any more: what is left of the queue is read again.
        EventKind::RequestMoved => QueueChangeKind::Resync,
        EventKind::SituationAdded
        | EventKind::NumberSent
        | EventKind::RegularisationNoticed
        | EventKind::RegularisationReplied
        | EventKind::RegularisationCancelled
        | EventKind::RegularisationTransferred
        | EventKind::RegistrationWithdrawn
        | EventKind::MailSent
        | EventKind::MailFailed
        | EventKind::EmailCodeRefused => return None,
        _ => QueueChangeKind::Changed,
    })
}
