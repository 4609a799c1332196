//! The feed of events: complete, in order, to whom each may be told.

mod complete;
mod software;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::structures::revoke;
use crate::support::database::Database;
use crate::support::form::{HOME, form, form_with};
use crate::support::on_both;
use crate::support::people::Person;
use crate::support::portal::Portal;
use crate::support::socket::Socket;

/// The cursor of an event, by its number in the log.
fn cursor(id: i64) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(format!("0:{id}"))
}

/// What somebody hears after that event, in pages of that size.
async fn heard_after(person: &Person, id: i64, size: i32) -> Vec<Value> {
    let mut all = Vec::new();
    let mut after = cursor(id);
    loop {
        let page = person
            .run("events", &json!({ "after": after, "first": size }))
            .await;
        let page = page.data("events");
        all.extend(page["nodes"].as_array().expect("a page").clone());
        page["pageInfo"]["endCursor"]
            .as_str()
            .expect("a cursor")
            .clone_into(&mut after);
        if page["pageInfo"]["hasNextPage"] == false {
            return all;
        }
    }
}

fn kinds(events: &[Value]) -> Vec<&str> {
    events
        .iter()
        .map(|event| event["kind"].as_str().expect("a code"))
        .collect()
}

/// Waits until the feed holds all that was committed.
async fn settled(portal: &Portal) {
    let is_settled = || async {
        let mut tx = portal.app.store.read().await.expect("a transaction");
        tx.feed_is_settled().await.expect("an answer")
    };
    while !is_settled().await {
        tokio::task::yield_now().await;
    }
}

async fn last_event(database: &Database) -> i64 {
    database
        .number("select coalesce(max(id), 0) from events")
        .await
}

on_both! {
    async fn each_hears_what_is_theirs_by_ids_and_codes(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (author, manager) = (portal.professional().await, portal.manager().await);
        let (stranger, agent) = (portal.other_professional().await, portal.agent().await);
        let start = last_event(&portal.database).await;
        let request = portal.submitted(&author, form()).await;
        let validated = manager.validate(&request).await.request();
        settled(&portal).await;
        let own = heard_after(&author, start, 2).await;
        assert_eq!(kinds(&own), ["REQUEST_CREATED", "REQUEST_SAVED", "EMAIL_CODE_SENT", "EMAIL_CONFIRMED",
            "REQUEST_SUBMITTED", "REQUEST_VALIDATED", "SITUATION_ADDED"]);
        let told_to_manager = heard_after(&manager, start, 1).await;
        assert_eq!(kinds(&told_to_manager), ["REQUEST_SUBMITTED", "REQUEST_VALIDATED", "SITUATION_ADDED"]);
        assert_eq!(heard_after(&agent, start, 100).await.len(), own.len());
        assert!(heard_after(&stranger, start, 20).await.is_empty());
        let decided = &told_to_manager[1];
        assert_eq!((&decided["actor"], &decided["requestId"]), (&json!("STRUCTURE"), &json!(request.id)));
        assert_eq!((&decided["rppsNumber"], &decided["revision"]),
            (&validated.body["rppsNumber"], &json!(validated.revision)));
        assert_eq!(own[4]["actor"], "PROFESSIONAL");
        // No name, address or telephone number of the form anywhere.
        let told = format!("{own:?}{told_to_manager:?}");
        for value in ["Dubois", "DUBOIS", "@", "+33"] {
            assert!(!told.contains(value), "{value}");
        }
    }

    async fn a_structure_that_a_request_left_does_not_learn_its_number(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (author, manager, colleague) =
            (portal.professional().await, portal.manager().await, portal.colleague().await);
        let start = last_event(&portal.database).await;
        let request = portal.submitted(&author, form()).await;
        let sent_back = manager.ask_correction(&request, &["structureFiness"]).await.request();
        let elsewhere = form_with(&json!({ "structureFiness": HOME, "riskAcknowledged": true }));
        let saved = author.save(&sent_back, elsewhere).await.request();
        let moved = author.submit(&saved).await.request();
        let more = json!({ "conditionsChecked": true, "identityChecked": true, "riskAcknowledged": true });
        colleague.change("validateRequest", moved.input(more)).await.request();
        settled(&portal).await;
        let left = heard_after(&manager, start, 100).await;
        assert_eq!(kinds(&left), ["REQUEST_SUBMITTED", "CORRECTION_REQUESTED", "REQUEST_MOVED"]);
        assert_eq!(left[2]["isTombstone"], true);
        assert!(left.iter().all(|event| event["rppsNumber"].is_null()));
    }

    async fn the_stream_tells_the_past_then_what_comes_and_goes_on_after_a_cut(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (author, manager) = (portal.professional().await, portal.manager().await);
        let start = last_event(&portal.database).await;
        let request = portal.submitted(&author, form()).await;
        let mut socket = Socket::open(&manager).await;
        socket.subscribe("1", "eventStream", &json!({ "after": cursor(start) })).await;
        let sent = socket.value().await;
        assert_eq!(sent["kind"], "REQUEST_SUBMITTED");
        let claimed = manager.claim(&request).await.request();
        assert_eq!(socket.value().await["kind"], "REQUEST_CLAIMED");
        let released = manager.release(&claimed).await.request();
        let last = socket.value().await;
        assert_eq!(last["kind"], "REQUEST_RELEASED");
        drop(socket);
        // What happens while nobody listens is told first.
        let sent_back = manager.ask_correction(&released, &["phone"]).await.request();
        let mut socket = Socket::open(&manager).await;
        socket.subscribe("1", "eventStream", &json!({ "after": last["cursor"] })).await;
        assert_eq!(socket.value().await["kind"], "CORRECTION_REQUESTED");
        author.withdraw(&sent_back).await.request();
        assert_eq!(socket.value().await["kind"], "REQUEST_WITHDRAWN");
        socket.is_silent().await;
    }

    async fn who_is_no_manager_any_more_hears_no_more_of_the_structure(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (author, manager) = (portal.professional().await, portal.manager().await);
        let request = portal.submitted(&author, form()).await;
        let start = last_event(&portal.database).await;
        let mut socket = Socket::open(&manager).await;
        socket.subscribe("1", "eventStream", &json!({ "after": cursor(start) })).await;
        manager.claim(&request).await.request();
        assert_eq!(socket.value().await["kind"], "REQUEST_CLAIMED");
        revoke(&portal, "30B0168811/CPET00001").await;
        author.withdraw(&author.read(&request).await).await.request();
        loop {
            let heard = tokio::time::timeout(std::time::Duration::from_millis(500), socket.value());
            let Ok(event) = heard.await else { break };
            assert_ne!(event["kind"], "REQUEST_WITHDRAWN");
        }
    }

    async fn a_draft_that_retention_deletes_leaves_a_tombstone(database: Database) {
        let portal = Portal::demo_on(database).await;
        let author = portal.professional().await;
        let draft = author.draft().await;
        let start = last_event(&portal.database).await;
        for days in [24, 8] {
            portal.clock.advance(chrono::TimeDelta::days(days));
            server::retention::round(&portal.app).await;
        }
        settled(&portal).await;
        let heard = heard_after(&portal.professional().await, start, 100).await;
        let gone = heard.iter().find(|event| event["kind"] == "DRAFT_DELETED").expect("a tombstone");
        assert_eq!((&gone["isTombstone"], &gone["actor"]), (&json!(true), &json!("PORTAL")));
        assert_eq!(gone["requestId"], draft.id);
    }
}

