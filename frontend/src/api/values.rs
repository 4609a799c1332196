//! Enums and scalars of the schema that stand for types of `shared`.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::access;
use shared::civil_status::{self, Decision, DocumentKind};
use shared::date::Date;
use shared::eligibility::{Outcome, Severity};
use shared::entry::{ChangeKind, ChangeState};
use shared::identity::{Certification, Sex};
use shared::mandate::Quality;
use shared::passport::{Party, State, Step};
use shared::queue::Holder;
use shared::regularisation;
use shared::status::{Route, Status};
use shared::structure::{Department, Management, Sector, StructureKind};
use shared::support;
use shared::value_set::CorrectionReason;

use super::node::{Node, reads, reads_enum};
use super::schema;

/// An enum of `shared` whose codes are those of the schema: no second list of its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Coded<T>(pub(crate) T);

macro_rules! enums {
    ($($ours:ty => $theirs:ident),+ $(,)?) => {$(
        impl cynic::Enum for Coded<$ours> {
            type SchemaType = schema::$theirs;
        }

        impl cynic::coercions::CoercesTo<schema::$theirs> for Coded<$ours> {}

        impl schema::variable::Variable for Coded<$ours> {
            const TYPE: cynic::variables::VariableType = cynic::variables::VariableType::Named(stringify!($theirs));
        }
    )+};
}

enums! {
    access::Act => AccessAct,
    access::Part => AccessPart,
    access::Purpose => AccessPurpose,
    Certification => Certification,
    ChangeKind => RegistrationChangeKind,
    ChangeState => RegistrationChangeState,
    shared::entry::ClosingReason => ClosingReason,
    civil_status::State => CivilStatusCorrectionState,
    CorrectionReason => CorrectionCode,
    Decision => CivilStatusDecision,
    Department => Department,
    DocumentKind => IdentityDocumentKind,
    Holder => LeaseHolder,
    Management => Management,
    Outcome => Outcome,
    Party => Party,
    Quality => MandateQuality,
    regularisation::State => RegularisationState,
    Route => Route,
    Sector => Sector,
    Severity => Severity,
    Sex => Sex,
    State => DesignationState,
    Step => PrerequisiteKind,
    support::Side => SupportSide,
    support::State => SupportState,
    support::Topic => SupportTopic,
    Status => RequestStatus,
    StructureKind => StructureKind,
}

cynic::impl_scalar!(Date, schema::Date);

/// An instant as the server writes it, RFC 3339 in UTC; the browser shows it in its own zone.
#[derive(cynic::Scalar, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cynic(graphql_type = "DateTime")]
pub(crate) struct Instant(pub(crate) String);

/// A sentence that the server composed, in both languages.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) fr: String,
    pub(crate) en: String,
}

/// Those of the enums that know their values by code.
macro_rules! reads_coded {
    ($($ours:ty),+ $(,)?) => {$(
        impl Node for Coded<$ours> {
            fn read(value: Value) -> Option<Self> {
                <$ours>::from_code(value.as_str()?).map(Self)
            }
        }
    )+};
}

reads_coded!(
    ChangeKind,
    ChangeState,
    shared::entry::ClosingReason,
    civil_status::State,
    Decision,
    Department,
    DocumentKind,
    Holder,
    Management,
    Outcome,
    Party,
    Quality,
    Route,
    Sector,
    Severity,
    State,
    Status,
    Step,
    StructureKind,
    access::Act,
    access::Part,
    access::Purpose,
    regularisation::State,
    support::Side,
    support::State,
    support::Topic,
);

reads_enum! {
    Coded<Certification> {
        "FC" => Self(Certification::Fc),
        "FCP" => Self(Certification::Fcp),
        "NC" => Self(Certification::Nc),
    }
    Coded<Sex> {
        "M" => Self(Sex::M),
        "F" => Self(Sex::F),
        "I" => Self(Sex::I),
    }
}

reads! {
    Text {
        fr,
        en,
    }
}

impl Node for Instant {
    fn read(value: Value) -> Option<Self> {
        String::read(value).map(Self)
    }
}
