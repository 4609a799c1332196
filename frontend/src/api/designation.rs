//! Designations, and the steps to them.

use shared::date::Date;
use shared::passport::{Party, State, Step};

use super::node::reads;
use super::refusal::mutation;
use super::schema;
use super::send::Answered;
use super::structure::ManagedStructure;
use super::values::{Coded, Instant};

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Designation {
    pub(crate) id: cynic::Id,
    pub(crate) revision: i32,
    pub(crate) state: Coded<State>,
    pub(crate) structure_name: String,
    pub(crate) subject_name_id: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) redeemed_by: Option<String>,
    pub(crate) since: Instant,
    pub(crate) starts_on: Option<Date>,
    pub(crate) ends_on: Option<Date>,
    pub(crate) suspended_at: Option<Instant>,
    pub(crate) revoked_at: Option<Instant>,
    pub(crate) ended_at: Option<Instant>,
    pub(crate) by_right: bool,
    pub(crate) granted_by: Option<String>,
    pub(crate) waits_for: Vec<Coded<Party>>,
    pub(crate) steps: Vec<Prerequisite>,
    pub(crate) turns: Vec<DesignationTurn>,
}

/// A step of a designation.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Prerequisite {
    pub(crate) kind: Coded<Step>,
    pub(crate) owner: Coded<Party>,
    pub(crate) needed: bool,
    pub(crate) done_on: Option<Date>,
    pub(crate) proof: Option<String>,
    pub(crate) ends_on: Option<Date>,
}

/// A designation was suspended, resumed or revoked, or came to its end.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct DesignationTurn {
    pub(crate) code: String,
    pub(crate) at: Instant,
    pub(crate) reason: String,
}

#[derive(cynic::InputObject)]
#[cynic(graphql_type = "DesignateManagerInput")]
pub(crate) struct DesignationInput {
    pub(crate) structure_id: cynic::Id,
    pub(crate) subject_name_id: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) starts_on: Option<Date>,
    pub(crate) ends_on: Option<Date>,
    pub(crate) idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
#[cynic(graphql_type = "RecordPrerequisiteInput")]
pub(crate) struct StepInput {
    pub(crate) id: cynic::Id,
    pub(crate) revision: i32,
    pub(crate) kind: Coded<Step>,
    pub(crate) done_on: Option<Date>,
    pub(crate) proof: String,
    pub(crate) ends_on: Option<Date>,
    pub(crate) idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct SendInvitationInput {
    id: cynic::Id,
    revision: i32,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct RedeemInvitationInput {
    token: String,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct RevokeDesignationInput {
    id: cynic::Id,
    revision: i32,
    reason: String,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct SuspendDesignationInput {
    id: cynic::Id,
    revision: i32,
    reason: String,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct ResumeDesignationInput {
    id: cynic::Id,
    revision: i32,
    reason: String,
    idempotency_key: Option<String>,
}

mutation!(designate_manager(DesignationInput) -> "DesignateManagerAnswer": ManagedStructure
    else InvalidDesignation | InvalidSubject | OwnDesignation | MandateEnded | ClosedStructure | AlreadyExists
        | IdempotencyConflict);
mutation!(record_prerequisite(StepInput) -> "RecordPrerequisiteAnswer": Designation
    else InvalidDesignation | NotYourStep | OwnDesignation | MandateEnded | DesignationEnded | IdempotencyConflict);
mutation!(send_invitation(SendInvitationInput) -> "SendInvitationAnswer": Designation
    else DesignationEnded | MandateEnded | IdempotencyConflict);
mutation!(redeem_invitation(RedeemInvitationInput) -> "RedeemInvitationAnswer": Designation
    else InvitationUnknown | InvitationUsed | OwnDesignation | AlreadyExists | IdempotencyConflict);
mutation!(revoke_designation(RevokeDesignationInput) -> "RevokeDesignationAnswer": ManagedStructure
    else DesignationEnded | InvalidDecision | MandateEnded | IdempotencyConflict);
mutation!(suspend_designation(SuspendDesignationInput) -> "SuspendDesignationAnswer": ManagedStructure
    else DesignationEnded | InvalidDecision | MandateEnded | IdempotencyConflict);
mutation!(resume_designation(ResumeDesignationInput) -> "ResumeDesignationAnswer": ManagedStructure
    else DesignationEnded | InvalidDecision | MandateEnded | IdempotencyConflict);

pub(crate) fn designate(input: &DesignationInput) -> Answered<ManagedStructure> {
    designate_manager::send(input)
}

pub(crate) fn record_step(input: &StepInput) -> Answered<Designation> {
    record_prerequisite::send(input)
}

pub(crate) fn invite_again(designation: Designation, key: String) -> Answered<Designation> {
    send_invitation::send(&SendInvitationInput {
        id: designation.id,
        revision: designation.revision,
        idempotency_key: Some(key),
    })
}

pub(crate) fn redeem(token: String, key: String) -> Answered<Designation> {
    redeem_invitation::send(&RedeemInvitationInput {
        token,
        idempotency_key: Some(key),
    })
}

/// What is done to a designation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    Revoke,
    Suspend,
    Resume,
}

pub(crate) fn turn(
    turn: Turn,
    designation: Designation,
    reason: String,
    key: String,
) -> Answered<ManagedStructure> {
    let Designation { id, revision, .. } = designation;
    let idempotency_key = Some(key);
    match turn {
        Turn::Revoke => revoke_designation::send(&RevokeDesignationInput {
            id,
            revision,
            reason,
            idempotency_key,
        }),
        Turn::Suspend => suspend_designation::send(&SuspendDesignationInput {
            id,
            revision,
            reason,
            idempotency_key,
        }),
        Turn::Resume => resume_designation::send(&ResumeDesignationInput {
            id,
            revision,
            reason,
            idempotency_key,
        }),
    }
}

reads! {
    Designation {
        id,
        revision,
        state,
        structure_name,
        subject_name_id,
        email,
        redeemed_by,
        since,
        starts_on,
        ends_on,
        suspended_at,
        revoked_at,
        ended_at,
        by_right,
        granted_by,
        waits_for,
        steps,
        turns,
    }
    Prerequisite {
        kind,
        owner,
        needed,
        done_on,
        proof,
        ends_on,
    }
    DesignationTurn {
        code,
        at,
        reason,
    }
}
