//! What can be done with a request, one verb a file. Each asks for the proof that the caller may.

mod check;
mod claim;
mod confirm;
mod correct;
mod create;
mod duplicates;
mod email_code;
mod register;
mod reject;
mod restore;
mod retention;
mod save;
mod submit;
mod tried;
mod validate;
mod view;
mod withdraw;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use shared::eligibility::Verdict;
use shared::event::EventKind;
use shared::field_error::{Field, FieldError};
use shared::id::{AccountId, RequestId};
use shared::request::{Claim, DecideError, Deciding, InvalidTransition, Request, SaveError};
use shared::status::Status;

pub use check::{problems, verdict, verdict_by};
pub use claim::{claim, release};
pub use confirm::{ToConfirm, compare, confirm_registration, to_confirm};
pub use correct::{AskedCorrection, ask_correction};
pub use create::create_draft;
pub use duplicates::{Lookalike, Resolution, of_civil_status, of_request, resolve_duplicate};
pub use email_code::{confirm_email, send_email_code};
pub use register::{RawRegistering, register_professional, register_within};
pub use reject::{AskedRejection, reject, reject_within, well_said};
pub use restore::restore;
pub use retention::{deleted_at, retention};
pub use save::save_draft;
pub use submit::submit;
pub use tried::{Sentence, tried};
pub use validate::{validate, validate_within};
pub use view::{Viewed, Viewer, can_see, queue_row, request};
pub use withdraw::withdraw;

use crate::caller::{Caller, Denied, Manager, SignedIn};
use crate::store::{Key, NewEvent, RequestView, StoreError, Tx, Version};

/// Why a change of a request is refused. Each operation gives some of these.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("no such request, or not for this caller")]
    NotFound,
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("the request has changed since it was read")]
    Stale { id: RequestId, seen: i32 },
    #[error("another manager holds the lease")]
    Claimed(Claim, RequestId),
    #[error(transparent)]
    InvalidTransition(#[from] InvalidTransition),
    #[error("fields outside the correction have changed")]
    FieldLocked(Vec<Field>),
    #[error("the form cannot be written in this state")]
    NotEditable(Status),
    #[error("the form has fields that are missing or wrong")]
    InvalidForm(Vec<FieldError>),
    #[error("the verdict has a blocking finding")]
    NotEligible(Box<Verdict>),
    #[error("the decision lacks its reason, its text or an attestation")]
    InvalidDecision(Vec<FieldError>),
    #[error("nobody decides on their own request")]
    OwnRequest,
    #[error("the code is not the one that was sent")]
    WrongCode { attempts_left: i32 },
    #[error("too many codes were sent")]
    TooManyCodes { retry_at: DateTime<Utc> },
    #[error("no number is left, or no range is configured")]
    NumbersExhausted,
    #[error("no such link")]
    LinkUnknown,
    #[error("the link was used before")]
    LinkUsed,
    #[error("FranceConnect certifies something else")]
    Differs(Vec<Field>),
    #[error("the same certified person has another number")]
    RegisteredTwice,
    #[error("the idempotency key was used for something else")]
    IdempotencyConflict,
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// A change asked of a request: which, as it was read when, and the key of the attempt.
#[derive(Clone, Debug)]
pub struct Change {
    pub id: RequestId,
    pub revision: i32,
    pub key: Option<Key>,
}

/// A decision asked by a manager: the change, and whether another's lease is to be ignored.
#[derive(Clone, Debug)]
pub struct Decision {
    pub change: Change,
    pub take_over: bool,
}

/// Begins the change, or returns from the caller with the answer of an earlier attempt.
macro_rules! begin {
    ($app:expr, $key:expr) => {
        match $app.store.write_once($key.as_ref()).await? {
            $crate::store::Begun::New(tx) => tx,
            $crate::store::Begun::Replay(id) => return Ok(RequestId(id)),
            $crate::store::Begun::Conflict => {
                return Err($crate::requests::Refused::IdempotencyConflict)
            }
        }
    };
}
pub(crate) use begin;

/// The caller's own request.
async fn own(tx: &mut Tx, signed_in: &SignedIn, id: RequestId) -> Result<RequestView, Refused> {
    let view = tx.request(id).await?.ok_or(Refused::NotFound)?;
    if view.request.owner == signed_in.account {
        Ok(view)
    } else {
        Err(Refused::NotFound)
    }
}

/// A request that was sent to a structure of the caller, and the proof that it is one of theirs.
async fn managed<'a>(
    tx: &mut Tx,
    caller: &'a Caller,
    id: RequestId,
) -> Result<(RequestView, Manager<'a>), Refused> {
    caller.signed_in()?;
    let view = tx.request(id).await?.ok_or(Refused::NotFound)?;
    let structure = view
        .request
        .submission
        .as_ref()
        .map(|sent| sent.structure)
        .ok_or(Refused::NotFound)?;
    let manager = caller
        .manager_of(structure)
        .map_err(|_| Refused::NotFound)?;
    Ok((view, manager))
}

