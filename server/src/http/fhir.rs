//! FHIR R4, read only: `application/fhir+json`, errors as operation outcomes with a code of the catalogue.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::Value;
use shared::catalogue;
use url::form_urlencoded;
use uuid::Uuid;

use crate::app::App;
use crate::caller::{Caller, Denied, FhirReader};
use crate::fhir::{self, Refused, Search};
use crate::telemetry::Causes;

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/fhir/metadata", get(metadata))
        .route("/fhir/Practitioner", get(practitioners))
        .route("/fhir/Practitioner/{id}", get(practitioner))
        .route("/fhir/PractitionerRole", get(roles))
        .route("/fhir/{*rest}", get(elsewhere))
}

async fn metadata(State(app): State<Arc<App>>) -> Response {
    answer(StatusCode::OK, fhir::capabilities(&app.config.origin()))
}

async fn practitioner(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Response {
    match reader(&caller) {
        Ok(reader) => reply(fhir::practitioner(&app, reader, &id).await),
        Err(refused) => refused,
    }
}

async fn practitioners(
    State(app): State<Arc<App>>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Response {
    match (reader(&caller), search(query.as_deref(), &["identifier"])) {
        (Err(refused), _) | (_, Err(refused)) => refused,
        (Ok(reader), Ok(search)) => reply(fhir::practitioners(&app, reader, &search).await),
    }
}

async fn roles(
    State(app): State<Arc<App>>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Response {
    let known = ["practitioner", "identifier", "practitioner.identifier"];
    match (reader(&caller), search(query.as_deref(), &known)) {
        (Err(refused), _) | (_, Err(refused)) => refused,
        (Ok(reader), Ok(search)) => reply(fhir::practitioner_roles(&app, reader, &search).await),
    }
}

async fn elsewhere() -> Response {
    refused(StatusCode::NOT_FOUND, "not-found", "NOT_FOUND")
}

fn reader(caller: &Caller) -> Result<FhirReader<'_>, Response> {
    caller.fhir_reader().map_err(|denied| match denied {
        Denied::NotSignedIn => refused(StatusCode::UNAUTHORIZED, "login", "NOT_SIGNED_IN"),
        _ => refused(StatusCode::FORBIDDEN, "forbidden", "FORBIDDEN"),
    })
}

/// The parameters of a search. One that is not known is refused: to leave it out would find more than was asked for.
fn search(query: Option<&str>, known: &[&str]) -> Result<Search, Response> {
    let mut search = Search::default();
    for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
        let value = Some(value.into_owned());
        match &*name {
            "_count" => search.count = value,
            "_after" => search.after = value,
            "_format" => {}
            "practitioner" if known.contains(&"practitioner") => search.practitioner = value,
            name if known.contains(&name) => search.identifier = value,
            _ => {
                return Err(refused(
                    StatusCode::BAD_REQUEST,
                    "not-supported",
                    "INVALID_ARGUMENT",
                ));
            }
        }
    }
    Ok(search)
}

fn reply(found: Result<Value, Refused>) -> Response {
    match found {
        Ok(resource) => answer(StatusCode::OK, resource),
        Err(Refused::InvalidArgument) => {
            refused(StatusCode::BAD_REQUEST, "invalid", "INVALID_ARGUMENT")
        }
        Err(Refused::NotFound) => refused(StatusCode::NOT_FOUND, "not-found", "NOT_FOUND"),
        Err(Refused::Store(error)) => {
            let id = Uuid::now_v7();
            tracing::error!(error.id = %id, error = %Causes(&error), "a FHIR reading failed");
            refused(StatusCode::INTERNAL_SERVER_ERROR, "exception", "INTERNAL")
        }
    }
}

fn refused(status: StatusCode, kind: &str, code: &str) -> Response {
    let text = catalogue::error(code).unwrap_or(catalogue::UNKNOWN);
    answer(status, fhir::outcome(kind, code, text))
}

fn answer(status: StatusCode, resource: Value) -> Response {
    let headers = [
        (CONTENT_TYPE, "application/fhir+json; charset=utf-8"),
        (CACHE_CONTROL, "no-store"),
    ];
    (status, headers, Json(resource)).into_response()
}
