//! Filed, confirmed, sent, taken in charge, validated: what each of them reads on the way.

use chrono::TimeDelta;
use insta::assert_json_snapshot;
use serde_json::{Value, json};
use server::store::NewEvent;
use shared::event::EventKind;
use shared::id::RequestId;
use shared::rpps::RppsNumber;

use crate::support::form::{EMAIL, form};
use crate::support::on_both;
use crate::support::people::Request;
use crate::support::portal::Portal;
use crate::support::redact::redact;
use crate::support::sign_in::PRO_SANTE_CONNECT;

on_both! {
    async fn a_request_is_filed_and_validated_and_its_author_is_registered(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let request = portal.submitted(&professional, form()).await;
        assert_eq!((request.status(), request.codes("/timeline").last()), ("SUBMITTED", Some(&"AWAITING_DECISION")));

        let manager = portal.manager().await;
        let page = manager.run("requests", &json!({ "filter": { "scope": "MANAGED" } })).await;
        assert_eq!(page.data("requests")["totalCount"], 1);
        assert_eq!(page.data("requests")["nodes"][0]["id"], json!(request.id));
        portal.clock.advance(TimeDelta::minutes(5));
        let claimed = manager.claim(&request).await.request();
        assert_eq!(manager.validate(&claimed).await.request().status(), "VALIDATED");

        let validated = professional.read(&request).await;
        let number = validated.body["rppsNumber"].as_str().expect("a number").to_owned();
        assert!(RppsNumber::parse(&number).expect("a number").is_test());
        let mails = portal.mails(EMAIL).await;
        let templates: Vec<&str> = mails.iter().filter_map(|mail| mail["template"].as_str()).collect();
        assert_eq!(templates, ["validated", "submitted", "email_code"]);
        assert!(mails[0]["text"].as_str().expect("a text").replace(['\u{a0}', ' '], "").contains(&number));

        let newcomer = portal.person(PRO_SANTE_CONNECT, &format!("8{number}")).await;
        let registration = newcomer.run("registration", &json!({ "rppsNumber": null })).await;
        let registration = registration.data("registration");
        assert_eq!(registration["rppsNumber"], json!(number));
        assert_eq!(registration["situations"][0]["requestId"], json!(request.id));
    }

    async fn a_person_keeps_the_number_and_gets_a_situation_more(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let colleague = portal.colleague().await;
        let mut numbers = Vec::new();
        for finess in [crate::support::form::HOSPITAL, crate::support::form::HOME] {
            let changes = json!({ "structureFiness": finess, "riskAcknowledged": true });
            let form = crate::support::form::form_with(&changes);
            let request = portal.submitted(&professional, form).await;
            let more = json!({ "conditionsChecked": true, "identityChecked": true, "riskAcknowledged": true });
            let validated = colleague.change("validateRequest", request.input(more)).await.request();
            numbers.push(validated.body["rppsNumber"].clone());
        }
        assert_eq!(numbers[0], numbers[1]);
        let registration = professional.run("registration", &json!({ "rppsNumber": null })).await;
        let situations = registration.data("registration")["situations"].as_array().expect("a list").clone();
        let at_risk: Vec<&Value> = situations.iter().map(|situation| &situation["atRisk"]).collect();
        assert_eq!(at_risk, [false, true]);
    }
}

#[tokio::test]
async fn each_reads_what_concerns_them_at_each_step() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let draft = professional.draft().await;
    assert_json_snapshot!("draft_for_its_author", redact(&draft.body));
    let request = portal.submitted(&professional, form()).await;
    assert_json_snapshot!("submitted_for_its_author", redact(&request.body));

    let manager = portal.manager().await;
    portal.clock.advance(TimeDelta::minutes(5));
    let claimed = manager.claim(&request).await.request();
    assert_json_snapshot!("claimed_for_a_manager", redact(&claimed.body));
    let seen = professional.read(&request).await;
    assert_eq!(
        seen.body["claim"]["holder"], "",
        "who it is concerns managers alone"
    );
    assert!(seen.codes("/timeline").contains(&"TAKEN_IN_CHARGE"));

    portal.clock.advance(TimeDelta::minutes(5));
    manager.validate(&claimed).await.request();
    let validated = professional.read(&request).await;
    assert_json_snapshot!("validated_for_its_author", redact(&validated.body));
    let registration = professional
        .run("registration", &json!({ "rppsNumber": null }))
        .await;
    assert_json_snapshot!("registration", redact(registration.data("registration")));
    let me = manager.run("me", &json!({})).await;
    assert_json_snapshot!("me_of_a_manager", redact(me.data("me")));
}

