//! Routes of the demo identity providers.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::clock::Clock;
use crate::demo::page::{STYLE, STYLE_PATH};
use crate::demo::parameters::Parameters;
use crate::demo::{Answer, Demo, FRANCE_CONNECT_PATH, GrantError, PRO_SANTE_CONNECT_PATH};

mod france_connect;
mod pro_sante_connect;

#[derive(Clone)]
struct Providers {
    demo: Arc<Demo>,
    clock: Clock,
}

/// Both providers, mounted below the public URL.
pub fn routes(demo: Arc<Demo>, clock: Clock) -> Router {
    Router::new()
        .route(
            STYLE_PATH,
            get(([(CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)),
        )
        .nest(FRANCE_CONNECT_PATH, france_connect::routes())
        .nest(PRO_SANTE_CONNECT_PATH, pro_sante_connect::routes())
        .with_state(Providers { demo, clock })
}

type Here = State<Providers>;

fn form(body: &Bytes) -> Parameters {
    Parameters::parse(body)
}

fn parameters(query: Option<String>) -> Parameters {
    Parameters::parse(query.unwrap_or_default().as_bytes())
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        match self {
            Self::Page(html) => no_store(Html(html)),
            Self::Refused(html) => no_store((StatusCode::BAD_REQUEST, Html(html))),
            Self::Redirect(to) => no_store(Redirect::to(&to)),
        }
    }
}

impl IntoResponse for GrantError {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status()).unwrap_or(StatusCode::BAD_REQUEST);
        let mut response = no_store((status, Json(json!({ "error": self.to_string() }))));
        if self == Self::InvalidToken {
            let challenge = axum::http::HeaderValue::from_static("Bearer error=\"invalid_token\"");
            response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
        }
        response
    }
}

fn no_store(response: impl IntoResponse) -> Response {
    ([(CACHE_CONTROL, "no-store")], response).into_response()
}

fn grant(answer: Result<Value, GrantError>) -> Response {
    answer.map_or_else(IntoResponse::into_response, |body| no_store(Json(body)))
}

fn authorization(headers: &HeaderMap) -> Option<&str> {
    headers.get(AUTHORIZATION)?.to_str().ok()
}

fn bearer(headers: &HeaderMap) -> Result<&str, GrantError> {
    authorization(headers)
        .and_then(|value| value.strip_prefix("Bearer "))
        .ok_or(GrantError::InvalidToken)
}

/// Runs what may make an RSA key, which is too slow for a thread that serves others.
async fn off_the_loop<T: Send + 'static>(
    providers: Providers,
    work: impl FnOnce(&Providers) -> T + Send + 'static,
) -> Option<T> {
    tokio::task::spawn_blocking(move || work(&providers))
        .await
        .ok()
}
