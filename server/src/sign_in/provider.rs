//! What the configuration says of an identity provider.

use std::fmt;

use openidconnect::AuthType;
use url::Url;

use crate::caller::Provider;
use crate::config::{Config, Switch};
use crate::demo;

#[derive(Clone)]
pub struct Settings {
    pub provider: Provider,
    /// The full address of the discovery document; the issuer is what it says.
    pub discovery_url: Url,
    pub client_id: String,
    pub client_secret: String,
    /// The level of assurance that is asked for, and checked.
    pub acr: Option<String>,
    pub pkce: bool,
}

impl Settings {
    /// `None` when nothing is configured and this is no demo.
    pub(super) fn france_connect(config: &Config) -> Option<Self> {
        let given = &config.franceconnect;
        Self {
            provider: Provider::FranceConnect,
            discovery_url: given
                .franceconnect_discovery_url
                .clone()
                .or_else(|| demo_url(config, demo::FRANCE_CONNECT_PATH, "openid-configuration"))?,
            client_id: given.franceconnect_client_id.clone().unwrap_or_default(),
            client_secret: given
                .franceconnect_client_secret
                .clone()
                .unwrap_or_default(),
            acr: Some(given.franceconnect_acr.clone()).filter(|acr| !acr.is_empty()),
            pkce: given.franceconnect_pkce == Switch::On,
        }
        .completed(given.franceconnect_discovery_url.is_none())
    }

    /// `None` when nothing is configured and this is no demo.
    pub(super) fn pro_sante_connect(config: &Config) -> Option<Self> {
        let given = &config.pro_sante_connect;
        Self {
            provider: Provider::ProSanteConnect,
            discovery_url: given.pro_sante_connect_discovery_url.clone().or_else(|| {
                demo_url(
                    config,
                    demo::PRO_SANTE_CONNECT_PATH,
                    "wallet-openid-configuration",
                )
            })?,
            client_id: given
                .pro_sante_connect_client_id
                .clone()
                .unwrap_or_default(),
            client_secret: given
                .pro_sante_connect_client_secret
                .clone()
                .unwrap_or_default(),
            acr: Some(given.pro_sante_connect_acr.clone()).filter(|acr| !acr.is_empty()),
            pkce: given.pro_sante_connect_pkce == Switch::On,
        }
        .completed(given.pro_sante_connect_discovery_url.is_none())
    }

    /// The demo's own provider knows the portal by fixed credentials.
    fn completed(mut self, is_demo: bool) -> Option<Self> {
        if is_demo {
            demo::CLIENT_ID.clone_into(&mut self.client_id);
            demo::CLIENT_SECRET.clone_into(&mut self.client_secret);
        }
        Some(self)
    }

    /// What is asked for besides `openid`: only what a registration needs.
    pub(super) const fn scopes(&self) -> &'static [&'static str] {
        match self.provider {
            Provider::FranceConnect => &["identite_pivot", "preferred_username", "email"],
            Provider::ProSanteConnect => &["scope_all"],
        }
    }

    /// FranceConnect knows the secret in the body only; Pro Santé Connect takes both.
    pub(super) const fn auth_type(&self) -> AuthType {
        match self.provider {
            Provider::FranceConnect => AuthType::RequestBody,
            Provider::ProSanteConnect => AuthType::BasicAuth,
        }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("provider", &self.provider)
            .field("discovery_url", &self.discovery_url.as_str())
            .finish_non_exhaustive()
    }
}

fn demo_url(config: &Config, path: &str, document: &str) -> Option<Url> {
    let base = config.public_url();
    let url = format!(
        "{}{path}/.well-known/{document}",
        base.as_str().trim_end_matches('/')
    );
    config.demo.then(|| Url::parse(&url).ok()).flatten()
}
