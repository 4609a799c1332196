//! A civil status as a manager types it from an identity document, and as parsed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::cog::{CommuneCode, CountryCode};
use crate::date::{Date, DateError};
use crate::field_error::{Field, FieldError, Problem};
use crate::form::parse::{Errors, code, limited, person_name, required};
use crate::identity::{BirthPlace, Certification, Identity, Sex};
use crate::name::PersonName;

/// Nobody who is registered was born before.
const EARLIEST_BIRTH_YEAR: i32 = 1900;
/// More first names than anybody bears.
const MOST_FIRST_NAMES: usize = 20;

/// The civil status as typed: every field may be empty or wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RawCivilStatus {
    pub birth_name: String,
    /// In the order of the document.
    pub first_names: Vec<String>,
    /// Nom d'usage, or empty.
    pub preferred_name: String,
    /// `M`, `F` or `I`.
    pub sex: String,
    /// `YYYY-MM-DD`.
    pub birth_date: String,
    /// INSEE code of the country.
    pub birth_country: String,
    /// INSEE code of the commune, for a birth in France.
    pub birth_commune: String,
}

/// What is typed a second time, since it can never be changed afterwards.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Retyped {
    pub birth_name: String,
    /// `YYYY-MM-DD`.
    pub birth_date: String,
    /// INSEE code: of the commune for a birth in France, else of the country.
    pub birth_place: String,
}

impl RawCivilStatus {
    /// Parses everything, and says everything that is wrong at once. What is typed is certified by nobody.
    pub fn parse(&self, today: Date) -> Result<Identity, Vec<FieldError>> {
        let mut errors = Errors(Vec::new());
        let birth_name = errors.keep(Field::BirthName, person_name(&self.birth_name));
        let first_names = errors.keep(Field::FirstNames, self.first_names());
        let preferred_name = errors.keep(Field::PreferredName, self.preferred_name());
        let sex = errors.keep(Field::Sex, code(&self.sex, Sex::from_code));
        let birth_date = errors.keep(Field::BirthDate, birth_date(&self.birth_date, today));
        let country = errors.keep(
            Field::BirthCountry,
            code(&self.birth_country, |code| {
                CountryCode::parse_typed(code).ok()
            }),
        );
        let birth_place = country.and_then(|country| self.place(country, &mut errors));
        let identity = move || {
            Some(Identity {
                certification: Certification::Nc,
                birth_name: birth_name?.as_str().to_owned(),
                first_names: first_names?,
                sex: sex?,
                birth_date: birth_date?,
                birth_place: birth_place?,
                preferred_name: preferred_name?,
            })
        };
        identity().ok_or(errors.0)
    }

    /// Where the second entry is not the first. What is missing or wrong in the first is not said twice.
    pub fn differences(&self, again: &Retyped) -> Vec<FieldError> {
        let place = if self.is_born_in_france() {
            (Field::BirthCommune, &self.birth_commune)
        } else {
            (Field::BirthCountry, &self.birth_country)
        };
        // Capitals or not is a way of writing; an accent is not.
        let name = |typed: &str| {
            let parsed = PersonName::parse_typed(typed).ok();
            parsed.map(|name| name.as_str().to_uppercase())
        };
        let same_name = || name(&self.birth_name) == name(&again.birth_name);
        let same = |first: &str, second: &str| first.trim().eq_ignore_ascii_case(second.trim());
        let pairs = [
            (Field::BirthName, same_name()),
            (Field::BirthDate, same(&self.birth_date, &again.birth_date)),
            (place.0, same(place.1, &again.birth_place)),
        ];
        pairs
            .into_iter()
            .filter(|(_, same)| !same)
            .map(|(field, _)| FieldError::new(field, Problem::NotTheSame))
            .collect()
    }

    pub fn is_born_in_france(&self) -> bool {
        CountryCode::parse_typed(&self.birth_country).is_ok_and(|country| country.is_france())
    }

    /// What can be read so far, with stand-ins for the rest: for fields whose rule depends on it.
    pub(crate) fn read_so_far(&self, today: Date) -> Identity {
        let place = |country: CountryCode| {
            if country.is_france() {
                CommuneCode::parse_typed(&self.birth_commune)
                    .ok()
                    .map(|commune| BirthPlace::France { commune })
            } else {
                Some(BirthPlace::Abroad { country })
            }
        };
        let country = CountryCode::parse_typed(&self.birth_country).ok();
        Identity {
            certification: Certification::Nc,
            birth_name: String::new(),
            first_names: Vec::new(),
            sex: Sex::I,
            birth_date: birth_date(&self.birth_date, today)
                .unwrap_or_else(|_| Date::from(NaiveDate::MIN)),
            birth_place: country.and_then(place).unwrap_or(BirthPlace::Abroad {
                country: CountryCode::FRANCE,
            }),
            preferred_name: None,
        }
    }

    fn first_names(&self) -> Result<Vec<String>, Problem> {
        if self.first_names.len() > MOST_FIRST_NAMES {
            return Err(Problem::TooLong);
        }
        let mut names = Vec::with_capacity(self.first_names.len());
        for typed in self
            .first_names
            .iter()
            .filter(|typed| !typed.trim().is_empty())
        {
            names.push(person_name(typed)?.as_str().to_owned());
        }
        if names.is_empty() {
            return Err(Problem::Required);
        }
        Ok(names)
    }

