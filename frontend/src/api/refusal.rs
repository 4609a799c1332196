//! The refusals a mutation may answer: what is asked of each, and the one way to read them.

use serde_json::Value;
use shared::status::Status;

use super::error::{ApiError, Detail};
use super::node::{Node, Object};
use super::values::Coded;

/// Reads any refusal: its code, its sentence, and the one thing that it may bring along.
pub(super) fn refusal(value: Value) -> Option<ApiError> {
    let mut object = Object::of(value)?;
    let code: String = object.take("code")?;
    let text = object.take("text")?;
    let detail = match code.as_str() {
        "STALE" => Detail::Stale {
            current: object.take("current")?,
            changed: object.take("changed_fields")?,
        },
        "CLAIMED" => Detail::Claimed(object.take("claim")?),
        "NOT_ELIGIBLE" => Detail::Verdict(object.take("verdict")?),
        "FIELD_LOCKED" | "REGISTRATION_DIFFERS" => Detail::Fields(object.take("fields")?),
        "WRONG_CODE" => Detail::AttemptsLeft(object.take("attempts_left")?),
        "TOO_MANY_CODES" => Detail::RetryAt(object.take("retry_at")?),
        "INVALID_RULE_SET" => Detail::Rules(object.take("problems")?),
        "INVALID_BATCH" => Detail::Batch(object.take("problem")?),
        "INVALID_TRANSITION" | "NOT_EDITABLE" => {
            let Coded(status): Coded<Status> = object.take("status")?;
            Detail::State(status)
        }
        _ => Option::read(object.take("errors")?)?.map_or(Detail::None, Detail::Errors),
    };
    Some(ApiError::refusal(code, text, detail))
}

/// What is asked of each refusal: they are checked against the schema when this is built, and
/// [`refusal`] reads what they ask for.
pub(super) mod asked {
    use crate::api::batch::BatchProblem;
    use crate::api::node::reads;
    use crate::api::request::{Claim, FieldError, Request, Verdict};
    use crate::api::rules::RuleSetProblem;
    use crate::api::schema;
    use crate::api::values::{Coded, Instant};
    use shared::status::Status;

    macro_rules! plain {
        ($($name:ident),+ $(,)?) => {$(
            #[derive(cynic::QueryFragment)]
            pub(in crate::api) struct $name {
                code: String,
                text: String,
            }

            reads! { $name { code, text } }
        )+};
    }

    plain!(
        AlreadyExists,
        ChangeUnderWay,
        ClosedStructure,
        CorrectionUnderWay,
        DesignationEnded,
        DuplicatePerson,
        IdempotencyConflict,
        InvalidSubject,
        InvitationUnknown,
        InvitationUsed,
        LinkUnknown,
        LinkUsed,
        MandateEnded,
        NotSimulated,
        NotYourStep,
        NumbersExhausted,
        OutOfDate,
        OwnCorrection,
        OwnDesignation,
        OwnRequest,
        OwnSituation,
        ReferenceFixed,
        RegisteredTwice,
        RuleSetFixed,
        SameAgent,
        SituationEnded,
        WrongSupportState,
    );

    #[derive(cynic::QueryFragment)]
    pub(in crate::api) struct Claimed {
        code: String,
        text: String,
        claim: Claim,
    }

    #[derive(cynic::QueryFragment)]
    pub(in crate::api) struct FieldLocked {
        code: String,
        text: String,
        fields: Vec<String>,
    }

    #[derive(cynic::QueryFragment)]
    pub(in crate::api) struct InvalidDecision {
        code: String,
        text: String,
        errors: Vec<FieldError>,
    }

    #[derive(cynic::QueryFragment)]
    pub(in crate::api) struct InvalidClient {
        code: String,
        text: String,
        errors: Vec<FieldError>,
    }

    #[derive(cynic::QueryFragment)]
    pub(in crate::api) struct InvalidCorrection {
        code: String,
        text: String,
        errors: Vec<FieldError>,
    }

    #[derive(cynic::QueryFragment)]
    pub(in crate::api) struct InvalidChange {
        code: String,
        text: String,
        errors: Vec<FieldError>,
    }

    #[derive(cynic::QueryFragment)]
    pub(in crate::api) struct InvalidForm {
        code: String,
        text: String,
        errors: Vec<FieldError>,
    }

