//! The demo identity providers: FranceConnect and Pro Santé Connect as the portal meets them.
//!
//! They answer as the real ones do, strictness and odd field names included, with keys made at
//! each start and test identities that anybody may take. To the portal they are two more issuers:
//! nothing in the sign-in knows that they live in the same process. Here is only what they decide;
//! the routes are in `http/demo.rs`.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures_util::future::BoxFuture;
use rand::RngCore as _;
use thiserror::Error;
use url::Url;

pub mod france_connect;
mod grant;
pub mod key;
pub mod page;
pub mod parameters;
pub mod pro_sante_connect;
mod register;

/// Where the demo providers are mounted, below the public URL.
pub const FRANCE_CONNECT_PATH: &str = "/demo/franceconnect/api/v2";
pub const PRO_SANTE_CONNECT_PATH: &str = "/demo/pro-sante-connect";

/// The portal as the demo providers know it. The secret guards nothing: a demo only listens on
/// loopback, and anybody there may choose any persona.
pub const CLIENT_ID: &str = "rpps-plus-demo";
pub const CLIENT_SECRET: &str = "rpps-plus-demo-secret";

/// Both providers, ready to serve.
pub struct Demo {
    pub france_connect: france_connect::FranceConnect,
    pub pro_sante_connect: pro_sante_connect::ProSanteConnect,
}

impl Demo {
    pub fn new(public_url: &Url, directory: Directory) -> Self {
        let base = public_url.as_str().trim_end_matches('/');
        Self {
            france_connect: france_connect::FranceConnect::new(
                format!("{base}{FRANCE_CONNECT_PATH}"),
                Client::new(base, "franceconnect"),
            ),
            pro_sante_connect: pro_sante_connect::ProSanteConnect::new(
                format!("{base}{PRO_SANTE_CONNECT_PATH}"),
                Client::new(base, "pro-sante-connect"),
                directory,
            ),
        }
    }
}

/// What was agreed with the portal when it was enrolled.
struct Client {
    redirect_uri: String,
    post_logout_redirect_uri: String,
}

impl Client {
    fn new(base: &str, provider: &str) -> Self {
        Self {
            redirect_uri: format!("{base}/auth/{provider}/callback"),
            post_logout_redirect_uri: format!("{base}/auth/logout/callback"),
        }
    }

    fn is(id: Option<&str>, secret: Option<&str>) -> bool {
        id == Some(CLIENT_ID) && secret == Some(CLIENT_SECRET)
    }
}

/// Somebody the portal has registered, whose e-CPS now works here.
#[derive(Clone, Debug)]
pub struct Practitioner {
    pub rpps_number: String,
    pub family_name: String,
    pub given_name: String,
    pub civilite: String,
    pub activities: Vec<Activity>,
}

#[derive(Clone, Debug)]
pub struct Activity {
    pub role: String,
    pub finess: String,
    pub structure_name: String,
}

/// What Pro Santé Connect asks of the register.
#[derive(Clone, Debug)]
pub enum Lookup {
    Latest(u32),
    RppsNumber(String),
}

/// The register, seen from Pro Santé Connect.
#[derive(Clone)]
pub struct Directory(Arc<dyn Fn(Lookup) -> BoxFuture<'static, Vec<Practitioner>> + Send + Sync>);

impl Directory {
    pub fn new(
        lookup: impl Fn(Lookup) -> BoxFuture<'static, Vec<Practitioner>> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(lookup))
    }

    /// A register in which nobody is yet.
    pub fn empty() -> Self {
        Self::new(|_| Box::pin(std::future::ready(Vec::new())))
    }

    async fn latest(&self, count: u32) -> Vec<Practitioner> {
        (self.0)(Lookup::Latest(count)).await
    }

    async fn practitioner(&self, rpps_number: &str) -> Option<Practitioner> {
        let found = (self.0)(Lookup::RppsNumber(rpps_number.to_owned())).await;
        found
            .into_iter()
            .find(|practitioner| practitioner.rpps_number == rpps_number)
    }
}

/// What the authorize or the logout endpoint gives a browser.
#[derive(Debug)]
pub enum Answer {
    Page(String),
    /// The provider's own error page (400): nothing goes back to the portal.
    Refused(String),
    Redirect(String),
}

/// What the token and `UserInfo` endpoints refuse, as RFC 6749 and RFC 6750 name it.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum GrantError {
    #[error("invalid_request")]
    InvalidRequest,
    #[error("invalid_client")]
    InvalidClient,
    #[error("invalid_grant")]
    InvalidGrant,
    #[error("unsupported_grant_type")]
    UnsupportedGrantType,
    #[error("invalid_token")]
    InvalidToken,
}

impl GrantError {
    pub const fn status(self) -> u16 {
        match self {
            Self::InvalidClient | Self::InvalidToken => 401,
            Self::InvalidRequest | Self::InvalidGrant | Self::UnsupportedGrantType => 400,
        }
    }
}

fn redirect(to: &str, parameters: &[(&str, &str)]) -> Answer {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(parameters);
    let separator = if to.contains('?') { '&' } else { '?' };
    Answer::Redirect(format!("{to}{separator}{}", query.finish()))
}

/// Random bytes as text that fits in a URL.
fn random_text(bytes: usize) -> String {
    let mut random = vec![0; bytes];
    rand::rngs::OsRng.fill_bytes(&mut random);
    URL_SAFE_NO_PAD.encode(random)
}
