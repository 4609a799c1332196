//! Many decisions at once, or the rows of a file: kept first, then done one after the other, each with its own result.
//!
//! An item is one transaction: what is decided, its event, its e-mail and the item's result become durable together. A
//! server that is killed leaves items that wait, and whichever server is there goes on with them. The rights of whoever
//! began are asked again at each item.

mod outcome;
mod work;

use chrono::TimeDelta;
use serde_json::json;
use sha2::{Digest, Sha256};
use shared::bulk::{self, FileError, FileProblem};
use shared::event::EventKind;
use shared::field_error::{Field, FieldError, Problem};
use shared::id::{AccountId, BatchId, RequestId};
use uuid::Uuid;

pub use work::{advance, worker};

use crate::app::App;
use crate::caller::{Caller, Fresh, ManagerAnywhere};
use crate::requests::{self, Change, Decision, Sentence};
use crate::store::{
    ItemState, KeptItem, Key, NewBatch, NewEvent, NewItem, RequestView, StoreError, Task,
};

/// Batches that are blanked in one transaction.
const BLANKED: i64 = 5;

/// Why a batch does not begin.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("the batch or its file cannot be taken")]
    InvalidBatch(FileError),
    #[error("the decision lacks its text or an attestation")]
    InvalidDecision(Vec<FieldError>),
    #[error("the idempotency key was used for something else")]
    IdempotencyConflict,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Begins the change, or returns from the caller with the answer of an earlier attempt.
macro_rules! begin {
    ($app:expr, $key:expr) => {
        match $app.store.write_once($key.as_ref()).await? {
            $crate::store::Begun::New(tx) => tx,
            $crate::store::Begun::Replay(id) => return Ok(BatchId(id)),
            $crate::store::Begun::Conflict => return Err(Refused::IdempotencyConflict),
        }
    };
}

/// A request to decide, as it was read.
#[derive(Clone, Copy, Debug)]
pub struct Chosen {
    pub id: RequestId,
    pub revision: i32,
}

impl Chosen {
    fn decision(self) -> Decision {
        Decision {
            change: Change {
                id: self.id,
                revision: self.revision,
                key: None,
            },
            // Whoever holds a request has it open: a batch takes it from nobody.
            take_over: false,
        }
    }
}

/// Begins to decide requests. Those that are not the manager's are refused at once.
pub async fn decide(
    app: &App,
    manager: Fresh<ManagerAnywhere<'_>>,
    chosen: &[Chosen],
    task: Task,
    key: Option<Key>,
) -> Result<BatchId, Refused> {
    let manager = manager.get();
    fits(chosen)?;
    well_founded(app, &task)?;
    let mut tx = begin!(app, key);
    let ids: Vec<RequestId> = chosen.iter().map(|chosen| chosen.id).collect();
    let views = tx.requests_by_id(&ids).await?;
    let item = |chosen: &Chosen| {
        let is_managed = |view: &RequestView| {
            let sent = view.request.submission.as_ref();
            view.request.id == chosen.id && sent.is_some_and(|to| manager.of(to.structure).is_ok())
        };
        let known = views.iter().any(is_managed);
        NewItem {
            request: known.then_some(chosen.id),
            revision: Some(chosen.revision),
            refused: (!known).then_some(outcome::UNKNOWN),
            ..NewItem::default()
        }
    };
    let items: Vec<NewItem> = chosen.iter().map(item).collect();
    let new = new(manager.signed_in.account, task);
    tx.add_batch(&new, &items, begun(app, &new, items.len()))
        .await?;
    tx.keep_answer(key.as_ref(), new.id.0).await?;
    tx.commit().await?;
    app.batches.notify_one();
    Ok(new.id)
}

/// Begins to register the persons of a file. Rows that are wrong in themselves are refused at once.
pub async fn register(
    app: &App,
    manager: ManagerAnywhere<'_>,
    file: &str,
    task: Task,
    key: Option<Key>,
) -> Result<BatchId, Refused> {
    well_founded(app, &task)?;
    let rows = bulk::read(file).map_err(Refused::InvalidBatch)?;
    let account = manager.signed_in.account;
    let items: Vec<NewItem> = rows
        .into_iter()
        .map(|row| NewItem {
            line: i32::try_from(row.line).ok(),
            row_hash: Some(hash(account, &row.cells)),
            refused: row.problem.map(bulk::RowProblem::code),
            cells: Some(row.cells),
            ..NewItem::default()
        })
        .collect();
    let mut tx = begin!(app, key);
    let new = new(account, task);
    tx.add_batch(&new, &items, begun(app, &new, items.len()))
        .await?;
    tx.keep_answer(key.as_ref(), new.id.0).await?;
    tx.commit().await?;
    app.batches.notify_one();
    Ok(new.id)
}

