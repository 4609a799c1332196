//! The page that says what is kept how long: for everybody the rules, for agents of the ANS their last runs too.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use shared::text::{Language, Text};

use super::problem::problem;
use super::shell::{Kind, Page, Shell, Value, fill};
use crate::app::App;
use crate::caller::Caller;
use crate::clock::moment;
use crate::retention::{self, Applied};
use crate::telemetry::Causes;

const PAGE: Text = Text::new(
    include_str!("../../pages/fr/conservation.html"),
    include_str!("../../pages/en/conservation.html"),
);
const ROW: &str = "<tr><td>{what}</td><td>{kept}</td><td>{since}</td>{runs}</tr>\n";
const RUNS: &str = "<td>{last}</td><td>{removed}</td><td>{next}</td>";
const TITLE: Text = Text::new("Durées de conservation", "How long data is kept");
/// The columns that agents have besides.
const HEADS: Text = Text::new(
    "<th scope=\"col\">Dernière application</th><th scope=\"col\">Éléments retirés (dernière fois)</th><th scope=\"col\">Prochaine</th>",
    "<th scope=\"col\">Last applied</th><th scope=\"col\">Items removed (last time)</th><th scope=\"col\">Next</th>",
);
const NEVER: Text = Text::new("Pas encore", "Not yet");

/// The route of the page, dressed in that shell.
pub(super) fn routes(shell: &Arc<Shell>) -> Router<Arc<App>> {
    let shell = Arc::clone(shell);
    let page = move |State(app): State<Arc<App>>, caller: Caller, request: Request| async move {
        page(&app, &shell, &caller, request).await
    };
    Router::new().route("/conservation", get(page))
}

async fn page(app: &App, shell: &Shell, caller: &Caller, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let page = Page::of(&parts, Kind::Content, TITLE);
    let language = page.language();
    let is_agent = caller.ans_agent().is_ok();
    let rules = if is_agent {
        match retention::rules_with_runs(app).await {
            Ok(rules) => rules,
            Err(error) => {
                tracing::error!(error = %Causes(&error), "the runs of retention could not be read");
                return problem(StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE");
            }
        }
    } else {
        retention::rules(&app.config)
    };
    let rows: String = rules
        .iter()
        .map(|applied| row(applied, is_agent, language))
        .collect();
    let heads = if is_agent { HEADS.r#in(language) } else { "" };
    let values = [("heads", Value::Html(heads)), ("rows", Value::Html(&rows))];
    shell.page(&page, &fill(PAGE.r#in(language), &values))
}

fn row(applied: &Applied, is_agent: bool, language: Language) -> String {
    let runs = if is_agent {
        runs(applied, language)
    } else {
        String::new()
    };
    let kept = retention::span(applied.kept, language);
    let values = [
        ("what", Value::Text(applied.rule.what().r#in(language))),
        ("kept", Value::Text(&kept)),
        ("since", Value::Text(applied.rule.since().r#in(language))),
        ("runs", Value::Html(&runs)),
    ];
    fill(ROW, &values)
}

fn runs(applied: &Applied, language: Language) -> String {
    let never = || NEVER.r#in(language).to_owned();
    let at = |at| moment(at, language);
    let last = applied
        .run
        .as_ref()
        .map_or_else(never, |run| at(run.ran_at));
    let removed = applied.run.as_ref().map_or_else(never, |run| {
        let found = run
            .last_removed
            .map(|(when, removed)| format!("{removed} ({})", at(when)));
        format!("{}, {}", run.removed, found.unwrap_or_else(never))
    });
    let next = applied.next_run_at().map_or_else(never, at);
    let values = [
        ("last", Value::Text(&last)),
        ("removed", Value::Text(&removed)),
        ("next", Value::Text(&next)),
    ];
    fill(RUNS, &values)
}
