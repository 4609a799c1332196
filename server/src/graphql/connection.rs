//! Relay connections over keyset pages.

use async_graphql::connection::PageInfo;
use async_graphql::{ComplexObject, Context, Error, Result, SimpleObject};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use shared::status::Status;
use uuid::Uuid;

use super::context::{app, coded, internal};
use super::request::Request;
use super::structure::Structure;
use super::{DEFAULT_PAGE, MAX_PAGE};
use crate::store::{Page, Scope};

/// A page of requests.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct RequestConnection {
    pub(super) edges: Vec<RequestEdge>,
    pub(super) page_info: PageInfo,
    #[graphql(skip)]
    pub(super) scope: Scope,
    #[graphql(skip)]
    pub(super) status: Option<Status>,
}

#[derive(Clone, SimpleObject)]
pub(crate) struct RequestEdge {
    pub(super) cursor: String,
    pub(super) node: Request,
}

#[ComplexObject]
impl RequestConnection {
    async fn nodes(&self) -> Vec<&Request> {
        self.edges.iter().map(|edge| &edge.node).collect()
    }

    /// How many there are in all, from kept counters.
    async fn total_count(&self, context: &Context<'_>) -> Result<i64> {
        let count = async {
            app(context)
                .store
                .read()
                .await?
                .count_requests(&self.scope, self.status)
                .await
        };
        count.await.map_err(|error| internal(context, &error))
    }
}

/// A page of structures.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct StructureConnection {
    pub(super) edges: Vec<StructureEdge>,
    pub(super) page_info: PageInfo,
}

#[derive(Clone, SimpleObject)]
pub(crate) struct StructureEdge {
    pub(super) cursor: String,
    pub(super) node: Structure,
}

#[ComplexObject]
impl StructureConnection {
    async fn nodes(&self) -> Vec<&Structure> {
        self.edges.iter().map(|edge| &edge.node).collect()
    }
}

/// Where a page is asked to begin and end.
pub(super) struct PageArguments {
    pub(super) first: Option<i32>,
    pub(super) after: Option<String>,
    pub(super) last: Option<i32>,
    pub(super) before: Option<String>,
}

impl PageArguments {
    /// The keyset page; forward unless `last` is given.
    pub(super) fn page(&self, context: &Context<'_>) -> Result<Page, Error> {
        let invalid = || coded(context, "INVALID_ARGUMENT");
        let backward = self.last.is_some();
        let (size, from) = match (self.first, self.last) {
            (Some(_), Some(_)) => return Err(invalid()),
            (_, Some(last)) if self.after.is_none() => (last, self.before.as_deref()),
            (first, None) if self.before.is_none() => {
                (first.unwrap_or(DEFAULT_PAGE), self.after.as_deref())
            }
            _ => return Err(invalid()),
        };
        if !(0..=MAX_PAGE).contains(&size) {
            return Err(invalid());
        }
        let from = from
            .map(|cursor| key_of(cursor).ok_or_else(invalid))
            .transpose()?;
        Ok(Page {
            limit: size.into(),
            from,
            backward,
        })
    }
}

/// The cursor of a row: where it stands in the order, opaque.
pub(super) fn cursor(at: i64, id: Uuid) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(format!("{at}:{id}"))
}

fn key_of(cursor: &str) -> Option<(i64, Uuid)> {
    let (at, id) = text_key_of(cursor)?;
    Some((at.parse().ok()?, id))
}

/// The cursor of a row that is ordered by a text.
pub(super) fn text_cursor(text: &str, id: Uuid) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(format!("{text}:{id}"))
}

pub(super) fn text_key_of(cursor: &str) -> Option<(String, Uuid)> {
    let text = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let (text, id) = text.rsplit_once(':')?;
    Some((text.to_owned(), id.parse().ok()?))
}

/// What a page says of its surroundings.
pub(super) fn page_info(page: Page, more: bool, cursors: &[&str]) -> PageInfo {
    let (has_previous_page, has_next_page) = if page.backward {
        (more, page.from.is_some())
    } else {
        (page.from.is_some(), more)
    };
    PageInfo {
        has_previous_page,
        has_next_page,
        start_cursor: cursors.first().map(|cursor| (*cursor).to_owned()),
        end_cursor: cursors.last().map(|cursor| (*cursor).to_owned()),
    }
}
