//! What an agent meets who changes the rules.

use serde_json::{Value, json};

use super::Met;
use crate::api::rule_sets::{drafted, of, simulated};
use crate::support::portal::Portal;

pub(super) async fn meet(portal: &Portal, met: &mut Met) {
    let agent = portal.agent().await;
    let draft = |name: &str, revision: i32, age: i32| json!({ "name": name, "revision": revision, "basedOn": "2026-11", "changes": { "workingAge": age } });
    let change = "draftRuleSet";
    met.conflict(&agent, change, draft("un", 0, 17), draft("deux", 0, 17))
        .await;
    met.change(&agent, change, draft("un", 0, 17))
        .await
        .refusal("AlreadyExists");
    met.change(&agent, change, draft("un", 9, 17))
        .await
        .refusal("OutOfDate");
    met.change(&agent, change, draft("u n", 0, 17))
        .await
        .refusal("InvalidRuleSet");
    met.change(&agent, change, draft("2026-11", 1, 17))
        .await
        .refusal("RuleSetFixed");

    let old = |version: &Value| json!({ "id": version["id"], "revision": 99 });
    let seen = drafted(portal).await;
    for change in ["simulateRuleSet", "discardRuleSet"] {
        met.change(&agent, change, old(&seen))
            .await
            .refusal("OutOfDate");
        met.conflict(&agent, change, of(&seen), old(&seen)).await;
    }
    let given_up = json!({ "id": seen["id"], "revision": 2 });
    for change in ["simulateRuleSet", "discardRuleSet"] {
        met.change(&agent, change, given_up.clone())
            .await
            .refusal("RuleSetFixed");
    }

    let change = "scheduleRuleSet";
    let on = |asked: Value, day: &str| {
        let mut input = asked;
        input["effectiveFrom"] = json!(day);
        input
    };
    met.change(&agent, change, on(given_up, "2027-12-31"))
        .await
        .refusal("RuleSetFixed");
    let seen = drafted(portal).await;
    met.change(&agent, change, on(of(&seen), "2027-12-31"))
        .await
        .refusal("NotSimulated");
    let seen = simulated(portal).await;
    met.change(&agent, change, on(of(&seen), "2026-12-02"))
        .await
        .refusal("InvalidDecision");
    met.change(&agent, change, on(old(&seen), "2027-12-31"))
        .await
        .refusal("OutOfDate");
    let (one, other) = (on(of(&seen), "2027-12-31"), on(of(&seen), "2028-12-31"));
    met.conflict(&agent, change, one, other).await;
}
