//! From the form as typed to the form as parsed, with every error at once.

use serde::{Deserialize, Serialize};

use super::RawForm;
use crate::date::{Date, DateError};
use crate::email::{Email, EmailError};
use crate::field_error::{Field, FieldError, Problem};
use crate::finess::{Finess, FinessError};
use crate::identity::{BirthPlace, Identity};
use crate::name::{NameError, PersonName};
use crate::phone::{Phone, PhoneError};
use crate::role::Role;
use crate::town::{TownError, TownName};
use crate::value_set::{ActivityKind, Civilite, PracticeMode, ProfessionalCategory};

/// The form once everything in it is right. What the person accepted is not here: the verdict
/// speaks of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Form {
    pub civilite: Civilite,
    pub exercise_last_name: PersonName,
    pub exercise_first_name: PersonName,
    pub email: Email,
    pub phone: Phone,
    /// Of people born abroad.
    pub birth_town: Option<TownName>,
    pub structure_finess: Finess,
    pub role: Role,
    pub activity_kind: ActivityKind,
    pub practice_mode: PracticeMode,
    pub category: ProfessionalCategory,
    pub start_date: Date,
    pub end_date: Option<Date>,
    pub health_data_need: bool,
}

/// Longest text that even a draft may hold: above the longest right one.
const DRAFT_LIMIT: usize = 400;
const EARLIEST_START_YEAR: i32 = 1950;
const START_YEARS_AHEAD: u32 = 5;
const END_YEARS_AHEAD: u32 = 50;

impl Form {
    /// Parses everything, and says everything that is wrong at once.
    pub fn parse(raw: &RawForm, identity: &Identity, today: Date) -> Result<Self, Vec<FieldError>> {
        let mut errors = Errors(Vec::new());
        let civilite = errors.keep(Field::Civilite, code(&raw.civilite, Civilite::from_code));
        let exercise_last_name = errors.keep(
            Field::ExerciseLastName,
            person_name(&raw.exercise_last_name),
        );
        let exercise_first_name = errors.keep(
            Field::ExerciseFirstName,
            person_name(&raw.exercise_first_name),
        );
        let email = errors.keep(Field::Email, email(&raw.email));
        let phone = errors.keep(Field::Phone, phone(&raw.phone));
        let birth_town = errors.keep(
            Field::BirthTown,
            birth_town(&raw.birth_town, &identity.birth_place),
        );
        let structure_finess = errors.keep(Field::StructureFiness, finess(&raw.structure_finess));
        let role = errors.keep(Field::Role, code(&raw.role, |code| Role::parse(code).ok()));
        let activity_kind = errors.keep(
            Field::ActivityKind,
            code(&raw.activity_kind, ActivityKind::from_code),
        );
        let practice_mode = errors.keep(
            Field::PracticeMode,
            code(&raw.practice_mode, PracticeMode::from_code),
        );
        let category = errors.keep(
            Field::Category,
            code(&raw.category, ProfessionalCategory::from_code),
        );
        let start_date = errors.keep(
            Field::StartDate,
            start_date(&raw.start_date, identity.birth_date, today),
        );
        let end_date = errors.keep(Field::EndDate, end_date(&raw.end_date, start_date, today));
        let health_data_need = errors.keep(
            Field::HealthDataNeed,
            raw.health_data_need.ok_or(Problem::Required),
        );
        let form = move || {
            Some(Self {
                civilite: civilite?,
                exercise_last_name: exercise_last_name?,
                exercise_first_name: exercise_first_name?,
                email: email?,
                phone: phone?,
                birth_town: birth_town?,
                structure_finess: structure_finess?,
                role: role?,
                activity_kind: activity_kind?,
                practice_mode: practice_mode?,
                category: category?,
                start_date: start_date?,
                end_date: end_date?,
                health_data_need: health_data_need?,
            })
        };
        form().ok_or(errors.0)
    }
}

/// Collects what is wrong while the rest goes on being parsed.
pub(crate) struct Errors(pub(crate) Vec<FieldError>);

