//! What to ask each operation with that is about webhooks.

use serde_json::{Value, json};

use super::Scene;

impl Scene {
    /// The same, of operations about webhooks.
    pub(super) async fn webhooks(&self, operation: &str) -> Value {
        let of = json!({ "structureId": self.hospital });
        let creation = json!({ "input": {
            "structureId": self.hospital, "url": "https://hopital.example/rpps",
        } });
        if operation == "createWebhook" {
            return creation;
        }
        let mut known = self.representative.run("webhooks", &of).await;
        if known.data("webhooks") == &json!([]) {
            self.representative.run("createWebhook", &creation).await;
            known = self.representative.run("webhooks", &of).await;
        }
        let seen = &known.data("webhooks")[0];
        let mut input = json!({ "id": seen["id"], "revision": seen["revision"] });
        match operation {
            "webhooks" => return of,
            "updateWebhook" => {
                input["url"] = json!("https://hopital.example/autre");
                input["isActive"] = json!(false);
            }
            "replayWebhook" => input["from"] = seen["cursor"].clone(),
            _ => {}
        }
        json!({ "input": input })
    }
}
