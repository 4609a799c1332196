//! A civil status is corrected on evidence, by two agents, and the person sees it.

use serde_json::{Value, json};

use super::problems;
use crate::support::form::{EMAIL, HOME, form, form_with};
use crate::support::on_both;
use crate::support::people::{Done, Person};
use crate::support::portal::Portal;
use crate::support::socket::Socket;

/// Another birth name, seen on a birth certificate.
pub(crate) fn correction_input(rpps_number: Option<&Value>) -> Value {
    json!({
        "rppsNumber": rpps_number, "civilStatus": { "birthName": "DUBOIS-MARTIN" }, "reason": "Nom incomplet.",
        "documentKind": "BIRTH_CERTIFICATE", "documentIssuedOn": "2026-10-01", "documentSeenBy": "Mme Roux, RH",
    })
}

pub(crate) async fn entry(person: &Person) -> Value {
    let reply = person
        .run("registration", &json!({ "rppsNumber": Value::Null }))
        .await;
    reply.data("registration").clone()
}

/// The author's entry, registered now unless it was before.
async fn registered(portal: &Portal, author: &Person) -> Value {
    if entry(author).await.is_null() {
        let request = portal.submitted(author, form()).await;
        portal.manager().await.validate(&request).await.request();
    }
    entry(author).await
}

/// The author's correction, asked for now unless one is open.
pub(crate) async fn asked(portal: &Portal, author: &Person) -> Value {
    let known = registered(portal, author).await["correction"].clone();
    if ["ASKED", "PROPOSED"]
        .iter()
        .any(|open| known["state"] == *open)
    {
        return known;
    }
    let input = correction_input(None);
    author.change("askCivilStatusCorrection", input).await.0
}

async fn propose(agent: &Person, seen: &Value, decision: &str) -> Done {
    let input = json!({
        "id": seen["id"], "revision": seen["revision"], "decision": decision, "reason": "L’acte le montre.",
    });
    agent.change("proposeCivilStatusDecision", input).await
}

/// The author's correction, about which nothing is proposed now.
pub(crate) async fn undecided(portal: &Portal, author: &Person) -> Value {
    let seen = asked(portal, author).await;
    if seen["state"] == "ASKED" {
        return seen;
    }
    let input = json!({
        "id": seen["id"], "revision": seen["revision"], "confirm": false, "reason": "À revoir.",
    });
    let agent = portal.agent().await;
    agent.change("confirmCivilStatusDecision", input).await.0
}

/// The author's correction, about which the second agent has proposed a decision.
pub(crate) async fn proposed(portal: &Portal, author: &Person) -> Value {
    let seen = asked(portal, author).await;
    if seen["state"] == "PROPOSED" {
        return seen;
    }
    propose(&portal.second_agent().await, &seen, "ACCEPT")
        .await
        .0
}

async fn confirm(agent: &Person, seen: &Value) -> Done {
    let input = json!({ "id": seen["id"], "revision": seen["revision"], "confirm": true });
    agent.change("confirmCivilStatusDecision", input).await
}

async fn withdraw(person: &Person, seen: &Value) -> Done {
    let input = json!({ "id": seen["id"], "revision": seen["revision"] });
    person.change("withdrawCivilStatusCorrection", input).await
}

