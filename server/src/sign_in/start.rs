//! The way out: a browser is sent to the provider.

use openidconnect::core::{CoreAuthenticationFlow, CoreClient};
use openidconnect::{
    AuthenticationContextClass, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, Nonce, PkceCodeChallenge, RedirectUrl, Scope,
};
use shared::text::Language;

use super::remote::{Known, Remote};
use super::{Providers, SIGN_IN_LIFE, Secret, SignInError};
use crate::app::App;
use crate::caller::Provider;
use crate::store::NewSignIn;

/// Somebody wants to sign in.
#[derive(Debug)]
pub struct Start {
    pub provider: Provider,
    /// A path of this portal.
    pub return_to: String,
    pub language: Language,
    /// The secret of this browser, when a sign-in is already under way in another tab.
    pub browser: Option<Secret>,
}

/// Where to send the browser, and the secret that binds the sign-in to it.
#[derive(Debug)]
pub struct Started {
    pub location: String,
    pub browser: Secret,
}

pub async fn start(app: &App, start: Start) -> Result<Started, SignInError> {
    let remote = app.providers.remote(start.provider)?;
    let known = remote.known().await?;
    let client = client(&app.providers, remote, &known)?;

    let (state, nonce) = (Secret::random(), Secret::random());
    let pkce = remote
        .settings
        .pkce
        .then(PkceCodeChallenge::new_random_sha256);
    let (sent_state, sent_nonce) = (state.clone(), nonce.clone());
    let mut request = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            move || CsrfToken::new(sent_state.as_str().to_owned()),
            move || Nonce::new(sent_nonce.as_str().to_owned()),
        )
        .add_scopes(
            remote
                .settings
                .scopes()
                .iter()
                .map(|scope| Scope::new((*scope).to_owned())),
        );
    if let Some(acr) = &remote.settings.acr {
        request = request.add_auth_context_value(AuthenticationContextClass::new(acr.clone()));
    }
    let mut verifier = None;
    if let Some((challenge, secret)) = pkce {
        request = request.set_pkce_challenge(challenge);
        verifier = Some(secret.into_secret());
    }
    let (location, _, _) = request.url();

    let browser = start.browser.unwrap_or_else(Secret::random);
    let mut tx = app.store.write().await?;
    tx.add_sign_in(&NewSignIn {
        state_hash: state.hash(),
        browser_hash: browser.hash(),
        provider: start.provider,
        nonce: nonce.as_str(),
        pkce_verifier: verifier.as_deref(),
        return_to: &start.return_to,
        language: start.language,
        expires_at: app.clock.now() + SIGN_IN_LIFE,
    })
    .await?;
    tx.commit().await?;
    Ok(Started {
        location: location.into(),
        browser,
    })
}

/// A client of the provider, as its documents and our settings make it.
pub(super) type ProviderClient = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

pub(super) fn client(
    providers: &Providers,
    remote: &Remote,
    known: &Known,
) -> Result<ProviderClient, SignInError> {
    let settings = &remote.settings;
    let callback = RedirectUrl::new(providers.callback_url(settings.provider))
        .map_err(|_| SignInError::ProviderUnavailable("our own address is not usable"))?;
    let client = CoreClient::from_provider_metadata(
        known.metadata.clone(),
        ClientId::new(settings.client_id.clone()),
        Some(ClientSecret::new(settings.client_secret.clone())),
    );
    Ok(client
        .set_redirect_uri(callback)
        .set_auth_type(settings.auth_type()))
}
