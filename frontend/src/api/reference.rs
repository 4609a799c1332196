//! Imported reference data, as the ANS schedules it, and the roles that are offered.

use shared::date::Date;

use super::node::{reads, reads_enum};
use super::refusal::mutation;
use super::schema;
use super::send::{Answered, Root, send};

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReferenceKind {
    Roles,
    ValueSets,
    Communes,
    Countries,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReferenceVersionState {
    Draft,
    Scheduled,
    InForce,
    Past,
    Discarded,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct ReferenceVersion {
    pub(crate) id: cynic::Id,
    pub(crate) revision: i32,
    pub(crate) kind: ReferenceKind,
    pub(crate) state: ReferenceVersionState,
    pub(crate) effective_from: Date,
    pub(crate) rows: i32,
    pub(crate) added: i32,
    pub(crate) changed: i32,
    pub(crate) ended: i32,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct ReferenceVersionDetail {
    pub(crate) version: ReferenceVersion,
    pub(crate) differences: Vec<ReferenceRowDifference>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct ReferenceRowDifference {
    pub(crate) key: String,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

/// A role that is offered, by its official label.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "Role")]
pub(crate) struct NamedRole {
    pub(crate) code: String,
    pub(crate) label: String,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct Roles {
    roles: Vec<NamedRole>,
}

impl Root for Roles {
    type Node = Vec<NamedRole>;
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct All {
    #[arguments(first: 100)]
    reference_versions: Vec<ReferenceVersion>,
}

impl Root for All {
    type Node = Vec<ReferenceVersion>;
}

#[derive(cynic::QueryVariables)]
struct OfVersion {
    id: cynic::Id,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfVersion")]
struct One {
    #[arguments(id: $id, first: 100)]
    reference_version: Option<ReferenceVersionDetail>,
}

impl Root for One {
    type Node = Option<ReferenceVersionDetail>;
}

#[derive(cynic::InputObject)]
struct ScheduleReferenceVersionInput {
    id: cynic::Id,
    revision: i32,
    effective_from: Date,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct DiscardReferenceVersionInput {
    id: cynic::Id,
    revision: i32,
    idempotency_key: Option<String>,
}

mutation!(schedule_reference_version(ScheduleReferenceVersionInput) -> "ScheduleReferenceVersionAnswer": ReferenceVersion
    else InvalidDecision | OutOfDate | ReferenceFixed | IdempotencyConflict);
mutation!(discard_reference_version(DiscardReferenceVersionInput) -> "DiscardReferenceVersionAnswer": ReferenceVersion
    else OutOfDate | ReferenceFixed | IdempotencyConflict);

/// The roles that are offered today.
pub(crate) fn roles() -> Answered<Vec<NamedRole>> {
    send::<Roles>("{roles", &())
}

/// The last hundred versions, the latest first.
pub(crate) fn reference_versions() -> Answered<Vec<ReferenceVersion>> {
    send::<All>("{referenceVersions(first:100)", &())
}

pub(crate) fn reference_version(id: String) -> Answered<Option<ReferenceVersionDetail>> {
    let id = cynic::Id::new(id);
    send::<One>(
        "query($id:ID!){referenceVersion(id:$id,first:100)",
        &OfVersion { id },
    )
}

pub(crate) fn schedule_reference(
    id: cynic::Id,
    revision: i32,
    effective_from: Date,
    key: String,
) -> Answered<ReferenceVersion> {
    schedule_reference_version::send(&ScheduleReferenceVersionInput {
        id,
        revision,
        effective_from,
        idempotency_key: Some(key),
    })
}

pub(crate) fn discard_reference(
    id: cynic::Id,
    revision: i32,
    key: String,
) -> Answered<ReferenceVersion> {
    discard_reference_version::send(&DiscardReferenceVersionInput {
        id,
        revision,
        idempotency_key: Some(key),
    })
}

reads! {
    ReferenceVersion {
        id,
        revision,
        kind,
        state,
        effective_from,
        rows,
        added,
        changed,
        ended,
    }
    ReferenceVersionDetail {
        version,
        differences,
    }
    ReferenceRowDifference {
        key,
        before,
        after,
    }
    NamedRole {
        code,
        label,
    }
}

reads_enum! {
    ReferenceKind {
        "ROLES" => Self::Roles,
        "VALUE_SETS" => Self::ValueSets,
        "COMMUNES" => Self::Communes,
        "COUNTRIES" => Self::Countries,
    }
    ReferenceVersionState {
        "DRAFT" => Self::Draft,
        "SCHEDULED" => Self::Scheduled,
        "IN_FORCE" => Self::InForce,
        "PAST" => Self::Past,
        "DISCARDED" => Self::Discarded,
    }
}
