//! Readings of webhooks.

use async_graphql::{Context, ID, Object, Result};
use shared::id::StructureId;

use crate::graphql::context::coded;
use crate::graphql::webhook::{self, Webhook};

/// Readings of webhooks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WebhookQuery;

#[Object]
impl WebhookQuery {
    /// A structure's webhooks, each with its last attempts. For who represents the structure, or its software.
    async fn webhooks(&self, context: &Context<'_>, structure_id: ID) -> Result<Vec<Webhook>> {
        let structure = structure_id.parse().map(StructureId);
        let structure = structure.map_err(|_| coded(context, "NOT_FOUND"))?;
        webhook::webhooks(context, structure).await
    }
}
