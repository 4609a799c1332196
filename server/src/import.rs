//! Reference data loaded from files: read whole, compared with what is there, shown, then written.
//!
//! Nothing is written before the file was read to its end. What is written goes in short transactions, each row with
//! its event, so that the portal goes on beside it; an import that was cut off is finished by the next.

mod csv_form;
mod groups;
mod json_form;
pub mod reference;
mod register;
pub mod representatives;
pub mod rules;
pub mod sectors;
mod site;

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read};
use std::path::Path;

use chrono::{DateTime, Utc};
use flate2::read::MultiGzDecoder;
use shared::date::Date;
use shared::structure::StructureKind;

use crate::store::{Mark, MarkError, RegisterChange, Store, StoreError};
pub use groups::GroupCounts;
use register::Register;
pub use site::{Problem, Site};

/// Rows written in one transaction: it stays well under a second.
const BATCH: usize = 250;
/// Rows read at a time from the database.
const PAGE: i64 = 2_000;
/// A file in which more than one row in so many is wrong is not what it should be.
const ONE_WRONG_IN: usize = 10;
/// A file that would close more than one structure in so many is probably cut off.
const ONE_CLOSED_IN: usize = 20;
/// So few may always be closed.
const FEW: usize = 50;
/// Wrong rows that are told one by one.
const TOLD: usize = 20;

#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("the file cannot be read: {0}")]
    Read(#[from] io::Error),
    #[error(
        "FORM_UNKNOWN: the file is neither the JSON flow of FINESS nor its extraction of sites"
    )]
    FormUnknown,
    #[error(
        "COLUMNS_MISSING: the first line names finess, subjectNameId and quality, with ; between"
    )]
    ColumnsMissing,
    #[error("TRUNCATED: the file ends in the middle, at {0}")]
    Truncated(String),
    #[error("UNREADABLE: {0}")]
    Unreadable(String),
    #[error("TOO_MANY_WRONG: {wrong} of {rows} rows are wrong: columns may have changed places")]
    TooManyWrong { wrong: usize, rows: usize },
    #[error(
        "TOO_MANY_CLOSED: {closed} of {known} structures are not in the file; if they are really closed, say --allow-closing"
    )]
    TooManyClosed { closed: usize, known: usize },
    #[error("INVALID_TABLE: {0}")]
    Reference(reference::Problems),
    #[error("DATE_IN_PAST: {0} is over: what was in force never changes")]
    DayInPast(Date),
    #[error(
        "TOO_MANY_ENDED: {ended} of {before} rows are not in the file; if they have really ended, say --allow-closing"
    )]
    TooManyEnded { ended: usize, before: usize },
    #[error("INVALID_RULE_SET: {0}")]
    RuleSet(rules::Problems),
    #[error(
        "RULE_SET_FIXED: a rule set of this name is scheduled or was in force: give it another name"
    )]
    RuleSetFixed,
    #[error(transparent)]
    Mark(#[from] MarkError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a file holds, read to its end.
#[derive(Debug)]
pub struct Extraction {
    register: Register,
    /// How many rows had which problem.
    problems: BTreeMap<&'static str, usize>,
    told: Vec<String>,
    /// Whether legal entities that are not in the file are closed too.
    has_entities: bool,
    groups: Option<GroupCounts>,
}

/// What an import would do.
#[derive(Debug)]
pub struct Changes {
    mark: Mark,
    rows: Vec<RegisterChange>,
    /// The aggregated category of each category, as the file has it.
    categories: BTreeMap<String, String>,
    pub added: usize,
    pub changed: usize,
    pub closed: usize,
    /// Requests under way in structures that would be closed.
    pub open_requests: i64,
    pub unchanged: usize,
    pub problems: BTreeMap<&'static str, usize>,
    pub told: Vec<String>,
    /// Of the JSON flow alone.
    pub groups: Option<GroupCounts>,
}

impl Changes {
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "to add {}, to change {}, to close {} ({} requests under way there), as it was {}",
            self.added, self.changed, self.closed, self.open_requests, self.unchanged
        )?;
        for (code, rows) in &self.problems {
            writeln!(f, "left out: {code}, {rows} rows")?;
        }
        for line in &self.told {
            writeln!(f, "  {line}")?;
        }
        if let Some(groups) = &self.groups {
            writeln!(f, "{groups}")?;
        }
        Ok(())
    }
}

/// Reads a file of FINESS in either of its forms, compressed or not. `progress` hears the bytes read.
pub fn read_finess(path: &Path, progress: impl Fn(u64)) -> Result<Extraction, ImportError> {
    let file = Counted {
        file: File::open(path)?,
        read: 0,
        progress,
    };
    let mut reader = BufReader::with_capacity(1 << 16, file);
    if reader.fill_buf()?.starts_with(&[0x1F, 0x8B]) {
        let unpacked = BufReader::with_capacity(1 << 16, MultiGzDecoder::new(reader));
        return extraction(unpacked);
    }
    extraction(reader)
}

