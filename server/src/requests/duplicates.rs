//! Persons who may be one and the same: shown side by side to the manager, who decides.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use shared::event::EventKind;
use shared::field_error::{Field, FieldError, Problem};
use shared::id::{PersonId, RequestId, StructureId};
use shared::identity::Identity;
use shared::registration::RawCivilStatus;
use shared::rpps::RppsNumber;
use shared::status::Status;

use super::correct::text_problem;
use super::validate::is_own;
use super::{Change, Refused, begin, event, finish, fresh, managed};
use crate::app::App;
use crate::caller::{Caller, Manager};
use crate::store::{
    DuplicateDecision, NewDuplicateDecision, Registration, StoreError, Tx, Version,
};

/// More than anybody can compare.
const MOST: i64 = 20;

/// What a manager says of one registered person, by the number.
#[derive(Clone, Debug)]
pub struct Resolution {
    pub rpps_number: String,
    pub is_same: bool,
    pub reason: String,
}

/// Somebody registered who may be the person of a request.
#[derive(Clone, Debug)]
pub struct Lookalike {
    pub registration: Registration,
    /// The civil status that was compared.
    pub compared: Identity,
    pub decision: Option<DuplicateDecision>,
}

/// Who may be the person of a request of the manager's.
pub async fn of_request(
    app: &App,
    caller: &Caller,
    id: RequestId,
) -> Result<Vec<Lookalike>, Refused> {
    let mut tx = app.store.read().await?;
    let (view, _) = managed(&mut tx, caller, id).await?;
    let decisions = tx.duplicate_decisions(id).await?;
    let mut decisions: HashMap<PersonId, DuplicateDecision> = decisions
        .into_iter()
        .map(|decision| (decision.person, decision))
        .collect();
    let identity = view.request.identity;
    let certified = identity
        .certification
        .is_certified()
        .then(|| identity.traits());
    let is_certain = |other: &Registration| {
        let person = &other.person;
        view.account_person == Some(person.id)
            || person.identity.certification.is_certified()
                && certified.as_deref() == Some(person.identity.traits().as_str())
    };
    let found = tx.lookalikes(&identity.duplicate_keys(), MOST).await?;
    Ok(found
        .into_iter()
        .filter(|other| !is_certain(other))
        .map(|registration| Lookalike {
            decision: decisions.remove(&registration.person.id),
            registration,
            compared: identity.clone(),
        })
        .collect())
}

/// Who may be the person whose civil status a manager of the structure has typed; nobody before it is whole.
pub async fn of_civil_status(
    app: &App,
    caller: &Caller,
    structure: StructureId,
    typed: &RawCivilStatus,
) -> Result<Vec<Lookalike>, Refused> {
    caller.signed_in()?;
    caller
        .manager_of(structure)
        .map_err(|_| Refused::NotFound)?;
    let Ok(identity) = typed.parse(app.clock.today()) else {
        return Ok(Vec::new());
    };
    let mut tx = app.store.read().await?;
    let found = tx.lookalikes(&identity.duplicate_keys(), MOST).await?;
    Ok(found
        .into_iter()
        .map(|registration| Lookalike {
            registration,
            compared: identity.clone(),
            decision: None,
        })
        .collect())
}

/// Keeps what the manager says of a request and a registered person.
pub async fn resolve_duplicate(
    app: &App,
    caller: &Caller,
    change: Change,
    resolution: Resolution,
) -> Result<RequestId, Refused> {
    let mut tx = begin!(app, change.key);
    let (view, manager) = managed(&mut tx, caller, change.id).await?;
    if is_own(&manager, &view) {
        return Err(Refused::OwnRequest);
    }
    if view.request.status != Status::Submitted {
        return Err(shared::request::InvalidTransition(view.request.status).into());
    }
    fresh(&view.request, change.revision)?;
    let resolved = resolved(&mut tx, &[resolution]).await?;
    let now = app.clock.now();
    let before = Version::of(&view.request);
    // Only somebody who was shown can be meant.
    let shown = tx
        .lookalikes(&view.request.identity.duplicate_keys(), MOST)
        .await?;
    if !resolved
        .iter()
        .all(|(person, _)| shown.iter().any(|other| other.person.id == *person))
    {
        return Err(unknown());
    }
    keep(&mut tx, change.id, &manager, &resolved, now).await?;
    let mut request = view.request;
    request.updated_at = now;
    let by = Some(manager.signed_in.account);
    let event = event(EventKind::DuplicateResolved, &request, by, now, &[]);
    finish(tx, before, request, event, change.key.as_ref()).await
}

/// The persons who are meant, each with what is said of them.
pub(super) async fn resolved(
    tx: &mut Tx,
    resolutions: &[Resolution],
) -> Result<Vec<(PersonId, Resolution)>, Refused> {
    let mut resolved = Vec::with_capacity(resolutions.len());
    for resolution in resolutions {
        let reason = resolution.reason.trim();
        let problem = if reason.is_empty() {
            Some(Problem::Required)
        } else {
            text_problem(reason)
        };
        if let Some(problem) = problem {
            let wrong = FieldError::new(Field::Reason, problem);
            return Err(Refused::InvalidDecision(vec![wrong]));
        }
        let number = RppsNumber::parse_typed(&resolution.rpps_number).map_err(|_| unknown())?;
        let person = tx.person_by_number(&number).await?.ok_or_else(unknown)?;
        resolved.push((person, resolution.clone()));
    }
    if resolved.iter().filter(|(_, said)| said.is_same).count() > 1 {
        let twice = FieldError::new(Field::RppsNumber, Problem::Repeated);
        return Err(Refused::InvalidDecision(vec![twice]));
    }
    Ok(resolved)
}

fn unknown() -> Refused {
    Refused::InvalidDecision(vec![FieldError::new(
        Field::RppsNumber,
        Problem::UnknownCode,
    )])
}

pub(super) async fn keep(
    tx: &mut Tx,
    request: RequestId,
    manager: &Manager<'_>,
    resolved: &[(PersonId, Resolution)],
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    for (person, resolution) in resolved {
        let decision = NewDuplicateDecision {
            request,
            person: *person,
            is_same: resolution.is_same,
            reason: resolution.reason.trim(),
            by: manager.signed_in.account,
        };
        tx.decide_duplicate(&decision, at).await?;
    }
    Ok(())
}
