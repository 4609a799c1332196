//! How imported reference data takes effect, or does not.

use async_graphql::{Context, ID, InputObject, Object, Result};

use super::{inputs, key, uuid, who};
use crate::graphql::answer::{DiscardReferenceVersionAnswer, ScheduleReferenceVersionAnswer};
use crate::graphql::context::{app, refused};
use crate::graphql::scalar::Date;
use crate::reference::{self, Asked};

inputs! {
    ScheduleReferenceVersionInput {
        id: ID,
        revision: i32,
        /// Its first day: today or later.
        effective_from: Date,
    }
    DiscardReferenceVersionInput { id: ID, revision: i32 }
}

/// Changes of reference data.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ReferenceMutation;

#[Object]
impl ReferenceMutation {
    /// Says from which day an imported table holds. For ANS agents.
    async fn schedule_reference_version(
        &self,
        context: &Context<'_>,
        input: ScheduleReferenceVersionInput,
    ) -> Result<ScheduleReferenceVersionAnswer> {
        let (caller, signed_in) = who(context).await?;
        let agent = caller
            .ans_agent()
            .map_err(|denied| refused(context, denied))?;
        let name = "scheduleReferenceVersion";
        let asked = Asked {
            id: uuid(context, &input.id)?,
            revision: input.revision,
            key: key(context, name, &signed_in, input.idempotency_key)?,
        };
        let done = reference::schedule(app(context), agent, asked, input.effective_from.0).await;
        ScheduleReferenceVersionAnswer::of(context, done).await
    }

    /// Gives up an imported table, or one whose first day has not come. For ANS agents.
    async fn discard_reference_version(
        &self,
        context: &Context<'_>,
        input: DiscardReferenceVersionInput,
    ) -> Result<DiscardReferenceVersionAnswer> {
        let (caller, signed_in) = who(context).await?;
        let agent = caller
            .ans_agent()
            .map_err(|denied| refused(context, denied))?;
        let name = "discardReferenceVersion";
        let asked = Asked {
            id: uuid(context, &input.id)?,
            revision: input.revision,
            key: key(context, name, &signed_in, input.idempotency_key)?,
        };
        let done = reference::discard(app(context), agent, asked).await;
        DiscardReferenceVersionAnswer::of(context, done).await
    }
}
