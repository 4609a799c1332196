//! The answer to an address that tries to sign in too often: HTTP 429, for people and for programs.

use axum::http::header::{ACCEPT, CACHE_CONTROL, RETRY_AFTER};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use chrono::TimeDelta;
use shared::catalogue;
use shared::text::{Language, Text};

use super::client_address::client_address;
use super::problem::problem;
use super::shell::language_of;
use crate::app::App;
use crate::sign_in::SignInError;

const TITLE: Text = Text::new(
    "Trop de tentatives de connexion",
    "Too many sign-in attempts",
);
const HOME: Text = Text::new("Page d’accueil", "Home page");

/// Counts an attempt of this client; without any left, how long to wait.
pub(super) fn attempt(app: &App, parts: &Parts) -> Result<(), TimeDelta> {
    let address = client_address(parts, &app.config.trusted_proxies);
    app.providers.attempts.take(address, app.clock.now())
}

pub(super) fn too_many(parts: &Parts, wait: TimeDelta) -> Response {
    let code = SignInError::TooMany.code();
    let accept = parts
        .headers
        .get(ACCEPT)
        .and_then(|accept| accept.to_str().ok());
    let mut response = if accept.is_some_and(|accept| accept.contains("text/html")) {
        let page = page(language_of(&parts.headers), code);
        (StatusCode::TOO_MANY_REQUESTS, Html(page)).into_response()
    } else {
        problem(StatusCode::TOO_MANY_REQUESTS, code)
    };
    let headers = response.headers_mut();
    headers.insert(
        RETRY_AFTER,
        HeaderValue::from(wait.num_seconds().max(0) + 1),
    );
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A page of its own: the usual one would cost the very work that is refused here.
fn page(language: Language, code: &str) -> String {
    let (title, home) = (TITLE.r#in(language), HOME.r#in(language));
    let text = catalogue::error(code)
        .unwrap_or(catalogue::UNKNOWN)
        .r#in(language);
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n</head>\n<body>\n<main>\n\
         <h1>{title}</h1>\n<p>{text}</p>\n<p><a href=\"/\">{home}</a></p>\n</main>\n</body>\n</html>\n",
        language.code()
    )
}
