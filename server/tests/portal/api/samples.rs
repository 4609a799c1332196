//! What to ask each operation with, so that it is granted to whom it is for.

mod clients;
mod entries;
mod figures;
mod register;
mod webhooks;

use serde_json::{Value, json};

use super::regularisations::{flagged, noticed};
use super::structures::{designation, invited, mandate, proposed, revoke, structure};
use crate::support::form::{EMAIL, HOME, HOSPITAL, PHARMACY, form};
use crate::support::people::{Person, Request};
use crate::support::portal::Portal;
use crate::support::schema::SCHEMA;

/// Everybody of a portal, and what they could ask about.
pub(crate) struct Scene {
    pub(crate) portal: Portal,
    pub(crate) author: Person,
    pub(crate) stranger: Person,
    pub(crate) manager: Person,
    /// Of another structure.
    pub(crate) elsewhere: Person,
    pub(crate) agent: Person,
    /// Of every structure.
    pub(crate) representative: Person,
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
        revoke(&portal, "30B0184230/CPET00002").await;
        let author = portal.professional().await;
        Self {
            stranger: portal.other_professional().await,
            manager: portal.manager().await,
            elsewhere: portal.colleague().await,
            representative: portal.representative().await,
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
        let of_requests = [
            "request",
            "requests",
            "submissions",
            "possibleDuplicates",
            "queueCounts",
            "registration",
        ];
        let of_registrations =
            operation.contains("ivilStatus") || entries::CHANGES.contains(&operation);
        let is_other_query =
            SCHEMA.operation(operation).0 == "query" && !of_requests.contains(&operation);
        let of_webhooks = operation.contains("ebhook");
        if is_other_query || of_registrations || of_webhooks {
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
            "createDraft"
            | "createStructure"
            | "designateManager"
            | "suspendDesignation"
            | "resumeDesignation"
            | "revokeDesignation"
            | "recordMandate"
            | "endMandate"
            | "endSession"
            | "saveView"
            | "deleteView"
            | "saveReasonTemplate"
            | "deleteReasonTemplate"
            | "markNoticesRead"
            | "noticesChanged"
            | "dashboardChanged"
            | "noticeRegularisation"
            | "replyRegularisation"
            | "cancelRegularisation"
            | "saveOrganisation"
            | "contactSupport"
            | "takeSupport"
            | "answerSupport"
            | "closeSupport"
            | "reopenSupport"
            | "sendInvitation"
            | "redeemInvitation"
            | "registerProfessional"
            | "registerBatch"
            | "batchChanged"
            | "registrationToConfirm"
            | "confirmRegistration"
            | "draftRuleSet"
            | "simulateRuleSet"
            | "scheduleRuleSet"
            | "discardRuleSet"
            | "referenceVersions"
            | "referenceVersion"
            | "scheduleReferenceVersion"
            | "discardReferenceVersion"
            | "ruleSetChanged"
            | "flaggedChanged"
            | "createClient"
            | "rotateClientSecret"
            | "updateClient"
            | "revokeClient"
            | "grantClient"
            | "withdrawGrant"
            | "recordPrerequisite" => self.author.draft().await,
            _ => self.portal.submitted(&self.author, form()).await,
        };
        if operation == "validateRequest" {
            self.tell_apart().await;
        }
    }

    /// Somebody to whom the operation is granted.
    pub(crate) fn granted(&self, operation: &str) -> &Person {
        let people = [
            &self.author,
            &self.stranger,
            &self.manager,
            &self.elsewhere,
            &self.agent,
            &self.representative,
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
            "me" | "limits" | "ruleCatalogue" | "errorCatalogue" | "sessions" | "savedViews"
            | "ruleSets" | "supportCounts" | "supportChanged" | "retentionRules" | "valueSets" => {
                json!({})
            }
            "request" | "requestChanged" | "draftVerdict" => json!({ "id": request.id }),
            "requests" => json!({
                "filter": {
                    "scope": "MANAGED", "status": "SUBMITTED", "search": "", "role": Value::Null,
                    "route": Value::Null, "olderThanDays": Value::Null, "holder": Value::Null, "finding": Value::Null,
                },
                "orderBy": "UPDATED_DESC", "first": 3,
                "after": "MTc5NjMwODIwMDAwMDAwMDowMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDA",
            }),
            "registrationChanged" => json!({ "rppsNumber": request.body["rppsNumber"] }),
            "registration" => json!({
                "rppsNumber": request.body["rppsNumber"], "purpose": "CONTROL",
            }),
            "structure" => json!({ "finess": HOSPITAL }),
            "structures" => json!({ "search": "centre", "first": 3, "after": Value::Null }),
            "roles" => json!({ "search": "pharmacie" }),
            "communes" | "countries" => json!({ "search": "fra", "first": 3 }),
            "ruleSet" => json!({ "asOf": "2026-12-01" }),
            "simulateVerdict" => json!({ "input": {
                "role": "316", "sector": "SANITAIRE", "healthDataNeed": true, "startDate": "2027-01-04",
                "birthDate": "1990-01-01", "asOf": "2026-12-01",
            } }),
            "events" => json!({ "after": Value::Null, "first": 3 }),
            "eventStream" => json!({ "after": Value::Null }),
            "flaggedChanged" => json!({ "structureId": Value::Null }),
            "queueCounts" | "queueChanged" => json!({
                "structureId": Value::Null, "filter": { "role": Value::Null, "holder": Value::Null },
            }),
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
            other if other.contains("ebhook") => self.webhooks(other).await,
            other => self.register(other).await,
        }
    }