/// What each decision would come to now, without making any.
pub async fn simulate(
    app: &App,
    caller: &Caller,
    chosen: &[Chosen],
    task: &Task,
) -> Result<Vec<KeptItem>, Refused> {
    fits(chosen)?;
    let ids: Vec<RequestId> = chosen.iter().map(|chosen| chosen.id).collect();
    let views = app.store.read().await?.requests_by_id(&ids).await?;
    let sentence = match task {
        Task::Validate { attestations } => Sentence::Validate(*attestations),
        _ => Sentence::Reject,
    };
    let tried = |(position, chosen): (i32, &Chosen)| {
        let view = views.iter().find(|view| view.request.id == chosen.id);
        let sent = view.and_then(|view| view.request.submission.as_ref());
        let managed = sent.filter(|sent| caller.manager_of(sent.structure).is_ok());
        let told = match view.filter(|_| managed.is_some()) {
            Some(view) => requests::tried(app, caller, view, &chosen.decision(), sentence)
                .err()
                .and_then(|refused| outcome::told(&refused)),
            None => Some(outcome::unknown()),
        };
        KeptItem {
            position,
            line: None,
            state: if told.is_some() {
                ItemState::Refused
            } else {
                ItemState::Pending
            },
            request: managed.map(|_| chosen.id),
            structure: managed.map(|sent| sent.structure),
            name: managed.and(view).map(name),
            rpps_number: None,
            cells: None,
            code: told.as_ref().and_then(|told| told.code.map(str::to_owned)),
            details: told.map(|told| told.details).unwrap_or_default(),
        }
    };
    Ok((0..).zip(chosen).map(tried).collect())
}

/// Forgets what stood in files of batches that ended long ago; to be called every minute. Returns how many rows.
pub async fn retention(app: &App) -> Result<i64, StoreError> {
    let now = app.clock.now();
    let before = now - TimeDelta::days(app.config.mail_retention_days.into());
    let mut forgotten = 0;
    loop {
        let mut tx = app.store.write().await?;
        let blanked = tx.blank_batches(before, now, BLANKED).await?;
        tx.commit().await?;
        match blanked {
            Some(rows) => forgotten += i64::try_from(rows).unwrap_or(i64::MAX),
            None => return Ok(forgotten),
        }
    }
}

fn name(view: &RequestView) -> String {
    let identity = &view.request.identity;
    let first = identity.first_names.first().map_or("", String::as_str);
    format!("{} {first}", identity.birth_name)
}

fn new(account: AccountId, task: Task) -> NewBatch {
    NewBatch {
        id: BatchId(Uuid::now_v7()),
        account,
        task,
    }
}

fn begun(app: &App, new: &NewBatch, items: usize) -> NewEvent {
    NewEvent {
        account: Some(new.account),
        owner: Some(new.account),
        data: json!({ "batch": new.id, "kind": new.task.code(), "items": items }),
        ..NewEvent::new(EventKind::BatchStarted, app.clock.now())
    }
}

fn fits(chosen: &[Chosen]) -> Result<(), Refused> {
    let problem = match chosen.len() {
        0 => FileProblem::Empty,
        length if length > bulk::MOST_ROWS => FileProblem::TooManyRows,
        _ => return Ok(()),
    };
    Err(Refused::InvalidBatch(FileError {
        problem,
        columns: Vec::new(),
    }))
}

/// What is missing for all items alike is said before any is begun.
fn well_founded(app: &App, task: &Task) -> Result<(), Refused> {
    let attestations = match task {
        Task::Reject { reason, text } => {
            let asked = requests::AskedRejection {
                reason: *reason,
                text: text.clone(),
            };
            return match requests::well_said(app, &asked) {
                Err(requests::Refused::InvalidDecision(wrong)) => {
                    Err(Refused::InvalidDecision(wrong))
                }
                _ => Ok(()),
            };
        }
        Task::Validate { attestations } | Task::Register { attestations, .. } => attestations,
    };
    let given = [
        (Field::ConditionsChecked, attestations.conditions_checked),
        (Field::IdentityChecked, attestations.identity_checked),
    ];
    let missing: Vec<FieldError> = given
        .into_iter()
        .filter(|(_, given)| !given)
        .map(|(field, _)| FieldError::new(field, Problem::NotChecked))
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Refused::InvalidDecision(missing))
    }
}

/// What a row is known by, when the same manager sends it again.
fn hash(account: AccountId, cells: &[String]) -> [u8; 32] {
    let hash = Sha256::new().chain_update(account.0.as_bytes());
    cells
        .iter()
        .fold(hash, |hash, cell| {
            hash.chain_update(cell).chain_update([0x1f])
        })
        .finalize()
        .into()
}
