//! Signing out: here at once, then at the provider.

use std::str::FromStr as _;

use chrono::{DateTime, Utc};
use openidconnect::core::CoreIdToken;
use openidconnect::{CsrfToken, LogoutRequest, PostLogoutRedirectUrl};

use uuid::Uuid;

use super::{Secret, SignInError};
use crate::app::App;
use crate::caller::{Provider, SignedIn};
use crate::store::{StoreError, Tx};

/// Closes the session; where to send the browser, if the provider has a session of its own to end.
pub async fn close(app: &App, signed_in: &SignedIn) -> Result<Option<String>, SignInError> {
    let mut tx = app.store.write().await?;
    let id_token = tx.close_session(signed_in.session, app.clock.now()).await?;
    tx.commit().await?;
    Ok(match id_token {
        Some(id_token) => end_session_url(app, signed_in.provider, &id_token).await,
        None => None,
    })
}

/// Ends one of the caller's sessions, open elsewhere or here: its pages are told at once. One that is over, or is
/// somebody else's, is left as it is.
pub async fn end(
    tx: &mut Tx,
    signed_in: &SignedIn,
    session: Uuid,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let own = tx.sessions_of(signed_in.account, now).await?;
    if own.iter().any(|open| open.id == session) {
        tx.close_session(session, now).await?;
    }
    Ok(())
}

/// `None` when the provider has no such endpoint, or does not answer: our own session is over.
async fn end_session_url(app: &App, provider: Provider, id_token: &str) -> Option<String> {
    let known = app.providers.remote(provider).ok()?.known().await.ok()?;
    let endpoint = known
        .metadata
        .additional_metadata()
        .end_session_endpoint
        .clone()?;
    let back = PostLogoutRedirectUrl::new(app.providers.logout_callback_url()).ok()?;
    let url = LogoutRequest::from(endpoint)
        .set_id_token_hint(&CoreIdToken::from_str(id_token).ok()?)
        .set_post_logout_redirect_uri(back)
        .set_state(CsrfToken::new(Secret::random().as_str().to_owned()))
        .http_get_url();
    Some(url.into())
}
