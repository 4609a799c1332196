//! Who represents a structure: recorded and ended by the ANS.

use shared::civil_status::words;
use shared::date::Date;
use shared::event::EventKind;
use shared::field_error::Field;
use shared::id::{DesignationId, MandateId, StructureId};
use shared::mandate::Quality;
use uuid::Uuid;

use super::{Refused, address, begin, event, last_day, subject};
use crate::app::App;
use crate::caller::{AnsAgent, Fresh};
use crate::clock::today_in_paris;
use crate::store::{Key, Mandate, NewDesignation, NewEvent, NewMandate, StoreError, Tx};

/// A mandate as typed.
#[derive(Clone, Debug)]
pub struct RawMandate {
    pub structure: StructureId,
    pub subject_name_id: String,
    pub quality: Quality,
    /// The mandate by which this one was given.
    pub granted_by: Option<MandateId>,
    pub email: Option<String>,
    pub ends_on: Option<Date>,
}

/// Records who represents a structure. Where the rules say so this person is a manager there at once.
pub async fn record_mandate(
    app: &App,
    agent: Fresh<AnsAgent<'_>>,
    raw: RawMandate,
    key: Option<Key>,
) -> Result<StructureId, Refused> {
    let subject = subject(app, &raw.subject_name_id)?;
    let mut tx = begin!(app, key, StructureId);
    tx.structure(raw.structure)
        .await?
        .ok_or(Refused::NotFound)?;
    let today = app.clock.today();
    let grantor = match raw.granted_by {
        Some(id) => Some(grantor(&mut tx, id, raw.structure, today).await?),
        None => None,
    };
    let mut errors = Vec::new();
    let granted = grantor.as_ref().and_then(|grantor| grantor.ends_on);
    let new = NewMandate {
        id: MandateId(Uuid::now_v7()),
        structure: raw.structure,
        subject_name_id: subject,
        quality: raw.quality,
        granted_by: raw.granted_by,
        email: address(raw.email.as_deref(), &mut errors),
        ends_on: last_day(raw.ends_on, granted, today, &mut errors),
        by: Some(agent.get().signed_in.account),
    };
    if !errors.is_empty() {
        return Err(Refused::InvalidMandate(errors));
    }
    if grantor.is_some_and(|grantor| grantor.subject_name_id == new.subject_name_id) {
        return Err(Refused::OwnDesignation);
    }
    add(&mut tx, app, &new).await?;
    tx.keep_answer(key.as_ref(), raw.structure.0).await?;
    tx.commit().await?;
    Ok(raw.structure)
}

/// The mandate that grants another: it holds today, and for that structure.
async fn grantor(
    tx: &mut Tx,
    id: MandateId,
    structure: StructureId,
    today: Date,
) -> Result<Mandate, Refused> {
    let known = tx.mandates_of(&[structure]).await?;
    let found = known.into_iter().find(|(_, mandate)| mandate.id == id);
    let (_, mandate) = found.ok_or(Refused::NotFound)?;
    if mandate.holds_on(today) {
        Ok(mandate)
    } else {
        Err(Refused::MandateEnded)
    }
}

/// Writes a mandate, and the right that follows from it. Somebody who was designated before keeps that.
pub async fn add(tx: &mut Tx, app: &App, new: &NewMandate) -> Result<(), StoreError> {
    let now = app.clock.now();
    let rules = app.rules.on(app.clock.today());
    let manages = rules
        .powers(new.quality)
        .is_some_and(|powers| powers.manages);
    write(tx, new, manages, now).await
}

/// The same, where the rules were asked already.
pub async fn write(
    tx: &mut Tx,
    new: &NewMandate,
    manages: bool,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<(), StoreError> {
    let about = |kind| NewEvent {
        account: new.by,
        ..event(kind, new.structure, &new.subject_name_id, now)
    };
    // One whose last day is over makes room for its renewal.
    let today = today_in_paris(now);
    for (_, known) in tx.mandates_of(&[new.structure]).await? {
        let is_same =
            known.structure == new.structure && known.subject_name_id == new.subject_name_id;
        if is_same && known.ended_at.is_none() && !known.holds_on(today) {
            tx.end_mandate(&known, None, about(EventKind::MandateEnded))
                .await?;
        }
    }
    tx.add_mandate(new, about(EventKind::MandateRecorded))
        .await?;
    let designations = tx.designations_of(&[new.structure]).await?;
    let mut is_designated = false;
    for one in designations {
        if one.is_over() || one.subject_name_id != new.subject_name_id {
            continue;
        }
        if one.active_at.is_none() && manages {
            // What waited for steps gives way to the right that waits for none.
            tx.turn_designation(&one, "", about(EventKind::DesignationEnded))
                .await?;
        } else {
            is_designated = true;
        }
    }
    if manages && !is_designated {
        let right = NewDesignation {
            id: DesignationId(Uuid::now_v7()),
            email: new.email.clone(),
            ends_on: new.ends_on,
            mandate: Some(new.id),
            by_right: true,
            ..NewDesignation::by_ans(new.structure, new.subject_name_id.clone(), new.by)
        };
        tx.add_designation(&right, about(EventKind::ManagerDesignated))
            .await?;
    }
    Ok(())
}

/// A mandate to end, as it was read.
#[derive(Clone, Debug)]
pub struct AskedEnd {
    pub id: MandateId,
    pub revision: i32,
    pub reason: String,
}

/// Ends a mandate at once, and the right that follows from it. Managers whom it designated stay until they are revoked.
pub async fn end_mandate(
    app: &App,
    agent: Fresh<AnsAgent<'_>>,
    asked: AskedEnd,
    key: Option<Key>,
) -> Result<StructureId, Refused> {
    let mut errors = Vec::new();
    let reason = words(&asked.reason, Field::Reason, &mut errors);
    if !errors.is_empty() {
        return Err(Refused::InvalidDecision(errors));
    }
    let mut tx = begin!(app, key, StructureId);
    let mandate = tx.mandate(asked.id).await?.ok_or(Refused::NotFound)?;
    if mandate.revision != asked.revision {
        return Err(Refused::Stale);
    }
    let now = app.clock.now();
    let event = NewEvent {
        account: Some(agent.get().signed_in.account),
        ..event(
            EventKind::MandateEnded,
            mandate.structure,
            &mandate.subject_name_id,
            now,
        )
    };
    tx.end_mandate(&mandate, Some(&reason), event).await?;
    tx.release_leases(mandate.structure, &mandate.subject_name_id, now)
        .await?;
    tx.keep_answer(key.as_ref(), mandate.structure.0).await?;
    tx.commit().await?;
    Ok(mandate.structure)
}
