//! Corrections of a registered person's civil status: asked by the person or by a manager with the evidence that was
//! seen, proposed by one agent of the ANS, decided by another.

use shared::civil_status::{Correction, Decision, RawCorrection, certification, words};
use shared::event::EventKind;
use shared::field_error::{Field, FieldError};
use shared::id::{AccountId, CorrectionId, PersonId};
use shared::identity::Identity;
use shared::rpps::RppsNumber;
use uuid::Uuid;

use crate::app::App;
use crate::caller::{AnsAgent, Caller, Fresh, SignedIn};
use crate::mail::{self, CivilStatusNews};
use crate::store::{
    CorrectionCase, CorrectionStep, Key, NewCorrection, NewEvent, Part, StoreError, Tx,
    correction_data,
};
use crate::structures::{Refused, begin};

/// Why a correction is asked that nobody typed.
const CONTESTED: &str =
    "FranceConnect certifie un autre état civil que celui qui a été saisi par la structure.";

/// Asks for a correction: of the caller's own civil status, or of somebody's who works in a structure of the caller's.
pub async fn ask(
    app: &App,
    caller: &Caller,
    of: Option<&RppsNumber>,
    raw: &RawCorrection,
    key: Option<Key>,
) -> Result<CorrectionId, Refused> {
    let signed_in = caller.signed_in()?;
    let mut tx = begin!(app, key, CorrectionId);
    let found = match (of, signed_in.person) {
        (Some(number), _) => tx.registration_by_number(number).await?,
        (None, Some(own)) => tx.registration(own).await?,
        (None, None) => None,
    };
    let found = found.ok_or(Refused::NotFound)?;
    let today = app.clock.today();
    let person = found.person.id;
    let asker = caller
        .corrector_of(person, found.works_at(today))
        .map_err(|_| Refused::NotFound)?;
    let correction = Correction::parse(raw, &found.person.identity, today)
        .map_err(Refused::InvalidCorrection)?;
    let new = NewCorrection {
        id: CorrectionId(Uuid::now_v7()),
        person,
        previous: found.person.identity,
        correction,
        by: signed_in.account,
        structure: asker.structure,
    };
    let event = NewEvent {
        account: Some(signed_in.account),
        structure: asker.structure,
        data: correction_data(new.id, person, &new.correction.fields),
        ..NewEvent::new(EventKind::CivilStatusCorrectionAsked, app.clock.now())
    };
    let told_by = tx
        .add_correction(&new, event)
        .await
        .map_err(|error| match error {
            StoreError::Duplicate => Refused::CorrectionUnderWay,
            other => other.into(),
        })?;
    let case = read(&mut tx, new.id).await?;
    tell(&mut tx, app, &case, CivilStatusNews::Asked, told_by).await?;
    finish(app, tx, key.as_ref(), new.id).await
}

/// Opens the correction of what a manager typed of somebody whom `FranceConnect` certifies otherwise. One that is under
/// way already stays as it is.
pub async fn contest(
    tx: &mut Tx,
    app: &App,
    (account, certified): (AccountId, &Identity),
    (person, typed): (PersonId, &Identity),
) -> Result<(), StoreError> {
    if tx.has_open_correction(person).await? {
        return Ok(());
    }
    let reason = CONTESTED.to_owned();
    let new = NewCorrection {
        id: CorrectionId(Uuid::now_v7()),
        person,
        previous: typed.clone(),
        correction: Correction::certified(typed, certified, reason, app.clock.today()),
        by: account,
        structure: None,
    };
    let event = NewEvent {
        account: Some(account),
        data: correction_data(new.id, person, &new.correction.fields),
        ..NewEvent::new(EventKind::CivilStatusCorrectionAsked, app.clock.now())
    };
    tx.add_correction(&new, event).await?;
    Ok(())
}

/// What the first agent proposes, with the reason that the person will read.
pub async fn propose(
    app: &App,
    agent: AnsAgent<'_>,
    asked: (CorrectionId, i32),
    decision: Decision,
    reason: &str,
    key: Option<Key>,
) -> Result<CorrectionId, Refused> {
    let (id, revision) = asked;
    let reason = reason_of(reason)?;
    let mut tx = begin!(app, key, CorrectionId);
    let case = read(&mut tx, id).await?;
    not_own(agent.signed_in, &case)?;
    fresh(&case, revision)?;
    if decision == Decision::Accept {
        no_namesake(&mut tx, &case).await?;
    }
    let event = event(
        app,
        EventKind::CivilStatusDecisionProposed,
        &case,
        agent.signed_in,
    );
    tx.step_correction(
        &case.correction,
        CorrectionStep::Propose(decision, &reason),
        event,
    )
    .await?;
    finish(app, tx, key.as_ref(), id).await
}

