//! What an agent meets who regularises, and the person it is about.

use serde_json::{Value, json};

use super::Met;
use crate::api::regularisations::{flagged, noticed};
use crate::support::portal::Portal;

pub(super) async fn meet(portal: &Portal, met: &mut Met) {
    let (agent, author) = (portal.agent().await, portal.professional().await);
    let situation = flagged(portal).await["situation"]["id"].clone();
    let notice = |due_on: &str, reason: &str| json!({ "situationId": situation, "reason": reason, "dueOn": due_on });
    let change = "noticeRegularisation";
    met.change(&agent, change, notice("2026-12-04", "Hors périmètre."))
        .await
        .refusal("InvalidDecision");
    let (one, other) = (notice("2027-12-31", "Un."), notice("2027-12-31", "Deux."));
    met.conflict(&agent, change, one.clone(), other).await;
    met.change(&agent, change, one)
        .await
        .refusal("AlreadyExists");

    let seen = noticed(portal).await;
    let answer = |revision: &Value, text: &str| json!({ "id": seen["id"], "revision": revision, "text": text });
    let change = "replyRegularisation";
    met.change(&author, change, answer(&seen["revision"], " "))
        .await
        .refusal("InvalidDecision");
    met.change(&author, change, answer(&json!(9), "Je reste."))
        .await
        .refusal("OutOfDate");
    let (one, other) = (
        answer(&seen["revision"], "Je reste."),
        answer(&seen["revision"], "Je pars."),
    );
    met.conflict(&author, change, one, other).await;

    let seen = noticed(portal).await;
    let cancel = |revision: &Value| json!({ "id": seen["id"], "revision": revision });
    let (one, other) = (cancel(&seen["revision"]), cancel(&json!(9)));
    met.conflict(&agent, "cancelRegularisation", one.clone(), other)
        .await;
    met.change(&agent, "cancelRegularisation", one)
        .await
        .refusal("OutOfDate");
}
