//! Readings of questions to support.

use async_graphql::{Context, ID, Object, Result};
use shared::id::SupportId;

use crate::graphql::context::{app, caller, coded, internal, refused, signed_in};
use crate::graphql::support::{
    self, Reader, SupportCount, SupportQuestion, SupportQuestionConnection, SupportState,
};
use crate::graphql::{DEFAULT_PAGE, MAX_PAGE};
use crate::store::SupportScope;

/// Readings of questions to support.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SupportQuery;

#[Object]
impl SupportQuery {
    /// Questions to support in a state, at most 100 a page: what waits longest first, of the others the latest. For
    /// ANS agents.
    #[graphql(
        complexity = "first.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE) as usize * child_complexity"
    )]
    async fn support_questions(
        &self,
        context: &Context<'_>,
        #[graphql(default_with = "SupportState::Open")] state: SupportState,
        first: Option<i32>,
        after: Option<ID>,
    ) -> Result<SupportQuestionConnection> {
        let caller = caller(context).await?;
        let agent = caller
            .ans_agent()
            .map_err(|denied| refused(context, denied))?;
        let reader = Reader::Agent(agent.signed_in.account);
        let scope = SupportScope::State(state.into());
        support::questions(context, scope, reader, (first, after)).await
    }

    /// A question to support. For ANS agents.
    async fn support_question(&self, context: &Context<'_>, id: ID) -> Result<SupportQuestion> {
        let id = id
            .parse()
            .map(SupportId)
            .map_err(|_| coded(context, "NOT_FOUND"));
        // Who may not ask is told so, whatever is asked about.
        caller(context)
            .await?
            .ans_agent()
            .map_err(|denied| refused(context, denied))?;
        support::question(context, id?).await
    }

    /// Questions to support by state. For ANS agents.
    async fn support_counts(&self, context: &Context<'_>) -> Result<Vec<SupportCount>> {
        caller(context)
            .await?
            .ans_agent()
            .map_err(|denied| refused(context, denied))?;
        let counts = async { app(context).store.read().await?.support_counts().await };
        let counts = counts.await.map_err(|error| internal(context, &error))?;
        Ok(support::counted(&counts))
    }

    /// What the caller asked support, the latest first, at most 100 a page.
    #[graphql(
        complexity = "first.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE) as usize * child_complexity"
    )]
    async fn own_support_questions(
        &self,
        context: &Context<'_>,
        first: Option<i32>,
        after: Option<ID>,
    ) -> Result<SupportQuestionConnection> {
        let signed_in = signed_in(context).await?;
        let scope = SupportScope::Of(signed_in.account);
        support::questions(context, scope, Reader::Writer, (first, after)).await
    }
}
