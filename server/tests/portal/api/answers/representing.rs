//! What who represents a structure meets, their candidates, and who records their mandates.

use chrono::TimeDelta;
use serde_json::{Value, json};
use server::store::RegisterChange;

use super::Met;
use crate::api::structures::{designation, invited, mandate, proposed};
use crate::support::form::{HOME, HOSPITAL, PHARMACY};
use crate::support::people::Person;
use crate::support::portal::Portal;

const CANDIDATE: &str = "30B0037750/CPET0001";

pub(super) async fn meet(portal: &Portal, met: &mut Met) {
    mandates(portal, met).await;
    organisation(portal, met).await;
    designations(portal, met).await;
    steps(portal, met).await;
    invitations(portal, met).await;
    close(portal, HOME).await;
    let representative = portal.representative().await;
    let input =
        json!({ "structureId": representative.structure(HOME).await, "subjectNameId": CANDIDATE });
    met.change(&representative, "designateManager", input)
        .await
        .refusal("ClosedStructure");
    past_the_last_day(portal, met).await;
}

async fn close(portal: &Portal, finess: &str) {
    let mut tx = portal.app.store.write().await.expect("a transaction");
    let found = tx.structure_by_finess(finess).await.expect("a read");
    let closed = [RegisterChange::Close(found.expect("the structure").id)];
    tx.change_register(&closed, portal.clock.now())
        .await
        .expect("a change");
    tx.commit().await.expect("a commit");
}

async fn mandates(portal: &Portal, met: &mut Met) {
    let agent = portal.agent().await;
    let pharmacy = agent.structure(PHARMACY).await;
    let of = |subject: &str, more: &Value| {
        let mut input =
            json!({ "structureId": pharmacy, "subjectNameId": subject, "quality": "TITULAIRE" });
        for (name, value) in more.as_object().expect("fields") {
            input[name] = value.clone();
        }
        input
    };
    let change = "recordMandate";
    met.change(&agent, change, of("nobody", &json!({})))
        .await
        .refusal("InvalidSubject");
    met.change(&agent, change, of(CANDIDATE, &json!({ "email": "x" })))
        .await
        .refusal("InvalidMandate");
    let one = of("30B0037750/CPET0003", &json!({}));
    let other = of("30B0037750/CPET0003", &json!({ "quality": "MANDATAIRE" }));
    met.conflict(&agent, change, one.clone(), other).await;
    met.change(&agent, change, one)
        .await
        .refusal("AlreadyExists");
    let seen = mandate(&agent, PHARMACY, "30B0037750/CPET0003").await;
    let itself = of("30B0037750/CPET0003", &json!({ "grantedById": seen["id"] }));
    met.change(&agent, change, itself)
        .await
        .refusal("OwnDesignation");
    let end =
        |revision: i64| json!({ "id": seen["id"], "revision": revision, "reason": "Départ." });
    let without = json!({ "id": seen["id"], "revision": 1, "reason": " " });
    met.change(&agent, "endMandate", without)
        .await
        .refusal("InvalidDecision");
    met.conflict(&agent, "endMandate", end(1), end(2)).await;
    met.change(&agent, "endMandate", end(1))
        .await
        .refusal("OutOfDate");
    let after = of(CANDIDATE, &json!({ "grantedById": seen["id"] }));
    met.change(&agent, change, after)
        .await
        .refusal("MandateEnded");
}

/// How the hospital is organised.
fn organised(hospital: &str, revision: i32, managers: i32) -> Value {
    json!({
        "structureId": hospital, "revision": revision, "managersWished": managers, "management": "CENTRAL",
        "worth": {
            "healthDataNeed": true, "rolesInScope": true, "ecpsOnlyAcknowledged": true, "dmpAcknowledged": true,
        },
    })
}

async fn organisation(portal: &Portal, met: &mut Met) {
    let representative = portal.representative().await;
    let hospital = representative.structure(HOSPITAL).await;
    let change = "saveOrganisation";
    met.change(&representative, change, organised(&hospital, 0, 0))
        .await
        .refusal("InvalidOrganisation");
    let (one, other) = (organised(&hospital, 0, 1), organised(&hospital, 0, 2));
    met.conflict(&representative, change, one.clone(), other)
        .await;
    met.change(&representative, change, one)
        .await
        .refusal("OutOfDate");
}

async fn designations(portal: &Portal, met: &mut Met) {
    let representative = portal.representative().await;
    let pharmacy = representative.structure(PHARMACY).await;
    let own = json!({ "structureId": pharmacy, "subjectNameId": "899700366240" });
    met.change(&representative, "designateManager", own)
        .await
        .refusal("OwnDesignation");
    met.change(
        &representative,
        "designateManager",
        json!({ "structureId": pharmacy }),
    )
    .await
    .refusal("InvalidDesignation");
}

