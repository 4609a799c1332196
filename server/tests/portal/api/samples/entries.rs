//! What to ask each operation with that is about a person's entry after the registration.

use serde_json::{Value, json};

use super::Scene;
use crate::api::entries::{closing, contact, names, of, post, registered, waiting};

/// They change what is registered, and need no request.
pub(super) const CHANGES: [&str; 6] = [
    "changeContact",
    "confirmContact",
    "cancelChange",
    "changeExerciseNames",
    "changeSituation",
    "closeSituation",
];

/// They are done only while nothing waits.
const FREE: [&str; 3] = ["changeContact", "changeExerciseNames", "changeSituation"];

impl Scene {
    /// The same, of operations about an entry.
    pub(super) async fn entries(&self, operation: &str) -> Value {
        let mut seen = registered(&self.portal, &self.author).await;
        if FREE.contains(&operation) && !seen["change"].is_null() {
            let back = of(&seen["change"]);
            seen = self.author.change("cancelChange", back).await.0;
        }
        let number = &seen["rppsNumber"];
        match operation {
            "persons" => json!({
                "filter": { "rppsNumber": number }, "first": 3, "after": Value::Null,
            }),
            "registrationChanges" => {
                waiting(&self.portal, &self.author).await;
                json!({ "rppsNumber": number, "purpose": "CONTROL", "first": 3, "after": Value::Null })
            }
            "changeContact" => json!({ "input": contact(&seen, "autre@adresse.example") }),
            "confirmContact" => {
                let mut input = of(&waiting(&self.portal, &self.author).await);
                input["code"] = json!("000000");
                json!({ "input": input })
            }
            "cancelChange" => json!({ "input": of(&waiting(&self.portal, &self.author).await) }),
            "changeExerciseNames" => json!({ "input": names(&seen, "Dubois") }),
            "changeSituation" => json!({ "input": post(&seen, &json!({ "role": "317" })) }),
            "closeSituation" => json!({ "input": closing(&seen, "2030-12-31") }),
            other => panic!("{other} has no sample: add one, and a row in `rights.rs`"),
        }
    }
}
