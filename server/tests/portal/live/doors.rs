//! Who may open a socket, for what, and until when.

use chrono::TimeDelta;
use serde_json::json;

use crate::support::on_both;
use crate::support::portal::Portal;
use crate::support::socket::{Heard, Socket};

#[tokio::test]
async fn only_subscriptions_travel_on_a_socket() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let mut socket = Socket::open(&professional).await;
    for query in [
        "{ me { demo } }",
        "mutation { createDraft(input: {}) { __typename } }",
    ] {
        socket.subscribe_to(query, query, &json!({})).await;
        assert_eq!(socket.code().await, "SUBSCRIPTIONS_ONLY");
    }
    assert_eq!(
        portal
            .database
            .number("select count(*) from requests")
            .await,
        0
    );
}

#[tokio::test]
async fn another_site_cannot_open_a_socket_in_somebodys_name() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    for origin in [Some("https://evil.example"), Some("null"), None] {
        let refused = Socket::try_open(&professional, origin).await;
        assert_eq!(refused.err(), Some(403), "{origin:?}");
    }
    // Without a cookie there is nobody to pretend to be.
    let mut socket = Socket::try_open(&portal.anybody(), Some("https://other.example"))
        .await
        .expect("a socket");
    socket
        .subscribe("1", "queueChanged", &json!({ "structureId": null }))
        .await;
    assert_eq!(socket.code().await, "NOT_SIGNED_IN");
}

on_both! {
    async fn signing_out_closes_the_socket(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let draft = professional.draft().await;
        let mut socket = Socket::open(&professional).await;
        socket.subscribe("1", "requestChanged", &json!({ "id": draft.id })).await;
        socket.value().await;
        professional.browser.clone().sign_out().await;
        assert_eq!(closed(&mut socket).await, 4401);
    }

    async fn a_session_that_ends_closes_the_socket(database: Database) {
        let portal = Portal::demo_on(database).await;
        let manager = portal.manager().await;
        let mut socket = Socket::open(&manager).await;
        socket.subscribe("1", "queueChanged", &json!({ "structureId": null })).await;
        portal.clock.advance(TimeDelta::hours(8));
        server::sign_in::sweep(&portal.app).await.expect("a sweep");
        assert_eq!(closed(&mut socket).await, 4401);
    }
}

/// The code that a socket closes with, after whatever it still says.
async fn closed(socket: &mut Socket) -> u16 {
    loop {
        if let Heard::Closed(code, _) = socket.next().await {
            return code;
        }
    }
}

#[tokio::test]
async fn somebody_elses_end_of_session_closes_nothing() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let draft = professional.draft().await;
    let mut socket = Socket::open(&professional).await;
    socket
        .subscribe("1", "requestChanged", &json!({ "id": draft.id }))
        .await;
    socket.value().await;
    portal
        .other_professional()
        .await
        .browser
        .clone()
        .sign_out()
        .await;
    portal.professional().await.browser.clone().sign_out().await;
    socket.is_silent().await;
}

#[tokio::test]
async fn limits_hold_on_a_socket_too() {
    let portal = Portal::demo().await;
    let anybody = portal.anybody();
    let mut socket = Socket::open(&anybody).await;
    let deep = format!(
        "subscription {{ queueChanged {{ request {{ {}name{} }} }} }}",
        "structure { ".repeat(13),
        " }".repeat(13)
    );
    socket.subscribe_to("1", &deep, &json!({})).await;
    assert_eq!(socket.code().await, "TOO_DEEP");
    let aliases: String = (0..31).map(|number| format!("a{number}: kind ")).collect();
    socket
        .subscribe_to(
            "2",
            &format!("subscription {{ queueChanged {{ {aliases} }} }}"),
            &json!({}),
        )
        .await;
    assert_eq!(socket.code().await, "TOO_MANY_ALIASES");
}
