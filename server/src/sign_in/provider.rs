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
        let demo = demo_url(config, demo::FRANCE_CONNECT_PATH, "openid-configuration");
        Some(Self {
            provider: Provider::FranceConnect,
            acr: level(&given.franceconnect_acr),
            pkce: given.franceconnect_pkce == Switch::On,
            ..Self::named(
                given.franceconnect_discovery_url.clone(),
                demo,
                given.franceconnect_client_id.as_ref(),
                given.franceconnect_client_secret.as_ref(),
            )?
        })
    }

    /// `None` when nothing is configured and this is no demo.
    pub(super) fn pro_sante_connect(config: &Config) -> Option<Self> {
        let given = &config.pro_sante_connect;
        let demo = demo_url(
            config,
            demo::PRO_SANTE_CONNECT_PATH,
            "wallet-openid-configuration",
        );
        Some(Self {
            provider: Provider::ProSanteConnect,
            acr: level(&given.pro_sante_connect_acr),
            pkce: given.pro_sante_connect_pkce == Switch::On,
            ..Self::named(
                given.pro_sante_connect_discovery_url.clone(),
                demo,
                given.pro_sante_connect_client_id.as_ref(),
                given.pro_sante_connect_client_secret.as_ref(),
            )?
        })
    }

    /// The provider that was named, else the demo's own, which knows the portal by fixed
    /// credentials.
    fn named(
        given: Option<Url>,
        demo: Option<Url>,
        client_id: Option<&String>,
        client_secret: Option<&String>,
    ) -> Option<Self> {
        let (discovery_url, client_id, client_secret) = match given {
            Some(url) => (url, client_id.cloned(), client_secret.cloned()),
            None => (
                demo?,
                Some(demo::CLIENT_ID.into()),
                Some(demo::CLIENT_SECRET.into()),
            ),
        };
        Some(Self {
            provider: Provider::FranceConnect,
            discovery_url,
            client_id: client_id.unwrap_or_default(),
            client_secret: client_secret.unwrap_or_default(),
            acr: None,
            pkce: false,
        })
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

fn level(acr: &str) -> Option<String> {
    Some(acr).filter(|acr| !acr.is_empty()).map(str::to_owned)
}

fn demo_url(config: &Config, path: &str, document: &str) -> Option<Url> {
    let base = config.public_url();
    let url = format!(
        "{}{path}/.well-known/{document}",
        base.as_str().trim_end_matches('/')
    );
    config.demo.then(|| Url::parse(&url).ok()).flatten()
}
