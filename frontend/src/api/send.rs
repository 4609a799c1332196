//! The one way out: a POST of JSON to `/graphql`, with a limit of time.

use cynic::Operation;
use futures_util::future::{Either, LocalBoxFuture, select};
use gloo_net::http::Request;
use serde::Serialize;
use serde_json::Value;
use web_sys::AbortController;

use super::error::{ApiError, Detail};
use super::node::{Node, Object};
use super::refusal::refusal;
use crate::browser;

/// A failure must be loud within five seconds of the last key, the pause before the save included.
const TIME_LIMIT_MS: i32 = 4_000;

/// An operation with one field at its root, and what that field holds.
///
/// cynic writes and checks the query; the answer is read here, so that the reading of a node is in the
/// program once, whichever operation brings it.
pub(super) trait Root {
    type Node: Node + 'static;
}

/// An answer to come. In a box, so that its reading is in the program once a node and not once a call.
pub(crate) type Answered<T> = LocalBoxFuture<'static, Result<T, ApiError>>;

/// Sends a query.
pub(super) fn send<T: Root, V: Serialize>(operation: Operation<T, V>) -> Answered<T::Node> {
    queried(body(operation))
}

/// Sends a mutation, whose answer is the object asked for or a refusal.
pub(super) fn ask<T: Root, V: Serialize>(operation: Operation<T, V>) -> Answered<T::Node> {
    asked(body(operation))
}

fn queried<N: Node + 'static>(body: String) -> Answered<N> {
    Box::pin(async move { read(post(body).await?) })
}

fn asked<N: Node + 'static>(body: String) -> Answered<N> {
    Box::pin(async move { N::read(unless_refused(post(body).await?)?).ok_or_else(unreadable) })
}

/// Reads an answer, of a POST or of the socket. A node that may not be missing and is, is not found.
pub(super) fn read<N: Node>(answer: Value) -> Result<N, ApiError> {
    let node = root(answer)?;
    let missing = node.is_null();
    N::read(node).ok_or_else(|| {
        if missing {
            ApiError::code("NOT_FOUND")
        } else {
            unreadable()
        }
    })
}

/// The object that a mutation was asked for.
fn unless_refused(answer: Value) -> Result<Value, ApiError> {
    let node = root(answer)?;
    match node["__typename"].as_str() {
        Some("Request" | "Structure") => Ok(node),
        _ => Err(refusal(node).unwrap_or_else(unreadable)),
    }
}

/// The one field at the root of an answer.
fn root(answer: Value) -> Result<Value, ApiError> {
    let mut answer = Object::of(answer).ok_or_else(unreadable)?;
    let errors: Option<Vec<Value>> = answer.take("errors").flatten();
    if let Some(error) = errors.and_then(|errors| errors.into_iter().next()) {
        return Err(failure(&error));
    }
    let data = answer.take("data").and_then(Object::of);
    data.and_then(Object::only).ok_or_else(unreadable)
}

fn failure(error: &Value) -> ApiError {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let code = text(&error["extensions"]["code"]).unwrap_or_else(|| "INTERNAL".to_owned());
    ApiError::refusal(
        code,
        text(&error["message"]).unwrap_or_default(),
        Detail::None,
    )
}

fn unreadable() -> ApiError {
    ApiError::code("UNREADABLE_ANSWER")
}

fn body<T, V: Serialize>(operation: Operation<T, V>) -> String {
    let Operation {
        query, variables, ..
    } = operation;
    // Variables are made of texts, numbers and ticks, which JSON always holds.
    let variables = serde_json::to_string(&variables).unwrap_or_default();
    envelope(&query, &variables)
}

pub(super) fn envelope(query: &str, variables: &str) -> String {
    let query = serde_json::to_string(query).unwrap_or_default();
    ["{\"query\":", &query, ",\"variables\":", variables, "}"].concat()
}

/// Not generic and in a box, so that it is in the program once.
fn post(body: String) -> Answered<Value> {
    Box::pin(exchange(body))
}

async fn exchange(body: String) -> Result<Value, ApiError> {
    let unreachable = |_| ApiError::code("NETWORK");
    let abort = AbortController::new().ok();
    let signal = abort.as_ref().map(AbortController::signal);
    let request = Request::post("/graphql")
        .header("content-type", "application/json")
        .header("accept", "application/json")
        .abort_signal(signal.as_ref())
        .body(body)
        .map_err(unreachable)?;
    let exchange = Box::pin(async move {
        let response = request.send().await?;
        let status = response.status();
        response.text().await.map(|text| (status, text))
    });
    match select(exchange, Box::pin(browser::sleep(TIME_LIMIT_MS))).await {
        Either::Left((exchanged, _)) => {
            let (status, text) = exchanged.map_err(|_| ApiError::code("NETWORK"))?;
            // GraphQL errors come with 200 or 4xx and a body that says why; a gateway's page does not.
            serde_json::from_str(&text).map_err(|_| ApiError::code(plain(status)))
        }
        Either::Right(_) => {
            if let Some(abort) = abort {
                abort.abort();
            }
            Err(ApiError::code("TIMEOUT"))
        }
    }
}

fn plain(status: u16) -> &'static str {
    match status {
        401 => "NOT_SIGNED_IN",
        413 => "BODY_TOO_LARGE",
        429 => "RATE_LIMITED",
        _ => "UNAVAILABLE",
    }
}