/// What the second agent says of the proposal.
#[derive(Clone, Copy, Debug)]
pub enum Confirmation<'a> {
    /// It holds from now on.
    Confirm,
    /// It goes back to the first agents, with the reason.
    Return(&'a str),
}

/// Confirms a proposal, or sends it back. An agent other than who proposed it, who signed in a short while ago.
pub async fn confirm(
    app: &App,
    agent: Fresh<AnsAgent<'_>>,
    asked: (CorrectionId, i32),
    confirmation: Confirmation<'_>,
    key: Option<Key>,
) -> Result<CorrectionId, Refused> {
    let agent = agent.get();
    let (id, revision) = asked;
    let returned = match confirmation {
        Confirmation::Confirm => None,
        Confirmation::Return(reason) => Some(reason_of(reason)?),
    };
    let mut tx = begin!(app, key, CorrectionId);
    let case = read(&mut tx, id).await?;
    not_own(agent.signed_in, &case)?;
    let proposed = case.correction.decision.zip(case.proposer.as_ref());
    let (decision, first) = proposed.ok_or(Refused::Stale)?;
    if is_same(agent.signed_in, first) {
        return Err(Refused::SameAgent);
    }
    fresh(&case, revision)?;
    let correction = &case.correction;
    if let Some(reason) = returned {
        let event = event(
            app,
            EventKind::CivilStatusDecisionReturned,
            &case,
            agent.signed_in,
        );
        tx.step_correction(correction, CorrectionStep::Return(&reason), event)
            .await?;
        return finish(app, tx, key.as_ref(), id).await;
    }
    let (kind, news) = match decision {
        Decision::Accept => (EventKind::CivilStatusCorrected, CivilStatusNews::Accepted),
        Decision::Refuse => (
            EventKind::CivilStatusCorrectionRefused,
            CivilStatusNews::Refused,
        ),
    };
    let event = event(app, kind, &case, agent.signed_in);
    let told_by = tx
        .step_correction(correction, CorrectionStep::Confirm(decision), event)
        .await?;
    if decision == Decision::Accept {
        correct(&mut tx, &case).await?;
    }
    tell(&mut tx, app, &case, news, told_by).await?;
    finish(app, tx, key.as_ref(), id).await
}

/// Takes a correction back that is not decided yet. For who asked.
pub async fn withdraw(
    app: &App,
    caller: &Caller,
    asked: (CorrectionId, i32),
    key: Option<Key>,
) -> Result<CorrectionId, Refused> {
    let signed_in = caller.signed_in()?;
    let (id, revision) = asked;
    let mut tx = begin!(app, key, CorrectionId);
    let case = read(&mut tx, id).await?;
    if !has_asked(signed_in, &case) {
        return Err(Refused::NotFound);
    }
    fresh(&case, revision)?;
    let event = event(
        app,
        EventKind::CivilStatusCorrectionWithdrawn,
        &case,
        signed_in,
    );
    let told_by = tx
        .step_correction(&case.correction, CorrectionStep::Withdraw, event)
        .await?;
    tell(&mut tx, app, &case, CivilStatusNews::Withdrawn, told_by).await?;
    finish(app, tx, key.as_ref(), id).await
}

/// Whether the caller asked for it, under this account or as the same person under another.
pub fn has_asked(signed_in: &SignedIn, case: &CorrectionCase) -> bool {
    let as_person = case.correction.structure.is_none() && signed_in.person == Some(case.person);
    as_person || is_same(signed_in, &case.asker)
}

async fn correct(tx: &mut Tx, case: &CorrectionCase) -> Result<(), Refused> {
    no_namesake(tx, case).await?;
    let correction = &case.correction;
    let vouched = tx.vouched_identities(case.person).await?;
    let mut identity = correction.proposed.clone();
    identity.certification = certification(&identity, &correction.previous, &vouched);
    tx.correct_person(case.person, &identity)
        .await
        .map_err(|error| match error {
            StoreError::Duplicate => Refused::DuplicatePerson,
            other => other.into(),
        })
}

