//! The person confirms, through `FranceConnect`, what a manager typed of them.

use serde_json::{Value, json};
use shared::event::EventKind;
use shared::field_error::Field;
use shared::id::PersonId;
use shared::identity::Identity;
use shared::name::search_key;

use super::Refused;
use crate::app::App;
use crate::caller::Professional;
use crate::civil_status;
use crate::sign_in::Secret;
use crate::store::{Confirmation, Key, NewEvent, StoreError};

/// A registration to confirm, as the person who holds the link sees it.
#[derive(Clone, Debug)]
pub struct ToConfirm {
    pub confirmation: Confirmation,
    /// Each field that is compared, and whether `FranceConnect` certifies the same.
    pub fields: Vec<(Field, bool)>,
}

/// What the link is about, compared with what the caller's sign-in certifies.
pub async fn to_confirm(
    app: &App,
    professional: Professional<'_>,
    token: &str,
) -> Result<Option<ToConfirm>, StoreError> {
    let Some(token) = Secret::parse(token) else {
        return Ok(None);
    };
    let confirmation = app.store.read().await?.confirmation(&token.hash()).await?;
    Ok(confirmation.map(|confirmation| ToConfirm {
        fields: compare(&confirmation.identity, professional.identity),
        confirmation,
    }))
}

/// Takes the registration as one's own, if all that was typed is what `FranceConnect` certifies; else it is contested.
pub async fn confirm_registration(
    app: &App,
    professional: Professional<'_>,
    token: &str,
    key: Option<Key>,
) -> Result<PersonId, Refused> {
    let mut tx = match app.store.write_once(key.as_ref()).await? {
        crate::store::Begun::New(tx) => tx,
        crate::store::Begun::Replay(id) => return Ok(PersonId(id)),
        crate::store::Begun::Conflict => return Err(Refused::IdempotencyConflict),
    };
    let token = Secret::parse(token).ok_or(Refused::LinkUnknown)?;
    let found = tx.confirmation(&token.hash()).await?;
    let confirmation = found.ok_or(Refused::LinkUnknown)?;
    let account = professional.signed_in.account;
    if confirmation.confirmed_at.is_some() {
        return Err(Refused::LinkUsed);
    }
    let now = app.clock.now();
    let told = |kind, data: Value| NewEvent {
        account: Some(account),
        owner: Some(account),
        request: Some(confirmation.request),
        data,
        ..NewEvent::new(kind, now)
    };
    let differing = differing(&confirmation.identity, professional.identity);
    if !differing.is_empty() {
        if confirmation.contested_at.is_none() {
            let codes: Vec<&str> = differing.iter().map(|field| field.code()).collect();
            let event = told(EventKind::RegistrationContested, json!({ "fields": codes }));
            tx.contest_registration(confirmation.person, &differing, now, event)
                .await?;
            let own = (account, professional.identity);
            let typed = (confirmation.person, &confirmation.identity);
            civil_status::contest(&mut tx, app, own, typed).await?;
            tx.commit().await?;
        }
        return Err(Refused::Differs(differing));
    }
    if professional.signed_in.person.is_some() {
        return Err(Refused::RegisteredTwice);
    }
    let event = told(EventKind::RegistrationConfirmed, json!({}));
    let own = (account, professional.identity);
    tx.confirm_registration(&confirmation, own, now, event)
        .await
        .map_err(|error| match error {
            StoreError::Stale => Refused::LinkUsed,
            StoreError::Duplicate => Refused::RegisteredTwice,
            other => Refused::Store(other),
        })?;
    tx.keep_answer(key.as_ref(), confirmation.person.0).await?;
    tx.commit().await?;
    Ok(confirmation.person)
}

fn differing(typed: &Identity, certified: &Identity) -> Vec<Field> {
    compare(typed, certified)
        .into_iter()
        .filter(|(_, same)| !same)
        .map(|(field, _)| field)
        .collect()
}

/// Field by field; hyphens, apostrophes, accents and case are ways of writing.
pub fn compare(one: &Identity, other: &Identity) -> Vec<(Field, bool)> {
    let names = |identity: &Identity| search_key(&identity.first_names.join(" "));
    vec![
        (
            Field::BirthName,
            search_key(&one.birth_name) == search_key(&other.birth_name),
        ),
        (Field::FirstNames, names(one) == names(other)),
        (Field::Sex, one.sex == other.sex),
        (Field::BirthDate, one.birth_date == other.birth_date),
        (Field::BirthPlace, one.birth_place == other.birth_place),
    ]
}
