//! Tokens for software: `/oauth/token`, `/oauth/revoke`, `/oauth/introspect`.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequestParts, State};
use axum::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, PRAGMA, RETRY_AFTER, WWW_AUTHENTICATE,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::client::Scope;
use url::form_urlencoded;

use super::client_address::client_address;
use crate::app::App;
use crate::clients::{self, Credentials, TokenRefused};
use crate::telemetry::Causes;

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/oauth/token", post(token))
        .route("/oauth/revoke", post(revoke))
        .route("/oauth/introspect", post(introspect))
}

/// An error as RFC 6749 names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OAuthError {
    InvalidRequest(&'static str),
    InvalidClient,
    UnauthorizedClient,
    UnsupportedGrantType,
    InvalidScope,
    /// Of RFC 8628, for want of one here.
    SlowDown(TimeDelta),
    ServerError,
}

impl OAuthError {
    const fn said(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::InvalidRequest(why) => (StatusCode::BAD_REQUEST, "invalid_request", why),
            Self::InvalidClient => (
                StatusCode::UNAUTHORIZED,
                "invalid_client",
                "Unknown client or secret, or the client rests or was revoked.",
            ),
            Self::UnauthorizedClient => (
                StatusCode::BAD_REQUEST,
                "unauthorized_client",
                "The client may not come from this address.",
            ),
            Self::UnsupportedGrantType => (
                StatusCode::BAD_REQUEST,
                "unsupported_grant_type",
                "Only client_credentials is supported.",
            ),
            Self::InvalidScope => (
                StatusCode::BAD_REQUEST,
                "invalid_scope",
                "A scope is unknown, or the client does not have it.",
            ),
            Self::SlowDown(_) => (
                StatusCode::TOO_MANY_REQUESTS,
                "slow_down",
                "Too many requests: keep the token until it ends.",
            ),
            Self::ServerError => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "server_error",
                "Try again later.",
            ),
        }
    }
}

impl From<TokenRefused> for OAuthError {
    fn from(refused: TokenRefused) -> Self {
        match refused {
            TokenRefused::Client => Self::InvalidClient,
            TokenRefused::Address => Self::UnauthorizedClient,
            TokenRefused::Scope => Self::InvalidScope,
            TokenRefused::TooMany(wait) => Self::SlowDown(wait),
            TokenRefused::Store(error) => {
                tracing::error!(error = %Causes(&error), "a token could not be given or read");
                Self::ServerError
            }
        }
    }
}

impl IntoResponse for OAuthError {
    fn into_response(self) -> Response {
        let (status, error, description) = self.said();
        let body = json!({ "error": error, "error_description": description });
        let mut response = (status, Json(body)).into_response();
        let headers = response.headers_mut();
        if self == Self::InvalidClient {
            headers.insert(
                WWW_AUTHENTICATE,
                HeaderValue::from_static("Basic realm=\"rpps-plus\""),
            );
        }
        if let Self::SlowDown(wait) = self {
            headers.insert(
                RETRY_AFTER,
                HeaderValue::from(wait.num_seconds().max(0) + 1),
            );
        }
        unkept(response)
    }
}

/// What holds a secret is kept by nobody on the way.
fn unkept(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(PRAGMA, HeaderValue::from_static("no-cache"));
    response
}

/// The parameters of a form, each once, and who sends them.
struct Form {
    parameters: Vec<(String, String)>,
    credentials: Credentials,
}

impl Form {
    fn read(app: &App, parts: &Parts, body: &[u8]) -> Result<Self, OAuthError> {
        const FORM: &str = "application/x-www-form-urlencoded";
        let invalid = |why| Err(OAuthError::InvalidRequest(why));
        let kind = parts.headers.get(CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case(FORM) {
            return invalid("The body is to be form encoded.");
        }
        let parameters: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
        let is_repeated = |(at, (name, _)): (usize, &(String, String))| {
            parameters[..at].iter().any(|(before, _)| before == name)
        };
        if parameters.iter().enumerate().any(is_repeated) {
            return invalid("A parameter is repeated.");
        }
        let of = |name: &str| value_of(&parameters, name);
        let basic = basic(&parts.headers)?;
        let (identifier, secret) = match (basic, of("client_secret")) {
            (Some(_), Some(_)) => return invalid("The client is to authenticate in one way."),
            (Some((identifier, _)), None)
                if of("client_id").is_some_and(|other| other != identifier) =>
            {
                return invalid("Two clients are named.");
            }
            (Some(basic), None) => basic,
            (None, Some(secret)) => (
                of("client_id").unwrap_or_default().to_owned(),
                secret.to_owned(),
            ),
            (None, None) => return Err(OAuthError::InvalidClient),
        };
        Ok(Self {
            credentials: Credentials {
                identifier,
                secret,
                address: client_address(parts, &app.config.trusted_proxies),
            },
            parameters,
        })
    }

    fn of(&self, name: &str) -> Option<&str> {
        value_of(&self.parameters, name)
    }

    fn token(&self) -> Result<&str, OAuthError> {
        self.of("token")
            .ok_or(OAuthError::InvalidRequest("The token is missing."))
    }
}

/// A parameter without a value is treated as missing (RFC 6749, 3.2).
fn value_of<'p>(parameters: &'p [(String, String)], name: &str) -> Option<&'p str> {
    let found = parameters.iter().find(|(known, _)| known == name);
    found
        .map(|(_, value)| value.as_str())
        .filter(|value| !value.is_empty())
}

