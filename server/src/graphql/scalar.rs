//! Dates, texts and the codes of `shared`, as GraphQL types.

use async_graphql::{
    Enum, InputValueError, InputValueResult, Scalar, ScalarType, SimpleObject, Value,
};

/// A calendar date, `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Date(pub shared::date::Date);

#[Scalar(name = "Date")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) => shared::date::Date::parse(&text)
                .map(Self)
                .map_err(|_| InputValueError::custom("a calendar date, YYYY-MM-DD, is expected")),
            other => Err(InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// A sentence in French and in English.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub(crate) struct Text {
    fr: &'static str,
    en: &'static str,
}

impl From<shared::text::Text> for Text {
    fn from(text: shared::text::Text) -> Self {
        Self {
            fr: text.fr,
            en: text.en,
        }
    }
}

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::status::Status")]
pub(crate) enum RequestStatus {
    Draft,
    Submitted,
    CorrectionRequested,
    Validated,
    Rejected,
    Withdrawn,
}

/// Who files the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::status::Route")]
pub(crate) enum Route {
    Professional,
    Manager,
}

/// Who vouches for a civil status (value set JDV_J111).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::identity::Certification")]
pub(crate) enum Certification {
    /// Certified by FranceConnect.
    Fc,
    /// Certified by FranceConnect+.
    Fcp,
    /// Typed, checked by a manager against a document.
    Nc,
}

/// Administrative sex.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::identity::Sex")]
pub(crate) enum Sex {
    M,
    F,
    I,
}

/// A legal entity (EJ) or a site of one (ET).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::structure::StructureKind")]
pub(crate) enum StructureKind {
    Ej,
    Et,
}

/// Sector of a structure, by its FINESS aggregated category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::structure::Sector")]
pub(crate) enum Sector {
    Sanitaire,
    SocialMedicoSocial,
    Unknown,
}

/// Why a request is rejected (value set JDV_J125).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::value_set::RejectionReason")]
pub(crate) enum RejectionReason {
    /// Another reason.
    Aut,
    /// The activity has changed.
    Cha,
    /// Rejected by the manager.
    Def,
}

/// What a verdict comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::eligibility::Outcome")]
pub(crate) enum Outcome {
    Eligible,
    AtRisk,
    NotEligible,
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::eligibility::Severity")]
pub(crate) enum Severity {
    Info,
    Warning,
    Blocking,
}

/// Which provider vouches for an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::caller::Provider")]
pub(crate) enum Provider {
    #[graphql(name = "FRANCECONNECT")]
    FranceConnect,
    ProSanteConnect,
}
