//! Is the process there, and can it work.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::problem::problem;
use crate::app::App;
use crate::telemetry::Causes;

/// The process answers.
pub(super) async fn live() -> &'static str {
    "live\n"
}

/// The database answers too.
pub(super) async fn ready(State(app): State<Arc<App>>) -> Response {
    let asked = async { app.store.read().await?.outbox_lag().await };
    match asked.await {
        Ok(_) => "ready\n".into_response(),
        Err(error) => {
            tracing::error!(error = %Causes(&error), "not ready");
            problem(StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE")
        }
    }
}
