//! Pages that are complete as the server sends them: home, sign-in, the footer's pages, "not found". That of support
//! also has a place for the application, in which one writes.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::get;
use shared::catalogue;
use shared::text::Text;
use url::form_urlencoded;

use super::return_to::{asked, with_return_to};
use super::{Kind, Page, Program, Shell, Value, fill};

/// The two languages of one page's file.
macro_rules! page {
    ($name:literal) => {
        Text::new(
            include_str!(concat!("../../../pages/fr/", $name, ".html")),
            include_str!(concat!("../../../pages/en/", $name, ".html")),
        )
    };
}

/// Where one writes to support.
const CONTACT: &str = "/contact";

const CONTENT: [(&str, Text, Text); 11] = [
    ("/", Text::new("Accueil", "Home"), page!("home")),
    (
        "/accessibilite",
        Text::new("Déclaration d’accessibilité", "Accessibility statement"),
        page!("accessibility"),
    ),
    (
        "/mentions-legales",
        Text::new("Mentions légales", "Legal notice"),
        page!("legal-notice"),
    ),
    (
        "/donnees-personnelles",
        Text::new("Données personnelles", "Personal data"),
        page!("personal-data"),
    ),
    (
        "/cookies",
        Text::new("Gestion des cookies", "Cookies"),
        page!("cookies"),
    ),
    ("/guides", Text::new("Guides", "Guides"), page!("guides")),
    (
        "/guides/professionnel",
        Text::new("Guide du professionnel", "The professional’s guide"),
        page!("guide-professional"),
    ),
    (
        "/guides/gestionnaire",
        Text::new("Guide du gestionnaire RPPS+", "The RPPS+ manager’s guide"),
        page!("guide-manager"),
    ),
    (
        "/guides/enregistrement",
        Text::new(
            "Guide du gestionnaire qui enregistre",
            "The guide of the manager who registers",
        ),
        page!("guide-registering"),
    ),
    (
        "/guides/representant",
        Text::new("Guide du représentant", "The representative’s guide"),
        page!("guide-representative"),
    ),
    (
        CONTACT,
        Text::new("Contacter le support de l’ANS", "Contact ANS support"),
        page!("contact"),
    ),
];
const SIGN_IN: Text = page!("sign-in");
const SIGN_IN_ERROR: Text = page!("sign-in-error");
const SIGN_IN_ERROR_REFERENCE: Text = page!("sign-in-error-reference");
const NOT_FOUND: Text = page!("not-found");

pub(super) fn routes<S>(shell: &Arc<Shell>) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let mut router = Router::new();
    for (path, title, main) in CONTENT {
        let shell = Arc::clone(shell);
        let answer = move |request: Request| async move {
            let (parts, _) = request.into_parts();
            let kind = if path == CONTACT {
                Kind::Extended(Program::Portal)
            } else {
                Kind::Content
            };
            let page = Page::of(&parts, kind, title);
            let configured: Vec<_> = shell
                .configured
                .iter()
                .map(|(name, value)| (*name, Value::Text(value)))
                .collect();
            shell.page(&page, &fill(main.r#in(page.language()), &configured))
        };
        router = router.route(path, get(answer));
    }
    let (at_sign_in, at_error, elsewhere) =
        (Arc::clone(shell), Arc::clone(shell), Arc::clone(shell));
    router
        .route("/connexion", get(move |request: Request| async move { sign_in(&at_sign_in, &request.into_parts().0) }))
        .route("/connexion/erreur", get(move |request: Request| async move { sign_in_error(&at_error, &request.into_parts().0) }))
        .fallback(move |request: Request| async move { not_found(&elsewhere, &request.into_parts().0) })
}

/// Both doors lead back to where the person wanted to go; without a wish, each to its own people's space.
fn sign_in(shell: &Shell, parts: &Parts) -> Response {
    let page = Page::of(parts, Kind::Content, Text::new("Se connecter", "Sign in"));
    let asked = asked(page.query);
    let door = |address, own: &str| with_return_to(address, asked.as_deref().unwrap_or(own));
    let main = fill(
        SIGN_IN.r#in(page.language()),
        &[
            (
                "franceconnect",
                Value::Text(&door("/auth/franceconnect", "/demandes")),
            ),
            (
                "pro_sante_connect",
                Value::Text(&door("/auth/pro-sante-connect", "/gestion")),
            ),
        ],
    );
    shell.page(&page, &main)
}

/// A code of the catalogue is shown, so that it can be told to support; anything else in the address is not repeated.
fn sign_in_error(shell: &Shell, parts: &Parts) -> Response {
    let page = Page::of(
        parts,
        Kind::Unlisted,
        Text::new("La connexion n’a pas abouti", "Sign-in did not succeed"),
    );
    let asked = form_urlencoded::parse(page.query.unwrap_or_default().as_bytes())
        .find_map(|(name, value)| (name == "code").then_some(value))
        .unwrap_or_default();
    let known = catalogue::SIGN_IN_ERRORS
        .iter()
        .find(|(code, _)| *code == asked);
    let (text, reference) = match known {
        Some((code, text)) => {
            let reference = SIGN_IN_ERROR_REFERENCE.r#in(page.language());
            (*text, fill(reference, &[("code", Value::Text(code))]))
        }
        None => (catalogue::UNKNOWN, String::new()),
    };
    let main = fill(
        SIGN_IN_ERROR.r#in(page.language()),
        &[
            ("text", Value::Text(text.r#in(page.language()))),
            ("reference", Value::Html(&reference)),
        ],
    );
    shell.page(&page, &main)
}

fn not_found(shell: &Shell, parts: &Parts) -> Response {
    let mut page = Page::of(
        parts,
        Kind::Unlisted,
        Text::new("Page non trouvée", "Page not found"),
    );
    page.status = StatusCode::NOT_FOUND;
    shell.page(&page, NOT_FOUND.r#in(page.language()))
}

#[cfg(test)]
mod tests;
