//! A session that is over, or was never one.

use chrono::TimeDelta;
use serde_json::json;

use crate::support::form::form;
use crate::support::on_both;
use crate::support::people::Person;
use crate::support::portal::{Plan, Portal};

async fn is_nobody(person: &Person) {
    assert!(person.browser.me().await.is_null());
    assert_eq!(
        person.run("requests", &json!({})).await.code(),
        "NOT_SIGNED_IN"
    );
    let reply = person.run("createDraft", &json!({ "input": {} })).await;
    assert_eq!(reply.code(), "NOT_SIGNED_IN");
    assert!(reply.0["data"].is_null());
}

on_both! {
    async fn a_person_sees_their_sessions_and_ends_one_at_once(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (here, there) = (portal.professional().await, portal.professional().await);
        let somebody = portal.other_professional().await;
        let reply = here.run("sessions", &json!({})).await;
        let open = reply.data("sessions").as_array().expect("a list").clone();
        assert_eq!(open.len(), 2);
        let other = open.iter().find(|session| session["current"] == false).expect("the other");
        // Somebody else's is nobody's.
        let left = somebody.change("endSession", json!({ "id": other["id"] })).await;
        assert_eq!(left.0["sessions"].as_array().expect("a list").len(), 1);
        assert!(!there.browser.me().await.is_null());
        let left = here.change("endSession", json!({ "id": other["id"] })).await;
        assert_eq!(left.0["sessions"].as_array().expect("a list").len(), 1);
        is_nobody(&there).await;
        assert!(!here.browser.me().await.is_null());
    }

    async fn a_session_that_has_expired_does_nothing_and_loses_nothing(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let draft = professional.draft().await;
        let saved = professional.save(&draft, form()).await.request();
        portal.clock.advance(TimeDelta::minutes(30));
        is_nobody(&professional).await;
        let reply = professional.run("submitRequest", &json!({ "input": saved.input(json!({})) })).await;
        assert_eq!(reply.code(), "NOT_SIGNED_IN");
        let again = portal.professional().await;
        assert_eq!(again.read(&saved).await.revision, saved.revision);
        assert_eq!(again.submit(&saved).await.request().status(), "SUBMITTED");
    }

    async fn signing_out_on_one_server_ends_the_session_on_the_other(database: Database) {
        let database = std::sync::Arc::new(database);
        let here = Plan::demo().on(std::sync::Arc::clone(&database)).open().await;
        let professional = here.professional().await;
        if !database.is_postgres() {
            // A file has one server.
            professional.browser.clone().sign_out().await;
            return is_nobody(&professional).await;
        }
        let options = [format!("--public-url={}", here.origin)];
        let there = Plan::demo().on(std::sync::Arc::clone(&database)).with(options).open().await;
        let mut elsewhere = there.anybody();
        elsewhere.browser.cookies = professional.browser.cookies.clone();
        assert!(!elsewhere.browser.me().await.is_null());
        professional.browser.clone().sign_out().await;
        // The news travels: no page waits for it longer than a moment.
        for _ in 0..100 {
            if elsewhere.browser.me().await.is_null() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        is_nobody(&elsewhere).await;
    }
}

#[tokio::test]
async fn a_token_that_was_changed_or_invented_is_nobodys() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let token = professional
        .browser
        .cookie("__Host-session")
        .expect("a session")
        .to_owned();
    let first = if token.starts_with('A') { 'B' } else { 'A' };
    for wrong in [
        format!("{first}{}", &token[1..]),
        token[1..].to_owned(),
        String::new(),
        "x".repeat(5000),
        "a b".to_owned(),
    ] {
        let mut stranger = professional.clone();
        stranger.browser.cookies = vec![("__Host-session".to_owned(), wrong)];
        is_nobody(&stranger).await;
    }
    let mut unprefixed = professional.clone();
    unprefixed.browser.cookies = vec![("session".to_owned(), token)];
    is_nobody(&unprefixed).await;
}
