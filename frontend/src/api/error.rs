//! The one error of every call: what went wrong, as a code with what belongs to it.

use shared::status::Status;

use super::batch::BatchProblem;
use super::request::{Claim, FieldError, Request, Verdict};
use super::rules::RuleSetProblem;
use super::values::Instant;

/// Why the server did not do what was asked, or was not reached.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ApiError {
    /// A code of the catalogue, or `NETWORK`, `TIMEOUT`, `UNREADABLE_ANSWER` when there was no answer.
    pub(crate) code: String,
    /// The sentence that came with it, for a code that this build does not know.
    pub(crate) text: String,
    pub(crate) detail: Detail,
}

/// What a refusal brings along.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Detail {
    None,
    Stale {
        current: Box<Request>,
        changed: Vec<String>,
    },
    Errors(Vec<FieldError>),
    Verdict(Verdict),
    Claimed(Claim),
    State(Status),
    Fields(Vec<String>),
    AttemptsLeft(i32),
    RetryAt(Instant),
    /// What is wrong with a draft of the rules.
    Rules(Vec<RuleSetProblem>),
    /// What is wrong with a batch or its file.
    Batch(BatchProblem),
}

impl ApiError {
    pub(super) fn code(code: &str) -> Self {
        Self::refusal(code.to_owned(), String::new(), Detail::None)
    }

    pub(super) fn refusal(code: String, text: String, detail: Detail) -> Self {
        Self { code, text, detail }
    }

    /// Nobody is signed in any more: the answer is a way to sign in again, not a retry.
    pub(crate) fn is_signed_out(&self) -> bool {
        matches!(self.code.as_str(), "NOT_SIGNED_IN" | "SESSION_ENDED")
    }

    /// The act is a sensitive one, and the sign-in too long ago for it.
    pub(crate) fn asks_for_a_new_sign_in(&self) -> bool {
        self.code == "SIGN_IN_AGAIN"
    }

    /// The same call may succeed in a moment.
    pub(crate) fn is_passing(&self) -> bool {
        matches!(
            self.code.as_str(),
            "NETWORK" | "TIMEOUT" | "UNAVAILABLE" | "INTERNAL"
        )
    }
}
