//! Pro Santé Connect's endpoints.

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::Value;

use super::{Here, Providers, authorization, bearer, form, grant, off_the_loop, parameters};
use crate::demo::Answer;

pub(super) fn routes() -> Router<Providers> {
    Router::new()
        .route("/.well-known/wallet-openid-configuration", get(discovery))
        .route("/wallet/auth", get(authorize).post(choose))
        .route("/protocol/openid-connect/certs", get(jwks))
        .route("/protocol/openid-connect/token", post(token))
        .route("/protocol/openid-connect/userinfo", get(user_info))
        .route("/protocol/openid-connect/logout", get(end_session))
}

async fn discovery(State(providers): Here) -> Json<Value> {
    Json(providers.demo.pro_sante_connect.discovery())
}

async fn jwks(State(providers): Here) -> Response {
    let keys = off_the_loop(providers, |providers| {
        providers.demo.pro_sante_connect.jwks()
    });
    keys.await
        .map_or(StatusCode::INTERNAL_SERVER_ERROR.into_response(), |keys| {
            Json(keys).into_response()
        })
}

async fn authorize(State(providers): Here, RawQuery(query): RawQuery) -> Answer {
    let now = providers.clock.now();
    providers
        .demo
        .pro_sante_connect
        .authorize(parameters(query), false, now)
        .await
}

async fn choose(State(providers): Here, body: Bytes) -> Answer {
    let now = providers.clock.now();
    providers
        .demo
        .pro_sante_connect
        .authorize(form(&body), true, now)
        .await
}

async fn token(State(providers): Here, headers: HeaderMap, body: Bytes) -> Response {
    let answer = off_the_loop(providers, move |providers| {
        let now = providers.clock.now();
        providers
            .demo
            .pro_sante_connect
            .token(&form(&body), authorization(&headers), now)
    });
    answer
        .await
        .map_or(StatusCode::INTERNAL_SERVER_ERROR.into_response(), grant)
}

async fn user_info(State(providers): Here, headers: HeaderMap) -> Response {
    let token = match bearer(&headers) {
        Ok(token) => token,
        Err(error) => return error.into_response(),
    };
    let now = providers.clock.now();
    grant(providers.demo.pro_sante_connect.user_info(token, now).await)
}

async fn end_session(State(providers): Here, RawQuery(query): RawQuery) -> Response {
    // A hint is checked with the key, which may have to be made first.
    let answer = off_the_loop(providers, move |providers| {
        providers
            .demo
            .pro_sante_connect
            .end_session(&parameters(query))
    });
    answer.await.map_or(
        StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        IntoResponse::into_response,
    )
}
