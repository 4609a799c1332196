//! What a manager does with a request.

use shared::value_set::CorrectionReason;

use super::node::reads_enum;
use super::refusal::mutation;
use super::request::Request;
use super::schema;
use super::send::Answered;
use super::values::Coded;

/// Value set `JDV_J125`, with the names of the schema.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RejectionReason {
    Aut,
    Cha,
    Def,
}

/// The request that a decision is about, as the manager saw it.
#[derive(Clone, Debug)]
pub(crate) struct Decision {
    pub(crate) id: String,
    pub(crate) revision: i32,
    /// Decide although another manager has the request open.
    pub(crate) take_over: bool,
    pub(crate) key: String,
}

/// What a manager vouches for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Attestations {
    pub(crate) conditions_checked: bool,
    pub(crate) identity_checked: bool,
    pub(crate) risk_acknowledged: bool,
}

#[derive(cynic::InputObject)]
struct ClaimRequestInput {
    id: cynic::Id,
    revision: i32,
    take_over: bool,
}

#[derive(cynic::InputObject)]
struct ReleaseRequestInput {
    id: cynic::Id,
    revision: i32,
}

#[derive(cynic::InputObject, Clone, Debug)]
pub(crate) struct CorrectionItemInput {
    pub(crate) field: String,
    pub(crate) code: Coded<CorrectionReason>,
    pub(crate) text: String,
}

#[derive(cynic::InputObject)]
struct RequestCorrectionInput {
    id: cynic::Id,
    revision: i32,
    take_over: bool,
    items: Vec<CorrectionItemInput>,
    text: String,
    idempotency_key: Option<String>,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "three boxes of one page, ticked independently"
)]
#[derive(cynic::InputObject)]
struct ValidateRequestInput {
    id: cynic::Id,
    revision: i32,
    take_over: bool,
    conditions_checked: bool,
    identity_checked: bool,
    risk_acknowledged: bool,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct RejectRequestInput {
    id: cynic::Id,
    revision: i32,
    take_over: bool,
    reason: RejectionReason,
    text: String,
    idempotency_key: Option<String>,
}

mutation!(claim_request(ClaimRequestInput) -> "ClaimRequestAnswer": Request
    else Stale | Claimed | InvalidTransition | IdempotencyConflict);
mutation!(release_request(ReleaseRequestInput) -> "ReleaseRequestAnswer": Request
    else Stale | InvalidTransition | IdempotencyConflict);
mutation!(request_correction(RequestCorrectionInput) -> "RequestCorrectionAnswer": Request
    else Stale | Claimed | InvalidTransition | InvalidDecision | OwnRequest | IdempotencyConflict);
mutation!(validate_request(ValidateRequestInput) -> "ValidateRequestAnswer": Request
    else Stale | Claimed | InvalidTransition | InvalidDecision | NotEligible | OwnRequest | NumbersExhausted | IdempotencyConflict);
mutation!(reject_request(RejectRequestInput) -> "RejectRequestAnswer": Request
    else Stale | Claimed | InvalidTransition | InvalidDecision | OwnRequest | IdempotencyConflict);

/// Takes the lease, or renews it.
pub(crate) fn claim(id: String, revision: i32, take_over: bool) -> Answered<Request> {
    claim_request::send(&ClaimRequestInput {
        id: cynic::Id::new(id),
        revision,
        take_over,
    })
}

pub(crate) fn release(id: String, revision: i32) -> Answered<Request> {
    release_request::send(&ReleaseRequestInput {
        id: cynic::Id::new(id),
        revision,
    })
}

pub(crate) fn request_correction(
    on: Decision,
    items: Vec<CorrectionItemInput>,
    text: String,
) -> Answered<Request> {
    request_correction::send(&RequestCorrectionInput {
        id: cynic::Id::new(on.id),
        revision: on.revision,
        take_over: on.take_over,
        items,
        text,
        idempotency_key: Some(on.key),
    })
}

pub(crate) fn validate(on: Decision, attestations: Attestations) -> Answered<Request> {
    validate_request::send(&ValidateRequestInput {
        id: cynic::Id::new(on.id),
        revision: on.revision,
        take_over: on.take_over,
        conditions_checked: attestations.conditions_checked,
        identity_checked: attestations.identity_checked,
        risk_acknowledged: attestations.risk_acknowledged,
        idempotency_key: Some(on.key),
    })
}

pub(crate) fn reject(on: Decision, reason: RejectionReason, text: String) -> Answered<Request> {
    reject_request::send(&RejectRequestInput {
        id: cynic::Id::new(on.id),
        revision: on.revision,
        take_over: on.take_over,
        reason,
        text,
        idempotency_key: Some(on.key),
    })
}

reads_enum! {
    RejectionReason {
        "AUT" => Self::Aut,
        "CHA" => Self::Cha,
        "DEF" => Self::Def,
    }
}
