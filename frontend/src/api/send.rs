//! The one way out: a POST of JSON to `/graphql`, with a limit of time.

use cynic::Operation;
use futures_util::future::{Either, select};
use gloo_net::http::Request;
use serde::{Deserialize, Serialize};
use web_sys::AbortController;

use super::error::{ApiError, Detail};
use crate::browser;

/// A failure must be loud within five seconds, the time to show it included.
const TIME_LIMIT_MS: i32 = 4_500;

#[derive(Deserialize)]
struct Answer<T> {
    data: Option<T>,
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

/// Sends a query or a mutation and reads its answer.
pub(super) async fn send<T, V>(operation: Operation<T, V>) -> Result<T, ApiError>
where
    T: for<'de> Deserialize<'de>,
    V: Serialize,
{
    let body =
        serde_json::to_string(&operation).map_err(|_| ApiError::code("UNREADABLE_ANSWER"))?;
    read(&post(body).await?)
}

/// Reads an answer, of a POST or of the socket.
pub(super) fn read<T: for<'de> Deserialize<'de>>(text: &str) -> Result<T, ApiError> {
    let answer: Answer<T> =
        serde_json::from_str(text).map_err(|_| ApiError::code("UNREADABLE_ANSWER"))?;
    match (answer.data, answer.errors) {
        (Some(data), None) => Ok(data),
        (_, Some(errors)) => Err(first(errors)),
        (None, None) => Err(ApiError::code("UNREADABLE_ANSWER")),
    }
}

fn first(errors: Vec<GraphQlError>) -> ApiError {
    let Some(error) = errors.into_iter().next() else {
        return ApiError::code("UNREADABLE_ANSWER");
    };
    let code = error
        .extensions
        .and_then(|extensions| extensions.code)
        .unwrap_or_else(|| "INTERNAL".to_owned());
    ApiError::refusal(code, error.message, Detail::None)
}

/// Not generic, so that it is in the program once.
async fn post(body: String) -> Result<String, ApiError> {
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
