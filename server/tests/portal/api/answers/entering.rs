//! What people meet who change an entry after the registration.

use serde_json::{Value, json};

use super::Met;
use crate::api::entries::{closing, contact, names, of, post, registered, waiting};
use crate::support::form::HOSPITAL;
use crate::support::portal::Portal;
use crate::support::sign_in::PRO_SANTE_CONNECT;

const ADDRESS: &str = "angela@ailleurs.example";

pub(super) async fn meet(portal: &Portal, met: &mut Met) {
    let (author, manager) = (portal.professional().await, portal.manager().await);
    let seen = registered(portal, &author).await;
    let change = "changeExerciseNames";
    met.change(&author, change, names(&seen, "Dub0is"))
        .await
        .refusal("InvalidChange");
    let old = with(names(&seen, "Dubois"), "revision", json!(9));
    met.change(&author, change, old).await.refusal("OutOfDate");
    met.conflict(&author, change, names(&seen, "Dubois"), names(&seen, "Du"))
        .await;

    let seen = registered(portal, &author).await;
    let change = "changeContact";
    met.change(&author, change, contact(&seen, "angela"))
        .await
        .refusal("InvalidChange");
    let old = with(contact(&seen, ADDRESS), "revision", json!(9));
    met.change(&author, change, old).await.refusal("OutOfDate");
    met.conflict(
        &author,
        change,
        contact(&seen, ADDRESS),
        contact(&seen, "b@c.example"),
    )
    .await;
    met.change(&author, change, contact(&seen, ADDRESS))
        .await
        .refusal("ChangeUnderWay");
    met.change(
        &author,
        "changeExerciseNames",
        names(&registered(portal, &author).await, "Martin"),
    )
    .await
    .refusal("ChangeUnderWay");
    situations(portal, met).await;

    let code = portal.code_sent_to(ADDRESS).await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let waits = waiting(portal, &author).await;
    let typed = |code: &str| with(of(&waits), "code", json!(code));
    met.change(&author, "confirmContact", typed(wrong))
        .await
        .refusal("WrongCode");
    met.conflict(&author, "confirmContact", typed(&code), typed(wrong))
        .await;
    met.change(&author, "confirmContact", typed(&code))
        .await
        .refusal("OutOfDate");
    for turn in 0..9 {
        let waits = waiting(portal, &author).await;
        if turn == 0 {
            let other = with(of(&waits), "revision", json!(9));
            met.conflict(&author, "cancelChange", of(&waits), other)
                .await;
            met.change(&author, "cancelChange", of(&waits))
                .await
                .refusal("OutOfDate");
        } else {
            met.change(&author, "cancelChange", of(&waits)).await;
        }
    }
    let seen = registered(portal, &author).await;
    met.change(&author, "changeContact", contact(&seen, "b@c.example"))
        .await
        .refusal("TooManyCodes");
    met.change(&manager, "changeExerciseNames", names(&seen, "Martin"))
        .await;
}

/// What managers meet, while a change waits.
async fn situations(portal: &Portal, met: &mut Met) {
    let (author, manager) = (portal.professional().await, portal.manager().await);
    let seen = registered(portal, &author).await;
    let change = "changeSituation";
    met.change(&manager, change, post(&seen, &json!({ "role": "317" })))
        .await
        .refusal("ChangeUnderWay");
    let agent = portal.agent().await;
    let hospital = agent.structure(HOSPITAL).await;
    let number = seen["rppsNumber"].as_str().expect("a number");
    let subject = format!("8{number}");
    let input = json!({ "structureId": hospital, "subjectNameId": subject });
    agent.change("designateManager", input).await;
    let own = portal.person(PRO_SANTE_CONNECT, &subject).await;
    met.change(&own, change, post(&seen, &json!({ "role": "317" })))
        .await
        .refusal("OwnSituation");
    met.change(&own, "closeSituation", closing(&seen, "2027-02-01"))
        .await
        .refusal("OwnSituation");

    let other = portal.other_professional().await;
    let seen = registered(portal, &other).await;
    met.change(&manager, change, post(&seen, &json!({ "role": "" })))
        .await
        .refusal("InvalidChange");
    met.change(&manager, change, post(&seen, &json!({ "role": "366" })))
        .await
        .refusal("NotEligible");
    let old = post(&seen, &json!({ "role": "317", "revision": 9 }));
    met.change(&manager, change, old).await.refusal("OutOfDate");
    let begun = post(&seen, &json!({ "startDate": "2026-11-02" }));
    let later = post(&seen, &json!({ "startDate": "2026-11-03" }));
    met.conflict(&manager, change, begun, later).await;

    let change = "closeSituation";
    let seen = registered(portal, &other).await;
    met.change(&manager, change, closing(&seen, ""))
        .await
        .refusal("InvalidChange");
    let old = with(closing(&seen, "2026-12-01"), "revision", json!(9));
    met.change(&manager, change, old).await.refusal("OutOfDate");
    let (one, two) = (closing(&seen, "2026-12-01"), closing(&seen, "2026-12-02"));
    met.conflict(&manager, change, one, two).await;
    let seen = registered(portal, &other).await;
    met.change(&manager, change, closing(&seen, "2026-12-01"))
        .await
        .refusal("SituationEnded");
    met.change(&manager, "changeSituation", post(&seen, &json!({})))
        .await
        .refusal("SituationEnded");
}

/// The same input, but for one field.
fn with(mut input: Value, name: &str, value: Value) -> Value {
    input[name] = value;
    input
}