async fn steps(portal: &Portal, met: &mut Met) {
    let representative = portal.representative().await;
    let seen = proposed(&representative, HOSPITAL, CANDIDATE).await;
    let step = |seen: &Value, kind: &str, proof: &str| json!({ "id": seen["id"], "revision": seen["revision"], "kind": kind, "proof": proof });
    let change = "recordPrerequisite";
    met.change(&representative, change, step(&seen, "TRAINING", ""))
        .await
        .refusal("InvalidDesignation");
    met.change(&representative, change, step(&seen, "TERMS", "2026-11"))
        .await
        .refusal("NotYourStep");
    let (one, other) = (
        step(&seen, "TRAINING", "F-1"),
        step(&seen, "TRAINING", "F-2"),
    );
    met.conflict(&representative, change, one.clone(), other)
        .await;
    met.change(&representative, change, one)
        .await
        .refusal("DesignationEnded");
    // Whoever is invited, and comes to represent the structure meanwhile, is confirmed by another.
    let seen = invited(&representative, PHARMACY, "futur@pharmacie.example").await;
    let token = portal.invitation_sent_to("futur@pharmacie.example").await;
    let future = portal.manager().await;
    let candidacy = met
        .change(&future, "redeemInvitation", json!({ "token": token }))
        .await;
    let agent = portal.agent().await;
    let input = json!({
        "structureId": seen["structureId"], "subjectNameId": "30B0168811/CPET00001", "quality": "MANDATAIRE",
    });
    agent.change("recordMandate", input).await;
    met.change(&future, change, step(&candidacy.0, "CONFIRMATION", ""))
        .await
        .refusal("OwnDesignation");
}

async fn invitations(portal: &Portal, met: &mut Met) {
    let representative = portal.representative().await;
    let address = "invite@hopital.example";
    let seen = invited(&representative, HOSPITAL, address).await;
    let again = |revision: i64| json!({ "id": seen["id"], "revision": revision });
    let revision = seen["revision"].as_i64().expect("a number");
    let (one, other) = (again(revision), again(revision + 100));
    met.conflict(&representative, "sendInvitation", one, other)
        .await;
    met.change(&representative, "sendInvitation", again(77))
        .await
        .refusal("DesignationEnded");
    let token = portal.invitation_sent_to(address).await;
    let take = |token: &str| json!({ "token": token });
    let change = "redeemInvitation";
    met.change(&representative, change, take(&token))
        .await
        .refusal("OwnDesignation");
    // A manager of the hospital already.
    met.change(&portal.colleague().await, change, take(&token))
        .await
        .refusal("AlreadyExists");
    met.change(&portal.colleague().await, change, take("nonsense"))
        .await
        .refusal("InvitationUnknown");
    let agent = portal.agent().await;
    met.conflict(&agent, change, take(&token), take("nonsense"))
        .await;
    met.change(&portal.colleague().await, change, take(&token))
        .await
        .refusal("InvitationUsed");
}

/// The mandataire's mandate is over.
async fn past_the_last_day(portal: &Portal, met: &mut Met) {
    let representative = portal.representative().await;
    let waits = invited(&representative, HOSPITAL, "tard@hopital.example").await;
    let begun = proposed(&representative, HOSPITAL, CANDIDATE).await;
    let agent = portal.agent().await;
    let held = designation(&agent, HOSPITAL, CANDIDATE).await;
    let grantor = mandate(&agent, HOSPITAL, "899700245667").await;
    portal.clock.advance(TimeDelta::days(400));
    let mandataire: Person = portal.mandataire().await;
    let hospital = mandataire.structure(HOSPITAL).await;
    let step = json!({ "id": begun["id"], "revision": begun["revision"], "kind": "HABILITATION", "proof": "M" });
    let turn = json!({ "id": held["id"], "revision": held["revision"], "reason": "Départ." });
    for (change, input) in [
        ("saveOrganisation", organised(&hospital, 1, 1)),
        (
            "designateManager",
            json!({ "structureId": hospital, "subjectNameId": "30B0037750/CPET0009" }),
        ),
        (
            "sendInvitation",
            json!({ "id": waits["id"], "revision": waits["revision"] }),
        ),
        ("recordPrerequisite", step),
        ("suspendDesignation", turn.clone()),
        ("resumeDesignation", turn.clone()),
        ("revokeDesignation", turn),
    ] {
        met.change(&mandataire, change, input)
            .await
            .refusal("MandateEnded");
    }
    let input = json!({
        "structureId": hospital, "subjectNameId": "30B0037750/CPET0008", "quality": "MANDATAIRE",
        "grantedById": grantor["id"],
    });
    met.change(&portal.agent().await, "recordMandate", input)
        .await
        .refusal("MandateEnded");
}
