//! Nobody decides on their own request.

use serde_json::json;

use crate::support::form::{HOME, form, form_with};
use crate::support::portal::Portal;
use crate::support::sign_in::PRO_SANTE_CONNECT;

#[tokio::test]
async fn a_registered_person_who_manages_does_not_decide_on_themselves() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let first = portal.submitted(&professional, form()).await;
    let validated = portal.manager().await.validate(&first).await.request();
    let number = validated.body["rppsNumber"]
        .as_str()
        .expect("a number")
        .to_owned();
    let subject = format!("8{number}");
    let agent = portal.agent().await;
    let home = agent.structure(HOME).await;
    let designation = json!({ "structureId": home, "subjectNameId": subject });
    agent.change("designateManager", designation).await;

    let changes = form_with(&json!({ "structureFiness": HOME, "riskAcknowledged": true }));
    let request = portal.submitted(&professional, changes).await;
    let themselves = portal.person(PRO_SANTE_CONNECT, &subject).await;
    themselves.validate(&request).await.refusal("OwnRequest");
    themselves
        .reject(&request, "Non.")
        .await
        .refusal("OwnRequest");
    let refusal = themselves
        .ask_correction(&request, &["role"])
        .await
        .refusal("OwnRequest");
    assert_eq!(refusal["code"], "OWN_REQUEST");
    let more =
        json!({ "conditionsChecked": true, "identityChecked": true, "riskAcknowledged": true });
    let done = portal
        .colleague()
        .await
        .change("validateRequest", request.input(more))
        .await;
    assert_eq!(done.request().status(), "VALIDATED");
}

#[tokio::test]
async fn a_manager_of_the_same_name_leaves_the_decision_to_another() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let namesake = json!({ "exerciseFirstName": "Nadia", "exerciseLastName": "Employé Un" });
    let request = portal.submitted(&professional, form_with(&namesake)).await;
    let manager = portal.manager().await;
    let refusal = manager.validate(&request).await.refusal("NotEligible");
    assert_eq!(
        refusal["verdict"]["findings"][0]["code"],
        "MAYBE_OWN_REQUEST"
    );
    let seen = manager.read(&request).await;
    assert!(
        seen.codes("/verdict/findings")
            .contains(&"MAYBE_OWN_REQUEST")
    );
    let colleague = portal.colleague().await;
    assert!(
        !colleague
            .read(&request)
            .await
            .codes("/verdict/findings")
            .contains(&"MAYBE_OWN_REQUEST")
    );
    assert_eq!(
        colleague.validate(&request).await.request().status(),
        "VALIDATED"
    );
}
