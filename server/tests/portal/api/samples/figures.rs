//! What to ask each operation with that is about figures, kept texts and notices.

use serde_json::{Value, json};

use super::Scene;

impl Scene {
    /// The same, of operations about what managers follow.
    pub(super) async fn figures(&self, operation: &str) -> Value {
        match operation {
            "dashboard" | "dashboardChanged" => json!({ "structureId": Value::Null }),
            "unreadNotices" | "noticesChanged" => json!({}),
            "notices" => json!({ "first": 3, "after": Value::Null }),
            "markNoticesRead" => json!({ "input": { "upTo": "1" } }),
            "reasonTemplates" => {
                self.kept_text().await;
                json!({ "structureId": self.hospital })
            }
            "saveReasonTemplate" => json!({ "input": {
                "structureId": self.hospital, "purpose": "REJECTION", "name": "Départ", "reason": "CHA",
                "text": "A quitté la structure.",
            } }),
            "deleteReasonTemplate" => {
                let kept = self.kept_text().await;
                json!({ "input": {
                    "structureId": self.hospital, "id": kept["id"], "revision": kept["revision"],
                } })
            }
            other => panic!("{other} has no sample: add one, and a row in `rights.rs`"),
        }
    }

    /// A text that the managers of the hospital keep.
    async fn kept_text(&self) -> Value {
        let asked = json!({ "structureId": self.hospital });
        let kept = self.manager.run("reasonTemplates", &asked).await;
        let kept = kept
            .data("reasonTemplates")
            .as_array()
            .expect("a list")
            .clone();
        if let Some(one) = kept.into_iter().find(|one| one["name"] == "Pièce") {
            return one;
        }
        let text = json!({
            "structureId": self.hospital, "purpose": "CORRECTION", "name": "Pièce", "text": "Vérifiez.",
        });
        let saved = self.manager.change("saveReasonTemplate", text).await;
        saved.0["templates"][0].clone()
    }
}
