//! The form as typed, going out and coming in.

use async_graphql::{InputObject, SimpleObject};
use shared::form::RawForm;

macro_rules! form {
    ($($(#[$doc:meta])* $field:ident: $type:ty = $default:expr),+ $(,)?) => {
        /// What was typed. Every field may still be empty or wrong.
        #[derive(Clone, Debug, SimpleObject)]
        pub(crate) struct RequestForm { $($(#[$doc])* $field: $type),+ , /// The person needs health data or the care software every day; null until answered.
            health_data_need: Option<bool> }

        /// What is typed so far; a field left out is empty.
        #[derive(Clone, Debug, InputObject)]
        pub(crate) struct RequestFormInput { $(#[graphql(default_with = $default)] $(#[$doc])* $field: $type),+ , /// The person needs health data or the care software every day; null until answered.
            health_data_need: Option<bool> }

        impl From<RawForm> for RequestForm {
            fn from(form: RawForm) -> Self {
                Self { $($field: form.$field),+ , health_data_need: form.health_data_need }
            }
        }

        impl From<RequestFormInput> for RawForm {
            fn from(form: RequestFormInput) -> Self {
                Self { $($field: form.$field),+ , health_data_need: form.health_data_need }
            }
        }
    };
}

form! {
    /// `M` or `MME`.
    civilite: String = "String::new()",
    exercise_last_name: String = "String::new()",
    exercise_first_name: String = "String::new()",
    email: String = "String::new()",
    phone: String = "String::new()",
    /// Town of birth, for people born abroad.
    birth_town: String = "String::new()",
    /// FINESS number of the chosen structure.
    structure_finess: String = "String::new()",
    /// Code of TRE_R85.
    role: String = "String::new()",
    /// Genre d'activité, TRE_R22.
    activity_kind: String = "String::new()",
    /// Mode d'exercice, TRE_R23.
    practice_mode: String = "String::new()",
    /// Catégorie professionnelle, TRE_R09.
    category: String = "String::new()",
    /// `YYYY-MM-DD`.
    start_date: String = "String::new()",
    /// `YYYY-MM-DD`, or empty.
    end_date: String = "String::new()",
    ecps_only_acknowledged: bool = "false",
    dmp_acknowledged: bool = "false",
    risk_acknowledged: bool = "false",
    /// Version of the terms that were accepted, or empty.
    terms_version: String = "String::new()",
}
