//! Registering in a person's stead, telling persons apart, and confirming what was typed.

use shared::registration::RawCivilStatus;
use shared::registration::RawRegistration;

use super::decision::Attestations;
use super::draft::RequestFormInput;
use super::node::reads;
use super::refusal::mutation;
use super::register::{Registration, Situation};
use super::request::{Identity, Request};
use super::schema;
use super::send::{Answered, Root, send};
use super::values::Instant;

/// Somebody registered who may be the person of a request.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct PossibleDuplicate {
    pub(crate) rpps_number: String,
    pub(crate) birth_name: String,
    pub(crate) first_names: Vec<String>,
    pub(crate) exercise_last_name: String,
    pub(crate) exercise_first_name: String,
    pub(crate) identity: Option<Identity>,
    pub(crate) comparison: Vec<ComparedField>,
    pub(crate) situations: Vec<Situation>,
    pub(crate) other_situations: i32,
    pub(crate) decision: Option<DuplicateDecision>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct ComparedField {
    pub(crate) field: String,
    pub(crate) same: bool,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct DuplicateDecision {
    pub(crate) same: bool,
    pub(crate) reason: String,
    pub(crate) decided_by: String,
}

/// What a manager typed of the caller.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct RegistrationToConfirm {
    pub(crate) structure_name: String,
    pub(crate) comparison: Vec<ComparedField>,
    pub(crate) confirmed_at: Option<Instant>,
    pub(crate) contested_at: Option<Instant>,
}

