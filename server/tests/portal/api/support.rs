//! Anybody writes to support; agents answer by e-mail; what was said goes when its time is over.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::problems;
use crate::support::form::form;
use crate::support::on_both;
use crate::support::people::Person;
use crate::support::portal::{Plan, Portal};
use crate::support::socket::Socket;

const ADDRESS: &str = "visiteur@exemple.example";

pub(crate) fn message() -> Value {
    json!({
        "topic": "SIGN_IN", "fullName": "Camille Martin", "email": ADDRESS, "reference": "",
        "message": "Bonjour,\nje ne peux pas me connecter.",
    })
}

async fn list(agent: &Person, state: &str) -> Vec<Value> {
    let asked = json!({ "state": state, "first": 50, "after": Value::Null });
    let reply = agent.run("supportQuestions", &asked).await;
    let nodes = reply.data("supportQuestions")["nodes"].as_array();
    nodes.expect("a list").clone()
}

async fn own(person: &Person) -> Vec<Value> {
    let asked = json!({ "first": 50, "after": Value::Null });
    let reply = person.run("ownSupportQuestions", &asked).await;
    let nodes = reply.data("ownSupportQuestions")["nodes"].as_array();
    nodes.expect("a list").clone()
}

/// A question that waits, asked by somebody who is not signed in.
pub(crate) async fn waiting(portal: &Portal) -> Value {
    let receipt = portal.anybody().change("contactSupport", message()).await;
    let asked = json!({ "id": receipt.0["id"] });
    let reply = portal.agent().await.run("supportQuestion", &asked).await;
    reply.data("supportQuestion").clone()
}

fn change(of: &Value, more: Value) -> Value {
    let mut input = more;
    input["id"] = of["id"].clone();
    input["revision"] = of["revision"].clone();
    input
}

async fn counts(agent: &Person) -> Vec<i64> {
    let reply = agent.run("supportCounts", &json!({})).await;
    let counts = reply
        .data("supportCounts")
        .as_array()
        .expect("a list")
        .clone();
    let count = |count: &Value| count["count"].as_i64().expect("a number");
    counts.iter().map(count).collect()
}

