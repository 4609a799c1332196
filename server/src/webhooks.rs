//! Webhooks: a structure's software is told of each event of the feed, signed, in order, and again until it is heard.

mod address;
mod message;
mod post;
mod worker;

use chrono::TimeDelta;
use serde_json::json;
use shared::client::Scope;
use shared::date::Date;
use shared::event::EventKind;
use shared::field_error::{Field, FieldError, Problem};
use shared::id::{StructureId, WebhookId};
use uuid::Uuid;

use crate::app::App;
use crate::caller::{Caller, Denied, Integrator, SignedIn};
use crate::store::{
    Key, NewEvent, NewWebhook, Position, StoreError, Tx, Webhook, WebhookState, WebhookStep,
};
use crate::structures::{Refused, begin};

pub use address::is_public;
pub use message::{new_secret, signature};
pub use post::Sender;
pub use worker::{STEPS, round, worker};

/// How long the secret before signs beside the new one.
pub const OVERLAP: TimeDelta = TimeDelta::hours(24);
/// How long it is kept what came of each attempt.
pub const HISTORY: TimeDelta = TimeDelta::days(30);
/// Attempts that are shown with a webhook.
pub const SHOWN: i64 = 20;
/// Webhooks of one structure.
const MOST: usize = 10;

/// Who may have a structure's software told.
#[derive(Clone, Copy, Debug)]
pub struct Keeper<'a> {
    signed_in: &'a SignedIn,
    structure: StructureId,
}

/// The caller as who represents that structure today, or as its software that may do this.
pub fn keeper_of(
    caller: &Caller,
    structure: StructureId,
    today: Date,
) -> Result<Keeper<'_>, Denied> {
    if let Ok(Integrator { signed_in, .. }) = caller.integrator(Scope::WebhooksManage) {
        let keeper = Keeper {
            signed_in,
            structure,
        };
        let is_its_own = signed_in.managed.contains(&structure);
        return is_its_own.then_some(keeper).ok_or(Denied::Forbidden);
    }
    let representative = caller.represents(structure)?;
    representative.holds_on(today)?;
    Ok(Keeper {
        signed_in: representative.signed_in,
        structure,
    })
}

/// A change asked of a webhook: which, as it was read when, and the key of the attempt.
#[derive(Clone, Debug)]
pub struct Change {
    pub id: WebhookId,
    pub revision: i32,
    pub key: Option<Key>,
}

/// Registers an address that is told of a structure's events from now on; a legal entity's comes with its sites'.
pub async fn create(
    app: &App,
    keeper: Keeper<'_>,
    url: &str,
    key: Option<Key>,
) -> Result<WebhookId, Refused> {
    let url = parse(app, url)?;
    let structure = keeper.structure;
    let mut tx = begin!(app, key, WebhookId);
    if tx.webhooks_of(structure, 0).await?.len() >= MOST {
        return Err(wrong(Problem::TooMany));
    }
    let id = WebhookId(Uuid::now_v7());
    let new = NewWebhook {
        id,
        structure,
        by: keeper.signed_in.account,
        url: &url,
        secret: &new_secret(),
    };
    let event = event(app, EventKind::WebhookCreated, id, keeper);
    tx.add_webhook(&new, event).await?;
    finish(tx, app, key.as_ref(), id.0).await?;
    Ok(id)
}

/// Gives a webhook another address, or switches it off or on: on, it goes on where it stopped.
pub async fn update(
    app: &App,
    caller: &Caller,
    change: Change,
    (url, is_active): (Option<String>, Option<bool>),
) -> Result<WebhookId, Refused> {
    let url = url.map(|url| parse(app, &url)).transpose()?;
    let key = change.key.clone();
    let mut tx = begin!(app, key, WebhookId);
    let (webhook, by) = mine(&mut tx, app, caller, &change).await?;
    let state = match is_active {
        None => webhook.state,
        Some(true) => WebhookState::Active,
        Some(false) => WebhookState::Paused,
    };
    let url = url.as_deref().unwrap_or(&webhook.url);
    let event = event(app, EventKind::WebhookChanged, webhook.id, by);
    tx.turn_webhook(&webhook, WebhookStep::Change(url, state), event)
        .await?;
    finish(tx, app, key.as_ref(), webhook.id.0).await?;
    Ok(webhook.id)
}

