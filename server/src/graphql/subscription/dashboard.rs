//! Figures, as requests come and are decided.

use std::time::Duration;

use async_graphql::{Context, ID, Result};
use futures_util::FutureExt as _;
use shared::event::EventKind;

use super::door::Door;
use crate::caller::SignedIn;
use crate::graphql::context::{app, caller, coded, coded_error};
use crate::graphql::dashboard::Dashboard;
use crate::graphql::query::{RequestFilter, managed};
use crate::live::{Change, Listener, Notice};
use crate::store::Scope;

/// Many changes at once are told once.
const BREATH: Duration = Duration::from_millis(200);

/// The figures of a manager, watched.
pub(super) struct Figures {
    door: Door,
    listener: Listener,
    scope: Scope,
    sent: Option<Dashboard>,
    ended: bool,
}

impl Figures {
    pub(super) async fn new(context: &Context<'_>, structure: Option<ID>) -> Result<Self> {
        let caller = caller(context).await?;
        let signed_in = caller
            .signed_in()
            .map_err(|_| coded(context, "NOT_SIGNED_IN"))?;
        let scope = managed(
            context,
            signed_in,
            structure.as_ref(),
            &RequestFilter::default(),
        )?;
        Ok(Self {
            listener: app(context).live.subscribe(),
            door: Door::of(context),
            scope,
            sent: None,
            ended: false,
        })
    }

    pub(super) async fn next(&mut self) -> Option<Result<Dashboard>> {
        if self.ended {
            return None;
        }
        loop {
            if self.sent.is_some() {
                self.nudge().await?;
            }
            match self.read().await {
                // The same figures are no news.
                Ok(figures) if self.sent.as_ref() == Some(&figures) => {}
                Ok(figures) => {
                    self.sent = Some(figures.clone());
                    return Some(Ok(figures));
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
            let told = match self.listener.next().await? {
                Change::Resync => true,
                Change::Event(notice) => self.concerns(&notice),
            };
            if told {
                break;
            }
        }
        tokio::time::sleep(BREATH).await;
        while let Some(Some(_)) = self.listener.next().now_or_never() {}
        Some(())
    }

    fn concerns(&self, notice: &Notice) -> bool {
        if notice.kind.changes_a_right() || notice.kind.may_end_a_right() {
            return true;
        }
        let is_here = match &self.scope {
            Scope::Managed {
                structure: Some(one),
                ..
            } => notice.structure.is_none_or(|structure| structure == *one),
            _ => true,
        };
        is_here && moves_a_figure(notice.kind)
    }

    async fn read(&self) -> Result<Dashboard> {
        let signed_in = self.door.signed_in().await?;
        if !self.may(&signed_in) {
            return Err(coded_error("FORBIDDEN", self.door.language));
        }
        let read = Dashboard::read(&self.door.app, &self.scope).await;
        read.map_err(|error| self.door.internal(&error))
    }

    fn may(&self, signed_in: &SignedIn) -> bool {
        match &self.scope {
            Scope::Managed {
                structure: Some(one),
                ..
            } => signed_in.managed.contains(one),
            _ => !signed_in.managed.is_empty(),
        }
    }
}

const fn moves_a_figure(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::RequestSubmitted
            | EventKind::RequestResubmitted
            | EventKind::RequestMoved
            | EventKind::RequestWithdrawn
            | EventKind::CorrectionRequested
            | EventKind::RequestValidated
            | EventKind::RequestRejected
            | EventKind::SituationAdded
            | EventKind::SituationChanged
            | EventKind::RegistrationWithdrawn
            | EventKind::RegularisationTransferred
    )
}
