//! What a manager decides of a request, and what it was decided on.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::eligibility::Verdict;
use crate::field_error::Field;
use crate::id::AccountId;
use crate::value_set::{CorrectionReason, IdentityDocument, RejectionReason};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Correction {
    pub by: AccountId,
    pub at: DateTime<Utc>,
    pub text: String,
    pub items: Vec<CorrectionItem>,
}

/// A field to correct, why, and what the manager says of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CorrectionItem {
    pub field: Field,
    pub code: CorrectionReason,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum Decision {
    Validated {
        attestations: Attestations,
        /// Which document was shown to the manager who filed in the person's stead.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<IdentityDocument>,
    },
    Rejected {
        reason: RejectionReason,
        text: String,
    },
}

/// What a manager attests when validating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attestations {
    pub conditions_checked: bool,
    pub identity_checked: bool,
    pub risk_acknowledged: bool,
}

/// On what a request is accepted.
#[derive(Clone, Debug)]
pub struct Accepted {
    pub verdict: Verdict,
    pub attestations: Attestations,
    pub document: Option<IdentityDocument>,
}