on_both! {
    async fn two_agents_decide_and_the_civil_status_is_another(database: Database) {
        let portal = Portal::demo_on(database).await;
        let author = portal.professional().await;
        let before = registered(&portal, &author).await;
        assert_eq!(before["identity"]["certification"], "FC");
        let seen = asked(&portal, &author).await;
        assert_eq!((&seen["state"], &seen["fields"]), (&json!("ASKED"), &json!(["birthName"])));
        assert_eq!((&seen["previous"]["birthName"], &seen["proposed"]["birthName"]), (&json!("DUBOIS"), &json!("DUBOIS-MARTIN")));
        let again = author.change("askCivilStatusCorrection", correction_input(None)).await;
        again.refusal("CorrectionUnderWay");

        let (first, second) = (portal.agent().await, portal.second_agent().await);
        let proposal = propose(&first, &seen, "ACCEPT").await.0;
        confirm(&first, &proposal).await.refusal("SameAgent");
        assert_eq!(entry(&author).await["identity"]["birthName"], "DUBOIS", "nothing holds before it is confirmed");
        let shown = entry(&author).await["correction"].clone();
        assert_eq!((&shown["state"], &shown["decision"], &shown["decisionReason"]), (&json!("PROPOSED"), &Value::Null, &Value::Null));
        confirm(&second, &seen).await.refusal("OutOfDate");
        let decided = confirm(&second, &proposal).await.0;
        assert_eq!(decided["state"], "ACCEPTED");
        confirm(&second, &decided).await.refusal("OutOfDate");

        let after = entry(&author).await;
        assert_eq!((&after["birthName"], &after["rppsNumber"]), (&json!("DUBOIS-MARTIN"), &before["rppsNumber"]));
        assert_eq!(after["identity"]["certification"], "NC", "FranceConnect vouches for another name");
        assert_eq!(after["correction"]["previous"]["birthName"], "DUBOIS", "what it was is kept");
        assert_eq!(after["correction"]["decisionReason"], "L’acte le montre.");
        let events = portal.database.texts("select data from events where kind = 'CIVIL_STATUS_CORRECTED'").await;
        assert!(events[0].contains("birthName") && !events[0].contains("DUBOIS"), "{events:?}");
        let mails = portal.mails(EMAIL).await;
        let subjects: Vec<&str> = mails.iter().filter_map(|mail| mail["subject"].as_str()).collect();
        assert_eq!(subjects.iter().filter(|subject| subject.contains("état civil")).count(), 2, "{subjects:?}");
        assert!(!mails[0].to_string().contains("DUBOIS-MARTIN"), "a letter names fields, not values");

        // Managers find the request by either name.
        for name in ["dubois-martin", "dubois angela"] {
            let filter = json!({ "scope": "MANAGED", "status": "VALIDATED", "search": name });
            let found = portal.manager().await.run("requests", &json!({ "filter": filter, "first": 9 })).await;
            assert_eq!(found.data("requests")["totalCount"], 1, "{name}");
        }
    }

    async fn a_manager_asks_for_somebody_of_their_structure(database: Database) {
        let portal = Portal::demo_on(database).await;
        let author = portal.professional().await;
        let number = registered(&portal, &author).await["rppsNumber"].clone();
        let (manager, colleague) = (portal.manager().await, portal.colleague().await);
        let input = correction_input(Some(&number));
        let seen = manager.change("askCivilStatusCorrection", input).await.0;
        assert_eq!(seen["structureName"], "Centre hospitalier de démonstration");
        let own = entry(&author).await["correction"].clone();
        assert_eq!((&own["id"], &own["askedByMe"]), (&seen["id"], &json!(false)));
        let input = json!({ "id": seen["id"], "revision": seen["revision"] });
        for other in [&author, &colleague] {
            let reply = other.run("withdrawCivilStatusCorrection", &json!({ "input": input })).await;
            assert_eq!(reply.code(), "NOT_FOUND");
        }
        assert_eq!(withdraw(&manager, &seen).await.0["state"], "WITHDRAWN");
        assert_eq!(entry(&author).await["identity"]["birthName"], "DUBOIS");
        // Of a structure where the person does not work.
        let input = json!({ "input": correction_input(Some(&number)) });
        let elsewhere = portal.person(crate::support::sign_in::PRO_SANTE_CONNECT, "899700301122").await;
        assert_eq!(elsewhere.run("askCivilStatusCorrection", &input).await.code(), "NOT_FOUND");
    }

    async fn a_proposal_goes_back_and_a_refusal_changes_nothing(database: Database) {
        let portal = Portal::demo_on(database).await;
        let author = portal.professional().await;
        let (first, second) = (portal.second_agent().await, portal.agent().await);
        let seen = proposed(&portal, &author).await;
        let input = json!({ "id": seen["id"], "revision": seen["revision"], "confirm": false, "reason": "" });
        let refusal = second.change("confirmCivilStatusDecision", input.clone()).await.refusal("InvalidDecision");
        assert_eq!(problems(&refusal), json!(["reason REQUIRED"]));
        let mut back = input;
        back["reason"] = json!("L’acte date de 2026.");
        let returned = second.change("confirmCivilStatusDecision", back).await.0;
        assert_eq!((&returned["state"], &returned["returnedReason"]), (&json!("ASKED"), &json!("L’acte date de 2026.")));
        assert!(entry(&author).await["correction"]["returnedReason"].is_null(), "agents speak among themselves");
        // Who sent it back may propose; then the other confirms.
        let proposal = propose(&second, &returned, "REFUSE").await.0;
        assert_eq!(confirm(&first, &proposal).await.0["state"], "REFUSED");
        let after = entry(&author).await;
        assert_eq!((&after["birthName"], &after["identity"]["certification"]), (&json!("DUBOIS"), &json!("FC")));
        assert_eq!(after["correction"]["decision"], "REFUSE");
        let kinds = portal.events().await;
        assert!(!kinds.contains(&"CIVIL_STATUS_CORRECTED".to_owned()));
    }

    async fn two_agents_at_once_decide_once(database: Database) {
        let portal = Portal::demo_on(database).await;
        let author = portal.professional().await;
        let seen = asked(&portal, &author).await;
        let (first, second) = (portal.agent().await, portal.second_agent().await);
        let (one, other) = tokio::join!(propose(&first, &seen, "ACCEPT"), propose(&second, &seen, "REFUSE"));
        let names = [one.0["__typename"].clone(), other.0["__typename"].clone()];
        assert!(names.contains(&json!("CivilStatusCorrection")) && names.contains(&json!("OutOfDate")), "{names:?}");
        let (proposal, other_agent) = if one.0["__typename"] == "CivilStatusCorrection" {
            (one.0, &second)
        } else {
            (other.0, &first)
        };
        let (confirmed, withdrawn) = tokio::join!(confirm(other_agent, &proposal), withdraw(&author, &proposal));
        let names = [confirmed.0["__typename"].clone(), withdrawn.0["__typename"].clone()];
        assert!(names.contains(&json!("CivilStatusCorrection")) && names.contains(&json!("OutOfDate")), "{names:?}");
        let sql = "select count(*) from events where kind in
            ('CIVIL_STATUS_CORRECTED', 'CIVIL_STATUS_CORRECTION_REFUSED', 'CIVIL_STATUS_CORRECTION_WITHDRAWN')";
        assert_eq!(portal.database.number(sql).await, 1);
    }

    async fn the_person_and_the_desk_see_each_step(database: Database) {
        let portal = Portal::demo_on(database).await;
        let author = portal.professional().await;
        registered(&portal, &author).await;
        let (first, second) = (portal.agent().await, portal.second_agent().await);
        let mut own = Socket::open(&author).await;
        own.subscribe("1", "registrationChanged", &json!({ "rppsNumber": Value::Null })).await;
        assert!(own.value().await["correction"].is_null());
        let mut desk = Socket::open(&second).await;
        desk.subscribe("1", "civilStatusCorrectionsChanged", &json!({})).await;
        assert_eq!(desk.value().await["counts"], json!([]));
        let seen = asked(&portal, &author).await;
        let proposal = propose(&first, &seen, "ACCEPT").await.0;
        confirm(&second, &proposal).await;
        for state in ["ASKED", "PROPOSED", "ACCEPTED"] {
            let told = own.value().await["correction"]["state"].clone();
            // What is read may be later than what was told.
            assert!([state, "PROPOSED", "ACCEPTED"].iter().any(|one| told == *one), "{told}");
            let told = desk.value().await;
            assert_eq!(told["correction"]["id"], seen["id"]);
        }
        assert_eq!(entry(&author).await["birthName"], "DUBOIS-MARTIN");
    }
}

