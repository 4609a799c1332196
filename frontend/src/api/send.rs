//! The one way out: a POST of JSON to `/graphql`, with a limit of time.

use cynic::QueryFragment;
use futures_util::future::{Either, LocalBoxFuture, select};
use gloo_net::http::Request;
use serde::Serialize;
use serde_json::Value;
use web_sys::AbortController;

use super::error::{ApiError, Detail};
use super::node::{Node, Object, in_schema};
use super::refusal::refusal;
use crate::browser;

/// A failure must be loud within five seconds of the last key, the pause before the save included.
const TIME_LIMIT_MS: i32 = 4_000;

/// Browsers finish at most 64 KiB of requests for pages that are closed, and refuse what is more.
const MAX_KEPT_ALIVE: usize = 16 * 1024;

/// What the one field at the root of an operation holds.
pub(super) trait Root {
    type Node: Node + 'static;
}

/// An answer to come. In a box, so that its reading is in the program once a node and not once a call.
pub(crate) type Answered<T> = LocalBoxFuture<'static, Result<T, ApiError>>;

/// Sends a query: its text up to the fields of the root, which are those that are read.
pub(super) fn send<T: Root>(query: &str, variables: &impl Serialize) -> Answered<T::Node> {
    queried(envelope(
        &with_selection(query, T::Node::select),
        &json(variables),
    ))
}

/// A query or subscription with what is asked of the field at its root.
pub(super) fn with_selection(query: &str, select: fn(&mut String)) -> String {
    let mut whole = query.to_owned();
    select(&mut whole);
    whole.push('}');
    whole
}

/// One member of the union that a mutation answers.
pub(super) struct Member {
    name: Option<&'static str>,
    select: fn(&mut String),
}

impl Member {
    pub(super) fn of<T: Node + QueryFragment>() -> Self {
        Self {
            name: T::TYPE,
            select: T::select,
        }
    }
}

/// Sends a mutation, whose answer is the object asked for or a refusal.
pub(super) fn ask<N: Node + QueryFragment + 'static>(
    name: &str,
    input: &impl Serialize,
    members: &[Member],
) -> Answered<N> {
    let variables = ["{\"input\":", &json(input), "}"].concat();
    asked(envelope(&mutation(&in_schema(name), members), &variables))
}

/// `mutation($input:SaveDraftInput!){saveDraft(input:$input){__typename ...on Request{…}…}}`
fn mutation(name: &str, members: &[Member]) -> String {
    let (first, rest) = name.split_at(1);
    let input_type = [&first.to_ascii_uppercase(), rest, "Input!"].concat();
    let mut query = [
        "mutation($input:",
        &input_type,
        "){",
        name,
        "(input:$input){__typename",
    ]
    .concat();
    for member in members {
        query.push_str(" ...on ");
        query.push_str(member.name.unwrap_or_default());
        (member.select)(&mut query);
    }
    query.push_str("}}");
    query
}

fn queried<N: Node + 'static>(body: String) -> Answered<N> {
    Box::pin(async move { read(post(body).await?) })
}

fn asked<N: Node + QueryFragment + 'static>(body: String) -> Answered<N> {
    Box::pin(
        async move { N::read(unless_refused(post(body).await?, N::TYPE)?).ok_or_else(unreadable) },
    )
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

/// The object that a mutation was asked for, which is of that type unless it was refused.
fn unless_refused(answer: Value, wanted: Option<&str>) -> Result<Value, ApiError> {
    let node = root(answer)?;
    if node["__typename"].as_str() == wanted {
        Ok(node)
    } else {
        Err(refusal(node).unwrap_or_else(unreadable))
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

/// Variables are made of texts, numbers and ticks, which JSON always holds.
pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

pub(super) fn envelope(query: &str, variables: &str) -> String {
    let query = json(&query);
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
    let keep_alive = body.len() <= MAX_KEPT_ALIVE;
    let request = Request::post("/graphql")
        .header("content-type", "application/json")
        .header("accept", "application/json")
        .abort_signal(signal.as_ref())
        .body(body)
        .map_err(unreachable)?;
    let request = if keep_alive {
        kept_alive(request).ok_or_else(|| ApiError::code("NETWORK"))?
    } else {
        request
    };
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

/// The same, to be finished even when the page is closed meanwhile.
fn kept_alive(request: Request) -> Option<Request> {
    let init = web_sys::RequestInit::new();
    js_sys::Reflect::set(&init, &"keepalive".into(), &true.into()).ok()?;
    let request: web_sys::Request = request.into();
    web_sys::Request::new_with_request_and_init(&request, &init)
        .ok()
        .map(Request::from)
}

fn plain(status: u16) -> &'static str {
    match status {
        401 => "NOT_SIGNED_IN",
        413 => "BODY_TOO_LARGE",
        429 => "RATE_LIMITED",
        _ => "UNAVAILABLE",
    }
}
