//! The session's cookie, and the layer that turns it into a [`Caller`].

use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use super::problem::problem;
use crate::app::App;
use crate::caller::Caller;
use crate::sign_in::{self, Secret};
use crate::telemetry::Causes;

/// `__Host-` makes browsers insist on Secure, on this very host and on the whole of it.
const SESSION: &str = "__Host-session";

/// Puts the caller among the request's extensions, where the extractor and the pages find it.
pub async fn attach(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let signed_in = match token(request.headers()) {
        Some(token) => sign_in::signed_in(&app, &token).await,
        None => Ok(None),
    };
    match signed_in {
        Ok(signed_in) => {
            let caller = signed_in.map_or(Caller::ANONYMOUS, Caller::new);
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Err(error) => {
            // To say "not signed in" would send people to a sign-in that cannot work either.
            tracing::error!(error = %Causes(&error), "a session could not be read");
            problem(StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE")
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}

/// The token that a browser sends.
pub fn token(headers: &HeaderMap) -> Option<Secret> {
    cookie(headers, SESSION).and_then(Secret::parse)
}

/// Gives a browser its session; it ends with the browser, at the latest when the portal says so.
pub(super) fn given(token: &Secret) -> Option<HeaderValue> {
    set_cookie(SESSION, token.as_str(), "")
}

/// Takes it back.
pub(super) fn taken() -> Option<HeaderValue> {
    set_cookie(SESSION, "", "; Max-Age=0")
}

pub(super) fn set_cookie(name: &str, value: &str, more: &str) -> Option<HeaderValue> {
    let cookie = format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{more}");
    HeaderValue::from_str(&cookie).ok()
}

pub(super) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find_map(|(known, value)| (known == name).then_some(value))
}
