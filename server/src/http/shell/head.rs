//! What stands in a page's head: the stylesheet, and the application where it runs.
//!
//! Fonts are not preloaded: on a slow link they would take the stylesheet's share and delay the first words.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use super::{Kind, Page, Value, fill};
use crate::http::assets::url_of;

const STYLE: &str = "<link rel=\"stylesheet\" href=\"{url}\">\n";
const ICON: &str = "<link rel=\"icon\" type=\"image/svg+xml\" href=\"{url}\">\n";
const ADDRESSES: &str = concat!(
    "<link rel=\"canonical\" href=\"{url}\">\n",
    "<link rel=\"alternate\" hreflang=\"fr\" href=\"{url}?lang=fr\">\n",
    "<link rel=\"alternate\" hreflang=\"en\" href=\"{url}?lang=en\">\n",
);
const PRELOAD: &str = concat!(
    "<link rel=\"modulepreload\" href=\"{script}\">\n",
    "<link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" href=\"{wasm}\" crossorigin>\n",
);
const PREFETCH: &str = concat!(
    "<link rel=\"prefetch\" as=\"script\" href=\"{script}\" crossorigin>\n",
    "<link rel=\"prefetch\" as=\"fetch\" href=\"{wasm}\" crossorigin>\n",
);
/// Starts the application, and says so when it cannot start.
const SCRIPT: &str = concat!(
    "import start from \"{script}\";",
    "start({ module_or_path: \"{wasm}\" }).catch((error) => {",
    "document.getElementById(\"app-loading\")?.remove();",
    "document.getElementById(\"app-failed\")?.removeAttribute(\"hidden\");",
    "throw error;",
    "});",
);

/// The parts of a head that one server writes the same on all its pages, made once.
///
/// They are empty when the server was built without the browser part.
#[derive(Debug)]
pub(super) struct Head {
    links: String,
    /// The application's files, wanted now.
    preload: String,
    /// The same, wanted soon: the person is still reading.
    prefetch: String,
    script: Option<String>,
}

impl Head {
    pub(super) fn new() -> Self {
        Self {
            links: links(),
            preload: with_application(PRELOAD).unwrap_or_default(),
            prefetch: with_application(PREFETCH).unwrap_or_default(),
            script: with_application(SCRIPT),
        }
    }

    pub(super) fn script_hashes(&self) -> Vec<String> {
        let hash = |script| {
            format!(
                "'sha256-{}'",
                BASE64_STANDARD.encode(Sha256::digest(script))
            )
        };
        self.script.iter().map(hash).collect()
    }

    pub(super) fn html(&self, page: &Page<'_>, public_url: &str) -> String {
        let mut head = self.links.clone();
        match (page.kind, &self.script) {
            (Kind::Application, Some(script)) => {
                head.push_str(&self.preload);
                head.push_str("<script type=\"module\">");
                head.push_str(script);
                head.push_str("</script>\n");
            }
            (Kind::Content, _) => {
                if page.path == "/" {
                    head.push_str(&self.prefetch);
                }
                let url = format!("{public_url}{}", page.path);
                head.push_str(&fill(ADDRESSES, &[("url", Value::Text(&url))]));
            }
            (Kind::Application, None) | (Kind::Unlisted, _) => {}
        }
        head
    }
}

fn links() -> String {
    [("portal.css", STYLE), ("favicon.svg", ICON)]
        .into_iter()
        .filter_map(|(name, link)| Some(fill(link, &[("url", Value::Text(&url_of(name)?))])))
        .collect()
}

/// File names hold no character that would need escaping, in HTML or in a script.
fn with_application(template: &str) -> Option<String> {
    let (script, wasm) = (url_of("frontend.js")?, url_of("frontend.wasm")?);
    Some(fill(
        template,
        &[
            ("script", Value::Html(&script)),
            ("wasm", Value::Html(&wasm)),
        ],
    ))
}