fn extraction<R: Read>(mut reader: BufReader<R>) -> Result<Extraction, ImportError> {
    let start = reader.fill_buf()?;
    let first = start.iter().find(|byte| !byte.is_ascii_whitespace());
    // A byte order mark is no text of its own.
    let ((mut register, groups), has_entities) = match first {
        Some(b'{') => (json_form::read(reader)?, true),
        Some(b'f' | 0xEF) => ((csv_form::read(reader)?, None), false),
        _ => return Err(ImportError::FormUnknown),
    };
    register.settle();
    let problems = register.take_problems();
    let (wrong, rows) = (problems.len(), problems.len() + register.len());
    if wrong * ONE_WRONG_IN > rows {
        return Err(ImportError::TooManyWrong { wrong, rows });
    }
    let mut counts = BTreeMap::new();
    for (_, problem) in &problems {
        *counts.entry(problem.code()).or_insert(0) += 1;
    }
    let told = problems.iter().take(TOLD);
    Ok(Extraction {
        told: told
            .map(|(place, problem)| format!("{place}: {problem}"))
            .collect(),
        register,
        problems: counts,
        has_entities,
        groups,
    })
}

/// Compares the file with what is there. Nothing is written.
pub async fn compare(
    store: &Store,
    extraction: Extraction,
    mark: Mark,
    allow_closing: bool,
) -> Result<Changes, ImportError> {
    store.read().await?.check_mark(mark).await?;
    let Extraction {
        mut register,
        mut problems,
        mut told,
        has_entities,
        groups,
    } = extraction;
    if mark == Mark::Real {
        register.drop_test_numbers(&mut problems, &mut told);
    }
    let mut tx = store.read().await?;
    let categories = register.categories();
    register.learn_categories(&tx.register_categories().await?);
    let mut changes = Vec::new();
    let (mut known, mut altered, mut closed, mut unchanged) = (0, 0, Vec::new(), 0);
    let mut after = String::new();
    loop {
        let page = tx.register_page(&after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after.clone_from(&last.finess);
        for row in page {
            let can_close = has_entities || row.kind == StructureKind::Et;
            known += usize::from(row.is_imported && !row.is_closed && can_close);
            match register.take(&row.finess) {
                Some(site) if site.kind != row.kind => {
                    site::tell(&mut problems, &mut told, &site, Problem::KindChanged);
                }
                Some(site) => match site.change(&row) {
                    Some(change) => {
                        match &change {
                            RegisterChange::Change(entry) if entry.closes => closed.push(row.id),
                            _ => altered += 1,
                        }
                        changes.push(change);
                    }
                    None => unchanged += 1,
                },
                None if row.is_imported
                    && !row.is_closed
                    && can_close
                    && !register.was_wrong(&row.finess) =>
                {
                    closed.push(row.id);
                    changes.push(RegisterChange::Close(row.id));
                }
                None => unchanged += 1,
            }
        }
    }
    if closed.len() > FEW && closed.len() * ONE_CLOSED_IN > known && !allow_closing {
        return Err(ImportError::TooManyClosed {
            closed: closed.len(),
            known,
        });
    }
    let mut open_requests = 0;
    for ids in closed.chunks(BATCH) {
        open_requests += tx.open_requests_of(ids).await?;
    }
    let added = register.len();
    changes.extend(register.into_sites().map(Site::add));
    Ok(Changes {
        mark,
        rows: changes,
        categories,
        added,
        changed: altered,
        closed: closed.len(),
        open_requests,
        unchanged,
        problems,
        told,
        groups,
    })
}

/// Writes what was shown. `progress` hears how many rows are written.
pub async fn write(
    store: &Store,
    changes: Changes,
    now: DateTime<Utc>,
    progress: impl Fn(usize),
) -> Result<(), ImportError> {
    let mut tx = store.write().await?;
    tx.mark(changes.mark).await?;
    for (code, category) in &changes.categories {
        tx.keep_register_category(code, category).await?;
    }
    tx.commit().await?;
    let mut written = 0;
    for batch in changes.rows.chunks(BATCH) {
        let mut tx = store.write().await?;
        tx.change_register(batch, now).await?;
        tx.commit().await?;
        written += batch.len();
        progress(written);
    }
    Ok(())
}

/// A file that tells how far it was read.
struct Counted<P> {
    file: File,
    read: u64,
    progress: P,
}

impl<P: Fn(u64)> Read for Counted<P> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.read += read as u64;
        (self.progress)(self.read);
        Ok(read)
    }
}
