//! Readings of the feed of events.

use async_graphql::connection::PageInfo;
use async_graphql::{Context, Object, Result};

use crate::feed;
use crate::graphql::context::{app, coded, internal, signed_in};
use crate::graphql::event::{Event, EventConnection, EventEdge, position};
use crate::graphql::{DEFAULT_PAGE, MAX_PAGE};

/// Readings of the feed of events.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct EventQuery;

#[Object]
impl EventQuery {
    /// What happened after a cursor, the oldest first, at most 100 a page and 20 unless asked otherwise: of the caller's
    /// own requests, of the structures that the caller manages or represents, or all of it for ANS agents. The order
    /// never changes: who goes on from the last cursor reads each event once, and none is missing. A right is asked as
    /// it is now: what somebody may not see any more is not told, and what they may see from now on is told from
    /// wherever they begin. `eventStream` goes on from the same cursors.
    #[graphql(
        complexity = "first.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE) as usize * child_complexity"
    )]
    async fn events(
        &self,
        context: &Context<'_>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Result<EventConnection> {
        let signed_in = signed_in(context).await?;
        let invalid = || coded(context, "INVALID_ARGUMENT");
        let from = after
            .as_deref()
            .map(|cursor| position(cursor).ok_or_else(invalid));
        let from = from.transpose()?.unwrap_or_default();
        let size = first.unwrap_or(DEFAULT_PAGE);
        if !(0..=MAX_PAGE).contains(&size) {
            return Err(invalid());
        }
        let app = app(context);
        let today = app.clock.today();
        let scope = feed::scope(&signed_in, today);
        let found = async {
            let mut tx = app.store.read().await?;
            tx.feed(&scope, from, today, i64::from(size) + 1).await
        };
        let mut found = found.await.map_err(|error| internal(context, &error))?;
        let most = usize::try_from(size).unwrap_or_default();
        let has_next_page = found.len() > most;
        found.truncate(most);
        let edges: Vec<EventEdge> = found
            .iter()
            .map(|event| {
                let node = Event::new(app, event);
                EventEdge {
                    cursor: node.cursor.clone(),
                    node,
                }
            })
            .collect();
        Ok(EventConnection {
            page_info: PageInfo {
                has_previous_page: after.is_some(),
                has_next_page,
                start_cursor: edges.first().map(|edge| edge.cursor.clone()),
                end_cursor: edges.last().map(|edge| edge.cursor.clone()).or(after),
            },
            edges,
        })
    }
}
