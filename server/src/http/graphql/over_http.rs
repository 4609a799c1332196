//! What the specification "GraphQL over HTTP" says of bodies, media types and status codes.

use std::collections::HashMap;

use async_graphql::{Extensions, Request, Response, Value, Variables};
use axum::Json;
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response as HttpResponse};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Under which a document is named by its hash.
const PERSISTED: &str = "persistedQuery";
const JSON: &str = "application/json";
const GRAPHQL: &str = "application/graphql-response+json";

/// A body as the specification has it: each part may be left out or null.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    query: Option<String>,
    operation_name: Option<String>,
    #[serde(default)]
    variables: Variables,
    extensions: Option<HashMap<String, Value>>,
}

/// Reads a body; `None` of one that is no request. A document that is named by its hash may be left out.
pub(super) fn read(body: &[u8]) -> Option<Request> {
    let body: Body = serde_json::from_slice(body).ok()?;
    let extensions = body.extensions.unwrap_or_default();
    if body.query.is_none() && !extensions.contains_key(PERSISTED) {
        return None;
    }
    let mut request = Request::new(body.query.unwrap_or_default()).variables(body.variables);
    request.extensions = Extensions(extensions);
    Some(match body.operation_name {
        Some(name) => request.operation_name(name),
        None => request,
    })
}

/// In which of its two media types an answer is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// `application/json`: every answer to a request is 200, so that gateways let it pass.
    Json,
    /// `application/graphql-response+json`: the status says whether the document was run.
    GraphqlResponse,
}

impl Wanted {
    /// The older type unless the newer one is named, and named as no less welcome.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let accepted = headers.get_all(ACCEPT).iter();
        let accepted: Vec<&str> = accepted.filter_map(|value| value.to_str().ok()).collect();
        let weight = |wanted: &str| {
            let ranges = accepted.iter().flat_map(|value| value.split(','));
            let weights = ranges.filter_map(|range| weigh(range, wanted));
            weights.max_by(f32::total_cmp).unwrap_or_default()
        };
        let newer = weight(GRAPHQL);
        if newer > 0.0 && newer >= weight(JSON) {
            Self::GraphqlResponse
        } else {
            Self::Json
        }
    }

    /// The answer to a request, run or refused.
    pub(super) fn answer(self, response: Response) -> HttpResponse {
        let was_run = response.data != Value::Null
            || response.errors.is_empty()
            || response.errors.iter().any(|error| !error.path.is_empty());
        match self {
            Self::GraphqlResponse if !was_run => self.malformed(response),
            _ => self.send(StatusCode::OK, response),
        }
    }

    /// The answer to what is no request, or to a document that cannot be run.
    pub(super) fn malformed(self, response: Response) -> HttpResponse {
        match self {
            Self::Json => self.send(StatusCode::BAD_REQUEST, response),
            // Without an execution there is not even an empty result.
            Self::GraphqlResponse => self.send(
                StatusCode::BAD_REQUEST,
                json!({ "errors": response.errors }),
            ),
        }
    }

    pub(super) fn send(self, status: StatusCode, body: impl Serialize) -> HttpResponse {
        let kind = match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
        };
        let headers = [(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-store")];
        (status, headers, Json(body)).into_response()
    }
}

/// How welcome a type is, by one range of an `Accept` header that names it.
fn weigh(range: &str, wanted: &str) -> Option<f32> {
    let mut parts = range.split(';').map(str::trim);
    if !parts.next()?.eq_ignore_ascii_case(wanted) {
        return None;
    }
    match parts.find_map(|part| part.strip_prefix("q=")) {
        None => Some(1.0),
        Some(quality) => quality.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(accept: &str) -> Wanted {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, accept.parse().unwrap());
        Wanted::of(&headers)
    }

    #[test]
    fn the_newer_media_type_is_for_those_who_name_it() {
        for accept in [
            "application/graphql-response+json",
            "application/graphql-response+json, application/json",
            "application/json;q=0.9, application/graphql-response+json; charset=utf-8",
            "Application/GraphQL-Response+JSON;q=0.5, application/json;q=0.5",
        ] {
            assert_eq!(wanted(accept), Wanted::GraphqlResponse, "{accept}");
        }
        for accept in [
            "",
            "*/*",
            "application/json",
            "text/html",
            "application/json, application/graphql-response+json;q=0.5",
            "application/graphql-response+json;q=0",
            "application/graphql-response+json;q=nonsense",
        ] {
            assert_eq!(wanted(accept), Wanted::Json, "{accept}");
        }
        assert_eq!(Wanted::of(&HeaderMap::new()), Wanted::Json);
    }

    #[test]
    fn each_part_of_a_body_but_the_document_may_be_missing_or_null() {
        for body in [
            r#"{"query":"{ me { demo } }"}"#,
            r#"{"query":"{ me { demo } }","variables":null,"operationName":null,"extensions":null}"#,
            r#"{"query":"{ me { demo } }","variables":{"a":1},"operationName":"A","extensions":{"a":1},"more":1}"#,
            r#"{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}"#,
        ] {
            assert!(read(body.as_bytes()).is_some(), "{body}");
        }
        for body in [
            "",
            "{",
            "{}",
            "[]",
            "null",
            r#"{"query":1}"#,
            r#"{"query":null}"#,
            r#"{"query":"{ me { demo } }","variables":[]}"#,
            r#"{"query":"{ me { demo } }","variables":"a"}"#,
            r#"{"query":"{ me { demo } }","operationName":["a"]}"#,
            r#"{"query":"{ me { demo } }","extensions":"a"}"#,
        ] {
            assert!(read(body.as_bytes()).is_none(), "{body}");
        }
    }
}
