//! Webhooks: what happens is told, signed, in order, and again until it is heard.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::post;
use chrono::TimeDelta;
use serde_json::{Value, json};
use server::clock::Clock;
use server::store::{FeedScope, Position};
use server::webhooks::{STEPS, Sender, round};
use shared::id::StructureId;
use standardwebhooks::Webhook;
use tokio::net::TcpListener;

use crate::support::form::{HOSPITAL, form};
use crate::support::on_both;
use crate::support::people::Person;
use crate::support::portal::{Plan, Portal};

/// A message as it came in.
#[derive(Clone, Debug)]
struct Message {
    headers: BTreeMap<&'static str, String>,
    body: String,
}

impl Message {
    fn id(&self) -> &str {
        &self.headers["webhook-id"]
    }

    /// Whether another implementation signs it the same: the clocks of the tests stand still, so it is not asked when.
    fn is_signed_with(&self, secret: &str) -> bool {
        let timestamp = self.headers["webhook-timestamp"].parse().expect("seconds");
        let webhook = Webhook::new(secret).expect("a secret");
        let signed = webhook.sign(self.id(), timestamp, self.body.as_bytes());
        let signed = signed.expect("a signature");
        self.headers["webhook-signature"]
            .split(' ')
            .any(|one| one == signed)
    }

    /// Checked as a receiver does.
    fn is_verified_by(&self, secret: &str) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in &self.headers {
            headers.insert(*name, value.parse().expect("ASCII"));
        }
        let webhook = Webhook::new(secret).expect("a secret");
        webhook.verify(self.body.as_bytes(), &headers).is_ok()
    }

    fn kind(&self) -> String {
        let body: Value = serde_json::from_str(&self.body).expect("JSON");
        body["type"].as_str().expect("a type").to_owned()
    }
}

/// Somebody's software: it answers as it is told to, and keeps what it accepted.
#[derive(Clone, Debug)]
struct Receiver {
    url: String,
    status: Arc<AtomicU16>,
    accepted: Arc<Mutex<Vec<Message>>>,
    refused: Arc<Mutex<Vec<Message>>>,
}

async fn receive(
    State(receiver): State<Receiver>,
    headers: HeaderMap,
    body: String,
) -> (StatusCode, HeaderMap) {
    let names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
    let text = |name: &'static str| headers[name].to_str().expect("ASCII").to_owned();
    let message = Message {
        headers: names.into_iter().map(|name| (name, text(name))).collect(),
        body,
    };
    let status = StatusCode::from_u16(receiver.status.load(Ordering::SeqCst)).expect("a status");
    let kept = if status.is_success() {
        &receiver.accepted
    } else {
        &receiver.refused
    };
    kept.lock().expect("a list").push(message);
    let mut headers = HeaderMap::new();
    if status.is_redirection() {
        headers.insert(header::LOCATION, receiver.url.parse().expect("an address"));
    }
    (status, headers)
}

impl Receiver {
    async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let receiver = Self {
            url: format!("http://{}/rpps", listener.local_addr().expect("an address")),
            status: Arc::new(AtomicU16::new(200)),
            accepted: Arc::default(),
            refused: Arc::default(),
        };
        let routes = Router::new()
            .route("/rpps", post(receive))
            .with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        receiver
    }

    fn answers(&self, status: u16) {
        self.status.store(status, Ordering::SeqCst);
    }

    fn accepted(&self) -> Vec<Message> {
        self.accepted.lock().expect("a list").clone()
    }

    fn refused(&self) -> Vec<Message> {
        self.refused.lock().expect("a list").clone()
    }
}

/// A webhook of the hospital, as who represents it made it: with its secret.
async fn made(representative: &Person, url: &str) -> Value {
    let input = json!({ "structureId": representative.structure(HOSPITAL).await, "url": url });
    let done = representative.change("createWebhook", input).await;
    assert_eq!(done.0["__typename"], "WebhookSecret", "{}", done.0);
    done.0
}

/// The hospital's only webhook, and what it takes to change it.
async fn seen(portal: &Portal) -> (Person, Value) {
    let representative = portal.representative().await;
    let hospital = representative.structure(HOSPITAL).await;
    let reply = representative
        .run("webhooks", &json!({ "structureId": hospital }))
        .await;
    (representative, reply.data("webhooks")[0].clone())
}

async fn turned(portal: &Portal, mutation: &str, more: Value) -> Value {
    let (representative, seen) = seen(portal).await;
    let mut input = more;
    input["id"] = seen["id"].clone();
    input["revision"] = seen["revision"].clone();
    representative.change(mutation, input).await.0
}

/// Sends what is due, and all that was committed before.
async fn send(portal: &Portal) {
    let sender = Sender::new(true).expect("a sender");
    while !round(&portal.app, &sender).await.expect("a round") {
        tokio::task::yield_now().await;
    }
}

