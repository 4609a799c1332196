//! Who represents a structure, and how it organises registration.

use shared::date::Date;
use shared::mandate::Quality;
use shared::structure::{Department, Management};

use super::node::reads;
use super::refusal::mutation;
use super::schema;
use super::send::Answered;
use super::structure::ManagedStructure;
use super::values::{Coded, Instant};

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mandate {
    pub(crate) id: cynic::Id,
    pub(crate) revision: i32,
    pub(crate) subject_name_id: String,
    pub(crate) quality: Coded<Quality>,
    pub(crate) granted_by_id: Option<cynic::Id>,
    pub(crate) since: Instant,
    pub(crate) ends_on: Option<Date>,
    pub(crate) ended_at: Option<Instant>,
    pub(crate) ended_reason: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Organisation {
    pub(crate) revision: i32,
    pub(crate) worth: Worth,
    pub(crate) department: Option<Coded<Department>>,
    pub(crate) managers_wished: Option<i32>,
    pub(crate) email: Option<String>,
    pub(crate) management: Coded<Management>,
    pub(crate) saved_at: Option<Instant>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four questions, answered independently"
)]
pub(crate) struct Worth {
    pub(crate) health_data_need: bool,
    pub(crate) roles_in_scope: bool,
    pub(crate) ecps_only_acknowledged: bool,
    pub(crate) dmp_acknowledged: bool,
}

#[derive(cynic::InputObject)]
#[cynic(graphql_type = "WorthInput")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four questions, answered independently"
)]
pub(crate) struct WorthInput {
    pub(crate) health_data_need: bool,
    pub(crate) roles_in_scope: bool,
    pub(crate) ecps_only_acknowledged: bool,
    pub(crate) dmp_acknowledged: bool,
}

#[derive(cynic::InputObject)]
#[cynic(graphql_type = "SaveOrganisationInput")]
pub(crate) struct OrganisationInput {
    pub(crate) structure_id: cynic::Id,
    pub(crate) revision: i32,
    pub(crate) worth: WorthInput,
    pub(crate) department: Option<Coded<Department>>,
    pub(crate) managers_wished: Option<i32>,
    pub(crate) email: Option<String>,
    pub(crate) management: Coded<Management>,
    pub(crate) idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
#[cynic(graphql_type = "RecordMandateInput")]
pub(crate) struct MandateInput {
    pub(crate) structure_id: cynic::Id,
    pub(crate) subject_name_id: String,
    pub(crate) quality: Coded<Quality>,
    pub(crate) granted_by_id: Option<cynic::Id>,
    pub(crate) email: Option<String>,
    pub(crate) ends_on: Option<Date>,
    pub(crate) idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct EndMandateInput {
    id: cynic::Id,
    revision: i32,
    reason: String,
    idempotency_key: Option<String>,
}

mutation!(save_organisation(OrganisationInput) -> "SaveOrganisationAnswer": ManagedStructure
    else InvalidOrganisation | MandateEnded | OutOfDate | IdempotencyConflict);
mutation!(record_mandate(MandateInput) -> "RecordMandateAnswer": ManagedStructure
    else InvalidMandate | InvalidSubject | OwnDesignation | MandateEnded | AlreadyExists | IdempotencyConflict);
mutation!(end_mandate(EndMandateInput) -> "EndMandateAnswer": ManagedStructure
    else InvalidDecision | OutOfDate | IdempotencyConflict);

pub(crate) fn organise(input: &OrganisationInput) -> Answered<ManagedStructure> {
    save_organisation::send(input)
}

pub(crate) fn mandate(input: &MandateInput) -> Answered<ManagedStructure> {
    record_mandate::send(input)
}

pub(crate) fn end_of_mandate(
    mandate: Mandate,
    reason: String,
    key: String,
) -> Answered<ManagedStructure> {
    end_mandate::send(&EndMandateInput {
        id: mandate.id,
        revision: mandate.revision,
        reason,
        idempotency_key: Some(key),
    })
}

reads! {
    Mandate {
        id,
        revision,
        subject_name_id,
        quality,
        granted_by_id,
        since,
        ends_on,
        ended_at,
        ended_reason,
    }
    Organisation {
        revision,
        worth,
        department,
        managers_wished,
        email,
        management,
        saved_at,
    }
    Worth {
        health_data_need,
        roles_in_scope,
        ecps_only_acknowledged,
        dmp_acknowledged,
    }
}