#[tokio::test]
async fn who_asked_never_decides() {
    let portal = Portal::demo().await;
    let author = portal.professional().await;
    let number = registered(&portal, &author).await["rppsNumber"].clone();
    // The agent is made a manager of the hospital too, and asks as one.
    let first = portal.agent().await;
    let hospital = first.structure(crate::support::form::HOSPITAL).await;
    let input = json!({ "structureId": hospital, "subjectNameId": server::demo_data::ANS_AGENT });
    first.change("designateManager", input).await;
    let first = portal.agent().await;
    let input = correction_input(Some(&number));
    let seen = first.change("askCivilStatusCorrection", input).await.0;
    propose(&first, &seen, "ACCEPT")
        .await
        .refusal("OwnCorrection");
    let second = portal.second_agent().await;
    let proposal = propose(&second, &seen, "ACCEPT").await.0;
    confirm(&first, &proposal).await.refusal("OwnCorrection");
}

#[tokio::test]
async fn nobody_becomes_somebody_else_who_is_registered() {
    let portal = Portal::demo().await;
    let (author, other) = (
        portal.professional().await,
        portal.other_professional().await,
    );
    let paul = registered(&portal, &other).await["identity"].clone();
    registered(&portal, &author).await;
    let mut input = correction_input(None);
    input["civilStatus"] = json!({
        "birthName": paul["birthName"], "firstNames": paul["firstNames"], "sex": paul["sex"],
        "birthDate": paul["birthDate"], "birthCountry": paul["birthCountry"], "birthCommune": paul["birthCommune"],
    });
    let seen = author.change("askCivilStatusCorrection", input).await.0;
    let agent = portal.agent().await;
    propose(&agent, &seen, "ACCEPT")
        .await
        .refusal("DuplicatePerson");
    assert_eq!(
        propose(&agent, &seen, "REFUSE").await.0["state"],
        "PROPOSED"
    );
}

