//! Tells receivers of what happens: each of its own, in order, one after the other, and again until it is heard.
//!
//! A webhook is taken by one server at a time. How far it is is kept after each message: a crash in between sends one
//! again, under the same identifier.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::{FutureExt as _, StreamExt as _, stream};
use serde_json::json;
use shared::event::EventKind;
use tokio::sync::watch;

use super::message::Message;
use super::post::{Answer, Outcome, Sender};
use crate::app::App;
use crate::store::{
    Attempt, FeedEvent, FeedScope, NewEvent, StoreError, Webhook, WebhookState, WebhookStep,
};
use crate::telemetry::Causes;
use crate::{mail, structures};

/// How long it is waited after each attempt that failed. After the last one, more than a day after the first, the
/// webhook is stopped.
pub const STEPS: [TimeDelta; 12] = [
    TimeDelta::seconds(5),
    TimeDelta::minutes(1),
    TimeDelta::minutes(5),
    TimeDelta::minutes(30),
    TimeDelta::hours(1),
    TimeDelta::hours(2),
    TimeDelta::hours(4),
    TimeDelta::hours(4),
    TimeDelta::hours(4),
    TimeDelta::hours(4),
    TimeDelta::hours(4),
    TimeDelta::hours(4),
];
/// How long a webhook is one server's: longer than a message may take.
const LEASE: TimeDelta = TimeDelta::minutes(1);
/// How often it is looked when nothing wakes us.
const POLL: Duration = Duration::from_secs(5);
/// How soon what a transaction under way keeps back is asked for again.
const AGAIN: Duration = Duration::from_millis(200);
/// Receivers written to at one time.
const AT_ONCE: usize = 8;
/// Events read at once.
const PAGE: i64 = 20;

/// Tells receivers until told to stop; the messages in hand are finished first.
pub async fn worker(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let sender = match Sender::new(app.config.demo) {
        Ok(sender) => sender,
        Err(error) => {
            tracing::error!(error = %Causes(&error), "webhooks cannot be sent");
            // Without a sender there is nobody left to tell us to stop.
            let _ = stop.wait_for(|stop| *stop).await;
            return;
        }
    };
    let mut listener = app.live.subscribe();
    while !*stop.borrow() {
        let pause = match round(&app, &sender).await {
            Ok(true) => POLL,
            Ok(false) => AGAIN,
            Err(error) => {
                tracing::error!(error = %Causes(&error), "webhooks could not be read");
                POLL
            }
        };
        tokio::select! {
            () = app.webhooks.notified() => {}
            _ = listener.next() => {}
            () = tokio::time::sleep(pause) => {}
            _ = stop.wait_for(|stop| *stop) => {}
        }
        // Of many events at once, one round tells them all.
        while let Some(Some(_)) = listener.next().now_or_never() {}
    }
}

/// Sends everything that is due. Tells whether that was all that is committed.
pub async fn round(app: &App, sender: &Sender) -> Result<bool, StoreError> {
    let mut tx = app.store.read().await?;
    let is_settled = tx.feed_is_settled().await?;
    let due = tx.due_webhooks(app.clock.now()).await?;
    drop(tx);
    stream::iter(due)
        .for_each_concurrent(AT_ONCE, |webhook| async move {
            let id = webhook.id;
            if let Err(error) = tell(app, sender, webhook).await {
                tracing::error!(webhook.id = %id, error = %Causes(&error), "what became of a webhook could not be kept");
            }
        })
        .await;
    Ok(is_settled)
}

/// What there is to send to a receiver.
struct Work {
    secrets: Vec<String>,
    events: Vec<FeedEvent>,
}

async fn tell(app: &App, sender: &Sender, webhook: Webhook) -> Result<(), StoreError> {
    let mut work = work(app, &webhook).await?;
    if work.secrets.is_empty() || work.events.is_empty() && webhook.test_at.is_none() {
        return Ok(());
    }
    let mut tx = app.store.write().await?;
    let until = app.clock.now() + LEASE;
    if !tx.take_webhook(&webhook, until).await? {
        return Ok(());
    }
    tx.commit().await?;
    let mut taken = Webhook {
        next_attempt_at: until,
        ..webhook
    };
    if let Some(at) = taken.test_at {
        let message = Message::test(app, at);
        let answer = sender
            .post(&taken.url, &work.secrets, &message, app.clock.now())
            .await;
        let next = Webhook {
            test_at: None,
            ..taken.clone()
        };
        if !keep(app, &taken, &next, (None, 1), answer).await? {
            return Ok(());
        }
        taken = next;
    }
    if taken.state == WebhookState::Active {
        while !work.events.is_empty() {
            for event in &work.events {
                let Some(next) = tell_of(app, sender, &taken, &work.secrets, event).await? else {
                    return Ok(());
                };
                taken = next;
            }
            work = self::work(app, &taken).await?;
        }
    }
    // Nothing is left: what comes next is due at once.
    let mut tx = app.store.write().await?;
    let next = Webhook {
        next_attempt_at: app.clock.now(),
        ..taken.clone()
    };
    tx.keep_webhook(&taken, &next).await?;
    tx.commit().await
}

