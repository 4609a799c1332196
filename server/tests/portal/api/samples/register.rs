//! What to ask each operation with that is about the register, its rules, corrections and a manager's own views.

use serde_json::{Value, json};

use super::Scene;
use super::entries::CHANGES;
use crate::api::batches::{chosen, file, row, sending};
use crate::api::civil_status::{asked, correction_input, proposed, undecided};
use crate::api::references;
use crate::api::registering::{link_sent_to, typed, typed_as};
use crate::api::regularisations::flagged;
use crate::api::rule_sets;
use crate::api::support::{message, waiting};
use crate::support::form::EMAIL;

impl Scene {
    /// The same, of operations about the register, and of a manager's own views.
    pub(super) async fn register(&self, operation: &str) -> Value {
        match operation {
            "saveView" => {
                json!({ "input": { "name": "À moi", "status": "SUBMITTED", "search": "dubois" } })
            }
            "deleteView" => {
                let kept = self
                    .manager
                    .change("saveView", json!({ "name": "À moi" }))
                    .await;
                json!({ "input": { "id": kept.0["views"][0]["id"] } })
            }
            "batches" | "simulateBatch" | "decideBatch" | "registerBatch" | "batch"
            | "batchItems" | "batchChanged" => self.batches(operation).await,
            "registerProfessional" => {
                // Somebody whom nobody resembles.
                let changes = json!({
                    "birthName": "Unseul", "firstNames": ["Zoé"], "birthDate": "1971-02-03",
                });
                json!({ "input": typed_as(&changes) })
            }
            "possibleDuplicatesOf" => {
                self.registered().await;
                json!({ "structureId": self.hospital, "civilStatus": typed()["civilStatus"] })
            }
            "possibleDuplicates" | "submissions" => json!({ "requestId": self.request.id }),
            "resolveDuplicate" => {
                let number = self.registered().await;
                let request = self.manager.read(&self.request).await;
                let more = json!({ "rppsNumber": number, "same": false, "reason": "Non." });
                json!({ "input": request.input(more) })
            }
            "registrationToConfirm" => {
                self.registered().await;
                json!({ "token": link_sent_to(&self.portal, EMAIL).await })
            }
            "confirmRegistration" => {
                self.registered().await;
                json!({ "input": { "token": link_sent_to(&self.portal, EMAIL).await } })
            }
            "ruleSetVersion" | "ruleSetChanged" => json!({ "name": "2026-11" }),
            "draftRuleSet" | "simulateRuleSet" | "scheduleRuleSet" | "discardRuleSet"
            | "simulationCases" => self.rules(operation).await,
            other if other.contains("eferenceVersion") => self.reference(other).await,
            other
                if ["persons", "registrationChanges"].contains(&other)
                    || CHANGES.contains(&other) =>
            {
                self.entries(other).await
            }
            other if other.contains("ivilStatus") => self.civil_status(other).await,
            other => self.desk(other).await,
        }
    }

    /// The same, of operations about batches.
    async fn batches(&self, operation: &str) -> Value {
        let request = self.request.clone();
        let own = || sending(&file(&[row(1, &json!({}))]));
        match operation {
            "registerBatch" => json!({ "input": own() }),
            "simulateBatch" => {
                json!({ "input": { "decision": "VALIDATE", "items": chosen(&[&request]) } })
            }
            "decideBatch" => json!({ "input": {
                "decision": "REJECT", "items": chosen(&[&request]), "reason": "AUT", "text": "Non.",
            } }),
            other => {
                let batch = self.manager.change("registerBatch", own()).await.0;
                match other {
                    "batchItems" => {
                        json!({ "batchId": batch["id"], "first": 3, "after": Value::Null })
                    }
                    "batches" => json!({}),
                    _ => json!({ "id": batch["id"] }),
                }
            }
        }
    }

    /// Says that nobody who is registered is the author, who may resemble those that were typed.
    pub(super) async fn tell_apart(&mut self) {
        let question = json!({ "requestId": self.request.id });
        let found = self.manager.run("possibleDuplicates", &question).await;
        for other in found.data("possibleDuplicates").as_array().expect("a list") {
            let more =
                json!({ "rppsNumber": other["rppsNumber"], "same": false, "reason": "Non." });
            let input = self.request.input(more);
            self.request = self
                .manager
                .change("resolveDuplicate", input)
                .await
                .request();
        }
    }

    /// The number of somebody whom the manager typed, and who may be the author.
    async fn registered(&self) -> Value {
        let mut input = typed_as(&json!({ "birthName": "Duboys" }));
        let question = json!({ "structureId": self.hospital, "civilStatus": input["civilStatus"] });
        let found = self.manager.run("possibleDuplicatesOf", &question).await;
        let found = found
            .data("possibleDuplicatesOf")
            .as_array()
            .expect("a list")
            .clone();
        if let Some(before) = found.iter().find(|other| other["birthName"] == "Duboys") {
            return before["rppsNumber"].clone();
        }
        let others = found.iter().map(|other| {
            json!({ "rppsNumber": other["rppsNumber"], "same": false, "reason": "Une autre personne." })
        });
        input["duplicates"] = others.collect();
        let done = self.manager.change("registerProfessional", input).await;
        done.request().body["rppsNumber"].clone()
    }

