//! What is pushed live. The caller's right is asked again at each event; a reader that missed some reads anew.

mod batches;
mod civil_status;
mod dashboard;
mod door;
mod events;
mod flagged;
mod inbox;
mod notices;
mod passports;
mod queue;
mod rules;

use std::sync::Arc;

use async_graphql::{Context, Error, ID, Result, Subscription};
use futures_util::stream::{self, Stream};
use shared::id::RequestId;

use self::batches::Batches;
use self::civil_status::{CivilStatusChange, Corrections, Entry};
use self::dashboard::Figures;
use self::door::Door;
use self::events::Feed;
use self::flagged::Flagged;
use self::inbox::Inbox;
use self::notices::Notices;
use self::passports::Passports;
pub(crate) use self::queue::StatusCount;
use self::queue::{Queue, QueueChange};
use self::rules::Rules;
use super::access::asks_for_the_file;
use super::batch::Batch;
use super::context::{app, caller, coded, coded_error};
use super::dashboard::Dashboard;
use super::designation::Designation;
use super::event::Event;
use super::notice::NoticeCount;
use super::query::{RequestFilter, managed};
use super::registration::Registration;
use super::regularisation::FlaggedCount;
use super::request::{DraftVerdict, Request, Stamp};
use super::rule_set::RuleSetVersion;
use super::support::SupportChange;
use crate::caller::Caller;
use crate::live::{Change, Listener};
use crate::requests::{self, Viewer};

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

    /// A rule set now, and again as it is changed, run over the stock, and scheduled. For ANS agents.
    async fn rule_set_changed(
        &self,
        context: &Context<'_>,
        name: String,
    ) -> Result<impl Stream<Item = Result<RuleSetVersion>> + use<>> {
        let rules = Rules::new(context, name).await?;
        Ok(stream::unfold(rules, |mut rules| async move {
            let item = rules.next().await?;
            Some((item, rules))
        }))
    }

    /// The entry that `registration` reads, now and whenever something of it changes.
    async fn registration_changed(
        &self,
        context: &Context<'_>,
        rpps_number: Option<String>,
    ) -> Result<impl Stream<Item = Result<Registration>> + use<>> {
        let entry = Entry::new(context, rpps_number).await?;
        Ok(stream::unfold(entry, |mut entry| async move {
            let item = entry.next().await?;
            Some((item, entry))
        }))
    }

    /// Each correction of a civil status that changes; the first message counts them. For ANS agents.
    async fn civil_status_corrections_changed(
        &self,
        context: &Context<'_>,
    ) -> Result<impl Stream<Item = Result<CivilStatusChange>> + use<>> {
        let corrections = Corrections::new(context).await?;
        Ok(stream::unfold(corrections, |mut corrections| async move {
            let item = corrections.next().await?;
            Some((item, corrections))
        }))
    }

    /// How many situations `flaggedSituations` holds, now and each time it is another number.
    async fn flagged_changed(
        &self,
        context: &Context<'_>,
        structure_id: Option<ID>,
    ) -> Result<impl Stream<Item = Result<FlaggedCount>> + use<>> {
        let flagged = Flagged::new(context, structure_id).await?;
        Ok(stream::unfold(flagged, |mut flagged| async move {
            let item = flagged.next().await?;
            Some((item, flagged))
        }))
    }

    /// One of the caller's own batches now, and again as it goes on.
    async fn batch_changed(
        &self,
        context: &Context<'_>,
        id: ID,
    ) -> Result<impl Stream<Item = Result<Batch>> + use<>> {
        let batch = Batches::new(context, &id).await?;
        Ok(stream::unfold(batch, |mut batch| async move {
            let item = batch.next().await?;
            Some((item, batch))
        }))
    }

    /// How many questions to support there are now, and each that comes or changes. For ANS agents.
    async fn support_changed(
        &self,
        context: &Context<'_>,
    ) -> Result<impl Stream<Item = Result<SupportChange>> + use<>> {
        let inbox = Inbox::new(context).await?;
        Ok(stream::unfold(inbox, |mut inbox| async move {
            let item = inbox.next().await?;
            Some((item, inbox))
        }))
    }

    /// The figures that `dashboard` reads, now and each time they are others.
    async fn dashboard_changed(
        &self,
        context: &Context<'_>,
        structure_id: Option<ID>,
    ) -> Result<impl Stream<Item = Result<Dashboard>> + use<>> {
        let figures = Figures::new(context, structure_id).await?;
        Ok(stream::unfold(figures, |mut figures| async move {
            let item = figures.next().await?;
            Some((item, figures))
        }))
    }

    /// How many notices are unread, now and each time there is another or one is read.
    async fn notices_changed(
        &self,
        context: &Context<'_>,
    ) -> Result<impl Stream<Item = Result<NoticeCount>> + use<>> {
        let notices = Notices::new(context).await?;
        Ok(stream::unfold(notices, |mut notices| async move {
            let item = notices.next().await?;
            Some((item, notices))
        }))
    }

    /// The events that `events` reads: those of the past after the cursor, then each as it happens, in the same order,
    /// none missing and none twice. The right is asked again at each. Go on after a cut with the last cursor.
    async fn event_stream(
        &self,
        context: &Context<'_>,
        after: Option<String>,
    ) -> Result<impl Stream<Item = Result<Event>> + use<>> {
        let feed = Feed::new(context, after).await?;
        Ok(stream::unfold(feed, |mut feed| async move {
            let item = feed.next().await?;
            Some((item, feed))
        }))
    }

    /// Each change of the queues that the caller manages, or of one of them, with the counts of what a filter wants.
    /// Its scope means nothing here, nor what is searched.
    async fn queue_changed(
        &self,
        context: &Context<'_>,
        structure_id: Option<ID>,
        filter: Option<RequestFilter>,
    ) -> Result<impl Stream<Item = Result<QueueChange>> + use<>> {
        let caller = caller(context).await?;
        let signed_in = caller
            .signed_in()
            .map_err(|_| coded(context, "NOT_SIGNED_IN"))?;
        let filter = RequestFilter::unsearched(filter);
        let structure = structure_id.as_ref().or(filter.structure_id.as_ref());
        let scope = managed(context, signed_in, structure, &filter)?;
        let queue = Queue {
            status: filter.status(),
            listener: app(context).live.subscribe(),
            door: Door::of(context),
            managed: signed_in.managed.clone(),
            is_full: asks_for_the_file(&context.look_ahead().field("request")),
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
