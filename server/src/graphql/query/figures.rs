//! Figures of queues. For managers.

use async_graphql::{Context, ID, Object, Result};

use super::{RequestFilter, managed};
use crate::graphql::context::{app, internal, signed_in};
use crate::graphql::dashboard::Dashboard;

/// Readings of figures.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FigureQuery;

#[Object]
impl FigureQuery {
    /// Figures of the structures that the caller manages, or of one of them, from kept counts. For managers.
    async fn dashboard(
        &self,
        context: &Context<'_>,
        structure_id: Option<ID>,
    ) -> Result<Dashboard> {
        let signed_in = signed_in(context).await?;
        let scope = managed(
            context,
            &signed_in,
            structure_id.as_ref(),
            &RequestFilter::default(),
        )?;
        let read = Dashboard::read(app(context), &scope).await;
        read.map_err(|error| internal(context, &error))
    }
}
