//! Which FINESS categories make which sector, from a file: since a verdict names the rule set that it was made by, the
//! mapping is a part of one. A file becomes a draft of the rules in force with that mapping, which an agent runs over
//! the stock and schedules.

use std::path::Path;

use chrono::{DateTime, Utc};
use csv::{ReaderBuilder, StringRecord};
use serde_json::{Value, json};
use shared::date::Date;
use shared::rule_set::RuleSet;
use shared::structure::Sector;

use super::ImportError;
use super::reference::Problems;
use super::rules::{self, NewDraft};
use crate::clock::today_in_paris;
use crate::reference::{Fault, LineProblem};
use crate::rules::RuleBook;
use crate::store::{Mark, Store};

/// Aggregated categories, both ends included, and their sector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    from: u16,
    to: u16,
    sector: Sector,
}

/// Reads the columns `from`, `to` and `sector`: ranges of categories in their order, one category where `to` is empty.
pub fn read(path: &Path) -> Result<Vec<Range>, ImportError> {
    let text = std::fs::read_to_string(path)?;
    parse(&text).map_err(|found| ImportError::Reference(Problems(found)))
}

fn parse(text: &str) -> Result<Vec<Range>, Vec<LineProblem>> {
    let text = text.trim_start_matches('\u{FEFF}');
    let heading = text.lines().next().unwrap_or_default();
    let delimiter = if heading.contains(';') { b';' } else { b',' };
    let mut lines = ReaderBuilder::new()
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let names = lines.headers().cloned().unwrap_or_default();
    let place = |column: &'static str| {
        let place = names.iter().position(|name| name.trim() == column);
        place.ok_or_else(|| vec![problem(1, column, Fault::ColumnsMissing)])
    };
    let (from, to, sector) = (place("from")?, place("to")?, place("sector")?);
    let mut ranges: Vec<Range> = Vec::new();
    let mut wrong = Vec::new();
    for record in lines.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                wrong.push(problem(line, "", Fault::Fields));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        match range(&record, (from, to, sector)) {
            Err(column) => wrong.push(problem(line, column, Fault::CodeUnknown)),
            Ok(range) if ranges.last().is_some_and(|last| last.to >= range.from) => {
                wrong.push(problem(line, "from", Fault::Twice));
            }
            Ok(range) => ranges.push(range),
        }
    }
    if ranges.is_empty() && wrong.is_empty() {
        wrong.push(problem(1, "", Fault::NoRow));
    }
    if wrong.is_empty() {
        Ok(ranges)
    } else {
        Err(wrong)
    }
}

fn problem(line: u64, column: &'static str, fault: Fault) -> LineProblem {
    LineProblem {
        line,
        column,
        fault,
    }
}

/// The range of a line, or the column that is wrong.
fn range(
    record: &StringRecord,
    (from, to, sector): (usize, usize, usize),
) -> Result<Range, &'static str> {
    let text = |place: usize| record.get(place).unwrap_or_default().trim();
    let category = |text: &str| {
        let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u16>().ok().filter(|_| digits)
    };
    let first = category(text(from)).ok_or("from")?;
    let last = match text(to) {
        "" => first,
        text => category(text).filter(|last| *last >= first).ok_or("to")?,
    };
    let sector = Sector::from_code(text(sector)).ok_or("sector")?;
    Ok(Range {
        from: first,
        to: last,
        sector,
    })
}

/// Compares the mapping with the one in force; the draft is named after its day. Nothing is written.
pub async fn compare(
    store: &Store,
    ranges: &[Range],
    mark: Mark,
    from: Option<Date>,
    now: DateTime<Utc>,
) -> Result<NewDraft, ImportError> {
    let today = today_in_paris(now);
    let day = from.unwrap_or(today);
    if day < today {
        return Err(ImportError::DayInPast(day));
    }
    let bodies = store.read().await?.rule_sets().await?;
    let known: Vec<RuleSet> = bodies
        .iter()
        .filter_map(|body| RuleSet::parse(body).ok())
        .collect();
    let holds = if known.is_empty() {
        RuleSet::built_in().clone()
    } else {
        RuleBook::new(known).on(day).as_ref().clone()
    };
    let Ok(Value::Object(mut fields)) = serde_json::from_str(&holds.body()) else {
        return Err(ImportError::Unreadable("the rules in force".to_owned()));
    };
    let ranges = ranges
        .iter()
        .map(|range| json!({ "from": range.from, "to": range.to, "sector": range.sector }));
    fields.insert("sectors".to_owned(), ranges.collect());
    let rule_set = RuleSet::parse(&Value::Object(fields.clone()).to_string());
    let is_known = rule_set.is_ok_and(|changed| changed.changes_from(&holds).is_empty());
    let name = if is_known {
        holds.name().to_owned()
    } else {
        format!("secteurs-{day}")
    };
    fields.insert("name".to_owned(), json!(name));
    let day = if is_known {
        holds.effective_from()
    } else {
        day
    };
    fields.insert("effectiveFrom".to_owned(), json!(day.to_string()));
    let draft = RuleSet::parse_draft(&Value::Object(fields).to_string());
    let draft = draft.map_err(|found| ImportError::RuleSet(rules::Problems(found)))?;
    rules::compare(store, draft, mark, now).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> Vec<(u64, &'static str, &'static str)> {
        let found = parse(text).expect_err("a wrong file");
        found
            .iter()
            .map(|one| (one.line, one.column, one.fault.code()))
            .collect()
    }

    #[test]
    fn ranges_are_read_in_their_order() {
        let read = parse("sector;from;to\nSANITAIRE;1000;3999\nSOCIAL_MEDICO_SOCIAL;4101;\n");
        let range = |from, to, sector| Range { from, to, sector };
        assert_eq!(
            read.expect("ranges"),
            [
                range(1000, 3999, Sector::Sanitaire),
                range(4101, 4101, Sector::SocialMedicoSocial)
            ]
        );
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        assert_eq!(wrong("from,to\n"), [(1, "sector", "COLUMNS_MISSING")]);
        assert_eq!(wrong("from,to,sector\n"), [(1, "", "NO_ROW")]);
        assert_eq!(
            wrong(
                "from,to,sector\n1000,999,SANITAIRE\n100,,SANITAIRE\n1000,2000,AUTRE\n1000,2000,SANITAIRE\n2000,,SANITAIRE\n1,2\n"
            ),
            [
                (2, "to", "CODE_UNKNOWN"),
                (3, "from", "CODE_UNKNOWN"),
                (4, "sector", "CODE_UNKNOWN"),
                (6, "from", "TWICE"),
                (7, "", "FIELDS"),
            ]
        );
    }
}
