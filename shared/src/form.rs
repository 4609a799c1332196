//! What a professional fills in, as typed and as parsed.

pub(crate) mod parse;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use self::parse::Form;

use crate::date::Date;
use crate::field_error::{Field, FieldError};
use crate::identity::Identity;

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

impl RawForm {
    /// What still keeps the form from being sent.
    pub fn problems(&self, identity: &Identity, today: Date) -> Vec<FieldError> {
        Form::parse(self, identity, today).err().unwrap_or_default()
    }

    /// What even a draft cannot hold: texts past any limit, and characters a database refuses.
    pub fn unstorable(&self) -> Vec<FieldError> {
        let check = |&field: &Field| {
            let problem = parse::limited(self.text(field)?).err()?;
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
