//! Sends what waits in the outbox, and says so in the log of events.
//!
//! Each e-mail is taken before it is sent, by one server: a crash in between costs a delay, never the e-mail. It may
//! be sent twice when the server dies between the relay's answer and the commit; its identifier stays the same.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::{StreamExt as _, stream};
use serde_json::json;
use shared::event::EventKind;
use shared::id::{AccountId, RequestId, StructureId};
use tokio::sync::watch;

use super::relay::{Outlet, SendError};
use super::{CODE_LIFETIME, EMAIL_CODE, VALIDATED};
use crate::app::App;
use crate::store::{Mail, NewEvent, StoreError, Tx, instant};

/// How often the outbox is read when nothing wakes us: another server may have written, or an attempt come due.
const POLL: Duration = Duration::from_secs(5);
const BATCH: i64 = 50;
/// Conversations with the relay at one time.
const AT_ONCE: usize = 4;
const ATTEMPTS: i32 = 10;
const FIRST_WAIT: TimeDelta = TimeDelta::seconds(30);
const LONGEST_WAIT: TimeDelta = TimeDelta::hours(4);

/// Sends e-mails until told to stop; the ones in hand are finished first.
pub async fn worker(app: Arc<App>, outlet: Outlet, mut stop: watch::Receiver<bool>) {
    if matches!(outlet, Outlet::None) {
        tracing::warn!("no SMTP relay is configured: e-mails wait in the outbox");
        // Without a sender there is nobody left to tell us to stop.
        let _ = stop.wait_for(|stop| *stop).await;
        return;
    }
    loop {
        if *stop.borrow() {
            return;
        }
        match send_due(&app, &outlet, &stop).await {
            Ok(More::Yes) => {}
            Ok(More::No) => pause(&app, &mut stop).await,
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "the outbox could not be read"
                );
                pause(&app, &mut stop).await;
            }
        }
    }
}

async fn pause(app: &App, stop: &mut watch::Receiver<bool>) {
    tokio::select! {
        () = app.outbox.notified() => {}
        () = tokio::time::sleep(POLL) => {}
        _ = stop.wait_for(|stop| *stop) => {}
    }
}

/// Whether more e-mails are due than were looked at.
enum More {
    Yes,
    No,
}

async fn send_due(
    app: &App,
    outlet: &Outlet,
    stop: &watch::Receiver<bool>,
) -> Result<More, StoreError> {
    let due = app
        .store
        .read()
        .await?
        .due_mails(app.clock.now(), BATCH)
        .await?;
    let is_full = i64::try_from(due.len()).is_ok_and(|count| count == BATCH);
    let failures = stream::iter(due)
        .map(|mail| async move {
            if *stop.borrow() {
                return Ok(());
            }
            send(app, outlet, &mail).await.inspect_err(|error| {
                let error = error as &dyn std::error::Error;
                tracing::error!(mail.id = %mail.id, error, "what became of an e-mail could not be kept");
            })
        })
        .buffer_unordered(AT_ONCE)
        .filter(|result| std::future::ready(result.is_err()))
        .count()
        .await;
    Ok(if is_full && failures == 0 {
        More::Yes
    } else {
        More::No
    })
}

async fn send(app: &App, outlet: &Outlet, mail: &Mail) -> Result<(), StoreError> {
    let now = app.clock.now();
    let attempt = mail.attempts + 1;
    let mut tx = app.store.write().await?;
    if !tx.take_mail(mail, now + wait_after(attempt)).await? {
        return Ok(());
    }
    if mail.template == EMAIL_CODE && instant(mail.created_at) + CODE_LIFETIME <= now {
        give_up(&mut tx, mail, now).await?;
        tx.commit().await?;
        tracing::warn!(mail.id = %mail.id, "a code ran out before it could be sent");
        return Ok(());
    }
    tx.commit().await?;

    let sent = match outlet {
        Outlet::Relay(relay) => relay.send(mail, now).await,
        Outlet::Mailbox | Outlet::None => Ok(()),
    };
    let Err(error) = sent else {
        return keep_sent(app, mail).await;
    };
    let can_retry = attempt < ATTEMPTS && !matches!(error, SendError::Unwritable);
    if can_retry {
        // A refusal said to be for good is tried again too: more often than the address, the relay is wrongly set.
        tracing::warn!(mail.id = %mail.id, attempt, error = &error as &dyn std::error::Error, "an e-mail did not leave and will be tried again");
        return Ok(());
    }
    let mut tx = app.store.write().await?;
    give_up(&mut tx, mail, app.clock.now()).await?;
    tx.commit().await?;
    tracing::error!(mail.id = %mail.id, attempt, error = &error as &dyn std::error::Error, "an e-mail was given up");
    Ok(())
}

async fn keep_sent(app: &App, mail: &Mail) -> Result<(), StoreError> {
    let now = app.clock.now();
    let kind = if mail.template == VALIDATED {
        EventKind::NumberSent
    } else {
        EventKind::MailSent
    };
    let mut tx = app.store.write().await?;
    if tx.mail_sent(mail.id, now).await? {
        tx.add_event(event(kind, mail, now)).await?;
    }
    tx.commit().await?;
    tracing::info!(mail.id = %mail.id, mail.template, "an e-mail was sent");
    Ok(())
}

/// Marks an e-mail that will not be sent any more.
pub(super) async fn give_up(
    tx: &mut Tx,
    mail: &Mail,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if tx.mail_failed(mail.id).await? {
        tx.add_event(event(EventKind::MailFailed, mail, now))
            .await?;
    }
    Ok(())
}

fn event(kind: EventKind, mail: &Mail, at: DateTime<Utc>) -> NewEvent {
    NewEvent {
        owner: mail.owner_id.map(AccountId),
        request: mail.request_id.map(RequestId),
        structure: mail.structure_id.map(StructureId),
        data: json!({ "mail": mail.id, "template": mail.template }),
        ..NewEvent::new(kind, at)
    }
}

/// Three times longer after each attempt: all ten take most of a day.
fn wait_after(attempt: i32) -> TimeDelta {
    let times = u32::try_from(attempt - 1)
        .ok()
        .and_then(|power| 3_i32.checked_pow(power));
    times
        .and_then(|times| FIRST_WAIT.checked_mul(times))
        .map_or(LONGEST_WAIT, |wait| wait.min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::{ATTEMPTS, LONGEST_WAIT, wait_after};

    #[test]
    fn attempts_grow_apart_from_half_a_minute_to_hours() {
        let waits: Vec<i64> = (1..ATTEMPTS)
            .map(|attempt| wait_after(attempt).num_seconds())
            .collect();
        assert_eq!(
            waits,
            [30, 90, 270, 810, 2430, 7290, 14_400, 14_400, 14_400]
        );
        assert_eq!(wait_after(i32::MAX), LONGEST_WAIT);
    }
}
