//! A table of reference data from a file: read whole, refused whole when anything is wrong with it, shown beside what
//! holds before it, then kept as a draft or, where a day is named, put into force from that day on.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use chrono::{DateTime, Utc};
use shared::date::Date;

use super::{FEW, ImportError, ONE_CLOSED_IN, TOLD};
use crate::clock::today_in_paris;
use crate::reference::{
    self, Compared, Kind, LineProblem, RowChange, RowDifference, Table, Tally, take_effect,
};
use crate::store::{KeptReference, Mark, Store, StoreError, Tx};

/// Everything that is wrong with a file: counts by code, and the first lines.
#[derive(Debug)]
pub struct Problems(pub(super) Vec<LineProblem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} problems", self.0.len())?;
        let mut counts = BTreeMap::new();
        for problem in &self.0 {
            *counts.entry(problem.fault.code()).or_insert(0) += 1;
        }
        for (code, count) in counts {
            write!(f, ", {code} {count}")?;
        }
        for LineProblem {
            line,
            column,
            fault,
        } in self.0.iter().take(TOLD)
        {
            write!(f, "\n  line {line}")?;
            if !column.is_empty() {
                write!(f, ", {column}")?;
            }
            write!(f, ": {fault}")?;
        }
        Ok(())
    }
}

/// From which day a file is to hold.
#[derive(Clone, Copy, Debug)]
pub struct Effect {
    /// Nothing for a draft, which an agent schedules.
    pub from: Option<Date>,
    /// Even when a great part of the table ends.
    pub allow_ending: bool,
}

/// What an import would do.
#[derive(Debug)]
pub struct NewVersion {
    mark: Mark,
    table: Table,
    day: Date,
    effect: Effect,
    differences: Vec<RowDifference>,
    /// The draft that says the same.
    draft: Option<KeptReference>,
}

impl NewVersion {
    /// What holds on that day says the same, or the same is a draft already.
    pub fn is_empty(&self) -> bool {
        self.differences.is_empty() || (self.effect.from.is_none() && self.draft.is_some())
    }
}

impl fmt::Display for NewVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tally {
            added,
            changed,
            ended,
        } = Tally::of(&self.differences);
        writeln!(
            f,
            "{} rows: to add {added}, to change {changed}, to end {ended}, beside what holds on {}",
            self.table.len(),
            self.day
        )?;
        let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
        for row in self.differences.iter().take(TOLD) {
            let word = match row.change {
                RowChange::Added => "add",
                RowChange::Changed => "change",
                RowChange::Ended => "end",
            };
            let (before, after) = (text(&row.before), text(&row.after));
            writeln!(f, "  {word} {}: {before} to {after}", row.key)?;
        }
        if self.differences.len() > TOLD {
            writeln!(f, "  and {} more", self.differences.len() - TOLD)?;
        }
        match (self.effect.from, &self.draft) {
            (Some(day), _) => writeln!(f, "it holds from {day} on"),
            (None, Some(_)) => writeln!(f, "the same is a draft already"),
            (None, None) => writeln!(f, "it becomes a draft, which an agent schedules"),
        }
    }
}

/// Reads a table whole.
pub fn read(kind: Kind, path: &Path) -> Result<Table, ImportError> {
    let bytes = std::fs::read(path)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let sound = error.utf8_error().valid_up_to();
        let lines = error.as_bytes()[..sound].split(|byte| *byte == b'\n');
        ImportError::Reference(Problems(vec![LineProblem {
            line: lines.count() as u64,
            column: "",
            fault: reference::Fault::NotText,
        }]))
    })?;
    Table::parse(kind, &text).map_err(|found| ImportError::Reference(Problems(found)))
}

/// Compares the table with what holds on its day. Nothing is written.
pub async fn compare(
    store: &Store,
    table: Table,
    mark: Mark,
    effect: Effect,
    now: DateTime<Utc>,
) -> Result<NewVersion, ImportError> {
    let today = today_in_paris(now);
    let day = effect.from.unwrap_or(today);
    if day < today {
        return Err(ImportError::DayInPast(day));
    }
    let mut tx = store.read().await?;
    tx.check_mark(mark).await?;
    let Compared {
        differences,
        before,
    } = reference::compare(&mut tx, &table, day).await?;
    let draft = tx
        .reference_draft(table.kind(), &table.hash(), today)
        .await?;
    let ended = differences
        .iter()
        .filter(|row| row.change == RowChange::Ended);
    let ended = ended.count();
    if ended > FEW && ended * ONE_CLOSED_IN > before && !effect.allow_ending {
        return Err(ImportError::TooManyEnded { ended, before });
    }
    Ok(NewVersion {
        mark,
        table,
        day,
        effect,
        differences,
        draft,
    })
}

/// Writes what was shown, whole or not at all.
pub async fn write(store: &Store, new: NewVersion, now: DateTime<Utc>) -> Result<(), ImportError> {
    let mut tx = store.write().await?;
    tx.mark(new.mark).await?;
    let holds = (new.day, Tally::of(&new.differences));
    let draft = match &new.draft {
        Some(draft) => draft.clone(),
        None => keep(&mut tx, &new.table, holds, now).await?,
    };
    if new.effect.from.is_some() {
        take_effect(&mut tx, &draft, holds, (None, now)).await?;
    }
    Ok(tx.commit().await?)
}

async fn keep(
    tx: &mut Tx,
    table: &Table,
    holds: (Date, Tally),
    now: DateTime<Utc>,
) -> Result<KeptReference, StoreError> {
    reference::draft(tx, table, holds, now).await
}
