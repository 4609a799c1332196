//! Who represents a structure, for how long, and what they may grant.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::problems;
use super::structures::{designation, mandate, proposed};
use crate::support::form::{HOME, HOSPITAL, PHARMACY};
use crate::support::on_both;
use crate::support::portal::Portal;

/// Somebody with a card and no part in the demo but the one of this test.
const CANDIDATE: &str = "899700218896";

on_both! {
    async fn a_mandataire_grants_what_was_granted_and_no_more(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (mandataire, agent) = (portal.mandataire().await, portal.agent().await);
        let held = mandate(&agent, HOSPITAL, "899700245667").await;
        assert_eq!(held["quality"], "MANDATAIRE");
        let chain = mandate(&agent, HOSPITAL, "899700366240").await;
        assert_eq!(held["grantedById"], chain["id"]);
        let hospital = mandataire.structure(HOSPITAL).await;
        let of = |more: &Value| {
            let mut input = json!({ "structureId": hospital, "subjectNameId": CANDIDATE });
            for (name, value) in more.as_object().expect("fields") {
                input[name] = value.clone();
            }
            input
        };
        let too_long = mandataire.change("designateManager", of(&json!({ "endsOn": "2040-01-01" }))).await;
        assert_eq!(problems(&too_long.refusal("InvalidDesignation")), json!(["endsOn BEYOND_MANDATE"]));
        // Beyond the structure there is no power at all.
        let elsewhere = mandataire.structure(HOME).await;
        let reply = mandataire
            .run("designateManager", &json!({ "input": of(&json!({ "structureId": elsewhere })) }))
            .await;
        assert_eq!(reply.code(), "NOT_FOUND");
        mandataire.change("designateManager", of(&json!({ "subjectNameId": "899700245667" }))).await
            .refusal("OwnDesignation");
        mandataire.change("designateManager", of(&json!({}))).await;
        let granted = designation(&agent, HOSPITAL, CANDIDATE).await;
        assert_eq!(granted["endsOn"], held["endsOn"], "it ends with the mandate");
        assert_eq!(granted["mandateId"], held["id"]);
        // Two at once: the second is told.
        portal.representative().await.change("designateManager", of(&json!({}))).await.refusal("AlreadyExists");
        // Nobody ends the right that follows from a mandate, but the ANS.
        let right = designation(&agent, HOSPITAL, "899700366240").await;
        assert_eq!((&right["byRight"], &right["steps"]), (&json!(true), &json!([])));
        let input = json!({ "id": right["id"], "revision": right["revision"], "reason": "Non." });
        assert_eq!(mandataire.run("revokeDesignation", &json!({ "input": input })).await.code(), "NOT_FOUND");
    }

    async fn a_mandate_past_its_last_day_gives_nothing(database: Database) {
        let portal = Portal::demo_on(database).await;
        let agent = portal.agent().await;
        let hospital = agent.structure(HOSPITAL).await;
        portal.app.clock.advance(TimeDelta::days(400));
        server::structures::keep_calendar(&portal.app).await.expect("a round");
        let mandataire = portal.mandataire().await;
        let input = json!({ "structureId": hospital, "subjectNameId": CANDIDATE });
        mandataire.change("designateManager", input).await.refusal("MandateEnded");
        assert_eq!(mandataire.run("queueCounts", &json!({})).await.code(), "FORBIDDEN");
        let right = designation(&portal.agent().await, HOSPITAL, "899700245667").await;
        assert_eq!(right["state"], "ENDED");
    }

    async fn a_mandate_past_its_last_day_shows_nothing_and_makes_room_for_another(database: Database) {
        let portal = Portal::demo_on(database).await;
        portal.app.clock.advance(TimeDelta::days(400));
        server::structures::keep_calendar(&portal.app).await.expect("a round");
        let (mandataire, agent) = (portal.mandataire().await, portal.agent().await);
        let reply = mandataire.run("structure", &json!({ "finess": HOSPITAL })).await;
        assert_eq!(reply.data("structure")["mandates"], json!([]));
        let hospital = agent.structure(HOSPITAL).await;
        let listed = mandataire.run("designations", &json!({ "structureId": hospital })).await;
        assert_eq!(listed.code(), "FORBIDDEN");
        let input = json!({ "structureId": hospital, "subjectNameId": "899700245667", "quality": "MANDATAIRE" });
        agent.change("recordMandate", input.clone()).await;
        assert!(mandataire.run("queueCounts", &json!({})).await.code().is_empty());
        agent.change("recordMandate", input).await.refusal("AlreadyExists");
    }

    async fn a_candidate_who_comes_to_represent_the_structure_waits_for_nobody(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (representative, agent) = (portal.representative().await, portal.agent().await);
        proposed(&representative, PHARMACY, CANDIDATE).await;
        assert_eq!(agent.run("queueCounts", &json!({})).await.code(), "FORBIDDEN");
        let input = json!({
            "structureId": agent.structure(PHARMACY).await, "subjectNameId": CANDIDATE, "quality": "TITULAIRE",
        });
        agent.change("recordMandate", input).await;
        assert!(agent.run("queueCounts", &json!({})).await.code().is_empty());
    }

    async fn a_mandate_that_the_ans_ends_ends_at_once(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (mandataire, agent) = (portal.mandataire().await, portal.agent().await);
        assert!(mandataire.run("queueCounts", &json!({})).await.code().is_empty());
        let seen = mandate(&agent, HOSPITAL, "899700245667").await;
        let end = json!({ "id": seen["id"], "revision": seen["revision"], "reason": "Départ en retraite." });
        agent.change("endMandate", end.clone()).await;
        let reasons = portal.database.texts("select ended_reason from mandates where ended_reason is not null").await;
        assert_eq!(reasons, ["Départ en retraite."]);
        assert_eq!(mandataire.run("queueCounts", &json!({})).await.code(), "FORBIDDEN");
        agent.change("endMandate", end).await.refusal("OutOfDate");
        // Given again, with the manager's right that the rules tie to it.
        let hospital = agent.structure(HOSPITAL).await;
        let grantor = mandate(&agent, HOSPITAL, "899700366240").await;
        let input = json!({
            "structureId": hospital, "subjectNameId": "899700245667", "quality": "MANDATAIRE",
            "grantedById": grantor["id"],
        });
        agent.change("recordMandate", input.clone()).await;
        assert!(mandataire.run("queueCounts", &json!({})).await.code().is_empty());
        agent.change("recordMandate", input).await.refusal("AlreadyExists");
    }
}
