//! What a manager meets who decides or registers many at once.

use serde_json::json;

use super::Met;
use crate::api::batches::{chosen, file, row, sending};
use crate::support::form::form;
use crate::support::portal::Portal;

pub(super) async fn meet(portal: &Portal, met: &mut Met) {
    let manager = portal.manager().await;
    let request = portal.submitted(&portal.professional().await, form()).await;
    let decision = |text: &str| json!({ "decision": "REJECT", "items": chosen(&[&request]), "reason": "AUT", "text": text });
    let mut nothing = decision("Non.");
    nothing["items"] = json!([]);
    for (input, refusal) in [
        (nothing, "InvalidBatch"),
        (decision(""), "InvalidDecision"),
        (
            json!({ "decision": "REJECT", "items": chosen(&[&request]), "text": "Non." }),
            "InvalidDecision",
        ),
        (
            json!({ "decision": "VALIDATE", "items": chosen(&[&request]) }),
            "InvalidDecision",
        ),
    ] {
        met.change(&manager, "decideBatch", input)
            .await
            .refusal(refusal);
    }
    met.conflict(&manager, "decideBatch", decision("Non."), decision("Si."))
        .await;

    let input = sending(&file(&[row(1, &json!({}))]));
    let mut unchecked = input.clone();
    unchecked["identityChecked"] = json!(false);
    for (input, refusal) in [
        (sending(""), "InvalidBatch"),
        (unchecked, "InvalidDecision"),
    ] {
        met.change(&manager, "registerBatch", input)
            .await
            .refusal(refusal);
    }
    let other = sending(&file(&[row(2, &json!({}))]));
    met.conflict(&manager, "registerBatch", input, other).await;
}
