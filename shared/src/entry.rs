//! What may change of a person's entry in the register after the registration: contact, names of exercise and posts.
//! The civil status is not among it.

mod closing;

use serde::{Deserialize, Serialize};

pub use self::closing::{Closing, ClosingReason, RawClosing};

use crate::date::Date;
use crate::email::Email;
use crate::field_error::{Field, FieldError};
use crate::finess::Finess;
use crate::form::parse::{self, Errors};
use crate::name::PersonName;
use crate::newtype::coded_enum;
use crate::phone::Phone;
use crate::role::Role;
use crate::value_set::{ActivityKind, PracticeMode, ProfessionalCategory};

coded_enum! {
    /// What a change is about.
    ChangeKind {
        Contact = "CONTACT",
        ExerciseNames = "EXERCISE_NAMES",
        Situation = "SITUATION",
        Closing = "CLOSING",
    }
}

coded_enum! {
    /// Where a change stands.
    ChangeState {
        /// A new address has to be confirmed by the code that was sent there.
        Waiting = "WAITING",
        Done = "DONE",
        Cancelled = "CANCELLED",
        /// The code was not typed in time.
        Expired = "EXPIRED",
    }
}

/// A value before and after; codes for what is chosen from a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    pub field: Field,
    pub before: String,
    pub after: String,
}

impl Changed {
    /// Those that differ, of fields with what they were and are to be.
    pub fn among(fields: impl IntoIterator<Item = (Field, String, String)>) -> Vec<Self> {
        fields
            .into_iter()
            .filter(|(_, before, after)| before != after)
            .map(|(field, before, after)| Self {
                field,
                before,
                after,
            })
            .collect()
    }
}

/// Where to reach a person, as typed.
#[derive(Clone, Debug, Default)]
pub struct RawContact {
    pub email: String,
    pub phone: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    pub email: Email,
    pub phone: Phone,
}

impl RawContact {
    pub fn parse(&self) -> Result<Contact, Vec<FieldError>> {
        let mut errors = Errors(Vec::new());
        let email = errors.keep(Field::Email, parse::email(&self.email));
        let phone = errors.keep(Field::Phone, parse::phone(&self.phone));
        let contact = || {
            Some(Contact {
                email: email?,
                phone: phone?,
            })
        };
        contact().ok_or(errors.0)
    }
}

/// Under which names somebody works, as typed.
#[derive(Clone, Debug, Default)]
pub struct RawExerciseNames {
    pub last_name: String,
    pub first_name: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExerciseNames {
    pub last_name: PersonName,
    pub first_name: PersonName,
}

impl RawExerciseNames {
    pub fn parse(&self) -> Result<ExerciseNames, Vec<FieldError>> {
        let mut errors = Errors(Vec::new());
        let last_name = errors.keep(Field::ExerciseLastName, parse::person_name(&self.last_name));
        let first_name = errors.keep(
            Field::ExerciseFirstName,
            parse::person_name(&self.first_name),
        );
        let names = || {
            Some(ExerciseNames {
                last_name: last_name?,
                first_name: first_name?,
            })
        };
        names().ok_or(errors.0)
    }
}

/// A post, as typed.
#[derive(Clone, Debug, Default)]
pub struct RawPost {
    pub structure_finess: String,
    pub role: String,
    pub activity_kind: String,
    pub practice_mode: String,
    pub category: String,
    pub start_date: String,
    pub end_date: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    pub structure_finess: Finess,
    pub role: Role,
    pub activity_kind: ActivityKind,
    pub practice_mode: PracticeMode,
    pub category: ProfessionalCategory,
    pub start_date: Date,
    pub end_date: Option<Date>,
}

impl RawPost {
    /// Parses everything by the rules of the form, and says everything that is wrong at once.
    pub fn parse(&self, birth_date: Date, today: Date) -> Result<Post, Vec<FieldError>> {
        let mut errors = Errors(Vec::new());
        let finess = errors.keep(
            Field::StructureFiness,
            parse::finess(&self.structure_finess),
        );
        let role = parse::code(&self.role, |code| Role::parse(code).ok());
        let role = errors.keep(Field::Role, role);
        let activity_kind = parse::code(&self.activity_kind, ActivityKind::from_code);
        let activity_kind = errors.keep(Field::ActivityKind, activity_kind);
        let practice_mode = parse::code(&self.practice_mode, PracticeMode::from_code);
        let practice_mode = errors.keep(Field::PracticeMode, practice_mode);
        let category = parse::code(&self.category, ProfessionalCategory::from_code);
        let category = errors.keep(Field::Category, category);
        let start_date = parse::start_date(&self.start_date, birth_date, today);
        let start_date = errors.keep(Field::StartDate, start_date);
        let end_date = parse::end_date(&self.end_date, start_date, today);
        let end_date = errors.keep(Field::EndDate, end_date);
        let post = || {
            Some(Post {
                structure_finess: finess?,
                role: role?,
                activity_kind: activity_kind?,
                practice_mode: practice_mode?,
                category: category?,
                start_date: start_date?,
                end_date: end_date?,
            })
        };
        post().ok_or(errors.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field_error::Problem;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn post() -> RawPost {
        RawPost {
            structure_finess: "0B0168811".to_owned(),
            role: "316".to_owned(),
            activity_kind: "GENR01".to_owned(),
            practice_mode: "S".to_owned(),
            category: "C".to_owned(),
            start_date: "2026-11-02".to_owned(),
            end_date: String::new(),
        }
    }

    #[test]
    fn a_post_is_parsed_by_the_rules_of_the_form() {
        let (birth, today) = (date("1990-12-10"), date("2026-12-03"));
        let parsed = post().parse(birth, today).unwrap();
        assert_eq!(parsed.start_date, date("2026-11-02"));
        assert_eq!(parsed.end_date, None);
        let wrong = RawPost {
            role: "999".to_owned(),
            category: String::new(),
            end_date: "2026-11-01".to_owned(),
            ..post()
        };
        assert_eq!(
            wrong.parse(birth, today).unwrap_err(),
            [
                FieldError::new(Field::Role, Problem::UnknownCode),
                FieldError::new(Field::Category, Problem::Required),
                FieldError::new(Field::EndDate, Problem::EndBeforeStart),
            ]
        );
    }

    #[test]
    fn contact_and_names_say_everything_wrong_at_once() {
        let contact = RawContact {
            email: "angela".to_owned(),
            phone: String::new(),
        };
        assert_eq!(
            contact.parse().unwrap_err(),
            [
                FieldError::new(Field::Email, Problem::EmailShape),
                FieldError::new(Field::Phone, Problem::Required),
            ]
        );
        let names = RawExerciseNames {
            last_name: "Dub0is".to_owned(),
            first_name: " ".to_owned(),
        };
        assert_eq!(
            names.parse().unwrap_err(),
            [
                FieldError::new(Field::ExerciseLastName, Problem::NameCharacter),
                FieldError::new(Field::ExerciseFirstName, Problem::Required),
            ]
        );
    }

    #[test]
    fn only_what_differs_is_a_change() {
        let same = (Field::Email, "a@b.fr".to_owned(), "a@b.fr".to_owned());
        let other = (Field::Phone, "1".to_owned(), "2".to_owned());
        let changed = Changed::among([same, other]);
        assert_eq!(changed.len(), 1);
        assert_eq!(changed[0].field, Field::Phone);
    }
}
