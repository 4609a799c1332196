//! What stands at each address, and the layers that every request passes.

pub mod assets;
pub mod client_address;
mod conservation;
pub mod demo;
pub mod demo_mail;
pub mod doors;
mod export;
pub mod graphiql;
mod graphql;
mod health;
mod metrics;
mod oauth;
mod papers;
pub mod problem;
pub mod session;
pub mod shell;
pub mod sign_in;
mod too_many;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use crate::app::App;
use crate::demo::{Demo, Directory};
use crate::graphql as schema;
use doors::{Doors, Surroundings};
use problem::problem;
use shell::Shell;

/// How long an answer may take; sockets are not answers.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The whole portal, as one service.
#[expect(
    clippy::missing_panics_doc,
    reason = "URLs and hashes hold no control characters"
)]
pub fn router(app: &Arc<App>) -> Router {
    let public_url = app.config.public_url();
    let shell = Arc::new(Shell::new(&public_url, &app.config));
    let providers = app.config.provider_urls();
    let surroundings = Surroundings {
        public_url: &public_url,
        is_loopback: app.config.is_public_url_loopback(),
        script_hashes: &shell.script_hashes(),
        providers: &providers.iter().collect::<Vec<_>>(),
    };
    let doors = Doors::new(&surroundings).expect("URLs and hashes hold no control characters");

    let mut routes = Router::new()
        .merge(graphql::routes(app))
        .merge(sign_in::routes())
        .merge(oauth::routes())
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .route("/metrics", get(metrics::metrics))
        .merge(assets::routes())
        .merge(graphiql::routes())
        .merge(papers::routes())
        .merge(export::routes())
        .merge(conservation::routes(&shell));
    if app.config.demo {
        routes = routes.merge(demo_mail::routes(&shell));
    }
    let mut routes = routes
        .merge(shell.routes())
        .layer(from_fn_with_state(Arc::clone(app), session::attach))
        .with_state(Arc::clone(app));
    if app.config.demo {
        let demo = Demo::new(&public_url, Directory::of(app.store.clone()));
        routes = routes.merge(demo::routes(Arc::new(demo), app.clock.clone()));
    }
    routes
        .layer(RequestBodyLimitLayer::new(schema::MAX_BODY))
        .layer(from_fn(coded_limits))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            TIMEOUT,
        ))
        .layer(from_fn_with_state(Arc::new(doors), Doors::guard))
        .layer(from_fn_with_state(Arc::clone(&app.metrics), metrics::count))
}

/// Gives a code to a body that is too large, wherever it was noticed.
async fn coded_limits(request: Request, next: axum::middleware::Next) -> Response {
    let response = next.run(request).await;
    if response.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return problem(StatusCode::PAYLOAD_TOO_LARGE, "BODY_TOO_LARGE");
    }
    response
}
