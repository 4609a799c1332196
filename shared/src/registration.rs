//! A registration that a manager makes from end to end, as typed and as parsed: civil status, post, contact and the
//! document that was shown.

mod civil_status;

use serde::{Deserialize, Serialize};

pub use self::civil_status::{RawCivilStatus, Retyped, split_first_names};

use crate::date::Date;
use crate::eligibility::Answers;
use crate::field_error::{Field, FieldError};
use crate::form::parse::{Errors, code};
use crate::form::{Form, RawForm};
use crate::identity::Identity;
use crate::value_set::IdentityDocument;

/// The registration as typed: every field may be empty or wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RawRegistration {
    pub civil_status: RawCivilStatus,
    pub retyped: Retyped,
    pub form: RawForm,
    /// Code of [`IdentityDocument`].
    pub identity_document: String,
}

/// The registration once everything in it is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    pub identity: Identity,
    pub form: Form,
    pub identity_document: IdentityDocument,
}

impl RawRegistration {
    /// Parses everything, and says everything that is wrong at once, in the order of the page.
    pub fn parse(&self, today: Date) -> Result<Registration, Vec<FieldError>> {
        let mut errors = Errors(Vec::new());
        let parsed = self.civil_status.parse(today);
        let read = match &parsed {
            Ok(identity) => identity.clone(),
            Err(wrong) => {
                errors.0.extend_from_slice(wrong);
                self.civil_status.read_so_far(today)
            }
        };
        let known: Vec<Field> = errors.0.iter().map(|error| error.field).collect();
        let differences = self.civil_status.differences(&self.retyped).into_iter();
        errors
            .0
            .extend(differences.filter(|error| !known.contains(&error.field)));
        // Whether a town is asked follows from the place.
        let place_unread =
            known.contains(&Field::BirthCountry) || known.contains(&Field::BirthCommune);
        let form = Form::parse(&self.form, &read, today).map_err(|wrong| {
            let meant = |error: &FieldError| !(place_unread && error.field == Field::BirthTown);
            errors.0.extend(wrong.into_iter().filter(meant));
        });
        let identity_document = errors.keep(
            Field::IdentityDocument,
            code(&self.identity_document, IdentityDocument::from_code),
        );
        match (parsed, form, identity_document) {
            (Ok(identity), Ok(form), Some(identity_document)) if errors.0.is_empty() => {
                Ok(Registration {
                    identity,
                    form,
                    identity_document,
                })
            }
            _ => Err(errors.0),
        }
    }

    /// What can be read of it so far, for the verdict.
    pub fn answers(&self, today: Date, terms_version: &str) -> Answers {
        let identity = self.civil_status.parse(today).ok();
        Answers {
            identity_certified: Some(false),
            ..Answers::of(&self.form, identity.as_ref(), terms_version)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field_error::Problem;

    #[test]
    fn everything_wrong_is_said_once() {
        let today = Date::parse("2026-11-23").unwrap();
        let errors = RawRegistration::default().parse(today).unwrap_err();
        let mut fields: Vec<Field> = errors.iter().map(|error| error.field).collect();
        let said = fields.len();
        fields.dedup();
        assert_eq!(fields.len(), said, "{errors:?}");
        assert_eq!(fields.first(), Some(&Field::BirthName));
        assert!(errors.contains(&FieldError::new(Field::IdentityDocument, Problem::Required)));
        assert!(errors.contains(&FieldError::new(Field::Email, Problem::Required)));
    }
}
