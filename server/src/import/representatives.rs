//! Who represents which structure, from a file: `finess;subjectNameId;quality;email;endsOn`, the names of the columns in
//! its first line, in any order; the last two may be missing.
//!
//! A file adds; what it does not name stays, since a mandate ends by a decision and not by an omission.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::fs::File;
use std::path::Path;

use chrono::{DateTime, Utc};
use csv::{ReaderBuilder, StringRecord};
use shared::date::Date;
use shared::email::Email;
use shared::finess::Finess;
use shared::id::{MandateId, StructureId};
use shared::idnps::Idnps;
use shared::mandate::Quality;
use shared::rule_set::RuleSet;
use uuid::Uuid;

use super::ImportError;
use crate::store::{Mark, NewMandate, Store};
use crate::structures;

/// Rows written in one transaction: it stays well under a second.
const BATCH: usize = 100;
/// Wrong rows that are told one by one.
const TOLD: usize = 20;

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Problem {
    Finess,
    Subject,
    TestNumber,
    Quality,
    Email,
    EndsOn,
    Past,
    StructureUnknown,
    Twice,
}

impl Problem {
    const fn code(self) -> &'static str {
        match self {
            Self::Finess => "FINESS",
            Self::Subject => "SUBJECT",
            Self::TestNumber => "TEST_NUMBER",
            Self::Quality => "QUALITY",
            Self::Email => "EMAIL",
            Self::EndsOn => "ENDS_ON",
            Self::Past => "PAST",
            Self::StructureUnknown => "STRUCTURE_UNKNOWN",
            Self::Twice => "TWICE",
        }
    }
}

/// A row of the file, as far as it is right.
#[derive(Clone, Debug)]
struct Row {
    line: u64,
    finess: Finess,
    subject: String,
    quality: Quality,
    email: Option<String>,
    ends_on: Option<Date>,
}

/// A file, read to its end.
#[derive(Debug)]
pub struct Mandates {
    rows: Vec<Row>,
    problems: Vec<(u64, Problem)>,
}

/// What an import would do.
#[derive(Debug)]
pub struct NewMandates {
    mark: Mark,
    rows: Vec<NewMandate>,
    pub unchanged: usize,
    pub problems: BTreeMap<&'static str, usize>,
    pub told: Vec<String>,
}

impl NewMandates {
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl fmt::Display for NewMandates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "to add {}, as it was {}",
            self.rows.len(),
            self.unchanged
        )?;
        for (code, rows) in &self.problems {
            writeln!(f, "left out: {code}, {rows} rows")?;
        }
        for line in &self.told {
            writeln!(f, "  {line}")?;
        }
        Ok(())
    }
}

pub fn read(path: &Path) -> Result<Mandates, ImportError> {
    let mut lines = ReaderBuilder::new()
        .delimiter(b';')
        .flexible(true)
        .from_reader(File::open(path)?);
    let unreadable = |error: csv::Error| ImportError::Unreadable(error.to_string());
    let names = lines.headers().map_err(unreadable)?.clone();
    let place = |name: &str| {
        let is_it = |column: &str| column.trim_start_matches('\u{FEFF}').trim() == name;
        names.iter().position(is_it)
    };
    let (Some(finess), Some(subject), Some(quality)) =
        (place("finess"), place("subjectNameId"), place("quality"))
    else {
        return Err(ImportError::ColumnsMissing);
    };
    let places = [
        Some(finess),
        Some(subject),
        Some(quality),
        place("email"),
        place("endsOn"),
    ];
    let mut mandates = Mandates {
        rows: Vec::new(),
        problems: Vec::new(),
    };
    let mut record = StringRecord::new();
    while lines.read_record(&mut record).map_err(unreadable)? {
        let line = record.position().map_or(0, csv::Position::line);
        match row(line, &record, places) {
            Ok(row) => mandates.rows.push(row),
            Err(problem) => mandates.problems.push((line, problem)),
        }
    }
    Ok(mandates)
}

