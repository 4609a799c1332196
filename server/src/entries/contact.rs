//! Where to reach a person: a new address replaces the old one once the code that was sent there is typed.

use chrono::TimeDelta;
use rand::Rng as _;
use sha2::{Digest, Sha256};
use shared::entry::{ChangeKind, ChangeState, Changed, Contact, RawContact};
use shared::event::EventKind;
use shared::field_error::Field;
use shared::id::{AccountId, ChangeId, PersonId, StructureId};
use shared::rpps::RppsNumber;
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use super::{Done, Refused, begin, finish, keep, nothing, nothing_waits, opened, part_in};
use crate::app::App;
use crate::caller::{Caller, Corrector};
use crate::mail::{self, EntryNews};
use crate::store::{
    EntryChange, Key, NewEntryChange, NewEvent, Registration, StoreError, Tx, change_data,
};

const ATTEMPTS: i32 = 5;
/// Codes an hour that one account has sent.
const CODES: i64 = 10;
const WINDOW: TimeDelta = TimeDelta::hours(1);

/// Changes the contact: the caller's own, or of somebody who works in a structure of the caller's.
pub async fn change_contact(
    app: &App,
    caller: &Caller,
    (of, revision): (Option<&RppsNumber>, i32),
    raw: &RawContact,
    key: Option<Key>,
) -> Result<PersonId, Refused> {
    let by = caller.signed_in()?.account;
    let mut tx = begin!(app, key);
    let (found, asker) = opened(&mut tx, app, caller, of).await?;
    let contact = raw.parse().map_err(Refused::Invalid)?;
    nothing_waits(&mut tx, app, &found).await?;
    if found.person.revision != revision {
        return Err(Refused::Stale);
    }
    let person = &found.person;
    let (email, phone) = (contact.email.as_str(), contact.phone.as_str());
    let changed = Changed::among([
        (Field::Email, person.email.clone(), email.to_owned()),
        (Field::Phone, person.phone.clone(), phone.to_owned()),
    ]);
    if changed.is_empty() {
        return Err(nothing(Field::Email));
    }
    if changed.iter().any(|one| one.field == Field::Email) {
        within_limit(&mut tx, app, by).await?;
        let written = wait(&mut tx, app, &found, (by, asker.structure), &changed).await;
        if let Err(StoreError::Duplicate) = written {
            drop(tx);
            return Err(overtaken(app, person.id).await?);
        }
        written?;
    } else {
        tx.change_contact((person.id, revision), &contact).await?;
        let done = Done {
            kind: ChangeKind::Contact,
            event: EventKind::ContactChanged,
            changed: &changed,
            situation: None,
            reason: None,
            structure: asker.structure,
        };
        keep(&mut tx, app, caller, &found, done).await?;
    }
    finish(app, tx, key.as_ref(), person.id).await
}

/// Keeps a change that waits for the code that goes to the new address; the old one is told.
async fn wait(
    tx: &mut Tx,
    app: &App,
    found: &Registration,
    (by, structure): (AccountId, Option<StructureId>),
    changed: &[Changed],
) -> Result<(), StoreError> {
    let now = app.clock.now();
    let person = &found.person;
    let id = ChangeId(Uuid::now_v7());
    let code = format!("{:06}", rand::thread_rng().gen_range(0..1_000_000_u32));
    let hash = hash(id, &code);
    let new = NewEntryChange {
        id,
        person: person.id,
        situation: None,
        kind: ChangeKind::Contact,
        changed,
        reason: None,
        by,
        structure,
        code: Some((&hash, now + mail::ENTRY_CODE_LIFETIME)),
    };
    let event = NewEvent {
        account: Some(by),
        structure,
        data: change_data(id, person.id, changed),
        ..NewEvent::new(EventKind::ContactChangeAsked, now)
    };
    let event = tx.add_entry_change(&new, event).await?;
    let to = changed.iter().find(|one| one.field == Field::Email);
    let to = to.map_or("", |one| &one.after);
    let letter = mail::entry_code(app, person, to, &code, event);
    tx.add_mail(&letter, now).await?;
    let told = mail::entry_changed(app, person, EntryNews::Asked, changed, event);
    tx.add_mail(&told, now).await
}

/// What waits since another asked at that very moment.
async fn overtaken(app: &App, person: PersonId) -> Result<Refused, StoreError> {
    let found = app.store.read().await?.registration(person).await?;
    let change = found.and_then(|found| found.change);
    Ok(change.map_or(Refused::Stale, |change| Refused::UnderWay(Box::new(change))))
}

