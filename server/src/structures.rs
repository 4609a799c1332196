//! Structures and their managers: what an agent of the ANS does about them.

use shared::event::EventKind;
use shared::field_error::{Field, FieldError, Problem};
use shared::finess::{Finess, FinessError};
use shared::id::{DesignationId, StructureId};
use shared::idnps::Idnps;
use shared::siret::Siret;
use shared::structure::StructureKind;
use uuid::Uuid;

use crate::app::App;
use crate::caller::{AnsAgent, Denied};
use crate::store::{Begun, Key, NewDesignation, NewEvent, NewStructure, StoreError};

/// Why a change of a structure is refused.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("no such structure or designation")]
    NotFound,
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("fields are missing or wrong")]
    InvalidStructure(Vec<FieldError>),
    #[error("not a SubjectNameID")]
    InvalidSubject,
    #[error("it exists already")]
    AlreadyExists,
    #[error("a reason is needed")]
    InvalidDecision(Vec<FieldError>),
    #[error("it has changed since it was read")]
    Stale,
    #[error("the idempotency key was used for something else")]
    IdempotencyConflict,
    #[error(transparent)]
    Store(StoreError),
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

/// A structure as typed.
#[derive(Clone, Debug)]
pub struct RawStructure {
    pub finess: String,
    pub kind: StructureKind,
    pub name: String,
    pub siret: Option<String>,
    pub town: String,
    pub category: String,
}

const LONGEST_NAME: usize = 300;

/// Begins the change, or returns from the caller with the answer of an earlier attempt.
macro_rules! begin {
    ($app:expr, $key:expr) => {
        match $app.store.write_once($key.as_ref()).await? {
            Begun::New(tx) => tx,
            Begun::Replay(id) => return Ok(StructureId(id)),
            Begun::Conflict => return Err(Refused::IdempotencyConflict),
        }
    };
}

/// Creates a structure.
pub async fn create_structure(
    app: &App,
    agent: AnsAgent<'_>,
    raw: RawStructure,
    key: Option<Key>,
) -> Result<StructureId, Refused> {
    let new = parse(&raw, app.config.demo).map_err(Refused::InvalidStructure)?;
    let mut tx = begin!(app, key);
    let event = NewEvent {
        account: Some(agent.signed_in.account),
        structure: Some(new.id),
        ..NewEvent::new(EventKind::StructureCreated, app.clock.now())
    };
    tx.add_structure(&new, event).await?;
    tx.keep_answer(key.as_ref(), new.id.0).await?;
    tx.commit().await?;
    Ok(new.id)
}

/// Designates a manager of a structure.
pub async fn designate_manager(
    app: &App,
    agent: AnsAgent<'_>,
    structure: StructureId,
    subject_name_id: &str,
    key: Option<Key>,
) -> Result<StructureId, Refused> {
    let subject = Idnps::parse_typed(subject_name_id).map_err(|_| Refused::InvalidSubject)?;
    if is_test(&subject) && !app.config.demo {
        return Err(Refused::InvalidSubject);
    }
    let mut tx = begin!(app, key);
    tx.structure(structure).await?.ok_or(Refused::NotFound)?;
    let by = agent.signed_in.account;
    let new = NewDesignation {
        id: DesignationId(Uuid::now_v7()),
        structure,
        subject_name_id: subject.as_str().to_owned(),
        by: Some(by),
    };
    let event = NewEvent {
        account: Some(by),
        structure: Some(structure),
        data: serde_json::json!({ "subject": new.subject_name_id }),
        ..NewEvent::new(EventKind::ManagerDesignated, app.clock.now())
    };
    tx.add_designation(&new, event).await?;
    tx.keep_answer(key.as_ref(), structure.0).await?;
    tx.commit().await?;
    Ok(structure)
}

/// What an agent does to a designation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    Revoke,
    Suspend,
    Resume,
}

