//! A manager registers a person from end to end; the person confirms it. Nobody gets two numbers unnoticed.

use serde_json::{Value, json};

use super::problems;
use crate::support::form::{EMAIL, HOME, form, form_with};
use crate::support::on_both;
use crate::support::people::{Done, Person, Request};
use crate::support::portal::Portal;
use crate::support::sign_in::{FRANCE_CONNECT, PRO_SANTE_CONNECT};

/// Angela Dubois, as a manager types her from her identity card.
pub(crate) fn typed() -> Value {
    json!({
        "civilStatus": {
            "birthName": "Dubois", "firstNames": ["Angela", "Claire", "Louise"], "sex": "F",
            "birthDate": "1962-08-24", "birthCountry": "99100", "birthCommune": "75107",
        },
        "retyped": { "birthName": "DUBOIS", "birthDate": "1962-08-24", "birthPlace": "75107" },
        "form": form(),
        "identityDocument": "IDENTITY_CARD",
        "conditionsChecked": true,
        "identityChecked": true,
    })
}

/// The same with another civil status, typed twice alike.
pub(crate) fn typed_as(changes: &Value) -> Value {
    let mut typed = typed();
    for (name, value) in changes.as_object().expect("changes by name") {
        typed["civilStatus"][name] = value.clone();
    }
    let civil_status = typed["civilStatus"].clone();
    let place = match civil_status["birthCommune"].as_str() {
        Some("") | None => &civil_status["birthCountry"],
        Some(_) => &civil_status["birthCommune"],
    };
    typed["retyped"] = json!({
        "birthName": civil_status["birthName"], "birthDate": civil_status["birthDate"], "birthPlace": place,
    });
    typed
}

pub(crate) async fn register(manager: &Person, input: Value) -> Done {
    manager.change("registerProfessional", input).await
}

/// What follows `/confirmation/` in the latest e-mail to an address.
pub(crate) async fn link_sent_to(portal: &Portal, email: &str) -> String {
    let mails = portal.mails(email).await;
    let texts = mails.iter().filter_map(|mail| mail["text"].as_str());
    let mut links = texts.filter_map(|text| text.split_once("/confirmation/"));
    let (_, link) = links.next().expect("a link");
    let end = |character: char| !(character.is_alphanumeric() || "-_".contains(character));
    link.split(end).next().expect("a token").to_owned()
}

async fn duplicates(manager: &Person, request: &Request) -> Vec<Value> {
    let reply = manager
        .run("possibleDuplicates", &json!({ "requestId": request.id }))
        .await;
    reply
        .data("possibleDuplicates")
        .as_array()
        .expect("a list")
        .clone()
}

fn findings(refusal: &Value) -> Vec<&str> {
    let findings = refusal["verdict"]["findings"].as_array().expect("findings");
    findings
        .iter()
        .map(|finding| finding["code"].as_str().expect("a code"))
        .collect()
}

