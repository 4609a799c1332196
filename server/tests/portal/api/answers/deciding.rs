//! What a manager meets.

use serde_json::{Value, json};
use shared::rpps::RppsNumber;

use super::Met;
use crate::support::form::{HOME, form, form_with};
use crate::support::people::{Person, Request};
use crate::support::portal::{Plan, Portal};
use crate::support::sign_in::PRO_SANTE_CONNECT;

fn old(request: &Request) -> Request {
    Request {
        revision: request.revision - 1,
        ..request.clone()
    }
}

/// Each decision, with what else it needs.
fn decisions() -> [(&'static str, Value); 3] {
    let item = json!({ "field": "role", "code": "OTHER" });
    [
        ("requestCorrection", json!({ "items": [item] })),
        ("rejectRequest", json!({ "reason": "DEF", "text": "Non." })),
        (
            "validateRequest",
            json!({ "conditionsChecked": true, "identityChecked": true, "riskAcknowledged": true }),
        ),
    ]
}

/// Each decision, with too little.
fn half_decisions() -> [(&'static str, Value); 3] {
    [
        ("requestCorrection", json!({ "items": [] })),
        ("rejectRequest", json!({ "reason": "DEF", "text": "" })),
        (
            "validateRequest",
            json!({ "conditionsChecked": false, "identityChecked": true }),
        ),
    ]
}

pub(super) async fn meet(portal: &Portal, met: &mut Met) {
    let author = portal.professional().await;
    let (manager, colleague) = (portal.manager().await, portal.colleague().await);
    leases(portal, met, &author, &manager, &colleague).await;
    for (mutation, more) in half_decisions() {
        let request = portal.submitted(&author, form()).await;
        met.change(&manager, mutation, request.input(more))
            .await
            .refusal("InvalidDecision");
        author.withdraw(&request).await.request();
    }
    for (mutation, more) in decisions() {
        let request = portal.submitted(&author, form()).await;
        met.change(&manager, mutation, old(&request).input(more.clone()))
            .await
            .refusal("Stale");
        let claimed = colleague.claim(&request).await.request();
        met.change(&manager, mutation, claimed.input(more.clone()))
            .await
            .refusal("Claimed");
        let released = colleague.release(&claimed).await.request();
        met.conflict_of(&manager, mutation, &released, &more).await;
        let decided = author.read(&released).await;
        if mutation == "requestCorrection" {
            met.change(&manager, mutation, decided.input(more))
                .await
                .refusal("InvalidTransition");
            author.withdraw(&decided).await.request();
        } else {
            met.change(&manager, mutation, decided.input(more))
                .await
                .refusal("InvalidTransition");
        }
    }
    unconfirmed(met, &author, &manager).await;
    themselves(portal, met, &author).await;
    used_up(met).await;
}

async fn leases(
    portal: &Portal,
    met: &mut Met,
    author: &Person,
    manager: &Person,
    colleague: &Person,
) {
    let nothing = json!({});
    let request = portal.submitted(author, form()).await;
    let claimed = met
        .change(manager, "claimRequest", request.input(nothing.clone()))
        .await
        .request();
    met.change(colleague, "claimRequest", claimed.input(nothing.clone()))
        .await
        .refusal("Claimed");
    met.conflict_of(manager, "claimRequest", &claimed, &nothing)
        .await;
    let claimed = manager.read(&claimed).await;
    met.conflict_of(manager, "releaseRequest", &claimed, &nothing)
        .await;
    let withdrawn = author
        .withdraw(&author.read(&request).await)
        .await
        .request();
    met.change(manager, "claimRequest", withdrawn.input(nothing.clone()))
        .await
        .refusal("InvalidTransition");
    met.change(manager, "releaseRequest", withdrawn.input(nothing))
        .await
        .refusal("InvalidTransition");
}

async fn unconfirmed(met: &mut Met, author: &Person, manager: &Person) {
    let request = author.file_form().await;
    let (mutation, more) = decisions()[2].clone();
    met.change(manager, mutation, request.input(more))
        .await
        .refusal("NotEligible");
    author.withdraw(&request).await.request();
}

/// The author was registered before, and manages the home now.
async fn themselves(portal: &Portal, met: &mut Met, author: &Person) {
    let registration = author
        .run("registration", &json!({ "rppsNumber": null }))
        .await;
    let number = registration.data("registration")["rppsNumber"]
        .as_str()
        .expect("a number")
        .to_owned();
    let agent = portal.agent().await;
    let home = agent.structure(HOME).await;
    let input = json!({ "structureId": home, "subjectNameId": format!("8{number}") });
    agent.change("designateManager", input).await;
    let them = portal
        .person(PRO_SANTE_CONNECT, &format!("8{number}"))
        .await;
    let at_home = form_with(&json!({ "structureFiness": HOME, "riskAcknowledged": true }));
    let request = portal.submitted(author, at_home).await;
    for (mutation, more) in decisions() {
        met.change(&them, mutation, request.input(more))
            .await
            .refusal("OwnRequest");
    }
}

/// Another portal, with a single number.
async fn used_up(met: &mut Met) {
    let only = RppsNumber::from_order(9_975_000_000).expect("a number");
    let portal = Plan::demo()
        .with([format!("--number-range={only}-{only}")])
        .open()
        .await;
    let manager = portal.manager().await;
    let (mutation, more) = decisions()[2].clone();
    for author in [
        portal.professional().await,
        portal.other_professional().await,
    ] {
        let request = portal.submitted(&author, form()).await;
        met.change(&manager, mutation, request.input(more.clone()))
            .await;
    }
}
