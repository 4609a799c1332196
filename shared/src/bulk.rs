//! A file of registrations, a person a row: read in the browser and on the server alike, with everything that is wrong
//! with it as codes.
//!
//! The columns stand in any order under the names of [`Column`]; `;`, `,` or a tabulator separates them. What a
//! spreadsheet would take for a formula is never read as a value, and never written as one.

mod csv;

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

pub use self::csv::{safe, write};

use crate::date::Date;
use crate::field_error::{Field, FieldError};
use crate::form::RawForm;
use crate::newtype::coded_enum;
use crate::registration::{RawCivilStatus, RawRegistration, Retyped, split_first_names};

/// Rows of one batch.
pub const MOST_ROWS: usize = 500;
/// Bytes of one file.
pub const LONGEST: usize = 160 * 1024;
/// INSEE's code of France, which a birth in a commune says by itself.
const FRANCE: &str = "99100";

coded_enum! {
    /// A column, by its name in the first line.
    Column {
        Civilite = "civilite",
        BirthName = "nom_naissance",
        FirstNames = "prenoms",
        PreferredName = "nom_usage",
        Sex = "sexe",
        BirthDate = "date_naissance",
        BirthCountry = "pays_naissance",
        BirthCommune = "commune_naissance",
        BirthTown = "ville_naissance",
        IdentityDocument = "piece_identite",
        ExerciseLastName = "nom_exercice",
        ExerciseFirstName = "prenom_exercice",
        Email = "email",
        Phone = "telephone",
        StructureFiness = "finess",
        Role = "role",
        ActivityKind = "genre_activite",
        PracticeMode = "mode_exercice",
        Category = "categorie",
        StartDate = "date_debut",
        EndDate = "date_fin",
        HealthDataNeed = "besoin_donnees_sante",
    }
}

coded_enum! {
    /// What is wrong with the whole file, or with a batch. The texts stand in the catalogue, among the refusals.
    FileProblem {
        Empty = "BATCH_EMPTY",
        TooManyRows = "BATCH_TOO_LARGE",
        TooLong = "FILE_TOO_LARGE",
        /// A quote that is never closed.
        Quote = "FILE_QUOTE",
        ColumnsMissing = "FILE_COLUMNS_MISSING",
        ColumnsUnknown = "FILE_COLUMNS_UNKNOWN",
    }
}

coded_enum! {
    /// What is wrong with a row beside its values. The texts stand in the catalogue, among the refusals.
    RowProblem {
        Length = "ROW_LENGTH",
        Formula = "ROW_FORMULA",
        Repeated = "ROW_REPEATED",
    }
}

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileError {
    pub problem: FileProblem,
    /// Names of the columns that are meant.
    pub columns: Vec<String>,
}

/// A row of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Of the file, the header being the first.
    pub line: usize,
    /// In the order of [`Column::ALL`].
    pub cells: Vec<String>,
    pub problem: Option<RowProblem>,
}

/// What a manager accepts for all rows of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Accepted {
    pub ecps_only: bool,
    pub dmp: bool,
    pub risk: bool,
    pub terms_version: String,
}

impl Column {
    /// May be left out of the file, and empty in a row.
    const fn is_optional(self) -> bool {
        matches!(
            self,
            Self::PreferredName
                | Self::BirthCountry
                | Self::BirthCommune
                | Self::BirthTown
                | Self::ExerciseLastName
                | Self::ExerciseFirstName
                | Self::EndDate
        )
    }

    /// The field that the column fills.
    pub const fn field(self) -> Field {
        match self {
            Self::Civilite => Field::Civilite,
            Self::BirthName => Field::BirthName,
            Self::FirstNames => Field::FirstNames,
            Self::PreferredName => Field::PreferredName,
            Self::Sex => Field::Sex,
            Self::BirthDate => Field::BirthDate,
            Self::BirthCountry => Field::BirthCountry,
            Self::BirthCommune => Field::BirthCommune,
            Self::BirthTown => Field::BirthTown,
            Self::IdentityDocument => Field::IdentityDocument,
            Self::ExerciseLastName => Field::ExerciseLastName,
            Self::ExerciseFirstName => Field::ExerciseFirstName,
            Self::Email => Field::Email,
            Self::Phone => Field::Phone,
            Self::StructureFiness => Field::StructureFiness,
            Self::Role => Field::Role,
            Self::ActivityKind => Field::ActivityKind,
            Self::PracticeMode => Field::PracticeMode,
            Self::Category => Field::Category,
            Self::StartDate => Field::StartDate,
            Self::EndDate => Field::EndDate,
            Self::HealthDataNeed => Field::HealthDataNeed,
        }
    }

    /// What is in this column of a row.
    pub fn of(self, cells: &[String]) -> &str {
        cells.get(self as usize).map_or("", String::as_str)
    }
}

/// Reads a file that is text already.
pub fn read(text: &str) -> Result<Vec<Row>, FileError> {
    let refused = |problem, columns| FileError { problem, columns };
    if text.len() > LONGEST {
        return Err(refused(FileProblem::TooLong, Vec::new()));
    }
    let lines = csv::read(text, MOST_ROWS + 1).map_err(|problem| refused(problem, Vec::new()))?;
    let Some((header, rows)) = lines.split_first() else {
        return Err(refused(FileProblem::Empty, Vec::new()));
    };
    let columns = columns(&header.cells)?;
    if rows.is_empty() {
        return Err(refused(FileProblem::Empty, Vec::new()));
    }
    let mut seen = HashSet::new();
    Ok(rows
        .iter()
        .map(|line| row(line, &columns, &mut seen))
        .collect())
}

