//! Changes of clients, and of who lets them act.

use async_graphql::{Context, ID, InputObject, Object, Result};
use shared::id::{ClientId, StructureId};

use super::{inputs, key, uuid, who};
use crate::clients::{self, RawClient, Rotation};
use crate::graphql::answer::{
    CreateClientAnswer, GrantClientAnswer, RevokeClientAnswer, RotateClientSecretAnswer,
    UpdateClientAnswer, WithdrawGrantAnswer,
};
use crate::graphql::context::app;

inputs! {
    CreateClientInput {
        /// A legal entity with its sites, or one site.
        structure_id: ID,
        name: String,
        /// `requests:read` and the like.
        scopes: Vec<String>,
        /// Networks that it may come from (CIDR); any when there are none.
        #[graphql(default)] ranges: Vec<String>,
        /// Days for which its secret is good; 365 unless given, 730 at most.
        days: Option<i32>,
    }
    RotateClientSecretInput {
        id: ID,
        revision: i32,
        /// Days for which the new secret is good; 365 unless given, 730 at most.
        days: Option<i32>,
        /// Days for which the one before it stays good; 7 unless given, 90 at most.
        overlap_days: Option<i32>,
    }
    UpdateClientInput {
        id: ID,
        revision: i32,
        name: String,
        scopes: Vec<String>,
        #[graphql(default)] ranges: Vec<String>,
        /// Whether it rests.
        #[graphql(default)] suspended: bool,
    }
    RevokeClientInput { id: ID, revision: i32 }
    GrantClientInput { client_id: ID }
    WithdrawGrantInput { client_id: ID }
}

/// Changes of clients.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ClientMutation;

#[Object]
impl ClientMutation {
    /// Lets software of a structure sign in; its secret is in the answer, this once. For ANS agents and who represents
    /// the structure, who signed in a short while ago.
    async fn create_client(
        &self,
        context: &Context<'_>,
        input: CreateClientInput,
    ) -> Result<CreateClientAnswer> {
        let (caller, signed_in) = who(context).await?;
        let key = key(context, "createClient", &signed_in, input.idempotency_key)?;
        let structure = StructureId(uuid(context, &input.structure_id)?);
        let raw = RawClient {
            name: input.name,
            scopes: input.scopes,
            ranges: input.ranges,
        };
        let rotation = Rotation {
            days: input.days,
            overlap_days: None,
        };
        let done =
            clients::create_client(app(context), &caller, structure, (raw, rotation), key).await;
        CreateClientAnswer::of(context, done).await
    }

    /// Gives a client a new secret, shown this once. The one before it stays good for a while. For ANS agents and who
    /// represents the structure, who signed in a short while ago.
    async fn rotate_client_secret(
        &self,
        context: &Context<'_>,
        input: RotateClientSecretInput,
    ) -> Result<RotateClientSecretAnswer> {
        let (caller, signed_in) = who(context).await?;
        let key = key(
            context,
            "rotateClientSecret",
            &signed_in,
            input.idempotency_key,
        )?;
        let of = (ClientId(uuid(context, &input.id)?), input.revision);
        let rotation = Rotation {
            days: input.days,
            overlap_days: input.overlap_days,
        };
        let done = clients::rotate_secret(app(context), &caller, of, rotation, key).await;
        RotateClientSecretAnswer::of(context, done).await
    }

    /// Changes a client, and lets it rest or go on; its open sockets close. For ANS agents and who represents the
    /// structure, who signed in a short while ago.
    async fn update_client(
        &self,
        context: &Context<'_>,
        input: UpdateClientInput,
    ) -> Result<UpdateClientAnswer> {
        let (caller, signed_in) = who(context).await?;
        let key = key(context, "updateClient", &signed_in, input.idempotency_key)?;
        let of = (ClientId(uuid(context, &input.id)?), input.revision);
        let raw = RawClient {
            name: input.name,
            scopes: input.scopes,
            ranges: input.ranges,
        };
        let done =
            clients::update_client(app(context), &caller, of, (raw, input.suspended), key).await;
        UpdateClientAnswer::of(context, done).await
    }

    /// Ends a client for ever, its tokens and open sockets at once. For ANS agents and who represents the structure.
    async fn revoke_client(
        &self,
        context: &Context<'_>,
        input: RevokeClientInput,
    ) -> Result<RevokeClientAnswer> {
        let (caller, signed_in) = who(context).await?;
        let key = key(context, "revokeClient", &signed_in, input.idempotency_key)?;
        let of = (ClientId(uuid(context, &input.id)?), input.revision);
        let done = clients::revoke_client(app(context), &caller, of, key).await;
        RevokeClientAnswer::of(context, done).await
    }

    /// Lets a client act for the manager who asks, where both may. For managers of a structure that it reaches, who
    /// signed in a short while ago.
    async fn grant_client(
        &self,
        context: &Context<'_>,
        input: GrantClientInput,
    ) -> Result<GrantClientAnswer> {
        let (caller, signed_in) = who(context).await?;
        let key = key(context, "grantClient", &signed_in, input.idempotency_key)?;
        let id = ClientId(uuid(context, &input.client_id)?);
        let done = clients::grant_client(app(context), &caller, id, key).await;
        GrantClientAnswer::of(context, done).await
    }

    /// Takes that back, at once. For the manager who gave it.
    async fn withdraw_grant(
        &self,
        context: &Context<'_>,
        input: WithdrawGrantInput,
    ) -> Result<WithdrawGrantAnswer> {
        let (caller, signed_in) = who(context).await?;
        let key = key(context, "withdrawGrant", &signed_in, input.idempotency_key)?;
        let id = ClientId(uuid(context, &input.client_id)?);
        let done = clients::withdraw_grant(app(context), &caller, id, key).await;
        WithdrawGrantAnswer::of(context, done).await
    }
}
