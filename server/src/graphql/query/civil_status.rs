//! Readings of corrections of civil statuses.

use async_graphql::{Context, ID, Object, Result};
use shared::id::CorrectionId;
use uuid::Uuid;

use crate::graphql::civil_status::{
    CivilStatusCorrection, CivilStatusCorrectionConnection, CivilStatusCorrectionEdge,
    CivilStatusCorrectionFilter, readable,
};
use crate::graphql::connection::page_info;
use crate::graphql::context::{app, caller, coded, internal, refused, signed_in};
use crate::graphql::{DEFAULT_PAGE, MAX_PAGE};
use crate::store::Page;

/// Readings of corrections.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CivilStatusQuery;

#[Object]
impl CivilStatusQuery {
    /// A correction of a civil status, for the person, who asked, the ANS, and managers where the person works.
    async fn civil_status_correction(
        &self,
        context: &Context<'_>,
        id: ID,
    ) -> Result<Option<CivilStatusCorrection>> {
        signed_in(context).await?;
        let Ok(id) = id.parse() else { return Ok(None) };
        readable(context, CorrectionId(id)).await
    }

    /// Corrections of civil statuses, the oldest first, at most 100 a page. For ANS agents.
    #[graphql(
        complexity = "first.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE) as usize * child_complexity"
    )]
    async fn civil_status_corrections(
        &self,
        context: &Context<'_>,
        filter: Option<CivilStatusCorrectionFilter>,
        first: Option<i32>,
        after: Option<ID>,
    ) -> Result<CivilStatusCorrectionConnection> {
        let caller = caller(context).await?;
        let agent = caller
            .ans_agent()
            .map_err(|denied| refused(context, denied))?;
        let size = first.unwrap_or(DEFAULT_PAGE);
        let from = after.as_ref().map_or(Ok(Uuid::nil()), |id| id.parse());
        let (true, Ok(from)) = ((0..=MAX_PAGE).contains(&size), from) else {
            return Err(coded(context, "INVALID_ARGUMENT"));
        };
        let state = filter.and_then(|filter| filter.state).map(Into::into);
        let found = async {
            let mut tx = app(context).store.read().await?;
            let most = i64::from(size) + 1;
            tx.corrections(state, CorrectionId(from), most).await
        };
        let mut found = found.await.map_err(|error| internal(context, &error))?;
        let size = usize::try_from(size).unwrap_or_default();
        let more = found.len() > size;
        found.truncate(size);
        let edge = |case| {
            let node = CivilStatusCorrection::of_case(app(context), case, agent.signed_in);
            CivilStatusCorrectionEdge {
                cursor: node.cursor(),
                node,
            }
        };
        let edges: Vec<CivilStatusCorrectionEdge> = found.into_iter().map(edge).collect();
        let cursors: Vec<&str> = edges.iter().map(|edge| edge.cursor.as_str()).collect();
        let page = Page {
            limit: i64::try_from(size).unwrap_or_default(),
            from: None,
            backward: false,
        };
        let mut page_info = page_info(page, more, &cursors);
        page_info.has_previous_page = after.is_some();
        Ok(CivilStatusCorrectionConnection { edges, page_info })
    }
}