/// Which column each cell of a row belongs to.
fn columns(header: &[String]) -> Result<Vec<Column>, FileError> {
    let mut columns = Vec::with_capacity(header.len());
    let mut unknown = Vec::new();
    for name in header {
        match Column::from_code(&name.to_lowercase()) {
            Some(column) if !columns.contains(&column) => columns.push(column),
            _ => unknown.push(name.chars().take(40).collect()),
        }
    }
    let missing: Vec<String> = Column::ALL
        .iter()
        .filter(|column| !column.is_optional() && !columns.contains(*column))
        .map(|column| column.code().to_owned())
        .collect();
    let problem = match (missing.is_empty(), unknown.is_empty()) {
        (true, true) => return Ok(columns),
        (false, _) => (FileProblem::ColumnsMissing, missing),
        (true, false) => (FileProblem::ColumnsUnknown, unknown),
    };
    Err(FileError {
        problem: problem.0,
        columns: problem.1,
    })
}

fn row(line: &csv::Line, columns: &[Column], seen: &mut HashSet<String>) -> Row {
    let given: HashMap<Column, &String> = columns.iter().copied().zip(&line.cells).collect();
    let cells: Vec<String> = Column::ALL
        .iter()
        .map(|column| {
            given
                .get(column)
                .map_or_else(String::new, |cell| (*cell).clone())
        })
        .collect();
    let is_new = seen.insert(key(&cells));
    let problem = if line.cells.len() != columns.len() {
        Some(RowProblem::Length)
    } else if cells.iter().any(|cell| csv::is_formula(cell)) {
        Some(RowProblem::Formula)
    } else if is_new {
        None
    } else {
        Some(RowProblem::Repeated)
    };
    Row {
        line: line.number,
        cells,
        problem,
    }
}

/// The same for two rows that register the same person in the same place and role.
fn key(cells: &[String]) -> String {
    let parts = [
        Column::BirthName,
        Column::FirstNames,
        Column::BirthDate,
        Column::BirthCountry,
        Column::BirthCommune,
        Column::StructureFiness,
        Column::Role,
    ];
    let parts = parts.map(|column| column.of(cells).to_lowercase());
    parts.join("\u{1f}")
}

/// The registration that a row asks for. In a file nothing is typed twice: what is checked is the document.
pub fn registration(cells: &[String], accepted: &Accepted) -> RawRegistration {
    let of = |column: Column| column.of(cells).to_owned();
    let birth_commune = padded(Column::BirthCommune.of(cells), 5);
    let birth_country = match Column::BirthCountry.of(cells) {
        "" if !birth_commune.is_empty() => FRANCE.to_owned(),
        country => country.to_owned(),
    };
    let birth_date = day(Column::BirthDate.of(cells));
    let first_names = split_first_names(Column::FirstNames.of(cells));
    let preferred_name = of(Column::PreferredName);
    let or = |column: Column, otherwise: &str| match column.of(cells) {
        "" => otherwise.to_owned(),
        given => given.to_owned(),
    };
    let usual = if preferred_name.is_empty() {
        of(Column::BirthName)
    } else {
        preferred_name.clone()
    };
    let form = RawForm {
        civilite: of(Column::Civilite).to_uppercase(),
        exercise_last_name: or(Column::ExerciseLastName, &usual),
        exercise_first_name: or(
            Column::ExerciseFirstName,
            first_names.first().map_or("", String::as_str),
        ),
        email: of(Column::Email),
        phone: padded(Column::Phone.of(cells), 10),
        birth_town: of(Column::BirthTown),
        structure_finess: padded(Column::StructureFiness.of(cells), 9),
        role: of(Column::Role),
        activity_kind: of(Column::ActivityKind).to_uppercase(),
        practice_mode: of(Column::PracticeMode).to_uppercase(),
        category: of(Column::Category).to_uppercase(),
        start_date: day(Column::StartDate.of(cells)),
        end_date: day(Column::EndDate.of(cells)),
        health_data_need: yes_or_no(Column::HealthDataNeed.of(cells)),
        ecps_only_acknowledged: accepted.ecps_only,
        dmp_acknowledged: accepted.dmp,
        risk_acknowledged: accepted.risk,
        terms_version: accepted.terms_version.clone(),
    };
    RawRegistration {
        retyped: Retyped {
            birth_name: of(Column::BirthName),
            birth_date: birth_date.clone(),
            birth_place: if birth_commune.is_empty() {
                birth_country.clone()
            } else {
                birth_commune.clone()
            },
        },
        civil_status: RawCivilStatus {
            birth_name: of(Column::BirthName),
            first_names,
            preferred_name,
            sex: of(Column::Sex).to_uppercase(),
            birth_date,
            birth_country,
            birth_commune,
        },
        form,
        identity_document: of(Column::IdentityDocument).to_uppercase(),
    }
}

/// What is wrong with the values of a row. What only the register knows is said when the row is registered.
pub fn problems(cells: &[String], accepted: &Accepted, today: Date) -> Vec<FieldError> {
    let parsed = registration(cells, accepted).parse(today);
    parsed.err().unwrap_or_default()
}

/// A spreadsheet takes the zero that a number begins with.
fn padded(digits: &str, length: usize) -> String {
    let is_short = digits.len() + 1 == length && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_short {
        format!("0{digits}")
    } else {
        digits.to_owned()
    }
}

/// `31/12/2026`, as a spreadsheet writes it, or `2026-12-31`.
fn day(text: &str) -> String {
    match text.split('/').collect::<Vec<_>>().as_slice() {
        [day, month, year] => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => text.to_owned(),
    }
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "oui" | "o" | "yes" | "1" => Some(true),
        "non" | "n" | "no" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
