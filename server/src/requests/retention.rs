//! Deletes what was never sent and not touched for long, a week after its author was told.

use chrono::{DateTime, TimeDelta, Utc};
use shared::event::EventKind;
use shared::id::RequestId;

use super::event;
use crate::app::App;
use crate::mail;
use crate::store::{NewEvent, StoreError};

/// Between the warning and the deletion.
const NOTICE: TimeDelta = TimeDelta::days(7);
/// Drafts at a time: it stays under a second.
const BATCH: i64 = 100;

/// When a draft goes unless it is touched before.
pub fn deleted_at(app: &App, updated_at: DateTime<Utc>) -> DateTime<Utc> {
    updated_at + kept(app)
}

/// Tells the authors of idle drafts, and deletes those that they left; to be called every minute. Returns how many
/// were deleted.
pub async fn retention(app: &App) -> Result<i64, StoreError> {
    let now = app.clock.now();
    let idle_since = now - (kept(app) - NOTICE);
    let to_warn_of = app
        .store
        .read()
        .await?
        .drafts_to_warn_of(idle_since, BATCH)
        .await?;
    for id in to_warn_of {
        warn(app, id, idle_since, now).await?;
    }
    let idle_since = now - kept(app);
    let to_delete = app
        .store
        .read()
        .await?
        .drafts_to_delete(idle_since, now - NOTICE, BATCH)
        .await?;
    let mut deleted = 0;
    for id in to_delete {
        deleted += i64::from(delete(app, id, idle_since, now).await?);
    }
    if deleted > 0 {
        tracing::info!(drafts = deleted, "idle drafts were deleted");
    }
    Ok(deleted)
}

fn kept(app: &App) -> TimeDelta {
    TimeDelta::days(app.config.draft_retention_days.into())
}

async fn warn(
    app: &App,
    id: RequestId,
    idle_since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let mut tx = app.store.write().await?;
    let Some(view) = tx.request(id).await? else {
        return Ok(());
    };
    if !tx.warn_of_draft(id, idle_since, now).await? {
        return Ok(());
    }
    let request = view.request;
    let told = tx
        .add_event(event(EventKind::DraftExpiring, &request, None, now, &[]))
        .await?;
    let on = deleted_at(app, request.updated_at).max(now + NOTICE);
    if let Some(mail) = mail::draft_expiring(app, &request, on, told) {
        tx.add_mail(&mail, now).await?;
    }
    tx.commit().await?;
    app.outbox.wake();
    Ok(())
}

/// False when it was touched since, or another server deleted it.
async fn delete(
    app: &App,
    id: RequestId,
    idle_since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let mut tx = app.store.write().await?;
    let Some(view) = tx.request(id).await? else {
        return Ok(false);
    };
    let is_deleted = tx.delete_draft(id, idle_since).await?;
    if is_deleted {
        tx.add_event(NewEvent {
            owner: Some(view.request.owner),
            request: Some(id),
            ..NewEvent::new(EventKind::DraftDeleted, now)
        })
        .await?;
        tx.commit().await?;
    }
    Ok(is_deleted)
}
