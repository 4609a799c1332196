//! What people meet who correct a civil status.

use serde_json::{Value, json};

use super::Met;
use crate::api::civil_status::{asked, correction_input, proposed};
use crate::support::form::form;
use crate::support::people::Person;
use crate::support::portal::Portal;

pub(super) async fn meet(portal: &Portal, met: &mut Met) {
    let (author, agent, second) = (
        portal.professional().await,
        portal.agent().await,
        portal.second_agent().await,
    );
    let request = portal.submitted(&author, form()).await;
    portal.manager().await.validate(&request).await.request();
    let change = "askCivilStatusCorrection";
    met.change(
        &author,
        change,
        with(correction_input(None), "reason", json!("")),
    )
    .await
    .refusal("InvalidCorrection");
    let other = with(correction_input(None), "reason", json!("Autre."));
    met.conflict(&author, change, correction_input(None), other)
        .await;
    met.change(&author, change, correction_input(None))
        .await
        .refusal("CorrectionUnderWay");

    let change = "withdrawCivilStatusCorrection";
    let seen = asked(portal, &author).await;
    let of = |seen: &Value, revision: Value| json!({ "id": seen["id"], "revision": revision });
    met.conflict(
        &author,
        change,
        of(&seen, seen["revision"].clone()),
        of(&seen, json!(9)),
    )
    .await;
    met.change(&author, change, of(&seen, seen["revision"].clone()))
        .await
        .refusal("OutOfDate");

    // Asked by an agent who manages there: not theirs to decide.
    let hospital = agent.structure(crate::support::form::HOSPITAL).await;
    let input = json!({ "structureId": hospital, "subjectNameId": server::demo_data::ANS_AGENT });
    agent.change("designateManager", input).await;
    let agent = portal.agent().await;
    let number = seen["rppsNumber"].clone();
    let own = agent
        .change("askCivilStatusCorrection", correction_input(Some(&number)))
        .await
        .0;
    let decision = |seen: &Value, reason: &str| json!({ "id": seen["id"], "revision": seen["revision"], "decision": "ACCEPT", "reason": reason });
    let propose = "proposeCivilStatusDecision";
    let confirm = "confirmCivilStatusDecision";
    met.change(&agent, propose, decision(&own, "Vu."))
        .await
        .refusal("OwnCorrection");
    let proposal = met.change(&second, propose, decision(&own, "Vu.")).await.0;
    let yes =
        |seen: &Value| json!({ "id": seen["id"], "revision": seen["revision"], "confirm": true });
    met.change(&agent, confirm, yes(&proposal))
        .await
        .refusal("OwnCorrection");
    agent
        .change(
            "withdrawCivilStatusCorrection",
            of(&proposal, proposal["revision"].clone()),
        )
        .await;

    deciding(portal, met, &agent, &second).await;
}

/// What the two agents meet.
async fn deciding(portal: &Portal, met: &mut Met, agent: &Person, second: &Person) {
    let author = portal.professional().await;
    let propose = "proposeCivilStatusDecision";
    let confirm = "confirmCivilStatusDecision";
    let decision = |seen: &Value, reason: &str| json!({ "id": seen["id"], "revision": seen["revision"], "decision": "ACCEPT", "reason": reason });
    let yes =
        |seen: &Value| json!({ "id": seen["id"], "revision": seen["revision"], "confirm": true });
    let seen = asked(portal, &author).await;
    met.change(agent, propose, decision(&seen, " "))
        .await
        .refusal("InvalidDecision");
    let stale = with(decision(&seen, "Vu."), "revision", json!(9));
    met.change(agent, propose, stale).await.refusal("OutOfDate");
    met.conflict(
        agent,
        propose,
        decision(&seen, "Vu."),
        decision(&seen, "Lu."),
    )
    .await;
    let proposal = proposed(portal, &author).await;
    met.change(agent, confirm, yes(&proposal))
        .await
        .refusal("SameAgent");
    let stale = with(yes(&proposal), "revision", json!(9));
    met.change(second, confirm, stale)
        .await
        .refusal("OutOfDate");
    let back = with(yes(&proposal), "confirm", json!(false));
    met.change(second, confirm, back)
        .await
        .refusal("InvalidDecision");
    namesake(&Portal::demo().await, met).await;
    met.conflict(
        second,
        confirm,
        yes(&proposal),
        with(yes(&proposal), "reason", json!("Oui.")),
    )
    .await;
}

/// Somebody is registered meanwhile with what another is to become.
async fn namesake(portal: &Portal, met: &mut Met) {
    let (angela, paul) = (
        portal.professional().await,
        portal.other_professional().await,
    );
    let request = portal.submitted(&angela, form()).await;
    portal.manager().await.validate(&request).await.request();
    let me = paul
        .ask(
            "{ me { account { identity { birthName firstNames sex birthDate birthCountry birthCommune } } } }",
            &json!({}),
        )
        .await;
    let identity = me.data("me")["account"]["identity"].clone();
    let mut input = correction_input(None);
    input["civilStatus"] = identity;
    let seen = angela.change("askCivilStatusCorrection", input).await.0;
    let decision = json!({ "id": seen["id"], "revision": seen["revision"], "decision": "ACCEPT", "reason": "Vu." });
    let agent = portal.agent().await;
    let proposal = agent.change("proposeCivilStatusDecision", decision).await.0;
    let request = portal.submitted(&paul, form()).await;
    portal.manager().await.validate(&request).await.request();
    let second = portal.second_agent().await;
    let yes = json!({ "id": proposal["id"], "revision": proposal["revision"], "confirm": true });
    met.change(&second, "confirmCivilStatusDecision", yes)
        .await
        .refusal("DuplicatePerson");
    let back = json!({ "id": proposal["id"], "revision": proposal["revision"], "confirm": false, "reason": "Doublon." });
    let seen = second.change("confirmCivilStatusDecision", back).await.0;
    let decision = json!({ "id": seen["id"], "revision": seen["revision"], "decision": "ACCEPT", "reason": "Vu." });
    met.change(&agent, "proposeCivilStatusDecision", decision)
        .await
        .refusal("DuplicatePerson");
}

/// The same input, but for one field.
fn with(mut input: Value, name: &str, value: Value) -> Value {
    input[name] = value;
    input
}
