//! The way back: the provider's answer becomes an account and a session.

use openidconnect::core::CoreErrorResponseType;
use openidconnect::{
    AuthorizationCode, Nonce, OAuth2TokenResponse as _, PkceCodeVerifier, RequestTokenError,
    TokenResponse as _,
};
use shared::event::EventKind;
use shared::id::AccountId;
use uuid::Uuid;

use super::claims::Profile;
use super::remote::{Known, Remote};
use super::start::client;
use super::user_info::user_info;
use super::verify;
use super::{LIFETIME, Secret, SignInError};
use crate::app::App;
use crate::caller::Provider;
use crate::store::{NewAccount, NewEvent, NewSession, SignIn, StoreError, Tx};

/// What the provider sent the browser back with.
#[derive(Debug)]
pub struct Callback {
    pub provider: Provider,
    pub state: Option<String>,
    pub code: Option<String>,
    pub error: Option<String>,
    /// RFC 9207: who says so.
    pub iss: Option<String>,
    /// The secret of the browser that comes back.
    pub browser: Option<Secret>,
    /// The session that this browser already has; a new one takes its place.
    pub previous: Option<Uuid>,
}

/// An open session.
#[derive(Debug)]
pub struct Opened {
    pub token: Secret,
    pub return_to: String,
}

pub async fn finish(app: &App, callback: Callback) -> Result<Opened, SignInError> {
    let sign_in = redeem(app, &callback).await?;
    match callback.error.as_deref() {
        None => {}
        Some("access_denied") => return Err(SignInError::Cancelled),
        Some("invalid_acr") => return Err(SignInError::AssuranceTooLow),
        Some(_) => return Err(SignInError::ProviderUnavailable("it refused the request")),
    }
    let remote = app.providers.remote(callback.provider)?;
    let known = remote.known().await?;
    if callback
        .iss
        .as_deref()
        .is_some_and(|iss| iss != known.metadata.issuer().as_str())
    {
        return Err(SignInError::TokenInvalid("the answer names another issuer"));
    }
    let code = callback.code.ok_or(SignInError::TokenInvalid("no code"))?;
    let answer = ask(app, remote, known, code, &sign_in).await?;
    if !app.config.demo && answer.profile.is_test() {
        return Err(SignInError::TestIdentity);
    }
    open(app, &answer, &sign_in, callback.previous).await
}

/// Takes the waiting sign-in: once, whatever follows, and for the browser that began it.
async fn redeem(app: &App, callback: &Callback) -> Result<SignIn, SignInError> {
    let state = callback.state.as_deref().and_then(Secret::parse);
    let state = state.ok_or(SignInError::StateUnknown)?;
    let mut tx = app.store.write().await?;
    let sign_in = tx.take_sign_in(&state.hash()).await?;
    tx.commit().await?;
    let sign_in = sign_in.ok_or(SignInError::StateUnknown)?;
    let browser = callback.browser.as_ref().map(Secret::hash);
    if browser != Some(sign_in.browser_hash) || sign_in.provider != callback.provider {
        return Err(SignInError::StateUnknown);
    }
    if app.clock.now() >= sign_in.expires_at {
        return Err(SignInError::Expired);
    }
    Ok(sign_in)
}

/// What the provider vouches for.
struct Vouched {
    issuer: String,
    subject: String,
    id_token: String,
    profile: Profile,
}

async fn ask(
    app: &App,
    remote: &Remote,
    known: std::sync::Arc<Known>,
    code: String,
    sign_in: &SignIn,
) -> Result<Vouched, SignInError> {
    let client = client(&app.providers, remote, &known)?;
    let mut request = client
        .exchange_code(AuthorizationCode::new(code))
        .map_err(|_| SignInError::ProviderUnavailable("it names no token endpoint"))?;
    if let Some(verifier) = &sign_in.pkce_verifier {
        request = request.set_pkce_verifier(PkceCodeVerifier::new(verifier.clone()));
    }
    let tokens = request
        .request_async(&known.http)
        .await
        .map_err(|error| match error {
            RequestTokenError::Request(_) => SignInError::ProviderUnavailable("no tokens"),
            RequestTokenError::ServerResponse(refusal) => match refusal.error() {
                CoreErrorResponseType::InvalidGrant => SignInError::TokenInvalid("code refused"),
                _ => SignInError::ProviderUnavailable("it refused to give tokens"),
            },
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
                SignInError::TokenInvalid("the tokens are not readable")
            }
        })?;
    let id_token = tokens
        .id_token()
        .ok_or(SignInError::TokenInvalid("no id_token"))?;
    let now = app.clock.now();
    let nonce = Nonce::new(sign_in.nonce.clone());
    let (claims, known) = verify::id_token(remote, known, id_token, &nonce, now).await?;
    let acr = claims.auth_context_ref().map(|acr| acr.as_str());
    let profile = user_info(
        app,
        remote,
        &known,
        tokens.access_token(),
        claims.subject(),
        acr,
    )
    .await?;
    Ok(Vouched {
        issuer: known.metadata.issuer().to_string(),
        subject: claims.subject().to_string(),
        id_token: id_token.to_string(),
        profile,
    })
}

/// The account, the session and their events, together.
async fn open(
    app: &App,
    vouched: &Vouched,
    sign_in: &SignIn,
    previous: Option<Uuid>,
) -> Result<Opened, SignInError> {
    let now = app.clock.now();
    let token = Secret::random();
    let profile = &vouched.profile;
    let mut tx = app.store.write().await?;
    let (account, is_new) = tx
        .save_account(
            &NewAccount {
                issuer: &vouched.issuer,
                subject: &vouched.subject,
                provider: sign_in.provider,
                subject_name_id: profile.subject_name_id.as_deref(),
                display_name: &profile.display_name,
                identity: profile.identity.as_ref(),
                email: profile.email.as_deref(),
                language: sign_in.language,
            },
            now,
        )
        .await?;
    if is_new {
        let event = NewEvent {
            account: Some(account),
            owner: Some(account),
            ..NewEvent::new(EventKind::AccountCreated, now)
        };
        tx.add_event(event).await?;
    }
    join(&mut tx, account, profile).await?;
    if let Some(previous) = previous {
        tx.close_session(previous, now).await?;
    }
    tx.open_session(&NewSession {
        id: Uuid::now_v7(),
        token_hash: token.hash(),
        account,
        id_token: &vouched.id_token,
        opened_at: now,
        expires_at: now + LIFETIME,
    })
    .await?;
    tx.commit().await?;
    Ok(Opened {
        token,
        return_to: sign_in.return_to.clone(),
    })
}

/// Joins the account to the registered person whose RPPS number Pro Santé Connect vouches for, or
/// whose five certified traits are exactly these. Never by e-mail.
async fn join(tx: &mut Tx, account: AccountId, profile: &Profile) -> Result<(), StoreError> {
    let person = match (&profile.rpps_number, &profile.identity) {
        (Some(number), _) => tx.person_by_number(number).await?,
        (None, Some(identity)) => tx.person_by_certified_traits(&identity.traits()).await?,
        (None, None) => None,
    };
    if let Some(person) = person {
        tx.join_account(account, person).await?;
    }
    Ok(())
}
