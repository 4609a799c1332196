//! The schema as types, and how its enums and scalars stand for types of `shared`.

use shared::date::Date;
use shared::eligibility::{Outcome, Severity};
use shared::identity::{Certification, Sex};
use shared::status::Status;
use shared::structure::{Sector, StructureKind};

#[expect(clippy::pedantic, clippy::all, reason = "cynic writes this module from schema.graphql")]
#[cynic::schema("portal")]
mod generated {}

pub(super) use generated::*;

/// An enum of `shared` whose codes are those of the schema: no second type, no conversion.
macro_rules! enums {
    ($($ours:ty => $theirs:ident),+ $(,)?) => {$(
        impl cynic::Enum for $ours {
            type SchemaType = generated::$theirs;
        }

        impl cynic::coercions::CoercesTo<generated::$theirs> for $ours {}

        impl generated::variable::Variable for $ours {
            const TYPE: cynic::variables::VariableType = cynic::variables::VariableType::Named(stringify!($theirs));
        }
    )+};
}

enums! {
    Certification => Certification,
    Outcome => Outcome,
    Sector => Sector,
    Severity => Severity,
    Sex => Sex,
    Status => RequestStatus,
    StructureKind => StructureKind,
}

cynic::impl_scalar!(Date, generated::Date);

/// An instant as the server writes it, RFC 3339 in UTC; the browser shows it in its own zone.
#[derive(cynic::Scalar, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cynic(graphql_type = "DateTime", schema_module = "generated")]
pub(crate) struct Instant(pub(crate) String);

/// A sentence that the server composed, in both languages.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
#[cynic(schema_module = "generated")]
pub(crate) struct Text {
    pub(crate) fr: String,
    pub(crate) en: String,
}
