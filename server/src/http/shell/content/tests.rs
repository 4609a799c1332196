//! The pages as a browser gets them.

use axum::body::{Body, to_bytes};
use axum::http::header::SET_COOKIE;
use clap::Parser as _;
use tower::ServiceExt;
use url::Url;

use super::*;
use crate::config::{Cli, Command};

async fn get_page(address: &str) -> (StatusCode, Option<String>, String) {
    let arguments = [
        "rpps-plus",
        "serve",
        "--demo",
        "--mail-retention-days",
        "12",
        "--tom-url",
        "https://tom.example/order",
    ];
    let Command::Serve(config) = Cli::parse_from(arguments).command else {
        unreachable!("`serve` was asked")
    };
    let shell = Arc::new(Shell::new(
        &Url::parse("https://rpps.example/").unwrap(),
        &config,
    ));
    let request = Request::builder().uri(address).body(Body::empty()).unwrap();
    let response = shell.routes::<()>().oneshot(request).await.unwrap();
    let (status, cookie) = (
        response.status(),
        response.headers().get(SET_COOKIE).cloned(),
    );
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let cookie = cookie.map(|cookie| cookie.to_str().unwrap().to_owned());
    (status, cookie, String::from_utf8(body.into()).unwrap())
}

/// What stands between header and footer; the language links above keep the query as it was asked, escaped.
fn main_of(page: &str) -> &str {
    page.split_once("<main").unwrap().1
}

fn count(page: &str, what: &str) -> usize {
    page.matches(what).count()
}

#[tokio::test]
async fn how_long_data_is_kept_is_said_as_configured() {
    let (_, _, page) = get_page("/donnees-personnelles").await;
    assert!(page.contains("30 jours sans activité") && page.contains("12 jours"));
}

#[tokio::test]
async fn guides_lead_to_the_portals_that_are_configured() {
    let (_, _, page) = get_page("/guides/representant").await;
    assert!(page.contains("href=\"https://tom.example/order\""));
}

#[tokio::test]
async fn every_page_is_the_same_in_both_languages() {
    let application = [
        "/pre-verification",
        "/demandes/1",
        "/gestion",
        "/ans",
        "/mon-enregistrement",
    ];
    let others = [
        "/connexion",
        "/connexion/erreur",
        "/developpeurs",
        "/nowhere",
    ];
    for path in CONTENT
        .iter()
        .map(|(path, ..)| *path)
        .chain(application)
        .chain(others)
    {
        let (french_status, _, french) = get_page(&format!("{path}?lang=fr")).await;
        let (status, cookie, english) = get_page(&format!("{path}?lang=en")).await;
        assert_eq!(french_status, status, "{path}");
        assert!(cookie.unwrap().starts_with("lang=en;"), "{path}");
        assert!(french.contains("<html lang=\"fr\">") && english.contains("<html lang=\"en\">"));
        for what in ["<h1", "<h2", "<h3", "<li", "<a ", "<pre", "id=\"content\""] {
            assert_eq!(
                count(&french, what),
                count(&english, what),
                "{what} in {path}"
            );
        }
        assert_eq!(count(&french, "<h1"), 1, "{path}");
        for name in [
            "{title}",
            "{main}",
            "{head}",
            "{text}",
            "_url}",
            "{franceconnect}",
            "style=",
        ] {
            assert_eq!(
                count(&french, name) + count(&english, name),
                0,
                "{name} in {path}"
            );
        }
    }
}

#[tokio::test]
async fn signing_in_leads_back_to_where_the_person_was() {
    let (_, _, page) = get_page("/connexion?return_to=/demandes/1").await;
    assert!(page.contains("/auth/franceconnect?return_to=%2Fdemandes%2F1\""));
    let (_, _, page) = get_page("/connexion?return_to=//evil.example").await;
    assert!(page.contains("/auth/pro-sante-connect?return_to=%2Fgestion\""));
    assert_eq!(count(main_of(&page), "evil"), 0);
}

#[tokio::test]
async fn a_failed_sign_in_shows_its_code_and_repeats_nothing_unknown() {
    let (_, _, page) = get_page("/connexion/erreur?code=SIGN_IN_CANCELLED").await;
    assert!(page.contains("<code>SIGN_IN_CANCELLED</code>"));
    let (_, _, page) = get_page("/connexion/erreur?code=evil").await;
    assert_eq!(count(main_of(&page), "evil"), 0);
}

#[tokio::test]
async fn an_unknown_address_is_not_found() {
    assert_eq!(get_page("/nowhere").await.0, StatusCode::NOT_FOUND);
}