#[tokio::test]
async fn a_stream_over_transactions_that_commit_out_of_order_tells_each_once_and_in_order() {
    use server::store::NewEvent;
    use shared::event::EventKind;

    let portal = Portal::demo_on(Database::postgres().await).await;
    let agent = portal.agent().await;
    settled(&portal).await;
    let start = last_event(&portal.database).await;
    let mut socket = Socket::open(&agent).await;
    socket
        .subscribe("1", "eventStream", &json!({ "after": cursor(start) }))
        .await;
    let mut heard: Vec<String> = Vec::new();
    for _ in 0..4 {
        let mut open = Vec::new();
        for _ in 0..5 {
            let mut tx = portal.app.store.write().await.expect("a transaction");
            let event = NewEvent::new(EventKind::StructureChanged, portal.clock.now());
            tx.add_event(event).await.expect("an event");
            open.push(tx);
        }
        while let Some(tx) = open.pop() {
            tx.commit().await.expect("a commit");
        }
        for _ in 0..5 {
            let event = socket.value().await;
            heard.push(event["id"].as_str().expect("an id").to_owned());
        }
    }
    settled(&portal).await;
    let read = heard_after(&agent, start, 7).await;
    let read: Vec<&str> = read
        .iter()
        .map(|event| event["id"].as_str().expect("an id"))
        .collect();
    assert_eq!(heard, read);
    assert_eq!(heard.len(), 20);
    socket.is_silent().await;
}

#[tokio::test]
async fn a_cursor_that_is_none_is_refused() {
    let portal = Portal::demo().await;
    let author = portal.professional().await;
    for (after, first) in [("x", 1), ("", 1), ("MDox", 101), ("MDox", -1)] {
        let reply = author
            .run("events", &json!({ "after": after, "first": first }))
            .await;
        assert_eq!(reply.code(), "INVALID_ARGUMENT", "{after} {first}");
    }
    let mut socket = Socket::open(&author).await;
    socket
        .subscribe("1", "eventStream", &json!({ "after": "x" }))
        .await;
    assert_eq!(socket.code().await, "INVALID_ARGUMENT");
}
