//! Software that comes with a token instead of a cookie: what it says, what it costs, what is left.

use std::net::IpAddr;
use std::sync::Arc;

use async_graphql::{Request, Value};
use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response as HttpResponse;
use shared::text::Language;

use super::Door;
use super::over_http::Wanted;
use crate::caller::Caller;
use crate::clients::{self, Bearer, COSTS, NotAdmitted};
use crate::graphql::{Payer, error_response, refuse, with_codes};
use crate::http::session;
use crate::telemetry::Causes;

/// The manager whom software acts for, by their `SubjectNameID`.
const ON_BEHALF_OF: &str = "x-on-behalf-of";
/// How long it takes an empty bucket to be full again, in seconds.
const WINDOW: u32 = COSTS.burst * 60 / COSTS.per_minute;

/// What software says it is; a code when a browser's session comes along.
pub(super) fn bearer(headers: &HeaderMap, address: IpAddr) -> Result<Option<Bearer>, &'static str> {
    let Some(header) = headers.get(AUTHORIZATION) else {
        return Ok(None);
    };
    let header = header.to_str().unwrap_or_default();
    let Some((scheme, token)) = header.split_once(' ') else {
        return Ok(None);
    };
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Ok(None);
    }
    if session::token(headers).is_some() {
        return Err("TWO_CALLERS");
    }
    let on_behalf = headers.get(ON_BEHALF_OF);
    let on_behalf = on_behalf.and_then(|subject| subject.to_str().ok());
    Ok(Some(of(token, on_behalf, address)))
}

/// Somebody who comes with that token.
pub(super) fn of(token: &str, on_behalf: Option<&str>, address: IpAddr) -> Bearer {
    let on_behalf = on_behalf
        .map(str::trim)
        .filter(|subject| !subject.is_empty());
    Bearer {
        token_hash: clients::hash(token.trim()),
        // No database keeps a text with such a character, and nobody is called so.
        on_behalf: on_behalf.map(|subject| subject.replace('\0', "?")),
        address,
    }
}

/// Lets software in, or says why not.
pub(super) async fn admitted(
    door: &Door,
    bearer: &Bearer,
    wanted: Wanted,
    language: Language,
) -> Result<Payer, HttpResponse> {
    match clients::admit(&door.app, bearer).await {
        Ok(signed_in) => Ok(Payer {
            app: Arc::clone(&door.app),
            signed_in,
            charge: Arc::default(),
            language,
        }),
        Err(refused) => {
            let status = match &refused {
                NotAdmitted::Unknown => StatusCode::UNAUTHORIZED,
                NotAdmitted::Closed | NotAdmitted::Address | NotAdmitted::NotGranted => {
                    StatusCode::FORBIDDEN
                }
                NotAdmitted::Store(error) => {
                    tracing::error!(error = %Causes(error), "a token could not be read");
                    StatusCode::SERVICE_UNAVAILABLE
                }
            };
            let mut response = wanted.send(status, error_response(refused.code(), language));
            if status == StatusCode::UNAUTHORIZED {
                response.headers_mut().insert(
                    WWW_AUTHENTICATE,
                    HeaderValue::from_static("Bearer error=\"invalid_token\""),
                );
            }
            Err(response)
        }
    }
}

/// Runs what software asks for, and says what it cost and what is left.
pub(super) async fn metered(
    door: &Door,
    payer: Payer,
    wanted: Wanted,
    mut request: Request,
) -> HttpResponse {
    let language = payer.language;
    let name = request.operation_name.clone();
    let refused = request
        .parsed_query()
        .ok()
        .and_then(|document| refuse(document, name.as_deref(), &payer.signed_in, language));
    if let Some(response) = refused {
        return wanted.answer(response);
    }
    let charge = Arc::clone(&payer.charge);
    let caller = Caller::new(Arc::clone(&payer.signed_in));
    let request = request.data(caller).data(language).data(payer);
    let mut response = with_codes(door.metered.execute(request).await, language);
    if let Some(cost) = charge.cost() {
        response
            .extensions
            .insert("cost".to_owned(), Value::from(cost));
    }
    let left = charge.left();
    let mut response = match left {
        Some(Err(_)) => wanted.send(StatusCode::TOO_MANY_REQUESTS, response),
        _ => wanted.answer(response),
    };
    let headers = response.headers_mut();
    let mut set = |name: &'static str, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    };
    set(
        "ratelimit-policy",
        format!("\"cost\";q={};w={WINDOW}", COSTS.burst),
    );
    match left {
        Some(Ok(left)) => {
            let seconds = left.full_in.num_seconds().max(0);
            set("ratelimit", format!("\"cost\";r={};t={seconds}", left.left));
        }
        Some(Err(wait)) => {
            let seconds = wait.num_seconds().max(0) + 1;
            set("ratelimit", format!("\"cost\";r=0;t={seconds}"));
            set("retry-after", seconds.to_string());
        }
        None => {}
    }
    response
}