/// When a step happened, and when it is expected.
fn dates<'a>(request: &'a Request, code: &str) -> (&'a Value, &'a Value) {
    let entries = request.body["timeline"].as_array().expect("a timeline");
    let entry = entries
        .iter()
        .find(|entry| entry["code"] == code)
        .expect("that step");
    (&entry["at"], &entry["expectedAt"])
}

#[tokio::test]
async fn each_step_has_its_date_as_soon_as_it_is_known() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let manager = portal.manager().await;
    let first = portal.submitted(&professional, form()).await;
    assert!(
        dates(&first, "AWAITING_DECISION").1.is_null(),
        "nothing was decided yet"
    );
    let claimed = manager.claim(&first).await.request();
    let begun = dates(&professional.read(&first).await, "TAKEN_IN_CHARGE")
        .0
        .clone();
    portal.clock.advance(TimeDelta::minutes(10));
    let claimed = manager.claim(&claimed).await.request();
    let seen = professional.read(&first).await;
    assert_eq!(
        *dates(&seen, "TAKEN_IN_CHARGE").0,
        begun,
        "a renewal begins nothing"
    );
    portal.clock.advance(TimeDelta::minutes(10));
    manager.validate(&claimed).await.request();
    let validated = professional.read(&first).await;
    assert!(dates(&validated, "DIRECTORY_PUBLISHED").0.is_null());
    assert!(dates(&validated, "ECPS_ACTIVABLE").1.is_string());

    let other = portal.other_professional().await;
    let second = portal.submitted(&other, form()).await;
    let sent = second.body["submittedAt"].as_str().expect("a date");
    let expected = dates(&second, "AWAITING_DECISION")
        .1
        .as_str()
        .expect("a date");
    let at = |text| chrono::DateTime::parse_from_rfc3339(text).expect("a date");
    assert_eq!(at(expected) - at(sent), TimeDelta::minutes(20));

    portal.clock.advance(TimeDelta::hours(25));
    let professional = portal.professional().await;
    let published = professional.read(&first).await;
    assert!(dates(&published, "DIRECTORY_PUBLISHED").0.is_string());
    assert!(dates(&published, "ECPS_ACTIVABLE").0.is_null());

    let mut tx = portal.app.store.write().await.expect("a transaction");
    let failed = NewEvent {
        request: Some(RequestId(first.id.parse().expect("an id"))),
        ..NewEvent::new(EventKind::MailFailed, portal.clock.now())
    };
    tx.add_event(failed).await.expect("an event");
    tx.commit().await.expect("a commit");
    let warned = professional.read(&first).await;
    assert!(dates(&warned, "MAIL_FAILED").0.is_string());
}

#[tokio::test]
async fn the_log_tells_the_whole_path_in_order() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let manager = portal.manager().await;
    let begun = portal.events().await.len();
    let request = portal.submitted(&professional, form()).await;
    let claimed = manager.claim(&request).await.request();
    manager.validate(&claimed).await.request();
    let events = portal.events().await;
    let expected = [
        "REQUEST_CREATED",
        "REQUEST_SAVED",
        "EMAIL_CODE_SENT",
        "EMAIL_CONFIRMED",
        "REQUEST_SUBMITTED",
        "REQUEST_CLAIMED",
        "REQUEST_VALIDATED",
        "SITUATION_ADDED",
    ];
    assert_eq!(events[begun..], expected);
}