/// Makes another secret; the one before signs beside it for a day.
pub async fn rotate(app: &App, caller: &Caller, change: Change) -> Result<WebhookId, Refused> {
    let key = change.key.clone();
    let mut tx = begin!(app, key, WebhookId);
    let (webhook, by) = mine(&mut tx, app, caller, &change).await?;
    let now = app.clock.now();
    let event = event(app, EventKind::WebhookSecretRotated, webhook.id, by);
    tx.turn_webhook(&webhook, WebhookStep::Rotate, event)
        .await?;
    tx.end_webhook_secrets(webhook.id, now, now + OVERLAP)
        .await?;
    tx.add_webhook_secret(webhook.id, &new_secret(), now)
        .await?;
    finish(tx, app, key.as_ref(), webhook.id.0).await?;
    Ok(webhook.id)
}

/// Asks for a message that tells of nothing.
pub async fn test(app: &App, caller: &Caller, change: Change) -> Result<WebhookId, Refused> {
    turn(
        app,
        caller,
        change,
        (EventKind::WebhookTested, WebhookStep::Test),
    )
    .await
}

/// Tells again of everything after a place, or of all from the beginning.
pub async fn replay(
    app: &App,
    caller: &Caller,
    change: Change,
    from: Position,
) -> Result<WebhookId, Refused> {
    let step = WebhookStep::Replay(from);
    turn(app, caller, change, (EventKind::WebhookReplayed, step)).await
}

async fn turn(
    app: &App,
    caller: &Caller,
    change: Change,
    (kind, step): (EventKind, WebhookStep<'_>),
) -> Result<WebhookId, Refused> {
    let key = change.key.clone();
    let mut tx = begin!(app, key, WebhookId);
    let (webhook, by) = mine(&mut tx, app, caller, &change).await?;
    let event = event(app, kind, webhook.id, by);
    tx.turn_webhook(&webhook, step, event).await?;
    finish(tx, app, key.as_ref(), webhook.id.0).await?;
    Ok(webhook.id)
}

/// Forgets a webhook. Returns whose it was.
pub async fn delete(app: &App, caller: &Caller, change: Change) -> Result<StructureId, Refused> {
    let key = change.key.clone();
    let mut tx = begin!(app, key, StructureId);
    let (webhook, by) = mine(&mut tx, app, caller, &change).await?;
    let event = event(app, EventKind::WebhookDeleted, webhook.id, by);
    tx.delete_webhook(&webhook, event).await?;
    finish(tx, app, key.as_ref(), webhook.structure.0).await?;
    Ok(webhook.structure)
}

/// Forgets what came of attempts a while ago.
pub async fn retention(app: &App) -> Result<i64, StoreError> {
    let mut tx = app.store.write().await?;
    let gone = tx
        .forget_webhook_attempts(app.clock.now() - HISTORY)
        .await?;
    tx.commit().await?;
    Ok(gone.try_into().unwrap_or(i64::MAX))
}

/// A webhook of a structure of the caller's, as it was read.
async fn mine<'a>(
    tx: &mut Tx,
    app: &App,
    caller: &'a Caller,
    change: &Change,
) -> Result<(Webhook, Keeper<'a>), Refused> {
    caller.signed_in()?;
    let webhook = tx.webhook(change.id).await?.ok_or(Refused::NotFound)?;
    let keeper = keeper_of(caller, webhook.structure, app.clock.today());
    let keeper = keeper.map_err(|denied| match denied {
        Denied::MandateEnded => Refused::MandateEnded,
        _ => Refused::NotFound,
    })?;
    if webhook.revision == change.revision {
        Ok((webhook, keeper))
    } else {
        Err(Refused::Stale)
    }
}

async fn finish(mut tx: Tx, app: &App, key: Option<&Key>, id: Uuid) -> Result<(), Refused> {
    tx.keep_answer(key, id).await?;
    tx.commit().await?;
    app.webhooks.wake();
    Ok(())
}

fn event(app: &App, kind: EventKind, id: WebhookId, by: Keeper<'_>) -> NewEvent {
    NewEvent {
        account: Some(by.signed_in.account),
        structure: Some(by.structure),
        data: json!({ "webhook": id }),
        ..NewEvent::new(kind, app.clock.now())
    }
}

fn parse(app: &App, typed: &str) -> Result<String, Refused> {
    address::parse(typed, app.config.demo)
        .map(String::from)
        .map_err(wrong)
}

fn wrong(problem: Problem) -> Refused {
    Refused::InvalidDecision(vec![FieldError::new(Field::Url, problem)])
}
