//! What stands in a page's head: the stylesheet, and the application where it runs.
//!
//! Fonts are not preloaded: on a slow link they would take the stylesheet's share and delay the first words.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use super::{Kind, Page, Program, Value, fill};
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
/// Starts the program, and says so when it cannot start.
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
    /// The files of what most people open next: they are still reading.
    prefetch: String,
    portal: Option<Start>,
    desk: Option<Start>,
    ans: Option<Start>,
    register: Option<Start>,
    bulk: Option<Start>,
    figures: Option<Start>,
}

/// What a page says to start a program.
#[derive(Debug)]
struct Start {
    /// The program's files, wanted now.
    preload: String,
    script: String,
}

impl Head {
    pub(super) fn new() -> Self {
        Self {
            links: links(),
            prefetch: with_files_of(Program::Portal, PREFETCH).unwrap_or_default(),
            portal: Start::of(Program::Portal),
            desk: Start::of(Program::Desk),
            ans: Start::of(Program::Ans),
            register: Start::of(Program::Register),
            bulk: Start::of(Program::Bulk),
            figures: Start::of(Program::Figures),
        }
    }

    pub(super) fn script_hashes(&self) -> Vec<String> {
        let hash = |start: &Start| {
            format!(
                "'sha256-{}'",
                BASE64_STANDARD.encode(Sha256::digest(&start.script))
            )
        };
        [
            &self.portal,
            &self.desk,
            &self.ans,
            &self.register,
            &self.bulk,
            &self.figures,
        ]
        .into_iter()
        .flatten()
        .map(hash)
        .collect()
    }

    pub(super) fn html(&self, page: &Page<'_>, public_url: &str) -> String {
        let mut head = self.links.clone();
        if let Kind::Application(program) | Kind::Extended(program) = page.kind {
            self.start(program, &mut head);
        }
        if let Kind::Content | Kind::Extended(_) = page.kind {
            if page.path == "/" {
                head.push_str(&self.prefetch);
            }
            let url = format!("{public_url}{}", page.path);
            head.push_str(&fill(ADDRESSES, &[("url", Value::Text(&url))]));
        }
        head
    }

    fn start(&self, program: Program, head: &mut String) {
        let start = match program {
            Program::Portal => &self.portal,
            Program::Desk => &self.desk,
            Program::Ans => &self.ans,
            Program::Register => &self.register,
            Program::Bulk => &self.bulk,
            Program::Figures => &self.figures,
        };
        if let Some(Start { preload, script }) = start {
            head.push_str(preload);
            head.push_str("<script type=\"module\">");
            head.push_str(script);
            head.push_str("</script>\n");
        }
    }
}

impl Start {
    fn of(program: Program) -> Option<Self> {
        Some(Self {
            preload: with_files_of(program, PRELOAD)?,
            script: with_files_of(program, SCRIPT)?,
        })
    }
}

fn links() -> String {
    [("portal.css", STYLE), ("favicon.svg", ICON)]
        .into_iter()
        .filter_map(|(name, link)| Some(fill(link, &[("url", Value::Text(&url_of(name)?))])))
        .collect()
}

/// File names hold no character that would need escaping, in HTML or in a script.
fn with_files_of(program: Program, template: &str) -> Option<String> {
    let (script, wasm) = match program {
        Program::Portal => ("portal.js", "portal.wasm"),
        Program::Desk => ("desk.js", "desk.wasm"),
        Program::Ans => ("ans.js", "ans.wasm"),
        Program::Register => ("register.js", "register.wasm"),
        Program::Bulk => ("bulk.js", "bulk.wasm"),
        Program::Figures => ("figures.js", "figures.wasm"),
    };
    let (script, wasm) = (url_of(script)?, url_of(wasm)?);
    Some(fill(
        template,
        &[
            ("script", Value::Html(&script)),
            ("wasm", Value::Html(&wasm)),
        ],
    ))
}
