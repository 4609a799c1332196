//! Software of a structure that signs in by itself.

use super::node::reads;
use super::refusal::mutation;
use super::schema;
use super::send::{Answered, Root, send};
use super::values::Instant;

#[expect(clippy::struct_field_names, reason = "OAuth calls it so")]
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct Client {
    pub(crate) id: cynic::Id,
    pub(crate) revision: i32,
    pub(crate) client_id: String,
    pub(crate) name: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) ranges: Vec<String>,
    pub(crate) suspended_at: Option<Instant>,
    pub(crate) revoked_at: Option<Instant>,
    pub(crate) last_token_at: Option<Instant>,
    pub(crate) secrets: Vec<ClientSecret>,
    pub(crate) grants: Vec<ClientGrant>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct ClientSecret {
    pub(crate) expires_at: Instant,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct ClientGrant {
    pub(crate) subject_name_id: String,
    pub(crate) manager_name: String,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct IssuedSecret {
    pub(crate) client: Client,
    pub(crate) secret: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct OfStructure {
    structure_id: cynic::Id,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfStructure")]
struct ClientsOf {
    #[arguments(structureId: $structure_id)]
    clients: Vec<Client>,
}

impl Root for ClientsOf {
    type Node = Vec<Client>;
}

#[derive(cynic::InputObject)]
#[cynic(graphql_type = "CreateClientInput")]
pub(crate) struct ClientInput {
    pub(crate) structure_id: cynic::Id,
    pub(crate) name: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) ranges: Vec<String>,
    pub(crate) idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct RotateClientSecretInput {
    id: cynic::Id,
    revision: i32,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct UpdateClientInput {
    id: cynic::Id,
    revision: i32,
    name: String,
    scopes: Vec<String>,
    ranges: Vec<String>,
    suspended: bool,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct RevokeClientInput {
    id: cynic::Id,
    revision: i32,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct GrantClientInput {
    client_id: cynic::Id,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct WithdrawGrantInput {
    client_id: cynic::Id,
    idempotency_key: Option<String>,
}

mutation!(create_client(ClientInput) -> "CreateClientAnswer": IssuedSecret
    else InvalidClient | ClosedStructure | MandateEnded | IdempotencyConflict);
mutation!(rotate_client_secret(RotateClientSecretInput) -> "RotateClientSecretAnswer": IssuedSecret
    else InvalidClient | MandateEnded | OutOfDate | IdempotencyConflict);
mutation!(update_client(UpdateClientInput) -> "UpdateClientAnswer": Client
    else InvalidClient | MandateEnded | OutOfDate | IdempotencyConflict);
mutation!(revoke_client(RevokeClientInput) -> "RevokeClientAnswer": Client
    else MandateEnded | OutOfDate | IdempotencyConflict);
mutation!(grant_client(GrantClientInput) -> "GrantClientAnswer": Client
    else AlreadyExists | IdempotencyConflict);
mutation!(withdraw_grant(WithdrawGrantInput) -> "WithdrawGrantAnswer": Client
    else IdempotencyConflict);

/// What is done to a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ClientTurn {
    Suspend,
    Resume,
    Revoke,
    /// A manager lets it act for them, or no more.
    Grant,
    Withdraw,
}

pub(crate) fn clients(structure_id: cynic::Id) -> Answered<Vec<Client>> {
    send::<ClientsOf>(
        "query($structureId:ID!){clients(structureId:$structureId)",
        &OfStructure { structure_id },
    )
}

pub(crate) fn create_client(input: &ClientInput) -> Answered<IssuedSecret> {
    create_client::send(input)
}

pub(crate) fn new_secret(client: Client, key: String) -> Answered<IssuedSecret> {
    rotate_client_secret::send(&RotateClientSecretInput {
        id: client.id,
        revision: client.revision,
        idempotency_key: Some(key),
    })
}

pub(crate) fn turn_client(client: Client, turn: ClientTurn, key: String) -> Answered<Client> {
    let idempotency_key = Some(key);
    match turn {
        ClientTurn::Suspend | ClientTurn::Resume => update_client::send(&UpdateClientInput {
            id: client.id,
            revision: client.revision,
            name: client.name,
            scopes: client.scopes,
            ranges: client.ranges,
            suspended: turn == ClientTurn::Suspend,
            idempotency_key,
        }),
        ClientTurn::Revoke => revoke_client::send(&RevokeClientInput {
            id: client.id,
            revision: client.revision,
            idempotency_key,
        }),
        ClientTurn::Grant => grant_client::send(&GrantClientInput {
            client_id: client.id,
            idempotency_key,
        }),
        ClientTurn::Withdraw => withdraw_grant::send(&WithdrawGrantInput {
            client_id: client.id,
            idempotency_key,
        }),
    }
}

reads! {
    Client {
        id,
        revision,
        client_id,
        name,
        scopes,
        ranges,
        suspended_at,
        revoked_at,
        last_token_at,
        secrets,
        grants,
    }
    ClientSecret {
        expires_at,
    }
    ClientGrant {
        subject_name_id,
        manager_name,
    }
    IssuedSecret {
        client,
        secret,
    }
}
