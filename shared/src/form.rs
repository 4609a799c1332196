//! What a professional fills in, as typed and as parsed.

use serde::{Deserialize, Serialize};

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
    /// Code of TRE_R85.
    pub role: String,
    /// Genre d'activité, TRE_R22.
    pub activity_kind: String,
    /// Mode d'exercice, TRE_R23.
    pub practice_mode: String,
    /// Catégorie professionnelle, TRE_R09.
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
