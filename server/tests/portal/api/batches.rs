//! Many decisions at once, and the rows of a file: a result each, none twice, and rights asked at each.

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::bulk::{Column, write};

use super::structures::revoke;
use crate::support::form::{HOME, HOSPITAL, form, form_with};
use crate::support::on_both;
use crate::support::people::{Person, Request};
use crate::support::portal::Portal;
use crate::support::sign_in::FRANCE_CONNECT;
use crate::support::socket::Socket;

/// Requests as somebody read them.
pub(crate) fn chosen(requests: &[&Request]) -> Value {
    requests
        .iter()
        .map(|request| json!({ "id": request.id, "revision": request.revision }))
        .collect()
}

/// The cells of somebody, another one for each number, with some cells changed.
pub(crate) fn row(number: usize, changes: &Value) -> Vec<String> {
    let letter = |place: usize| char::from(b'a' + u8::try_from(place % 26).expect("a letter"));
    let name = format!("Ligne{}{}", letter(number), letter(number / 26));
    let born = format!(
        "{}-{:02}-{:02}",
        1950 + number / 336,
        1 + number / 28 % 12,
        1 + number % 28
    );
    let mut cells = vec![String::new(); Column::ALL.len()];
    for (column, value) in [
        (Column::Civilite, "MME"),
        (Column::BirthName, name.as_str()),
        (Column::FirstNames, "Zoé"),
        (Column::Sex, "F"),
        (Column::BirthDate, born.as_str()),
        (Column::BirthCommune, "75107"),
        (Column::IdentityDocument, "IDENTITY_CARD"),
        (Column::Email, "lot@exemple.example"),
        (Column::Phone, "0612345678"),
        (Column::StructureFiness, HOSPITAL),
        (Column::Role, "316"),
        (Column::ActivityKind, "GENR01"),
        (Column::PracticeMode, "S"),
        (Column::Category, "C"),
        (Column::StartDate, "04/01/2027"),
        (Column::HealthDataNeed, "oui"),
    ] {
        value.clone_into(&mut cells[column as usize]);
    }
    for (name, value) in changes.as_object().expect("changes by column") {
        let column = Column::from_code(name).expect("a column");
        value
            .as_str()
            .expect("a text")
            .clone_into(&mut cells[column as usize]);
    }
    cells
}

pub(crate) fn file(rows: &[Vec<String>]) -> String {
    let names: Vec<&str> = Column::ALL.iter().map(|column| column.code()).collect();
    write(&names, rows)
}

/// What sends a file with everything attested.
pub(crate) fn sending(file: &str) -> Value {
    json!({
        "file": file, "conditionsChecked": true, "identityChecked": true, "ecpsOnlyAcknowledged": true,
        "dmpAcknowledged": true, "termsVersion": "2026-11",
    })
}

fn validating(requests: &[&Request]) -> Value {
    json!({
        "decision": "VALIDATE", "items": chosen(requests), "conditionsChecked": true, "identityChecked": true,
    })
}

/// Does what is left of all batches.
pub(crate) async fn work(portal: &Portal) {
    while server::batches::advance(&portal.app)
        .await
        .expect("a batch")
    {}
}

async fn begun(person: &Person, mutation: &str, input: Value) -> Value {
    let done = person.change(mutation, input).await.0;
    assert_eq!(done["__typename"], "Batch", "{done}");
    done
}

async fn batch(person: &Person, id: &Value) -> Value {
    let reply = person.run("batch", &json!({ "id": id })).await;
    reply.data("batch").clone()
}

async fn results(person: &Person, id: &Value) -> Vec<Value> {
    let question = json!({ "batchId": id, "first": 100, "after": Value::Null });
    let reply = person.run("batchItems", &question).await;
    let nodes = reply.data("batchItems")["nodes"].as_array().cloned();
    nodes.expect("items")
}

