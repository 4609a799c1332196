//! The shell of every page: head, header, footer, and what stands in between until the application takes over.

mod application;
mod content;
mod language;
mod return_to;
mod template;
mod visitor;

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, SET_COOKIE, VARY};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};
use shared::text::{Language, Text};
use url::Url;

use super::assets::url_of;
use language::href;
pub use language::{Choice, of_headers as language_of};
pub use template::{Value, escape, fill};
pub use visitor::Visitor;

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
    /// Links that every page needs.
    links: String,
    /// The application's links and the script that starts it.
    start: String,
    /// Hints to fetch the application while the person reads.
    prefetch: String,
    script: Option<String>,
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
    /// A place for the application.
    Application,
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
    pub fn new(public_url: &Url, is_demo: bool) -> Self {
        let script = start_script();
        Self {
            public_url: public_url.as_str().trim_end_matches('/').to_owned(),
            is_demo,
            links: links(),
            start: script.as_deref().map(start).unwrap_or_default(),
            prefetch: prefetch(),
            script,
        }
    }

    /// The content pages, the application's pages, and "not found" for every other address.
    pub fn routes<S>(self: &Arc<Self>) -> Router<S>
    where
        S: Clone + Send + Sync + 'static,
    {
        content::routes(self).merge(application::routes(self))
    }

    /// Hashes of the inline scripts, as the content security policy names them.
    pub fn script_hashes(&self) -> Vec<String> {
        self.script
            .iter()
            .map(|script| {
                format!(
                    "'sha256-{}'",
                    BASE64_STANDARD.encode(Sha256::digest(script))
                )
            })
            .collect()
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
                    Value::Text(if page.kind == Kind::Content {
                        "index, follow"
                    } else {
                        "noindex"
                    }),
                ),
                ("description", Value::Text(DESCRIPTION.r#in(language))),
                ("title", Value::Text(page.title)),
                ("head", Value::Html(&self.head(page))),
                ("session", Value::Html(&session(page))),
                ("french", Value::Text(&href(page.query, Language::Fr))),
                ("english", Value::Text(&href(page.query, Language::En))),
                ("notice", Value::Html(notice)),
                ("main", Value::Html(main)),
            ],
        )
    }

    fn head(&self, page: &Page<'_>) -> String {
        let mut head = self.links.clone();
        match page.kind {
            Kind::Application => head.push_str(&self.start),
            Kind::Content if page.path == "/" => head.push_str(&self.prefetch),
            Kind::Content | Kind::Unlisted => {}
        }
        if page.kind == Kind::Content {
            head.push_str(&fill(
                concat!(
                    "<link rel=\"canonical\" href=\"{url}\">\n",
                    "<link rel=\"alternate\" hreflang=\"fr\" href=\"{url}?lang=fr\">\n",
                    "<link rel=\"alternate\" hreflang=\"en\" href=\"{url}?lang=en\">\n",
                ),
                &[(
                    "url",
                    Value::Text(&format!("{}{}", self.public_url, page.path)),
                )],
            ));
        }
        head
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
        Kind::Application => return_to::sign_in_address(page.path),
        Kind::Content | Kind::Unlisted => "/connexion".to_owned(),
    };
    fill(
        SIGNED_OUT.r#in(page.language()),
        &[("sign_in", Value::Text(&address))],
    )
}

fn links() -> String {
    let mut links = String::new();
    for (name, template) in [
        ("fonts/Marianne-Regular.woff2", FONT),
        ("fonts/Marianne-Bold.woff2", FONT),
        ("portal.css", "<link rel=\"stylesheet\" href=\"{url}\">\n"),
        (
            "favicon.svg",
            "<link rel=\"icon\" type=\"image/svg+xml\" href=\"{url}\">\n",
        ),
    ] {
        if let Some(url) = url_of(name) {
            links.push_str(&fill(template, &[("url", Value::Text(&url))]));
        }
    }
    links
}

const FONT: &str =
    "<link rel=\"preload\" as=\"font\" type=\"font/woff2\" href=\"{url}\" crossorigin>\n";

/// Starts the application, and says so when it cannot start.
fn start_script() -> Option<String> {
    let template = concat!(
        "import start from \"{script}\";",
        "start({ module_or_path: \"{wasm}\" }).catch((error) => {",
        "document.getElementById(\"app-loading\")?.remove();",
        "document.getElementById(\"app-failed\")?.removeAttribute(\"hidden\");",
        "throw error;",
        "});"
    );
    let (script, wasm) = (url_of("frontend.js")?, url_of("frontend.wasm")?);
    Some(fill(
        template,
        &[
            ("script", Value::Html(&script)),
            ("wasm", Value::Html(&wasm)),
        ],
    ))
}

fn start(script: &str) -> String {
    let mut start = application_links(
        "<link rel=\"modulepreload\" href=\"{script}\">\n<link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" href=\"{wasm}\" crossorigin>\n",
    );
    start.push_str("<script type=\"module\">");
    start.push_str(script);
    start.push_str("</script>\n");
    start
}

fn prefetch() -> String {
    application_links(
        "<link rel=\"prefetch\" as=\"script\" href=\"{script}\" crossorigin>\n<link rel=\"prefetch\" as=\"fetch\" href=\"{wasm}\" crossorigin>\n",
    )
}

fn application_links(template: &str) -> String {
    match (url_of("frontend.js"), url_of("frontend.wasm")) {
        (Some(script), Some(wasm)) => fill(
            template,
            &[
                ("script", Value::Text(&script)),
                ("wasm", Value::Text(&wasm)),
            ],
        ),
        _ => String::new(),
    }
}
