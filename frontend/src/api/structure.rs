//! Structures, and who manages them.

use shared::structure::{Sector, StructureKind};

use super::node::reads;
use super::refusal::mutation;
use super::schema;
use super::send::{Answered, Root, send};
use super::values::{Coded, Instant};

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Structure {
    pub(crate) id: cynic::Id,
    pub(crate) finess: String,
    pub(crate) name: String,
    pub(crate) siret: Option<String>,
    pub(crate) town: Option<String>,
    pub(crate) sector: Coded<Sector>,
    pub(crate) closed: bool,
    pub(crate) has_manager: bool,
}

/// A structure with its managers, for those who may see them.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
#[cynic(graphql_type = "Structure")]
pub(crate) struct ManagedStructure {
    pub(crate) id: cynic::Id,
    pub(crate) finess: String,
    pub(crate) kind: Coded<StructureKind>,
    pub(crate) name: String,
    pub(crate) siret: Option<String>,
    pub(crate) town: Option<String>,
    pub(crate) sector: Coded<Sector>,
    pub(crate) closed: bool,
    pub(crate) has_manager: bool,
    pub(crate) designations: Vec<Designation>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Designation {
    pub(crate) id: cynic::Id,
    pub(crate) revision: i32,
    pub(crate) subject_name_id: String,
    pub(crate) since: Instant,
    pub(crate) suspended_at: Option<Instant>,
    pub(crate) revoked_at: Option<Instant>,
    pub(crate) turns: Vec<DesignationTurn>,
}

/// A designation was suspended, resumed or revoked.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct DesignationTurn {
    pub(crate) code: String,
    pub(crate) at: Instant,
    pub(crate) reason: String,
}

#[derive(cynic::QueryVariables)]
struct Search {
    search: String,
    first: i32,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Search")]
struct FoundStructures {
    #[arguments(search: $search, first: $first)]
    structures: StructureConnection,
}

impl Root for FoundStructures {
    type Node = StructureConnection;
}

#[derive(cynic::QueryFragment)]
pub(crate) struct StructureConnection {
    pub(crate) nodes: Vec<Structure>,
}

#[derive(cynic::QueryVariables)]
struct ByFiness {
    finess: String,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ByFiness")]
struct StructureByFiness {
    #[arguments(finess: $finess)]
    structure: Option<ManagedStructure>,
}

impl Root for StructureByFiness {
    type Node = Option<ManagedStructure>;
}

#[derive(cynic::InputObject)]
#[cynic(graphql_type = "CreateStructureInput")]
pub(crate) struct StructureInput {
    pub(crate) finess: String,
    pub(crate) kind: Coded<StructureKind>,
    pub(crate) name: String,
    pub(crate) siret: Option<String>,
    pub(crate) town: String,
    pub(crate) category: String,
    pub(crate) idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct DesignateManagerInput {
    structure_id: cynic::Id,
    subject_name_id: String,
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

mutation!(create_structure(StructureInput) -> "CreateStructureAnswer": ManagedStructure
    else InvalidStructure | AlreadyExists | IdempotencyConflict);
mutation!(designate_manager(DesignateManagerInput) -> "DesignateManagerAnswer": ManagedStructure
    else InvalidSubject | AlreadyExists | IdempotencyConflict);
mutation!(revoke_designation(RevokeDesignationInput) -> "RevokeDesignationAnswer": ManagedStructure
    else DesignationEnded | InvalidDecision | IdempotencyConflict);
mutation!(suspend_designation(SuspendDesignationInput) -> "SuspendDesignationAnswer": ManagedStructure
    else DesignationEnded | InvalidDecision | IdempotencyConflict);
mutation!(resume_designation(ResumeDesignationInput) -> "ResumeDesignationAnswer": ManagedStructure
    else DesignationEnded | InvalidDecision | IdempotencyConflict);

/// By FINESS or SIRET number, or by name; the first twenty.
pub(crate) fn structures(search: String) -> Answered<StructureConnection> {
    send::<FoundStructures>(
        "query($search:String!,$first:Int!){structures(search:$search,first:$first)",
        &Search { search, first: 20 },
    )
}

pub(crate) fn structure(finess: String) -> Answered<Option<ManagedStructure>> {
    send::<StructureByFiness>(
        "query($finess:String!){structure(finess:$finess)",
        &ByFiness { finess },
    )
}

pub(crate) fn create_structure(input: &StructureInput) -> Answered<ManagedStructure> {
    create_structure::send(input)
}

pub(crate) fn designate(
    structure: cynic::Id,
    subject_name_id: String,
    key: String,
) -> Answered<ManagedStructure> {
    let input = DesignateManagerInput {
        structure_id: structure,
        subject_name_id,
        idempotency_key: Some(key),
    };
    designate_manager::send(&input)
}

/// What an agent does to a designation.
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
    Structure {
        id,
        finess,
        name,
        siret,
        town,
        sector,
        closed,
        has_manager,
    }
    ManagedStructure {
        id,
        finess,
        kind,
        name,
        siret,
        town,
        sector,
        closed,
        has_manager,
        designations,
    }
    Designation {
        id,
        revision,
        subject_name_id,
        since,
        suspended_at,
        revoked_at,
        turns,
    }
    DesignationTurn {
        code,
        at,
        reason,
    }
    StructureConnection {
        nodes,
    }
}
