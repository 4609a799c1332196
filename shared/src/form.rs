//! What a professional fills in, as typed and as parsed.

use serde::{Deserialize, Serialize};

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

/// The form as typed: every field may be empty or wrong. It is what a draft keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RawForm {
    /// `M` or `MME`.
    pub civilite: String,
    pub exercise_last_name: String,
    pub exercise_first_name: String,
    pub email: String,
    pub phone: String,
    /// Town of birth, asked from people born abroad only.
    pub birth_town: String,
    /// FINESS number of the chosen structure.
    pub structure_finess: String,
    /// Code of `TRE_R85`.
    pub role: String,
    /// Genre d'activité, `TRE_R22`.
    pub activity_kind: String,
    /// Mode d'exercice, `TRE_R23`.
    pub practice_mode: String,
    /// Catégorie professionnelle, `TRE_R09`.
    pub category: String,
    /// `YYYY-MM-DD`.
    pub start_date: String,
    /// `YYYY-MM-DD`, or empty.
    pub end_date: String,
    /// The person needs health data or the care software every day; `None` until answered.
    pub health_data_need: Option<bool>,
    pub ecps_only_acknowledged: bool,
    pub dmp_acknowledged: bool,
    pub risk_acknowledged: bool,
    /// Version of the terms that were accepted, or empty.
    pub terms_version: String,
}

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

impl RawForm {
    /// What still keeps the form from being sent.
    pub fn problems(&self, identity: &Identity, today: Date) -> Vec<FieldError> {
        Form::parse(self, identity, today).err().unwrap_or_default()
    }

    /// What even a draft cannot hold: texts past any limit, and characters a database refuses.
    pub fn unstorable(&self) -> Vec<FieldError> {
        let check = |&field: &Field| {
            let problem = limited(self.text(field)?).err()?;
            Some(FieldError::new(field, problem))
        };
        Field::FORM.iter().filter_map(check).collect()
    }

    /// The fields that differ, in the order of the form.
    pub fn changed_fields(&self, other: &Self) -> Vec<Field> {
        let differs = |field: &&Field| {
            self.text(**field) != other.text(**field) || self.flag(**field) != other.flag(**field)
        };
        Field::FORM.iter().filter(differs).copied().collect()
    }

    /// The text typed in a field; `None` for a box, and for a field of something else.
    pub fn text(&self, field: Field) -> Option<&str> {
        let text = match field {
            Field::Civilite => &self.civilite,
            Field::ExerciseLastName => &self.exercise_last_name,
            Field::ExerciseFirstName => &self.exercise_first_name,
            Field::Email => &self.email,
            Field::Phone => &self.phone,
            Field::BirthTown => &self.birth_town,
            Field::StructureFiness => &self.structure_finess,
            Field::Role => &self.role,
            Field::ActivityKind => &self.activity_kind,
            Field::PracticeMode => &self.practice_mode,
            Field::Category => &self.category,
            Field::StartDate => &self.start_date,
            Field::EndDate => &self.end_date,
            Field::TermsVersion => &self.terms_version,
            _ => return None,
        };
        Some(text)
    }

    /// The answer given in a box; `None` before an answer, and for any other field.
    pub fn flag(&self, field: Field) -> Option<bool> {
        match field {
            Field::HealthDataNeed => self.health_data_need,
            Field::EcpsOnlyAcknowledged => Some(self.ecps_only_acknowledged),
            Field::DmpAcknowledged => Some(self.dmp_acknowledged),
            Field::RiskAcknowledged => Some(self.risk_acknowledged),
            _ => None,
        }
    }
}

/// Collects what is wrong while the rest goes on being parsed.
struct Errors(Vec<FieldError>);

impl Errors {
    fn keep<T>(&mut self, field: Field, parsed: Result<T, Problem>) -> Option<T> {
        parsed
            .map_err(|problem| self.0.push(FieldError::new(field, problem)))
            .ok()
    }
}

/// A text that any database can hold.
fn limited(text: &str) -> Result<&str, Problem> {
    if text.chars().nth(DRAFT_LIMIT).is_some() {
        return Err(Problem::TooLong);
    }
    if text.chars().any(char::is_control) {
        return Err(Problem::ControlCharacter);
    }
    Ok(text.trim())
}

fn required(text: &str) -> Result<&str, Problem> {
    match limited(text)? {
        "" => Err(Problem::Required),
        text => Ok(text),
    }
}

fn code<T>(text: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, Problem> {
    parse(required(text)?).ok_or(Problem::UnknownCode)
}

fn person_name(text: &str) -> Result<PersonName, Problem> {
    PersonName::parse_typed(required(text)?).map_err(|error| match error {
        NameError::TooLong => Problem::TooLong,
        NameError::NoLetter => Problem::NameWithoutLetter,
        NameError::Character => Problem::NameCharacter,
    })
}

fn email(text: &str) -> Result<Email, Problem> {
    Email::parse_typed(required(text)?).map_err(|error| match error {
        EmailError::TooLong => Problem::TooLong,
        EmailError::Shape => Problem::EmailShape,
    })
}

fn phone(text: &str) -> Result<Phone, Problem> {
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

fn finess(text: &str) -> Result<Finess, Problem> {
    Finess::parse_typed(required(text)?).map_err(|error| match error {
        FinessError::Shape => Problem::FinessShape,
        FinessError::Departement => Problem::FinessDepartement,
        FinessError::Key => Problem::FinessKey,
    })
}

fn start_date(text: &str, birth_date: Date, today: Date) -> Result<Date, Problem> {
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

fn end_date(text: &str, start_date: Option<Date>, today: Date) -> Result<Option<Date>, Problem> {
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
