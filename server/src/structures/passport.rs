//! The steps of a designation: recorded by either side, and by the candidate's sign-in; the last one lets it hold.

use chrono::{DateTime, TimeDelta, Utc};
use shared::date::Date;
use shared::event::EventKind;
use shared::field_error::{Field, FieldError, Problem};
use shared::id::DesignationId;
use shared::passport::{Party, Step};

use super::continuity::escalate;
use super::{Refused, begin, ended, event, line_problem, may_grant, told};
use crate::app::{App, TERMS_VERSION};
use crate::caller::{Caller, Grantor, SignedIn};
use crate::mail;
use crate::sign_in::Secret;
use crate::store::{Designation, Key, NewEvent, NewStep, StoreError, Tx};

/// How long a link of an invitation is good.
pub(crate) const INVITED_FOR: TimeDelta = TimeDelta::days(14);
/// Designations that begin or end in one round of the calendar.
const BATCH: i64 = 200;

/// A step as typed.
#[derive(Clone, Debug)]
pub struct RawStep {
    pub id: DesignationId,
    pub revision: i32,
    pub step: Step,
    pub done_on: Option<Date>,
    pub proof: String,
    pub ends_on: Option<Date>,
}

/// Records a step of a designation; the last one lets the right hold, at once or on its first day.
pub async fn record_prerequisite(
    app: &App,
    caller: &Caller,
    raw: RawStep,
    key: Option<Key>,
) -> Result<DesignationId, Refused> {
    let signed_in = caller.signed_in()?;
    let today = app.clock.today();
    let mut tx = begin!(app, key, DesignationId);
    let designation = tx.designation(raw.id).await?.ok_or(Refused::NotFound)?;
    let party = party(caller, &designation, raw.step, today).ok_or(Refused::NotFound)?;
    if party == Party::Representative {
        may_grant(app, caller.grantor_of(designation.structure, today)?)?;
        let is_candidate = signed_in.subject_name_id.as_ref() == Some(&designation.subject_name_id);
        if is_candidate && raw.step == Step::Confirmation {
            return Err(Refused::OwnDesignation);
        }
    }
    let is_asked = designation.mandate.is_some() && !designation.by_right;
    if !is_asked || designation.is_over() || designation.revision != raw.revision {
        return Err(Refused::DesignationEnded);
    }
    // Nobody can be confirmed, nor show a card, before there is somebody.
    let needs_somebody = matches!(raw.step, Step::Confirmation | Step::Card);
    if !raw.step.may_be_recorded_by(party)
        || (needs_somebody && designation.subject_name_id.is_empty())
    {
        return Err(Refused::NotYourStep);
    }
    let mut steps = vec![parse(&raw, today, signed_in)?];
    if party == Party::Candidate {
        steps.extend(card_shown(&designation, raw.step, today, signed_in));
    }
    let now = app.clock.now();
    let event = NewEvent {
        account: Some(signed_in.account),
        data: serde_json::json!({
            "subject": designation.subject_name_id, "designation": designation.id, "step": raw.step,
        }),
        ..event(
            EventKind::PrerequisiteRecorded,
            designation.structure,
            &designation.subject_name_id,
            now,
        )
    };
    tx.record_steps(&designation, &steps, event)
        .await
        .map_err(ended)?;
    let designation = tx.designation(raw.id).await?.ok_or(StoreError::Stale)?;
    begin_if_ready(&mut tx, app, &designation, now).await?;
    tx.keep_answer(key.as_ref(), raw.id.0).await?;
    tx.commit().await?;
    app.outbox.wake();
    Ok(raw.id)
}

/// On which side of a designation somebody is, for a step. Who is on both acts for the structure, but accepts as the
/// candidate.
fn party(caller: &Caller, designation: &Designation, step: Step, today: Date) -> Option<Party> {
    let is_candidate = caller.is_candidate_of(designation);
    let represents = matches!(
        caller.grantor_of(designation.structure, today),
        Ok(Grantor::Representative(_))
    );
    if represents && !(is_candidate && step.owner() == Party::Candidate) {
        Some(Party::Representative)
    } else {
        is_candidate.then_some(Party::Candidate)
    }
}