on_both! {
    async fn a_manager_registers_and_the_person_confirms(database: Database) {
        let portal = Portal::demo_on(database).await;
        let manager = portal.manager().await;
        let request = register(&manager, typed()).await.request();
        assert_eq!(request.status(), "VALIDATED");
        assert_eq!(request.body["route"], "MANAGER");
        let number = request.body["rppsNumber"].as_str().expect("a number").to_owned();
        assert_eq!(
            request.codes("/timeline"),
            ["REGISTERED_BY_MANAGER", "VALIDATED", "NUMBER_SENT", "DIRECTORY_PUBLISHED", "ECPS_ACTIVABLE"]
        );
        let mails = portal.mails(EMAIL).await;
        let text = mails[0]["text"].as_str().expect("a text");
        assert!(text.contains(&number) && text.contains("Centre hospitalier"), "{text}");
        let read = |person: Person| async move {
            person.run("registration", &json!({ "rppsNumber": Value::Null })).await.data("registration").clone()
        };
        let newcomer = portal.person(PRO_SANTE_CONNECT, &format!("8{number}")).await;
        assert_eq!(read(newcomer).await["identity"]["certification"], "NC");

        // Nobody's own until it is confirmed, by FranceConnect and the link together.
        let author = portal.professional().await;
        assert!(read(author.clone()).await.is_null());
        let token = link_sent_to(&portal, EMAIL).await;
        let shown = author.run("registrationToConfirm", &json!({ "token": token })).await;
        let shown = shown.data("registrationToConfirm").clone();
        let all_same = shown["comparison"].as_array().expect("fields").iter().all(|field| field["same"] == true);
        assert!(all_same, "{shown}");
        let input = json!({ "token": token, "idempotencyKey": "once" });
        for _ in 0..2 {
            let done = author.change("confirmRegistration", input.clone()).await;
            assert_eq!(done.0["identity"]["certification"], "FC", "{}", done.0);
            assert_eq!(done.0["rppsNumber"], json!(number));
        }
        assert_eq!(read(author.clone()).await["rppsNumber"], json!(number), "at once, in the session that is open");
        let own = author.read(&request).await;
        assert!(own.codes("/timeline").contains(&"REGISTRATION_CONFIRMED"));
        author.change("confirmRegistration", json!({ "token": token })).await.refusal("LinkUsed");
    }

    async fn what_differs_from_france_connect_is_reported_and_stays_unconfirmed(database: Database) {
        let portal = Portal::demo_on(database).await;
        let manager = portal.manager().await;
        let input = typed_as(&json!({ "birthName": "Duboys", "birthCommune": "75108" }));
        let request = register(&manager, input).await.request();
        let token = link_sent_to(&portal, EMAIL).await;
        let author = portal.professional().await;
        for _ in 0..2 {
            let refusal = author.change("confirmRegistration", json!({ "token": token })).await;
            assert_eq!(refusal.refusal("RegistrationDiffers")["fields"], json!(["birthName", "birthPlace"]));
        }
        let seen = manager.read(&request).await;
        let contested = seen.codes("/timeline").iter().filter(|code| **code == "REGISTRATION_CONTESTED").count();
        assert_eq!(contested, 1);
        let agent = portal.agent().await;
        let open = agent.run("civilStatusCorrections", &json!({
            "filter": { "state": "ASKED" }, "first": 3, "after": Value::Null,
        })).await;
        let open = open.data("civilStatusCorrections")["nodes"].clone();
        assert_eq!(open.as_array().expect("a list").len(), 1);
        assert_eq!(open[0]["documentKind"], "FRANCE_CONNECT");
        let unknown = author.change("confirmRegistration", json!({ "token": "x" })).await;
        unknown.refusal("LinkUnknown");
    }

    async fn a_typed_person_who_may_be_registered_is_told_apart_by_the_manager(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (manager, colleague) = (portal.manager().await, portal.colleague().await);
        let first = register(&manager, typed()).await.request();
        let number = first.body["rppsNumber"].clone();

        // Married, says the second structure, and born the 28th.
        let mut again = typed_as(&json!({ "firstNames": ["Angéla"], "birthDate": "1962-08-28" }));
        again["form"] = form_with(&json!({ "structureFiness": HOME, "riskAcknowledged": true }));
        again["riskAcknowledged"] = json!(true);
        let refusal = register(&colleague, again.clone()).await.refusal("NotEligible");
        assert!(findings(&refusal).contains(&"POSSIBLE_DUPLICATE"));
        let home = colleague.structure(HOME).await;
        let question = json!({ "structureId": home, "civilStatus": again["civilStatus"] });
        let shown = colleague.run("possibleDuplicatesOf", &question).await;
        let shown = shown.data("possibleDuplicatesOf")[0].clone();
        assert_eq!(shown["rppsNumber"], number);
        let differing: Vec<&Value> = shown["comparison"].as_array().expect("fields").iter()
            .filter(|field| field["same"] == false).map(|field| &field["field"]).collect();
        assert_eq!(differing, ["firstNames", "birthDate"]);

        again["duplicates"] = json!([{ "rppsNumber": number, "same": true, "reason": "Même personne, vue ce jour." }]);
        let second = register(&colleague, again).await.request();
        assert_eq!(second.body["rppsNumber"], number);
        let entry = colleague.run("registration", &json!({ "rppsNumber": number })).await;
        assert_eq!(entry.data("registration")["situations"].as_array().expect("a list").len(), 2);
    }

    async fn a_request_that_may_be_of_somebody_registered_waits_until_it_is_told_apart(database: Database) {
        let portal = Portal::demo_on(database).await;
        let manager = portal.manager().await;
        let other = register(&manager, typed_as(&json!({ "firstNames": ["Angela"], "sex": "M" }))).await.request();
        let number = other.body["rppsNumber"].clone();
        let author = portal.professional().await;
        let request = portal.submitted(&author, form()).await;
        assert!(!request.codes("/verdict/findings").contains(&"POSSIBLE_DUPLICATE"), "not the author's business");
        let seen = manager.read(&request).await;
        assert!(seen.codes("/verdict/findings").contains(&"POSSIBLE_DUPLICATE"));
        let refusal = manager.validate(&seen).await.refusal("NotEligible");
        assert!(findings(&refusal).contains(&"POSSIBLE_DUPLICATE"));
        let shown = duplicates(&manager, &request).await;
        assert_eq!(shown.len(), 1);
        assert_eq!(shown[0]["decision"], Value::Null);
        assert_eq!(shown[0]["otherSituations"], 0);

        let say = |rpps: &Value, reason: &str| seen.input(json!({ "rppsNumber": rpps, "same": false, "reason": reason }));
        let wrong = manager.change("resolveDuplicate", say(&number, " ")).await.refusal("InvalidDecision");
        assert_eq!(problems(&wrong), json!(["reason REQUIRED"]));
        let wrong = manager.change("resolveDuplicate", say(&json!("99700000000"), "Non.")).await;
        assert_eq!(problems(&wrong.refusal("InvalidDecision")), json!(["rppsNumber UNKNOWN_CODE"]));
        let resolved = manager.change("resolveDuplicate", say(&number, "Frère et sœur.")).await.request();
        assert!(!resolved.codes("/verdict/findings").contains(&"POSSIBLE_DUPLICATE"));
        assert_eq!(duplicates(&manager, &request).await[0]["decision"]["reason"], "Frère et sœur.");
        let done = manager.validate(&resolved).await.request();
        assert_ne!(done.body["rppsNumber"], number);
    }

    async fn whom_the_manager_recognises_gets_a_situation_more(database: Database) {
        let portal = Portal::demo_on(database).await;
        let manager = portal.manager().await;
        let other = register(&manager, typed_as(&json!({ "firstNames": ["Angela"] }))).await.request();
        let number = other.body["rppsNumber"].clone();
        let author = portal.professional().await;
        portal.submitted(&author, form()).await;
        let request = portal.submitted(&portal.person(FRANCE_CONNECT, "sans_nom_dusage").await, form()).await;
        assert!(duplicates(&manager, &manager.read(&request).await).await.is_empty(), "another person of that day and town");
        let mine = author.run("requests", &json!({
            "filter": { "scope": "MINE" }, "orderBy": "UPDATED_DESC", "first": 1,
        })).await;
        let request = manager.read(&Request::of(&mine.data("requests")["nodes"][0])).await;
        let input = request.input(json!({ "rppsNumber": number, "same": true, "reason": "Même personne." }));
        let resolved = manager.change("resolveDuplicate", input).await.request();
        let done = manager.validate(&resolved).await.request();
        assert_eq!(done.body["rppsNumber"], number);
        let entry = author.run("registration", &json!({ "rppsNumber": Value::Null })).await;
        assert_eq!(entry.data("registration")["situations"].as_array().expect("a list").len(), 2);
    }

    async fn two_registrations_of_one_person_at_once_give_one_number(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (manager, colleague) = (portal.manager().await, portal.colleague().await);
        let (one, other) = tokio::join!(register(&manager, typed()), register(&colleague, typed()));
        let mut kinds = [one, other].map(|done| done.0["__typename"].as_str().expect("a type").to_owned());
        kinds.sort();
        assert_eq!(kinds, ["NotEligible", "Request"]);
        assert_eq!(portal.database.number("select count(*) from persons").await, 1);
    }
}

