//! What is done about registrations that were flagged: nobody is removed without notice, a reason and a delay.

use chrono::Days;
use shared::date::Date;
use shared::event::EventKind;
use shared::field_error::{Field, FieldError, Problem};
use shared::id::{PersonId, RegularisationId, SituationId};
use shared::regularisation::{NOTICE_DAYS, State};
use uuid::Uuid;

use crate::app::App;
use crate::caller::{AnsAgent, Caller};
use crate::mail;
use crate::store::{Key, NewEvent, NewRegularisation, Regularised, StoreError, Tx};
use crate::structures::{Refused, begin};

/// Longest reason or reply.
const LONGEST: usize = 2_000;
/// Registrations withdrawn in one round.
const BATCH: i64 = 100;

/// A notice as typed.
#[derive(Clone, Debug)]
pub struct RawNotice {
    pub situation: SituationId,
    pub reason: String,
    pub due_on: Date,
}

/// Gives notice: why the registration will be withdrawn, and until when the person can answer or be registered
/// elsewhere.
pub async fn notice(
    app: &App,
    agent: AnsAgent<'_>,
    raw: RawNotice,
    key: Option<Key>,
) -> Result<RegularisationId, Refused> {
    let mut errors = Vec::new();
    let reason = text(&raw.reason, Field::Reason, &mut errors);
    let soonest = app
        .clock
        .today()
        .naive()
        .checked_add_days(Days::new(NOTICE_DAYS.into()));
    if soonest.is_none_or(|soonest| raw.due_on.naive() < soonest) {
        errors.push(FieldError::new(Field::EndsOn, Problem::DateTooSoon));
    }
    if !errors.is_empty() {
        return Err(Refused::InvalidDecision(errors));
    }
    let mut tx = begin!(app, key, RegularisationId);
    let new = NewRegularisation {
        id: RegularisationId(Uuid::now_v7()),
        situation: raw.situation,
        reason,
        due_on: raw.due_on,
        by: agent.signed_in.account,
    };
    let now = app.clock.now();
    tx.add_regularisation(&new, now)
        .await
        .map_err(|error| match error {
            StoreError::Stale => Refused::NotFound,
            other => other.into(),
        })?;
    let of = read(&mut tx, new.id).await?;
    let event = NewEvent {
        account: Some(agent.signed_in.account),
        ..event(app, EventKind::RegularisationNoticed, &of)
    };
    let told_by = tx.add_event(event).await?;
    tell(&mut tx, app, &of, State::Noticed, told_by).await?;
    tx.keep_answer(key.as_ref(), new.id.0).await?;
    tx.commit().await?;
    app.outbox.wake();
    Ok(new.id)
}

/// What a person answers to a notice.
pub async fn reply(
    app: &App,
    caller: &Caller,
    asked: (RegularisationId, i32),
    reply: &str,
    key: Option<Key>,
) -> Result<RegularisationId, Refused> {
    let signed_in = caller.signed_in()?;
    let (id, revision) = asked;
    let mut tx = begin!(app, key, RegularisationId);
    let of = tx.regularisation(id).await?.ok_or(Refused::NotFound)?;
    if signed_in.person != Some(of.person) {
        return Err(Refused::NotFound);
    }
    let mut errors = Vec::new();
    let reply = text(reply, Field::Text, &mut errors);
    if !errors.is_empty() {
        return Err(Refused::InvalidDecision(errors));
    }
    fresh(&of, revision)?;
    let event = NewEvent {
        account: Some(signed_in.account),
        ..event(app, EventKind::RegularisationReplied, &of)
    };
    tx.turn_regularisation(&of, State::Replied, Some(&reply), event)
        .await?;
    tx.keep_answer(key.as_ref(), id.0).await?;
    tx.commit().await?;
    Ok(id)
}

