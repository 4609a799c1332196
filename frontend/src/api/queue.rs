//! Lists of requests: one's own, and those of the structures one manages.

use shared::status::Status;

use super::node::{reads, reads_enum};
use super::request::{Claim, Role};
use super::schema;
use super::send::{Answered, Root, send};
use super::values::{Coded, Instant};

/// A line of a list.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "Request")]
pub(crate) struct RequestRow {
    pub(crate) id: cynic::Id,
    pub(crate) reference: String,
    pub(crate) revision: i32,
    pub(crate) status: Coded<Status>,
    pub(crate) updated_at: Instant,
    pub(crate) submitted_at: Option<Instant>,
    pub(crate) identity: RowIdentity,
    pub(crate) structure: Option<RowStructure>,
    pub(crate) role: Option<Role>,
    pub(crate) claim: Option<Claim>,
    pub(crate) at_risk: bool,
    pub(crate) rpps_number: Option<String>,
    pub(crate) deleted_at: Option<Instant>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "Identity")]
pub(crate) struct RowIdentity {
    pub(crate) birth_name: String,
    pub(crate) first_names: Vec<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "Structure")]
pub(crate) struct RowStructure {
    pub(crate) finess: String,
    pub(crate) name: String,
}

/// One page of a list.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "RequestConnection")]
pub(crate) struct RequestPage {
    pub(crate) nodes: Vec<RequestRow>,
    pub(crate) page_info: PageInfo,
    pub(crate) total_count: i32,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct PageInfo {
    pub(crate) has_next_page: bool,
    pub(crate) end_cursor: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Copy, Debug, PartialEq)]
pub(crate) struct StatusCount {
    pub(crate) status: Coded<Status>,
    pub(crate) count: i32,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum QueueChangeKind {
    Arrived,
    Changed,
    Left,
    Resync,
}

#[derive(cynic::QueryFragment, Clone, Debug)]
pub(crate) struct QueueChange {
    pub(crate) kind: QueueChangeKind,
    pub(crate) request: Option<RequestRow>,
    pub(crate) counts: Vec<StatusCount>,
}

#[derive(cynic::Enum, Clone, Copy, Debug)]
enum RequestScope {
    Mine,
    Managed,
}

#[derive(cynic::Enum, Clone, Copy, Debug)]
enum RequestOrder {
    UpdatedDesc,
    SubmittedAsc,
}

#[derive(cynic::InputObject)]
struct RequestFilter {
    scope: RequestScope,
    status: Option<Coded<Status>>,
    structure_id: Option<cynic::Id>,
    search: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct ListVariables {
    filter: Option<RequestFilter>,
    order: Option<RequestOrder>,
    first: Option<i32>,
    after: Option<String>,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ListVariables")]
struct List {
    #[arguments(filter: $filter, orderBy: $order, first: $first, after: $after)]
    requests: RequestPage,
}

impl Root for List {
    type Node = RequestPage;
}

#[derive(cynic::QueryVariables)]
pub(super) struct OfStructure {
    pub(super) structure: Option<cynic::Id>,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfStructure")]
struct Counts {
    #[arguments(structureId: $structure)]
    queue_counts: Vec<StatusCount>,
}

impl Root for Counts {
    type Node = Vec<StatusCount>;
}

/// What a queue shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct QueueFilter {
    pub(crate) status: Option<Status>,
    pub(crate) structure: Option<String>,
    pub(crate) search: Option<String>,
}

/// The requests one filed, the last touched first.
pub(crate) fn mine() -> Answered<RequestPage> {
    list(
        RequestScope::Mine,
        RequestOrder::UpdatedDesc,
        QueueFilter::default(),
        None,
    )
}

/// The requests of the structures one manages; those that wait stand in the order they came.
pub(crate) fn queue(filter: QueueFilter, after: Option<String>) -> Answered<RequestPage> {
    let order = match filter.status {
        Some(Status::Submitted | Status::CorrectionRequested) => RequestOrder::SubmittedAsc,
        _ => RequestOrder::UpdatedDesc,
    };
    list(RequestScope::Managed, order, filter, after)
}

pub(crate) fn counts(structure: Option<String>) -> Answered<Vec<StatusCount>> {
    send::<Counts>(
        "query($structure:ID){queueCounts(structureId:$structure)",
        &OfStructure {
            structure: structure.map(cynic::Id::new),
        },
    )
}

fn list(
    scope: RequestScope,
    order: RequestOrder,
    filter: QueueFilter,
    after: Option<String>,
) -> Answered<RequestPage> {
    let QueueFilter {
        status,
        structure,
        search,
    } = filter;
    let filter = RequestFilter {
        scope,
        status: status.map(Coded),
        structure_id: structure.map(cynic::Id::new),
        search,
    };
    let variables = ListVariables {
        filter: Some(filter),
        order: Some(order),
        first: Some(50),
        after,
    };
    send::<List>(
        "query($filter:RequestFilter,$order:RequestOrder,$first:Int,$after:String){requests(filter:$filter,orderBy:$order,first:$first,after:$after)",
        &variables,
    )
}

reads! {
    RequestRow {
        id,
        reference,
        revision,
        status,
        updated_at,
        submitted_at,
        identity,
        structure,
        role,
        claim,
        at_risk,
        rpps_number,
        deleted_at,
    }
    RowIdentity {
        birth_name,
        first_names,
    }
    RowStructure {
        finess,
        name,
    }
    RequestPage {
        nodes,
        page_info,
        total_count,
    }
    PageInfo {
        has_next_page,
        end_cursor,
    }
    StatusCount {
        status,
        count,
    }
    QueueChange {
        kind,
        request,
        counts,
    }
}

reads_enum! {
    QueueChangeKind {
        "ARRIVED" => Self::Arrived,
        "CHANGED" => Self::Changed,
        "LEFT" => Self::Left,
        "RESYNC" => Self::Resync,
    }
}
