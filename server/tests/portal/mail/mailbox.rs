//! The demo's mailbox.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use axum::response::Response;
use serde_json::Value;
use server::http::demo_mail;
use server::http::shell::Shell;
use tower::ServiceExt as _;

use super::open;
use crate::support::portal::Portal;

async fn get(portal: &Portal, path: &str) -> Response {
    let shell = Arc::new(Shell::new(
        &portal.app.config.public_url(),
        &portal.app.config,
    ));
    let router = demo_mail::routes(&shell).with_state(Arc::clone(&portal.app));
    let request = Request::get(path).body(Body::empty()).expect("a request");
    router.oneshot(request).await.expect("an answer")
}

async fn body(response: Response) -> String {
    let bytes = to_bytes(response.into_body(), usize::MAX)
        .await
        .expect("a body");
    String::from_utf8(bytes.to_vec()).expect("text")
}

#[tokio::test]
async fn a_program_reads_the_latest_first_and_by_address() {
    let portal = open(&["--demo"]).await;
    portal
        .write_to("submitted", "ada@example.fr", "First")
        .await;
    let last = portal
        .write_to("validated", "Grace@example.fr", "Second")
        .await;

    let all: Value =
        serde_json::from_str(&body(get(&portal, "/demo/mail.json").await).await).expect("JSON");
    let one = body(get(&portal, "/demo/mail.json?to=grace%40example.fr").await).await;
    let one: Value = serde_json::from_str(&one).expect("JSON");

    assert_eq!(all.as_array().map(Vec::len), Some(2));
    assert_eq!(all[0], one[0]);
    assert_eq!(one.as_array().map(Vec::len), Some(1));
    assert_eq!(one[0]["id"], last.id.to_string());
    insta::assert_json_snapshot!(one, { "[].id" => "[id]" });
}

#[tokio::test]
async fn a_person_reads_them_on_a_page() {
    let portal = open(&["--demo"]).await;
    let mail = portal
        .write_to("submitted", "ada@example.fr", "<b>Bonjour</b>")
        .await;

    let page = body(get(&portal, "/demo/mail").await).await;
    let html = get(&portal, &format!("/demo/mail/{}", mail.id)).await;

    let content = page
        .split_once("<main")
        .and_then(|(_, rest)| rest.split_once("</main>"))
        .expect("a main part")
        .0;
    insta::assert_snapshot!(content.replace(&mail.id.to_string(), "[id]"));
    let policy = html.headers()["content-security-policy"]
        .to_str()
        .expect("ASCII")
        .to_owned();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    assert_eq!(body(html).await, mail.html_body);
}

#[tokio::test]
async fn an_empty_mailbox_says_so() {
    let portal = open(&["--demo"]).await;
    assert!(
        body(get(&portal, "/demo/mail?lang=en").await)
            .await
            .contains("No e-mail.")
    );
}

#[tokio::test]
async fn a_mail_that_is_not_there_is_not_found() {
    let portal = open(&["--demo"]).await;
    for path in [
        "/demo/mail/nothing",
        "/demo/mail/00000000-0000-0000-0000-000000000000",
    ] {
        assert_eq!(
            get(&portal, path).await.status(),
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}
