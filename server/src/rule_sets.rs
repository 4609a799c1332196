//! How rules change: an agent drafts a rule set, runs it over the whole stock, and says from which day it holds. One
//! that has once been in force never changes.

mod draft;

use std::sync::Arc;

use serde_json::json;
use shared::date::Date;
use shared::event::EventKind;
use shared::field_error::{Field, FieldError, Problem};
use shared::id::{RuleSetId, SimulationId};
use shared::rule_set::{RuleProblem, RuleSet};
use uuid::Uuid;

pub use draft::{ChangedRule, Changes, RawDraft, Source, draft, write as write_draft};

use crate::app::App;
use crate::caller::AnsAgent;
use crate::store::{
    KeptRuleSet, Key, NewEvent, NewSimulation, RuleSetState, Simulation, StoreError, Tx,
};

/// Why a change of a rule set is refused.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("no such rule set")]
    NotFound,
    #[error("the draft cannot be read")]
    InvalidRuleSet(Vec<RuleProblem>),
    #[error("a rule set of that name exists already")]
    AlreadyExists,
    #[error("it has changed since it was read")]
    Stale,
    #[error("its state does not allow this")]
    Fixed,
    #[error("it was not simulated since its last change")]
    NotSimulated,
    #[error("the day is not right")]
    InvalidDecision(Vec<FieldError>),
    #[error("the idempotency key was used for something else")]
    IdempotencyConflict,
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Duplicate => Self::AlreadyExists,
            StoreError::Stale => Self::Stale,
            other => Self::Store(other),
        }
    }
}

/// Begins the change, or returns from the caller with the answer of an earlier attempt.
macro_rules! begin {
    ($app:expr, $key:expr) => {
        match $app.store.write_once($key.as_ref()).await? {
            $crate::store::Begun::New(tx) => tx,
            $crate::store::Begun::Replay(id) => return Ok(shared::id::RuleSetId(id)),
            $crate::store::Begun::Conflict => {
                return Err($crate::rule_sets::Refused::IdempotencyConflict);
            }
        }
    };
}
use begin;

/// A rule set to change, as it was read.
#[derive(Clone, Debug)]
pub struct Asked {
    pub id: RuleSetId,
    pub revision: i32,
    pub key: Option<Key>,
}

/// The rule set of that name: one that is or will be in force, for an agent also a draft.
pub async fn named(
    app: &App,
    agent: Option<AnsAgent<'_>>,
    name: &str,
) -> Result<Option<Arc<RuleSet>>, StoreError> {
    if let Some(found) = app.rules.named(name) {
        return Ok(Some(found));
    }
    // No name has that character, and PostgreSQL would not read it.
    if agent.is_none() || name.contains('\0') {
        return Ok(None);
    }
    let found = app.store.read().await?.rule_set_named(name).await?;
    let draft = found.filter(|kept| kept.state == RuleSetState::Draft);
    Ok(draft.map(|kept| Arc::new(kept.rule_set)))
}

/// Begins to run a draft over the whole stock; what comes of it is read beside.
pub async fn simulate(app: &App, _: AnsAgent<'_>, asked: Asked) -> Result<RuleSetId, Refused> {
    let mut tx = begin!(app, asked.key);
    let kept = read(&mut tx, &asked).await?;
    let today = app.clock.today();
    if kept.state == RuleSetState::Discarded || kept.has_begun(today) {
        return Err(Refused::Fixed);
    }
    let is_running = kept.simulation.as_ref().is_some_and(Simulation::is_running);
    if !is_running {
        let new = NewSimulation {
            id: SimulationId(Uuid::now_v7()),
            rule_set: kept.id,
            revision: kept.revision,
            body: kept.rule_set.body(),
            against: app.rules.on(today).body(),
            day: today,
        };
        let begun = tx.add_simulation(&new, app.clock.now()).await;
        begun.map_err(|error| match error {
            // Somebody else has begun one meanwhile.
            StoreError::Duplicate => Refused::Stale,
            other => other.into(),
        })?;
    }
    tx.keep_answer(asked.key.as_ref(), kept.id.0).await?;
    tx.commit().await?;
    app.simulator.notify_one();
    Ok(kept.id)
}

/// Says from which day on a draft holds: today or later, and only what was run over the stock as it is.
pub async fn schedule(
    app: &App,
    agent: AnsAgent<'_>,
    asked: Asked,
    day: Date,
) -> Result<RuleSetId, Refused> {
    let mut tx = begin!(app, asked.key);
    let kept = read(&mut tx, &asked).await?;
    if kept.state != RuleSetState::Draft {
        return Err(Refused::Fixed);
    }
    if day < app.clock.today() {
        let error = FieldError::new(Field::EffectiveFrom, Problem::DateInPast);
        return Err(Refused::InvalidDecision(vec![error]));
    }
    if !kept.is_simulated() {
        return Err(Refused::NotSimulated);
    }
    let rule_set = kept.rule_set.clone().starting(day);
    let event = event(app, Some(agent), EventKind::RuleSetScheduled, &rule_set);
    tx.turn_rule_set(&kept, &rule_set, RuleSetState::Scheduled, event)
        .await?;
    finish(app, tx, kept.id, asked.key.as_ref()).await
}

/// Gives up a draft, or one whose first day has not come.
pub async fn discard(app: &App, agent: AnsAgent<'_>, asked: Asked) -> Result<RuleSetId, Refused> {
    let mut tx = begin!(app, asked.key);
    let kept = read(&mut tx, &asked).await?;
    if kept.state == RuleSetState::Discarded || kept.has_begun(app.clock.today()) {
        return Err(Refused::Fixed);
    }
    let event = event(
        app,
        Some(agent),
        EventKind::RuleSetDiscarded,
        &kept.rule_set,
    );
    tx.turn_rule_set(&kept, &kept.rule_set, RuleSetState::Discarded, event)
        .await?;
    finish(app, tx, kept.id, asked.key.as_ref()).await
}

async fn finish(
    app: &App,
    mut tx: Tx,
    id: RuleSetId,
    key: Option<&Key>,
) -> Result<RuleSetId, Refused> {
    tx.keep_answer(key, id.0).await?;
    tx.commit().await?;
    // Whoever asks next is judged by what was decided; other servers read it from the log.
    app.rules.reload(&app.store).await;
    Ok(id)
}

async fn read(tx: &mut Tx, asked: &Asked) -> Result<KeptRuleSet, Refused> {
    let kept = tx.kept_rule_set(asked.id).await?.ok_or(Refused::NotFound)?;
    if kept.revision == asked.revision {
        Ok(kept)
    } else {
        Err(Refused::Stale)
    }
}

fn event(app: &App, by: Option<AnsAgent<'_>>, kind: EventKind, rule_set: &RuleSet) -> NewEvent {
    NewEvent {
        account: by.map(|agent| agent.signed_in.account),
        data: json!({ "ruleSet": rule_set.name(), "effectiveFrom": rule_set.effective_from().to_string() }),
        ..NewEvent::new(kind, app.clock.now())
    }
}
