//! Sent back, corrected, sent again.

use insta::assert_json_snapshot;
use serde_json::json;

use super::problems;
use crate::support::form::{HOME, form, form_with};
use crate::support::on_both;
use crate::support::people::{Person, Request};
use crate::support::portal::Portal;
use crate::support::redact::redact;

async fn sent_back(portal: &Portal, professional: &Person, fields: &[&str]) -> Request {
    let request = portal.submitted(professional, form()).await;
    let manager = portal.manager().await;
    manager.ask_correction(&request, fields).await.request();
    professional.read(&request).await
}

on_both! {
    async fn only_the_named_fields_unlock_and_the_request_is_sent_again(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let request = sent_back(&portal, &professional, &["startDate", "phone"]).await;
        assert_eq!(request.status(), "CORRECTION_REQUESTED");
        assert_eq!(request.codes("/timeline").last(), Some(&"AWAITING_CORRECTION"));

        let more = json!({ "startDate": "2027-02-01", "exerciseLastName": "MARTIN", "role": "317" });
        let locked = professional.save(&request, form_with(&more)).await.refusal("FieldLocked");
        assert_eq!(locked["fields"], json!(["exerciseLastName", "role"]));
        assert_eq!(professional.read(&request).await.revision, request.revision, "nothing was kept");

        let named = form_with(&json!({ "startDate": "2027-02-01", "phone": "+33 7 00 00 00 01" }));
        let saved = professional.save(&request, named).await.request();
        let sent = professional.submit(&saved).await.request();
        assert_eq!(sent.status(), "SUBMITTED");
        assert!(sent.codes("/timeline").contains(&"RESUBMITTED"));
        assert_eq!(sent.body["submittedAt"], request.body["submittedAt"], "the first submission counts");
        let manager = portal.manager().await;
        assert_eq!(manager.read(&sent).await.body["form"]["startDate"], "2027-02-01");
        let history = manager.run("submissions", &json!({ "requestId": sent.id })).await;
        let history = history.data("submissions");
        assert_eq!(history[0]["changedFields"], json!([]));
        assert_eq!(history[1]["changedFields"], json!(["phone", "startDate"]));
        assert_eq!(history[0]["form"]["startDate"], form()["startDate"], "what was sent first is kept");
        assert_eq!(manager.validate(&sent).await.request().status(), "VALIDATED");
        assert_eq!(portal.database.number("select count(*) from submissions").await, 2);
    }

    async fn a_manager_does_not_read_what_is_being_corrected_before_it_is_sent(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let request = sent_back(&portal, &professional, &["structureFiness", "role", "email"]).await;
        let manager = portal.manager().await;
        let before = manager.read(&request).await;
        let changed = json!({ "structureFiness": HOME, "role": "317", "email": "other@example.fr" });
        let saved = professional.save(&request, form_with(&changed)).await.request();
        assert_eq!(saved.body["form"]["role"], "317");
        let after = manager.read(&request).await;
        for shown in ["form", "structure", "role", "emailConfirmed", "verdict"] {
            assert_eq!(after.body[shown], before.body[shown], "{shown}");
        }
        let page = manager.run("requests", &json!({ "filter": { "scope": "MANAGED", "status": "CORRECTION_REQUESTED" } })).await;
        assert_eq!(page.data("requests")["nodes"][0]["structure"], before.body["structure"]);
    }

    async fn a_corrected_structure_moves_the_request_to_the_other_queue(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let request = sent_back(&portal, &professional, &["structureFiness"]).await;
        let moved = form_with(&json!({ "structureFiness": HOME, "riskAcknowledged": true }));
        let saved = professional.save(&request, moved).await.request();
        let sent = professional.submit(&saved).await.request();

        let (manager, colleague) = (portal.manager().await, portal.colleague().await);
        let reply = manager.run("request", &json!({ "id": sent.id })).await;
        assert!(reply.data("request").is_null(), "it is no longer theirs");
        for (person, count) in [(&manager, 0), (&colleague, 1)] {
            let page = person.run("requests", &json!({ "filter": { "scope": "MANAGED", "status": "SUBMITTED" } })).await;
            assert_eq!(page.data("requests")["totalCount"], count);
        }
    }
}

#[tokio::test]
async fn the_author_reads_what_to_correct_and_a_manager_what_was_sent() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let request = sent_back(&portal, &professional, &["startDate"]).await;
    assert_json_snapshot!("correction", redact(&request.body["correction"]));
    let saved = professional
        .save(&request, form_with(&json!({ "startDate": "2027-03-01" })))
        .await
        .request();
    let manager = portal.manager().await;
    let seen = manager.read(&saved).await;
    assert_eq!(
        seen.body["form"]["startDate"], "2027-01-04",
        "a working copy is its author's alone"
    );
    assert_eq!(seen.body["problems"], json!([]));
}

#[tokio::test]
async fn what_a_person_accepts_is_asked_anew_without_being_named() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let request = sent_back(&portal, &professional, &["role"]).await;
    // A role: out of scope, so at risk.
    let changes = json!({ "role": "313", "riskAcknowledged": true });
    let done = professional.save(&request, form_with(&changes)).await;
    assert_eq!(done.0["__typename"], "Request", "{}", done.0);
}

#[tokio::test]
async fn a_correction_names_what_can_be_corrected() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let request = portal.submitted(&professional, form()).await;
    let manager = portal.manager().await;
    let item = |field: &str, text: &str| json!({ "field": field, "code": "OTHER", "text": text });
    let long = "x".repeat(2001);
    let cases = [
        (json!([]), "", json!(["items REQUIRED"])),
        (
            json!([item("civilite", ""), item("civilite", "")]),
            "",
            json!(["civilite REPEATED"]),
        ),
        (
            json!([item("termsVersion", "")]),
            "",
            json!(["termsVersion NOT_CORRECTABLE"]),
        ),
        (
            json!([item("birthName", "")]),
            "",
            json!(["birthName NOT_CORRECTABLE"]),
        ),
        (
            json!([item("nothing", "")]),
            "",
            json!(["items UNKNOWN_CODE"]),
        ),
        (json!([item("role", &long)]), "", json!(["role TOO_LONG"])),
        (
            json!([item("role", "a\u{0}b")]),
            "",
            json!(["role CONTROL_CHARACTER"]),
        ),
        (
            json!([item("role", "")]),
            long.as_str(),
            json!(["text TOO_LONG"]),
        ),
    ];
    for (items, text, expected) in cases {
        let input = request.input(json!({ "items": items, "text": text }));
        let refusal = manager
            .change("requestCorrection", input)
            .await
            .refusal("InvalidDecision");
        assert_eq!(problems(&refusal), expected, "{items}");
    }
    assert_eq!(manager.read(&request).await.revision, request.revision);
}
