//! Software of structures: who keeps it, what it signs in with, and for whom it acts.
//!
//! A client has an account that stands in for it, and one more for each manager who lets it act for them. Events, looks
//! and idempotency keys name the account, so that each says by itself whether software acted, and for whom.

mod admit;
mod grants;
mod keep;
mod limits;
mod tokens;
mod watch;

use chrono::{DateTime, TimeDelta, Utc};
use ipnet::IpNet;
use sha2::{Digest as _, Sha256};
use shared::client::Scope;
use shared::event::EventKind;
use shared::id::{AccountId, ClientId, StructureId};
use shared::text::Language;

pub use admit::{Bearer, NotAdmitted, admit};
pub use grants::{grant_client, withdraw_grant};
pub use keep::{
    Issued, RawClient, Rotation, add as add_client, create_client, revoke_client, rotate_secret,
    update_client,
};
pub use limits::{COSTS, Charge, Clients, TOKENS};
pub use tokens::{Credentials, Given, TokenRefused, introspect, issue, revoke};
pub use watch::keep_watch;

use crate::caller::Provider;
use crate::store::{NewAccount, NewEvent, StoreError, Tx};

/// How long a token is good for.
pub const TOKEN_LIFE: TimeDelta = TimeDelta::minutes(15);

/// Who vouches for the accounts of clients: nobody signs in with them.
const ISSUER: &str = "urn:rpps-plus:client";

/// What is kept of a secret or a token.
pub fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret).into()
}

/// An event about a client.
fn event(
    kind: EventKind,
    client: ClientId,
    structure: StructureId,
    by: Option<AccountId>,
    at: DateTime<Utc>,
) -> NewEvent {
    NewEvent {
        account: by,
        structure: Some(structure),
        data: serde_json::json!({ "client": client }),
        ..NewEvent::new(kind, at)
    }
}

/// The account that stands in for a client; its name follows that of the client.
async fn stand_in(
    tx: &mut Tx,
    client: ClientId,
    name: &str,
    at: DateTime<Utc>,
) -> Result<AccountId, StoreError> {
    account(
        tx,
        ISSUER,
        &client.to_string(),
        None,
        &format!("{name} (API)"),
        at,
    )
    .await
}

/// Whether that issuer of an account is the portal itself, for software.
pub fn vouches(issuer: &str) -> bool {
    issuer.starts_with(ISSUER)
}

/// The account that stands in for a client which acts for a manager.
async fn stand_in_for(
    tx: &mut Tx,
    (client, name): (ClientId, &str),
    (subject, manager): (&str, &str),
    at: DateTime<Utc>,
) -> Result<AccountId, StoreError> {
    let issuer = format!("{ISSUER}:{client}");
    let name = format!("{manager} (API {name})");
    account(tx, &issuer, subject, Some(subject), &name, at).await
}

async fn account(
    tx: &mut Tx,
    issuer: &str,
    subject: &str,
    subject_name_id: Option<&str>,
    display_name: &str,
    at: DateTime<Utc>,
) -> Result<AccountId, StoreError> {
    let account = NewAccount {
        issuer,
        subject,
        provider: Provider::ProSanteConnect,
        subject_name_id,
        display_name,
        identity: None,
        email: None,
        language: Language::Fr,
    };
    Ok(tx.save_account(&account, at).await?.0)
}

/// A family of operations, or none, that a root field of the schema belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// The same for everybody.
    Open,
    /// Software does this by itself.
    Alone(Scope),
    /// Software does this for a manager who lets it.
    OnBehalf(Scope),
}

/// What software may ask for; every other root field is refused to it.
pub const USES: &[(&str, Use)] = &[
    ("__schema", Use::Open),
    ("__type", Use::Open),
    ("__typename", Use::Open),
    ("me", Use::Open),
    ("limits", Use::Open),
    ("roles", Use::Open),
    ("communes", Use::Open),
    ("countries", Use::Open),
    ("ruleSet", Use::Open),
    ("ruleCatalogue", Use::Open),
    ("errorCatalogue", Use::Open),
    ("retentionRules", Use::Open),
    ("simulateVerdict", Use::Open),
    ("structure", Use::Alone(Scope::StructuresRead)),
    ("structures", Use::Alone(Scope::StructuresRead)),
    ("request", Use::Alone(Scope::RequestsRead)),
    ("requests", Use::Alone(Scope::RequestsRead)),
    ("queueCounts", Use::Alone(Scope::RequestsRead)),
    ("requestChanged", Use::Alone(Scope::RequestsRead)),
    ("queueChanged", Use::Alone(Scope::RequestsRead)),
    ("registration", Use::Alone(Scope::RegistrationsRead)),
    ("events", Use::Alone(Scope::EventsRead)),
    ("eventStream", Use::Alone(Scope::EventsRead)),
    ("webhooks", Use::Alone(Scope::WebhooksManage)),
    ("createWebhook", Use::Alone(Scope::WebhooksManage)),
    ("updateWebhook", Use::Alone(Scope::WebhooksManage)),
    ("rotateWebhookSecret", Use::Alone(Scope::WebhooksManage)),
    ("deleteWebhook", Use::Alone(Scope::WebhooksManage)),
    ("testWebhook", Use::Alone(Scope::WebhooksManage)),
    ("replayWebhook", Use::Alone(Scope::WebhooksManage)),
    ("claimRequest", Use::OnBehalf(Scope::RequestsDecide)),
    ("releaseRequest", Use::OnBehalf(Scope::RequestsDecide)),
    ("requestCorrection", Use::OnBehalf(Scope::RequestsDecide)),
    ("validateRequest", Use::OnBehalf(Scope::RequestsDecide)),
    ("rejectRequest", Use::OnBehalf(Scope::RequestsDecide)),
    ("resolveDuplicate", Use::OnBehalf(Scope::RequestsDecide)),
    (
        "registerProfessional",
        Use::OnBehalf(Scope::RegistrationsWrite),
    ),
    ("changeSituation", Use::OnBehalf(Scope::RegistrationsWrite)),
    ("closeSituation", Use::OnBehalf(Scope::RegistrationsWrite)),
];

/// How a root field stands to software.
pub fn use_of(field: &str) -> Option<Use> {
    USES.iter()
        .find(|(name, _)| *name == field)
        .map(|(_, of)| *of)
}

/// Whether an address is in one of these networks; in any, when there are none.
fn is_within(ranges: &[IpNet], address: std::net::IpAddr) -> bool {
    let address = address.to_canonical();
    ranges.is_empty() || ranges.iter().any(|range| range.contains(&address))
}
