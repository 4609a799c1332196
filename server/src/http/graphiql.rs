//! The GraphQL explorer, served by the portal itself: its files come with the browser part.

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use url::Url;

use super::assets::url_of;
use super::doors::{Sources, policy, socket_origin};
use super::shell::{Value, fill};

const PAGE: &str = include_str!("../../pages/graphiql.html");
const FILES: [(&str, &str); 5] = [
    ("style", "graphiql/graphiql.css"),
    ("react", "graphiql/react.js"),
    ("react_dom", "graphiql/react-dom.js"),
    ("graphiql", "graphiql/graphiql.js"),
    ("start", "graphiql/start.js"),
];

pub fn routes<S>(public_url: &Url) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let explorer = HeaderValue::from_str(&explorer_policy(public_url))
        .ok()
        .zip(page());
    Router::new().route(
        "/graphiql",
        get(move || std::future::ready(answer(explorer.as_ref()))),
    )
}

/// The explorer writes styles into its own page; scripts stay those of the portal.
fn explorer_policy(public_url: &Url) -> String {
    policy(&Sources {
        script: "'self'",
        style: "'self' 'unsafe-inline'",
        connect: &format!("'self' {}", socket_origin(public_url)),
        form: "'none'",
    })
}

/// None when the server was built without the browser part.
fn page() -> Option<String> {
    let urls = FILES
        .iter()
        .map(|(name, file)| Some((*name, url_of(file)?)))
        .collect::<Option<Vec<_>>>()?;
    let values: Vec<_> = urls
        .iter()
        .map(|(name, url)| (*name, Value::Text(url)))
        .collect();
    Some(fill(PAGE, &values))
}

fn answer(explorer: Option<&(HeaderValue, String)>) -> Response {
    match explorer {
        Some((policy, page)) => (
            [
                (CONTENT_SECURITY_POLICY, policy.clone()),
                (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
            ],
            Html(page.clone()),
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