impl Errors {
    pub(crate) fn keep<T>(&mut self, field: Field, parsed: Result<T, Problem>) -> Option<T> {
        parsed
            .map_err(|problem| self.0.push(FieldError::new(field, problem)))
            .ok()
    }
}

/// A text that any database can hold.
pub(crate) fn limited(text: &str) -> Result<&str, Problem> {
    if text.chars().nth(DRAFT_LIMIT).is_some() {
        return Err(Problem::TooLong);
    }
    if text.chars().any(char::is_control) {
        return Err(Problem::ControlCharacter);
    }
    Ok(text.trim())
}

pub(crate) fn required(text: &str) -> Result<&str, Problem> {
    match limited(text)? {
        "" => Err(Problem::Required),
        text => Ok(text),
    }
}

pub(crate) fn code<T>(text: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, Problem> {
    parse(required(text)?).ok_or(Problem::UnknownCode)
}

pub(crate) fn person_name(text: &str) -> Result<PersonName, Problem> {
    PersonName::parse_typed(required(text)?).map_err(|error| match error {
        NameError::TooLong => Problem::TooLong,
        NameError::NoLetter => Problem::NameWithoutLetter,
        NameError::Character => Problem::NameCharacter,
    })
}

pub(crate) fn email(text: &str) -> Result<Email, Problem> {
    Email::parse_typed(required(text)?).map_err(|error| match error {
        EmailError::TooLong => Problem::TooLong,
        EmailError::Shape => Problem::EmailShape,
    })
}

pub(crate) fn phone(text: &str) -> Result<Phone, Problem> {
    Phone::parse_typed(required(text)?).map_err(|PhoneError| Problem::PhoneShape)
}

/// FranceConnect gives the commune of a birth in France: a town typed beside it would contradict it.
fn birth_town(text: &str, birth_place: &BirthPlace) -> Result<Option<TownName>, Problem> {
    match birth_place {
        BirthPlace::France { .. } => match limited(text)? {
            "" => Ok(None),
            _ => Err(Problem::NotExpected),
        },
        BirthPlace::Abroad { .. } => {
            TownName::parse_typed(required(text)?)
                .map(Some)
                .map_err(|error| match error {
                    TownError::TooLong => Problem::TooLong,
                    TownError::NoLetter => Problem::NameWithoutLetter,
                    TownError::Character => Problem::TownCharacter,
                })
        }
    }
}

pub(crate) fn finess(text: &str) -> Result<Finess, Problem> {
    Finess::parse_typed(required(text)?).map_err(|error| match error {
        FinessError::Shape => Problem::FinessShape,
        FinessError::Departement => Problem::FinessDepartement,
        FinessError::Key => Problem::FinessKey,
    })
}

pub(crate) fn start_date(text: &str, birth_date: Date, today: Date) -> Result<Date, Problem> {
    let date = Date::parse(required(text)?).map_err(|DateError| Problem::DateShape)?;
    if date < birth_date {
        Err(Problem::DateBeforeBirth)
    } else if date.year() < EARLIEST_START_YEAR {
        Err(Problem::DateTooEarly)
    } else if date > today.years_after(START_YEARS_AHEAD) {
        Err(Problem::DateTooFar)
    } else {
        Ok(date)
    }
}

pub(crate) fn end_date(
    text: &str,
    start_date: Option<Date>,
    today: Date,
) -> Result<Option<Date>, Problem> {
    let text = limited(text)?;
    if text.is_empty() {
        return Ok(None);
    }
    let date = Date::parse(text).map_err(|DateError| Problem::DateShape)?;
    if start_date.is_some_and(|start_date| date < start_date) {
        Err(Problem::EndBeforeStart)
    } else if date.year() < EARLIEST_START_YEAR {
        Err(Problem::DateTooEarly)
    } else if date > today.years_after(END_YEARS_AHEAD) {
        Err(Problem::DateTooFar)
    } else {
        Ok(Some(date))
    }
}
