//! What to ask each operation with that is about software of a structure.

use serde_json::{Value, json};

use super::Scene;
use crate::api::clients::{created, demo, of};

impl Scene {
    /// The same, of operations about clients.
    pub(super) async fn clients(&self, operation: &str) -> Value {
        match operation {
            "clients" => json!({ "structureId": self.hospital }),
            "createClient" => json!({ "input": {
                "structureId": self.hospital, "name": "Logiciel RH", "scopes": ["requests:read"],
                "ranges": ["192.0.2.0/24"], "days": 30,
            } }),
            "rotateClientSecret" | "revokeClient" => {
                let made = created(&self.portal, &self.hospital).await;
                json!({ "input": of(&made["client"]) })
            }
            "updateClient" => {
                let made = created(&self.portal, &self.hospital).await;
                let mut input = of(&made["client"]);
                input["name"] = json!("Autre nom");
                input["scopes"] = json!(["events:read"]);
                json!({ "input": input })
            }
            "grantClient" => {
                let made = created(&self.portal, &self.hospital).await;
                json!({ "input": { "clientId": made["client"]["id"] } })
            }
            "withdrawGrant" => {
                let client = demo(&self.portal).await;
                let input = json!({ "clientId": client["id"] });
                for manager in [&self.manager, &self.representative] {
                    manager.change("grantClient", input.clone()).await;
                }
                json!({ "input": input })
            }
            other => panic!("{other} has no sample: add one, and a row in `rights.rs`"),
        }
    }
}
