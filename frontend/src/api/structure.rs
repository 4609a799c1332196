//! Structures, with who represents and who manages them.

use shared::structure::{Sector, StructureKind};

use super::designation::Designation;
use super::mandate::{Mandate, Organisation};
use super::node::reads;
use super::refusal::mutation;
use super::schema;
use super::send::{Answered, Root, send};
use super::values::Coded;

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
    pub(crate) mandates: Vec<Mandate>,
    pub(crate) organisation: Option<Organisation>,
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

#[derive(cynic::QueryFragment, Default)]
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

mutation!(create_structure(StructureInput) -> "CreateStructureAnswer": ManagedStructure
    else InvalidStructure | AlreadyExists | IdempotencyConflict);

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
        mandates,
        organisation,
    }
    StructureConnection {
        nodes,
    }
}
