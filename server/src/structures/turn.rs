//! A designation is suspended, resumed or revoked.

use shared::event::EventKind;
use shared::field_error::{Field, FieldError, Problem};
use shared::id::{DesignationId, StructureId};

use super::continuity::escalate;
use super::{Refused, begin, ended, event, line_problem, may_grant, told};
use crate::app::App;
use crate::caller::{Caller, Grantor};
use crate::store::{Key, NewEvent};

/// What is done to a designation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    Revoke,
    Suspend,
    Resume,
}

impl Turn {
    const fn event(self) -> EventKind {
        match self {
            Self::Revoke => EventKind::DesignationRevoked,
            Self::Suspend => EventKind::DesignationSuspended,
            Self::Resume => EventKind::DesignationResumed,
        }
    }
}

/// A designation to change, as it was read, and why.
#[derive(Clone, Debug)]
pub struct AskedTurn {
    pub id: DesignationId,
    pub revision: i32,
    pub reason: String,
}

/// Ends a designation, lets it rest or resumes it; the manager's rights change with the commit, and both sides are
/// told. For the ANS and for who represents the structure; what follows from a mandate is for the ANS alone.
pub async fn turn_designation(
    app: &App,
    caller: &Caller,
    turn: Turn,
    asked: AskedTurn,
    key: Option<Key>,
) -> Result<StructureId, Refused> {
    caller.may_designate()?;
    let reason = asked.reason.trim();
    let problem = match reason {
        "" => Some(Problem::Required),
        _ => line_problem(reason),
    };
    if let Some(problem) = problem {
        let error = FieldError::new(Field::Reason, problem);
        return Err(Refused::InvalidDecision(vec![error]));
    }
    let mut tx = begin!(app, key, StructureId);
    let designation = tx.designation(asked.id).await?.ok_or(Refused::NotFound)?;
    let grantor = caller
        .grantor_of(designation.structure, app.clock.today())
        .map_err(|_| Refused::NotFound)?;
    may_grant(app, grantor)?;
    if designation.by_right && matches!(grantor, Grantor::Representative(_)) {
        return Err(Refused::NotFound);
    }
    if designation.revision != asked.revision {
        return Err(Refused::DesignationEnded);
    }
    let now = app.clock.now();
    let event = NewEvent {
        account: Some(grantor.signed_in().account),
        ..event(
            turn.event(),
            designation.structure,
            &designation.subject_name_id,
            now,
        )
    };
    let told_by = tx
        .turn_designation(&designation, reason, event)
        .await
        .map_err(ended)?;
    if turn != Turn::Resume {
        escalate(&mut tx, app, designation.structure).await?;
        tx.release_leases(designation.structure, &designation.subject_name_id, now)
            .await?;
    }
    told::both(&mut tx, app, &designation, turn.event(), reason, told_by).await?;
    tx.keep_answer(key.as_ref(), designation.structure.0)
        .await?;
    tx.commit().await?;
    app.outbox.wake();
    Ok(designation.structure)
}
