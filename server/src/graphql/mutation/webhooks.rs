//! Changes of webhooks.

use async_graphql::{Context, Error, ID, InputObject, Object, Result};
use shared::id::{StructureId, WebhookId};

use super::{inputs, key, uuid, who};
use crate::caller::SignedIn;
use crate::graphql::answer::{
    CreateWebhookAnswer, DeleteWebhookAnswer, ReplayWebhookAnswer, RotateWebhookSecretAnswer,
    TestWebhookAnswer, UpdateWebhookAnswer,
};
use crate::graphql::context::{app, coded};
use crate::graphql::event::position;
use crate::webhooks::{self, Change};

inputs! {
    CreateWebhookInput {
        structure_id: ID,
        /// `https` on a public host; at most 500 characters.
        url: String,
    }
    UpdateWebhookInput {
        id: ID,
        revision: i32,
        /// As it is unless given.
        url: Option<String>,
        /// As it is unless given. Switched on, it goes on after the last event that was delivered.
        is_active: Option<bool>,
    }
    RotateWebhookSecretInput { id: ID, revision: i32 }
    DeleteWebhookInput { id: ID, revision: i32 }
    TestWebhookInput { id: ID, revision: i32 }
    ReplayWebhookInput {
        id: ID,
        revision: i32,
        /// Cursor of the last event that is not told again; null to begin with the first of all.
        from: Option<String>,
    }
}

/// Changes of webhooks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WebhookMutation;

#[Object]
impl WebhookMutation {
    /// Registers an address that is told of a structure's events from now on, of its sites' too if it is a legal entity;
    /// 10 at most. The answer shows the secret. For who represents the structure, or its software.
    async fn create_webhook(
        &self,
        context: &Context<'_>,
        input: CreateWebhookInput,
    ) -> Result<CreateWebhookAnswer> {
        let (caller, signed_in) = who(context).await?;
        let key = key(context, "createWebhook", &signed_in, input.idempotency_key)?;
        let structure = StructureId(uuid(context, &input.structure_id)?);
        let today = app(context).clock.today();
        let done = match webhooks::keeper_of(&caller, structure, today) {
            Ok(keeper) => webhooks::create(app(context), keeper, &input.url, key).await,
            Err(denied) => Err(denied.into()),
        };
        CreateWebhookAnswer::of(context, done).await
    }

    /// Gives a webhook another address, or switches it off or on. For who represents the structure, or its software.
    async fn update_webhook(
        &self,
        context: &Context<'_>,
        input: UpdateWebhookInput,
    ) -> Result<UpdateWebhookAnswer> {
        let (caller, signed_in) = who(context).await?;
        let asked = (&input.id, input.revision, input.idempotency_key);
        let change = change(context, "updateWebhook", &signed_in, asked)?;
        let to = (input.url, input.is_active);
        let done = webhooks::update(app(context), &caller, change, to).await;
        UpdateWebhookAnswer::of(context, done).await
    }

    /// Makes another secret, which the answer shows. The one before signs beside it for 24 hours. For who represents
    /// the structure, or its software.
    async fn rotate_webhook_secret(
        &self,
        context: &Context<'_>,
        input: RotateWebhookSecretInput,
    ) -> Result<RotateWebhookSecretAnswer> {
        let (caller, signed_in) = who(context).await?;
        let asked = (&input.id, input.revision, input.idempotency_key);
        let change = change(context, "rotateWebhookSecret", &signed_in, asked)?;
        let done = webhooks::rotate(app(context), &caller, change).await;
        RotateWebhookSecretAnswer::of(context, done).await
    }

    /// Forgets a webhook. For who represents the structure, or its software.
    async fn delete_webhook(
        &self,
        context: &Context<'_>,
        input: DeleteWebhookInput,
    ) -> Result<DeleteWebhookAnswer> {
        let (caller, signed_in) = who(context).await?;
        let asked = (&input.id, input.revision, input.idempotency_key);
        let change = change(context, "deleteWebhook", &signed_in, asked)?;
        let done = webhooks::delete(app(context), &caller, change).await;
        DeleteWebhookAnswer::of(context, done).await
    }

    /// Sends a message of the type `WEBHOOK_TEST` within seconds; what came of it is among `deliveries`. For who
    /// represents the structure, or its software.
    async fn test_webhook(
        &self,
        context: &Context<'_>,
        input: TestWebhookInput,
    ) -> Result<TestWebhookAnswer> {
        let (caller, signed_in) = who(context).await?;
        let asked = (&input.id, input.revision, input.idempotency_key);
        let change = change(context, "testWebhook", &signed_in, asked)?;
        let done = webhooks::test(app(context), &caller, change).await;
        TestWebhookAnswer::of(context, done).await
    }

    /// Tells again of everything after a cursor, under the same `webhook-id`s, and switches the webhook on. For
    /// who represents the structure, or its software.
    async fn replay_webhook(
        &self,
        context: &Context<'_>,
        input: ReplayWebhookInput,
    ) -> Result<ReplayWebhookAnswer> {
        let (caller, signed_in) = who(context).await?;
        let asked = (&input.id, input.revision, input.idempotency_key);
        let change = change(context, "replayWebhook", &signed_in, asked)?;
        let from = input
            .from
            .as_deref()
            .map(|cursor| position(cursor).ok_or_else(|| coded(context, "INVALID_ARGUMENT")));
        let from = from.transpose()?.unwrap_or_default();
        let done = webhooks::replay(app(context), &caller, change, from).await;
        ReplayWebhookAnswer::of(context, done).await
    }
}

fn change(
    context: &Context<'_>,
    mutation: &'static str,
    signed_in: &SignedIn,
    (id, revision, idempotency_key): (&ID, i32, Option<String>),
) -> Result<Change, Error> {
    Ok(Change {
        id: WebhookId(uuid(context, id)?),
        revision,
        key: key(context, mutation, signed_in, idempotency_key)?,
    })
}
