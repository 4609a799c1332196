//! One thing said of a request: a stable code, how much it weighs, and what to do about it.

use serde::{Deserialize, Serialize};

use crate::catalogue;
use crate::field_error::Field;
use crate::newtype::coded_enum;
use crate::text::Text;

coded_enum! {
    Severity {
        Info = "INFO",
        Warning = "WARNING",
        Blocking = "BLOCKING",
    }
}

coded_enum! {
    /// What can be said about a request. Never renamed, never reused.
    FindingCode {
        EcpsOnlyNotAcknowledged = "ECPS_ONLY_NOT_ACKNOWLEDGED",
        DmpNotAcknowledged = "DMP_NOT_ACKNOWLEDGED",
        RiskNotAcknowledged = "RISK_NOT_ACKNOWLEDGED",
        TermsNotAccepted = "TERMS_NOT_ACCEPTED",
        StructureClosed = "STRUCTURE_CLOSED",
        RequestAlreadyOpen = "REQUEST_ALREADY_OPEN",
        IdentityDocumentNotChecked = "IDENTITY_DOCUMENT_NOT_CHECKED",
        PossibleDuplicate = "POSSIBLE_DUPLICATE",
        EmailNotConfirmed = "EMAIL_NOT_CONFIRMED",
        MaybeOwnRequest = "MAYBE_OWN_REQUEST",
        RoleOutOfScope = "ROLE_OUT_OF_SCOPE",
        SectorNotSanitaire = "SECTOR_NOT_SANITAIRE",
        NeedNotDeclared = "NEED_NOT_DECLARED",
        StructureWithoutManager = "STRUCTURE_WITHOUT_MANAGER",
        UnderWorkingAge = "UNDER_WORKING_AGE",
        StartDateTooFar = "START_DATE_TOO_FAR",
        IdentityNotCertified = "IDENTITY_NOT_CERTIFIED",
        AlreadyRegistered = "ALREADY_REGISTERED",
        BirthPlaceUnknown = "BIRTH_PLACE_UNKNOWN",
        SectorUnknown = "SECTOR_UNKNOWN",
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub code: FindingCode,
    pub severity: Severity,
    pub risk: bool,
    pub field: Option<Field>,
}

impl Finding {
    pub fn text(&self) -> Text {
        catalogue::finding(self.code).text
    }

    /// What to do about it.
    pub fn remedy(&self) -> Text {
        catalogue::finding(self.code).remedy
    }

    /// Where the rule comes from.
    pub fn source(&self) -> &'static str {
        catalogue::finding(self.code).source
    }
}

impl FindingCode {
    /// The field to look at, where there is one.
    pub const fn field(self) -> Option<Field> {
        let field = match self {
            Self::EcpsOnlyNotAcknowledged => Field::EcpsOnlyAcknowledged,
            Self::DmpNotAcknowledged => Field::DmpAcknowledged,
            Self::RiskNotAcknowledged => Field::RiskAcknowledged,
            Self::TermsNotAccepted => Field::TermsVersion,
            Self::StructureClosed
            | Self::RequestAlreadyOpen
            | Self::SectorNotSanitaire
            | Self::StructureWithoutManager
            | Self::SectorUnknown => Field::StructureFiness,
            Self::IdentityDocumentNotChecked => Field::IdentityChecked,
            Self::EmailNotConfirmed => Field::Email,
            Self::RoleOutOfScope => Field::Role,
            Self::NeedNotDeclared => Field::HealthDataNeed,
            Self::UnderWorkingAge | Self::StartDateTooFar => Field::StartDate,
            Self::BirthPlaceUnknown => Field::BirthPlace,
            Self::PossibleDuplicate
            | Self::MaybeOwnRequest
            | Self::IdentityNotCertified
            | Self::AlreadyRegistered => return None,
        };
        Some(field)
    }
}