#[tokio::test]
async fn every_error_of_a_correction_comes_at_once() {
    let portal = Portal::demo().await;
    let author = portal.professional().await;
    registered(&portal, &author).await;
    let input = json!({
        "civilStatus": { "birthName": "Dub0is", "birthDate": "1962-02-30", "sex": "X" }, "reason": " ",
        "documentKind": "CARD", "documentIssuedOn": "2027-01-01", "documentSeenBy": "",
    });
    let refusal = author.change("askCivilStatusCorrection", input).await;
    assert_eq!(
        problems(&refusal.refusal("InvalidCorrection")),
        json!([
            "birthName NAME_CHARACTER",
            "sex UNKNOWN_CODE",
            "birthDate DATE_SHAPE",
            "reason REQUIRED",
            "documentKind UNKNOWN_CODE",
            "documentIssuedOn DATE_IN_FUTURE",
            "documentSeenBy REQUIRED",
        ])
    );
}

#[tokio::test]
async fn a_name_in_use_may_change_without_the_certification() {
    let portal = Portal::demo().await;
    let author = portal.professional().await;
    registered(&portal, &author).await;
    let mut input = correction_input(None);
    input["civilStatus"] = json!({ "preferredName": "Martin" });
    let seen = author.change("askCivilStatusCorrection", input).await.0;
    let proposal = propose(&portal.agent().await, &seen, "ACCEPT").await.0;
    confirm(&portal.second_agent().await, &proposal).await;
    let identity = entry(&author).await["identity"].clone();
    assert_eq!(
        (&identity["preferredName"], &identity["certification"]),
        (&json!("Martin"), &json!("FC"))
    );
}

#[tokio::test]
async fn a_situation_that_was_left_gives_its_manager_no_say() {
    let portal = Portal::demo().await;
    let author = portal.professional().await;
    let ended = json!({ "structureFiness": HOME, "startDate": "2026-12-04", "endDate": "2026-12-31", "riskAcknowledged": true });
    let request = portal.submitted(&author, form_with(&ended)).await;
    let colleague = portal.colleague().await;
    let more =
        json!({ "conditionsChecked": true, "identityChecked": true, "riskAcknowledged": true });
    colleague
        .change("validateRequest", request.input(more))
        .await
        .request();
    let number = entry(&author).await["rppsNumber"].clone();
    let input = json!({ "input": correction_input(Some(&number)) });
    portal.clock.advance(chrono::TimeDelta::days(40));
    let colleague = portal.colleague().await;
    let reply = colleague.run("askCivilStatusCorrection", &input).await;
    assert_eq!(reply.code(), "NOT_FOUND");
}
