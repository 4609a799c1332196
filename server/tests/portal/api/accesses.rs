//! Who looked at a file, and why, is kept before the answer leaves, and shown to the person.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::form::{HOSPITAL, form};
use crate::support::on_both;
use crate::support::people::Person;
use crate::support::portal::Portal;
use crate::support::socket::Socket;

async fn own(person: &Person, request: &Value) -> Vec<Value> {
    let asked = json!({ "requestId": request, "first": 50, "after": Value::Null });
    let reply = person.run("accesses", &asked).await;
    let nodes = reply.data("accesses")["nodes"].as_array();
    nodes.expect("a list").clone()
}

async fn log(agent: &Person, asked: Value) -> Vec<Value> {
    let reply = agent.run("accessLog", &asked).await;
    let nodes = reply.data("accessLog")["nodes"].as_array();
    nodes.expect("a list").clone()
}

fn said(looks: &[Value]) -> Vec<String> {
    let words = |look: &Value| {
        let word = |field: &str| look[field].as_str().expect("a code").to_owned();
        [word("part"), word("act"), word("purpose")].join(" ")
    };
    looks.iter().map(words).collect()
}

async fn search(manager: &Person, words: &str) -> Value {
    let query = "query($search: String) {
        requests(filter: { scope: MANAGED, search: $search }) { nodes { reference identity { birthName } } }
    }";
    let reply = manager.ask(query, &json!({ "search": words })).await;
    reply.data("requests").clone()
}

