//! A manager is designated: by the ANS at once, by who represents the structure step by step.

use shared::date::Date;
use shared::event::EventKind;
use shared::field_error::{Field, FieldError, Problem};
use shared::id::{DesignationId, StructureId};
use shared::passport::Step;
use uuid::Uuid;

use super::passport::invite;
use super::{Refused, address, begin, event, last_day, may_grant, subject, told};
use crate::app::App;
use crate::caller::{Caller, Fresh, Grantor};
use crate::store::{Key, NewDesignation, NewEvent, NewStep, StoreError};

/// A designation as typed: of a candidate who is known by an identifier, or invited at an address.
#[derive(Clone, Debug)]
pub struct RawDesignation {
    pub structure: StructureId,
    pub subject_name_id: Option<String>,
    pub email: Option<String>,
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
}

/// Designates a manager of a structure.
pub async fn designate_manager(
    app: &App,
    caller: &Caller,
    raw: RawDesignation,
    key: Option<Key>,
) -> Result<StructureId, Refused> {
    caller.may_designate()?;
    let today = app.clock.today();
    let grantor = caller
        .grantor_of(raw.structure, today)
        .map_err(|_| Refused::NotFound)?;
    may_grant(app, grantor)?;
    let grantor = app.fresh(grantor, grantor.signed_in())?;
    designate(app, grantor, &raw, key).await
}

/// Whoever gives a right has signed in a short while ago.
async fn designate(
    app: &App,
    grantor: Fresh<Grantor<'_>>,
    raw: &RawDesignation,
    key: Option<Key>,
) -> Result<StructureId, Refused> {
    let grantor = grantor.get();
    let today = app.clock.today();
    let new = parse(app, grantor, raw, today)?;
    let mut tx = begin!(app, key, StructureId);
    let structure = tx
        .structure(raw.structure)
        .await?
        .ok_or(Refused::NotFound)?;
    if structure.closed_at.is_some() {
        return Err(Refused::ClosedStructure);
    }
    let kind = if new.is_active {
        EventKind::ManagerDesignated
    } else {
        EventKind::ManagerProposed
    };
    let now = app.clock.now();
    let about = |kind| NewEvent {
        account: new.by,
        ..event(kind, raw.structure, &new.subject_name_id, now)
    };
    let told_by = tx.add_designation(&new, about(kind)).await?;
    let read = tx.designation(new.id).await?;
    let mut designation = read.ok_or(StoreError::Stale)?;
    if let (Grantor::Representative(_), false) = (grantor, new.subject_name_id.is_empty()) {
        // Whoever names the person says that it is the person who was meant.
        let confirmation = NewStep {
            step: Step::Confirmation,
            done_on: today,
            proof: String::new(),
            ends_on: None,
            by: grantor.signed_in().account,
        };
        let event = about(EventKind::PrerequisiteRecorded);
        tx.record_steps(&designation, &[confirmation], event)
            .await?;
        designation = tx.designation(new.id).await?.ok_or(StoreError::Stale)?;
    }
    if new.subject_name_id.is_empty() {
        invite(&mut tx, app, &designation, grantor.signed_in(), now).await?;
    } else {
        told::both(&mut tx, app, &designation, kind, "", told_by).await?;
    }
    tx.keep_answer(key.as_ref(), raw.structure.0).await?;
    tx.commit().await?;
    app.outbox.wake();
    Ok(raw.structure)
}

fn parse(
    app: &App,
    grantor: Grantor<'_>,
    raw: &RawDesignation,
    today: Date,
) -> Result<NewDesignation, Refused> {
    let typed = raw.subject_name_id.as_deref().map(str::trim);
    let subject = match typed.filter(|typed| !typed.is_empty()) {
        Some(typed) => subject(app, typed)?,
        None if typed.is_some() && raw.email.is_none() => return Err(Refused::InvalidSubject),
        None => String::new(),
    };
    // The ANS designates whom it knows; the structure invites.
    if subject.is_empty() && grantor.mandate().is_none() {
        return Err(Refused::InvalidSubject);
    }
    let mut errors = Vec::new();
    let email = address(raw.email.as_deref(), &mut errors);
    let mut wrong = |field, problem| errors.push(FieldError::new(field, problem));
    if subject.is_empty()
        && raw
            .email
            .as_deref()
            .is_none_or(|email| email.trim().is_empty())
    {
        wrong(Field::Email, Problem::Required);
    }
    let mandate = grantor.mandate();
    if raw.starts_on.is_some_and(|day| day < today) {
        wrong(Field::StartsOn, Problem::DateInPast);
    }
    let granted = mandate.and_then(|mandate| mandate.ends_on);
    let ends_on = last_day(raw.ends_on, granted, today, &mut errors);
    if raw
        .starts_on
        .zip(ends_on)
        .is_some_and(|(start, end)| end < start)
    {
        errors.push(FieldError::new(Field::EndsOn, Problem::EndBeforeStart));
    }
    if !errors.is_empty() {
        return Err(Refused::InvalidDesignation(errors));
    }
    let signed_in = grantor.signed_in();
    let is_own = !subject.is_empty() && signed_in.subject_name_id.as_ref() == Some(&subject);
    if is_own && mandate.is_some() {
        return Err(Refused::OwnDesignation);
    }
    Ok(NewDesignation {
        id: DesignationId(Uuid::now_v7()),
        // The ANS vouches for all steps at once.
        is_active: mandate.is_none() && raw.starts_on.is_none(),
        email,
        starts_on: raw.starts_on,
        ends_on,
        mandate: mandate.map(|mandate| mandate.id),
        ..NewDesignation::by_ans(raw.structure, subject, Some(signed_in.account))
    })
}
