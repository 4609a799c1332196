//! A lease: who has the request open to decide, for a quarter of an hour.

use chrono::TimeDelta;
use insta::assert_json_snapshot;
use serde_json::json;

use crate::support::form::form;
use crate::support::on_both;
use crate::support::people::{Person, Request};
use crate::support::portal::Portal;
use crate::support::redact::redact;

async fn waiting(portal: &Portal) -> (Request, Person, Person) {
    let professional = portal.professional().await;
    let request = portal.submitted(&professional, form()).await;
    (request, portal.manager().await, portal.colleague().await)
}

on_both! {
    async fn anothers_lease_refuses_every_decision_until_it_is_taken_over(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (request, manager, colleague) = waiting(&portal).await;
        let claimed = manager.claim(&request).await.request();
        assert_eq!(claimed.body["claim"]["mine"], true);
        let seen = colleague.read(&request).await;
        assert_eq!(seen.body["claim"]["holder"], "NADIA EMPLOYE UN");

        colleague.claim(&seen).await.refusal("Claimed");
        colleague.validate(&seen).await.refusal("Claimed");
        colleague.reject(&seen, "Non.").await.refusal("Claimed");
        colleague.ask_correction(&seen, &["role"]).await.refusal("Claimed");
        let freed = colleague.release(&seen).await.request();
        assert_eq!(freed.body["claim"]["mine"], false, "only its holder gives a lease back");

        let over = seen.input(json!({ "takeOver": true }));
        let taken = colleague.change("claimRequest", over).await.request();
        assert_eq!(taken.body["claim"]["mine"], true);
        manager.validate(&taken).await.refusal("Claimed");
        let more = json!({ "conditionsChecked": true, "identityChecked": true, "takeOver": true });
        let validated = manager.change("validateRequest", taken.input(more)).await.request();
        assert_eq!(validated.status(), "VALIDATED");
    }
}

#[tokio::test]
async fn a_lease_ends_after_a_quarter_of_an_hour_unless_it_is_renewed() {
    let portal = Portal::demo().await;
    let (request, manager, colleague) = waiting(&portal).await;
    let claimed = manager.claim(&request).await.request();
    portal.clock.advance(TimeDelta::minutes(10));
    let renewed = manager.claim(&claimed).await.request();
    portal.clock.advance(TimeDelta::minutes(14));
    colleague.claim(&renewed).await.refusal("Claimed");
    portal.clock.advance(TimeDelta::minutes(1));
    assert_eq!(colleague.read(&request).await.body["claim"], json!(null));
    assert_eq!(
        colleague.validate(&renewed).await.request().status(),
        "VALIDATED"
    );
}

#[tokio::test]
async fn a_lease_is_given_back_and_no_lease_is_needed_to_decide() {
    let portal = Portal::demo().await;
    let (request, manager, colleague) = waiting(&portal).await;
    let claimed = manager.claim(&request).await.request();
    let released = manager.release(&claimed).await.request();
    assert_eq!(released.body["claim"], json!(null));
    let again = manager.release(&released).await.request();
    assert_eq!(
        again.revision, released.revision,
        "nothing to give back, nothing changes"
    );
    assert_eq!(
        colleague.validate(&again).await.request().status(),
        "VALIDATED"
    );
    manager.claim(&again).await.refusal("InvalidTransition");
}

#[tokio::test]
async fn the_refusal_says_who_has_it_and_until_when() {
    let portal = Portal::demo().await;
    let (request, manager, colleague) = waiting(&portal).await;
    manager.claim(&request).await.request();
    let refusal = colleague.claim(&request).await.refusal("Claimed");
    assert_json_snapshot!("claimed", redact(&refusal));
}
