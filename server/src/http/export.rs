//! A manager's queue as a file, with the very query of the page that shows it.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream;
use shared::queue::QueueView;
use url::form_urlencoded;

use super::graphql::comes_from_us;
use super::problem::problem;
use super::shell::language_of;
use crate::app::App;
use crate::caller::{Caller, Denied};
use crate::exports::{Export, ExportError};
use crate::telemetry::Causes;

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/export/requests.csv", get(answer))
}

async fn answer(
    State(app): State<Arc<App>>,
    caller: Caller,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    // Another site's page could make a browser fetch the file, which would stay in the log as the manager's doing.
    let from = headers.get("sec-fetch-site");
    if !comes_from_us(&app, &headers) || from.is_some_and(|from| from == "cross-site") {
        return problem(StatusCode::FORBIDDEN, "ORIGIN_REFUSED");
    }
    let query = query.unwrap_or_default();
    let view = QueueView::of_address(|name| {
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        pairs.find_map(|(known, value)| (known == name).then(|| value.into_owned()))
    });
    let language = language_of(&headers);
    let export = match Export::begin(&app, &caller, view, language).await {
        Ok(export) => export,
        Err(ExportError::Denied(Denied::NotSignedIn)) => {
            return problem(StatusCode::UNAUTHORIZED, "NOT_SIGNED_IN");
        }
        Err(ExportError::Denied(_)) => return problem(StatusCode::FORBIDDEN, "FORBIDDEN"),
        Err(ExportError::InvalidArgument) => {
            return problem(StatusCode::BAD_REQUEST, "INVALID_ARGUMENT");
        }
        Err(ExportError::Store(error)) => {
            tracing::error!(error = %Causes(&error), "a queue could not be exported");
            return problem(StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE");
        }
    };
    let lines = stream::try_unfold(export, |mut export| async move {
        match export.next().await {
            Ok(lines) => Ok(lines.map(|lines| (lines, export))),
            Err(error) => {
                // The file ends before its end, which the browser tells.
                tracing::error!(error = %Causes(&error), "an export was cut off");
                Err(error)
            }
        }
    });
    let name = format!(
        "attachment; filename=\"demandes-{}.csv\"",
        app.clock.today()
    );
    (
        [
            (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
            (CONTENT_DISPOSITION, name),
            (CACHE_CONTROL, "no-store".to_owned()),
        ],
        Body::from_stream(lines),
    )
        .into_response()
}
