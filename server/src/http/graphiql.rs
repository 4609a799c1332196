//! The GraphQL explorer, served by the portal itself: its files come with the browser part.
//!
//! It lives with the policy of every other page. All it loses is the lock on scrolling behind its
//! settings, which it would write as a style of its own.

use axum::Router;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;

use super::assets::url_of;
use super::shell::{Value, fill};

const PAGE: &str = include_str!("../../pages/graphiql.html");
const FILES: [(&str, &str); 5] = [
    ("style", "graphiql/graphiql.css"),
    ("react", "graphiql/react.js"),
    ("react_dom", "graphiql/react-dom.js"),
    ("graphiql", "graphiql/graphiql.js"),
    ("start", "graphiql/start.js"),
];

pub fn routes<S>() -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let page = page();
    Router::new().route(
        "/graphiql",
        get(move || std::future::ready(answer(page.as_deref()))),
    )
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

fn answer(page: Option<&str>) -> Response {
    match page {
        Some(page) => ([(CACHE_CONTROL, "no-cache")], Html(page.to_owned())).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
