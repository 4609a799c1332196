//! What an agent of the ANS meets.

use serde_json::{Value, json};

use super::Met;
use crate::api::structures::{designation, structure};
use crate::support::form::{HOME, PHARMACY};
use crate::support::people::Person;
use crate::support::portal::Portal;

pub(super) async fn meet(portal: &Portal, met: &mut Met) {
    let agent = portal.agent().await;
    let session = |id: &str| json!({ "id": id });
    let (one, other) = (
        session("00000000-0000-0000-0000-000000000001"),
        session("00000000-0000-0000-0000-000000000002"),
    );
    met.conflict(&agent, "endSession", one, other).await;
    let new = structure("750712184");
    met.change(&agent, "createStructure", structure("1"))
        .await
        .refusal("InvalidStructure");
    met.change(&agent, "createStructure", new.clone()).await;
    met.change(&agent, "createStructure", new.clone())
        .await
        .refusal("AlreadyExists");
    let mut other = structure("010000024");
    other["name"] = json!("Autre");
    met.conflict(&agent, "createStructure", structure("010000024"), other)
        .await;

    let pharmacy = agent.structure(PHARMACY).await;
    let of = |subject: &str| json!({ "structureId": pharmacy, "subjectNameId": subject });
    met.change(&agent, "designateManager", of("nobody"))
        .await
        .refusal("InvalidSubject");
    met.change(&agent, "designateManager", of("899700245667"))
        .await;
    met.change(&agent, "designateManager", of("899700245667"))
        .await
        .refusal("AlreadyExists");
    met.conflict(
        &agent,
        "designateManager",
        of("30B0037750/CPET0001"),
        of("899700218896"),
    )
    .await;

    let seen = designation(&agent, PHARMACY, "899700245667").await;
    let ended =
        |reason: &str| json!({ "id": seen["id"], "revision": seen["revision"], "reason": reason });
    for mutation in [
        "suspendDesignation",
        "resumeDesignation",
        "revokeDesignation",
    ] {
        met.change(&agent, mutation, ended(""))
            .await
            .refusal("InvalidDecision");
    }
    met.change(&agent, "resumeDesignation", ended("Retour."))
        .await
        .refusal("DesignationEnded");
    rest_and_resume(met, &agent, &seen).await;
    let seen = designation(&agent, PHARMACY, "899700245667").await;
    let ended =
        |reason: &str| json!({ "id": seen["id"], "revision": seen["revision"], "reason": reason });
    met.change(&agent, "revokeDesignation", ended("Départ."))
        .await;
    met.change(&agent, "revokeDesignation", ended("Départ."))
        .await
        .refusal("DesignationEnded");
    let seen = designation(&agent, HOME, "30B0184230/CPET00002").await;
    let ended =
        |reason: &str| json!({ "id": seen["id"], "revision": seen["revision"], "reason": reason });
    met.conflict(
        &agent,
        "revokeDesignation",
        ended("Départ."),
        ended("Retraite."),
    )
    .await;
}

/// A designation that rests and is resumed, each with a key that is then used for something else.
async fn rest_and_resume(met: &mut Met, agent: &Person, seen: &Value) {
    let mut seen = seen.clone();
    for mutation in ["suspendDesignation", "resumeDesignation"] {
        let input = |reason: &str| json!({ "id": seen["id"], "revision": seen["revision"], "reason": reason });
        met.conflict(agent, mutation, input("Congé."), input("Autre."))
            .await;
        seen = designation(agent, PHARMACY, "899700245667").await;
        let stale = json!({ "id": seen["id"], "revision": 0, "reason": "Congé." });
        met.change(agent, mutation, stale)
            .await
            .refusal("DesignationEnded");
    }
}
