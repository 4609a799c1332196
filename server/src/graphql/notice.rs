//! What concerns the caller, as the log tells it.

use async_graphql::connection::PageInfo;
use async_graphql::{Context, Error, ID, Result, SimpleObject};
use chrono::{DateTime, Utc};
use shared::catalogue;
use uuid::Uuid;

use super::connection::page_info;
use super::context::{app, coded, internal, signed_in};
use super::scalar::Text;
use super::{DEFAULT_PAGE, MAX_PAGE};
use crate::store::{self, NoticeRow, Page};
use crate::{notices, store::StoreError};

/// Something that concerns the caller.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Notice {
    /// Number of the event in the portal's log; of what is told together, the latest.
    id: ID,
    code: String,
    title: Text,
    detail: Text,
    at: DateTime<Utc>,
    /// How many are told together: what arrived in a structure on one day.
    count: i64,
    /// What it is about, where it is a request.
    request_id: Option<ID>,
    structure_id: Option<ID>,
    structure_name: Option<String>,
    unread: bool,
}

/// A page of notices.
#[derive(SimpleObject)]
pub(crate) struct NoticeConnection {
    nodes: Vec<Notice>,
    edges: Vec<NoticeEdge>,
    page_info: PageInfo,
}

/// A notice in a page.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct NoticeEdge {
    cursor: String,
    node: Notice,
}

/// How much there is to read.
#[derive(Clone, Debug, PartialEq, Eq, SimpleObject)]
pub(crate) struct NoticeCount {
    /// Unread notices, counted up to a hundred.
    unread: i64,
    /// The latest notice, read or not.
    latest: Option<ID>,
}

impl From<NoticeRow> for Notice {
    fn from(row: NoticeRow) -> Self {
        let (title, detail) = catalogue::notice(&row.code);
        Self {
            id: row.event.to_string().into(),
            title: title.into(),
            detail: detail.into(),
            code: row.code,
            at: row.at,
            count: row.count,
            request_id: row.request.map(|id| id.to_string().into()),
            structure_id: row.structure.map(|id| id.to_string().into()),
            structure_name: row.structure_name,
            unread: row.is_unread,
        }
    }
}

impl From<store::NoticeCount> for NoticeCount {
    fn from(count: store::NoticeCount) -> Self {
        Self {
            unread: count.unread,
            latest: (count.latest > 0).then(|| count.latest.to_string().into()),
        }
    }
}

/// A page of the caller's notices.
pub(super) async fn page(
    context: &Context<'_>,
    after: Option<ID>,
    first: Option<i32>,
) -> Result<NoticeConnection, Error> {
    let signed_in = signed_in(context).await?;
    let invalid = || coded(context, "INVALID_ARGUMENT");
    let size = first.unwrap_or(DEFAULT_PAGE);
    let before = after.as_ref().map(|id| id.parse::<i64>());
    let before = before.transpose().map_err(|_| invalid())?;
    if !(0..=MAX_PAGE).contains(&size) {
        return Err(invalid());
    }
    let found = notices::notices(app(context), &signed_in, before, i64::from(size) + 1).await;
    let mut found = found.map_err(|error| internal(context, &error))?;
    let most = usize::try_from(size).unwrap_or_default();
    let more = found.len() > most;
    found.truncate(most);
    let edges: Vec<NoticeEdge> = found
        .into_iter()
        .map(|row| NoticeEdge {
            cursor: row.event.to_string(),
            node: row.into(),
        })
        .collect();
    let cursors: Vec<&str> = edges.iter().map(|edge| edge.cursor.as_str()).collect();
    let page = Page {
        limit: size.into(),
        from: None,
        backward: false,
    };
    let mut page_info = page_info(page, more, &cursors);
    page_info.has_previous_page = before.is_some();
    Ok(NoticeConnection {
        nodes: edges.iter().map(|edge| edge.node.clone()).collect(),
        edges,
        page_info,
    })
}

/// How many of the caller's notices are unread.
pub(super) async fn unread(context: &Context<'_>) -> Result<NoticeCount, Error> {
    let signed_in = signed_in(context).await?;
    let count = notices::count(app(context), &signed_in).await;
    count
        .map(NoticeCount::from)
        .map_err(|error: StoreError| internal(context, &error))
}

/// What there is to read when some were read.
pub(super) async fn left(context: &Context<'_>, _read_by: Uuid) -> Result<NoticeCount, Error> {
    unread(context).await
}