fn parse(raw: &RawStep, today: Date, signed_in: &SignedIn) -> Result<NewStep, Refused> {
    let mut errors = Vec::new();
    let mut wrong = |field, problem| errors.push(FieldError::new(field, problem));
    let done_on = raw.done_on.unwrap_or(today);
    if done_on > today {
        wrong(Field::StartDate, Problem::DateTooFar);
    }
    if raw.ends_on.is_some_and(|day| day < today) {
        wrong(Field::EndsOn, Problem::DateInPast);
    }
    if raw.ends_on.is_some() && !raw.step.may_end() {
        wrong(Field::EndsOn, Problem::NotExpected);
    }
    let proof = raw.proof.trim();
    let problem = match (raw.step, proof) {
        // What only a reference can show.
        (Step::Training | Step::Habilitation | Step::CardOrder, "") => Some(Problem::Required),
        // The very terms that are in force.
        (Step::Terms, version) if version != TERMS_VERSION => Some(Problem::UnknownCode),
        _ => line_problem(proof),
    };
    if let Some(problem) = problem {
        wrong(Field::Proof, problem);
    }
    if errors.is_empty() {
        Ok(NewStep {
            step: raw.step,
            done_on,
            proof: proof.to_owned(),
            ends_on: raw.ends_on,
            by: signed_in.account,
        })
    } else {
        Err(Refused::InvalidDesignation(errors))
    }
}

/// A candidate who signed in through Pro Santé Connect has a card, or an e-CPS.
fn card_shown(
    designation: &Designation,
    asked: Step,
    today: Date,
    signed_in: &SignedIn,
) -> Option<NewStep> {
    let known = designation.steps.iter().any(|done| done.step == Step::Card);
    (asked != Step::Card && !known).then(|| NewStep {
        step: Step::Card,
        done_on: today,
        proof: "Pro Santé Connect".to_owned(),
        ends_on: None,
        by: signed_in.account,
    })
}

/// Lets the right hold when no step is missing and its first day has come; both sides are told.
async fn begin_if_ready(
    tx: &mut Tx,
    app: &App,
    designation: &Designation,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let has_come = designation
        .starts_on
        .is_none_or(|day| day <= app.clock.today());
    if !has_come
        || designation.active_at.is_some()
        || designation.subject_name_id.is_empty()
        || !designation.missing().is_empty()
    {
        return Ok(());
    }
    let kind = EventKind::ManagerDesignated;
    let event = event(
        kind,
        designation.structure,
        &designation.subject_name_id,
        now,
    );
    let told_by = tx.activate_designation(designation, event).await?;
    told::both(tx, app, designation, kind, "", told_by).await
}

/// Sends a new link to an invited candidate; the one before it is good no more.
pub async fn send_invitation(
    app: &App,
    caller: &Caller,
    id: DesignationId,
    revision: i32,
    key: Option<Key>,
) -> Result<DesignationId, Refused> {
    caller.may_designate()?;
    let mut tx = begin!(app, key, DesignationId);
    let designation = tx.designation(id).await?.ok_or(Refused::NotFound)?;
    let grantor = caller
        .grantor_of(designation.structure, app.clock.today())
        .map_err(|_| Refused::NotFound)?;
    may_grant(app, grantor)?;
    let waits = designation.subject_name_id.is_empty() && !designation.is_over();
    if !waits || designation.revision != revision {
        return Err(Refused::DesignationEnded);
    }
    invite(
        &mut tx,
        app,
        &designation,
        grantor.signed_in(),
        app.clock.now(),
    )
    .await?;
    tx.keep_answer(key.as_ref(), id.0).await?;
    tx.commit().await?;
    app.outbox.wake();
    Ok(id)
}

/// Writes the link and the e-mail that carries it; the database keeps a hash of it.
pub(super) async fn invite(
    tx: &mut Tx,
    app: &App,
    designation: &Designation,
    by: &SignedIn,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let token = Secret::random();
    let expires_at = now + INVITED_FOR;
    tx.add_invitation(designation, &token.hash(), expires_at)
        .await?;
    let sent = NewEvent {
        account: Some(by.account),
        ..event(
            EventKind::InvitationSent,
            designation.structure,
            &designation.subject_name_id,
            now,
        )
    };
    let sent = tx.add_event(sent).await?;
    let mail = mail::invitation(app, designation, token.as_str(), expires_at, sent);
    tx.add_mail(&mail, now).await
}

