//! Questions to support: asked by anybody, answered by agents of the ANS.

use async_graphql::{Context, Error, ID, InputObject, Object, Result};
use shared::id::SupportId;
use shared::support::RawQuestion;

use super::{LONGEST_KEY, body_hash, inputs, key, uuid, who};
use crate::caller::{Caller, SignedIn};
use crate::graphql::answer::{
    AnswerSupportAnswer, CloseSupportAnswer, ContactSupportAnswer, ReopenSupportAnswer,
    TakeSupportAnswer,
};
use crate::graphql::context::{ClientAddress, app, caller, coded, language, refused};
use crate::support::{self, Asked, Change};

inputs! {
    ContactSupportInput {
        /// Code of `SupportTopic`.
        topic: String,
        full_name: String,
        /// Where the answer goes.
        email: String,
        /// Reference of a request, as it was typed.
        #[graphql(default)] reference: String,
        /// The request itself: it is linked when the caller may see it, and else taken for a typed reference.
        request_id: Option<ID>,
        message: String,
    }
    TakeSupportInput { id: ID, revision: i32 }
    AnswerSupportInput { id: ID, revision: i32, message: String }
    CloseSupportInput { id: ID, revision: i32 }
    ReopenSupportInput { id: ID, revision: i32 }
}

/// Changes of questions to support.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SupportMutation;

#[Object]
impl SupportMutation {
    /// Writes to support, signed in or not; the answer comes by e-mail. An address that writes too often is refused as
    /// `RATE_LIMITED`.
    async fn contact_support(
        &self,
        context: &Context<'_>,
        input: ContactSupportInput,
    ) -> Result<ContactSupportAnswer> {
        let caller = caller(context).await?;
        if let Some(ClientAddress(address)) = context.data_opt() {
            app(context)
                .messages
                .take(*address, app(context).clock.now())
                .map_err(|_| coded(context, "RATE_LIMITED"))?;
        }
        let fits = |key: &String| (1..=LONGEST_KEY).contains(&key.len()) && !key.contains('\0');
        if !input.idempotency_key.as_ref().is_none_or(fits) {
            return Err(coded(context, "INVALID_ARGUMENT"));
        }
        let key = match input.idempotency_key {
            Some(key) => Some((key, body_hash(context)?)),
            None => None,
        };
        let asked = Asked {
            raw: RawQuestion {
                topic: input.topic,
                full_name: input.full_name,
                email: input.email,
                reference: input.reference,
                message: input.message,
            },
            request: input.request_id.map(|id| id.to_string()),
            language: language(context),
            key,
        };
        let done = support::contact(app(context), &caller, asked).await;
        ContactSupportAnswer::of(context, done).await
    }

    /// Says that the caller looks after a question. For ANS agents.
    async fn take_support(
        &self,
        context: &Context<'_>,
        input: TakeSupportInput,
    ) -> Result<TakeSupportAnswer> {
        let asked = (&input.id, input.revision, input.idempotency_key);
        let (caller, change) = asked_by_agent(context, "takeSupport", asked).await?;
        let agent = caller
            .ans_agent()
            .map_err(|denied| refused(context, denied))?;
        TakeSupportAnswer::of(context, support::take(app(context), agent, change).await).await
    }

    /// Answers a question by e-mail. For ANS agents.
    async fn answer_support(
        &self,
        context: &Context<'_>,
        input: AnswerSupportInput,
    ) -> Result<AnswerSupportAnswer> {
        let asked = (&input.id, input.revision, input.idempotency_key);
        let (caller, change) = asked_by_agent(context, "answerSupport", asked).await?;
        let agent = caller
            .ans_agent()
            .map_err(|denied| refused(context, denied))?;
        let done = support::answer(app(context), agent, change, &input.message).await;
        AnswerSupportAnswer::of(context, done).await
    }

    /// Closes a question, answered or not. For ANS agents.
    async fn close_support(
        &self,
        context: &Context<'_>,
        input: CloseSupportInput,
    ) -> Result<CloseSupportAnswer> {
        let asked = (&input.id, input.revision, input.idempotency_key);
        let (caller, change) = asked_by_agent(context, "closeSupport", asked).await?;
        let agent = caller
            .ans_agent()
            .map_err(|denied| refused(context, denied))?;
        CloseSupportAnswer::of(context, support::close(app(context), agent, change).await).await
    }

    /// Puts a question among those that wait again. For ANS agents.
    async fn reopen_support(
        &self,
        context: &Context<'_>,
        input: ReopenSupportInput,
    ) -> Result<ReopenSupportAnswer> {
        let asked = (&input.id, input.revision, input.idempotency_key);
        let (caller, change) = asked_by_agent(context, "reopenSupport", asked).await?;
        let agent = caller
            .ans_agent()
            .map_err(|denied| refused(context, denied))?;
        ReopenSupportAnswer::of(context, support::reopen(app(context), agent, change).await).await
    }
}

/// The agent who asks, and for which change. Who is no agent is told so, whatever is asked about.
async fn asked_by_agent(
    context: &Context<'_>,
    mutation: &'static str,
    (id, revision, given): (&ID, i32, Option<String>),
) -> Result<(Caller, Change), Error> {
    let (caller, signed_in): (Caller, std::sync::Arc<SignedIn>) = who(context).await?;
    caller
        .ans_agent()
        .map_err(|denied| refused(context, denied))?;
    let change = Change {
        id: SupportId(uuid(context, id)?),
        revision,
        key: key(context, mutation, &signed_in, given)?,
    };
    Ok((caller, change))
}
