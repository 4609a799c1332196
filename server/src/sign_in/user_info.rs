//! What the provider tells of the person: a signed answer, or plain JSON from Pro Santé Connect.

use std::str::FromStr as _;

use openidconnect::core::CoreGenderClaim;
use openidconnect::http::header::{AUTHORIZATION, CONTENT_TYPE};
use openidconnect::http::{HeaderValue, StatusCode};
use openidconnect::{
    AccessToken, AsyncHttpClient as _, SubjectIdentifier, UserInfoClaims, UserInfoError,
};

use super::SignInError;
use super::claims::{FranceConnectClaims, ProSanteConnectClaims, Profile};
use super::http_client::HttpError;
use super::remote::{Known, Remote, get};
use super::verify::{self, SignedClaims};
use crate::app::App;
use crate::caller::Provider;

/// Asks for it, and checks that it speaks of the subject of the `id_token`.
pub(super) async fn user_info(
    app: &App,
    remote: &Remote,
    known: &Known,
    access_token: &AccessToken,
    subject: &SubjectIdentifier,
    acr: Option<&str>,
) -> Result<Profile, SignInError> {
    const UNREADABLE: SignInError =
        SignInError::TokenInvalid("the UserInfo answer is not readable");
    let url = known.metadata.userinfo_endpoint();
    let url = url.ok_or(SignInError::ProviderUnavailable(
        "it names no UserInfo endpoint",
    ))?;
    let accept = match remote.settings.provider {
        Provider::FranceConnect => "application/jwt",
        Provider::ProSanteConnect => "application/json",
    };
    let mut request = get(url.as_str(), accept)?;
    let bearer = HeaderValue::from_str(&format!("Bearer {}", access_token.secret()));
    request
        .headers_mut()
        .insert(AUTHORIZATION, bearer.map_err(|_| UNREADABLE)?);
    let response = known
        .http
        .call(request)
        .await
        .map_err(|_| SignInError::ProviderUnavailable("no UserInfo answer"))?;
    if response.status() != StatusCode::OK {
        return Err(SignInError::ProviderUnavailable("UserInfo refused"));
    }
    let content_type = response
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let content_type = content_type
        .and_then(|value| value.split(';').next())
        .unwrap_or_default();
    let is_jwt = content_type.trim().eq_ignore_ascii_case("application/jwt");

    match remote.settings.provider {
        Provider::FranceConnect if is_jwt => {
            let jwt = std::str::from_utf8(response.body()).map_err(|_| UNREADABLE)?;
            let signed = SignedClaims::<FranceConnectClaims>::from_str(jwt.trim());
            let signed = signed.map_err(|_| UNREADABLE)?;
            let claims = verify::user_info(known, &remote.settings, &signed, app.clock.now())?;
            if claims.subject() != subject {
                return Err(SignInError::TokenInvalid(
                    "UserInfo tells of another subject",
                ));
            }
            Profile::of_france_connect(&claims, acr)
        }
        Provider::FranceConnect => Err(SignInError::TokenInvalid("UserInfo is not signed")),
        Provider::ProSanteConnect => {
            type Claims = UserInfoClaims<ProSanteConnectClaims, CoreGenderClaim>;
            let claims = Claims::from_json::<HttpError>(response.body(), Some(subject));
            let claims = claims.map_err(|error| match error {
                UserInfoError::ClaimsVerification(error) => error.into(),
                _ => UNREADABLE,
            })?;
            Profile::of_pro_sante_connect(&claims)
        }
    }
}