/// The last event so far, once the feed holds it.
async fn begin(portal: &Portal) -> i64 {
    let is_settled = || async {
        let mut tx = portal.app.store.read().await.expect("a transaction");
        tx.feed_is_settled().await.expect("an answer")
    };
    while !is_settled().await {
        tokio::task::yield_now().await;
    }
    portal.database.number("select max(id) from events").await
}

/// What the hospital's software is to be told after an event, by its ids.
async fn feed_after(portal: &Portal, event: i64) -> Vec<String> {
    let hospital = portal.anybody().structure(HOSPITAL).await;
    let scope = FeedScope {
        structures: vec![StructureId(hospital.parse().expect("an id"))],
        ..FeedScope::default()
    };
    let after = Position { xact: 0, event };
    let mut tx = portal.app.store.read().await.expect("a transaction");
    let events = tx
        .feed(&scope, after, portal.clock.today(), 500)
        .await
        .expect("a page");
    events
        .iter()
        .map(|event| format!("evt_{}", event.position.event))
        .collect()
}

fn ids(messages: &[Message]) -> Vec<String> {
    messages
        .iter()
        .map(|message| message.id().to_owned())
        .collect()
}

on_both! {
    async fn after_a_day_without_an_answer_everything_comes_in_order_and_once(database: Database) {
        let portal = Portal::demo_on(database).await;
        let receiver = Receiver::open().await;
        let start = begin(&portal).await;
        let made = made(&portal.representative().await, &receiver.url).await;
        let secret = made["secret"].as_str().expect("a secret").to_owned();
        receiver.answers(503);
        let mut request = portal.submitted(&portal.professional().await, form()).await;
        // Every half hour of a day somebody takes the request, and the portal tries.
        for _ in 0..48 {
            send(&portal).await;
            portal.clock.advance(TimeDelta::minutes(30));
            let manager = portal.manager().await;
            request = manager.claim(&request).await.request();
        }
        send(&portal).await;
        assert!(receiver.accepted().is_empty());
        let tried = receiver.refused();
        assert!((8..20).contains(&tried.len()), "{} attempts", tried.len());
        assert!(tried.iter().all(|message| message.id() == tried[0].id()), "the first event is waited for");
        let (_, failing) = seen(&portal).await;
        assert_eq!((&failing["state"], failing["failingSince"].is_string()), (&json!("ACTIVE"), true));
        receiver.answers(200);
        portal.clock.advance(TimeDelta::hours(4));
        send(&portal).await;
        let accepted = receiver.accepted();
        assert_eq!(ids(&accepted), feed_after(&portal, start).await);
        assert!(accepted.len() >= 50, "{}", accepted.len());
        assert_eq!(accepted[0].id(), tried[0].id(), "the same identifier at each attempt");
        assert!(accepted.iter().all(|message| message.is_signed_with(&secret)));
        let told = format!("{accepted:?}");
        for value in ["Dubois", "DUBOIS", "@", "+33"] {
            assert!(!told.contains(value), "{value}");
        }
        let (_, well) = seen(&portal).await;
        assert_eq!((&well["failingSince"], &well["attempts"]), (&Value::Null, &json!(0)));
        assert_eq!(well["deliveries"].as_array().expect("a list").len(), 20);
        assert_eq!(well["deliveries"][0]["outcome"], "DELIVERED");
        // Nothing is left, and nothing comes again.
        send(&portal).await;
        assert_eq!(receiver.accepted().len(), accepted.len());
    }

    async fn who_never_answers_is_given_up_with_a_notice_and_goes_on_where_it_was(database: Database) {
        let portal = Portal::demo_on(database).await;
        let receiver = Receiver::open().await;
        let representative = portal.representative().await;
        let hospital = representative.structure(HOSPITAL).await;
        let organisation = json!({
            "structureId": hospital, "revision": 0, "management": "CENTRAL", "email": "rh@hopital.example",
            "worth": { "healthDataNeed": true, "rolesInScope": true, "ecpsOnlyAcknowledged": true,
                "dmpAcknowledged": true },
        });
        representative.change("saveOrganisation", organisation).await;
        let start = begin(&portal).await;
        made(&representative, &receiver.url).await;
        // Where a redirect leads is not asked.
        receiver.answers(307);
        for wait in [TimeDelta::zero()].into_iter().chain(STEPS) {
            portal.clock.advance(wait);
            send(&portal).await;
        }
        assert_eq!(receiver.refused().len(), STEPS.len() + 1);
        let (_, stopped) = seen(&portal).await;
        assert_eq!((&stopped["state"], &stopped["deliveries"][0]["status"]), (&json!("STOPPED"), &json!(307)));
        assert!(portal.events().await.contains(&"WEBHOOK_STOPPED".to_owned()));
        let mails = portal.mails("rh@hopital.example").await;
        assert!(mails[0]["subject"].as_str().expect("a subject").contains("webhooks"), "{}", mails[0]);
        portal.clock.advance(TimeDelta::days(2));
        send(&portal).await;
        assert_eq!(receiver.refused().len(), STEPS.len() + 1, "nothing is sent while it is off");
        receiver.answers(204);
        turned(&portal, "updateWebhook", json!({ "isActive": true })).await;
        send(&portal).await;
        assert_eq!(ids(&receiver.accepted()), feed_after(&portal, start).await);
    }

    async fn both_secrets_sign_for_a_day_after_a_rotation(database: Database) {
        let portal = Portal::demo_on(database).await;
        let receiver = Receiver::open().await;
        let made = made(&portal.representative().await, &receiver.url).await;
        portal.clock.advance(TimeDelta::minutes(1));
        let rotated = turned(&portal, "rotateWebhookSecret", json!({})).await;
        let (old, new) = (made["secret"].as_str().expect("one"), rotated["secret"].as_str().expect("another"));
        assert_ne!(old, new);
        send(&portal).await;
        let both = receiver.accepted();
        assert!(both.len() >= 2);
        assert!(both.iter().all(|message| message.is_signed_with(old) && message.is_signed_with(new)));
        portal.clock.advance(TimeDelta::hours(24));
        turned(&portal, "testWebhook", json!({})).await;
        send(&portal).await;
        let last = receiver.accepted().last().expect("a message").clone();
        assert!(last.is_signed_with(new) && !last.is_signed_with(old));
        // Neither is shown again, and a backup holds none.
        let (_, shown) = seen(&portal).await;
        let mut backup = Vec::new();
        portal.app.store.backup(&mut backup).await.expect("a backup");
        let kept = format!("{shown} {}", String::from_utf8_lossy(&backup));
        assert!(!kept.contains(old) && !kept.contains(new) && !kept.contains("whsec_"));
    }

    async fn a_test_tells_of_nothing_and_a_replay_of_everything_again(database: Database) {
        let portal = Portal::demo_on(database).await;
        let receiver = Receiver::open().await;
        let start = begin(&portal).await;
        made(&portal.representative().await, &receiver.url).await;
        portal.submitted(&portal.professional().await, form()).await;
        send(&portal).await;
        turned(&portal, "updateWebhook", json!({ "isActive": false })).await;
        turned(&portal, "testWebhook", json!({})).await;
        let before = receiver.accepted();
        send(&portal).await;
        let now = receiver.accepted();
        assert_eq!(now.len(), before.len() + 1, "switched off, it hears of its test alone");
        assert_eq!(now.last().expect("a test").kind(), "WEBHOOK_TEST");
        receiver.accepted.lock().expect("a list").clear();
        let (representative, _) = seen(&portal).await;
        let page = representative.run("events", &json!({ "first": 100 })).await;
        let nodes = page.data("events")["nodes"].as_array().expect("a page").clone();
        let from = nodes.iter().rfind(|event| event["id"].as_str().expect("an id").parse::<i64>().expect("a number") <= start);
        turned(&portal, "replayWebhook", json!({ "from": from.expect("an event")["cursor"] })).await;
        send(&portal).await;
        let again = receiver.accepted();
        assert_eq!(ids(&again), feed_after(&portal, start).await);
        assert_eq!(ids(&again)[..before.len()], ids(&before), "under the same identifiers");
        assert_eq!(again.last().expect("a message").kind(), "WEBHOOK_REPLAYED");
    }
}

