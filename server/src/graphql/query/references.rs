//! Readings of imported reference data. For ANS agents.

use async_graphql::{Context, ID, Object, Result};
use uuid::Uuid;

use crate::graphql::context::{caller, coded, refused};
use crate::graphql::reference::{ReferenceVersion, ReferenceVersionDetail, detail, versions};
use crate::graphql::{DEFAULT_PAGE, MAX_PAGE};

/// Readings of imported reference data.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ReferenceQuery;

async fn agent_asks(context: &Context<'_>) -> Result<()> {
    let caller = caller(context).await?;
    let agent = caller.ans_agent();
    agent.map_err(|denied| refused(context, denied)).map(drop)
}

/// How many rows were asked for.
fn rows(context: &Context<'_>, first: Option<i32>) -> Result<i32> {
    let first = first.unwrap_or(DEFAULT_PAGE);
    if (0..=MAX_PAGE).contains(&first) {
        Ok(first)
    } else {
        Err(coded(context, "INVALID_ARGUMENT"))
    }
}

#[Object]
impl ReferenceQuery {
    /// The tables of reference data that were imported last, drafts too, the latest first; at most 100, 20 unless asked
    /// otherwise. What is in force without a version came with the portal. For ANS agents.
    #[graphql(
        complexity = "first.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE) as usize * child_complexity"
    )]
    async fn reference_versions(
        &self,
        context: &Context<'_>,
        first: Option<i32>,
    ) -> Result<Vec<ReferenceVersion>> {
        agent_asks(context).await?;
        let first = rows(context, first)?;
        versions(context, first.into()).await
    }

    /// One of them, with the rows that are otherwise than in the version that holds before it; at most 100, 20 unless
    /// asked otherwise. For ANS agents.
    #[graphql(
        complexity = "first.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE) as usize * child_complexity"
    )]
    async fn reference_version(
        &self,
        context: &Context<'_>,
        id: ID,
        first: Option<i32>,
    ) -> Result<Option<ReferenceVersionDetail>> {
        agent_asks(context).await?;
        let first = rows(context, first)?;
        let Ok(id) = id.parse::<Uuid>() else {
            return Ok(None);
        };
        detail(context, id, usize::try_from(first).unwrap_or_default()).await
    }
}
