//! Tokens, by client credentials (RFC 6749), with their revocation (RFC 7009) and introspection (RFC 7662).

use std::net::IpAddr;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use shared::client::Scope;
use shared::event::EventKind;
use uuid::Uuid;

use super::{TOKEN_LIFE, event, hash, is_within};
use crate::app::App;
use crate::sign_in::Secret;
use crate::store::{Client, ClientKey, ClientToken, NewClientToken, NewEvent, StoreError};

/// Longest name and secret that are looked up.
const LONGEST: usize = 200;

/// What a client says it is.
#[derive(Clone)]
pub struct Credentials {
    pub identifier: String,
    pub secret: String,
    pub address: IpAddr,
}

/// A token as it is given, this once.
#[derive(Clone, Debug)]
pub struct Given {
    pub token: Secret,
    pub scopes: Vec<Scope>,
    pub lasts: TimeDelta,
}

/// Why none is given.
#[derive(Debug, thiserror::Error)]
pub enum TokenRefused {
    #[error("no such client, or another secret")]
    Client,
    #[error("not from this address")]
    Address,
    #[error("scopes that the client does not have")]
    Scope,
    #[error("too many requests")]
    TooMany(TimeDelta),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Gives a token with these scopes, or with all that the client has.
pub async fn issue(
    app: &App,
    credentials: &Credentials,
    scope: Option<&str>,
) -> Result<Given, TokenRefused> {
    let client = authenticate(app, credentials).await?;
    let now = app.clock.now();
    app.clients
        .tokens
        .take(client.id, 1, now)
        .map_err(TokenRefused::TooMany)?;
    let scopes = match scope.map(str::trim).filter(|scope| !scope.is_empty()) {
        None => client.scopes.clone(),
        Some(asked) => Scope::parse_list(asked)
            .filter(|asked| asked.iter().all(|scope| client.scopes.contains(scope)))
            .ok_or(TokenRefused::Scope)?,
    };
    let token = Secret::random();
    let mut tx = app.store.write().await?;
    tx.add_client_token(&NewClientToken {
        hash: token.hash(),
        id: Uuid::now_v7(),
        client: client.id,
        scopes: &scopes,
        issued_at: now,
        expires_at: now + TOKEN_LIFE,
    })
    .await?;
    tx.commit().await?;
    Ok(Given {
        token,
        scopes,
        lasts: TOKEN_LIFE,
    })
}

/// Ends a token of the client's own; of any other nothing is said.
pub async fn revoke(app: &App, credentials: &Credentials, token: &str) -> Result<(), TokenRefused> {
    let client = authenticate(app, credentials).await?;
    let mut tx = app.store.write().await?;
    let token_hash = hash(token);
    let Some(found) = tx.client_token(&token_hash).await? else {
        return Ok(());
    };
    let kind = EventKind::ClientTokenRevoked;
    let by = Some(client.account);
    let revoked = NewEvent {
        data: json!({ "client": client.id, "token": found.id }),
        ..event(kind, client.id, client.structure, by, app.clock.now())
    };
    tx.revoke_client_token(&token_hash, client.id, revoked)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// A token of the client's own that is good.
pub async fn introspect(
    app: &App,
    credentials: &Credentials,
    token: &str,
) -> Result<Option<ClientToken>, TokenRefused> {
    let client = authenticate(app, credentials).await?;
    let found = app.store.read().await?.client_token(&hash(token)).await?;
    let now = app.clock.now();
    Ok(found.filter(|found| found.client.id == client.id && now < found.expires_at))
}

async fn authenticate(app: &App, credentials: &Credentials) -> Result<Client, TokenRefused> {
    let now: DateTime<Utc> = app.clock.now();
    app.clients
        .addresses
        .take(credentials.address, now)
        .map_err(TokenRefused::TooMany)?;
    if credentials.identifier.len() > LONGEST
        || credentials.secret.len() > LONGEST
        || credentials.identifier.contains('\0')
    {
        return Err(TokenRefused::Client);
    }
    let secret = hash(&credentials.secret);
    let key = ClientKey::Secret(&credentials.identifier, &secret, now);
    let found = app.store.read().await?.client(key).await?;
    let client = found.filter(Client::is_open).ok_or(TokenRefused::Client)?;
    if is_within(&client.ranges, credentials.address) {
        Ok(client)
    } else {
        Err(TokenRefused::Address)
    }
}
