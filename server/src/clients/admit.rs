//! From a token to what its client may do now, for itself or for a manager.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use sha2::{Digest as _, Sha256};
use shared::text::Language;

use super::is_within;
use crate::app::App;
use crate::caller::{ActingClient, Provider, SignedIn};
use crate::store::{ClientToken, StoreError, Tx, micros};

/// What software comes with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearer {
    pub token_hash: [u8; 32],
    /// The manager whom it acts for, by their `SubjectNameID`.
    pub on_behalf: Option<String>,
    pub address: IpAddr,
}

/// Why it is not let in.
#[derive(Debug, thiserror::Error)]
pub enum NotAdmitted {
    #[error("no such token, or no more")]
    Unknown,
    #[error("the client rests or was revoked")]
    Closed,
    #[error("not from this address")]
    Address,
    #[error("the manager has not let the client act for them")]
    NotGranted,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl NotAdmitted {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "TOKEN_INVALID",
            Self::Closed => "CLIENT_CLOSED",
            Self::Address => "ADDRESS_REFUSED",
            Self::NotGranted => "NOT_GRANTED",
            Self::Store(_) => "INTERNAL",
        }
    }
}

impl Bearer {
    /// Under which what it may do is kept in memory, for each manager apart. No session has such a name: a token in a
    /// cookie opens nothing.
    fn key(&self) -> [u8; 32] {
        Sha256::new()
            .chain_update("client ")
            .chain_update(self.token_hash)
            .chain_update(self.on_behalf.as_deref().unwrap_or_default())
            .finalize()
            .into()
    }
}

/// Who it is and what it may do now.
pub async fn admit(app: &App, bearer: &Bearer) -> Result<Arc<SignedIn>, NotAdmitted> {
    let key = bearer.key();
    let kept = app.sessions.get(&key);
    let admitted = match kept.filter(|kept| kept.client.is_some()) {
        Some(kept) => kept,
        None => load(app, bearer, key).await?,
    };
    if app.clock.now() >= admitted.expires_at {
        return Err(NotAdmitted::Unknown);
    }
    let ranges = admitted.client.as_ref().map(|client| &client.ranges);
    if ranges.is_some_and(|ranges| is_within(ranges, bearer.address)) {
        Ok(admitted)
    } else {
        Err(NotAdmitted::Address)
    }
}

async fn load(app: &App, bearer: &Bearer, key: [u8; 32]) -> Result<Arc<SignedIn>, NotAdmitted> {
    let generation = app.sessions.generation();
    let mut tx = app.store.read().await?;
    let token = tx.client_token(&bearer.token_hash).await?;
    let token = token.ok_or(NotAdmitted::Unknown)?;
    if !token.client.is_open() {
        return Err(NotAdmitted::Closed);
    }
    let signed_in = match &bearer.on_behalf {
        None => alone(&mut tx, token).await?,
        Some(subject) => on_behalf(&mut tx, token, subject).await?,
    };
    drop(tx);
    let signed_in = Arc::new(signed_in);
    app.sessions.keep(generation, key, Arc::clone(&signed_in));
    Ok(signed_in)
}

async fn alone(tx: &mut Tx, token: ClientToken) -> Result<SignedIn, StoreError> {
    let structures = tx.structures_reached_by(&token.client.identifier).await?;
    Ok(SignedIn {
        session: token.id,
        account: token.client.account,
        provider: Provider::ProSanteConnect,
        display_name: token.client.name.clone(),
        subject_name_id: None,
        identity: None,
        email: None,
        language: Language::Fr,
        person: None,
        managed: structures.clone(),
        represented: Vec::new(),
        is_ans_agent: false,
        opened_at: token.issued_at,
        expires_at: token.expires_at,
        // A token is used or not, and ends all the same.
        seen_at: AtomicI64::new(micros(token.expires_at)),
        client: Some(ActingClient {
            id: token.client.id,
            identifier: token.client.identifier,
            token: token.id,
            name: token.client.name,
            scopes: token.scopes,
            structures,
            ranges: token.client.ranges,
            on_behalf: false,
        }),
    })
}

/// The manager's rights, where they are also the client's.
async fn on_behalf(
    tx: &mut Tx,
    token: ClientToken,
    subject: &str,
) -> Result<SignedIn, NotAdmitted> {
    let grant = tx.client_grant(token.client.id, subject).await?;
    let grant = grant.ok_or(NotAdmitted::NotGranted)?;
    let managed = tx.structures_managed_by(subject).await?;
    let mut signed_in = alone(tx, token).await?;
    signed_in
        .managed
        .retain(|id| managed.iter().any(|structure| structure.id == *id));
    if let Some(client) = &mut signed_in.client {
        client.on_behalf = true;
    }
    Ok(SignedIn {
        account: grant.account,
        display_name: grant.manager_name,
        subject_name_id: Some(grant.subject_name_id),
        person: grant.manager_person,
        ..signed_in
    })
}