#[tokio::test]
async fn the_worker_tells_of_what_happens_by_itself() {
    // By the machine's clock, which a receiver asks too.
    let portal = Plan::demo().clock(Clock::default()).open().await;
    let receiver = Receiver::open().await;
    let made = made(&portal.representative().await, &receiver.url).await;
    let worker = tokio::spawn(server::webhooks::worker(
        Arc::clone(&portal.app),
        portal.stop.subscribe(),
    ));
    portal.submitted(&portal.professional().await, form()).await;
    let heard = async {
        while !receiver
            .accepted()
            .iter()
            .any(|message| message.kind() == "REQUEST_SUBMITTED")
        {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), heard)
        .await
        .expect("it is told");
    let (secret, accepted) = (
        made["secret"].as_str().expect("a secret"),
        receiver.accepted(),
    );
    assert!(
        accepted
            .iter()
            .all(|message| message.is_verified_by(secret))
    );
    assert!(!accepted[0].is_verified_by("whsec_b25l"));
    portal.stop.send(true).expect("somebody listens");
    worker.await.expect("it ends");
}

#[tokio::test]
async fn outside_a_demo_nothing_is_sent_to_our_own_machine() {
    let portal = Portal::demo().await;
    let receiver = Receiver::open().await;
    made(&portal.representative().await, &receiver.url).await;
    let sender = Sender::new(false).expect("a sender");
    round(&portal.app, &sender).await.expect("a round");
    let (_, webhook) = seen(&portal).await;
    assert_eq!(webhook["deliveries"][0]["outcome"], "ADDRESS_REFUSED");
    assert!(receiver.accepted().is_empty() && receiver.refused().is_empty());
}
