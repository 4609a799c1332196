//! A draft given up in haste.

use chrono::{DateTime, TimeDelta, Utc};

use super::{InvalidTransition, Request};
use crate::event::EventKind;
use crate::status::Status;

/// How long a draft that was withdrawn can be taken up again.
const UNDO: TimeDelta = TimeDelta::days(14);

impl Request {
    /// Until when a withdrawn request can be taken up again: one that was never sent.
    pub fn restorable_until(&self) -> Option<DateTime<Utc>> {
        let is_draft = self.status == Status::Withdrawn && self.submission.is_none();
        is_draft.then(|| self.updated_at + UNDO)
    }

    /// Makes a withdrawn draft a draft again.
    pub fn restore(mut self, now: DateTime<Utc>) -> Result<(Self, EventKind), InvalidTransition> {
        if self.restorable_until().is_none_or(|until| until < now) {
            return Err(InvalidTransition(self.status));
        }
        self.status = Status::Draft;
        self.updated_at = now;
        Ok((self, EventKind::DraftRestored))
    }
}