on_both! {
    async fn a_manager_who_opens_a_request_is_in_the_list_of_its_author(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (author, manager) = (portal.professional().await, portal.manager().await);
        let request = portal.submitted(&author, form()).await;
        let id = json!(request.id);
        assert!(own(&author, &id).await.is_empty(), "one's own reading is not kept");
        for _ in 0..3 {
            manager.read(&request).await;
        }
        let mut socket = Socket::open(&manager).await;
        socket.subscribe("1", "requestChanged", &json!({ "id": request.id })).await;
        socket.value().await;
        let looks = own(&author, &id).await;
        assert_eq!(said(&looks), ["MANAGER OPENED_REQUEST DECISION"], "once an hour");
        let structure = author.run("structure", &json!({ "finess": HOSPITAL })).await.data("structure")["name"].clone();
        assert_eq!((&looks[0]["structure"], &looks[0]["requestReference"]), (&structure, &request.body["reference"]));
        assert_eq!((&looks[0]["reader"], &looks[0]["readerSubjectNameId"]), (&Value::Null, &Value::Null));

        manager.validate(&request).await.request();
        portal.clock.advance(TimeDelta::minutes(20));
        portal.representative().await.read(&request).await;
        assert_eq!(
            said(&own(&author, &Value::Null).await),
            ["REPRESENTATIVE OPENED_REQUEST FOLLOW_UP", "MANAGER OPENED_REQUEST FOLLOW_UP", "MANAGER OPENED_REQUEST DECISION"]
        );
        // Who may not see the request has left no trace, and sees none.
        let stranger = portal.other_professional().await;
        stranger.run("request", &json!({ "id": request.id })).await;
        let asked = json!({ "requestId": request.id, "first": 5, "after": Value::Null });
        for other in [&stranger, &manager] {
            assert_eq!(other.run("accesses", &asked).await.code(), "NOT_FOUND");
        }
        assert_eq!(own(&author, &id).await.len(), 3);
    }

    async fn a_search_is_kept_without_what_was_searched_for(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (author, manager) = (portal.professional().await, portal.manager().await);
        let request = portal.submitted(&author, form()).await;
        let list = "{ requests(filter: { scope: MANAGED }) { nodes { reference identity { birthName } } } }";
        manager.ask(list, &json!({})).await;
        assert!(own(&author, &Value::Null).await.is_empty(), "a list of names is no look at a file");
        assert_eq!(search(&manager, "dub").await["nodes"].as_array().expect("a list").len(), 1);
        let looks = own(&author, &Value::Null).await;
        assert_eq!(said(&looks), ["MANAGER SEARCHED DECISION"]);
        assert_eq!(looks[0]["found"], 1);
        assert!(search(&manager, "introuvable").await["nodes"] == json!([]));
        let agent = portal.agent().await;
        let by_manager = json!({ "rppsNumber": Value::Null, "reader": "30B0168811/CPET00001", "first": 9, "after": Value::Null });
        let looks = log(&agent, by_manager).await;
        assert_eq!((looks.len(), &looks[0]["found"], &looks[0]["requestId"]), (2, &json!(0), &Value::Null));
        assert!(looks[1]["reader"].is_string());
        let kept = portal.database.texts("select act || part || purpose from accesses").await;
        assert_eq!(kept.len(), 2);
        // A list that holds whole files is one.
        let whole = list.replace("identity { birthName }", "form { phone }");
        manager.ask(&whole, &json!({})).await;
        assert_eq!(said(&own(&author, &json!(request.id)).await)[0], "MANAGER READ_LIST DECISION");
    }

    async fn an_agent_says_why_and_the_person_reads_it(database: Database) {
        let portal = Portal::demo_on(database).await;
        let author = portal.professional().await;
        let request = portal.submitted(&author, form()).await;
        let manager = portal.manager().await;
        let validated = manager.validate(&request).await.request();
        let number = author.read(&validated).await.body["rppsNumber"].clone();
        let agent = portal.agent().await;
        let without = json!({ "rppsNumber": number, "purpose": Value::Null });
        assert_eq!(agent.run("registration", &without).await.code(), "PURPOSE_REQUIRED");
        let with = json!({ "rppsNumber": number, "purpose": "CORRECTION" });
        assert_eq!(agent.run("registration", &with).await.data("registration")["rppsNumber"], number);
        manager.run("registration", &without).await.data("registration");
        let author = portal.professional().await;
        let looks = own(&author, &Value::Null).await;
        let opened = ["MANAGER OPENED_REGISTRATION FOLLOW_UP", "ANS_AGENT OPENED_REGISTRATION CORRECTION"];
        assert_eq!(said(&looks)[..2], opened);
        assert_eq!(looks[1]["structure"], Value::Null);
        let of_person = json!({ "rppsNumber": number, "reader": Value::Null, "first": 9, "after": Value::Null });
        let all = log(&agent, of_person).await;
        assert_eq!(said(&all)[..2], opened);
        assert_eq!((all.len(), all[1]["reader"].is_string()), (3, true), "{all:?}");
        // The person's own reading leaves nothing.
        author.run("registration", &json!({ "rppsNumber": number, "purpose": Value::Null })).await.data("registration");
        assert_eq!(own(&author, &Value::Null).await.len(), 3);
    }

    async fn what_cannot_be_kept_is_not_shown(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (author, manager) = (portal.professional().await, portal.manager().await);
        let request = portal.submitted(&author, form()).await;
        portal.database.run("alter table accesses rename to accesses_elsewhere").await;
        let reply = manager.run("request", &json!({ "id": request.id })).await;
        assert_eq!(reply.code(), "INTERNAL");
        assert!(!reply.0.to_string().contains("DUBOIS"));
        assert_eq!(author.read(&request).await.id, request.id);
    }

    async fn looks_are_forgotten_when_their_time_is_over(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (author, manager) = (portal.professional().await, portal.manager().await);
        let request = portal.submitted(&author, form()).await;
        manager.read(&request).await;
        portal.clock.advance(TimeDelta::days(365));
        assert_eq!(server::accesses::retention(&portal.app).await.expect("a round"), 0);
        portal.clock.advance(TimeDelta::seconds(1));
        assert_eq!(server::accesses::retention(&portal.app).await.expect("a round"), 1);
        assert!(own(&portal.professional().await, &Value::Null).await.is_empty());
    }
}

#[tokio::test]
async fn the_log_is_asked_of_one_person_or_of_one_reader() {
    let portal = Portal::demo().await;
    let agent = portal.agent().await;
    for (number, reader) in [
        (Value::Null, Value::Null),
        (json!("99700000000"), json!("x")),
        (json!("x"), Value::Null),
    ] {
        let asked =
            json!({ "rppsNumber": number, "reader": reader, "first": 3, "after": Value::Null });
        let code = agent.run("accessLog", &asked).await.code().to_owned();
        assert_eq!(code, "INVALID_ARGUMENT", "{asked}");
    }
}