on_both! {
    async fn a_visitor_writes_and_the_answer_comes_by_e_mail(database: Database) {
        let portal = Portal::demo_on(database).await;
        let receipt = portal.anybody().change("contactSupport", message()).await.0;
        let reference = receipt["reference"].as_str().expect("a reference").to_owned();
        let told = portal.mails(ADDRESS).await;
        assert!(told[0]["text"].as_str().expect("a text").contains(&reference));
        assert!(!told[0].to_string().contains("je ne peux pas"), "the address may be anybody's");

        let agent = portal.agent().await;
        let seen = list(&agent, "OPEN").await.remove(0);
        assert_eq!((&seen["reference"], &seen["fullName"]), (&json!(reference), &json!("Camille Martin")));
        assert_eq!((&seen["signedIn"], &seen["mine"]), (&json!(false), &json!(false)));
        let taken = agent.change("takeSupport", change(&seen, json!({}))).await.0;
        assert_eq!((&taken["mine"], taken["holder"].is_string()), (&json!(true), true));
        agent.change("answerSupport", change(&seen, json!({ "message": "Trop tard." }))).await.refusal("OutOfDate");
        let answer = change(&taken, json!({ "message": "Bonjour,\nessayez ceci.", "idempotencyKey": "a" }));
        let answered = agent.change("answerSupport", answer.clone()).await.0;
        assert_eq!(agent.change("answerSupport", answer).await.0["revision"], answered["revision"], "answered once");
        assert_eq!(answered["state"], "ANSWERED");
        assert_eq!(counts(&agent).await, [0, 1, 0]);
        let told = portal.mails(ADDRESS).await;
        assert_eq!(told.len(), 2);
        assert!(told[0]["text"].as_str().expect("a text").contains("> essayez ceci."), "{}", told[0]);

        let closed = agent.change("closeSupport", change(&answered, json!({}))).await.0;
        for mutation in ["takeSupport", "closeSupport"] {
            agent.change(mutation, change(&closed, json!({}))).await.refusal("WrongSupportState");
        }
        let again = change(&closed, json!({ "message": "Encore." }));
        agent.change("answerSupport", again).await.refusal("WrongSupportState");
        let reopened = agent.change("reopenSupport", change(&closed, json!({}))).await.0;
        assert_eq!((&reopened["state"], &reopened["holder"]), (&json!("OPEN"), &Value::Null));
        assert_eq!(counts(&agent).await, [1, 0, 0]);
        let events = portal.events().await;
        for kind in ["SUPPORT_ASKED", "SUPPORT_TAKEN", "SUPPORT_ANSWERED", "SUPPORT_CLOSED", "SUPPORT_REOPENED"] {
            assert_eq!(events.iter().filter(|event| *event == kind).count(), 1, "{kind}");
        }
        for data in portal.database.texts("select data from events").await {
            assert!(!data.contains("Camille") && !data.contains("connecter") && !data.contains(ADDRESS), "{data}");
        }
    }

    async fn a_request_is_linked_only_for_who_may_see_it(database: Database) {
        let portal = Portal::demo_on(database).await;
        let author = portal.professional().await;
        let request = author.file(form()).await.request();
        let about = |id: &str| {
            let mut input = message();
            input["topic"] = json!("REQUEST");
            input["requestId"] = json!(id);
            input
        };
        author.change("contactSupport", about(&request.id)).await;
        let stranger = portal.other_professional().await;
        stranger.change("contactSupport", about(&request.id)).await;
        portal.anybody().change("contactSupport", about("n’importe quoi")).await;
        let agent = portal.agent().await;
        let seen = list(&agent, "OPEN").await;
        assert_eq!((&seen[0]["requestId"], &seen[0]["requestReference"]), (&json!(request.id), &request.body["reference"]));
        assert_eq!((&seen[1]["requestId"], &seen[1]["requestReference"]), (&Value::Null, &json!(request.id)));
        assert_eq!((&seen[2]["requestId"], &seen[2]["requestReference"]), (&Value::Null, &json!("n’importe quoi")));

        // The author reads the answer on the page, and not by whom it was written.
        agent.change("answerSupport", change(&seen[0], json!({ "message": "C’est fait." }))).await;
        let read = own(&author).await;
        assert_eq!(read.len(), 1);
        let said = &read[0]["messages"][1];
        assert_eq!((&said["text"], &said["author"]), (&json!("C’est fait."), &Value::Null));
        assert_eq!(read[0]["holder"], Value::Null);
        assert_eq!(own(&stranger).await.len(), 1);
    }

    async fn the_inbox_is_told_of_each_question(database: Database) {
        let portal = Portal::demo_on(database).await;
        let mut socket = Socket::open(&portal.agent().await).await;
        socket.subscribe("1", "supportChanged", &json!({})).await;
        let now = socket.value().await;
        assert_eq!((&now["question"], &now["counts"][0]), (&Value::Null, &json!({ "state": "OPEN", "count": 0 })));
        let seen = waiting(&portal).await;
        let told = socket.value().await;
        assert_eq!((&told["question"]["id"], &told["counts"][0]["count"]), (&seen["id"], &json!(1)));
    }

    async fn the_same_key_asks_once(database: Database) {
        let portal = Portal::demo_on(database).await;
        let mut input = message();
        input["idempotencyKey"] = json!("0123456789abcdef");
        let anybody = portal.anybody();
        let first = anybody.change("contactSupport", input.clone()).await.0;
        let asked = futures_util::future::join_all((0..6).map(|_| anybody.change("contactSupport", input.clone())));
        for again in asked.await {
            assert_eq!(again.0["id"], first["id"]);
        }
        input["message"] = json!("Autre chose.");
        anybody.change("contactSupport", input.clone()).await.refusal("IdempotencyConflict");
        // The key is the writer's: somebody else may have the same.
        let other = portal.professional().await.change("contactSupport", input).await.0;
        assert_ne!(other["id"], first["id"]);
    }

    async fn what_was_said_goes_when_its_time_is_over(database: Database) {
        let portal = Portal::demo_on(database).await;
        let seen = waiting(&portal).await;
        let agent = portal.agent().await;
        let closed = agent.change("closeSupport", change(&seen, json!({}))).await.0;
        let waits = waiting(&portal).await;
        portal.clock.advance(TimeDelta::days(30));
        assert_eq!(server::support::retention(&portal.app).await.expect("a round"), 0);
        portal.clock.advance(TimeDelta::seconds(1));
        assert_eq!(server::support::retention(&portal.app).await.expect("a round"), 1);
        let agent = portal.agent().await;
        let gone = list(&agent, "CLOSED").await.remove(0);
        assert_eq!((&gone["id"], &gone["messages"][0]["text"]), (&closed["id"], &json!("")));
        assert!(gone["fullName"] == "" && gone["email"] == "" && gone["forgottenAt"].is_string());
        agent.change("reopenSupport", change(&gone, json!({}))).await.refusal("WrongSupportState");
        let kept = list(&agent, "OPEN").await.remove(0);
        assert_eq!((&kept["id"], &kept["email"]), (&waits["id"], &json!(ADDRESS)), "nobody answered yet");
    }
}

#[tokio::test]
async fn a_message_without_what_is_needed_is_refused_with_all_its_problems() {
    let portal = Portal::demo().await;
    let empty = json!({ "topic": "", "fullName": " ", "email": "x", "reference": "", "message": "x".repeat(4_001) });
    let refusal = portal.anybody().change("contactSupport", empty).await;
    assert_eq!(
        problems(&refusal.refusal("InvalidMessage")),
        json!([
            "topic REQUIRED",
            "fullName REQUIRED",
            "email EMAIL_SHAPE",
            "message TOO_LONG"
        ])
    );
}

#[tokio::test]
async fn an_address_that_writes_without_end_is_stopped_for_a_while() {
    let portal = Plan::real().open().await;
    let anybody = portal.anybody();
    for _ in 0..10 {
        anybody.change("contactSupport", message()).await;
    }
    let asked = json!({ "input": message() });
    let code = |reply: crate::support::people::Reply| reply.code().to_owned();
    assert_eq!(
        code(anybody.run("contactSupport", &asked).await),
        "RATE_LIMITED"
    );
    portal.clock.advance(TimeDelta::minutes(1));
    assert_eq!(code(anybody.run("contactSupport", &asked).await), "");
    assert_eq!(
        code(anybody.run("contactSupport", &asked).await),
        "RATE_LIMITED"
    );
}
