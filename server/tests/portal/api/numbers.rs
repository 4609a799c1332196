//! Numbers run out without anything being half done.

use serde_json::json;
use shared::rpps::RppsNumber;

use crate::support::form::form;
use crate::support::on_both;
use crate::support::portal::Plan;

on_both! {
    async fn when_no_number_is_left_the_request_waits(database: Database) {
        // A range of a single number.
        let only = RppsNumber::from_order(9_975_000_000).expect("a number");
        let plan = Plan::demo().with([format!("--number-range={only}-{only}")]);
        let portal = plan.on(std::sync::Arc::new(database)).open().await;
        let manager = portal.manager().await;
        let first = portal.submitted(&portal.professional().await, form()).await;
        let validated = manager.validate(&first).await.request();
        assert_eq!(validated.body["rppsNumber"], only.as_str());

        let author = portal.other_professional().await;
        let second = portal.submitted(&author, form()).await;
        let events = portal.events().await.len();
        let refusal = manager.validate(&second).await.refusal("NumbersExhausted");
        assert_eq!(refusal["code"], "NUMBERS_EXHAUSTED");
        assert_eq!(portal.events().await.len(), events);
        let waiting = author.read(&second).await;
        assert_eq!((waiting.status(), waiting.revision), ("SUBMITTED", second.revision));
        assert_eq!(portal.database.number("select count(*) from persons").await, 1);
        assert_eq!(manager.reject(&second, "Plus tard.").await.request().status(), "REJECTED");
        assert_eq!(waiting.body["rppsNumber"], json!(null));
    }
}
