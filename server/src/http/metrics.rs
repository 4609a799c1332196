//! Figures for Prometheus: open in the demo, elsewhere behind a token.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use subtle::ConstantTimeEq as _;

use super::problem::problem;
use crate::app::App;
use crate::metrics::Metrics;
use crate::telemetry::Causes;

const FORMAT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Counts every answer by the class of its status.
pub(super) async fn count(
    State(metrics): State<Arc<Metrics>>,
    request: Request,
    next: Next,
) -> Response {
    let response = next.run(request).await;
    metrics.answered(response.status().as_u16());
    response
}

pub(super) async fn metrics(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    if !may_read(&app, &headers) {
        return problem(StatusCode::NOT_FOUND, "NOT_FOUND");
    }
    let read = async {
        let mut tx = app.store.read().await?;
        let (waiting, oldest) = tx.outbox_lag().await?;
        Ok::<_, crate::store::StoreError>((waiting, oldest, tx.queue_age().await?))
    };
    let (waiting, due, queue) = match read.await {
        Ok(read) => read,
        Err(error) => {
            tracing::error!(error = %Causes(&error), "the figures could not be read");
            return problem(StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE");
        }
    };
    let now = crate::store::micros(app.clock.now());
    let age = |since: Option<i64>| since.map_or(0, |since| (now - since).max(0) / 1_000_000);
    let mut text = String::new();
    let mut figure = |name: &str, kind: &str, help: &str, value: i64| {
        // Writing to a `String` cannot fail.
        let _ = write!(
            text,
            "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}\n"
        );
    };
    figure(
        "rpps_sockets_open",
        "gauge",
        "Open GraphQL sockets.",
        app.metrics.sockets.load(Ordering::Relaxed),
    );
    figure(
        "rpps_outbox_pending",
        "gauge",
        "E-mails not sent yet.",
        waiting,
    );
    figure(
        "rpps_outbox_lag_seconds",
        "gauge",
        "How long the oldest e-mail has been due.",
        age(due),
    );
    figure(
        "rpps_queue_age_seconds",
        "gauge",
        "How long the oldest undecided request has waited.",
        age(queue),
    );
    for (class, count) in app.metrics.answers() {
        let name = format!("rpps_http_answers_{class}xx_total");
        figure(&name, "counter", "Answers by class of status.", count);
    }
    ([(CONTENT_TYPE, HeaderValue::from_static(FORMAT))], text).into_response()
}

fn may_read(app: &App, headers: &HeaderMap) -> bool {
    let Some(token) = &app.config.metrics_token else {
        return app.config.demo;
    };
    let given = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let given = given
        .and_then(|value| value.strip_prefix("Bearer "))
        .unwrap_or_default();
    bool::from(given.as_bytes().ct_eq(token.as_bytes()))
}