    /// The same, of operations about structures and who acts for them.
    pub(super) async fn office(&self, operation: &str) -> Value {
        match operation {
            "createStructure" => json!({ "input": structure("750712184") }),
            "endSession" => {
                // Another of the author's, who is the first to ask.
                let other = self.portal.professional().await;
                let own = other.run("sessions", &json!({})).await;
                let open = own.data("sessions").as_array().expect("a list").clone();
                let current = open.iter().find(|session| session["current"] == true);
                json!({ "input": { "id": current.expect("a session")["id"] } })
            }
            "flaggedSituations" => {
                flagged(&self.portal).await;
                json!({ "structureId": Value::Null, "first": 3, "after": Value::Null })
            }
            "noticeRegularisation" => {
                let situation = flagged(&self.portal).await["situation"]["id"].clone();
                json!({ "input": { "situationId": situation, "reason": "Hors périmètre.", "dueOn": "2027-12-31" } })
            }
            "replyRegularisation" => {
                let seen = noticed(&self.portal).await;
                json!({ "input": { "id": seen["id"], "revision": seen["revision"], "text": "Je change de poste." } })
            }
            "cancelRegularisation" => {
                let seen = noticed(&self.portal).await;
                json!({ "input": { "id": seen["id"], "revision": seen["revision"] } })
            }
            "designations" | "designationsChanged" => json!({ "structureId": self.hospital }),
            "recordMandate" => json!({ "input": {
                "structureId": self.hospital, "subjectNameId": "899700218896", "quality": "MANDATAIRE",
                "email": "mandat@hopital.example", "endsOn": "2030-12-31",
            } }),
            "endMandate" => {
                let seen = mandate(&self.agent, HOSPITAL, "899700245667").await;
                json!({ "input": { "id": seen["id"], "revision": seen["revision"], "reason": "Départ." } })
            }
            "saveOrganisation" => json!({ "input": {
                "structureId": self.hospital, "revision": 0, "department": "HUMAN_RESOURCES", "managersWished": 2,
                "email": "rh@hopital.example", "management": "CENTRAL", "worth": {
                    "healthDataNeed": true, "rolesInScope": true, "ecpsOnlyAcknowledged": true,
                    "dmpAcknowledged": true,
                },
            } }),
            "sendInvitation" => {
                let seen = invited(&self.representative, HOSPITAL, "invite@hopital.example").await;
                json!({ "input": { "id": seen["id"], "revision": seen["revision"] } })
            }
            "redeemInvitation" => {
                invited(&self.representative, PHARMACY, "autre@pharmacie.example").await;
                let token = self
                    .portal
                    .invitation_sent_to("autre@pharmacie.example")
                    .await;
                json!({ "input": { "token": token } })
            }
            "recordPrerequisite" => {
                let seen = proposed(&self.representative, HOSPITAL, "30B0037750/CPET0001").await;
                json!({ "input": {
                    "id": seen["id"], "revision": seen["revision"], "kind": "TRAINING", "doneOn": "2026-11-02",
                    "proof": "F-2026-118", "endsOn": "2028-11-02",
                } })
            }
            "designateManager" => json!({ "input": {
                "structureId": self.hospital, "subjectNameId": "30B0037750/CPET0002",
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
            other => self.figures(other).await,
        }
    }
}
