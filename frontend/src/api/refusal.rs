//! The refusals a mutation may answer, each read once and turned into the one error.

use shared::status::Status;

use super::error::{ApiError, Detail};
use super::request::{Claim, FieldError, Request, Verdict};
use super::schema::{self, Instant};

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

plain!(AlreadyExists, IdempotencyConflict, InvalidSubject, NumbersExhausted, OwnRequest);

/// A refusal that brings one thing along.
macro_rules! detailed {
    ($($name:ident { $field:ident: $kind:ty } => $detail:expr),+ $(,)?) => {$(
        #[derive(cynic::QueryFragment)]
        pub(super) struct $name {
            code: String,
            text: String,
            $field: $kind,
        }

        impl From<$name> for ApiError {
            fn from(refusal: $name) -> Self {
                Self::refusal(refusal.code, refusal.text, $detail(refusal.$field))
            }
        }
    )+};
}

detailed! {
    Claimed { claim: Claim } => Detail::Claimed,
    FieldLocked { fields: Vec<String> } => Detail::Fields,
    InvalidDecision { errors: Vec<FieldError> } => Detail::Errors,
    InvalidForm { errors: Vec<FieldError> } => Detail::Errors,
    InvalidStructure { errors: Vec<FieldError> } => Detail::Errors,
    InvalidTransition { status: Status } => Detail::State,
    NotEditable { status: Status } => Detail::State,
    NotEligible { verdict: Verdict } => Detail::Verdict,
    TooManyCodes { retry_at: Instant } => Detail::RetryAt,
    WrongCode { attempts_left: i32 } => Detail::AttemptsLeft,
}

#[derive(cynic::QueryFragment)]
pub(super) struct Stale {
    code: String,
    text: String,
    current: Request,
    changed_fields: Vec<String>,
}

impl From<Stale> for ApiError {
    fn from(stale: Stale) -> Self {
        let detail = Detail::Stale { current: Box::new(stale.current), changed: stale.changed_fields };
        Self::refusal(stale.code, stale.text, detail)
    }
}

/// A mutation: `name(Input) -> Union: what was asked for, else its refusals`.
///
/// It becomes a module of that name with one function, `send`. The union's first member is what was
/// asked for; every other one is an error.
macro_rules! mutation {
    ($name:ident($input:ident) -> $answer:ident: $node:ident else $($refusal:ident)|+) => {
        mod $name {
            use cynic::MutationBuilder;

            use super::{$input, $node};
            use crate::api::error::ApiError;
            use crate::api::refusal::{$($refusal),+};
            use crate::api::schema;

            #[derive(cynic::QueryVariables)]
            struct Variables {
                input: $input,
            }

            #[derive(cynic::QueryFragment)]
            #[cynic(graphql_type = "Mutation", variables = "Variables")]
            struct Sent {
                #[arguments(input: $input)]
                $name: $answer,
            }

            #[derive(cynic::InlineFragments)]
            enum $answer {
                Done(Box<$node>),
                $($refusal($refusal),)+
                #[cynic(fallback)]
                Unknown,
            }

            pub(super) async fn send(input: $input) -> Result<$node, ApiError> {
                match crate::api::send::send(Sent::build(Variables { input })).await?.$name {
                    $answer::Done(node) => Ok(*node),
                    $($answer::$refusal(refusal) => Err(refusal.into()),)+
                    $answer::Unknown => Err(ApiError::code("UNREADABLE_ANSWER")),
                }
            }
        }
    };
}

pub(super) use mutation;
