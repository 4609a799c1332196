//! Accepts a request: the person is registered, with a number for life.

use chrono::{DateTime, Utc};
use shared::eligibility::Stage;
use shared::event::EventKind;
use shared::field_error::{Field, FieldError, Problem};
use shared::form::Form;
use shared::id::{PersonId, RequestId, SituationId};
use shared::request::{Attestations, Deciding};
use shared::status::Status;
use uuid::Uuid;

use super::check::verdict_at;
use super::{Decision, Refused, begin, event, fresh, managed, save};
use crate::app::App;
use crate::caller::{Caller, Manager};
use crate::mail;
use crate::regularisations;
use crate::store::{Key, NewEvent, NewPerson, NewSituation, RequestView, StoreError, Tx, Version};

/// Validates a request of the manager's structure.
pub async fn validate(
    app: &App,
    caller: &Caller,
    decision: Decision,
    attestations: Attestations,
) -> Result<RequestId, Refused> {
    match attempt(app, caller, &decision, attestations).await {
        // The same person was registered by another decision at that very moment: now they are found.
        Err(Refused::Store(StoreError::Duplicate)) => {
            attempt(app, caller, &decision, attestations).await
        }
        other => other,
    }
}

async fn attempt(
    app: &App,
    caller: &Caller,
    decision: &Decision,
    attestations: Attestations,
) -> Result<RequestId, Refused> {
    let Decision { change, take_over } = decision;
    let key: &Option<Key> = &change.key;
    let mut tx = begin!(app, key);
    let (view, manager) = managed(&mut tx, caller, change.id).await?;
    let before = Version::of(&view.request);
    if is_own(&manager, &view) {
        return Err(Refused::OwnRequest);
    }
    let deciding = Deciding {
        by: manager.signed_in.account,
        at: app.clock.now(),
        take_over: *take_over,
    };
    view.request
        .open_to(deciding, &[Status::Submitted])
        .map_err(|error| Refused::deciding(error, change.id))?;
    fresh(&view.request, change.revision)?;

    let verdict = verdict_at(app, &view, Stage::Deciding, Some(manager.signed_in));
    let missing = missing(attestations, verdict.is_at_risk());
    if !missing.is_empty() {
        return Err(Refused::InvalidDecision(missing));
    }
    if !verdict.is_eligible() {
        return Err(Refused::NotEligible(Box::new(verdict)));
    }
    // What was sent is parsed again: rules may have changed since, and a registration needs the parsed values.
    let form = Form::parse(
        view.request.form_as_sent(),
        &view.request.identity,
        app.clock.today(),
    )
    .map_err(Refused::InvalidDecision)?;
    let at_risk = verdict.is_at_risk();
    let person = register(app, &mut tx, &view, &form, deciding.at).await?;
    let (mut request, kind) = view
        .request
        .validate(deciding, attestations, verdict, person.id)
        .map_err(|error| Refused::deciding(error, change.id))?;
    let event = event(kind, &request, Some(deciding.by), deciding.at, &[]);
    let event = save(&mut tx, before, &mut request, event).await?;
    add_situation(&mut tx, &request, &form, &person, at_risk).await?;
    if !at_risk {
        regularisations::transfer(&mut tx, app, person.id).await?;
    }
    tx.add_mail(
        &mail::validated(app, &request, &person.rpps_number, event),
        deciding.at,
    )
    .await?;
    tx.keep_answer(key.as_ref(), change.id.0).await?;
    tx.commit().await?;
    app.outbox.wake();
    Ok(change.id)
}

/// Nobody decides on their own request: same account, or the number of the person it would register.
pub(super) fn is_own(manager: &Manager<'_>, view: &RequestView) -> bool {
    let signed_in = manager.signed_in;
    signed_in.account == view.request.owner
        || signed_in.person.is_some() && signed_in.person == view.account_person
}

fn missing(attestations: Attestations, at_risk: bool) -> Vec<FieldError> {
    let needed = [
        (Field::ConditionsChecked, attestations.conditions_checked),
        (Field::IdentityChecked, attestations.identity_checked),
        (
            Field::RiskAcknowledged,
            attestations.risk_acknowledged || !at_risk,
        ),
    ];
    needed
        .into_iter()
        .filter(|(_, given)| !given)
        .map(|(field, _)| FieldError::new(field, Problem::NotChecked))
        .collect()
}

struct Registered {
    id: PersonId,
    rpps_number: String,
}

/// The person of this account or of these certified traits, or a new one with the next number.
async fn register(
    app: &App,
    tx: &mut Tx,
    view: &RequestView,
    form: &Form,
    at: DateTime<Utc>,
) -> Result<Registered, Refused> {
    let request = &view.request;
    let identity = &request.identity;
    let traits = identity.traits();
    let known = match view.account_person {
        Some(person) => Some(person),
        None if identity.certification.is_certified() => {
            tx.person_by_certified_traits(&traits).await?
        }
        None => None,
    };
    let person = if let Some(id) = known {
        let person = tx.person(id).await?.ok_or(Refused::NotFound)?;
        Registered {
            id,
            rpps_number: person.rpps_number,
        }
    } else {
        let range = app.config.numbers().ok_or(Refused::NumbersExhausted)?;
        let number = tx
            .next_number(range)
            .await?
            .ok_or(Refused::NumbersExhausted)?;
        let id = PersonId(Uuid::now_v7());
        let new = NewPerson {
            id,
            rpps_number: &number,
            identity,
            traits: &traits,
            civilite: form.civilite.code(),
            exercise_last_name: form.exercise_last_name.as_str(),
            exercise_first_name: form.exercise_first_name.as_str(),
            email: form.email.as_str(),
            phone: form.phone.as_str(),
            language: request.language.code(),
        };
        tx.add_person(&new, at).await?;
        Registered {
            id,
            rpps_number: number.as_str().to_owned(),
        }
    };
    if view.account_person.is_none() {
        tx.join_account(request.owner, person.id).await?;
    }
    Ok(person)
}

async fn add_situation(
    tx: &mut Tx,
    request: &shared::request::Request,
    form: &Form,
    person: &Registered,
    at_risk: bool,
) -> Result<(), Refused> {
    let Some(sent) = &request.submission else {
        return Err(Refused::NotFound);
    };
    let (start, end) = (
        form.start_date.to_string(),
        form.end_date.map(|date| date.to_string()),
    );
    let situation = NewSituation {
        id: SituationId(Uuid::now_v7()),
        person: person.id,
        structure: sent.structure,
        request: request.id,
        role: form.role.code(),
        activity_kind: form.activity_kind.code(),
        practice_mode: form.practice_mode.code(),
        category: form.category.code(),
        start_date: &start,
        end_date: end.as_deref(),
        at_risk,
    };
    tx.add_situation(&situation, request.updated_at).await?;
    let event = NewEvent {
        owner: Some(request.owner),
        request: Some(request.id),
        structure: Some(sent.structure),
        data: serde_json::json!({ "situation": situation.id }),
        ..NewEvent::new(EventKind::SituationAdded, request.updated_at)
    };
    tx.add_event(event).await?;
    Ok(())
}
