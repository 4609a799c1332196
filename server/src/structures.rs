//! Structures, who represents them, and their managers.

mod continuity;
mod create;
mod designate;
mod mandate;
mod organisation;
mod passport;
mod told;
mod turn;

use chrono::{DateTime, Utc};
use shared::date::Date;
use shared::email::Email;
use shared::event::EventKind;
use shared::field_error::{Field, FieldError, Problem};
use shared::id::StructureId;
use shared::idnps::Idnps;

pub use continuity::keep_watch;
pub use create::{RawStructure, create_structure};
pub use designate::{RawDesignation, designate_manager};
pub use mandate::{
    AskedEnd, RawMandate, add as add_mandate, end_mandate, record_mandate, write as write_mandate,
};
pub use organisation::{RawOrganisation, save_organisation};
pub use passport::{
    RawStep, keep_calendar, record_prerequisite, redeem_invitation, send_invitation,
};
pub use told::{office, request_waits};
pub use turn::{AskedTurn, Turn, turn_designation};

use crate::app::App;
use crate::caller::{Denied, Grantor};
use crate::store::{NewEvent, StoreError};

/// Why a change of a structure is refused.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("no such structure, mandate or designation")]
    NotFound,
    #[error(transparent)]
    Denied(Denied),
    #[error("fields are missing or wrong")]
    InvalidStructure(Vec<FieldError>),
    #[error("fields are missing or wrong")]
    InvalidMandate(Vec<FieldError>),
    #[error("fields are missing or wrong")]
    InvalidOrganisation(Vec<FieldError>),
    #[error("fields are missing or wrong")]
    InvalidDesignation(Vec<FieldError>),
    #[error("fields are missing or wrong")]
    InvalidClient(Vec<FieldError>),
    #[error("not a SubjectNameID")]
    InvalidSubject,
    #[error("it exists already")]
    AlreadyExists,
    #[error("a reason is needed")]
    InvalidDecision(Vec<FieldError>),
    #[error("nobody designates themselves")]
    OwnDesignation,
    #[error("the mandate has ended")]
    MandateEnded,
    #[error("the structure is closed")]
    ClosedStructure,
    #[error("the step belongs to the other side")]
    NotYourStep,
    #[error("no such invitation, or no more")]
    InvitationUnknown,
    #[error("the invitation was redeemed")]
    InvitationUsed,
    #[error("fields are missing or wrong")]
    InvalidCorrection(Vec<FieldError>),
    #[error("another correction of the person is open")]
    CorrectionUnderWay,
    #[error("nobody decides on what they asked for, or on themselves")]
    OwnCorrection,
    #[error("two agents decide")]
    SameAgent,
    #[error("another person has this civil status")]
    DuplicatePerson,
    #[error("it has changed since it was read")]
    Stale,
    #[error("the designation has changed since it was read, or is over")]
    DesignationEnded,
    #[error("fields are missing or wrong")]
    InvalidMessage(Vec<FieldError>),
    #[error("the question's state does not allow this")]
    WrongSupportState,
    #[error("the idempotency key was used for something else")]
    IdempotencyConflict,
    #[error(transparent)]
    Store(StoreError),
}

impl From<Denied> for Refused {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::MandateEnded => Self::MandateEnded,
            other => Self::Denied(other),
        }
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Duplicate => Self::AlreadyExists,
            StoreError::Stale => Self::Stale,
            other => Self::Store(other),
        }
    }
}

/// Longest name, reason or proof.
const LONGEST: usize = 300;

/// A designation that changed meanwhile.
fn ended(error: StoreError) -> Refused {
    match error {
        StoreError::Stale => Refused::DesignationEnded,
        other => other.into(),
    }
}

/// Whoever grants a right may do so today: their mandate holds, and the rules let its quality designate.
fn may_grant(app: &App, grantor: Grantor<'_>) -> Result<(), Refused> {
    let today = app.clock.today();
    grantor.holds_on(today)?;
    let rules = app.rules.on(today);
    let may = grantor.mandate().is_none_or(|mandate| {
        let powers = rules.powers(mandate.quality);
        powers.is_some_and(|powers| powers.designates)
    });
    if may {
        Ok(())
    } else {
        Err(Denied::Forbidden.into())
    }
}

/// Begins the change, or returns from the caller with the answer of an earlier attempt.
macro_rules! begin {
    ($app:expr, $key:expr, $id:path) => {
        match $app.store.write_once($key.as_ref()).await? {
            $crate::store::Begun::New(tx) => tx,
            $crate::store::Begun::Replay(id) => return Ok($id(id)),
            $crate::store::Begun::Conflict => {
                return Err($crate::structures::Refused::IdempotencyConflict);
            }
        }
    };
}
pub(crate) use begin;

/// An event about a structure; `subject` is the identifier whose rights it may change.
fn event(kind: EventKind, structure: StructureId, subject: &str, at: DateTime<Utc>) -> NewEvent {
    NewEvent {
        structure: Some(structure),
        data: serde_json::json!({ "subject": subject }),
        ..NewEvent::new(kind, at)
    }
}

/// The identifier that somebody typed; one kept for tests only in a demonstration.
fn subject(app: &App, typed: &str) -> Result<String, Refused> {
    let subject = Idnps::parse_typed(typed).map_err(|_| Refused::InvalidSubject)?;
    let is_test = subject.rpps().is_some_and(|number| number.is_test())
        || subject
            .finess_employee()
            .is_some_and(|(finess, _)| finess.is_test());
    if is_test && !app.config.demo {
        return Err(Refused::InvalidSubject);
    }
    Ok(subject.as_str().to_owned())
}

/// What is wrong with a line that somebody typed.
fn line_problem(text: &str) -> Option<Problem> {
    if text.chars().nth(LONGEST).is_some() {
        Some(Problem::TooLong)
    } else if text.chars().any(char::is_control) {
        Some(Problem::ControlCharacter)
    } else {
        None
    }
}

/// An address, when one is given.
fn address(typed: Option<&str>, errors: &mut Vec<FieldError>) -> Option<String> {
    let typed = typed.map(str::trim).filter(|text| !text.is_empty())?;
    let email = Email::parse_typed(typed).ok();
    if email.is_none() {
        errors.push(FieldError::new(Field::Email, Problem::EmailShape));
    }
    email.map(|email| email.as_str().to_owned())
}

/// The last day of what is granted: not past, and not beyond what the grantor has, which it is unless given.
fn last_day(
    asked: Option<Date>,
    granted: Option<Date>,
    today: Date,
    errors: &mut Vec<FieldError>,
) -> Option<Date> {
    let mut wrong = |problem| errors.push(FieldError::new(Field::EndsOn, problem));
    match (asked, granted) {
        (Some(day), _) if day < today => wrong(Problem::DateInPast),
        (Some(day), Some(last)) if day > last => wrong(Problem::BeyondMandate),
        _ => {}
    }
    asked.or(granted)
}
