//! The one way out: a POST of JSON to `/graphql`, with a limit of time.

use std::collections::BTreeMap;

use cynic::Operation;
use futures_util::future::{Either, LocalBoxFuture, select};
use gloo_net::http::Request;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use web_sys::AbortController;

use super::error::{ApiError, Detail};
use super::refusal::Refusal;
use crate::browser;

/// A failure must be loud within five seconds of the last key, the pause before the save included.
const TIME_LIMIT_MS: i32 = 4_000;

/// An operation with one field at its root, and what that field holds.
///
/// cynic writes and checks the query; the answer is read here, field first and node second, so that
/// the reading of a node is in the program once, whichever operation brings it.
pub(super) trait Root {
    type Node: DeserializeOwned + 'static;
}

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    data: Option<BTreeMap<&'a str, &'a RawValue>>,
    errors: Option<Vec<GraphQlError>>,
}

#[derive(Deserialize)]
struct GraphQlError {
    message: String,
    extensions: Option<Extensions>,
}

#[derive(Deserialize)]
struct Extensions {
    code: Option<String>,
}

/// Which member of a union an answer is.
#[derive(Deserialize)]
struct Member<'a> {
    #[serde(rename = "__typename")]
    name: &'a str,
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

fn queried<N: DeserializeOwned + 'static>(body: String) -> Answered<N> {
    Box::pin(async move { read(&post(body).await?) })
}

fn asked<N: DeserializeOwned + 'static>(body: String) -> Answered<N> {
    Box::pin(async move { decode(&node(post(body).await?)?) })
}

/// The node of a mutation's answer, unless it is a refusal.
fn node(answer: String) -> Result<String, ApiError> {
    let node = root(&answer)?;
    match refusal(node)? {
        Some(refused) => Err(refused),
        None => Ok(node.to_owned()),
    }
}

/// Reads an answer, of a POST or of the socket. A node that may not be missing and is, is not found.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Result<T, ApiError> {
    let node = root(text)?;
    decode(node).map_err(|error| {
        if node == "null" {
            ApiError::code("NOT_FOUND")
        } else {
            error
        }
    })
}

fn body<T, V: Serialize>(operation: Operation<T, V>) -> String {
    // Variables are made of texts, numbers and ticks, which JSON always holds.
    let variables = serde_json::to_string(&operation.variables).unwrap_or_default();
    envelope(&operation.query, &variables)
}

fn envelope(query: &str, variables: &str) -> String {
    let query = serde_json::to_string(query).unwrap_or_default();
    ["{\"query\":", &query, ",\"variables\":", variables, "}"].concat()
}

fn decode<T: DeserializeOwned>(text: &str) -> Result<T, ApiError> {
    serde_json::from_str(text).map_err(|_| unreadable())
}

/// The text of the one field at the root of an answer.
fn root(text: &str) -> Result<&str, ApiError> {
    let answer: Answer = serde_json::from_str(text).map_err(|_| unreadable())?;
    match (answer.errors.and_then(first), answer.data) {
        (Some(error), _) => Err(error),
        (None, Some(data)) => data
            .into_values()
            .next()
            .map(RawValue::get)
            .ok_or_else(unreadable),
        (None, None) => Err(unreadable()),
    }
}

fn refusal(node: &str) -> Result<Option<ApiError>, ApiError> {
    match decode_borrowed(node)?.name {
        "Request" | "Structure" => Ok(None),
        _ => decode::<Refusal>(node).map(|refusal| Some(refusal.into())),
    }
}

fn decode_borrowed(node: &str) -> Result<Member<'_>, ApiError> {
    serde_json::from_str(node).map_err(|_| unreadable())
}

fn unreadable() -> ApiError {
    ApiError::code("UNREADABLE_ANSWER")
}

fn first(errors: Vec<GraphQlError>) -> Option<ApiError> {
    let error = errors.into_iter().next()?;
    let code = error.extensions.and_then(|extensions| extensions.code);
    let code = code.unwrap_or_else(|| "INTERNAL".to_owned());
    Some(ApiError::refusal(code, error.message, Detail::None))
}

/// Not generic and in a box, so that it is in the program once.
fn post(body: String) -> Answered<String> {
    Box::pin(exchange(body))
}

async fn exchange(body: String) -> Result<String, ApiError> {
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
            if text.starts_with('{') {
                Ok(text)
            } else {
                Err(ApiError::code(plain(status)))
            }
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