/// Two persons of the same five traits are one, or need more than a correction.
async fn no_namesake(tx: &mut Tx, case: &CorrectionCase) -> Result<(), Refused> {
    let correction = &case.correction;
    let traits = correction.proposed.traits();
    if traits != correction.previous.traits() && tx.has_namesake(case.person, &traits).await? {
        return Err(Refused::DuplicatePerson);
    }
    Ok(())
}

async fn read(tx: &mut Tx, id: CorrectionId) -> Result<CorrectionCase, Refused> {
    tx.correction(id).await?.ok_or(Refused::NotFound)
}

fn fresh(case: &CorrectionCase, revision: i32) -> Result<(), Refused> {
    if case.correction.revision == revision && case.correction.state.is_open() {
        Ok(())
    } else {
        Err(Refused::Stale)
    }
}

/// Who asked never decides, and nobody decides on their own civil status.
fn not_own(agent: &SignedIn, case: &CorrectionCase) -> Result<(), Refused> {
    if agent.person == Some(case.person) || is_same(agent, &case.asker) {
        return Err(Refused::OwnCorrection);
    }
    Ok(())
}

/// Two accounts may be one human.
fn is_same(signed_in: &SignedIn, part: &Part) -> bool {
    signed_in.account == part.account
        || signed_in.subject_name_id.is_some() && signed_in.subject_name_id == part.subject_name_id
        || signed_in.person.is_some() && signed_in.person == part.person
}

fn reason_of(typed: &str) -> Result<String, Refused> {
    let mut errors: Vec<FieldError> = Vec::new();
    let reason = words(typed, Field::Reason, &mut errors);
    if errors.is_empty() {
        Ok(reason)
    } else {
        Err(Refused::InvalidDecision(errors))
    }
}

fn event(app: &App, kind: EventKind, case: &CorrectionCase, by: &SignedIn) -> NewEvent {
    let CorrectionCase {
        correction, person, ..
    } = case;
    NewEvent {
        account: Some(by.account),
        structure: correction.structure,
        data: correction_data(correction.id, *person, &correction.fields),
        ..NewEvent::new(kind, app.clock.now())
    }
}

/// Both who asked and the person are told, each once and in their own language.
async fn tell(
    tx: &mut Tx,
    app: &App,
    case: &CorrectionCase,
    news: CivilStatusNews,
    event: i64,
) -> Result<(), StoreError> {
    let now = app.clock.now();
    let to_person = mail::civil_status(app, case, news, (&case.email, &case.language), event);
    tx.add_mail(&to_person, now).await?;
    let Some(structure) = case.correction.structure else {
        return Ok(());
    };
    // Pro Santé Connect gives a manager's address seldom: then the structure's own for alerts serves.
    let mut address = case.asker.email.clone();
    if address.is_none() {
        let organisations = tx.organisations_of(&[structure]).await?;
        address = organisations.into_iter().find_map(|one| one.email);
    }
    if let Some(email) = address.filter(|email| *email != case.email) {
        let reader = (email.as_str(), case.asker.language.as_str());
        let to_asker = mail::civil_status(app, case, news, reader, event);
        tx.add_mail(&to_asker, now).await?;
    }
    Ok(())
}

async fn finish(
    app: &App,
    mut tx: Tx,
    key: Option<&Key>,
    id: CorrectionId,
) -> Result<CorrectionId, Refused> {
    tx.keep_answer(key, id.0).await?;
    tx.commit().await?;
    app.outbox.wake();
    Ok(id)
}

/// Whether the caller may read a correction of that person: the person, the ANS, and managers where the person works.
pub async fn may_read(app: &App, caller: &Caller, person: PersonId) -> Result<bool, StoreError> {
    let Ok(signed_in) = caller.signed_in() else {
        return Ok(false);
    };
    if signed_in.is_ans_agent || signed_in.person == Some(person) {
        return Ok(true);
    }
    if signed_in.managed.is_empty() {
        return Ok(false);
    }
    let found = app.store.read().await?.registration(person).await?;
    let today = app.clock.today();
    Ok(found.is_some_and(|found| caller.corrector_of(person, found.works_at(today)).is_ok()))
}
