//! Lists of requests: one's own, and those of the structures one manages.

use shared::queue::{Holder, QueueView};
use shared::status::{Route, Status};

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
    pub(crate) is_wanted: bool,
    pub(crate) counts: Vec<StatusCount>,
}

#[derive(cynic::Enum, Clone, Copy, Debug)]
pub(super) enum RequestScope {
    Mine,
    Managed,
}

/// In which order a list comes.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RequestOrder {
    UpdatedDesc,
    UpdatedAsc,
    SubmittedAsc,
    SubmittedDesc,
}

#[derive(cynic::InputObject)]
pub(super) struct RequestFilter {
    scope: RequestScope,
    status: Option<Coded<Status>>,
    structure_id: Option<cynic::Id>,
    search: Option<String>,
    role: Option<String>,
    route: Option<Coded<Route>>,
    older_than_days: Option<i32>,
    at_risk: Option<bool>,
    holder: Option<Coded<Holder>>,
    finding: Option<String>,
}

impl RequestFilter {
    fn of(scope: RequestScope, view: &QueueView) -> Self {
        let wanted = &view.wanted;
        Self {
            scope,
            status: view.status.map(Coded),
            structure_id: view.structure.clone().map(cynic::Id::new),
            search: view.search.clone(),
            role: wanted.role.clone(),
            route: wanted.route.map(Coded),
            older_than_days: wanted.older_than_days,
            at_risk: wanted.at_risk,
            holder: wanted.holder.map(Coded),
            finding: wanted.finding.map(|finding| finding.code().to_owned()),
        }
    }
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

#[derive(cynic::QueryVariables)]
pub(super) struct OfFilter {
    filter: Option<RequestFilter>,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfFilter")]
struct Counts {
    #[arguments(filter: $filter)]
    queue_counts: Vec<StatusCount>,
}

impl Root for Counts {
    type Node = Vec<StatusCount>;
}

/// The requests one filed, the last touched first.
pub(crate) fn mine() -> Answered<RequestPage> {
    let filter = RequestFilter::of(RequestScope::Mine, &QueueView::default());
    list(filter, RequestOrder::UpdatedDesc, None)
}

/// The requests of the structures one manages.
pub(crate) fn queue(
    view: &QueueView,
    order: RequestOrder,
    after: Option<String>,
) -> Answered<RequestPage> {
    list(RequestFilter::of(RequestScope::Managed, view), order, after)
}

/// Of what a queue shows, by state.
pub(crate) fn counts(view: &QueueView) -> Answered<Vec<StatusCount>> {
    send::<Counts>(
        "query($filter:RequestFilter){queueCounts(filter:$filter)",
        &of_filter(view),
    )
}

pub(super) fn of_filter(view: &QueueView) -> OfFilter {
    OfFilter {
        filter: Some(RequestFilter::of(RequestScope::Managed, view)),
    }
}

fn list(
    filter: RequestFilter,
    order: RequestOrder,
    after: Option<String>,
) -> Answered<RequestPage> {
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
        is_wanted,
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
