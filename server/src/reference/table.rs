//! A table of reference data as text: read whole from a file, compared row by row, kept in one form.

use std::collections::BTreeMap;
use std::fmt;

use csv::{ReaderBuilder, StringRecord, Writer};
use sha2::{Digest as _, Sha256};

use super::kind::Kind;

/// Longest text of a field.
const LONGEST: usize = 300;

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    ColumnsMissing,
    NotText,
    Fields,
    Empty,
    TooLong,
    ControlCharacter,
    CodeUnknown,
    Twice,
    NoRow,
}

impl Fault {
    pub const fn code(self) -> &'static str {
        match self {
            Self::ColumnsMissing => "COLUMNS_MISSING",
            Self::NotText => "NOT_UTF8",
            Self::Fields => "FIELDS",
            Self::Empty => "EMPTY",
            Self::TooLong => "TOO_LONG",
            Self::ControlCharacter => "CONTROL_CHARACTER",
            Self::CodeUnknown => "CODE_UNKNOWN",
            Self::Twice => "TWICE",
            Self::NoRow => "NO_ROW",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::ColumnsMissing => "the first line does not name this column",
            Self::NotText => "the line is not UTF-8",
            Self::Fields => "the line has not as many fields as the first",
            Self::Empty => "nothing stands in this column",
            Self::TooLong => "the text is too long",
            Self::ControlCharacter => "the text holds characters that are none",
            Self::CodeUnknown => {
                "the portal cannot hold this code: it is ill-formed or of no list that it knows"
            }
            Self::Twice => "the same stands above already",
            Self::NoRow => "nothing stands below the first line",
        };
        write!(f, "{}: {text}", self.code())
    }
}

/// Where something is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineProblem {
    pub line: u64,
    /// Empty for the whole line.
    pub column: &'static str,
    pub fault: Fault,
}

/// How a row of one table stands in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowChange {
    Added,
    Changed,
    Ended,
}

/// A row that is otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowDifference {
    pub change: RowChange,
    pub key: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// How many rows are otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub added: i64,
    pub changed: i64,
    pub ended: i64,
}

impl Tally {
    pub fn of(differences: &[RowDifference]) -> Self {
        let count = |change| {
            let found = differences.iter().filter(|one| one.change == change);
            i64::try_from(found.count()).unwrap_or(i64::MAX)
        };
        Self {
            added: count(RowChange::Added),
            changed: count(RowChange::Changed),
            ended: count(RowChange::Ended),
        }
    }
}

/// The rows of a table, by their keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    kind: Kind,
    rows: BTreeMap<Vec<String>, Vec<String>>,
}

impl Table {
    /// Reads a text whole: commas or semicolons between, columns by their names in any order, others passed over.
    pub fn parse(kind: Kind, text: &str) -> Result<Self, Vec<LineProblem>> {
        let text = text.trim_start_matches('\u{FEFF}');
        let heading = text.lines().next().unwrap_or_default();
        let delimiter = if heading.contains(';') { b';' } else { b',' };
        let mut lines = ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .from_reader(text.as_bytes());
        let names = lines.headers().cloned().unwrap_or_default();
        let mut reading = Reading {
            kind,
            width: names.len(),
            places: Vec::new(),
            rows: BTreeMap::new(),
            problems: Vec::new(),
        };
        for column in kind.columns() {
            match names.iter().position(|name| name.trim() == *column) {
                Some(place) => reading.places.push(place),
                None => reading.say(1, column, Fault::ColumnsMissing),
            }
        }
        if reading.problems.is_empty() {
            for record in lines.records() {
                match record {
                    Ok(record) => reading.row(&record),
                    Err(error) => {
                        let line = error.position().map_or(0, csv::Position::line);
                        reading.say(line, "", Fault::NotText);
                    }
                }
            }
            if reading.rows.is_empty() && reading.problems.is_empty() {
                reading.say(1, "", Fault::NoRow);
            }
        }
        if reading.problems.is_empty() {
            Ok(Self {
                kind,
                rows: reading.rows,
            })
        } else {
            Err(reading.problems)
        }
    }

    pub fn kind(&self) -> Kind {
        self.kind
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Each row with what tells it apart.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&Vec<String>, &Vec<String>)> {
        self.rows.iter()
    }

    pub(super) fn has(&self, key: &[String]) -> bool {
        self.rows.contains_key(key)
    }

    /// The one text that says the same, whatever the file looked like.
    pub fn body(&self) -> String {
        csv_of(self.kind, self.rows.values())
    }

    /// SHA-256 of `body`, in hexadecimal.
    pub fn hash(&self) -> String {
        format!("{:x}", Sha256::digest(self.body()))
    }

    /// What is otherwise than in the table before it, by key.
    pub fn differences(&self, before: &Self) -> Vec<RowDifference> {
        let keys = self.kind.keys();
        let text = |row: &Vec<String>| row[keys..].join(" · ");
        let mut found: Vec<RowDifference> = Vec::new();
        for (key, row) in &before.rows {
            let (change, after) = match self.rows.get(key) {
                Some(now) if now == row => continue,
                Some(now) => (RowChange::Changed, Some(text(now))),
                None => (RowChange::Ended, None),
            };
            found.push(RowDifference {
                change,
                key: key.join(" "),
                before: Some(text(row)),
                after,
            });
        }
        let added = self.rows.iter().filter(|(key, _)| !before.has(key));
        found.extend(added.map(|(key, row)| RowDifference {
            change: RowChange::Added,
            key: key.join(" "),
            before: None,
            after: Some(text(row)),
        }));
        found.sort_by(|one, other| one.key.cmp(&other.key));
        found
    }
}

/// What was read so far.
struct Reading {
    kind: Kind,
    width: usize,
    places: Vec<usize>,
    rows: BTreeMap<Vec<String>, Vec<String>>,
    problems: Vec<LineProblem>,
}

impl Reading {
    fn say(&mut self, line: u64, column: &'static str, fault: Fault) {
        self.problems.push(LineProblem {
            line,
            column,
            fault,
        });
    }

    fn row(&mut self, record: &StringRecord) {
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() != self.width {
            return self.say(line, "", Fault::Fields);
        }
        let field = |place: &usize| record.get(*place).unwrap_or_default().trim().to_owned();
        let row: Vec<String> = self.places.iter().map(field).collect();
        let before = self.problems.len();
        for (column, text) in self.kind.columns().iter().zip(&row) {
            let fault = if text.is_empty() {
                Fault::Empty
            } else if text.len() > LONGEST {
                Fault::TooLong
            } else if text.chars().any(char::is_control) {
                Fault::ControlCharacter
            } else {
                continue;
            };
            self.say(line, column, fault);
        }
        if self.problems.len() > before {
            return;
        }
        if !self.kind.knows(&row) {
            return self.say(line, "code", Fault::CodeUnknown);
        }
        let key = row[..self.kind.keys()].to_vec();
        if self.rows.contains_key(&key) {
            return self.say(line, "code", Fault::Twice);
        }
        self.rows.insert(key, row);
    }
}

/// The rows under the names of their columns.
pub(super) fn csv_of<R>(kind: Kind, rows: impl Iterator<Item = R>) -> String
where
    R: IntoIterator<Item: AsRef<[u8]>>,
{
    let mut writer = Writer::from_writer(Vec::new());
    let mut write = |row: &csv::ByteRecord| writer.write_byte_record(row);
    // Writing to memory cannot fail.
    let _ = write(&kind.columns().iter().collect());
    for row in rows {
        let _ = write(&row.into_iter().collect());
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests;