    fn preferred_name(&self) -> Result<Option<String>, Problem> {
        match limited(&self.preferred_name)? {
            "" => Ok(None),
            typed => person_name(typed).map(|name| Some(name.as_str().to_owned())),
        }
    }

    fn place(&self, country: CountryCode, errors: &mut Errors) -> Option<BirthPlace> {
        if !country.is_france() {
            let none = match limited(&self.birth_commune) {
                Ok("") => Ok(()),
                Ok(_) => Err(Problem::NotExpected),
                Err(problem) => Err(problem),
            };
            errors.keep(Field::BirthCommune, none)?;
            return Some(BirthPlace::Abroad { country });
        }
        let commune = code(&self.birth_commune, |code| {
            CommuneCode::parse_typed(code).ok()
        });
        errors
            .keep(Field::BirthCommune, commune)
            .map(|commune| BirthPlace::France { commune })
    }
}

/// First names as people write them on one line, with commas between.
pub fn split_first_names(line: &str) -> Vec<String> {
    line.split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

fn birth_date(text: &str, today: Date) -> Result<Date, Problem> {
    let date = Date::parse(required(text)?).map_err(|DateError| Problem::DateShape)?;
    if date > today {
        Err(Problem::DateTooFar)
    } else if date.year() < EARLIEST_BIRTH_YEAR {
        Err(Problem::DateTooEarly)
    } else {
        Ok(date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Date {
        Date::parse("2026-11-23").unwrap()
    }

    fn typed() -> RawCivilStatus {
        RawCivilStatus {
            birth_name: "D’Hondt".to_owned(),
            first_names: vec!["Marie-Louise".to_owned(), "Jean Philippe".to_owned()],
            preferred_name: String::new(),
            sex: "F".to_owned(),
            birth_date: "1985-02-28".to_owned(),
            birth_country: "99100".to_owned(),
            birth_commune: "2b033".to_owned(),
        }
    }

    fn problems(raw: &RawCivilStatus) -> Vec<(Field, Problem)> {
        let errors = raw.parse(today()).err().unwrap_or_default();
        errors
            .into_iter()
            .map(|error| (error.field, error.problem))
            .collect()
    }

    #[test]
    fn a_typed_civil_status_is_kept_as_typed_and_certified_by_nobody() {
        let identity = typed().parse(today()).unwrap();
        assert_eq!(identity.certification, Certification::Nc);
        assert_eq!(identity.birth_name, "D'Hondt");
        assert_eq!(identity.first_names, ["Marie-Louise", "Jean Philippe"]);
        assert_eq!(identity.birth_place.code(), "2B033");
        let abroad = RawCivilStatus {
            birth_country: "99131".to_owned(),
            birth_commune: String::new(),
            ..typed()
        };
        assert_eq!(abroad.parse(today()).unwrap().birth_place.code(), "99131");
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        use Problem::{
            DateTooEarly, DateTooFar, NameCharacter, NotExpected, Required, UnknownCode,
        };
        let empty: Vec<(Field, Problem)> = [
            Field::BirthName,
            Field::FirstNames,
            Field::Sex,
            Field::BirthDate,
            Field::BirthCountry,
        ]
        .map(|field| (field, Required))
        .into();
        assert_eq!(problems(&RawCivilStatus::default()), empty);
        let wrong = RawCivilStatus {
            birth_name: "X Æ A-12".to_owned(),
            first_names: vec![" ".to_owned()],
            sex: "X".to_owned(),
            birth_date: "2026-11-24".to_owned(),
            birth_commune: "99131".to_owned(),
            ..typed()
        };
        assert_eq!(
            problems(&wrong),
            [
                (Field::BirthName, NameCharacter),
                (Field::FirstNames, Required),
                (Field::Sex, UnknownCode),
                (Field::BirthDate, DateTooFar),
                (Field::BirthCommune, UnknownCode),
            ]
        );
        let old = RawCivilStatus {
            birth_date: "1899-12-31".to_owned(),
            birth_country: "99131".to_owned(),
            ..typed()
        };
        assert_eq!(
            problems(&old),
            [
                (Field::BirthDate, DateTooEarly),
                (Field::BirthCommune, NotExpected),
            ]
        );
    }

    #[test]
    fn two_entries_are_compared_as_they_are_meant() {
        let again = |name: &str, date: &str, place: &str| Retyped {
            birth_name: name.to_owned(),
            birth_date: date.to_owned(),
            birth_place: place.to_owned(),
        };
        let fields = |raw: &RawCivilStatus, again: &Retyped| -> Vec<Field> {
            let errors = raw.differences(again).into_iter();
            errors.map(|error| error.field).collect()
        };
        let raw = typed();
        assert_eq!(fields(&raw, &again(" D'HONDT ", "1985-02-28", "2B033")), []);
        assert_eq!(
            fields(&raw, &again("D'Hont", "1985-02-27", "75056")),
            [Field::BirthName, Field::BirthDate, Field::BirthCommune]
        );
        let abroad = RawCivilStatus {
            birth_country: "99131".to_owned(),
            birth_commune: String::new(),
            ..raw
        };
        assert_eq!(
            fields(&abroad, &again("D'Hondt", "1985-02-28", "99127")),
            [Field::BirthCountry]
        );
    }

    #[test]
    fn first_names_stand_between_commas() {
        assert_eq!(
            split_first_names(" Jean Philippe,, Anne-Laure , "),
            ["Jean Philippe", "Anne-Laure"]
        );
    }
}
