//! What concerns oneself, and up to where it was read.

use super::node::reads;
use super::queue::PageInfo;
use super::refusal::mutation;
use super::schema;
use super::send::{Answered, Root, send};
use super::values::{Instant, Text};

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct Notice {
    pub(crate) id: cynic::Id,
    pub(crate) code: String,
    pub(crate) title: Text,
    pub(crate) detail: Text,
    pub(crate) at: Instant,
    pub(crate) count: i32,
    pub(crate) request_id: Option<cynic::Id>,
    pub(crate) structure_id: Option<cynic::Id>,
    pub(crate) structure_name: Option<String>,
    pub(crate) unread: bool,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct NoticeConnection {
    pub(crate) nodes: Vec<Notice>,
    pub(crate) page_info: PageInfo,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct NoticeCount {
    pub(crate) unread: i32,
    pub(crate) latest: Option<cynic::Id>,
}

#[derive(cynic::QueryVariables)]
struct After {
    after: Option<cynic::Id>,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "After")]
struct OwnNotices {
    #[arguments(first: 20, after: $after)]
    notices: NoticeConnection,
}

impl Root for OwnNotices {
    type Node = NoticeConnection;
}

#[derive(cynic::InputObject)]
struct MarkNoticesReadInput {
    up_to: cynic::Id,
    idempotency_key: Option<String>,
}

mutation!(mark_notices_read(MarkNoticesReadInput) -> "MarkNoticesReadAnswer": NoticeCount
    else IdempotencyConflict);

/// A page, the latest first.
pub(crate) fn notices(after: Option<cynic::Id>) -> Answered<NoticeConnection> {
    send::<OwnNotices>(
        "query($after:ID){notices(first:20,after:$after)",
        &After { after },
    )
}

/// Keeps that all are read up to one.
pub(crate) fn mark_read(up_to: cynic::Id) -> Answered<NoticeCount> {
    mark_notices_read::send(&MarkNoticesReadInput {
        up_to,
        idempotency_key: None,
    })
}

reads! {
    Notice {
        id,
        code,
        title,
        detail,
        at,
        count,
        request_id,
        structure_id,
        structure_name,
        unread,
    }
    NoticeConnection {
        nodes,
        page_info,
    }
    NoticeCount {
        unread,
        latest,
    }
}