fn row(line: u64, record: &StringRecord, places: [Option<usize>; 5]) -> Result<Row, Problem> {
    let [finess, subject, quality, email, ends_on] = places.map(|place| {
        place
            .and_then(|place| record.get(place))
            .unwrap_or("")
            .trim()
    });
    Ok(Row {
        line,
        finess: Finess::parse_typed(finess).map_err(|_| Problem::Finess)?,
        subject: Idnps::parse_typed(subject)
            .map_err(|_| Problem::Subject)?
            .as_str()
            .to_owned(),
        quality: Quality::from_code(quality).ok_or(Problem::Quality)?,
        email: match email {
            "" => None,
            typed => Some(
                Email::parse_typed(typed)
                    .map_err(|_| Problem::Email)?
                    .as_str()
                    .to_owned(),
            ),
        },
        ends_on: match ends_on {
            "" => None,
            typed => Some(Date::parse(typed).map_err(|_| Problem::EndsOn)?),
        },
    })
}

/// Compares the file with what is there. Nothing is written.
pub async fn compare(
    store: &Store,
    file: Mandates,
    mark: Mark,
    today: Date,
) -> Result<NewMandates, ImportError> {
    let mut tx = store.read().await?;
    tx.check_mark(mark).await?;
    let Mandates { rows, mut problems } = file;
    let mut structures: HashMap<Finess, Option<StructureId>> = HashMap::new();
    let mut seen: HashMap<(StructureId, String), u64> = HashMap::new();
    let (mut new, mut unchanged) = (Vec::new(), 0);
    for row in rows {
        if !structures.contains_key(&row.finess) {
            let found = tx.structure_by_finess(row.finess.as_str()).await?;
            structures.insert(row.finess.clone(), found.map(|structure| structure.id));
        }
        let structure = structures.get(&row.finess).copied().flatten();
        let problem = match structure {
            _ if mark == Mark::Real && row.finess.is_test() => Some(Problem::TestNumber),
            None => Some(Problem::StructureUnknown),
            _ if row.ends_on.is_some_and(|day| day < today) => Some(Problem::Past),
            Some(id) if seen.contains_key(&(id, row.subject.clone())) => Some(Problem::Twice),
            Some(_) => None,
        };
        let (Some(structure), None) = (structure, problem) else {
            problems.push((row.line, problem.unwrap_or(Problem::StructureUnknown)));
            continue;
        };
        seen.insert((structure, row.subject.clone()), row.line);
        let known = tx.mandates_of(&[structure]).await?;
        let is_known = known.iter().any(|(_, mandate)| {
            mandate.structure == structure
                && mandate.holds_on(today)
                && mandate.subject_name_id == row.subject
        });
        if is_known {
            unchanged += 1;
            continue;
        }
        new.push(NewMandate {
            id: MandateId(Uuid::now_v7()),
            structure,
            subject_name_id: row.subject,
            quality: row.quality,
            granted_by: None,
            email: row.email,
            ends_on: row.ends_on,
            by: None,
        });
    }
    problems.sort_unstable();
    let mut counts = BTreeMap::new();
    for (_, problem) in &problems {
        *counts.entry(problem.code()).or_insert(0) += 1;
    }
    let told = problems.iter().take(TOLD);
    Ok(NewMandates {
        mark,
        rows: new,
        unchanged,
        told: told
            .map(|(line, problem)| format!("line {line}: {}", problem.code()))
            .collect(),
        problems: counts,
    })
}

/// Writes what was shown, each mandate with the right that the rules tie to it.
pub async fn write(
    store: &Store,
    mandates: NewMandates,
    rules: &RuleSet,
    now: DateTime<Utc>,
) -> Result<(), ImportError> {
    for batch in mandates.rows.chunks(BATCH) {
        let mut tx = store.write().await?;
        tx.mark(mandates.mark).await?;
        for mandate in batch {
            let powers = rules.powers(mandate.quality);
            let manages = powers.is_some_and(|powers| powers.manages);
            structures::write_mandate(&mut tx, mandate, manages, now).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}
