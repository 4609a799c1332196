//! At risk: not blocked, but both say that they know.

use serde_json::json;

use super::problems;
use crate::support::form::{HOME, PHARMACY, form_with};
use crate::support::on_both;
use crate::support::people::Person;
use crate::support::portal::Portal;
use serde_json::Value;

/// Submits a draft with these answers.
async fn submit(professional: &Person, changes: Value) -> crate::support::people::Done {
    professional.file(form_with(&changes)).await
}

fn codes(refusal: &Value) -> Vec<&str> {
    let findings = refusal["verdict"]["findings"].as_array().expect("findings");
    findings
        .iter()
        .filter_map(|finding| finding["code"].as_str())
        .collect()
}

on_both! {
    async fn a_risk_is_acknowledged_by_the_person_and_by_the_manager(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let at_home = json!({ "structureFiness": HOME });
        let refusal = submit(&professional, at_home).await.refusal("NotEligible");
        assert_eq!(codes(&refusal)[0], "RISK_NOT_ACKNOWLEDGED");
        assert!(codes(&refusal).contains(&"SECTOR_NOT_SANITAIRE"));

        let known = form_with(&json!({ "structureFiness": HOME, "riskAcknowledged": true }));
        let request = portal.submitted(&professional, known).await;
        assert_eq!(request.body["atRisk"], true);
        let colleague = portal.colleague().await;
        let refusal = colleague.validate(&request).await.refusal("InvalidDecision");
        assert_eq!(problems(&refusal), json!(["riskAcknowledged NOT_CHECKED"]));
        let more = json!({ "conditionsChecked": true, "identityChecked": true, "riskAcknowledged": true });
        let validated = colleague.change("validateRequest", request.input(more)).await.request();
        assert_eq!((validated.status(), &validated.body["atRisk"]), ("VALIDATED", &json!(true)));
        assert_eq!(portal.database.number("select count(*) from situations where at_risk").await, 1);
    }
}

#[tokio::test]
async fn a_role_out_of_scope_is_warned_about_and_not_blocked() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let refusal = submit(&professional, json!({ "role": "313" }))
        .await
        .refusal("NotEligible");
    assert!(codes(&refusal).contains(&"ROLE_OUT_OF_SCOPE"));
    let known = form_with(&json!({ "role": "313", "riskAcknowledged": true }));
    let request = portal.submitted(&professional, known).await;
    assert_eq!(request.body["verdict"]["outcome"], "AT_RISK");
    assert_eq!(request.body["role"]["inScope"], false);
}

#[tokio::test]
async fn what_has_to_be_accepted_blocks_the_filing() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    for (changes, code) in [
        (
            json!({ "ecpsOnlyAcknowledged": false }),
            "ECPS_ONLY_NOT_ACKNOWLEDGED",
        ),
        (json!({ "dmpAcknowledged": false }), "DMP_NOT_ACKNOWLEDGED"),
        (json!({ "termsVersion": "" }), "TERMS_NOT_ACCEPTED"),
        (json!({ "termsVersion": "2020-01" }), "TERMS_NOT_ACCEPTED"),
    ] {
        let refusal = submit(&professional, changes).await.refusal("NotEligible");
        assert_eq!(codes(&refusal)[0], code);
    }
}

#[tokio::test]
async fn a_second_request_at_the_same_structure_is_not_opened() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    professional.file_form().await;
    let refusal = submit(&professional, json!({}))
        .await
        .refusal("NotEligible");
    assert_eq!(codes(&refusal)[0], "REQUEST_ALREADY_OPEN");
    let elsewhere = json!({ "structureFiness": PHARMACY });
    let request = submit(&professional, elsewhere).await.request();
    assert!(
        request
            .codes("/verdict/findings")
            .contains(&"STRUCTURE_WITHOUT_MANAGER")
    );
}

#[tokio::test]
async fn attestations_that_are_missing_are_named() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let request = professional.file_form().await;
    let manager = portal.manager().await;
    for (given, missing) in [
        ((false, true), json!(["conditionsChecked NOT_CHECKED"])),
        ((true, false), json!(["identityChecked NOT_CHECKED"])),
        (
            (false, false),
            json!([
                "conditionsChecked NOT_CHECKED",
                "identityChecked NOT_CHECKED"
            ]),
        ),
    ] {
        let more = json!({ "conditionsChecked": given.0, "identityChecked": given.1 });
        let refusal = manager.change("validateRequest", request.input(more)).await;
        assert_eq!(problems(&refusal.refusal("InvalidDecision")), missing);
    }
}
