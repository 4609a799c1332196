//! What an agent meets who schedules reference data.

use serde_json::{Value, json};

use super::Met;
use crate::api::references::{drafted, of, on};
use crate::support::portal::Portal;

pub(super) async fn meet(portal: &Portal, met: &mut Met) {
    let agent = portal.agent().await;
    let old = |version: &Value| json!({ "id": version["id"], "revision": 99 });
    let seen = drafted(portal).await;
    let change = "discardReferenceVersion";
    met.change(&agent, change, old(&seen))
        .await
        .refusal("OutOfDate");
    met.conflict(&agent, change, of(&seen), old(&seen)).await;
    let given_up = json!({ "id": seen["id"], "revision": 2 });
    met.change(&agent, change, given_up.clone())
        .await
        .refusal("ReferenceFixed");

    let change = "scheduleReferenceVersion";
    met.change(&agent, change, on(&given_up, "2027-12-31"))
        .await
        .refusal("ReferenceFixed");
    let seen = drafted(portal).await;
    met.change(&agent, change, on(&seen, "2026-12-02"))
        .await
        .refusal("InvalidDecision");
    met.change(&agent, change, on(&old(&seen), "2027-12-31"))
        .await
        .refusal("OutOfDate");
    let (one, other) = (on(&seen, "2027-12-31"), on(&seen, "2028-12-31"));
    met.conflict(&agent, change, one, other).await;
}
