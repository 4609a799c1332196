//! Rejected, with a coded reason and a text.

use insta::assert_json_snapshot;
use serde_json::json;

use super::problems;
use crate::support::form::{EMAIL, form};
use crate::support::on_both;
use crate::support::portal::Portal;
use crate::support::redact::redact;

const TEXT: &str = "Ce poste n’existe pas dans notre établissement.";

on_both! {
    async fn a_rejected_request_says_why_and_never_changes_again(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let request = portal.submitted(&professional, form()).await;
        let manager = portal.manager().await;
        let rejected = manager.reject(&request, TEXT).await.request();
        assert_eq!(rejected.status(), "REJECTED");
        assert_eq!(rejected.body["rppsNumber"], json!(null));

        let seen = professional.read(&request).await;
        assert_eq!(seen.body["rejection"]["text"], TEXT);
        assert!(portal.mails(EMAIL).await[0]["text"].as_str().expect("a text").contains(TEXT));
        let again = manager.validate(&rejected).await.refusal("InvalidTransition");
        assert_eq!(again["status"], "REJECTED");
        professional.withdraw(&seen).await.refusal("InvalidTransition");
        professional.save(&seen, form()).await.refusal("NotEditable");
        assert_eq!(portal.database.number("select count(*) from persons").await, 0);
        assert_eq!(professional.file_form().await.status(), "SUBMITTED", "another may be filed");
    }

    async fn what_waits_for_a_correction_can_be_rejected_too(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let request = portal.submitted(&professional, form()).await;
        let manager = portal.manager().await;
        let sent_back = manager.ask_correction(&request, &["role"]).await.request();
        manager.validate(&sent_back).await.refusal("InvalidTransition");
        assert_eq!(manager.reject(&sent_back, TEXT).await.request().status(), "REJECTED");
    }
}

#[tokio::test]
async fn the_reason_is_one_of_the_nomenclature_and_the_text_is_there() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let manager = portal.manager().await;
    let request = portal.submitted(&professional, form()).await;
    for (text, problem) in [
        ("", "text REQUIRED"),
        (" \n ", "text REQUIRED"),
        ("a\u{0}b", "text CONTROL_CHARACTER"),
        (&"x".repeat(2001), "text TOO_LONG"),
    ] {
        let refusal = manager
            .reject(&request, text)
            .await
            .refusal("InvalidDecision");
        assert_eq!(problems(&refusal), json!([problem]));
    }
    let unknown = json!({ "input": request.input(json!({ "reason": "BECAUSE", "text": TEXT })) });
    assert_eq!(
        manager.run("rejectRequest", &unknown).await.code(),
        "INVALID_ARGUMENT"
    );

    let input = request.input(json!({ "reason": "CHA", "text": TEXT }));
    let rejected = manager.change("rejectRequest", input).await.request();
    assert_json_snapshot!("rejection", redact(&rejected.body["rejection"]));
}
