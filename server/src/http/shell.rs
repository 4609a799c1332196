//! The shell of every page: head, header, footer, and what stands in between until the application takes over.

mod application;
mod content;
mod head;
mod integrators;
mod language;
mod markdown;
mod return_to;
mod template;
mod visitor;

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, SET_COOKIE, VARY};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use shared::text::{Language, Text};
use url::Url;

use head::Head;
use language::href;
pub use language::{Choice, of_headers as language_of};
pub use template::{Value, escape, fill};
pub use visitor::Visitor;

use crate::config::Config;

const LAYOUT: Text = Text::new(
    include_str!("../../pages/fr/layout.html"),
    include_str!("../../pages/en/layout.html"),
);
const SIGNED_IN: Text = Text::new(
    include_str!("../../pages/fr/signed-in.html"),
    include_str!("../../pages/en/signed-in.html"),
);
const SIGNED_OUT: Text = Text::new(
    include_str!("../../pages/fr/signed-out.html"),
    include_str!("../../pages/en/signed-out.html"),
);
const DEMO_NOTICE: Text = Text::new(
    include_str!("../../pages/fr/demo-notice.html"),
    include_str!("../../pages/en/demo-notice.html"),
);
const DESCRIPTION: Text = Text::new(
    "Enregistrer un professionnel à rôle au RPPS\u{a0}: faire une demande, la suivre, la valider.",
    "Register a professional in the French shared directory of health workers (RPPS): file, follow and validate a request.",
);

/// What is the same on all pages of one server.
#[derive(Debug)]
pub struct Shell {
    public_url: String,
    is_demo: bool,
    /// What the pages say as it is configured, by the placeholders' names.
    configured: [(&'static str, String); 6],
    head: Head,
}

/// One page: what differs from the next.
#[derive(Debug)]
pub struct Page<'a> {
    pub status: StatusCode,
    pub choice: Choice,
    /// Path and query as asked.
    pub path: &'a str,
    pub query: Option<&'a str>,
    pub title: &'a str,
    pub visitor: Option<Visitor>,
    pub kind: Kind,
}

/// What a page is, for search engines and for what it loads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Written for everybody, complete without the application.
    Content,
    /// The same, and nothing that a search engine should list.
    Unlisted,
    /// Written for everybody and complete as it is, with a place for the application at its end.
    Extended(Program),
    /// A place for the application, which this program runs.
    Application(Program),
}

/// One of the five programs of the browser's part, so that nobody loads the pages of others' work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// What the public and the professionals open.
    Portal,
    /// What those open who decide on requests and look after the structures.
    Desk,
    /// What the agents of the ANS open.
    Ans,
    /// What is about registered persons.
    Register,
    /// What is done with many at once.
    Bulk,
    /// What tells people how things stand.
    Figures,
}

impl<'a> Page<'a> {
    /// A page that answers this request: its language, its address, its reader.
    pub fn of(parts: &'a Parts, kind: Kind, title: Text) -> Self {
        let choice = Choice::of(parts);
        Self {
            status: StatusCode::OK,
            choice,
            path: parts.uri.path(),
            query: parts.uri.query(),
            title: title.r#in(choice.language),
            visitor: Visitor::of(parts),
            kind,
        }
    }

    pub fn language(&self) -> Language {
        self.choice.language
    }
}

impl Shell {
    pub fn new(public_url: &Url, config: &Config) -> Self {
        Self {
            public_url: public_url.as_str().trim_end_matches('/').to_owned(),
            is_demo: config.demo,
            configured: [
                ("draft_days", config.draft_retention_days.to_string()),
                ("mail_days", config.mail_retention_days.to_string()),
                ("access_days", config.access_retention_days.to_string()),
                ("training_url", config.links.training_url.to_string()),
                ("tom_url", config.links.tom_url.to_string()),
                (
                    "mes_habilitations_url",
                    config.links.mes_habilitations_url.to_string(),
                ),
            ],
            head: Head::new(),
        }
    }

    /// The content pages, the application's pages, and "not found" for every other address.
    pub fn routes<S>(self: &Arc<Self>) -> Router<S>
    where
        S: Clone + Send + Sync + 'static,
    {
        content::routes(self)
            .merge(integrators::routes(self))
            .merge(application::routes(self))
    }

    /// Hashes of the inline scripts, as the content security policy names them.
    pub fn script_hashes(&self) -> Vec<String> {
        self.head.script_hashes()
    }

    pub fn page(&self, page: &Page<'_>, main: &str) -> Response {
        let html = self.html(page, main);
        let is_private = page.visitor.is_some();
        // After a sign-out, "back" must not show the page of the person who left.
        let caching = if is_private {
            "no-store"
        } else {
            "private, no-cache"
        };
        let mut response = (
            page.status,
            [
                (CONTENT_TYPE, "text/html; charset=utf-8"),
                (CONTENT_LANGUAGE, page.language().code()),
                (CACHE_CONTROL, caching),
                (VARY, "Accept-Language, Cookie"),
            ],
            html,
        )
            .into_response();
        if let Some(cookie) = page.choice.cookie() {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
        response
    }

    fn html(&self, page: &Page<'_>, main: &str) -> String {
        let language = page.language();
        let notice = if self.is_demo {
            DEMO_NOTICE.r#in(language)
        } else {
            ""
        };
        fill(
            LAYOUT.r#in(language),
            &[
                (
                    "robots",
                    Value::Text(if matches!(page.kind, Kind::Content | Kind::Extended(_)) {
                        "index, follow"
                    } else {
                        "noindex"
                    }),
                ),
                ("description", Value::Text(DESCRIPTION.r#in(language))),
                ("title", Value::Text(page.title)),
                ("head", Value::Html(&self.head.html(page, &self.public_url))),
                ("session", Value::Html(&session(page))),
                ("french", Value::Text(&href(page.query, Language::Fr))),
                ("english", Value::Text(&href(page.query, Language::En))),
                ("notice", Value::Html(notice)),
                ("main", Value::Html(main)),
            ],
        )
    }
}

fn session(page: &Page<'_>) -> String {
    if let Some(visitor) = &page.visitor {
        let values = [
            ("name", Value::Text(&visitor.name)),
            ("space", Value::Text(visitor.space)),
        ];
        return fill(SIGNED_IN.r#in(page.language()), &values);
    }
    let address = match page.kind {
        Kind::Application(_) | Kind::Extended(_) => return_to::sign_in_address(page.path),
        Kind::Content | Kind::Unlisted => "/connexion".to_owned(),
    };
    fill(
        SIGNED_OUT.r#in(page.language()),
        &[("sign_in", Value::Text(&address))],
    )
}
