//! What a manager meets who keeps views of the queue.

use serde_json::json;

use super::Met;
use crate::api::problems;
use crate::support::portal::Portal;

pub(super) async fn meet(portal: &Portal, met: &mut Met) {
    let manager = portal.manager().await;
    let view = |name: &str| json!({ "name": name, "status": "SUBMITTED", "search": "" });
    let wrong = met.change(&manager, "saveView", view(" ")).await;
    assert_eq!(
        problems(&wrong.refusal("InvalidDecision")),
        json!(["name REQUIRED"])
    );
    met.conflict(&manager, "saveView", view("Une"), view("Autre"))
        .await;
    for number in 0..29 {
        let done = manager
            .change("saveView", view(&format!("Vue {number}")))
            .await;
        assert_eq!(done.0["__typename"], "SavedViewList");
    }
    let wrong = manager.change("saveView", view("Une de trop")).await;
    assert_eq!(
        problems(&wrong.refusal("InvalidDecision")),
        json!(["name TOO_MANY"])
    );
    let views = manager.run("savedViews", &json!({})).await;
    let id = |at: usize| json!({ "id": views.data("savedViews")[at]["id"] });
    met.conflict(&manager, "deleteView", id(0), id(1)).await;
    let left = manager.run("savedViews", &json!({})).await;
    assert_eq!(
        left.data("savedViews").as_array().expect("a list").len(),
        29
    );
}