#[derive(cynic::QueryVariables)]
struct OfRequest {
    id: cynic::Id,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfRequest")]
struct DuplicatesOfRequest {
    #[arguments(requestId: $id)]
    possible_duplicates: Vec<PossibleDuplicate>,
}

impl Root for DuplicatesOfRequest {
    type Node = Vec<PossibleDuplicate>;
}

#[derive(cynic::QueryVariables)]
struct OfTyped {
    id: cynic::Id,
    typed: TypedCivilStatusInput,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfTyped")]
struct DuplicatesOfTyped {
    #[arguments(structureId: $id, civilStatus: $typed)]
    possible_duplicates_of: Vec<PossibleDuplicate>,
}

impl Root for DuplicatesOfTyped {
    type Node = Vec<PossibleDuplicate>;
}

#[derive(cynic::QueryVariables)]
struct ByToken {
    token: String,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ByToken")]
struct ToConfirm {
    #[arguments(token: $token)]
    registration_to_confirm: Option<RegistrationToConfirm>,
}

impl Root for ToConfirm {
    type Node = RegistrationToConfirm;
}

#[derive(cynic::InputObject)]
struct TypedCivilStatusInput {
    birth_name: String,
    first_names: Vec<String>,
    preferred_name: String,
    sex: String,
    birth_date: String,
    birth_country: String,
    birth_commune: String,
}

#[derive(cynic::InputObject)]
#[expect(
    clippy::struct_field_names,
    reason = "the names of what is typed a second time"
)]
struct RetypedInput {
    birth_name: String,
    birth_date: String,
    birth_place: String,
}

#[derive(cynic::InputObject, Clone)]
pub(crate) struct DuplicateResolutionInput {
    pub(crate) rpps_number: String,
    pub(crate) same: bool,
    pub(crate) reason: String,
}

#[derive(cynic::InputObject)]
struct RegisterProfessionalInput {
    civil_status: TypedCivilStatusInput,
    retyped: RetypedInput,
    form: RequestFormInput,
    identity_document: String,
    conditions_checked: bool,
    identity_checked: bool,
    risk_acknowledged: bool,
    duplicates: Vec<DuplicateResolutionInput>,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct ResolveDuplicateInput {
    id: cynic::Id,
    revision: i32,
    rpps_number: String,
    same: bool,
    reason: String,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct ConfirmRegistrationInput {
    token: String,
    idempotency_key: Option<String>,
}

mutation!(register_professional(RegisterProfessionalInput) -> "RegisterProfessionalAnswer": Request
    else InvalidForm | InvalidDecision | NotEligible | OwnRequest | NumbersExhausted | IdempotencyConflict);
mutation!(resolve_duplicate(ResolveDuplicateInput) -> "ResolveDuplicateAnswer": Request
    else Stale | InvalidTransition | InvalidDecision | OwnRequest | IdempotencyConflict);
mutation!(confirm_registration(ConfirmRegistrationInput) -> "ConfirmRegistrationAnswer": Registration
    else RegistrationDiffers | RegisteredTwice | LinkUnknown | LinkUsed | IdempotencyConflict);

/// Who may be the person of a request.
pub(crate) fn duplicates_of_request(id: String) -> Answered<Vec<PossibleDuplicate>> {
    send::<DuplicatesOfRequest>(
        "query($id:ID!){possibleDuplicates(requestId:$id)",
        &OfRequest {
            id: cynic::Id::new(id),
        },
    )
}

/// Who may be the person that is typed.
pub(crate) fn duplicates_of_typed(
    structure: cynic::Id,
    typed: RawCivilStatus,
) -> Answered<Vec<PossibleDuplicate>> {
    send::<DuplicatesOfTyped>(
        "query($id:ID!,$typed:TypedCivilStatusInput!){possibleDuplicatesOf(structureId:$id,civilStatus:$typed)",
        &OfTyped {
            id: structure,
            typed: typed.into(),
        },
    )
}

/// What the link is about.
pub(crate) fn to_confirm(token: String) -> Answered<RegistrationToConfirm> {
    send::<ToConfirm>(
        "query($token:String!){registrationToConfirm(token:$token)",
        &ByToken { token },
    )
}

pub(crate) fn confirm(token: String, key: String) -> Answered<Registration> {
    confirm_registration::send(&ConfirmRegistrationInput {
        token,
        idempotency_key: Some(key),
    })
}

pub(crate) fn tell_apart(
    (id, revision): (String, i32),
    said: DuplicateResolutionInput,
    key: String,
) -> Answered<Request> {
    resolve_duplicate::send(&ResolveDuplicateInput {
        id: cynic::Id::new(id),
        revision,
        rpps_number: said.rpps_number,
        same: said.same,
        reason: said.reason,
        idempotency_key: Some(key),
    })
}

pub(crate) fn register(
    typed: RawRegistration,
    attestations: Attestations,
    duplicates: Vec<DuplicateResolutionInput>,
    key: String,
) -> Answered<Request> {
    register_professional::send(&RegisterProfessionalInput {
        civil_status: typed.civil_status.into(),
        retyped: RetypedInput {
            birth_name: typed.retyped.birth_name,
            birth_date: typed.retyped.birth_date,
            birth_place: typed.retyped.birth_place,
        },
        form: typed.form.into(),
        identity_document: typed.identity_document,
        conditions_checked: attestations.conditions_checked,
        identity_checked: attestations.identity_checked,
        risk_acknowledged: attestations.risk_acknowledged,
        duplicates,
        idempotency_key: Some(key),
    })
}

impl From<RawCivilStatus> for TypedCivilStatusInput {
    fn from(typed: RawCivilStatus) -> Self {
        Self {
            birth_name: typed.birth_name,
            first_names: typed.first_names,
            preferred_name: typed.preferred_name,
            sex: typed.sex,
            birth_date: typed.birth_date,
            birth_country: typed.birth_country,
            birth_commune: typed.birth_commune,
        }
    }
}

reads! {
    PossibleDuplicate {
        rpps_number,
        birth_name,
        first_names,
        exercise_last_name,
        exercise_first_name,
        identity,
        comparison,
        situations,
        other_situations,
        decision,
    }
    ComparedField {
        field,
        same,
    }
    DuplicateDecision {
        same,
        reason,
        decided_by,
    }
    RegistrationToConfirm {
        structure_name,
        comparison,
        confirmed_at,
        contested_at,
    }
}
