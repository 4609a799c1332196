//! A request's receipt and attestation, to keep.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use shared::id::RequestId;

use super::problem::problem;
use super::shell::language_of;
use crate::app::App;
use crate::caller::Caller;
use crate::paper::{Kind, paper};
use crate::requests;
use crate::telemetry::Causes;

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route(
            "/documents/{id}/recepisse.pdf",
            get(|state, caller, id, headers| answer(Kind::Receipt, state, caller, id, headers)),
        )
        .route(
            "/documents/{id}/attestation.pdf",
            get(|state, caller, id, headers| answer(Kind::Attestation, state, caller, id, headers)),
        )
}

/// The paper, for whoever may see the request. What may not be seen and what is not there are told alike.
async fn answer(
    kind: Kind,
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Ok(id) = id.parse().map(RequestId) else {
        return problem(StatusCode::NOT_FOUND, "NOT_FOUND");
    };
    let seen = match requests::request(&app, &caller, id).await {
        Ok(seen) => seen,
        Err(error) => {
            tracing::error!(error = %Causes(&error), "a paper could not be written");
            return problem(StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE");
        }
    };
    let language = language_of(&headers);
    let paper = match seen.map(|seen| paper(kind, &seen.view, &app.reference(), language)) {
        Some(Ok(Some(paper))) => paper,
        Some(Ok(None)) | None => return problem(StatusCode::NOT_FOUND, "NOT_FOUND"),
        Some(Err(error)) => {
            tracing::error!(request.id = %id.0, %error, "a paper could not be written");
            return problem(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL");
        }
    };
    let disposition = format!("attachment; filename=\"{}\"", paper.file_name);
    (
        [
            (CONTENT_TYPE, "application/pdf".to_owned()),
            (CONTENT_DISPOSITION, disposition),
            (CACHE_CONTROL, "no-store".to_owned()),
        ],
        paper.pdf,
    )
        .into_response()
}