    /// The same, of operations about rule sets.
    async fn rules(&self, operation: &str) -> Value {
        let of = |version: &Value| json!({ "input": rule_sets::of(version) });
        match operation {
            "draftRuleSet" => {
                let seen = rule_sets::drafted(&self.portal).await;
                json!({ "input": {
                    "name": seen["name"], "revision": seen["revision"], "basedOn": "2026-11", "changes": {
                        "inScopeRoles": ["316"], "workingAge": 17, "startDateMonths": 3,
                        "sectors": [{ "from": 1000, "to": 3999, "sector": "SANITAIRE" }],
                        "rules": [{
                            "code": "NEED_NOT_DECLARED", "drafting": "INFO", "submitting": "INFO", "deciding": null,
                            "risk": false,
                        }],
                    },
                } })
            }
            "simulationCases" => {
                // Somebody whom the draft judges otherwise.
                flagged(&self.portal).await;
                let seen = rule_sets::simulated(&self.portal).await;
                json!({ "simulationId": seen["simulation"]["id"], "first": 3, "after": Value::Null })
            }
            "scheduleRuleSet" => {
                let mut input = of(&rule_sets::simulated(&self.portal).await);
                input["input"]["effectiveFrom"] = json!("2027-12-31");
                input
            }
            _ => of(&rule_sets::drafted(&self.portal).await),
        }
    }

    /// The same, of operations about reference data.
    async fn reference(&self, operation: &str) -> Value {
        let seen = references::drafted(&self.portal).await;
        match operation {
            "referenceVersions" => json!({ "first": 3 }),
            "referenceVersion" => json!({ "id": seen["id"], "first": 3 }),
            "scheduleReferenceVersion" => json!({ "input": references::on(&seen, "2027-12-31") }),
            _ => json!({ "input": references::of(&seen) }),
        }
    }

    /// The same, of operations about corrections of a civil status.
    async fn civil_status(&self, operation: &str) -> Value {
        match operation {
            "civilStatusCorrectionsChanged" => json!({}),
            "civilStatusCorrections" => {
                asked(&self.portal, &self.author).await;
                json!({ "filter": { "state": "ASKED" }, "first": 3, "after": Value::Null })
            }
            "askCivilStatusCorrection" => {
                // Nothing is under way, so that whoever may ask can.
                let open = asked(&self.portal, &self.author).await;
                let back = json!({ "id": open["id"], "revision": open["revision"] });
                self.author
                    .change("withdrawCivilStatusCorrection", back)
                    .await;
                json!({ "input": correction_input(Some(&open["rppsNumber"])) })
            }
            "civilStatusCorrection" => {
                json!({ "id": asked(&self.portal, &self.author).await["id"] })
            }
            "proposeCivilStatusDecision" => {
                let seen = undecided(&self.portal, &self.author).await;
                json!({ "input": {
                    "id": seen["id"], "revision": seen["revision"], "decision": "REFUSE", "reason": "Acte illisible.",
                } })
            }
            "confirmCivilStatusDecision" => {
                let seen = proposed(&self.portal, &self.author).await;
                json!({ "input": {
                    "id": seen["id"], "revision": seen["revision"], "confirm": false, "reason": "À revoir.",
                } })
            }
            "withdrawCivilStatusCorrection" => {
                let seen = asked(&self.portal, &self.author).await;
                json!({ "input": { "id": seen["id"], "revision": seen["revision"] } })
            }
            other => panic!("{other} has no sample: add one, and a row in `rights.rs`"),
        }
    }

    /// The same, of what the ANS does beside the register.
    async fn desk(&self, operation: &str) -> Value {
        match operation {
            operation if operation.ends_with("Grant") || operation.contains("lient") => {
                self.clients(operation).await
            }
            "accesses" => json!({ "requestId": Value::Null, "first": 3, "after": Value::Null }),
            "accessLog" => json!({
                "rppsNumber": Value::Null, "reader": "30B0168811/CPET00001", "first": 3, "after": Value::Null,
            }),
            "contactSupport" => json!({ "input": message() }),
            "ownSupportQuestions" => json!({ "first": 3, "after": Value::Null }),
            "supportQuestions" => {
                waiting(&self.portal).await;
                json!({ "state": "OPEN", "first": 3, "after": Value::Null })
            }
            "supportQuestion" => json!({ "id": waiting(&self.portal).await["id"] }),
            "takeSupport" | "answerSupport" | "closeSupport" | "reopenSupport" => {
                let mut seen = waiting(&self.portal).await;
                let turn = |seen: &Value| json!({ "id": seen["id"], "revision": seen["revision"] });
                if operation == "reopenSupport" {
                    seen = self.agent.change("closeSupport", turn(&seen)).await.0;
                }
                let mut input = turn(&seen);
                if operation == "answerSupport" {
                    input["message"] = json!("Voici.");
                }
                json!({ "input": input })
            }
            other => self.office(other).await,
        }
    }
}
