//! A rule set from a file: it becomes a draft, which an agent runs over the stock and schedules.

use std::fmt;
use std::path::Path;

use chrono::{DateTime, Utc};
use shared::rule_set::{RuleChange, RuleProblem, RuleSet};
use shared::text::Language;

use super::ImportError;
use crate::rule_sets::{Refused, write_draft};
use crate::rules::RuleBook;
use crate::store::{Mark, RuleSetState, Store};

/// Everything that is wrong with a file, a line each.
#[derive(Debug)]
pub struct Problems(pub(super) Vec<RuleProblem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} problems", self.0.len())?;
        for RuleProblem { path, fault } in &self.0 {
            let path = if path.is_empty() { "the file" } else { path };
            write!(
                f,
                "\n  {path}: {fault}, {}",
                fault.text().r#in(Language::En)
            )?;
        }
        Ok(())
    }
}

/// What an import would do.
#[derive(Debug)]
pub struct NewDraft {
    mark: Mark,
    rule_set: RuleSet,
    /// Of the draft that it writes anew.
    revision: i32,
    in_force: String,
    changes: Vec<RuleChange>,
    is_known: bool,
}

impl NewDraft {
    /// The database has it already.
    pub fn is_empty(&self) -> bool {
        self.is_known
    }
}

impl fmt::Display for NewDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, in_force) = (self.rule_set.name(), &self.in_force);
        writeln!(
            f,
            "{name} says otherwise than {in_force}, which is in force:"
        )?;
        for RuleChange {
            path,
            before,
            after,
        } in &self.changes
        {
            let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
            writeln!(f, "  {path}: {} to {}", text(before), text(after))?;
        }
        if self.changes.is_empty() {
            writeln!(f, "  nothing")?;
        }
        Ok(())
    }
}

pub fn read(path: &Path) -> Result<RuleSet, ImportError> {
    let text = std::fs::read_to_string(path)?;
    RuleSet::parse_draft(&text).map_err(|found| ImportError::RuleSet(Problems(found)))
}

/// Compares the file with what is there. Nothing is written.
pub async fn compare(
    store: &Store,
    rule_set: RuleSet,
    mark: Mark,
    now: DateTime<Utc>,
) -> Result<NewDraft, ImportError> {
    let mut tx = store.read().await?;
    tx.check_mark(mark).await?;
    let known = tx.rule_set_named(rule_set.name()).await?;
    let bodies = tx.rule_sets().await?;
    let scheduled: Vec<RuleSet> = bodies
        .iter()
        .filter_map(|body| RuleSet::parse(body).ok())
        .collect();
    let in_force = if scheduled.is_empty() {
        RuleSet::built_in().clone()
    } else {
        let today = crate::clock::today_in_paris(now);
        RuleBook::new(scheduled).on(today).as_ref().clone()
    };
    let is_known = known.as_ref().is_some_and(|kept| {
        let says_the_same = kept.rule_set.changes_from(&rule_set).is_empty();
        let same_day = kept.rule_set.effective_from() == rule_set.effective_from();
        kept.state != RuleSetState::Discarded && says_the_same && same_day
    });
    if let Some(kept) = &known
        && kept.state == RuleSetState::Scheduled
        && !is_known
    {
        return Err(ImportError::RuleSetFixed);
    }
    Ok(NewDraft {
        mark,
        changes: rule_set.changes_from(&in_force),
        in_force: in_force.name().to_owned(),
        revision: known.map_or(0, |kept| kept.revision),
        rule_set,
        is_known,
    })
}

/// Writes the draft that was shown.
pub async fn write(store: &Store, draft: NewDraft, now: DateTime<Utc>) -> Result<(), ImportError> {
    let mut tx = store.write().await?;
    tx.mark(draft.mark).await?;
    let written = write_draft(&mut tx, &draft.rule_set, draft.revision, None, now).await;
    match written {
        Ok(_) => Ok(tx.commit().await?),
        Err(Refused::Store(error)) => Err(error.into()),
        // It was scheduled, or written anew, since it was compared.
        Err(_) => Err(ImportError::RuleSetFixed),
    }
}