/// Takes a notice back: the registration stays, with its number.
pub async fn cancel(
    app: &App,
    agent: AnsAgent<'_>,
    asked: (RegularisationId, i32),
    key: Option<Key>,
) -> Result<RegularisationId, Refused> {
    let (id, revision) = asked;
    let mut tx = begin!(app, key, RegularisationId);
    let of = tx.regularisation(id).await?.ok_or(Refused::NotFound)?;
    fresh(&of, revision)?;
    let event = NewEvent {
        account: Some(agent.signed_in.account),
        ..event(app, EventKind::RegularisationCancelled, &of)
    };
    let told_by = tx
        .turn_regularisation(&of, State::Cancelled, None, event)
        .await?;
    tell(&mut tx, app, &of, State::Cancelled, told_by).await?;
    tx.keep_answer(key.as_ref(), id.0).await?;
    tx.commit().await?;
    app.outbox.wake();
    Ok(id)
}

/// A person who is registered in scope leaves the posts that were flagged: in the same transaction.
pub async fn transfer(tx: &mut Tx, app: &App, person: PersonId) -> Result<(), StoreError> {
    for of in tx.open_regularisations_of(person).await? {
        let event = event(app, EventKind::RegularisationTransferred, &of);
        tx.turn_regularisation(&of, State::Transferred, None, event)
            .await?;
    }
    Ok(())
}

/// A flagged post that is changed so that it is in scope is no longer to be withdrawn: in the same transaction.
pub async fn settle(
    tx: &mut Tx,
    app: &App,
    person: PersonId,
    situation: SituationId,
) -> Result<(), StoreError> {
    let open = tx.open_regularisations_of(person).await?;
    for of in open.iter().filter(|of| of.situation == situation) {
        let event = event(app, EventKind::RegularisationCancelled, of);
        let told_by = tx
            .turn_regularisation(of, State::Cancelled, None, event)
            .await?;
        tell(tx, app, of, State::Cancelled, told_by).await?;
    }
    Ok(())
}

/// Withdraws registrations whose notice has run out, each with its tombstone in the log; to be called every minute.
pub async fn withdraw_due(app: &App) -> Result<(), StoreError> {
    let today = app.clock.today();
    let due = app
        .store
        .read()
        .await?
        .regularisations_due(today, BATCH)
        .await?;
    let mut done = Ok(());
    for of in due {
        match withdraw(app, &of).await {
            // Answered or taken back meanwhile: the next round sees it as it is then.
            Ok(()) | Err(StoreError::Stale) => {}
            Err(error) => done = Err(error),
        }
    }
    done
}

async fn withdraw(app: &App, of: &Regularised) -> Result<(), StoreError> {
    let mut tx = app.store.write().await?;
    let tombstone = event(app, EventKind::RegistrationWithdrawn, of);
    let told_by = tx
        .turn_regularisation(of, State::Withdrawn, None, tombstone)
        .await?;
    tell(&mut tx, app, of, State::Withdrawn, told_by).await?;
    tx.commit().await?;
    app.outbox.wake();
    Ok(())
}

async fn read(tx: &mut Tx, id: RegularisationId) -> Result<Regularised, Refused> {
    tx.regularisation(id).await?.ok_or(Refused::NotFound)
}

fn fresh(of: &Regularised, revision: i32) -> Result<(), Refused> {
    if of.regularisation.revision == revision && of.regularisation.state.is_open() {
        Ok(())
    } else {
        Err(Refused::Stale)
    }
}

fn event(app: &App, kind: EventKind, of: &Regularised) -> NewEvent {
    NewEvent {
        owner: Some(of.owner),
        request: Some(of.request),
        structure: Some(of.structure),
        data: serde_json::json!({ "situation": of.situation }),
        ..NewEvent::new(kind, app.clock.now())
    }
}

async fn tell(
    tx: &mut Tx,
    app: &App,
    of: &Regularised,
    state: State,
    event: i64,
) -> Result<(), StoreError> {
    let mail = mail::regularisation(app, of, state, event);
    tx.add_mail(&mail, app.clock.now()).await
}

/// What somebody wrote, several lines or one.
fn text(typed: &str, field: Field, errors: &mut Vec<FieldError>) -> String {
    let typed = typed.trim();
    let is_control = |character: char| character.is_control() && character != '\n';
    let problem = if typed.is_empty() {
        Some(Problem::Required)
    } else if typed.chars().nth(LONGEST).is_some() {
        Some(Problem::TooLong)
    } else if typed.chars().any(is_control) {
        Some(Problem::ControlCharacter)
    } else {
        None
    };
    errors.extend(problem.map(|problem| FieldError::new(field, problem)));
    typed.to_owned()
}
