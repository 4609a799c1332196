//! A request of somebody else does not exist.

use serde_json::{Value, json};

use crate::support::form::{HOME, form, form_with};
use crate::support::on_both;
use crate::support::people::{Person, Request};
use crate::support::portal::Portal;

/// Every change of a request, with an input that would serve its owner or its manager.
pub(crate) fn changes(request: &Request) -> Vec<(&'static str, Value)> {
    let decided = json!({ "conditionsChecked": true, "identityChecked": true });
    let item = json!({ "field": "role", "code": "WRONG_VALUE" });
    vec![
        ("saveDraft", request.input(json!({ "form": form() }))),
        ("sendEmailCode", request.input(json!({}))),
        ("confirmEmail", request.input(json!({ "code": "123456" }))),
        ("submitRequest", request.input(json!({}))),
        ("withdrawRequest", request.input(json!({}))),
        ("claimRequest", request.input(json!({}))),
        ("releaseRequest", request.input(json!({}))),
        (
            "requestCorrection",
            request.input(json!({ "items": [item] })),
        ),
        ("validateRequest", request.input(decided)),
        (
            "rejectRequest",
            request.input(json!({ "reason": "AUT", "text": "Non." })),
        ),
    ]
}

async fn finds_nothing(person: &Person, request: &Request) {
    let read = person.run("request", &json!({ "id": request.id })).await;
    assert!(read.data("request").is_null());
    for (mutation, input) in changes(request) {
        let reply = person.run(mutation, &json!({ "input": input })).await;
        assert!(
            ["NOT_FOUND", "FORBIDDEN"].contains(&reply.code()),
            "{mutation}: {}",
            reply.0
        );
        assert!(!reply.0.to_string().contains(&request.id), "{mutation}");
    }
    let lists = person.run("requests", &json!({})).await;
    assert_eq!(lists.data("requests")["nodes"], json!([]));
}

on_both! {
    async fn a_request_of_somebody_else_is_not_found_wherever_it_is_asked_for(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let draft = professional.draft().await;
        let sent = professional.file(form_with(&json!({ "structureFiness": HOME, "riskAcknowledged": true }))).await;
        let sent = sent.request();
        // Another professional, the manager of another structure, the agent.
        for person in [portal.other_professional().await, portal.manager().await, portal.agent().await] {
            finds_nothing(&person, &draft).await;
            finds_nothing(&person, &sent).await;
        }
        // A draft that was never sent is its author's alone.
        finds_nothing(&portal.colleague().await, &draft).await;
        assert_eq!(professional.read(&sent).await.revision, sent.revision);
        assert_eq!(professional.read(&draft).await.revision, draft.revision);
    }
}

#[tokio::test]
async fn an_id_that_is_none_is_not_found_either() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    for id in [
        "",
        "1",
        "nothing",
        "00000000-0000-0000-0000-000000000000",
        "'; drop table requests; --",
    ] {
        let request = Request {
            id: id.to_owned(),
            revision: 1,
            body: Value::Null,
        };
        let read = professional.run("request", &json!({ "id": id })).await;
        assert!(read.data("request").is_null(), "{id}");
        let reply = professional
            .run("saveDraft", &json!({ "input": changes(&request)[0].1 }))
            .await;
        assert_eq!(reply.code(), "NOT_FOUND", "{id}");
    }
}
