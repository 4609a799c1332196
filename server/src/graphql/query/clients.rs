//! Readings of clients, and the limits that hold for them.

use async_graphql::{Context, ID, Object, Result};
use shared::id::StructureId;

use crate::graphql::client::{self, Client, Limits};
use crate::graphql::context::{coded, signed_in};

/// Readings of clients.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ClientQuery;

#[Object]
impl ClientQuery {
    /// The software of a structure, the latest first and what was revoked last. For ANS agents, managers of the
    /// structure and who represents it.
    #[graphql(complexity = "10 * child_complexity")]
    async fn clients(&self, context: &Context<'_>, structure_id: ID) -> Result<Vec<Client>> {
        signed_in(context).await?;
        let id = structure_id.parse().map(StructureId);
        let id = id.map_err(|_| coded(context, "NOT_FOUND"))?;
        client::clients_of(context, id).await
    }

    /// What one may ask for at most.
    async fn limits(&self) -> Limits {
        Limits::stated()
    }
}
