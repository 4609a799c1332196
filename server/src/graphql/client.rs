//! Software of structures, as those who keep it see it, and as it sees itself.

use std::collections::HashMap;

use async_graphql::{Context, Error, ID, Result, SimpleObject};
use chrono::{DateTime, Utc};
use shared::client::Scope;
use shared::id::{ClientId, StructureId};

use super::context::{app, caller, coded, internal};
use super::{DEFAULT_PAGE, MAX_ALIASES, MAX_BODY, MAX_COMPLEXITY, MAX_DEPTH, MAX_PAGE};
use crate::caller::ActingClient;
use crate::clients::{self, Issued};
use crate::store::{self, ClientKey, GrantScope, StoreError};

/// Software of a structure that signs in by itself, through `/oauth/token`.
#[derive(Clone, Debug, SimpleObject)]
#[expect(
    clippy::struct_field_names,
    reason = "OAuth's own name of what it gives"
)]
pub(crate) struct Client {
    id: ID,
    revision: i32,
    /// What it gives as `client_id`.
    client_id: String,
    name: String,
    structure_id: ID,
    structure_name: String,
    /// Families of operations, as OAuth names them: `requests:read`.
    scopes: Vec<String>,
    /// Networks that it may come from (CIDR); any when there are none.
    ranges: Vec<String>,
    created_at: DateTime<Utc>,
    /// Since when it rests.
    suspended_at: Option<DateTime<Utc>>,
    revoked_at: Option<DateTime<Utc>>,
    /// When it last had a token.
    last_token_at: Option<DateTime<Utc>>,
    /// Secrets that are good now, the latest first; never what they are.
    secrets: Vec<ClientSecret>,
    /// Managers who let it act for them, the latest first.
    grants: Vec<ClientGrant>,
}

/// A secret of a client, without what it is.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct ClientSecret {
    id: ID,
    created_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
}

/// A manager's leave for a client to act for them.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct ClientGrant {
    id: ID,
    /// What the client sends as `X-On-Behalf-Of`.
    subject_name_id: String,
    manager_name: String,
    granted_at: DateTime<Utc>,
}

/// A client with its new secret.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct IssuedSecret {
    client: Client,
    /// Shown this once; null when the answer is given again for the same key.
    secret: Option<String>,
}

/// The software that asks.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct OwnClient {
    client_id: String,
    name: String,
    /// Those of its token that it still has.
    scopes: Vec<String>,
    structure_ids: Vec<ID>,
    /// It acts for a manager who lets it.
    on_behalf: bool,
}

impl From<&ActingClient> for OwnClient {
    fn from(client: &ActingClient) -> Self {
        Self {
            client_id: client.identifier.clone(),
            name: client.name.clone(),
            scopes: codes(&client.scopes),
            structure_ids: client
                .structures
                .iter()
                .map(|id| id.to_string().into())
                .collect(),
            on_behalf: client.on_behalf,
        }
    }
}

/// What one may ask for at most. The same numbers hold on sockets.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub(crate) struct Limits {
    /// Levels of fields inside fields.
    depth: usize,
    /// Fields, each multiplied by the size of the page it stands in.
    complexity: usize,
    /// Aliases of one document.
    aliases: usize,
    /// Bytes of a request.
    body_bytes: usize,
    /// Rows of a page, and how many come unless asked otherwise.
    page: i32,
    usual_page: i32,
    /// Cost that a client may spend at once, and what is given back each minute; in each replica by itself. The cost of
    /// a document is its complexity.
    cost_burst: u32,
    cost_per_minute: u32,
    /// Tokens that a client may ask for at once, and each minute.
    token_burst: u32,
    tokens_per_minute: u32,
    /// Seconds for which a token is good.
    token_seconds: i64,
}

