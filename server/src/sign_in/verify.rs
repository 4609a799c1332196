//! The checks that an answer must pass: signature, issuer, audience, times, nonce, level of assurance.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::core::{
    CoreGenderClaim, CoreIdToken, CoreIdTokenClaims, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
};
use openidconnect::{
    AdditionalClaims, AuthenticationContextClass, ClaimsVerificationError, ClientId, IdToken,
    IdTokenClaims, IdTokenVerifier, Nonce, SignatureVerificationError,
};

use super::remote::{Known, Remote};
use super::{Settings, SignInError};

/// Clocks differ a little.
const LEEWAY: TimeDelta = TimeDelta::seconds(10);
/// An `id_token` is used the moment it is made; an old one is somebody's copy.
const OLDEST: TimeDelta = TimeDelta::minutes(5);

/// A JWT with claims of our own, as a signed `UserInfo` answer is one.
pub(super) type SignedClaims<AC> =
    IdToken<AC, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;

/// The claims of an `id_token`, and the provider's documents that vouched for it.
pub(super) async fn id_token(
    remote: &Remote,
    known: Arc<Known>,
    token: &CoreIdToken,
    nonce: &Nonce,
    now: DateTime<Utc>,
) -> Result<(CoreIdTokenClaims, Arc<Known>), SignInError> {
    let read = |known: &Known| {
        let verifier = verifier(known, &remote.settings, now, known.id_token_algorithms());
        token.claims(&verifier, nonce).cloned()
    };
    match read(&known) {
        Err(ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::NoMatchingKey,
        )) => {
            // The provider may have changed its keys since they were read.
            let known = remote.with_new_keys(&known).await?;
            Ok((read(&known)?, known))
        }
        claims => Ok((claims?, known)),
    }
}

/// The claims of a signed `UserInfo` answer.
pub(super) fn user_info<AC: AdditionalClaims + Clone>(
    known: &Known,
    settings: &Settings,
    token: &SignedClaims<AC>,
    now: DateTime<Utc>,
) -> Result<IdTokenClaims<AC, CoreGenderClaim>, SignInError> {
    // Neither nonce nor level of assurance is part of such an answer.
    let settings = Settings {
        acr: None,
        ..settings.clone()
    };
    let verifier = verifier(known, &settings, now, known.user_info_algorithms());
    Ok(token.claims(&verifier, |_: Option<&Nonce>| Ok(()))?.clone())
}

fn verifier<'v>(
    known: &Known,
    settings: &Settings,
    now: DateTime<Utc>,
    algorithms: Vec<CoreJwsSigningAlgorithm>,
) -> IdTokenVerifier<'v, CoreJsonWebKey> {
    let asked = settings.acr.clone();
    // A "public client" has no shared secret, so a token signed with ours can never pass.
    IdTokenVerifier::new_public_client(
        ClientId::new(settings.client_id.clone()),
        known.metadata.issuer().clone(),
        known.keys.clone(),
    )
    .set_allowed_algs(algorithms)
    .set_time_fn(move || now - LEEWAY)
    .set_issue_time_verifier_fn(move |issued| {
        if issued > now + LEEWAY || issued < now - OLDEST {
            Err("issued at another time".to_owned())
        } else {
            Ok(())
        }
    })
    .set_auth_context_verifier_fn(move |given: Option<&AuthenticationContextClass>| {
        match (&asked, given) {
            (None, _) => Ok(()),
            (Some(asked), Some(given)) if asked.as_str() == given.as_str() => Ok(()),
            _ => Err("another level of assurance".to_owned()),
        }
    })
}