    #[derive(cynic::QueryFragment)]
    pub(in crate::api) struct InvalidStructure {
        code: String,
        text: String,
        errors: Vec<FieldError>,
    }

    #[derive(cynic::QueryFragment)]
    pub(in crate::api) struct InvalidMandate {
        code: String,
        text: String,
        errors: Vec<FieldError>,
    }

    #[derive(cynic::QueryFragment)]
    pub(in crate::api) struct InvalidMessage {
        code: String,
        text: String,
        errors: Vec<FieldError>,
    }

    #[derive(cynic::QueryFragment)]
    pub(in crate::api) struct InvalidOrganisation {
        code: String,
        text: String,
        errors: Vec<FieldError>,
    }

    #[derive(cynic::QueryFragment)]
    pub(in crate::api) struct InvalidDesignation {
        code: String,
        text: String,
        errors: Vec<FieldError>,
    }

    #[derive(cynic::QueryFragment)]
    pub(in crate::api) struct InvalidRuleSet {
        code: String,
        text: String,
        problems: Vec<RuleSetProblem>,
    }

    #[derive(cynic::QueryFragment)]
    pub(in crate::api) struct InvalidBatch {
        code: String,
        text: String,
        problem: BatchProblem,
    }

    #[derive(cynic::QueryFragment)]
    pub(in crate::api) struct InvalidTransition {
        code: String,
        text: String,
        status: Coded<Status>,
    }

    #[derive(cynic::QueryFragment)]
    pub(in crate::api) struct NotEditable {
        code: String,
        text: String,
        status: Coded<Status>,
    }

    #[derive(cynic::QueryFragment)]
    pub(in crate::api) struct NotEligible {
        code: String,
        text: String,
        verdict: Verdict,
    }

    #[derive(cynic::QueryFragment)]
    pub(in crate::api) struct RegistrationDiffers {
        code: String,
        text: String,
        fields: Vec<String>,
    }

    #[derive(cynic::QueryFragment)]
    pub(in crate::api) struct TooManyCodes {
        code: String,
        text: String,
        retry_at: Instant,
    }

    #[derive(cynic::QueryFragment)]
    pub(in crate::api) struct WrongCode {
        code: String,
        text: String,
        attempts_left: i32,
    }

    #[derive(cynic::QueryFragment)]
    pub(in crate::api) struct Stale {
        code: String,
        text: String,
        current: Box<Request>,
        changed_fields: Vec<String>,
    }

    reads! {
        Claimed { code, text, claim }
        FieldLocked { code, text, fields }
        InvalidBatch { code, text, problem }
        InvalidChange { code, text, errors }
        InvalidClient { code, text, errors }
        InvalidCorrection { code, text, errors }
        InvalidDecision { code, text, errors }
        InvalidDesignation { code, text, errors }
        InvalidForm { code, text, errors }
        InvalidMandate { code, text, errors }
        InvalidMessage { code, text, errors }
        InvalidOrganisation { code, text, errors }
        InvalidRuleSet { code, text, problems }
        InvalidStructure { code, text, errors }
        InvalidTransition { code, text, status }
        NotEditable { code, text, status }
        NotEligible { code, text, verdict }
        RegistrationDiffers { code, text, fields }
        TooManyCodes { code, text, retry_at }
        WrongCode { code, text, attempts_left }
        Stale { code, text, current, changed_fields }
    }
}

/// A mutation: `name(Input) -> "Union": what was asked for, else its refusals`.
///
/// It becomes a module of that name with one function, `send`. The union's first member is what was
/// asked for; every other one is an error.
macro_rules! mutation {
    ($name:ident($given:ident) -> $answer:tt: $node:ident else $($refusal:ident)|+) => {
        mod $name {
            use super::{$given, $node};
            use crate::api::refusal::asked::{$($refusal),+};
            use crate::api::send::{Answered, Member, ask};

            pub(super) fn send(input: &$given) -> Answered<$node> {
                let members = [Member::of::<$node>(), $(Member::of::<$refusal>()),+];
                ask(stringify!($name), input, &members)
            }

            mod checked {
                #![expect(dead_code, reason = "only checked against the schema")]

                use super::{$given, $node, $($refusal),+};
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
            }
        }
    };
}

pub(super) use mutation;