impl Limits {
    pub(super) const fn stated() -> Self {
        Self {
            depth: MAX_DEPTH,
            complexity: MAX_COMPLEXITY,
            aliases: MAX_ALIASES,
            body_bytes: MAX_BODY,
            page: MAX_PAGE,
            usual_page: DEFAULT_PAGE,
            cost_burst: clients::COSTS.burst,
            cost_per_minute: clients::COSTS.per_minute,
            token_burst: clients::TOKENS.burst,
            tokens_per_minute: clients::TOKENS.per_minute,
            token_seconds: clients::TOKEN_LIFE.num_seconds(),
        }
    }
}

fn codes(scopes: &[Scope]) -> Vec<String> {
    scopes.iter().map(|scope| scope.code().to_owned()).collect()
}

impl Client {
    fn new(client: store::Client) -> Self {
        Self {
            id: client.id.to_string().into(),
            revision: client.revision,
            client_id: client.identifier,
            name: client.name,
            structure_id: client.structure.to_string().into(),
            structure_name: client.structure_name,
            scopes: codes(&client.scopes),
            ranges: client.ranges.iter().map(ToString::to_string).collect(),
            created_at: client.created_at,
            suspended_at: client.suspended_at,
            revoked_at: client.revoked_at,
            last_token_at: client.last_token_at,
            secrets: Vec::new(),
            grants: Vec::new(),
        }
    }
}

/// Clients with their secrets and grants: three statements, however many there are.
async fn whole(
    context: &Context<'_>,
    found: Vec<store::Client>,
) -> Result<Vec<Client>, StoreError> {
    let ids: Vec<ClientId> = found.iter().map(|client| client.id).collect();
    let mut tx = app(context).store.read().await?;
    let secrets = tx.client_secrets(&ids, app(context).clock.now()).await?;
    let grants = tx.client_grants(GrantScope::Clients(&ids)).await?;
    let mut clients: Vec<Client> = found.into_iter().map(Client::new).collect();
    let places: HashMap<ClientId, usize> = ids.into_iter().zip(0..).collect();
    for secret in secrets {
        if let Some(place) = places.get(&secret.client) {
            clients[*place].secrets.push(ClientSecret {
                id: secret.id.to_string().into(),
                created_at: secret.created_at,
                expires_at: secret.expires_at,
            });
        }
    }
    for grant in grants {
        if let Some(place) = places.get(&grant.client) {
            clients[*place].grants.push(ClientGrant {
                id: grant.id.to_string().into(),
                subject_name_id: grant.subject_name_id,
                manager_name: grant.manager_name,
                granted_at: grant.granted_at,
            });
        }
    }
    Ok(clients)
}

/// The clients of a structure, for those who may know its office.
pub(super) async fn clients_of(
    context: &Context<'_>,
    structure: StructureId,
) -> Result<Vec<Client>> {
    let caller = caller(context).await?;
    if !caller.may_know_office_of(structure, app(context).clock.today()) {
        return Err(coded(context, "FORBIDDEN"));
    }
    let found = async {
        let mut tx = app(context).store.read().await?;
        let found = tx.clients_of(structure).await?;
        drop(tx);
        whole(context, found).await
    };
    found.await.map_err(|error| internal(context, &error))
}

/// A client as a change left it.
pub(super) async fn client(context: &Context<'_>, id: ClientId) -> Result<Client, Error> {
    let found = async {
        let mut tx = app(context).store.read().await?;
        let found = tx.client(ClientKey::Id(id)).await?;
        drop(tx);
        whole(context, found.into_iter().collect()).await
    };
    let found = found.await.map_err(|error| internal(context, &error))?;
    let client = found.into_iter().next();
    client.ok_or_else(|| coded(context, "NOT_FOUND"))
}

/// A client with the secret that it was given.
pub(super) async fn issued(context: &Context<'_>, issued: Issued) -> Result<IssuedSecret, Error> {
    Ok(IssuedSecret {
        client: client(context, issued.client).await?,
        secret: issued.secret.map(|secret| secret.as_str().to_owned()),
    })
}