async fn work(app: &App, webhook: &Webhook) -> Result<Work, StoreError> {
    let mut tx = app.store.read().await?;
    let scope = FeedScope {
        structures: tx.with_sites(webhook.structure).await?,
        ..FeedScope::default()
    };
    let today = app.clock.today();
    let events = match webhook.state {
        WebhookState::Active => tx.feed(&scope, webhook.position, today, PAGE).await?,
        WebhookState::Paused | WebhookState::Stopped => Vec::new(),
    };
    Ok(Work {
        secrets: tx.webhook_secrets(webhook.id, app.clock.now()).await?,
        events,
    })
}

/// Tells of one event. The webhook as it then is; `None` when it failed, or has changed meanwhile.
async fn tell_of(
    app: &App,
    sender: &Sender,
    taken: &Webhook,
    secrets: &[String],
    event: &FeedEvent,
) -> Result<Option<Webhook>, StoreError> {
    let message = Message::of(app, event);
    let answer = sender
        .post(&taken.url, secrets, &message, app.clock.now())
        .await;
    let now = app.clock.now();
    let attempt = (Some(event.position.event), taken.attempts + 1);
    if answer.outcome == Outcome::Delivered {
        let next = Webhook {
            position: event.position,
            attempts: 0,
            failing_since: None,
            next_attempt_at: now + LEASE,
            ..taken.clone()
        };
        let is_kept = keep(app, taken, &next, attempt, answer).await?;
        return Ok(is_kept.then_some(next));
    }
    let wait = usize::try_from(taken.attempts)
        .ok()
        .and_then(|failed| STEPS.get(failed));
    let next = Webhook {
        attempts: taken.attempts + 1,
        failing_since: taken.failing_since.or(Some(now)),
        next_attempt_at: now + wait.copied().unwrap_or_default(),
        ..taken.clone()
    };
    if keep(app, taken, &next, attempt, answer).await? && wait.is_none() {
        stop(app, &next, now).await?;
    }
    Ok(None)
}

/// Keeps what came of an attempt, and how far the webhook is.
async fn keep(
    app: &App,
    taken: &Webhook,
    next: &Webhook,
    (event, attempt): (Option<i64>, i32),
    answer: Answer,
) -> Result<bool, StoreError> {
    let mut tx = app.store.write().await?;
    let attempt = Attempt {
        status: answer.status.map(i32::from),
        milliseconds: answer.milliseconds,
        ..Attempt::new(event, attempt, app.clock.now(), answer.outcome.code())
    };
    let is_kept = tx.keep_webhook(taken, next).await?;
    if is_kept {
        tx.add_webhook_attempt(taken.id, &attempt).await?;
    }
    tx.commit().await?;
    Ok(is_kept)
}

/// Gives a receiver up until somebody switches it on again, and tells the structure's contacts.
async fn stop(app: &App, webhook: &Webhook, now: DateTime<Utc>) -> Result<(), StoreError> {
    let mut tx = app.store.write().await?;
    let event = NewEvent {
        structure: Some(webhook.structure),
        data: json!({ "webhook": webhook.id }),
        ..NewEvent::new(EventKind::WebhookStopped, now)
    };
    let told_by = tx.turn_webhook(webhook, WebhookStep::Stop, event).await?;
    if let Some(structure) = tx.structure(webhook.structure).await? {
        for recipient in structures::office(&mut tx, app, structure.id).await? {
            let letter = mail::webhook_stopped(app, &structure, &recipient, told_by);
            tx.add_mail(&letter, now).await?;
        }
    }
    tx.commit().await?;
    app.outbox.wake();
    tracing::warn!(webhook.id = %webhook.id, "a webhook was given up");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receiver_that_is_away_for_a_day_is_not_given_up() {
        assert!(STEPS.iter().sum::<TimeDelta>() > TimeDelta::hours(24));
        assert!(STEPS.is_sorted());
    }
}
