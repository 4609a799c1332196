//! What somebody meets who writes to support, and the agent who answers.

use serde_json::{Value, json};

use super::Met;
use crate::api::support::{message, waiting};
use crate::support::portal::Portal;

pub(super) async fn meet(portal: &Portal, met: &mut Met) {
    let (anybody, agent) = (portal.anybody(), portal.agent().await);
    let change = "contactSupport";
    met.change(&anybody, change, message()).await;
    let with = |text: &str| {
        let mut input = message();
        input["message"] = json!(text);
        input
    };
    met.change(&anybody, change, with(""))
        .await
        .refusal("InvalidMessage");
    met.conflict(&anybody, change, message(), with("Autre."))
        .await;

    let about = |of: &Value, revision: &Value| json!({ "id": of["id"], "revision": revision, "message": "Voici." });
    let bare = |of: &Value, revision: &Value| json!({ "id": of["id"], "revision": revision });
    let seen = waiting(portal).await;
    let change = "answerSupport";
    let mut empty = about(&seen, &seen["revision"]);
    empty["message"] = json!(" ");
    met.change(&agent, change, empty)
        .await
        .refusal("InvalidMessage");
    met.change(&agent, change, about(&seen, &json!(9)))
        .await
        .refusal("OutOfDate");
    let (one, other) = (about(&seen, &seen["revision"]), about(&seen, &json!(9)));
    met.conflict(&agent, change, one, other).await;
    for change in ["takeSupport", "reopenSupport", "closeSupport"] {
        let mut seen = waiting(portal).await;
        if change == "reopenSupport" {
            let closed = bare(&seen, &seen["revision"]);
            seen = met.change(&agent, "closeSupport", closed).await.0;
        }
        met.change(&agent, change, bare(&seen, &json!(9)))
            .await
            .refusal("OutOfDate");
        let (one, other) = (bare(&seen, &seen["revision"]), bare(&seen, &json!(9)));
        met.conflict(&agent, change, one, other).await;
    }
    let seen = waiting(portal).await;
    met.change(&agent, "reopenSupport", bare(&seen, &seen["revision"]))
        .await
        .refusal("WrongSupportState");
    let seen = met
        .change(&agent, "closeSupport", bare(&seen, &seen["revision"]))
        .await
        .0;
    for change in ["takeSupport", "closeSupport"] {
        met.change(&agent, change, bare(&seen, &seen["revision"]))
            .await
            .refusal("WrongSupportState");
    }
    met.change(&agent, "answerSupport", about(&seen, &seen["revision"]))
        .await
        .refusal("WrongSupportState");
}
