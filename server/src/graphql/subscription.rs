//! What is pushed live. The caller's right is asked again at each event; a reader that missed some reads anew.

mod door;
mod passports;

use std::sync::Arc;

use async_graphql::{Context, Enum, Error, ID, Result, SimpleObject, Subscription};
use futures_util::stream::{self, Stream};
use shared::event::EventKind;
use shared::id::{RequestId, StructureId};
use shared::status::Status;

use self::door::Door;
use self::passports::Passports;
use super::context::{app, caller, coded, coded_error};
use super::designation::Designation;
use super::query::managed;
use super::request::{DraftVerdict, Request, Stamp};
use super::scalar::RequestStatus;
use crate::caller::{Caller, SignedIn};
use crate::live::{Change, Listener, Notice};
use crate::requests::{self, Viewer};
use crate::store::Scope;

/// How many requests stand in a state.
#[derive(Clone, Copy, Debug, SimpleObject)]
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
    counts: Vec<StatusCount>,
}

/// What is pushed live.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subscription;

#[Subscription]
impl Subscription {
    /// The request now, and again at each of its changes.
    async fn request_changed(
        &self,
        context: &Context<'_>,
        id: ID,
    ) -> Result<impl Stream<Item = Result<Request>> + use<>> {
        let watch = Watch::new(context, &id, Audience::Everyone).await?;
        Ok(stream::unfold(watch, |mut watch| async move {
            let item = watch.next().await?;
            Some((item, watch))
        }))
    }

    /// The verdict and the problems of a draft now, and again each time it is saved. For its author.
    async fn draft_verdict(
        &self,
        context: &Context<'_>,
        id: ID,
    ) -> Result<impl Stream<Item = Result<DraftVerdict>> + use<>> {
        let watch = Watch::new(context, &id, Audience::Author).await?;
        Ok(stream::unfold(watch, |mut watch| async move {
            let item = watch.next().await?;
            let verdict = item.map(|request| request.draft_verdict(&watch.door.app));
            Some((verdict, watch))
        }))
    }

    /// The designations that `designations` reads, now and at each of their changes.
    async fn designations_changed(
        &self,
        context: &Context<'_>,
        structure_id: Option<ID>,
    ) -> Result<impl Stream<Item = Result<Vec<Designation>>> + use<>> {
        let passports = Passports::new(context, structure_id).await?;
        Ok(stream::unfold(passports, |mut passports| async move {
            let item = passports.next().await?;
            Some((item, passports))
        }))
    }

    /// Each change of the queues that the caller manages, or of one of them.
    async fn queue_changed(
        &self,
        context: &Context<'_>,
        structure_id: Option<ID>,
    ) -> Result<impl Stream<Item = Result<QueueChange>> + use<>> {
        let caller = caller(context).await?;
        let signed_in = caller
            .signed_in()
            .map_err(|_| coded(context, "NOT_SIGNED_IN"))?;
        let scope = managed(context, signed_in, structure_id.as_ref(), None)?;
        let queue = Queue {
            listener: app(context).live.subscribe(),
            door: Door::of(context),
            managed: signed_in.managed.clone(),
            scope,
            ended: false,
        };
        Ok(stream::unfold(queue, |mut queue| async move {
            let item = queue.next().await?;
            Some((item, queue))
        }))
    }
}

/// One request, watched.
struct Watch {
    door: Door,
    listener: Listener,
    id: RequestId,
    audience: Audience,
    /// What was sent last: the same is not sent again.
    sent: Option<Stamp>,
    /// An error was sent: nothing follows.
    ended: bool,
}

/// Who may watch.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Audience {
    Author,
    Everyone,
}

impl Watch {
    async fn new(context: &Context<'_>, id: &ID, audience: Audience) -> Result<Self, Error> {
        let id = id
            .parse()
            .map(RequestId)
            .map_err(|_| coded(context, "NOT_FOUND"))?;
        caller(context)
            .await?
            .signed_in()
            .map_err(|_| coded(context, "NOT_SIGNED_IN"))?;
        // Listening begins before the first reading, so that no change falls in between.
        let listener = app(context).live.subscribe();
        let watch = Self {
            door: Door::of(context),
            listener,
            id,
            audience,
            sent: None,
            ended: false,
        };
        match watch.read().await {
            Ok(Some(_)) => Ok(watch),
            Ok(None) => Err(coded(context, "NOT_FOUND")),
            Err(error) => Err(error),
        }
    }

    async fn next(&mut self) -> Option<Result<Request>> {
        if self.ended {
            return None;
        }
        loop {
            if self.sent.is_some() {
                self.nudge().await?;
            }
            let item = match self.read().await {
                Ok(Some(request)) => {
                    // Several events may tell of one change, and an event of what is not shown.
                    if self.sent.replace(request.stamp()) == Some(request.stamp()) {
                        continue;
                    }
                    Ok(request)
                }
                Ok(None) => Err(coded_error("NOT_FOUND", self.door.language)),
                Err(error) => Err(error),
            };
            self.ended = item.is_err();
            return Some(item);
        }
    }

    /// Waits until there may be something new; `None` when the server stops.
    async fn nudge(&mut self) -> Option<()> {
        loop {
            match self.listener.next().await? {
                // The reader's own right, or whether anybody can decide.
                Change::Event(notice)
                    if notice.kind.may_end_a_right() || notice.kind.changes_a_right() =>
                {
                    return Some(());
                }
                Change::Event(notice) if notice.request != Some(self.id) => {}
                Change::Event(_) | Change::Resync => return Some(()),
            }
        }
    }

    async fn read(&self) -> Result<Option<Request>, Error> {
        let signed_in = self.door.signed_in().await?;
        let viewed = requests::request(
            &self.door.app,
            &Caller::new(Arc::clone(&signed_in)),
            self.id,
        )
        .await;
        let viewed = viewed.map_err(|error| self.door.internal(&error))?;
        Ok(viewed
            .filter(|viewed| self.audience == Audience::Everyone || viewed.viewer == Viewer::Owner)
            .map(|viewed| Request::new(viewed, signed_in)))
    }
}

/// A manager's queues, watched.
struct Queue {
    door: Door,
    listener: Listener,
    scope: Scope,
    /// The structures of the caller, as they were when the queue was last told of.
    managed: Vec<StructureId>,
    ended: bool,
}

impl Queue {
    async fn next(&mut self) -> Option<Result<QueueChange>> {
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
                let viewed = requests::queue_row(&self.door.app, &caller, id).await;
                viewed.map_err(|error| self.door.internal(&error))?
            }
            _ => None,
        };
        let counts = async {
            self.door
                .app
                .store
                .read()
                .await?
                .queue_counts(&self.scope)
                .await
        };
        let counts = counts.await.map_err(|error| self.door.internal(&error))?;
        Ok(Some(QueueChange {
            kind,
            request: request.map(|viewed| Request::new(viewed, signed_in)),
            counts: counts.into_iter().map(StatusCount::from).collect(),
        }))
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
