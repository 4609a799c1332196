//! Rows of webhooks and of their attempts.

use chrono::{DateTime, Utc};
use shared::id::{StructureId, WebhookId};
use sqlx::FromRow;
use uuid::Uuid;

use crate::store::{Position, StoreError, instant};

/// Where a structure's software is told of events.
#[derive(Clone, Debug)]
pub struct Webhook {
    pub id: WebhookId,
    pub structure: StructureId,
    pub url: String,
    pub state: WebhookState,
    /// Up to where everything was delivered.
    pub position: Position,
    /// Failed ones of the next event.
    pub attempts: i32,
    pub next_attempt_at: DateTime<Utc>,
    pub failing_since: Option<DateTime<Utc>>,
    /// Since when a test message waits.
    pub test_at: Option<DateTime<Utc>>,
    /// Whether there is something to sign with: after a restore there is nothing before the next rotation.
    pub has_secret: bool,
    pub created_at: DateTime<Utc>,
    pub revision: i32,
}

impl Webhook {
    /// Off or on, and without the failures so far.
    pub(super) fn begin_anew(&mut self, state: WebhookState, now: DateTime<Utc>) {
        self.state = state;
        self.attempts = 0;
        self.failing_since = None;
        self.next_attempt_at = now;
    }
}

/// Whether it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebhookState {
    Active,
    /// Switched off by who represents the structure.
    Paused,
    /// Switched off after the last attempt.
    Stopped,
}

impl WebhookState {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Paused => "PAUSED",
            Self::Stopped => "STOPPED",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Active, Self::Paused, Self::Stopped]
            .into_iter()
            .find(|state| state.code() == code)
    }
}

/// An attempt to tell of an event, and what came of it.
#[derive(Clone, Debug)]
pub struct Attempt {
    pub id: Uuid,
    /// `None` for a test message.
    pub event: Option<i64>,
    pub attempt: i32,
    pub at: DateTime<Utc>,
    /// Code of what came of it.
    pub outcome: String,
    /// Of HTTP, where there was an answer.
    pub status: Option<i32>,
    pub milliseconds: i64,
}

macro_rules! webhook_columns {
    () => {
        "w.id, w.structure_id, w.url, w.state, w.event_id, w.xact, w.attempts, w.next_attempt_at, w.failing_since,
            w.test_at, exists (select 1 from webhook_secrets k where k.webhook_id = w.id) as has_secret, w.created_at,
            w.revision"
    };
}
pub(super) use webhook_columns;

#[derive(Debug, FromRow)]
pub(super) struct WebhookRow {
    id: Uuid,
    structure_id: Uuid,
    url: String,
    state: String,
    event_id: i64,
    xact: i64,
    attempts: i32,
    next_attempt_at: i64,
    failing_since: Option<i64>,
    test_at: Option<i64>,
    has_secret: bool,
    created_at: i64,
    revision: i32,
}

impl TryFrom<WebhookRow> for Webhook {
    type Error = StoreError;

    fn try_from(row: WebhookRow) -> Result<Self, StoreError> {
        let state = WebhookState::from_code(&row.state);
        Ok(Self {
            id: WebhookId(row.id),
            structure: StructureId(row.structure_id),
            url: row.url,
            state: state.ok_or(StoreError::corrupt("webhooks", row.id, "state"))?,
            position: Position {
                xact: row.xact,
                event: row.event_id,
            },
            attempts: row.attempts,
            next_attempt_at: instant(row.next_attempt_at),
            failing_since: row.failing_since.map(instant),
            test_at: row.test_at.map(instant),
            has_secret: row.has_secret,
            created_at: instant(row.created_at),
            revision: row.revision,
        })
    }
}

/// A webhook with one of its attempts, or with none.
#[derive(Debug, FromRow)]
pub(super) struct HistoryRow {
    #[sqlx(flatten)]
    webhook: WebhookRow,
    delivery_id: Option<Uuid>,
    delivery_event_id: Option<i64>,
    attempt: Option<i32>,
    at: Option<i64>,
    outcome: Option<String>,
    status: Option<i32>,
    milliseconds: Option<i64>,
}

impl HistoryRow {
    /// Rows of one webhook stand together.
    pub(super) fn gather(rows: Vec<Self>) -> Result<Vec<(Webhook, Vec<Attempt>)>, StoreError> {
        let mut gathered: Vec<(Webhook, Vec<Attempt>)> = Vec::new();
        for row in rows {
            let attempt = row.delivery_id.map(|id| Attempt {
                id,
                event: row.delivery_event_id,
                attempt: row.attempt.unwrap_or_default(),
                at: instant(row.at.unwrap_or_default()),
                outcome: row.outcome.unwrap_or_default(),
                status: row.status,
                milliseconds: row.milliseconds.unwrap_or_default(),
            });
            let webhook = Webhook::try_from(row.webhook)?;
            match gathered.last_mut() {
                Some((last, attempts)) if last.id == webhook.id => attempts.extend(attempt),
                _ => gathered.push((webhook, attempt.into_iter().collect())),
            }
        }
        Ok(gathered)
    }
}