/// Refuses a request that has moved on. The lease and the state are asked before: they say more.
fn fresh(request: &Request, revision: i32) -> Result<(), Refused> {
    if request.revision == revision {
        Ok(())
    } else {
        Err(Refused::Stale {
            id: request.id,
            seen: revision,
        })
    }
}

/// Whether a manager may decide: the state, the lease, and that nothing has changed since it was read. Who comes after
/// somebody else's decision is told what changed, not only that it is too late.
fn open(
    request: &Request,
    deciding: Deciding,
    allowed: &[Status],
    seen: i32,
) -> Result<(), Refused> {
    let is_decided = matches!(
        request.status,
        Status::CorrectionRequested | Status::Validated | Status::Rejected
    );
    match request.open_to(deciding, allowed) {
        Err(DecideError::InvalidTransition(_)) if is_decided && request.revision != seen => {}
        Err(error) => return Err(Refused::deciding(error, request.id)),
        Ok(()) => {}
    }
    fresh(request, seen)
}

/// Saves the change, its event and the answer's key, and makes them durable.
async fn finish(
    mut tx: Tx,
    before: Version,
    mut request: Request,
    event: NewEvent,
    key: Option<&Key>,
) -> Result<RequestId, Refused> {
    let id = request.id;
    save(&mut tx, before, &mut request, event).await?;
    tx.keep_answer(key, id.0).await?;
    tx.commit().await?;
    Ok(id)
}

async fn save(
    tx: &mut Tx,
    before: Version,
    request: &mut Request,
    event: NewEvent,
) -> Result<i64, Refused> {
    let (id, seen) = (request.id, request.revision);
    tx.save_request(before, request, event)
        .await
        .map_err(|error| match error {
            StoreError::Stale => Refused::Stale { id, seen },
            other => Refused::Store(other),
        })
}

/// Says in an event whose lease the act takes over, if it does.
fn taken_from(mut event: NewEvent, claim: Option<Claim>, by: AccountId) -> NewEvent {
    if let Some(former) = claim.map(|claim| claim.by).filter(|former| *former != by) {
        event.data["former"] = json!(former);
    }
    event
}

/// The event of a change, with the names of the fields it touched.
fn event(
    kind: EventKind,
    request: &Request,
    by: Option<AccountId>,
    at: DateTime<Utc>,
    fields: &[Field],
) -> NewEvent {
    let mut data = json!({ "revision": request.revision + 1 });
    if !fields.is_empty() {
        data["fields"] = fields
            .iter()
            .map(|field| Value::from(field.code()))
            .collect();
    }
    NewEvent {
        kind,
        at,
        account: by,
        owner: Some(request.owner),
        request: Some(request.id),
        structure: request.submission.as_ref().map(|sent| sent.structure),
        data,
    }
}

impl From<SaveError> for Refused {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::NotEditable(InvalidTransition(status)) => Self::NotEditable(status),
            SaveError::FieldLocked(fields) => Self::FieldLocked(fields),
        }
    }
}

impl Refused {
    fn deciding(error: DecideError, id: RequestId) -> Self {
        match error {
            DecideError::InvalidTransition(error) => Self::InvalidTransition(error),
            DecideError::Claimed(claim) => Self::Claimed(claim, id),
        }
    }
}
