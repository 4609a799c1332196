//! What somebody has read of what concerns them.

use async_graphql::{Context, ID, InputObject, Object, Result};

use super::{inputs, key, who};
use crate::graphql::answer::MarkNoticesReadAnswer;
use crate::graphql::context::{app, coded};
use crate::notices;

inputs! {
    MarkNoticesReadInput {
        /// The latest notice that was read; all before it are read too.
        up_to: ID,
    }
}

/// Changes of what somebody has read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct NoticeMutation;

#[Object]
impl NoticeMutation {
    /// Keeps that the caller's notices are read up to one, in every window and on every device.
    async fn mark_notices_read(
        &self,
        context: &Context<'_>,
        input: MarkNoticesReadInput,
    ) -> Result<MarkNoticesReadAnswer> {
        let (_, signed_in) = who(context).await?;
        let key = key(
            context,
            "markNoticesRead",
            &signed_in,
            input.idempotency_key,
        )?;
        let up_to = input.up_to.parse::<i64>();
        let up_to = up_to.map_err(|_| coded(context, "NOT_FOUND"))?;
        let done = notices::mark_read(app(context), &signed_in, up_to, key).await;
        MarkNoticesReadAnswer::of(context, done).await
    }
}
