//! What changes of a person's entry after the registration: contact and names by the person or a manager, posts by the
//! managers of their structures. One change of a person waits at a time, and everything that was there is kept.

mod contact;
mod names;
mod situation;

use shared::eligibility::Verdict;
use shared::entry::{ChangeKind, Changed};
use shared::event::EventKind;
use shared::field_error::{Field, FieldError, Problem};
use shared::id::{ChangeId, PersonId, StructureId};
use shared::rpps::RppsNumber;
use uuid::Uuid;

pub use contact::{cancel_change, change_contact, confirm_contact};
pub use names::change_exercise_names;
pub use situation::{AskedPost, change_situation, close_situation};

use crate::app::App;
use crate::caller::{Caller, Corrector, Denied};
use crate::mail::{self, EntryNews};
use crate::store::{
    EntryChange, Key, NewEntryChange, NewEvent, Registration, StoreError, Tx, change_data,
};

/// Why a change of an entry is refused.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("no such person, post or change")]
    NotFound,
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("fields are missing or wrong, or nothing changes")]
    Invalid(Vec<FieldError>),
    #[error("another change of the person waits")]
    UnderWay(Box<EntryChange>),
    #[error("it has changed since it was read")]
    Stale,
    #[error("nobody changes their own post")]
    OwnSituation,
    #[error("the post has ended")]
    SituationEnded,
    #[error("the verdict has a blocking finding")]
    NotEligible(Box<Verdict>),
    #[error("not the code that was sent")]
    WrongCode { attempts_left: i32 },
    #[error("too many codes within the hour")]
    TooManyCodes {
        retry_at: chrono::DateTime<chrono::Utc>,
    },
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

/// Begins the change, or returns from the caller with the answer of an earlier attempt.
macro_rules! begin {
    ($app:expr, $key:expr) => {
        match $app.store.write_once($key.as_ref()).await? {
            $crate::store::Begun::New(tx) => tx,
            $crate::store::Begun::Replay(id) => return Ok(shared::id::PersonId(id)),
            $crate::store::Begun::Conflict => {
                return Err($crate::entries::Refused::IdempotencyConflict);
            }
        }
    };
}
use begin;

/// The entry that is meant, and in which part the caller changes it: the person's own, or by number that of somebody
/// who works in a structure of the caller's.
async fn opened<'a>(
    tx: &mut Tx,
    app: &App,
    caller: &'a Caller,
    of: Option<&RppsNumber>,
) -> Result<(Registration, Corrector<'a>), Refused> {
    let signed_in = caller.signed_in()?;
    let found = match (of, signed_in.person) {
        (Some(number), _) => tx.registration_by_number(number).await?,
        (None, Some(own)) => tx.registration(own).await?,
        (None, None) => None,
    };
    let found = found.ok_or(Refused::NotFound)?;
    let asker = part_in(app, caller, &found)?;
    Ok((found, asker))
}

fn part_in<'a>(
    app: &App,
    caller: &'a Caller,
    found: &Registration,
) -> Result<Corrector<'a>, Refused> {
    let works_at = found.works_at(app.clock.today());
    caller
        .corrector_of(found.person.id, works_at)
        .map_err(|_| Refused::NotFound)
}

/// Nothing of the person waits; what waits for a code that is no longer good is ended.
async fn nothing_waits(tx: &mut Tx, app: &App, found: &Registration) -> Result<(), Refused> {
    let now = app.clock.now();
    match &found.change {
        None => Ok(()),
        Some(change) if change.expires_at.is_some_and(|until| until > now) => {
            Err(Refused::UnderWay(Box::new(change.clone())))
        }
        Some(_) => Ok(tx.expire_entry_change(found.person.id, now).await?),
    }
}

fn nothing(field: Field) -> Refused {
    Refused::Invalid(vec![FieldError::new(field, Problem::NothingChanged)])
}

/// A change that is done at once.
struct Done<'a> {
    kind: ChangeKind,
    event: EventKind,
    changed: &'a [Changed],
    situation: Option<shared::id::SituationId>,
    reason: Option<&'a str>,
    structure: Option<StructureId>,
}

/// Keeps a change that was made, with its event and the e-mail that tells the person.
async fn keep(
    tx: &mut Tx,
    app: &App,
    caller: &Caller,
    found: &Registration,
    done: Done<'_>,
) -> Result<(), Refused> {
    let by = caller.signed_in()?.account;
    let id = ChangeId(Uuid::now_v7());
    let new = NewEntryChange {
        id,
        person: found.person.id,
        situation: done.situation,
        kind: done.kind,
        changed: done.changed,
        reason: done.reason,
        by,
        structure: done.structure,
        code: None,
    };
    let event = NewEvent {
        account: Some(by),
        structure: done.structure,
        data: change_data(id, found.person.id, done.changed),
        ..NewEvent::new(done.event, app.clock.now())
    };
    let event = tx.add_entry_change(&new, event).await?;
    let news = EntryNews::Changed(done.kind);
    let told = mail::entry_changed(app, &found.person, news, done.changed, event);
    tx.add_mail(&told, app.clock.now()).await?;
    Ok(())
}

async fn finish(
    app: &App,
    mut tx: Tx,
    key: Option<&Key>,
    person: PersonId,
) -> Result<PersonId, Refused> {
    tx.keep_answer(key, person.0).await?;
    tx.commit().await?;
    app.outbox.wake();
    Ok(person)
}
