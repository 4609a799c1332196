//! The extraction of sites, `etalab-cs1100502-stock-*.csv`: `;` between the fields, no names of columns.

use std::io::Read;

use csv::{ByteRecord, ReaderBuilder, Terminator};
use encoding_rs::WINDOWS_1252;
use shared::finess::Finess;
use shared::siret::Siret;
use shared::structure::StructureKind;

use super::ImportError;
use super::register::Register;
use super::site::{Problem, Site};

const FIELDS: usize = 32;
/// Places of the fields that are read.
const NUMBER: usize = 1;
const ENTITY: usize = 2;
const SHORT_NAME: usize = 3;
const LONG_NAME: usize = 4;
const POSTAL_LINE: usize = 15;
const CATEGORY_CODE: usize = 18;
const CATEGORY: usize = 20;
const SIRET: usize = 22;

pub(super) fn read(reader: impl Read) -> Result<Register, ImportError> {
    let mut lines = ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .flexible(true)
        // Names hold quotation marks that close nowhere.
        .quoting(false)
        .terminator(Terminator::CRLF)
        .from_reader(reader);
    let mut register = Register::default();
    let mut line = ByteRecord::new();
    let mut number = 0_u64;
    let mut last_was_short = None;
    while read_line(&mut lines, &mut line)? {
        number += 1;
        let first = text(&line, 0);
        let first = first.trim_start_matches('\u{FEFF}');
        if number == 1 {
            if first != "finess" || text(&line, 1) != "etalab" {
                return Err(ImportError::FormUnknown);
            }
            continue;
        }
        if let Some(short) = last_was_short.take() {
            register.add(
                || format!("line {short}"),
                Err((Problem::Fields, String::new())),
            );
        }
        // Extractions with coordinates have lines of another kind between.
        if first == "geolocalisation" {
            continue;
        }
        if first != "structureet" || line.len() < FIELDS {
            last_was_short = Some(number);
            continue;
        }
        register.add(|| format!("line {number}"), site(&line));
    }
    match last_was_short {
        // A file that was cut off ends in the middle of a line.
        Some(short) => Err(ImportError::Truncated(format!("line {short}"))),
        None if number < 2 => Err(ImportError::Truncated(format!("line {number}"))),
        None => Ok(register),
    }
}

fn read_line<R: Read>(
    lines: &mut csv::Reader<R>,
    line: &mut ByteRecord,
) -> Result<bool, ImportError> {
    lines.read_byte_record(line).map_err(|error| {
        let text = error.to_string();
        match error.into_kind() {
            csv::ErrorKind::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                ImportError::Truncated("the end of the compressed data".to_owned())
            }
            csv::ErrorKind::Io(error) => ImportError::Read(error),
            _ => ImportError::Unreadable(text),
        }
    })
}

/// A field in UTF-8 or, where it is none, in Latin-1 as Windows writes it.
fn text(line: &ByteRecord, at: usize) -> String {
    let bytes = line.get(at).unwrap_or_default();
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.trim().to_owned();
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    text.trim().to_owned()
}

fn site(line: &ByteRecord) -> Result<Site, (Problem, String)> {
    let number = text(line, NUMBER);
    let wrong = |problem| (problem, number.clone());
    let finess = Finess::parse(&number).map_err(|error| wrong(Problem::Number(error)))?;
    let entity = text(line, ENTITY);
    if entity.is_empty() {
        return Err(wrong(Problem::EntityMissing));
    }
    let parent = Finess::parse(&entity).map_err(|error| wrong(Problem::Entity(error)))?;
    let name = [LONG_NAME, SHORT_NAME]
        .map(|at| text(line, at))
        .into_iter()
        .find(|name| !name.is_empty())
        .ok_or_else(|| wrong(Problem::NameMissing))?;
    Ok(Site {
        finess,
        kind: StructureKind::Et,
        parent: Some(parent),
        name,
        // A spreadsheet has passed over many of them and left 2,601E+13: such a number is no number.
        siret: Siret::parse(&text(line, SIRET)).ok(),
        town: town(&text(line, POSTAL_LINE)),
        category: text(line, CATEGORY),
        category_code: text(line, CATEGORY_CODE),
        is_closed: false,
    })
}

/// `44093 NANTES CEDEX 1` is Nantes.
pub(super) fn town(postal_line: &str) -> String {
    let rest = postal_line.trim_start_matches(|character: char| character.is_ascii_digit());
    let rest = rest.split(" CEDEX").next().unwrap_or_default();
    rest.trim().to_owned()
}
