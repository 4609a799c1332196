//! Signing in: OpenID Connect's code flow, against any issuer that the configuration names.
//!
//! One code path for the real providers and for the demo's. A sign-in goes out with a state, a
//! nonce and, where the provider knows it, a proof key; all three wait in the database, so that any
//! server may take the answer, and are gone once it came. What comes back is believed only after
//! the checks of `verify`.

mod attempts;
mod claims;
mod close;
mod error;
mod finish;
mod http_client;
mod provider;
mod remote;
mod secret;
mod session;
mod start;
mod sweep;
mod user_info;
mod verify;

use url::Url;

pub use attempts::{Attempts, Limit};
pub use close::{close, end};
pub use error::SignInError;
pub use finish::{Callback, Opened, finish};
pub use provider::Settings;
pub use secret::Secret;
pub use session::{absent, signed_in, still_signed_in};
pub use start::{Start, Started, start};
pub use sweep::{ABANDONED, Swept, sweep};

use crate::caller::Provider;
use crate::config::Config;
use remote::Remote;

/// How long a session lives without use, and at most.
pub const IDLE: chrono::TimeDelta = chrono::TimeDelta::minutes(30);
pub const LIFETIME: chrono::TimeDelta = chrono::TimeDelta::hours(8);

/// How long a person may take at the provider.
pub const SIGN_IN_LIFE: chrono::TimeDelta = chrono::TimeDelta::minutes(10);

/// The providers of this portal, with what is known of each.
#[derive(Debug)]
pub struct Providers {
    france_connect: Option<Remote>,
    pro_sante_connect: Option<Remote>,
    pub attempts: Attempts,
    /// Where providers send browsers back, without a trailing slash.
    public_url: String,
}

impl Providers {
    pub fn new(config: &Config) -> Self {
        Self {
            france_connect: Settings::france_connect(config).map(Remote::new),
            pro_sante_connect: Settings::pro_sante_connect(config).map(Remote::new),
            attempts: Attempts::new(if config.demo {
                Limit::DEMO
            } else {
                Limit::REAL
            }),
            public_url: config
                .public_url()
                .as_str()
                .trim_end_matches('/')
                .to_owned(),
        }
    }

    fn remote(&self, provider: Provider) -> Result<&Remote, SignInError> {
        let remote = match provider {
            Provider::FranceConnect => &self.france_connect,
            Provider::ProSanteConnect => &self.pro_sante_connect,
        };
        remote
            .as_ref()
            .ok_or(SignInError::ProviderUnavailable("not configured"))
    }

    /// The address, registered with the provider, that takes its answer.
    fn callback_url(&self, provider: Provider) -> String {
        let name = match provider {
            Provider::FranceConnect => "franceconnect",
            Provider::ProSanteConnect => "pro-sante-connect",
        };
        format!("{}/auth/{name}/callback", self.public_url)
    }

    fn logout_callback_url(&self) -> String {
        format!("{}/auth/logout/callback", self.public_url)
    }
}

/// A URL that may carry secrets: https, or http on loopback.
fn is_safe(url: &Url) -> bool {
    url.scheme() == "https" || url.scheme() == "http" && is_loopback(url)
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