async fn within_limit(tx: &mut Tx, app: &App, by: AccountId) -> Result<(), Refused> {
    let now = app.clock.now();
    let (sent, first) = tx.entry_codes_since(by, now - WINDOW).await?;
    if sent >= CODES {
        return Err(Refused::TooManyCodes {
            retry_at: first.unwrap_or(now) + WINDOW,
        });
    }
    Ok(())
}

/// Confirms the new address by the code that was sent there: by whoever may ask for the change.
pub async fn confirm_contact(
    app: &App,
    caller: &Caller,
    seen: (ChangeId, i32),
    typed: &str,
    key: Option<Key>,
) -> Result<PersonId, Refused> {
    let by = caller.signed_in()?.account;
    let mut tx = begin!(app, key);
    let (found, change, asker) = waiting(&mut tx, app, caller, seen).await?;
    let person = &found.person;
    let now = app.clock.now();
    let code = tx.try_entry_code(change.id).await?;
    let usable = code.filter(|code| code.expires_at > now && code.attempts <= ATTEMPTS);
    let Some(code) = usable else {
        return Err(Refused::WrongCode { attempts_left: 0 });
    };
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let event = |kind| NewEvent {
        account: Some(by),
        structure: asker.structure,
        data: change_data(change.id, person.id, &change.changed),
        ..NewEvent::new(kind, now)
    };
    if !bool::from(code.hash.ct_eq(&hash(change.id, &typed))) {
        // The failed attempt counts, so it is kept, with its event.
        tx.add_event(event(EventKind::ContactCodeRefused)).await?;
        tx.commit().await?;
        return Err(Refused::WrongCode {
            attempts_left: ATTEMPTS - code.attempts,
        });
    }
    let contact = contact_of(&found, &change)?;
    tx.change_contact((person.id, person.revision), &contact)
        .await?;
    let event = event(EventKind::ContactChanged);
    let event = tx
        .end_entry_change(&change, ChangeState::Done, event)
        .await?;
    let news = EntryNews::Changed(ChangeKind::Contact);
    let to_old = mail::entry_changed(app, person, news, &change.changed, event);
    let mut now_reached_at = person.clone();
    contact.email.as_str().clone_into(&mut now_reached_at.email);
    let to_new = mail::entry_changed(app, &now_reached_at, news, &change.changed, event);
    for told in [to_old, to_new] {
        tx.add_mail(&told, now).await?;
    }
    finish(app, tx, key.as_ref(), person.id).await
}

/// Takes back what waits to be confirmed.
pub async fn cancel_change(
    app: &App,
    caller: &Caller,
    seen: (ChangeId, i32),
    key: Option<Key>,
) -> Result<PersonId, Refused> {
    let by = caller.signed_in()?.account;
    let mut tx = begin!(app, key);
    let (found, change, asker) = waiting(&mut tx, app, caller, seen).await?;
    let person = &found.person;
    let now = app.clock.now();
    let event = NewEvent {
        account: Some(by),
        structure: asker.structure,
        data: change_data(change.id, person.id, &change.changed),
        ..NewEvent::new(EventKind::ContactChangeCancelled, now)
    };
    let event = tx
        .end_entry_change(&change, ChangeState::Cancelled, event)
        .await?;
    let told = mail::entry_changed(app, person, EntryNews::Cancelled, &change.changed, event);
    tx.add_mail(&told, now).await?;
    finish(app, tx, key.as_ref(), person.id).await
}

/// The change that waits, as the caller saw it, and the caller's part.
async fn waiting<'a>(
    tx: &mut Tx,
    app: &App,
    caller: &'a Caller,
    (id, revision): (ChangeId, i32),
) -> Result<(Registration, EntryChange, Corrector<'a>), Refused> {
    let person = tx.person_of_change(id).await?.ok_or(Refused::NotFound)?;
    let found = tx.registration(person).await?.ok_or(Refused::NotFound)?;
    let asker = part_in(app, caller, &found)?;
    let change = found.change.clone();
    let change = change.filter(|change| change.id == id && change.revision == revision);
    Ok((found, change.ok_or(Refused::Stale)?, asker))
}

/// The contact as it is to be: what does not change stays.
fn contact_of(found: &Registration, change: &EntryChange) -> Result<Contact, Refused> {
    let value = |field, now: &str| {
        let of = change.changed.iter().find(|one| one.field == field);
        of.map_or_else(|| now.to_owned(), |one| one.after.clone())
    };
    let raw = RawContact {
        email: value(Field::Email, &found.person.email),
        phone: value(Field::Phone, &found.person.phone),
    };
    raw.parse().map_err(Refused::Invalid)
}

/// What is kept of a code: the change's id keeps tables of hashes useless.
fn hash(change: ChangeId, code: &str) -> Vec<u8> {
    Sha256::new()
        .chain_update(change.0.as_bytes())
        .chain_update(code.as_bytes())
        .finalize()
        .to_vec()
}
