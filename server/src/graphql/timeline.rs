//! The dated steps of a request: what happened, and what happens next and when.

use async_graphql::{ID, SimpleObject};
use chrono::{DateTime, TimeDelta, Utc};
use shared::catalogue;
use shared::event::EventKind;
use shared::request::LEASE;
use shared::status::Status;

use super::scalar::Text;
use crate::store::{RequestView, Step};

/// From the decision to the publication in the directory, and to the e-CPS.
const DIRECTORY: TimeDelta = TimeDelta::hours(24);
const ECPS: TimeDelta = TimeDelta::hours(48);

/// A step of the tracking page.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct TimelineEntry {
    code: &'static str,
    title: Text,
    detail: Text,
    /// When it happened; null for a step still to come.
    at: Option<DateTime<Utc>>,
    /// When a step to come is expected, where that is known.
    expected_at: Option<DateTime<Utc>>,
    /// Number of the event in the portal's log, where the step is one.
    event: Option<ID>,
}

impl TimelineEntry {
    fn new(
        code: &'static str,
        at: Option<DateTime<Utc>>,
        expected_at: Option<DateTime<Utc>>,
    ) -> Self {
        let (title, detail) = catalogue::timeline(code);
        Self {
            code,
            title: title.into(),
            detail: detail.into(),
            at,
            expected_at,
            event: None,
        }
    }

    fn logged(step: Step) -> Option<Self> {
        Some(Self {
            event: Some(step.event.to_string().into()),
            ..Self::happened(code(step.kind)?, step.at)
        })
    }

    fn happened(code: &'static str, at: DateTime<Utc>) -> Self {
        Self::new(code, Some(at), None)
    }

    fn to_come(code: &'static str) -> Self {
        Self::new(code, None, None)
    }
}

/// Everything that happened, the oldest first, then what is to come.
pub(super) fn timeline(view: &RequestView, now: DateTime<Utc>) -> Vec<TimelineEntry> {
    let request = &view.request;
    let mut entries: Vec<TimelineEntry> = view
        .history
        .iter()
        .filter_map(|step| TimelineEntry::logged(*step))
        .collect();
    match request.status {
        Status::Draft | Status::Rejected | Status::Withdrawn => {}
        Status::Submitted => {
            if let Some(claim) = request.live_claim(now) {
                let since = held_since(&view.history).unwrap_or(claim.until - LEASE);
                entries.push(TimelineEntry::happened("TAKEN_IN_CHARGE", since));
            }
            let waits_for_nobody = view
                .structure
                .as_ref()
                .is_some_and(|structure| !structure.has_manager);
            if waits_for_nobody {
                entries.push(TimelineEntry::to_come("AWAITING_MANAGER"));
                return entries;
            }
            let usual = request.submitted_at.zip(view.typical_wait);
            let expected = usual.map(|(sent, wait)| sent + wait);
            entries.push(TimelineEntry::new(
                "AWAITING_DECISION",
                None,
                expected.filter(|at| *at > now),
            ));
        }
        Status::CorrectionRequested => entries.push(TimelineEntry::to_come("AWAITING_CORRECTION")),
        Status::Validated => {
            if !view
                .history
                .iter()
                .any(|step| step.kind == EventKind::NumberSent)
            {
                entries.push(TimelineEntry::to_come("NUMBER_SENT"));
            }
            for (code, delay) in [("DIRECTORY_PUBLISHED", DIRECTORY), ("ECPS_ACTIVABLE", ECPS)] {
                let due = request.decided_at.map(|at| at + delay);
                entries.push(match due {
                    Some(at) if at <= now => TimelineEntry::happened(code, at),
                    _ => TimelineEntry::new(code, None, due),
                });
            }
        }
    }
    entries
}

/// Since when somebody holds the request without a pause: leases are renewed while the page is open.
fn held_since(history: &[Step]) -> Option<DateTime<Utc>> {
    let mut since: Option<DateTime<Utc>> = None;
    for step in history.iter().rev() {
        let goes_on = step.kind == EventKind::RequestClaimed
            && since.is_none_or(|since| since - step.at <= LEASE);
        match step.kind {
            EventKind::RequestClaimed if goes_on => since = Some(step.at),
            EventKind::EmailConfirmed | EventKind::MailFailed => {}
            _ => break,
        }
    }
    since
}

const fn code(kind: EventKind) -> Option<&'static str> {
    Some(match kind {
        EventKind::RequestCreated => "DRAFT_CREATED",
        EventKind::RegisteredByManager => "REGISTERED_BY_MANAGER",
        EventKind::RegistrationConfirmed => "REGISTRATION_CONFIRMED",
        EventKind::RegistrationContested => "REGISTRATION_CONTESTED",
        EventKind::EmailConfirmed => "EMAIL_CONFIRMED",
        EventKind::RequestSubmitted => "SUBMITTED",
        EventKind::RequestResubmitted => "RESUBMITTED",
        EventKind::RequestWithdrawn => "WITHDRAWN",
        EventKind::DraftRestored => "RESTORED",
        EventKind::CorrectionRequested => "CORRECTION_REQUESTED",
        EventKind::RequestValidated => "VALIDATED",
        EventKind::RequestRejected => "REJECTED",
        EventKind::NumberSent => "NUMBER_SENT",
        EventKind::MailFailed => "MAIL_FAILED",
        EventKind::RegularisationNoticed => "REGULARISATION_NOTICED",
        EventKind::RegularisationReplied => "REGULARISATION_REPLIED",
        EventKind::RegularisationCancelled => "REGULARISATION_CANCELLED",
        EventKind::RegularisationTransferred => "REGULARISATION_TRANSFERRED",
        EventKind::RegistrationWithdrawn => "REGISTRATION_WITHDRAWN",
        _ => return None,
    })
}