/// Takes the place of the candidate whom a link was sent to. The representative confirms it.
pub async fn redeem_invitation(
    app: &App,
    caller: &Caller,
    token: &str,
    key: Option<Key>,
) -> Result<DesignationId, Refused> {
    let signed_in = caller.signed_in()?;
    let subject = signed_in
        .subject_name_id
        .as_deref()
        .ok_or(crate::caller::Denied::Forbidden)?;
    let now = app.clock.now();
    let mut tx = begin!(app, key, DesignationId);
    let token = Secret::parse(token).ok_or(Refused::InvitationUnknown)?;
    let invitation = tx
        .invitation(&token.hash())
        .await?
        .ok_or(Refused::InvitationUnknown)?;
    if invitation.redeemed_at.is_some() {
        return Err(Refused::InvitationUsed);
    }
    let read = tx.designation(invitation.designation).await?;
    let designation = read.ok_or(Refused::InvitationUnknown)?;
    if designation.is_over() || now >= invitation.expires_at {
        return Err(Refused::InvitationUnknown);
    }
    let today = app.clock.today();
    let represents = caller.represents(designation.structure);
    if represents.is_ok_and(|own| own.holds_on(today).is_ok()) {
        return Err(Refused::OwnDesignation);
    }
    let redeemed = NewEvent {
        account: Some(signed_in.account),
        ..event(
            EventKind::InvitationRedeemed,
            designation.structure,
            subject,
            now,
        )
    };
    let told_by = tx
        .redeem_invitation(
            &token.hash(),
            designation.id,
            subject,
            signed_in.account,
            redeemed,
        )
        .await
        .map_err(|error| match error {
            StoreError::Stale => Refused::InvitationUsed,
            other => other.into(),
        })?;
    let designation = tx
        .designation(designation.id)
        .await?
        .ok_or(StoreError::Stale)?;
    if let Some(card) = card_shown(&designation, Step::Training, today, signed_in) {
        let event = event(
            EventKind::PrerequisiteRecorded,
            designation.structure,
            subject,
            now,
        );
        tx.record_steps(&designation, &[card], event).await?;
    }
    told::both(
        &mut tx,
        app,
        &designation,
        EventKind::InvitationRedeemed,
        "",
        told_by,
    )
    .await?;
    tx.keep_answer(key.as_ref(), designation.id.0).await?;
    tx.commit().await?;
    app.outbox.wake();
    Ok(designation.id)
}

/// Begins designations whose first day has come and ends those whose last day is over; to be called every minute. One
/// that cannot be turned holds up no other.
pub async fn keep_calendar(app: &App) -> Result<(), StoreError> {
    let today = app.clock.today();
    let due = app
        .store
        .read()
        .await?
        .designations_due(today, BATCH)
        .await?;
    let mut done = Ok(());
    for designation in due {
        match turn_of_the_day(app, &designation, today).await {
            // Changed meanwhile: the next round sees it as it is then.
            Ok(()) | Err(StoreError::Stale) => {}
            Err(error) => done = Err(error),
        }
    }
    done
}

async fn turn_of_the_day(
    app: &App,
    designation: &Designation,
    today: Date,
) -> Result<(), StoreError> {
    let now = app.clock.now();
    let mut tx = app.store.write().await?;
    if designation.ends_on.is_some_and(|last| last < today) {
        let (structure, subject) = (designation.structure, &designation.subject_name_id);
        let kind = EventKind::DesignationEnded;
        let event = event(kind, structure, subject, now);
        let told_by = tx.turn_designation(designation, "", event).await?;
        escalate(&mut tx, app, structure).await?;
        tx.release_leases(structure, subject, now).await?;
        told::both(&mut tx, app, designation, kind, "", told_by).await?;
    } else {
        begin_if_ready(&mut tx, app, designation, now).await?;
    }
    tx.commit().await?;
    app.outbox.wake();
    Ok(())
}
