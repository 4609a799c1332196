//! How reference data changes: a file becomes a draft, an agent says from which day it holds. What was once in force
//! never changes.

use chrono::{DateTime, Utc};
use serde_json::json;
use shared::date::Date;
use shared::event::EventKind;
use shared::field_error::{Field, FieldError, Problem};
use shared::id::AccountId;
use uuid::Uuid;

use super::{Kind, RowDifference, Table, Tally};
use crate::app::App;
use crate::caller::AnsAgent;
use crate::store::{
    Begun, KeptReference, Key, NewEvent, NewReference, ReferenceState, StoreError, Tx,
};

/// Why a change of a version is refused.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("no such version")]
    NotFound,
    #[error("it has changed since it was read")]
    Stale,
    #[error("its state does not allow this")]
    Fixed,
    #[error("the day is not right")]
    InvalidDecision(Vec<FieldError>),
    #[error("the idempotency key was used for something else")]
    IdempotencyConflict,
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale => Self::Stale,
            other => Self::Store(other),
        }
    }
}

/// A version to change, as it was read.
#[derive(Clone, Debug)]
pub struct Asked {
    pub id: Uuid,
    pub revision: i32,
    pub key: Option<Key>,
}

/// A table beside the one that holds before it.
#[derive(Debug)]
pub struct Compared {
    pub differences: Vec<RowDifference>,
    /// How many rows held before.
    pub before: usize,
}

/// What a table changes on a day; of versions of the same day, those scheduled so far hold before it.
pub async fn compare(tx: &mut Tx, table: &Table, day: Date) -> Result<Compared, StoreError> {
    against(tx, table, (day, i64::MAX)).await
}

/// What a version changes, or changed when it took effect.
pub async fn difference(
    tx: &mut Tx,
    kept: &KeptReference,
    day: Date,
) -> Result<Compared, StoreError> {
    let table = parsed(kept.kind, kept.id, &tx.reference_body(kept.id).await?)?;
    let place = match (kept.state, kept.scheduled_at) {
        (ReferenceState::Scheduled, Some(at)) => (kept.effective_on, at.timestamp_micros()),
        _ => (day.max(kept.effective_on), i64::MAX),
    };
    against(tx, &table, place).await
}

async fn against(tx: &mut Tx, table: &Table, place: (Date, i64)) -> Result<Compared, StoreError> {
    let kind = table.kind();
    let kept = match tx.reference_before(kind, place).await? {
        Some((id, body)) => Some(parsed(kind, id, &body)?),
        None => None,
    };
    let before = kept.as_ref().unwrap_or_else(|| kind.built_in());
    Ok(Compared {
        differences: table.differences(before),
        before: before.len(),
    })
}

fn parsed(kind: Kind, id: Uuid, body: &str) -> Result<Table, StoreError> {
    Table::parse(kind, body).map_err(|_| StoreError::Corrupt {
        table: "reference_versions",
        id,
        column: "body",
    })
}

/// Keeps a table as a draft. It holds for nobody before it is scheduled.
pub async fn draft(
    tx: &mut Tx,
    table: &Table,
    (day, tally): (Date, Tally),
    at: DateTime<Utc>,
) -> Result<KeptReference, StoreError> {
    let new = NewReference {
        id: Uuid::now_v7(),
        kind: table.kind(),
        effective_on: day,
        body: table.body(),
        hash: table.hash(),
        rows: i64::try_from(table.len()).unwrap_or(i64::MAX),
        tally,
    };
    let event = NewEvent {
        data: json!({ "reference": new.kind.code(), "version": new.id }),
        ..NewEvent::new(EventKind::ReferenceDrafted, at)
    };
    tx.add_reference_draft(&new, event).await
}

/// Says that a draft holds from a day on, within the change of whoever says so.
pub async fn take_effect(
    tx: &mut Tx,
    kept: &KeptReference,
    (day, tally): (Date, Tally),
    (by, at): (Option<AccountId>, DateTime<Utc>),
) -> Result<(), StoreError> {
    let turned = KeptReference {
        state: ReferenceState::Scheduled,
        effective_on: day,
        tally,
        ..kept.clone()
    };
    let event = event((EventKind::ReferenceScheduled, by, at), &turned);
    tx.turn_reference(&turned, event).await
}

/// Says from which day on a draft holds: today or later.
pub async fn schedule(
    app: &App,
    agent: AnsAgent<'_>,
    asked: Asked,
    day: Date,
) -> Result<Uuid, Refused> {
    let mut tx = match begin(app, &asked).await? {
        Ok(tx) => tx,
        Err(id) => return Ok(id),
    };
    let kept = read(app, &mut tx, &asked).await?;
    if kept.state != ReferenceState::Draft {
        return Err(Refused::Fixed);
    }
    if day < app.clock.today() {
        let error = FieldError::new(Field::EffectiveFrom, Problem::DateInPast);
        return Err(Refused::InvalidDecision(vec![error]));
    }
    let table = parsed(kept.kind, kept.id, &tx.reference_body(kept.id).await?)?;
    let compared = compare(&mut tx, &table, day).await?;
    let tally = Tally::of(&compared.differences);
    let by = Some(agent.signed_in.account);
    take_effect(&mut tx, &kept, (day, tally), (by, app.clock.now())).await?;
    finish(app, tx, &asked).await
}

/// Gives up a draft, or a version whose day has not come.
pub async fn discard(app: &App, agent: AnsAgent<'_>, asked: Asked) -> Result<Uuid, Refused> {
    let mut tx = match begin(app, &asked).await? {
        Ok(tx) => tx,
        Err(id) => return Ok(id),
    };
    let kept = read(app, &mut tx, &asked).await?;
    if kept.state == ReferenceState::Discarded || kept.has_begun(app.clock.today()) {
        return Err(Refused::Fixed);
    }
    let turned = KeptReference {
        state: ReferenceState::Discarded,
        ..kept
    };
    let by = Some(agent.signed_in.account);
    let event = event(
        (EventKind::ReferenceDiscarded, by, app.clock.now()),
        &turned,
    );
    tx.turn_reference(&turned, event).await?;
    finish(app, tx, &asked).await
}

/// Begins the change, or tells what an earlier attempt changed.
async fn begin(app: &App, asked: &Asked) -> Result<Result<Tx, Uuid>, Refused> {
    match app.store.write_once(asked.key.as_ref()).await? {
        Begun::New(tx) => Ok(Ok(tx)),
        Begun::Replay(id) => Ok(Err(id)),
        Begun::Conflict => Err(Refused::IdempotencyConflict),
    }
}

async fn read(app: &App, tx: &mut Tx, asked: &Asked) -> Result<KeptReference, Refused> {
    let kept = tx.reference_version(asked.id, app.clock.today()).await?;
    let kept = kept.ok_or(Refused::NotFound)?;
    if kept.revision == asked.revision {
        Ok(kept)
    } else {
        Err(Refused::Stale)
    }
}

async fn finish(app: &App, mut tx: Tx, asked: &Asked) -> Result<Uuid, Refused> {
    tx.keep_answer(asked.key.as_ref(), asked.id).await?;
    tx.commit().await?;
    // Whoever asks next meets what was decided; other servers read it from the log.
    app.reference.reload(&app.store).await;
    Ok(asked.id)
}

fn event(
    (kind, by, at): (EventKind, Option<AccountId>, DateTime<Utc>),
    version: &KeptReference,
) -> NewEvent {
    NewEvent {
        account: by,
        data: json!({
            "reference": version.kind.code(), "version": version.id,
            "effectiveFrom": version.effective_on.to_string(),
        }),
        ..NewEvent::new(kind, at)
    }
}
