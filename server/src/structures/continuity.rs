//! A structure is never left without a manager unnoticed: what ends is told in time, what waits in vain is told again.

use chrono::{Days, TimeDelta};
use shared::date::Date;
use shared::event::EventKind;
use shared::id::StructureId;

use super::{event, told};
use crate::app::App;
use crate::store::{NewEvent, StoreError, Tx};

/// How long before its last day somebody is told that something ends.
const NOTICE: Days = Days::new(30);
/// How often it is said again that a request waits where nobody was designated.
const AGAIN: TimeDelta = TimeDelta::days(7);
const BATCH: i64 = 200;
/// What `alerts` keeps of a structure where requests wait.
const WAITS: &str = "WAITS";

/// Tells both sides of what ends soon, and who represents a structure of requests that wait in vain; to be called every
/// minute.
pub async fn keep_watch(app: &App) -> Result<(), StoreError> {
    let told = ends_soon(app).await;
    waits_in_vain(app).await?;
    told
}

async fn ends_soon(app: &App) -> Result<(), StoreError> {
    let today = app.clock.today();
    let Some(until) = today.naive().checked_add_days(NOTICE) else {
        return Ok(());
    };
    let endings = app
        .store
        .read()
        .await?
        .endings_until(Date::from(until), BATCH)
        .await?;
    for ending in endings {
        let now = app.clock.now();
        let mut tx = app.store.write().await?;
        let is_new = tx
            .alert_once(ending.designation.0, &ending.what, ending.ends_on, now)
            .await?;
        let Some(designation) = tx.designation(ending.designation).await?.filter(|_| is_new) else {
            continue;
        };
        let kind = EventKind::EndAnnounced;
        let told_by = NewEvent {
            data: serde_json::json!({ "designation": designation.id, "what": ending.what }),
            ..event(kind, designation.structure, "", now)
        };
        let told_by = tx.add_event(told_by).await?;
        told::ends_soon(&mut tx, app, &designation, &ending, told_by).await?;
        tx.commit().await?;
        app.outbox.wake();
    }
    Ok(())
}

async fn waits_in_vain(app: &App) -> Result<(), StoreError> {
    let now = app.clock.now();
    let waiting = app
        .store
        .read()
        .await?
        .waiting_in_vain(now - AGAIN, BATCH)
        .await?;
    for structure in waiting {
        let mut tx = app.store.write().await?;
        // Another server may have told it meanwhile.
        if !tx
            .alert_once(structure.0, WAITS, app.clock.today(), now)
            .await?
        {
            continue;
        }
        escalate(&mut tx, app, structure).await?;
        tx.commit().await?;
        app.outbox.wake();
    }
    Ok(())
}

/// Tells who represents a structure that nobody is designated there, when that is so.
pub(super) async fn escalate(
    tx: &mut Tx,
    app: &App,
    structure: StructureId,
) -> Result<(), StoreError> {
    let read = tx.structure(structure).await?;
    let Some(structure) = read.filter(|structure| !structure.has_manager) else {
        return Ok(());
    };
    if tx.open_requests_of(&[structure.id]).await? == 0 {
        return Ok(());
    }
    let told_by = event(
        EventKind::NobodyDesignated,
        structure.id,
        "",
        app.clock.now(),
    );
    let told_by = tx.add_event(told_by).await?;
    told::request_waits(tx, app, &structure, told_by).await
}
