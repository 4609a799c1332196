//! What is done about registrations that were flagged.

use async_graphql::{Context, ID, InputObject, Object, Result};
use shared::id::{RegularisationId, SituationId};

use super::{inputs, key, uuid, who};
use crate::graphql::answer::{
    CancelRegularisationAnswer, NoticeRegularisationAnswer, ReplyRegularisationAnswer,
};
use crate::graphql::context::{app, refused};
use crate::graphql::scalar::Date;
use crate::regularisations::{self, RawNotice};

inputs! {
    NoticeRegularisationInput {
        situation_id: ID,
        reason: String,
        /// The last day to react.
        due_on: Date,
    }
    ReplyRegularisationInput { id: ID, revision: i32, text: String }
    CancelRegularisationInput { id: ID, revision: i32 }
}

/// Changes of regularisations.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RegularisationMutation;

#[Object]
impl RegularisationMutation {
    /// Gives notice that a flagged registration will be withdrawn: why, and the last day to react, 14 days ahead at least.
    /// For ANS agents.
    async fn notice_regularisation(
        &self,
        context: &Context<'_>,
        input: NoticeRegularisationInput,
    ) -> Result<NoticeRegularisationAnswer> {
        let (caller, signed_in) = who(context).await?;
        let agent = caller
            .ans_agent()
            .map_err(|denied| refused(context, denied))?;
        let key = key(
            context,
            "noticeRegularisation",
            &signed_in,
            input.idempotency_key,
        )?;
        let raw = RawNotice {
            situation: SituationId(uuid(context, &input.situation_id)?),
            reason: input.reason,
            due_on: input.due_on.0,
        };
        let done = regularisations::notice(app(context), agent, raw, key).await;
        NoticeRegularisationAnswer::of(context, done).await
    }

    /// Answers a notice. For the person whose registration it is about.
    async fn reply_regularisation(
        &self,
        context: &Context<'_>,
        input: ReplyRegularisationInput,
    ) -> Result<ReplyRegularisationAnswer> {
        let (caller, signed_in) = who(context).await?;
        let key = key(
            context,
            "replyRegularisation",
            &signed_in,
            input.idempotency_key,
        )?;
        let asked = (RegularisationId(uuid(context, &input.id)?), input.revision);
        let done = regularisations::reply(app(context), &caller, asked, &input.text, key).await;
        ReplyRegularisationAnswer::of(context, done).await
    }

    /// Takes a notice back: the registration stays, with its number. For ANS agents.
    async fn cancel_regularisation(
        &self,
        context: &Context<'_>,
        input: CancelRegularisationInput,
    ) -> Result<CancelRegularisationAnswer> {
        let (caller, signed_in) = who(context).await?;
        let agent = caller
            .ans_agent()
            .map_err(|denied| refused(context, denied))?;
        let key = key(
            context,
            "cancelRegularisation",
            &signed_in,
            input.idempotency_key,
        )?;
        let asked = (RegularisationId(uuid(context, &input.id)?), input.revision);
        let done = regularisations::cancel(app(context), agent, asked, key).await;
        CancelRegularisationAnswer::of(context, done).await
    }
}