/// State and code of each item.
fn told(items: &[Value]) -> Vec<String> {
    let item = |item: &Value| {
        let state = item["state"].as_str().expect("a state");
        match item["code"].as_str() {
            None => state.to_owned(),
            Some(code) => format!("{state} {code}"),
        }
    };
    items.iter().map(item).collect()
}

async fn waiting(portal: &Portal, login: &str, form: Value) -> Request {
    let person = portal.person(FRANCE_CONNECT, login).await;
    portal.submitted(&person, form).await
}

on_both! {
    async fn each_request_of_a_batch_has_its_own_result(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (manager, colleague) = (portal.manager().await, portal.colleague().await);
        let author = portal.professional().await;
        let fine = portal.submitted(&author, form()).await;
        let withdrawer = portal.other_professional().await;
        let withdrawn = portal.submitted(&withdrawer, form()).await;
        let stale = waiting(&portal, "avec_nom_dusage", form()).await;
        let stale = Request { revision: stale.revision - 1, ..stale };
        let claimed = waiting(&portal, "nom_composé", form()).await;
        colleague.claim(&claimed).await.request();
        let claimed = manager.read(&claimed).await;
        let at_home = form_with(&json!({ "structureFiness": HOME, "riskAcknowledged": true }));
        let elsewhere = waiting(&portal, "prénom_composé", at_home).await;
        let out_of_scope = form_with(&json!({ "role": "360", "riskAcknowledged": true }));
        let risky = waiting(&portal, "sans_telephone", out_of_scope).await;
        let requests = [&fine, &withdrawn, &stale, &claimed, &elsewhere, &risky];
        let input = json!({ "input": { "decision": "VALIDATE", "items": chosen(&requests) } });

        let events = portal.events().await.len();
        let tried = manager.run("simulateBatch", &input).await;
        let tried = tried.data("simulateBatch").as_array().expect("rows").clone();
        let expected = ["PENDING", "PENDING", "REFUSED STALE", "REFUSED CLAIMED", "REFUSED NOT_FOUND", "REFUSED INVALID_DECISION"];
        assert_eq!(told(&tried), expected);
        assert_eq!(tried[0]["name"], "DUBOIS Angela");
        assert!(tried[4]["name"].is_null() && tried[4]["requestId"].is_null(), "not the manager's");
        assert_eq!(portal.events().await.len(), events, "a dry run decides nothing");

        withdrawer.withdraw(&withdrawn).await.request();
        let id = begun(&manager, "decideBatch", validating(&requests)).await["id"].clone();
        assert_eq!(batch(&manager, &id).await["refused"], 1, "what is not the manager's is refused at once");
        work(&portal).await;
        let items = results(&manager, &id).await;
        let expected = ["DONE", "REFUSED INVALID_TRANSITION", "REFUSED STALE", "REFUSED CLAIMED", "REFUSED NOT_FOUND", "REFUSED INVALID_DECISION"];
        assert_eq!(told(&items), expected);
        assert!(items[0]["rppsNumber"].as_str().is_some_and(|number| number.starts_with("997")), "{}", items[0]);
        assert_eq!(items[5]["reasons"][0]["field"], "riskAcknowledged");
        let over = batch(&manager, &id).await;
        assert_eq!((&over["done"], &over["refused"]), (&json!(1), &json!(5)));
        assert!(over["finishedAt"].is_string());
        assert_eq!(author.read(&fine).await.status(), "VALIDATED");
        let events = portal.events().await;
        let count = |kind: &str| events.iter().filter(|event| *event == kind).count();
        assert_eq!((count("REQUEST_VALIDATED"), count("BATCH_STARTED"), count("BATCH_FINISHED")), (1, 1, 1));

        // The rejection has the same words for each.
        let mut rejecting = json!({ "decision": "REJECT", "items": chosen(&[&risky]), "reason": "AUT", "text": "Contrat terminé." });
        rejecting["idempotencyKey"] = json!("once");
        let first = begun(&manager, "decideBatch", rejecting.clone()).await["id"].clone();
        assert_eq!(begun(&manager, "decideBatch", rejecting).await["id"], first);
        work(&portal).await;
        assert_eq!(told(&results(&manager, &first).await), ["DONE"]);
        assert_eq!(manager.read(&risky).await.status(), "REJECTED");
        let own = manager.run("batches", &json!({})).await;
        assert_eq!(own.data("batches").as_array().map(Vec::len), Some(2));
    }

    async fn a_right_that_goes_ends_the_rest_of_a_batch(database: Database) {
        let portal = Portal::demo_on(database).await;
        let manager = portal.manager().await;
        let request = portal.submitted(&portal.professional().await, form()).await;
        let rows: Vec<Vec<String>> = (0..60).map(|number| row(number, &json!({}))).collect();
        let id = begun(&manager, "registerBatch", sending(&file(&rows))).await["id"].clone();
        let decision = begun(&manager, "decideBatch", validating(&[&request])).await["id"].clone();
        assert!(server::batches::advance(&portal.app).await.expect("a batch"));
        let half = batch(&manager, &id).await;
        assert_eq!((&half["done"], &half["refused"]), (&json!(50), &json!(0)));
        assert!(half["finishedAt"].is_null());
        revoke(&portal, "30B0168811/CPET00001").await;
        work(&portal).await;
        let over = batch(&manager, &id).await;
        assert_eq!((&over["done"], &over["refused"]), (&json!(50), &json!(10)));
        let items = results(&manager, &id).await;
        assert_eq!(told(&items[49..51]), ["DONE", "REFUSED FORBIDDEN"]);
        assert!(items[0]["rppsNumber"].is_null(), "nothing of a structure that is no longer theirs");
        assert_eq!(told(&results(&manager, &decision).await), ["REFUSED FORBIDDEN"]);
        assert_eq!(portal.database.number("select count(*) from persons").await, 50);
    }

    async fn a_row_is_registered_once_however_often_it_is_sent(database: Database) {
        let portal = Portal::demo_on(database).await;
        let manager = portal.manager().await;
        let right = row(1, &json!({}));
        let wrong = row(2, &json!({ "email": "nulle part" }));
        let rows = [
            right.clone(),
            wrong.clone(),
            row(3, &json!({ "finess": HOME, "nom_naissance": "Ailleurs" })),
            row(4, &json!({ "nom_usage": "=1+1" })),
            right.clone(),
            // Somebody who resembles the first.
            row(1, &json!({ "prenoms": "Zoé, Anne" })),
        ];
        let id = begun(&manager, "registerBatch", sending(&file(&rows))).await["id"].clone();
        work(&portal).await;
        let items = results(&manager, &id).await;
        let expected = [
            "DONE", "REFUSED INVALID_FORM", "REFUSED FORBIDDEN", "REFUSED ROW_FORMULA", "REFUSED ROW_REPEATED",
            "REFUSED POSSIBLE_DUPLICATE",
        ];
        assert_eq!(told(&items), expected);
        let number = items[0]["rppsNumber"].clone();
        assert!(number.as_str().is_some_and(|number| number.starts_with("997")), "{number}");
        assert_eq!((&items[1]["line"], &items[1]["reasons"][0]["field"]), (&json!(3), &json!("email")));
        assert_eq!(items[1]["cells"], json!(wrong), "to be corrected and sent again");
        assert_eq!(portal.mails("lot@exemple.example").await.len(), 1);

        let fixed = row(2, &json!({}));
        let id = begun(&manager, "registerBatch", sending(&file(&[right, fixed]))).await["id"].clone();
        work(&portal).await;
        let items = results(&manager, &id).await;
        assert_eq!(told(&items), ["DONE ROW_SENT_BEFORE", "DONE"]);
        assert_eq!(items[0]["rppsNumber"], number);
        assert_eq!(portal.database.number("select count(*) from persons").await, 2);
    }

    async fn the_rows_of_a_file_are_forgotten_and_its_results_are_not(database: Database) {
        let portal = Portal::demo_on(database).await;
        let manager = portal.manager().await;
        let id = begun(&manager, "registerBatch", sending(&file(&[row(1, &json!({}))]))).await["id"].clone();
        work(&portal).await;
        portal.clock.advance(TimeDelta::days(29));
        assert_eq!(server::batches::retention(&portal.app).await.expect("a round"), 0);
        portal.clock.advance(TimeDelta::days(2));
        assert_eq!(server::batches::retention(&portal.app).await.expect("a round"), 1);
        assert_eq!(server::batches::retention(&portal.app).await.expect("a round"), 0);
        let manager = portal.manager().await;
        let items = results(&manager, &id).await;
        assert_eq!(told(&items), ["DONE"]);
        assert!(items[0]["cells"].is_null() && items[0]["rppsNumber"].is_string());
        let left = portal.database.number("select count(*) from batch_items where cells is not null or row_hash is not null").await;
        assert_eq!(left, 0);
    }

    async fn progress_is_pushed_as_the_batch_goes_on(database: Database) {
        let portal = Portal::demo_on(database).await;
        let manager = portal.manager().await;
        let rows: Vec<Vec<String>> = (0..3).map(|number| row(number, &json!({}))).collect();
        let id = begun(&manager, "registerBatch", sending(&file(&rows))).await["id"].clone();
        let mut socket = Socket::open(&manager).await;
        socket.subscribe("1", "batchChanged", &json!({ "id": id })).await;
        let first = socket.value().await;
        assert_eq!((&first["done"], &first["items"]), (&json!(0), &json!(3)));
        work(&portal).await;
        loop {
            let seen = socket.value().await;
            if seen["finishedAt"].is_string() {
                assert_eq!(seen["done"], 3);
                break;
            }
        }
    }
}

