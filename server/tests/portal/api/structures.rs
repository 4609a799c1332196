//! Structures and their managers, in the hands of the ANS.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::problems;
use crate::support::form::{HOSPITAL, PHARMACY, form_with};
use crate::support::on_both;
use crate::support::people::Person;
use crate::support::portal::Portal;
use crate::support::redact::redact;
use crate::support::sign_in::PRO_SANTE_CONNECT;

/// A structure as an agent types it.
pub(crate) fn structure(finess: &str) -> Value {
    json!({
        "finess": finess, "kind": "ET", "name": "Clinique de l’Étang", "siret": "732 829 320 00074",
        "town": "Brest", "category": "1101",
    })
}

/// Ends the designation of that manager of the hospital.
pub(crate) async fn revoke(portal: &Portal, subject: &str) {
    let agent = portal.agent().await;
    let designation = designation(&agent, HOSPITAL, subject).await;
    let input = json!({
        "id": designation["id"], "revision": designation["revision"], "reason": "Départ.",
    });
    let done = agent.change("revokeDesignation", input).await;
    assert_eq!(done.0["__typename"], "Structure", "{}", done.0);
}

/// Who represents a structure, as an agent reads it.
pub(crate) async fn mandate(agent: &Person, finess: &str, subject: &str) -> Value {
    let reply = agent.run("structure", &json!({ "finess": finess })).await;
    let mandates = reply.data("structure")["mandates"].clone();
    let of = |mandate: &&Value| mandate["subjectNameId"] == subject;
    let mandates = mandates.as_array().expect("a list");
    mandates.iter().find(of).expect("a mandate").clone()
}

/// A candidate whom somebody designates by an identifier, unless it was done before, and the designation.
pub(crate) async fn proposed(by: &Person, finess: &str, subject: &str) -> Value {
    let known = designations(by, finess).await;
    let of = |one: &&Value| one["subjectNameId"] == subject && one["state"] == "PENDING";
    if let Some(known) = known.iter().find(of) {
        return known.clone();
    }
    let input = json!({
        "structureId": by.structure(finess).await, "subjectNameId": subject, "email": "candidat@demo.example",
    });
    let done = by.change("designateManager", input).await;
    assert_eq!(done.0["__typename"], "Structure", "{}", done.0);
    designation(by, finess, subject).await
}

/// A candidate whom somebody invites at an address, unless an invitation waits, and the designation.
pub(crate) async fn invited(by: &Person, finess: &str, email: &str) -> Value {
    let of = |one: &&Value| one["email"] == email && one["state"] == "INVITED";
    if let Some(known) = designations(by, finess).await.iter().find(of) {
        return known.clone();
    }
    let input = json!({ "structureId": by.structure(finess).await, "email": email });
    let done = by.change("designateManager", input).await;
    assert_eq!(done.0["__typename"], "Structure", "{}", done.0);
    let known = designations(by, finess).await;
    known.iter().find(of).expect("a designation").clone()
}

async fn designations(by: &Person, finess: &str) -> Vec<Value> {
    let reply = by.run("structure", &json!({ "finess": finess })).await;
    let designations = reply.data("structure")["designations"].as_array();
    designations.expect("a list").clone()
}

pub(crate) async fn designation(agent: &Person, finess: &str, subject: &str) -> Value {
    let of = |designation: &Value| designation["subjectNameId"] == subject;
    let found = designations(agent, finess).await.into_iter().find(of);
    found.expect("a designation")
}