/// Ends a designation, lets it rest or resumes it; the manager's rights change with the commit.
pub async fn turn_designation(
    app: &App,
    agent: AnsAgent<'_>,
    turn: Turn,
    asked: AskedTurn,
    key: Option<Key>,
) -> Result<StructureId, Refused> {
    let reason = asked.reason.trim();
    let problem = match reason {
        "" => Some(Problem::Required),
        _ if reason.chars().nth(LONGEST_NAME).is_some() => Some(Problem::TooLong),
        _ if reason.chars().any(char::is_control) => Some(Problem::ControlCharacter),
        _ => None,
    };
    if let Some(problem) = problem {
        return Err(Refused::InvalidDecision(vec![FieldError::new(
            Field::Reason,
            problem,
        )]));
    }
    let mut tx = begin!(app, key);
    let designation = tx.designation(asked.id).await?.ok_or(Refused::NotFound)?;
    if designation.revision != asked.revision {
        return Err(Refused::Stale);
    }
    let kind = match turn {
        Turn::Revoke => EventKind::DesignationRevoked,
        Turn::Suspend => EventKind::DesignationSuspended,
        Turn::Resume => EventKind::DesignationResumed,
    };
    let event = NewEvent {
        account: Some(agent.signed_in.account),
        structure: Some(designation.structure),
        data: serde_json::json!({ "subject": designation.subject_name_id }),
        ..NewEvent::new(kind, app.clock.now())
    };
    tx.turn_designation(&designation, reason, event).await?;
    tx.keep_answer(key.as_ref(), designation.structure.0)
        .await?;
    tx.commit().await?;
    Ok(designation.structure)
}

/// A designation to change, as it was read, and why.
#[derive(Clone, Debug)]
pub struct AskedTurn {
    pub id: DesignationId,
    pub revision: i32,
    pub reason: String,
}

fn parse(raw: &RawStructure, demo: bool) -> Result<NewStructure, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut wrong = |field, problem| errors.push(FieldError::new(field, problem));
    let finess = Finess::parse_typed(&raw.finess)
        .inspect_err(|error| wrong(Field::Finess, finess_problem(*error)))
        .ok()
        .filter(|finess| demo || !finess.is_test())
        .or_else(|| {
            if Finess::parse_typed(&raw.finess).is_ok() {
                wrong(Field::Finess, Problem::TestNumber);
            }
            None
        });
    let name = raw.name.trim();
    match name {
        "" => wrong(Field::Name, Problem::Required),
        _ if name.chars().nth(LONGEST_NAME).is_some() => wrong(Field::Name, Problem::TooLong),
        _ if name.chars().any(char::is_control) => wrong(Field::Name, Problem::ControlCharacter),
        _ => {}
    }
    let siret = raw
        .siret
        .as_deref()
        .map(str::trim)
        .filter(|siret| !siret.is_empty())
        .map(Siret::parse_typed);
    if let Some(Err(_)) = &siret {
        wrong(Field::Siret, Problem::SiretKey);
    }
    let town = raw.town.trim();
    if town.chars().nth(LONGEST_NAME).is_some() || town.chars().any(char::is_control) {
        wrong(Field::Town, Problem::TooLong);
    }
    let category = raw.category.trim();
    let four_digits = category.len() == 4 && category.bytes().all(|byte| byte.is_ascii_digit());
    if !category.is_empty() && !four_digits {
        wrong(Field::Category, Problem::CategoryShape);
    }
    match finess {
        Some(finess) if errors.is_empty() => Ok(NewStructure {
            id: StructureId(Uuid::now_v7()),
            finess,
            kind: raw.kind,
            name: name.to_owned(),
            siret: siret.and_then(Result::ok),
            town: town.to_owned(),
            category: category.to_owned(),
        }),
        _ => Err(errors),
    }
}

fn finess_problem(error: FinessError) -> Problem {
    match error {
        FinessError::Key => Problem::FinessKey,
        FinessError::Departement => Problem::FinessDepartement,
        FinessError::Shape => Problem::FinessShape,
    }
}

/// An identifier kept for tests: an RPPS number in 997, or a structure that no register has.
fn is_test(subject: &Idnps) -> bool {
    subject.rpps().is_some_and(|number| number.is_test())
        || subject
            .finess_employee()
            .is_some_and(|(finess, _)| finess.is_test())
}
