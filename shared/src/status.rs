//! The states of a request, and the two routes that lead to one.

use serde::{Deserialize, Serialize};

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    Draft,
    Submitted,
    CorrectionRequested,
    Validated,
    Rejected,
    Withdrawn,
}

impl Status {
    pub const ALL: [Self; 6] = [
        Self::Draft,
        Self::Submitted,
        Self::CorrectionRequested,
        Self::Validated,
        Self::Rejected,
        Self::Withdrawn,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "DRAFT",
            Self::Submitted => "SUBMITTED",
            Self::CorrectionRequested => "CORRECTION_REQUESTED",
            Self::Validated => "VALIDATED",
            Self::Rejected => "REJECTED",
            Self::Withdrawn => "WITHDRAWN",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    /// A decided or withdrawn request never changes again.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Validated | Self::Rejected | Self::Withdrawn)
    }

    /// The person may write in the form.
    pub const fn is_editable(self) -> bool {
        matches!(self, Self::Draft | Self::CorrectionRequested)
    }
}

/// Who files the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Route {
    /// The professional files, a manager decides.
    Professional,
    /// A manager files and validates in one act.
    Manager,
}

impl Route {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Professional => "PROFESSIONAL",
            Self::Manager => "MANAGER",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Professional, Self::Manager]
            .into_iter()
            .find(|route| route.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_leads_back_to_its_state() {
        for status in Status::ALL {
            assert_eq!(Status::from_code(status.code()), Some(status));
            assert_eq!(serde_json::to_value(status).unwrap(), status.code());
        }
        for route in [Route::Professional, Route::Manager] {
            assert_eq!(Route::from_code(route.code()), Some(route));
        }
        assert_eq!(Status::from_code("draft"), None);
    }

    #[test]
    fn a_final_state_is_never_editable() {
        assert!(
            Status::ALL
                .iter()
                .all(|status| !(status.is_final() && status.is_editable()))
        );
    }
}
