//! Readings of who looked at whose data, and of what is kept how long.

use async_graphql::{Context, ID, Object, Result};
use shared::id::RequestId;
use shared::rpps::RppsNumber;

use crate::graphql::access::{AccessConnection, ShownTo, accesses};
use crate::graphql::context::{app, caller, coded, internal, refused, signed_in};
use crate::graphql::retention::{self, RetentionRule};
use crate::graphql::{DEFAULT_PAGE, MAX_PAGE};
use crate::store::AccessScope;

/// Readings of who looked at whose data.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct AccessQuery;

#[Object]
impl AccessQuery {
    /// Who looked at the caller's own data, or at one request that the caller filed: when, in which part, what for. The
    /// latest first, at most 100 a page.
    #[graphql(
        complexity = "first.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE) as usize * child_complexity"
    )]
    async fn accesses(
        &self,
        context: &Context<'_>,
        request_id: Option<ID>,
        first: Option<i32>,
        after: Option<ID>,
    ) -> Result<AccessConnection> {
        let signed_in = signed_in(context).await?;
        let scope = match request_id {
            None => AccessScope::Own(signed_in.account, signed_in.person),
            Some(id) => {
                let not_found = || coded(context, "NOT_FOUND");
                let id = id.parse().map(RequestId).map_err(|_| not_found())?;
                let view = async { app(context).store.read().await?.request(id).await };
                let view = view.await.map_err(|error| internal(context, &error))?;
                let own = view.is_some_and(|view| view.request.owner == signed_in.account);
                if !own {
                    return Err(not_found());
                }
                AccessScope::Request(id)
            }
        };
        accesses(context, scope, ShownTo::Person, (first, after)).await
    }

    /// What is kept how long, as this portal is configured; for ANS agents with the last run of each rule.
    async fn retention_rules(&self, context: &Context<'_>) -> Result<Vec<RetentionRule>> {
        retention::rules(context).await
    }

    /// Who looked at a person's data, by RPPS number, or at whose data somebody looked, by `SubjectNameID`: one of the
    /// two is given. The latest first, at most 100 a page. For ANS agents.
    #[graphql(
        complexity = "first.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE) as usize * child_complexity"
    )]
    async fn access_log(
        &self,
        context: &Context<'_>,
        rpps_number: Option<String>,
        reader: Option<String>,
        first: Option<i32>,
        after: Option<ID>,
    ) -> Result<AccessConnection> {
        caller(context)
            .await?
            .ans_agent()
            .map_err(|denied| refused(context, denied))?;
        let invalid = || coded(context, "INVALID_ARGUMENT");
        let number = rpps_number.as_deref().map(RppsNumber::parse_typed);
        let number = number.transpose().map_err(|_| invalid())?;
        let scope = match (&number, reader.as_deref().map(str::trim)) {
            (Some(number), None) => AccessScope::Person(number),
            (None, Some(reader)) if reader.len() <= 300 && !reader.contains('\0') => {
                AccessScope::Reader(reader)
            }
            _ => return Err(invalid()),
        };
        accesses(context, scope, ShownTo::Agent, (first, after)).await
    }
}
