//! What to ask each operation with, so that it is granted to whom it is for.

use serde_json::{Value, json};

use super::structures::{designation, structure};
use crate::support::form::{EMAIL, HOME, HOSPITAL, PHARMACY, form};
use crate::support::people::{Person, Request};
use crate::support::portal::Portal;
use crate::support::schema::SCHEMA;
use crate::support::sign_in::PRO_SANTE_CONNECT;

/// Everybody of a portal, and what they could ask about.
pub(crate) struct Scene {
    pub(crate) portal: Portal,
    pub(crate) author: Person,
    pub(crate) stranger: Person,
    pub(crate) manager: Person,
    /// Of another structure.
    pub(crate) elsewhere: Person,
    pub(crate) agent: Person,
    /// Of the author, at the hospital: what an operation is asked about.
    pub(crate) request: Request,
    hospital: String,
    /// The last that was sent to the author.
    code: String,
}

impl Scene {
    pub(crate) async fn set(portal: Portal) -> Self {
        let agent = portal.agent().await;
        let pharmacy = agent.structure(PHARMACY).await;
        let input = json!({ "structureId": pharmacy, "subjectNameId": "899700245667" });
        agent.change("designateManager", input).await;
        let author = portal.professional().await;
        Self {
            stranger: portal.other_professional().await,
            manager: portal.manager().await,
            elsewhere: portal.person(PRO_SANTE_CONNECT, "899700245667").await,
            hospital: agent.structure(HOSPITAL).await,
            request: author.draft().await,
            code: String::new(),
            agent,
            author,
            portal,
        }
    }

    /// A new request in the state that an operation needs. One of a person is open at a structure, so the last goes.
    pub(crate) async fn renew(&mut self, operation: &str) {
        let of_requests = ["request", "requests", "queueCounts", "registration"];
        if SCHEMA.operation(operation).0 == "query" && !of_requests.contains(&operation) {
            return;
        }
        self.refresh().await;
        let input = json!({ "input": self.request.input(json!({})) });
        self.author.run("withdrawRequest", &input).await;
        self.request = match operation {
            "saveDraft" | "submitRequest" | "draftVerdict" => {
                let draft = self.author.draft().await;
                self.author.save(&draft, form()).await.request()
            }
            "confirmEmail" => {
                let draft = self.author.draft().await;
                let saved = self.author.save(&draft, form()).await.request();
                let sent = self.author.send_code(&saved).await.request();
                self.code = self.portal.code_sent_to(EMAIL).await;
                sent
            }
            "restoreDraft" => {
                let draft = self.author.draft().await;
                self.author.withdraw(&draft).await.request()
            }
            "createDraft" | "createStructure" | "designateManager" | "suspendDesignation"
            | "resumeDesignation" | "revokeDesignation" => self.author.draft().await,
            _ => self.portal.submitted(&self.author, form()).await,
        };
    }

    /// Somebody to whom the operation is granted.
    pub(crate) fn granted(&self, operation: &str) -> &Person {
        let people = [
            &self.author,
            &self.stranger,
            &self.manager,
            &self.elsewhere,
            &self.agent,
        ];
        people[super::rights::first_granted(operation)]
    }

    /// Reads what it is about again: somebody may have changed it.
    pub(crate) async fn refresh(&mut self) {
        self.request = self.author.read(&self.request).await;
    }

    /// Variables of the operation.
    pub(crate) async fn variables(&self, operation: &str) -> Value {
        let request = &self.request;
        let input = |more: Value| json!({ "input": request.input(more) });
        match operation {
            "me" | "ruleCatalogue" | "errorCatalogue" => json!({}),
            "request" | "requestChanged" | "draftVerdict" => json!({ "id": request.id }),
            "requests" => json!({
                "filter": { "scope": "MANAGED", "status": "SUBMITTED" }, "orderBy": "UPDATED_DESC", "first": 3,
                "after": "MTc5NjMwODIwMDAwMDAwMDowMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDA",
            }),
            "registration" => json!({ "rppsNumber": request.body["rppsNumber"] }),
            "structure" => json!({ "finess": HOSPITAL }),
            "structures" => json!({ "search": "centre", "first": 3, "after": Value::Null }),
            "roles" => json!({ "search": "pharmacie" }),
            "communes" | "countries" => json!({ "search": "fra", "first": 3 }),
            "ruleSet" => json!({ "asOf": "2026-12-01" }),
            "simulateVerdict" => json!({ "input": {
                "role": "316", "sector": "SANITAIRE", "healthDataNeed": true, "startDate": "2027-01-04",
                "birthDate": "1990-01-01", "asOf": "2026-12-01",
            } }),
            "queueCounts" | "queueChanged" => json!({ "structureId": Value::Null }),
            "createDraft" => json!({ "input": {} }),
            "saveDraft" => input(json!({ "form": form() })),
            "confirmEmail" => input(json!({ "code": self.code })),
            "sendEmailCode" | "submitRequest" | "withdrawRequest" | "restoreDraft"
            | "claimRequest" | "releaseRequest" => input(json!({})),
            "requestCorrection" => input(json!({
                "items": [{ "field": "role", "code": "OTHER", "text": "À vérifier." }], "text": "Bonjour.",
            })),
            "validateRequest" => {
                input(json!({ "conditionsChecked": true, "identityChecked": true }))
            }
            "rejectRequest" => input(json!({ "reason": "DEF", "text": "Non." })),
            "createStructure" => json!({ "input": structure("750712184") }),
            "designateManager" => json!({ "input": {
                "structureId": self.hospital, "subjectNameId": "899700366240",
            } }),
            "suspendDesignation" | "resumeDesignation" | "revokeDesignation" => {
                let turn = |seen: &Value| json!({ "id": seen["id"], "revision": seen["revision"], "reason": "Départ." });
                // Of others than those who play here; what is revoked does not come back.
                let (finess, subject) = match operation {
                    "revokeDesignation" => (PHARMACY, "899700245667"),
                    _ => (HOME, "30B0184230/CPET00002"),
                };
                let mut seen = designation(&self.agent, finess, subject).await;
                if operation == "resumeDesignation" && seen["suspendedAt"].is_null() {
                    self.agent.change("suspendDesignation", turn(&seen)).await;
                    seen = designation(&self.agent, finess, subject).await;
                }
                if operation == "suspendDesignation" && !seen["suspendedAt"].is_null() {
                    self.agent.change("resumeDesignation", turn(&seen)).await;
                    seen = designation(&self.agent, finess, subject).await;
                }
                json!({ "input": turn(&seen) })
            }
            other => panic!("{other} has no sample: add one, and a row in `rights.rs`"),
        }
    }
}
