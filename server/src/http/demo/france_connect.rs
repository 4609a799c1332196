//! FranceConnect's endpoints.

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::Value;

use super::{Here, Providers, bearer, form, grant, no_store, parameters};
use crate::demo::Answer;

pub(super) fn routes() -> Router<Providers> {
    Router::new()
        .route("/.well-known/openid-configuration", get(discovery))
        .route("/jwks", get(jwks))
        .route("/authorize", get(authorize).post(choose))
        .route("/token", post(token))
        .route("/userinfo", get(user_info))
        .route("/session/end", get(end_session))
}

async fn discovery(State(providers): Here) -> Json<Value> {
    Json(providers.demo.france_connect.discovery())
}

async fn jwks(State(providers): Here) -> Json<Value> {
    Json(providers.demo.france_connect.jwks())
}

async fn authorize(State(providers): Here, RawQuery(query): RawQuery) -> Answer {
    let now = providers.clock.now();
    providers
        .demo
        .france_connect
        .authorize(parameters(query), false, now)
}

async fn choose(State(providers): Here, body: Bytes) -> Answer {
    providers
        .demo
        .france_connect
        .authorize(form(&body), true, providers.clock.now())
}

async fn token(State(providers): Here, body: Bytes) -> Response {
    grant(
        providers
            .demo
            .france_connect
            .token(&form(&body), providers.clock.now()),
    )
}

async fn user_info(State(providers): Here, headers: HeaderMap) -> Response {
    let now = providers.clock.now();
    bearer(&headers)
        .and_then(|token| providers.demo.france_connect.user_info(token, now))
        .map_or_else(IntoResponse::into_response, |jwt| {
            no_store(([(CONTENT_TYPE, "application/jwt")], jwt))
        })
}

async fn end_session(State(providers): Here, RawQuery(query): RawQuery) -> Answer {
    providers
        .demo
        .france_connect
        .end_session(&parameters(query))
}
