//! The demo's mailbox: the outbox as a page, as JSON, and each e-mail's HTML at its own address. Mounted in the demo
//! only, where nobody's mail is anybody's secret.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use chrono::SecondsFormat;
use serde::Serialize;
use shared::text::{Language, Text};
use url::form_urlencoded;
use uuid::Uuid;

use super::problem::problem;
use super::shell::{Kind, Page, Shell, Value, escape, fill};
use crate::app::App;
use crate::clock::moment;
use crate::store::{Mail, StoreError, instant};

const PAGE: Text = Text::new(
    include_str!("../../pages/fr/demo-mail.html"),
    include_str!("../../pages/en/demo-mail.html"),
);
const ITEM: Text = Text::new(
    include_str!("../../pages/fr/demo-mail-item.html"),
    include_str!("../../pages/en/demo-mail-item.html"),
);
const TITLE: Text = Text::new(
    "Boîte aux lettres de démonstration",
    "Demonstration mailbox",
);
/// E-mails shown at most.
const MOST: i64 = 200;
/// An e-mail's HTML loads nothing, runs nothing and sends nothing.
const NOTHING: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Routes of the mailbox, dressed in that shell.
pub fn routes(shell: &Arc<Shell>) -> Router<Arc<App>> {
    let shell = Arc::clone(shell);
    let page = move |State(app): State<Arc<App>>, request: Request| async move {
        page(&app, &shell, request).await
    };
    Router::new()
        .route("/demo/mail", get(page))
        .route("/demo/mail.json", get(json))
        .route("/demo/mail/{id}", get(html))
}

/// An e-mail as a program reads it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct DemoMail {
    id: Uuid,
    to: String,
    subject: String,
    text: String,
    html: String,
    template: String,
    language: String,
    request_id: Option<Uuid>,
    state: String,
    created_at: String,
}

impl From<Mail> for DemoMail {
    fn from(mail: Mail) -> Self {
        Self {
            created_at: written_at(&mail),
            id: mail.id,
            to: mail.recipient,
            subject: mail.subject,
            text: mail.text_body,
            html: mail.html_body,
            template: mail.template,
            language: mail.language,
            request_id: mail.request_id,
            state: mail.state,
        }
    }
}

async fn json(State(app): State<Arc<App>>, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let mails = latest(&app, &asked(query.as_deref())).await?;
    let mails: Vec<DemoMail> = mails.into_iter().map(DemoMail::from).collect();
    Ok(([(CACHE_CONTROL, "no-store")], Json(mails)).into_response())
}

async fn html(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Response, Failed> {
    let id = Uuid::parse_str(&id).map_err(|_| Failed::NotFound)?;
    let mail = app
        .store
        .read()
        .await?
        .mail(id)
        .await?
        .ok_or(Failed::NotFound)?;
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, NOTHING),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, mail.html_body).into_response())
}

async fn page(app: &App, shell: &Shell, request: Request) -> Result<Response, Failed> {
    let (parts, _) = request.into_parts();
    let page = Page::of(&parts, Kind::Unlisted, TITLE);
    let to = asked(page.query);
    let mails = latest(app, &to).await?;
    let items: Vec<String> = mails
        .iter()
        .map(|mail| item(mail, page.language()))
        .collect();
    let values = [
        ("to", Value::Text(&to)),
        ("count", Value::Text(&count(mails.len(), page.language()))),
        ("mails", Value::Html(&items.concat())),
    ];
    let mut response = shell.page(&page, &fill(PAGE.r#in(page.language()), &values));
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

fn item(mail: &Mail, language: Language) -> String {
    let values = [
        ("id", Value::Text(&mail.id.to_string())),
        ("language", Value::Text(&mail.language)),
        ("subject", Value::Text(&mail.subject)),
        ("to", Value::Text(&mail.recipient)),
        ("at", Value::Text(&written_at(mail))),
        (
            "moment",
            Value::Text(&moment(instant(mail.created_at), language)),
        ),
        ("state", Value::Text(state(&mail.state).r#in(language))),
        ("text", Value::Html(&paragraphs(&mail.text_body))),
    ];
    fill(ITEM.r#in(language), &values)
}

/// The plain text with its line breaks, which a page would run together.
fn paragraphs(text: &str) -> String {
    let paragraph = |block: &str| {
        let lines: Vec<String> = block.lines().map(escape).collect();
        format!("<p>{}</p>\n", lines.join("<br>\n"))
    };
    let blocks: Vec<String> = text.trim().split("\n\n").map(paragraph).collect();
    blocks.concat()
}

fn state(code: &str) -> Text {
    match code {
        "SENT" => Text::new("envoyé", "sent"),
        "FAILED" => Text::new("abandonné", "given up"),
        _ => Text::new("en attente", "waiting"),
    }
}

fn count(mails: usize, language: Language) -> String {
    match (mails, language) {
        (0, Language::Fr) => "Aucun e-mail.".to_owned(),
        (0, Language::En) => "No e-mail.".to_owned(),
        (1, _) => "1 e-mail.".to_owned(),
        (count, Language::Fr) => format!("{count}\u{a0}e-mails."),
        (count, Language::En) => format!("{count} e-mails."),
    }
}

fn written_at(mail: &Mail) -> String {
    instant(mail.created_at).to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// The address asked for with `?to=`, or nothing for all.
fn asked(query: Option<&str>) -> String {
    form_urlencoded::parse(query.unwrap_or_default().as_bytes())
        .find_map(|(name, value)| (name == "to").then(|| value.trim().to_owned()))
        .unwrap_or_default()
}

async fn latest(app: &App, to: &str) -> Result<Vec<Mail>, StoreError> {
    let to = Some(to).filter(|to| !to.is_empty());
    app.store.read().await?.latest_mails(to, MOST).await
}

/// Why the mailbox does not answer.
#[derive(Debug)]
enum Failed {
    NotFound,
    Store(StoreError),
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        match self {
            Self::NotFound => problem(StatusCode::NOT_FOUND, "NOT_FOUND"),
            Self::Store(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::error!(error, "the demo's mailbox could not be read");
                problem(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL")
            }
        }
    }
}
