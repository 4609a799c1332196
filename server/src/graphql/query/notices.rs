//! What concerns the caller, and the texts that managers keep for one another.

use async_graphql::{Context, ID, Object, Result};
use shared::id::StructureId;

use crate::graphql::context::coded;
use crate::graphql::notice::{self, NoticeConnection, NoticeCount};
use crate::graphql::reason_template::{self, ReasonTemplate};
use crate::graphql::{DEFAULT_PAGE, MAX_PAGE};

/// Readings of notices and of kept texts.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct NoticeQuery;

#[Object]
impl NoticeQuery {
    /// What concerns the caller, the latest first, at most 100 a page: outcomes of their own requests, changes of their
    /// rights, leases that were taken over, and for managers what arrived in the last thirty days, a structure and a day
    /// together.
    #[graphql(
        complexity = "first.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE) as usize * child_complexity"
    )]
    async fn notices(
        &self,
        context: &Context<'_>,
        first: Option<i32>,
        after: Option<ID>,
    ) -> Result<NoticeConnection> {
        notice::page(context, after, first).await
    }

    /// How many of these are unread.
    async fn unread_notices(&self, context: &Context<'_>) -> Result<NoticeCount> {
        notice::unread(context).await
    }

    /// The texts that the managers of a structure keep for rejections and corrections. For its managers.
    #[graphql(complexity = "10 * child_complexity")]
    async fn reason_templates(
        &self,
        context: &Context<'_>,
        structure_id: ID,
    ) -> Result<Vec<ReasonTemplate>> {
        let id = structure_id.parse().map(StructureId);
        let id = id.map_err(|_| coded(context, "NOT_FOUND"))?;
        reason_template::templates(context, id).await
    }
}
