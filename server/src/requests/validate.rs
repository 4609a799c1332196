//! Accepts a request: the person is registered, with a number for life.

use chrono::{DateTime, Utc};
use shared::eligibility::{Stage, Verdict};
use shared::event::EventKind;
use shared::field_error::{Field, FieldError, Problem};
use shared::form::Form;
use shared::id::{PersonId, RequestId, SituationId};
use shared::request::{Accepted, Attestations, Deciding};
use shared::status::{Route, Status};
use uuid::Uuid;

use super::check::verdict_at;
use super::{Decision, Refused, begin, event, managed, open, save, taken_from};
use crate::app::App;
use crate::caller::{Caller, Manager};
use crate::mail;
use crate::regularisations;
use crate::sign_in::Secret;
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
    let change = &decision.change;
    let key: &Option<Key> = &change.key;
    let mut tx = begin!(app, key);
    validate_within(app, &mut tx, caller, decision, attestations).await?;
    tx.keep_answer(key.as_ref(), change.id.0).await?;
    tx.commit().await?;
    app.outbox.wake();
    Ok(change.id)
}

/// Validates in a transaction that the caller makes durable.
pub async fn validate_within(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    decision: &Decision,
    attestations: Attestations,
) -> Result<(), Refused> {
    let (view, manager) = managed(tx, caller, decision.change.id).await?;
    let before = Version::of(&view.request);
    let (deciding, verdict, form) = judged(app, &manager, &view, decision, attestations)?;
    let acceptance = Acceptance {
        before,
        deciding,
        accepted: Accepted {
            verdict,
            attestations,
            document: None,
        },
        manager: &manager,
    };
    accept(app, tx, view, &form, acceptance).await
}

/// What a request would be accepted with, or why it would not be: writes nothing.
pub(super) fn judged(
    app: &App,
    manager: &Manager<'_>,
    view: &RequestView,
    decision: &Decision,
    attestations: Attestations,
) -> Result<(Deciding, Verdict, Form), Refused> {
    let Decision { change, take_over } = decision;
    if is_own(manager, view) {
        return Err(Refused::OwnRequest);
    }
    let deciding = Deciding {
        by: manager.signed_in.account,
        at: app.clock.now(),
        take_over: *take_over,
    };
    let allowed = [Status::Submitted];
    open(&view.request, deciding, &allowed, change.revision)?;

    let verdict = verdict_at(app, view, Stage::Deciding, Some(manager.signed_in));
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
    Ok((deciding, verdict, form))
}

/// What a request is accepted with.
pub(super) struct Acceptance<'a> {
    /// What the request was when it was read.
    pub(super) before: Version,
    pub(super) deciding: Deciding,
    pub(super) accepted: Accepted,
    pub(super) manager: &'a Manager<'a>,
}

/// Registers the person and writes the decision, the post and the e-mail that tells of it.
pub(super) async fn accept(
    app: &App,
    tx: &mut Tx,
    view: RequestView,
    form: &Form,
    acceptance: Acceptance<'_>,
) -> Result<(), Refused> {
    let Acceptance {
        before,
        deciding,
        accepted,
        manager,
    } = acceptance;
    let risks = accepted.verdict.risks();
    let at_risk = !risks.is_empty();
    let person = register(app, tx, &view, form, manager, deciding.at).await?;
    let structure = view.structure.clone().ok_or(Refused::NotFound)?;
    let id = view.request.id;
    let held = view.request.live_claim(deciding.at);
    let (mut request, kind) = view
        .request
        .validate(deciding, accepted, person.id)
        .map_err(|error| Refused::deciding(error, id))?;
    let event = event(kind, &request, Some(deciding.by), deciding.at, &[]);
    let event = taken_from(event, held, deciding.by);
    let event = save(tx, before, &mut request, event).await?;
    add_situation(tx, &request, form, &person, &risks).await?;
    if !at_risk {
        regularisations::transfer(tx, app, person.id).await?;
    }
    let mail = match request.route {
        Route::Professional => mail::validated(app, &request, &person.rpps_number, event),
        Route::Manager => {
            // Only what was typed has to be confirmed.
            let link = if person.is_new {
                let link = Secret::random();
                let about = (person.id, request.id, request.owner);
                tx.add_confirmation(about, &link.hash(), deciding.at)
                    .await?;
                Some(link)
            } else {
                None
            };
            let link = link.as_ref().map(Secret::as_str);
            mail::registered(app, &request, &person.rpps_number, &structure, link, event)
        }
    };
    tx.add_mail(&mail, deciding.at).await?;
    Ok(())
}

/// Nobody decides on their own request: same account, or the number of the person it would register.
pub(super) fn is_own(manager: &Manager<'_>, view: &RequestView) -> bool {
    let signed_in = manager.signed_in;
    signed_in.account == view.request.owner
        || signed_in.person.is_some()
            && (signed_in.person == view.account_person || signed_in.person == view.same_person)
}

pub(super) fn missing(attestations: Attestations, at_risk: bool) -> Vec<FieldError> {
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
    is_new: bool,
}

/// The person of this account, of these certified traits or whom a manager recognised, or a new one with the next
/// number.
async fn register(
    app: &App,
    tx: &mut Tx,
    view: &RequestView,
    form: &Form,
    manager: &Manager<'_>,
    at: DateTime<Utc>,
) -> Result<Registered, Refused> {
    let request = &view.request;
    let identity = &request.identity;
    let traits = identity.traits();
    let known = match view.account_person.or(view.same_person) {
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
            is_new: false,
        }
    } else {
        let range = app.config.numbers().ok_or(Refused::NumbersExhausted)?;
        let number = tx
            .next_number(range)
            .await?
            .ok_or(Refused::NumbersExhausted)?;
        // Whoever takes a number waits for the other: the same person may have been registered meanwhile.
        if tx.may_be_registered(request.id).await? {
            let mut view = view.clone();
            view.possible_duplicate = true;
            let verdict = verdict_at(app, &view, Stage::Deciding, Some(manager.signed_in));
            return Err(Refused::NotEligible(Box::new(verdict)));
        }
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
            is_new: true,
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
    risks: &[&str],
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
        at_risk: !risks.is_empty(),
    };
    tx.add_situation(&situation, request.updated_at).await?;
    if !risks.is_empty() {
        tx.keep_risk(situation.id, risks, request.updated_at)
            .await?;
    }
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
