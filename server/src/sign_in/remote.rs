//! A provider as its own documents describe it: fetched when first needed, then kept.

use std::sync::Arc;
use std::time::{Duration, Instant};

use openidconnect::core::{CoreJsonWebKeySet, CoreJwsSigningAlgorithm};
use openidconnect::http::header::ACCEPT;
use openidconnect::{
    AsyncHttpClient as _, HttpRequest, ProviderMetadataWithLogout, TokenUrl, UserInfoUrl, http,
};
use tokio::sync::RwLock;
use url::Url;

use super::http_client::HttpClient;
use super::is_safe;
use super::{Settings, SignInError, is_loopback};

/// A provider may move an endpoint; after this long its document is read again.
const FRESH: Duration = Duration::from_hours(1);

/// The algorithms we accept, if the provider lists them too. `none` and shared secrets never.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 2] = [
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
];

#[derive(Debug)]
pub(super) struct Remote {
    pub settings: Settings,
    known: RwLock<Option<Arc<Known>>>,
}

/// What the provider says of itself.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub metadata: ProviderMetadataWithLogout,
    pub keys: CoreJsonWebKeySet,
    pub http: HttpClient,
    read_at: Instant,
}

impl Remote {
    pub(super) fn new(settings: Settings) -> Self {
        Self {
            settings,
            known: RwLock::new(None),
        }
    }

    /// The provider's documents, from memory when they are fresh.
    pub(super) async fn known(&self) -> Result<Arc<Known>, SignInError> {
        if let Some(known) = self.known.read().await.as_ref()
            && known.read_at.elapsed() < FRESH
        {
            return Ok(Arc::clone(known));
        }
        let mut kept = self.known.write().await;
        if let Some(known) = kept.as_ref()
            && known.read_at.elapsed() < FRESH
        {
            return Ok(Arc::clone(known));
        }
        match Known::fetch(&self.settings).await {
            Ok(known) => Ok(Arc::clone(kept.insert(Arc::new(known)))),
            // A document that was right an hour ago is better than none.
            Err(error) => kept.as_ref().map(Arc::clone).ok_or(error),
        }
    }

    /// The same with keys read anew, for a token whose key is not among the known ones.
    pub(super) async fn with_new_keys(&self, seen: &Arc<Known>) -> Result<Arc<Known>, SignInError> {
        let mut kept = self.known.write().await;
        if let Some(known) = kept.as_ref()
            && !Arc::ptr_eq(known, seen)
        {
            return Ok(Arc::clone(known));
        }
        let keys = seen.fetch_keys().await?;
        let renewed = Known {
            keys,
            ..Known::clone(seen)
        };
        Ok(Arc::clone(kept.insert(Arc::new(renewed))))
    }
}

impl Known {
    async fn fetch(settings: &Settings) -> Result<Self, SignInError> {
        if !is_safe(&settings.discovery_url) {
            return Err(SignInError::ProviderUnavailable(
                "its discovery address is not https",
            ));
        }
        let http = HttpClient::new(is_loopback(&settings.discovery_url))
            .map_err(|_| SignInError::ProviderUnavailable("no HTTP client"))?;
        let request = get(settings.discovery_url.as_str(), "application/json")?;
        let response = http
            .call(request)
            .await
            .map_err(|_| SignInError::ProviderUnavailable("no discovery document"))?;
        if response.status() != http::StatusCode::OK {
            return Err(SignInError::ProviderUnavailable("no discovery document"));
        }
        let metadata: ProviderMetadataWithLogout = serde_json::from_slice(response.body())
            .map_err(|_| {
                SignInError::ProviderUnavailable("its discovery document is not readable")
            })?;
        if !endpoints(&metadata).all(is_safe) {
            return Err(SignInError::ProviderUnavailable("an endpoint is not https"));
        }
        let mut known = Self {
            metadata,
            keys: CoreJsonWebKeySet::default(),
            http,
            read_at: Instant::now(),
        };
        known.keys = known.fetch_keys().await?;
        Ok(known)
    }

    async fn fetch_keys(&self) -> Result<CoreJsonWebKeySet, SignInError> {
        CoreJsonWebKeySet::fetch_async(self.metadata.jwks_uri(), &self.http)
            .await
            .map_err(|_| SignInError::ProviderUnavailable("no keys"))
    }

    /// What an `id_token` may be signed with.
    pub(super) fn id_token_algorithms(&self) -> Vec<CoreJwsSigningAlgorithm> {
        accepted(self.metadata.id_token_signing_alg_values_supported())
    }

    /// What a signed `UserInfo` answer may be signed with.
    pub(super) fn user_info_algorithms(&self) -> Vec<CoreJwsSigningAlgorithm> {
        self.metadata
            .userinfo_signing_alg_values_supported()
            .map_or_else(|| self.id_token_algorithms(), |listed| accepted(listed))
    }
}

/// Where secrets will go.
fn endpoints(metadata: &ProviderMetadataWithLogout) -> impl Iterator<Item = &Url> {
    [
        Some(metadata.authorization_endpoint().url()),
        Some(metadata.jwks_uri().url()),
        metadata.token_endpoint().map(TokenUrl::url),
        metadata.userinfo_endpoint().map(UserInfoUrl::url),
    ]
    .into_iter()
    .flatten()
}

pub(super) fn get(url: &str, accept: &'static str) -> Result<HttpRequest, SignInError> {
    http::Request::get(url)
        .header(ACCEPT, accept)
        .body(Vec::new())
        .map_err(|_| SignInError::ProviderUnavailable("its address is not usable"))
}

fn accepted(listed: &[CoreJwsSigningAlgorithm]) -> Vec<CoreJwsSigningAlgorithm> {
    ALGORITHMS
        .into_iter()
        .filter(|algorithm| listed.contains(algorithm))
        .collect()
}
