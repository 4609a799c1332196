//! Goes on with batches, an item a transaction, on whichever server is there.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use shared::bulk;
use shared::event::EventKind;
use shared::id::RequestId;
use tokio::sync::watch;

use super::outcome::{self, SENT_BEFORE};
use super::{Chosen, hash};
use crate::app::App;
use crate::caller::Caller;
use crate::requests::{self, AskedRejection, RawRegistering, Refused};
use crate::sign_in;
use crate::store::{KeptBatch, NewEvent, PendingItem, StoreError, Task, Told, Tx};
use crate::telemetry::Causes;

/// Items read in one go.
const READ: i64 = 50;
/// How late a server notices a batch that another began, or left.
const EVERY: Duration = Duration::from_secs(1);

/// Goes on with batches until the portal closes.
pub async fn worker(app: Arc<App>, mut stopped: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            _ = stopped.wait_for(|stopped| *stopped) => return,
            () = app.batches.notified() => {}
            () = tokio::time::sleep(EVERY) => {}
        }
        loop {
            match advance(&app).await {
                Ok(true) if !*stopped.borrow() => {}
                Ok(_) => break,
                Err(error) => {
                    tracing::error!(error = %Causes(&error), "a batch failed; it goes on in a moment");
                    break;
                }
            }
        }
    }
}

/// Goes on with the oldest batch for a few items. False when no batch is left.
pub async fn advance(app: &App) -> Result<bool, StoreError> {
    let mut tx = app.store.read().await?;
    let Some(batch) = tx.running_batch().await? else {
        return Ok(false);
    };
    let items = tx.pending_items(batch.id, READ).await?;
    drop(tx);
    for item in &items {
        run(app, &batch, item).await?;
    }
    Ok(true)
}

/// Does one item, and keeps what came of it whatever that is.
async fn run(app: &App, batch: &KeptBatch, item: &PendingItem) -> Result<(), StoreError> {
    let mut done = attempt(app, batch, item).await;
    if let Err(Refused::Store(StoreError::Duplicate)) = done {
        // The same person or row was registered at that very moment: now they are found.
        done = attempt(app, batch, item).await;
    }
    let Err(refused) = done else { return Ok(()) };
    let is_row = matches!(batch.task, Task::Register { .. });
    let told = match &refused {
        Refused::NotFound if is_row => Some(outcome::not_managed()),
        other => outcome::told(other),
    };
    match (told, refused) {
        (Some(told), _) => {
            let mut tx = app.store.write().await?;
            if tx.hold_item(batch.id, item.position).await? {
                end(app, &mut tx, batch, item, &told).await?;
                tx.commit().await?;
            }
            Ok(())
        }
        (None, Refused::Store(error)) => Err(error),
        (None, _) => Ok(()),
    }
}

/// The item's whole work and its result, in one transaction; nothing of it when it is refused.
async fn attempt(app: &App, batch: &KeptBatch, item: &PendingItem) -> Result<(), Refused> {
    let mut tx = app.store.write().await?;
    if !tx.hold_item(batch.id, item.position).await? {
        // Another server was faster.
        return Ok(());
    }
    let signed_in = sign_in::absent(app, &mut tx, batch.account).await?;
    let signed_in = signed_in.ok_or(Refused::NotFound)?;
    let caller = Caller::new(Arc::new(signed_in));
    let told = decide(app, &mut tx, &caller, batch, item).await?;
    end(app, &mut tx, batch, item, &told).await?;
    tx.commit().await?;
    app.outbox.wake();
    Ok(())
}

async fn decide(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    batch: &KeptBatch,
    item: &PendingItem,
) -> Result<Told, Refused> {
    let decision = |id: RequestId| {
        let revision = item.revision;
        Chosen { id, revision }.decision()
    };
    match &batch.task {
        Task::Validate { attestations } => {
            let decision = decision(item.request.ok_or(Refused::NotFound)?);
            requests::validate_within(app, tx, caller, &decision, *attestations).await?;
        }
        Task::Reject { reason, text } => {
            let decision = decision(item.request.ok_or(Refused::NotFound)?);
            let asked = AskedRejection {
                reason: *reason,
                text: text.clone(),
            };
            requests::reject_within(app, tx, caller, &decision, &asked).await?;
        }
        Task::Register {
            attestations,
            accepted,
            language,
        } => {
            let hash = hash(batch.account, &item.cells);
            if let Some(before) = tx.registered_row(&hash).await? {
                return Ok(Told {
                    request: Some(before),
                    code: Some(SENT_BEFORE),
                    ..Told::default()
                });
            }
            let raw = RawRegistering {
                registration: bulk::registration(&item.cells, accepted),
                language: *language,
                attestations: *attestations,
                resolutions: Vec::new(),
            };
            let made = requests::register_within(app, tx, caller, &raw).await?;
            return Ok(Told {
                request: Some(made),
                ..Told::default()
            });
        }
    }
    Ok(Told::default())
}

/// Keeps what came of an item; after the last, that the batch is over.
async fn end(
    app: &App,
    tx: &mut Tx,
    batch: &KeptBatch,
    item: &PendingItem,
    told: &Told,
) -> Result<(), StoreError> {
    let now = app.clock.now();
    let finished = tx.end_item(batch.id, item.position, told, now).await?;
    if let Some((done, refused)) = finished {
        let event = NewEvent {
            account: Some(batch.account),
            owner: Some(batch.account),
            data: json!({ "batch": batch.id, "done": done, "refused": refused }),
            ..NewEvent::new(EventKind::BatchFinished, now)
        };
        tx.add_event(event).await?;
    }
    Ok(())
}
