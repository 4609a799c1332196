//! Readings of a manager's own batches.

use async_graphql::{Context, ID, InputObject, Object, Result};
use shared::id::BatchId;
use shared::request::Attestations;
use shared::value_set::RejectionReason;

use crate::batches;
use crate::graphql::batch::{
    self, Batch, BatchDecision, BatchItem, BatchItemConnection, BatchItemEdge, ChosenRequestInput,
};
use crate::graphql::connection::page_info;
use crate::graphql::context::{app, caller, coded, internal, refused, signed_in};
use crate::graphql::{DEFAULT_PAGE, MAX_PAGE};
use crate::store::{Page, Task};

/// Batches that are listed.
const LISTED: i64 = 50;

/// A decision on many requests, to be tried.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct SimulateBatchInput {
    decision: BatchDecision,
    /// At most 500.
    items: Vec<ChosenRequestInput>,
    /// Of a validation: registrations at risk may be deleted later; those are refused unless this is given.
    #[graphql(default)]
    risk_acknowledged: bool,
}

/// Readings of batches.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct BatchQuery;

#[Object]
impl BatchQuery {
    /// The caller's own batches, the latest 50, the latest first.
    async fn batches(&self, context: &Context<'_>) -> Result<Vec<Batch>> {
        let signed_in = signed_in(context).await?;
        let found = async {
            let mut tx = app(context).store.read().await?;
            tx.batches_of(signed_in.account, LISTED).await
        };
        let found = found.await.map_err(|error| internal(context, &error))?;
        Ok(found.into_iter().map(Batch::from).collect())
    }

    /// One of the caller's own batches.
    async fn batch(&self, context: &Context<'_>, id: ID) -> Result<Option<Batch>> {
        if let Ok(id) = id.parse() {
            batch::found(context, BatchId(id)).await
        } else {
            signed_in(context).await?;
            Ok(None)
        }
    }

    /// What came of each item of one of the caller's own batches, in the order of the batch; at most 100 a page.
    #[graphql(
        complexity = "first.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE) as usize * child_complexity"
    )]
    async fn batch_items(
        &self,
        context: &Context<'_>,
        batch_id: ID,
        first: Option<i32>,
        after: Option<ID>,
    ) -> Result<BatchItemConnection> {
        let signed_in = signed_in(context).await?;
        let id = batch_id
            .parse()
            .map(BatchId)
            .map_err(|_| coded(context, "NOT_FOUND"))?;
        let size = first.unwrap_or(DEFAULT_PAGE);
        let from = after.as_ref().map_or(Ok(-1), |id| id.parse());
        let (true, Ok(from)) = ((0..=MAX_PAGE).contains(&size), from) else {
            return Err(coded(context, "INVALID_ARGUMENT"));
        };
        let found = async {
            let mut tx = app(context).store.read().await?;
            if tx.batch(id, signed_in.account).await?.is_none() {
                return Ok(None);
            }
            tx.batch_items(id, from, i64::from(size) + 1)
                .await
                .map(Some)
        };
        let found = found.await.map_err(|error| internal(context, &error))?;
        let mut found = found.ok_or_else(|| coded(context, "NOT_FOUND"))?;
        let size = usize::try_from(size).unwrap_or_default();
        let more = found.len() > size;
        found.truncate(size);
        let cursors: Vec<String> = found.iter().map(|item| item.position.to_string()).collect();
        let nodes = batch::items(context, found).await?;
        let page = Page {
            limit: i64::try_from(size).unwrap_or_default(),
            from: None,
            backward: false,
        };
        let shown: Vec<&str> = cursors.iter().map(String::as_str).collect();
        let mut page_info = page_info(page, more, &shown);
        page_info.has_previous_page = after.is_some();
        let edge = |(cursor, node): (String, &BatchItem)| BatchItemEdge {
            cursor,
            node: node.clone(),
        };
        Ok(BatchItemConnection {
            edges: cursors.into_iter().zip(&nodes).map(edge).collect(),
            nodes,
            page_info,
        })
    }

    /// What a decision on many requests would come to, without making any: an item that is pending would be done. The
    /// attestations are taken for given. For managers.
    #[graphql(complexity = "input.items.len().max(1) * child_complexity")]
    async fn simulate_batch(
        &self,
        context: &Context<'_>,
        input: SimulateBatchInput,
    ) -> Result<Vec<BatchItem>> {
        let caller = caller(context).await?;
        caller
            .manager_anywhere()
            .map_err(|denied| refused(context, denied))?;
        let chosen = batch::chosen(context, input.items)?;
        let task = match input.decision {
            BatchDecision::Validate => Task::Validate {
                attestations: Attestations {
                    conditions_checked: true,
                    identity_checked: true,
                    risk_acknowledged: input.risk_acknowledged,
                },
            },
            BatchDecision::Reject => Task::Reject {
                reason: RejectionReason::Aut,
                text: String::new(),
            },
        };
        match batches::simulate(app(context), &caller, &chosen, &task).await {
            Ok(found) => batch::items(context, found).await,
            Err(batches::Refused::Store(error)) => Err(internal(context, &error)),
            Err(_) => Err(coded(context, "INVALID_ARGUMENT")),
        }
    }
}
