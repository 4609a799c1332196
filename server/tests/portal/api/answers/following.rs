//! What somebody meets who keeps texts for rejections, or marks notices as read.

use serde_json::{Value, json};

use super::Met;
use crate::api::problems;
use crate::support::form::HOSPITAL;
use crate::support::portal::Portal;

pub(super) async fn meet(portal: &Portal, met: &mut Met) {
    let manager = portal.manager().await;
    let hospital = manager.structure(HOSPITAL).await;
    let text = |name: &str| json!({ "structureId": hospital, "purpose": "CORRECTION", "name": name, "reason": "OTHER", "text": "Vérifiez." });
    let wrong = json!({
        "structureId": hospital, "purpose": "REJECTION", "name": " ", "reason": "OTHER", "text": "a\u{7}",
    });
    let wrong = met.change(&manager, "saveReasonTemplate", wrong).await;
    assert_eq!(
        problems(&wrong.refusal("InvalidDecision")),
        json!([
            "name REQUIRED",
            "text CONTROL_CHARACTER",
            "reason UNKNOWN_CODE"
        ])
    );
    met.conflict(&manager, "saveReasonTemplate", text("Une"), text("Autre"))
        .await;
    let twice = met
        .change(&manager, "saveReasonTemplate", text("Une"))
        .await;
    assert_eq!(
        problems(&twice.refusal("InvalidDecision")),
        json!(["name REPEATED"])
    );
    for number in 0..49 {
        let done = manager
            .change("saveReasonTemplate", text(&format!("Texte {number}")))
            .await;
        assert_eq!(done.0["__typename"], "ReasonTemplateList");
    }
    let many = met
        .change(&manager, "saveReasonTemplate", text("De trop"))
        .await;
    assert_eq!(
        problems(&many.refusal("InvalidDecision")),
        json!(["name TOO_MANY"])
    );
    let kept = manager
        .run("reasonTemplates", &json!({ "structureId": hospital }))
        .await;
    let kept = kept.data("reasonTemplates").clone();
    let of = |at: usize, revision: i32| json!({ "structureId": hospital, "id": kept[at]["id"], "revision": revision });
    let mut stale: Value = text("Autrement");
    stale["id"] = kept[0]["id"].clone();
    stale["revision"] = json!(7);
    let late = met.change(&manager, "saveReasonTemplate", stale).await;
    late.refusal("OutOfDate");
    let late = met.change(&manager, "deleteReasonTemplate", of(0, 7)).await;
    late.refusal("OutOfDate");
    met.conflict(&manager, "deleteReasonTemplate", of(0, 1), of(1, 1))
        .await;
    met.conflict(
        &manager,
        "markNoticesRead",
        json!({ "upTo": "1" }),
        json!({ "upTo": "2" }),
    )
    .await;
}
