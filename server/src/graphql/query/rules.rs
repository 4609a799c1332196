//! Readings of rule sets, drafts too. For ANS agents.

use async_graphql::{Context, ID, Object, Result};
use shared::id::SimulationId;
use uuid::Uuid;

use crate::graphql::connection::page_info;
use crate::graphql::context::{app, caller, coded, internal, refused};
use crate::graphql::rule_set::{
    RuleSetVersion, SimulationCase, SimulationCaseConnection, SimulationCaseEdge,
};
use crate::graphql::{DEFAULT_PAGE, MAX_PAGE};
use crate::store::Page;

/// Readings of rule sets.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RuleQuery;

async fn agent_asks(context: &Context<'_>) -> Result<()> {
    let caller = caller(context).await?;
    let agent = caller.ans_agent();
    agent.map_err(|denied| refused(context, denied)).map(drop)
}

#[Object]
impl RuleQuery {
    /// Every rule set, drafts too, the latest first. For ANS agents.
    async fn rule_sets(&self, context: &Context<'_>) -> Result<Vec<RuleSetVersion>> {
        agent_asks(context).await?;
        let found = async { app(context).store.read().await?.kept_rule_sets().await };
        let found = found.await.map_err(|error| internal(context, &error))?;
        Ok(found
            .into_iter()
            .map(|kept| RuleSetVersion::new(app(context), kept))
            .collect())
    }

    /// A rule set by its name, a draft too. For ANS agents.
    async fn rule_set_version(
        &self,
        context: &Context<'_>,
        name: String,
    ) -> Result<Option<RuleSetVersion>> {
        agent_asks(context).await?;
        if name.contains('\0') {
            return Ok(None);
        }
        let found = async { app(context).store.read().await?.rule_set_named(&name).await };
        let found = found.await.map_err(|error| internal(context, &error))?;
        Ok(found.map(|kept| RuleSetVersion::new(app(context), kept)))
    }

    /// What a draft judges otherwise, of one run; at most 100 a page. For ANS agents.
    #[graphql(
        complexity = "first.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE) as usize * child_complexity"
    )]
    async fn simulation_cases(
        &self,
        context: &Context<'_>,
        simulation_id: ID,
        first: Option<i32>,
        after: Option<ID>,
    ) -> Result<SimulationCaseConnection> {
        agent_asks(context).await?;
        let id = simulation_id
            .parse()
            .map(SimulationId)
            .map_err(|_| coded(context, "NOT_FOUND"))?;
        let size = first.unwrap_or(DEFAULT_PAGE);
        let from = after.as_ref().map_or(Ok(Uuid::nil()), |id| id.parse());
        let (true, Ok(from)) = ((0..=MAX_PAGE).contains(&size), from) else {
            return Err(coded(context, "INVALID_ARGUMENT"));
        };
        let found = async {
            let mut tx = app(context).store.read().await?;
            tx.simulation_cases(id, from, i64::from(size) + 1).await
        };
        let mut found = found.await.map_err(|error| internal(context, &error))?;
        let size = usize::try_from(size).unwrap_or_default();
        let more = found.len() > size;
        found.truncate(size);
        let edges: Vec<SimulationCaseEdge> = found
            .into_iter()
            .map(|found| SimulationCaseEdge {
                cursor: found.case.id.to_string(),
                node: SimulationCase::from(found),
            })
            .collect();
        let cursors: Vec<&str> = edges.iter().map(|edge| edge.cursor.as_str()).collect();
        let page = Page {
            limit: i64::try_from(size).unwrap_or_default(),
            from: None,
            backward: false,
        };
        let mut page_info = page_info(page, more, &cursors);
        page_info.has_previous_page = after.is_some();
        Ok(SimulationCaseConnection {
            nodes: edges.iter().map(|edge| edge.node.clone()).collect(),
            edges,
            page_info,
        })
    }
}