#[tokio::test]
async fn everything_wrong_is_said_at_once() {
    let portal = Portal::demo().await;
    let manager = portal.manager().await;
    let mut input = typed_as(&json!({ "sex": "X", "birthDate": "1962-13-01" }));
    input["retyped"]["birthName"] = json!("Dubos");
    input["form"] = form_with(&json!({ "email": "angela", "structureFiness": "0B0168812" }));
    input["identityDocument"] = json!("LIBRARY_CARD");
    let refusal = register(&manager, input).await.refusal("InvalidForm");
    assert_eq!(
        problems(&refusal),
        json!([
            "sex UNKNOWN_CODE",
            "birthDate DATE_SHAPE",
            "birthName NOT_THE_SAME",
            "email EMAIL_SHAPE",
            "structureFiness FINESS_KEY",
            "identityDocument UNKNOWN_CODE",
        ])
    );
}

#[tokio::test]
async fn nobody_registers_themselves() {
    let portal = Portal::demo().await;
    let manager = portal.manager().await;
    let me = manager.run("me", &json!({})).await;
    let name = me.data("me")["account"]["displayName"]
        .as_str()
        .expect("a name")
        .to_owned();
    let (first, last) = name.split_once(' ').expect("two names");
    let mut input = typed();
    input["form"] = form_with(&json!({ "exerciseFirstName": first, "exerciseLastName": last }));
    let refusal = register(&manager, input).await.refusal("NotEligible");
    assert!(findings(&refusal).contains(&"MAYBE_OWN_REQUEST"));
}
