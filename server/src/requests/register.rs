//! A manager registers a person from end to end: files in the person's stead and validates, in one act.

use shared::eligibility::Stage;
use shared::event::EventKind;
use shared::field_error::{Field, FieldError, Problem};
use shared::finess::Finess;
use shared::form::RawForm;
use shared::id::{AccountId, PersonId, RequestId};
use shared::registration::{RawRegistration, Registration};
use shared::request::{Accepted, Attestations, Deciding, Request};
use shared::text::Language;
use uuid::Uuid;

use super::check::verdict_at;
use super::duplicates::{self, Resolution};
use super::validate::{Acceptance, accept, is_own, missing};
use super::{Refused, begin};
use crate::app::App;
use crate::caller::{Caller, Manager, Provider};
use crate::store::{Key, NewAccount, NewEvent, StoreError, Structure, Tx, Version};

/// Whose a request is before its person signs in: no provider has this name, so nobody ever signs in with it.
const STAND_IN: &str = "urn:rpps-plus:registered-by-a-manager";

/// What a manager sends.
#[derive(Clone, Debug)]
pub struct RawRegistering {
    pub registration: RawRegistration,
    pub language: Language,
    pub attestations: Attestations,
    /// What the manager says of registered persons who may be the same.
    pub resolutions: Vec<Resolution>,
}

/// Registers a person in a structure of the manager's.
pub async fn register_professional(
    app: &App,
    caller: &Caller,
    raw: RawRegistering,
    key: Option<Key>,
) -> Result<RequestId, Refused> {
    match attempt(app, caller, &raw, key.as_ref()).await {
        // The same person was registered by another decision at that very moment: now they are found.
        Err(Refused::Store(StoreError::Duplicate)) => {
            attempt(app, caller, &raw, key.as_ref()).await
        }
        other => other,
    }
}

async fn attempt(
    app: &App,
    caller: &Caller,
    raw: &RawRegistering,
    key: Option<&Key>,
) -> Result<RequestId, Refused> {
    caller.signed_in()?;
    let key = key.cloned();
    let mut tx = begin!(app, key);
    let id = register_within(app, &mut tx, caller, raw).await?;
    tx.keep_answer(key.as_ref(), id.0).await?;
    tx.commit().await?;
    app.outbox.wake();
    Ok(id)
}

/// Registers in a transaction that the caller makes durable.
pub async fn register_within(
    app: &App,
    tx: &mut Tx,
    caller: &Caller,
    raw: &RawRegistering,
) -> Result<RequestId, Refused> {
    let (parsed, structure) = read(app, tx, &raw.registration).await?;
    let manager = caller
        .manager_of(structure.id)
        .map_err(|_| Refused::NotFound)?;
    let now = app.clock.now();
    let resolved = duplicates::resolved(tx, &raw.resolutions).await?;
    let id = RequestId(Uuid::now_v7());
    let known = resolved.iter().find(|(_, resolution)| resolution.is_same);
    let owner = owner(tx, id, &parsed, raw.language, known.map(|(id, _)| *id), now).await?;
    // As the register writes it, whatever spaces were typed.
    let form = RawForm {
        structure_finess: parsed.form.structure_finess.as_str().to_owned(),
        ..raw.registration.form.clone()
    };
    let request = Request::by_manager(id, owner, parsed.identity.clone(), form, raw.language, now);
    tx.add_request(&request, filed(&request, &manager, &structure))
        .await?;
    duplicates::keep(tx, id, &manager, &resolved, now).await?;
    let view = tx.request(id).await?.ok_or(Refused::NotFound)?;
    if is_own(&manager, &view) {
        return Err(Refused::OwnRequest);
    }
    let verdict = verdict_at(app, &view, Stage::Deciding, Some(manager.signed_in));
    let missing = missing(raw.attestations, verdict.is_at_risk());
    if !missing.is_empty() {
        return Err(Refused::InvalidDecision(missing));
    }
    if !verdict.is_eligible() {
        return Err(Refused::NotEligible(Box::new(verdict)));
    }
    let before = Version::of(&view.request);
    let mut view = view;
    view.request = view.request.submit(structure.id, verdict.clone(), now)?.0;
    let acceptance = Acceptance {
        before,
        deciding: Deciding {
            by: manager.signed_in.account,
            at: now,
            take_over: false,
        },
        accepted: Accepted {
            verdict,
            attestations: raw.attestations,
            document: Some(parsed.identity_document),
        },
        manager: &manager,
    };
    accept(app, tx, view, &parsed.form, acceptance).await?;
    Ok(id)
}

/// The registration, parsed, and its structure; or everything that is wrong with it.
async fn read(
    app: &App,
    tx: &mut Tx,
    raw: &RawRegistration,
) -> Result<(Registration, Structure), Refused> {
    let parsed = raw.parse(app.clock.today());
    let finess = Finess::parse_typed(&raw.form.structure_finess);
    let structure = match &finess {
        Ok(finess) => tx.structure_by_finess(finess.as_str()).await?,
        Err(_) => None,
    };
    let not_offered = app.reference().not_offered(&raw.form);
    match (parsed, structure) {
        (Ok(parsed), Some(structure)) if not_offered.is_empty() => Ok((parsed, structure)),
        (parsed, structure) => {
            let mut wrong = parsed.err().unwrap_or_default();
            wrong.extend(not_offered);
            let of_structure = |error: &FieldError| error.field == Field::StructureFiness;
            if structure.is_none() && !wrong.iter().any(of_structure) {
                let unknown = Problem::StructureUnknown;
                wrong.push(FieldError::new(Field::StructureFiness, unknown));
            }
            Err(Refused::InvalidForm(wrong))
        }
    }
}

/// The account of a person who is known; otherwise one that stands in until the person signs in.
async fn owner(
    tx: &mut Tx,
    request: RequestId,
    parsed: &Registration,
    language: Language,
    known: Option<PersonId>,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<AccountId, Refused> {
    if let Some(person) = known
        && let Some(account) = tx.account_of_person(person).await?
    {
        return Ok(account);
    }
    let form = &parsed.form;
    let name = format!(
        "{} {}",
        form.exercise_first_name.as_str(),
        form.exercise_last_name.as_str()
    );
    let account = NewAccount {
        issuer: STAND_IN,
        subject: &request.to_string(),
        provider: Provider::FranceConnect,
        subject_name_id: None,
        display_name: &name,
        identity: None,
        email: None,
        language,
    };
    let (account, _) = tx.save_account(&account, now).await?;
    if let Some(person) = known {
        tx.join_account(account, person).await?;
    }
    Ok(account)
}

fn filed(request: &Request, manager: &Manager<'_>, structure: &Structure) -> NewEvent {
    NewEvent {
        account: Some(manager.signed_in.account),
        owner: Some(request.owner),
        request: Some(request.id),
        structure: Some(structure.id),
        data: serde_json::json!({ "revision": request.revision }),
        ..NewEvent::new(EventKind::RegisteredByManager, request.created_at)
    }
}
