//! Webhooks, as who represents a structure reads them.

use async_graphql::{Context, Enum, Error, ID, Result, SimpleObject};
use chrono::{DateTime, Utc};
use shared::id::{StructureId, WebhookId};

use super::context::{app, caller, coded, internal, refused};
use super::event::cursor;
use crate::caller::Caller;
use crate::store::{self, StoreError};
use crate::webhooks::{SHOWN, keeper_of};

/// Whether a webhook is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::store::WebhookState")]
pub(crate) enum WebhookState {
    Active,
    /// Switched off by who represents the structure.
    Paused,
    /// Switched off after the last attempt, more than a day after the first.
    Stopped,
}

/// Where a structure's software is told of the events of the feed, ids and codes alone: each in order and until it
/// answers with 2xx, signed as Standard Webhooks has it.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Webhook {
    id: ID,
    structure_id: ID,
    url: String,
    state: WebhookState,
    /// Of the last event that was delivered; `events` and `replayWebhook` take it.
    cursor: String,
    /// Failed ones of the next event.
    attempts: i32,
    failing_since: Option<DateTime<Utc>>,
    /// When the next event is tried again; null while all goes well.
    next_attempt_at: Option<DateTime<Utc>>,
    /// There is nothing to sign with, as after a restore: rotate the secret.
    needs_secret: bool,
    created_at: DateTime<Utc>,
    revision: i32,
    /// The last 20 attempts, the latest first; kept 30 days.
    deliveries: Vec<WebhookDelivery>,
}

/// An attempt to tell of an event.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct WebhookDelivery {
    id: ID,
    /// Null for a test message.
    event_id: Option<ID>,
    attempt: i32,
    at: DateTime<Utc>,
    /// `DELIVERED`, `REFUSED` (another status than 2xx), `TIMED_OUT`, `UNREACHABLE` or `ADDRESS_REFUSED`.
    outcome: String,
    /// Of HTTP, where there was an answer.
    status: Option<i32>,
    milliseconds: i64,
}

/// A webhook with the secret that its messages are signed with. It is shown here alone.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct WebhookSecret {
    webhook: Webhook,
    secret: String,
}

impl Webhook {
    fn new(webhook: &store::Webhook, attempts: Vec<store::Attempt>) -> Self {
        let delivery = |attempt: store::Attempt| WebhookDelivery {
            id: attempt.id.to_string().into(),
            event_id: attempt.event.map(|event| event.to_string().into()),
            attempt: attempt.attempt,
            at: attempt.at,
            outcome: attempt.outcome,
            status: attempt.status,
            milliseconds: attempt.milliseconds,
        };
        Self {
            id: webhook.id.to_string().into(),
            structure_id: webhook.structure.to_string().into(),
            url: webhook.url.clone(),
            state: webhook.state.into(),
            cursor: cursor(webhook.position),
            attempts: webhook.attempts,
            failing_since: webhook.failing_since,
            next_attempt_at: webhook.failing_since.map(|_| webhook.next_attempt_at),
            needs_secret: !webhook.has_secret,
            created_at: webhook.created_at,
            revision: webhook.revision,
            deliveries: attempts.into_iter().map(delivery).collect(),
        }
    }
}

/// A structure's webhooks, for who represents it.
pub(super) async fn webhooks(context: &Context<'_>, of: StructureId) -> Result<Vec<Webhook>> {
    let caller: Caller = caller(context).await?;
    let today = app(context).clock.today();
    keeper_of(&caller, of, today).map_err(|denied| refused(context, denied))?;
    read(context, of).await
}

async fn read(context: &Context<'_>, of: StructureId) -> Result<Vec<Webhook>> {
    let found = async {
        let mut tx = app(context).store.read().await?;
        tx.webhooks_of(of, SHOWN).await
    };
    let found = found.await.map_err(|error| internal(context, &error))?;
    let webhook = |(webhook, attempts): (store::Webhook, Vec<_>)| Webhook::new(&webhook, attempts);
    Ok(found.into_iter().map(webhook).collect())
}

/// The webhook that was changed.
pub(super) async fn webhook(context: &Context<'_>, id: WebhookId) -> Result<Webhook, Error> {
    let gone = || coded(context, "NOT_FOUND");
    let found = async {
        let mut tx = app(context).store.read().await?;
        tx.webhook(id).await
    };
    let found = found.await.map_err(|error| internal(context, &error))?;
    let webhooks = read(context, found.ok_or_else(gone)?.structure).await?;
    let mine = |webhook: &Webhook| webhook.id.as_str() == id.to_string();
    webhooks.into_iter().find(mine).ok_or_else(gone)
}

/// The webhook that was made, or got another secret, with that.
pub(super) async fn with_secret(
    context: &Context<'_>,
    id: WebhookId,
) -> Result<WebhookSecret, Error> {
    let app = app(context);
    let secrets = async {
        let mut tx = app.store.read().await?;
        tx.webhook_secrets(id, app.clock.now()).await
    };
    let secrets: Result<Vec<String>, StoreError> = secrets.await;
    let secrets = secrets.map_err(|error| internal(context, &error))?;
    Ok(WebhookSecret {
        webhook: webhook(context, id).await?,
        secret: secrets.into_iter().next().unwrap_or_default(),
    })
}