#[tokio::test]
async fn what_is_too_much_for_a_batch_is_refused_whole_and_says_why() {
    let portal = Portal::demo().await;
    let manager = portal.manager().await;
    let problem = |refused: Value| refused["problem"]["code"].clone();
    let unknown = json!({ "id": "019aaf0e-8f3b-7c3a-9d42-0123456789ab", "revision": 1 });
    let input = |count: usize| {
        json!({
            "decision": "VALIDATE", "items": vec![unknown.clone(); count], "conditionsChecked": true,
            "identityChecked": true,
        })
    };
    let refused = manager.change("decideBatch", input(501)).await;
    assert_eq!(problem(refused.refusal("InvalidBatch")), "BATCH_TOO_LARGE");
    begun(&manager, "decideBatch", input(500)).await;
    let rows: Vec<Vec<String>> = (0..501).map(|number| row(number, &json!({}))).collect();
    let long = |file: &str| file.replace('"', "").replace("; ", ";");
    let refused = manager
        .change("registerBatch", sending(&long(&file(&rows))))
        .await;
    assert_eq!(problem(refused.refusal("InvalidBatch")), "BATCH_TOO_LARGE");
    let refused = manager
        .change("registerBatch", sending("nom;prenom\nA;B"))
        .await;
    let refused = refused.refusal("InvalidBatch");
    assert_eq!(refused["problem"]["code"], "FILE_COLUMNS_MISSING");
    assert_eq!(refused["problem"]["columns"][0], "civilite");

    // A hundred thousand rows never reach the rules.
    let huge = "a;b;c;d\n".repeat(100_000);
    let body = json!({
        "query": "mutation($input: RegisterBatchInput!) { registerBatch(input: $input) { __typename } }",
        "variables": { "input": sending(&huge) },
    });
    let answer = manager.post(&body).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.body.contains("BODY_TOO_LARGE"), "{}", answer.body);
    assert_eq!(
        portal.database.number("select count(*) from batches").await,
        1
    );
}
