//! What ends is told in time: a secret that nothing takes the place of, thirty days before.

use chrono::TimeDelta;
use shared::event::EventKind;

use super::event;
use crate::app::App;
use crate::mail;
use crate::store::{ClientKey, StoreError};
use crate::structures;

/// How long before its end somebody is told.
const NOTICE: TimeDelta = TimeDelta::days(30);
const BATCH: i64 = 200;

/// Tells structures of secrets that end soon, and forgets tokens that are over; to be called every minute.
pub async fn keep_watch(app: &App) -> Result<(), StoreError> {
    let told = secrets_end(app).await;
    loop {
        let mut tx = app.store.write().await?;
        let gone = tx.forget_client_tokens(app.clock.now(), BATCH).await?;
        tx.commit().await?;
        if gone < BATCH {
            return told;
        }
    }
}

async fn secrets_end(app: &App) -> Result<(), StoreError> {
    let now = app.clock.now();
    let mut tx = app.store.read().await?;
    let ending = tx.client_secrets_ending(now + NOTICE, now, BATCH).await?;
    drop(tx);
    for secret in ending {
        let mut tx = app.store.write().await?;
        // Another server may have told it meanwhile.
        if !tx.announce_client_secret(secret.id, now).await? {
            continue;
        }
        let Some(client) = tx.client(ClientKey::Id(secret.client)).await? else {
            continue;
        };
        let kind = EventKind::ClientSecretEnding;
        let told_by = event(kind, client.id, client.structure, None, now);
        let told_by = tx.add_event(told_by).await?;
        for recipient in structures::office(&mut tx, app, client.structure).await? {
            let mail = mail::client_secret(app, &client, secret.expires_at, &recipient, told_by);
            tx.add_mail(&mail, now).await?;
        }
        tx.commit().await?;
        app.outbox.wake();
    }
    Ok(())
}