on_both! {
    async fn an_agent_creates_a_structure_and_its_first_manager_decides_there(database: Database) {
        let portal = Portal::demo_on(database).await;
        let agent = portal.agent().await;
        let done = agent.change("createStructure", structure("75 071 218 4")).await;
        assert_eq!(done.0["__typename"], "Structure", "{}", done.0);
        assert_json_snapshot!("structure", redact(&done.0));
        agent.change("createStructure", structure("750712184")).await.refusal("AlreadyExists");
        let id = done.0["id"].clone();
        let input = json!({ "structureId": id, "subjectNameId": "899700245667" });
        let designated = agent.change("designateManager", input.clone()).await;
        assert_eq!(designated.0["hasManager"], true);
        agent.change("designateManager", input).await.refusal("AlreadyExists");

        let professional = portal.professional().await;
        let request = portal.submitted(&professional, form_with(&json!({ "structureFiness": "750712184" }))).await;
        let manager = portal.person(PRO_SANTE_CONNECT, "899700245667").await;
        assert_eq!(manager.validate(&request).await.request().status(), "VALIDATED");
    }

    async fn a_right_that_is_suspended_rests_until_it_is_resumed(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let request = professional.file_form().await;
        let (manager, agent) = (portal.manager().await, portal.agent().await);
        let subject = "30B0168811/CPET00001";
        for (mutation, may) in [("suspendDesignation", false), ("resumeDesignation", true), ("suspendDesignation", false)] {
            let seen = designation(&agent, HOSPITAL, subject).await;
            let input = json!({ "id": seen["id"], "revision": seen["revision"], "reason": "Congé." });
            let done = agent.change(mutation, input).await;
            assert_eq!(done.0["__typename"], "Structure", "{}", done.0);
            let read = manager.run("request", &json!({ "id": request.id })).await;
            assert_eq!(!read.data("request").is_null(), may, "{mutation}");
            let now = designation(&agent, HOSPITAL, subject).await;
            assert_eq!(now["suspendedAt"].is_null(), may);
        }
        let seen = designation(&agent, HOSPITAL, subject).await;
        let input = json!({ "id": seen["id"], "revision": seen["revision"], "reason": "Encore." });
        agent.change("suspendDesignation", input).await.refusal("DesignationEnded");
    }

    async fn a_right_that_is_revoked_ends_at_once(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let request = professional.file_form().await;
        let manager = portal.manager().await;
        assert_eq!(manager.read(&request).await.id, request.id);
        manager.claim(&request).await.request();
        let colleague = portal.colleague().await;
        assert!(!colleague.read(&request).await.body["claim"].is_null());
        let agent = portal.agent().await;
        let seen = designation(&agent, HOSPITAL, "30B0168811/CPET00001").await;
        let input = json!({ "id": seen["id"], "revision": seen["revision"], "reason": "Départ." });
        agent.change("revokeDesignation", input.clone()).await;
        assert!(manager.run("request", &json!({ "id": request.id })).await.data("request").is_null());
        assert_eq!(manager.run("queueCounts", &json!({})).await.code(), "FORBIDDEN");
        assert!(colleague.read(&request).await.body["claim"].is_null(), "the request is free again");
        let again = agent.change("revokeDesignation", input).await.refusal("DesignationEnded");
        assert_eq!(again["code"], "DESIGNATION_ENDED");
        let ended = designation(&agent, HOSPITAL, "30B0168811/CPET00001").await;
        let now = json!({ "id": ended["id"], "revision": ended["revision"], "reason": "Départ." });
        agent.change("revokeDesignation", now).await.refusal("DesignationEnded");
        let told = &ended["turns"][0];
        assert_eq!((&told["code"], &told["reason"]), (&json!("DESIGNATION_REVOKED"), &json!("Départ.")));
        // It may be given again.
        let hospital = agent.structure(HOSPITAL).await;
        let input = json!({ "structureId": hospital, "subjectNameId": "30B0168811/CPET00001" });
        agent.change("designateManager", input).await;
        assert_eq!(manager.read(&request).await.id, request.id);
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_structure_is_said_at_once() {
    let portal = Portal::demo().await;
    let agent = portal.agent().await;
    let cases = [
        ("finess", json!("750712185"), "finess FINESS_KEY"),
        ("finess", json!("99"), "finess FINESS_SHAPE"),
        ("finess", json!(""), "finess FINESS_SHAPE"),
        ("name", json!("  "), "name REQUIRED"),
        ("name", json!("x".repeat(301)), "name TOO_LONG"),
        ("name", json!("a\u{0}b"), "name CONTROL_CHARACTER"),
        ("siret", json!("73282932000075"), "siret SIRET_KEY"),
        ("category", json!("12"), "category CATEGORY_SHAPE"),
        ("category", json!("ABCD"), "category CATEGORY_SHAPE"),
    ];
    for (field, value, problem) in cases {
        let mut input = structure("750712184");
        input[field] = value.clone();
        let refusal = agent
            .change("createStructure", input)
            .await
            .refusal("InvalidStructure");
        assert_eq!(problems(&refusal), json!([problem]), "{field}: {value}");
    }
    for subject in ["", "nobody", "10000000000", "30B0168811", "899700245668"] {
        let input =
            json!({ "structureId": agent.structure(PHARMACY).await, "subjectNameId": subject });
        agent
            .change("designateManager", input)
            .await
            .refusal("InvalidSubject");
    }
    let nowhere = json!({
        "structureId": "00000000-0000-0000-0000-000000000000", "subjectNameId": "899700245667",
    });
    let reply = agent
        .run("designateManager", &json!({ "input": nowhere }))
        .await;
    assert_eq!(reply.code(), "NOT_FOUND");
}

#[tokio::test]
async fn a_reason_is_needed_to_end_a_right() {
    let portal = Portal::demo().await;
    let agent = portal.agent().await;
    let seen = designation(&agent, HOSPITAL, "30B0168811/CPET00001").await;
    for (reason, problem) in [
        (" ", "reason REQUIRED"),
        (&"x".repeat(301), "reason TOO_LONG"),
    ] {
        let input = json!({ "id": seen["id"], "revision": seen["revision"], "reason": reason });
        let refusal = agent
            .change("revokeDesignation", input)
            .await
            .refusal("InvalidDecision");
        assert_eq!(problems(&refusal), json!([problem]));
    }
}

#[tokio::test]
async fn who_manages_a_structure_is_read_by_its_managers_and_agents_alone() {
    let portal = Portal::demo().await;
    for (person, count) in [
        (portal.anybody(), 0),
        (portal.professional().await, 0),
        (portal.manager().await, 0),
        (portal.colleague().await, 2),
        (portal.agent().await, 2),
        (portal.representative().await, 2),
        (portal.mandataire().await, 0),
    ] {
        let reply = person
            .run(
                "structure",
                &json!({ "finess": crate::support::form::HOME }),
            )
            .await;
        let designations = reply.data("structure")["designations"]
            .as_array()
            .expect("a list");
        assert_eq!(designations.len(), count);
        // Nor is it known to others who represents it.
        let mandates = reply.data("structure")["mandates"]
            .as_array()
            .expect("a list");
        assert_eq!(mandates.len(), count.min(1));
    }
}