/// Name and secret of the header, each form encoded within it (RFC 6749, 2.3.1).
fn basic(headers: &HeaderMap) -> Result<Option<(String, String)>, OAuthError> {
    let Some(header) = headers.get(AUTHORIZATION) else {
        return Ok(None);
    };
    let unreadable = OAuthError::InvalidClient;
    let header = header.to_str().map_err(|_| unreadable)?;
    let (scheme, encoded) = header.split_once(' ').ok_or(unreadable)?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return Err(unreadable);
    }
    let decoded = STANDARD.decode(encoded.trim()).map_err(|_| unreadable)?;
    let text = String::from_utf8(decoded).map_err(|_| unreadable)?;
    let (identifier, secret) = text.split_once(':').ok_or(unreadable)?;
    let plain = |part: &str| {
        let pair = format!("v={part}");
        form_urlencoded::parse(pair.as_bytes())
            .next()
            .map(|(_, value)| value.into_owned())
            .unwrap_or_default()
    };
    Ok(Some((plain(identifier), plain(secret))))
}

async fn token(
    State(app): State<Arc<App>>,
    parts: RequestParts,
    body: Bytes,
) -> Result<Response, OAuthError> {
    let form = Form::read(&app, &parts.0, &body)?;
    match form.of("grant_type") {
        Some("client_credentials") => {}
        Some(_) => return Err(OAuthError::UnsupportedGrantType),
        None => return Err(OAuthError::InvalidRequest("grant_type is missing.")),
    }
    let given = clients::issue(&app, &form.credentials, form.of("scope")).await?;
    let body = json!({
        "access_token": given.token.as_str(),
        "token_type": "Bearer",
        "expires_in": given.lasts.num_seconds(),
        "scope": Scope::list(&given.scopes),
    });
    Ok(unkept(Json(body).into_response()))
}

async fn revoke(
    State(app): State<Arc<App>>,
    parts: RequestParts,
    body: Bytes,
) -> Result<Response, OAuthError> {
    let form = Form::read(&app, &parts.0, &body)?;
    clients::revoke(&app, &form.credentials, form.token()?).await?;
    Ok(unkept(StatusCode::OK.into_response()))
}

async fn introspect(
    State(app): State<Arc<App>>,
    parts: RequestParts,
    body: Bytes,
) -> Result<Response, OAuthError> {
    let form = Form::read(&app, &parts.0, &body)?;
    let found = clients::introspect(&app, &form.credentials, form.token()?).await?;
    let body: Value = found.map_or_else(
        || json!({ "active": false }),
        |token| {
            json!({
                "active": true,
                "client_id": token.client.identifier,
                "token_type": "Bearer",
                "scope": Scope::list(&token.scopes),
                "iat": token.issued_at.timestamp(),
                "exp": token.expires_at.timestamp(),
                "sub": token.client.identifier,
            })
        },
    );
    Ok(unkept(Json(body).into_response()))
}

/// Everything of a request but its body.
struct RequestParts(Parts);

impl<S: Sync> FromRequestParts<S> for RequestParts {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(parts.clone()))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn of(header: &str) -> Result<Option<(String, String)>, OAuthError> {
        let request = Request::builder().header(AUTHORIZATION, header).body(());
        basic(request.expect("a request").headers())
    }

    #[test]
    fn what_is_form_encoded_within_the_header_is_read() {
        let header = format!("Basic {}", STANDARD.encode("un%3Adeux:se+cret%2B"));
        let pair = ("un:deux".to_owned(), "se cret+".to_owned());
        assert_eq!(of(&header), Ok(Some(pair)));
    }

    #[test]
    fn another_header_is_no_client() {
        for header in ["Bearer abc", "Basic", "Basic !", "Basic YWJj"] {
            assert_eq!(of(header), Err(OAuthError::InvalidClient), "{header}");
        }
    }
}
