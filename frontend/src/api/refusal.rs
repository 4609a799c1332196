//! The refusals a mutation may answer, each read once and turned into the one error.

use shared::status::Status;

use super::error::{ApiError, Detail};
use super::request::{Claim, FieldError, Request, Verdict};
use super::schema;
use super::values::{Coded, Instant};

/// A refusal with nothing but its code and its sentence.
macro_rules! plain {
    ($($name:ident),+) => {$(
        #[derive(cynic::QueryFragment)]
        pub(super) struct $name {
            code: String,
            text: String,
        }

        impl From<$name> for ApiError {
            fn from(refusal: $name) -> Self {
                Self::refusal(refusal.code, refusal.text, Detail::None)
            }
        }
    )+};
}

plain!(
    AlreadyExists,
    DesignationEnded,
    IdempotencyConflict,
    InvalidSubject,
    NumbersExhausted,
    OwnRequest
);

/// How a refusal that brings one thing along becomes the error.
macro_rules! detailed {
    ($($name:ident($field:ident) => $detail:expr;)+) => {$(
        impl From<$name> for ApiError {
            fn from(refusal: $name) -> Self {
                Self::refusal(refusal.code, refusal.text, $detail(refusal.$field))
            }
        }
    )+};
}

detailed! {
    Claimed(claim) => Detail::Claimed;
    FieldLocked(fields) => Detail::Fields;
    InvalidDecision(errors) => Detail::Errors;
    InvalidForm(errors) => Detail::Errors;
    InvalidStructure(errors) => Detail::Errors;
    InvalidTransition(status) => (|status: Coded<Status>| Detail::State(status.0));
    NotEditable(status) => (|status: Coded<Status>| Detail::State(status.0));
    NotEligible(verdict) => Detail::Verdict;
    TooManyCodes(retry_at) => Detail::RetryAt;
    WrongCode(attempts_left) => Detail::AttemptsLeft;
}

#[derive(cynic::QueryFragment)]
pub(super) struct Claimed {
    code: String,
    text: String,
    claim: Claim,
}

#[derive(cynic::QueryFragment)]
pub(super) struct FieldLocked {
    code: String,
    text: String,
    fields: Vec<String>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct InvalidDecision {
    code: String,
    text: String,
    errors: Vec<FieldError>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct InvalidForm {
    code: String,
    text: String,
    errors: Vec<FieldError>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct InvalidStructure {
    code: String,
    text: String,
    errors: Vec<FieldError>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct InvalidTransition {
    code: String,
    text: String,
    status: Coded<Status>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct NotEditable {
    code: String,
    text: String,
    status: Coded<Status>,
}

#[derive(cynic::QueryFragment)]
pub(super) struct NotEligible {
    code: String,
    text: String,
    verdict: Verdict,
}

#[derive(cynic::QueryFragment)]
pub(super) struct TooManyCodes {
    code: String,
    text: String,
    retry_at: Instant,
}

#[derive(cynic::QueryFragment)]
pub(super) struct WrongCode {
    code: String,
    text: String,
    attempts_left: i32,
}

#[derive(cynic::QueryFragment)]
pub(super) struct Stale {
    code: String,
    text: String,
    current: Box<Request>,
    changed_fields: Vec<String>,
}

impl From<Stale> for ApiError {
    fn from(stale: Stale) -> Self {
        let detail = Detail::Stale {
            current: stale.current,
            changed: stale.changed_fields,
        };
        Self::refusal(stale.code, stale.text, detail)
    }
}

/// A mutation: `name(Input) -> "Union": what was asked for, else its refusals`.
///
/// It becomes a module of that name with one function, `send`. The union's first member is what was
/// asked for; every other one is an error.
macro_rules! mutation {
    ($name:ident($given:ident) -> $answer:tt: $node:ident else $($refusal:ident)|+) => {
        mod $name {
            use cynic::MutationBuilder;

            use super::{$given, $node};
            use crate::api::error::ApiError;
            use crate::api::refusal::{$($refusal),+};
            use crate::api::schema;

            #[derive(cynic::QueryVariables)]
            struct Variables {
                input: $given,
            }

            #[derive(cynic::QueryFragment)]
            #[cynic(graphql_type = "Mutation", variables = "Variables")]
            struct Sent {
                #[arguments(input: $input)]
                $name: Answer,
            }

            // Named here and not by the caller: the derives mix names of both places otherwise.
            #[derive(cynic::InlineFragments)]
            #[cynic(graphql_type = $answer)]
            enum Answer {
                Done(Box<$node>),
                $($refusal($refusal),)+
                #[cynic(fallback)]
                Unknown,
            }

            pub(super) async fn send(input: $given) -> Result<$node, ApiError> {
                match crate::api::send::send(Sent::build(Variables { input })).await?.$name {
                    Answer::Done(node) => Ok(*node),
                    $(Answer::$refusal(refusal) => Err(refusal.into()),)+
                    Answer::Unknown => Err(ApiError::code("UNREADABLE_ANSWER")),
                }
            }
        }
    };
}

pub(super) use mutation;
