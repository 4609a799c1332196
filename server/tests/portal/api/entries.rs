//! A person's entry changes after the registration: contact, names and posts, one waiting change at a time, all of it kept.

mod posts;

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::civil_status::entry;
use super::problems;
use super::registering::{register, typed, typed_as};
use crate::support::form::{EMAIL, PHARMACY, form};
use crate::support::on_both;
use crate::support::people::{Done, Person, code_in};
use crate::support::portal::Portal;
use crate::support::socket::Socket;

const NEW_EMAIL: &str = "angela@nouvelle.example";

/// The author's entry, registered now unless it was before.
pub(crate) async fn registered(portal: &Portal, author: &Person) -> Value {
    if entry(author).await.is_null() {
        let request = portal.submitted(author, form()).await;
        portal.manager().await.validate(&request).await.request();
    }
    entry(author).await
}

/// The author's change of address that waits, asked for now unless one does.
pub(crate) async fn waiting(portal: &Portal, author: &Person) -> Value {
    let seen = registered(portal, author).await;
    if !seen["change"].is_null() {
        return seen["change"].clone();
    }
    let done = author.change("changeContact", contact(&seen, NEW_EMAIL));
    done.await.0["change"].clone()
}

/// Another address and another telephone of an entry.
pub(crate) fn contact(seen: &Value, email: &str) -> Value {
    json!({
        "rppsNumber": seen["rppsNumber"], "revision": seen["revision"], "email": email, "phone": "+33611111111",
    })
}

pub(crate) fn names(seen: &Value, last_name: &str) -> Value {
    json!({
        "rppsNumber": seen["rppsNumber"], "revision": seen["revision"], "exerciseLastName": last_name,
        "exerciseFirstName": "Angèle",
    })
}

/// The first post of an entry with some answers changed.
pub(crate) fn post(seen: &Value, changes: &Value) -> Value {
    let situation = &seen["situations"][0];
    let mut input = json!({
        "id": situation["id"], "revision": situation["revision"], "structureFiness": situation["structure"]["finess"],
        "role": situation["role"]["code"], "activityKind": situation["activityKind"],
        "practiceMode": situation["practiceMode"], "category": situation["category"],
        "startDate": situation["startDate"], "endDate": "",
    });
    for (name, value) in changes.as_object().expect("changes by name") {
        input[name] = value.clone();
    }
    input
}

pub(crate) fn closing(seen: &Value, end_date: &str) -> Value {
    let situation = &seen["situations"][0];
    json!({ "id": situation["id"], "revision": situation["revision"], "endDate": end_date, "reason": "LEFT" })
}

/// What somebody says of a change that waits.
pub(crate) fn of(change: &Value) -> Value {
    json!({ "id": change["id"], "revision": change["revision"] })
}

async fn confirm(person: &Person, change: &Value, code: &str) -> Done {
    let mut input = of(change);
    input["code"] = json!(code);
    person.change("confirmContact", input).await
}

async fn found(person: &Person, filter: Value) -> Value {
    let variables = json!({ "filter": filter, "first": 9, "after": Value::Null });
    let reply = person.run("persons", &variables).await;
    reply.data("persons")["nodes"].clone()
}

async fn history(person: &Person, number: &Value) -> Vec<Value> {
    let variables =
        json!({ "rppsNumber": number, "purpose": "CONTROL", "first": 9, "after": Value::Null });
    let reply = person.run("registrationChanges", &variables).await;
    let nodes = &reply.data("registrationChanges")["nodes"];
    nodes.as_array().expect("a list").clone()
}

fn kinds(changes: &[Value]) -> Vec<String> {
    let kind = |one: &Value| {
        let (kind, state) = (one["kind"].as_str(), one["state"].as_str());
        format!("{} {}", kind.expect("a kind"), state.expect("a state"))
    };
    changes.iter().map(kind).collect()
}

on_both! {
    async fn a_manager_finds_who_is_registered_by_number_or_by_civil_status(database: Database) {
        let portal = Portal::demo_on(database).await;
        let manager = portal.manager().await;
        let number = register(&manager, typed()).await.request().body["rppsNumber"].clone();
        let input = typed_as(&json!({ "birthName": "Dubois-Martin", "firstNames": ["Anne-Laure"], "birthDate": "1980-01-31" }));
        register(&manager, input).await.request();
        for filter in [
            json!({ "rppsNumber": number }),
            json!({ "birthName": "dubois", "firstName": "ANGÉLA" }),
            json!({ "birthName": "Du bois", "birthDate": "1962-08-24" }),
        ] {
            let found = found(&manager, filter.clone()).await;
            assert_eq!(found.as_array().expect("a list").len(), 1, "{filter}");
            assert_eq!(found[0]["rppsNumber"], number, "{filter}");
            assert_eq!(found[0]["identity"]["birthDate"], "1962-08-24");
        }
        for filter in [
            json!({ "birthName": "Dubois" }),
            json!({ "birthName": "Dubois", "birthDate": "1962" }),
            json!({ "birthName": "Dubois", "firstName": "Anne" }),
            json!({ "rppsNumber": "123" }),
        ] {
            assert_eq!(found(&manager, filter.clone()).await, json!([]), "{filter}");
        }
        assert_eq!(found(&manager, json!({ "birthName": "DUBOIS MARTIN", "firstName": "Anne" })).await[0]["firstNames"], json!(["Anne-Laure"]));

        // Of another structure: by number alone, and without what is done elsewhere.
        let agent = portal.agent().await;
        let pharmacy = agent.structure(PHARMACY).await;
        agent.change("designateManager", json!({ "structureId": pharmacy, "subjectNameId": "899700301122" })).await;
        let elsewhere = portal.second_agent().await;
        assert_eq!(found(&elsewhere, json!({ "birthName": "Dubois", "firstName": "Angela" })).await, json!([]));
        let masked = found(&elsewhere, json!({ "rppsNumber": number })).await[0].clone();
        assert_eq!((&masked["identity"], &masked["situations"], &masked["otherSituations"]), (&Value::Null, &json!([]), &json!(1)));
        let looks = portal.database.number("select count(*) from accesses where act = 'SEARCHED'").await;
        assert!(looks >= 4, "{looks}");
    }

    async fn a_page_of_persons_goes_on_where_the_last_ended(database: Database) {
        let portal = Portal::demo_on(database).await;
        let manager = portal.manager().await;
        for day in ["1950-01-01", "1961-02-03", "1972-05-06"] {
            let input = typed_as(&json!({ "birthName": "Martin", "firstNames": ["Zoé"], "birthDate": day }));
            register(&manager, input).await.request();
        }
        let mut after = Value::Null;
        let mut days = Vec::new();
        for _ in 0..3 {
            let variables = json!({ "filter": { "birthName": "MARTIN", "firstName": "zoe" }, "first": 1, "after": after });
            let reply = manager.run("persons", &variables).await;
            let page = reply.data("persons").clone();
            days.push(page["nodes"][0]["identity"]["birthDate"].as_str().expect("a day").to_owned());
            after = page["pageInfo"]["endCursor"].clone();
            assert_eq!(page["pageInfo"]["hasNextPage"], json!(days.len() < 3));
        }
        assert_eq!(days, ["1950-01-01", "1961-02-03", "1972-05-06"]);
    }

    async fn a_new_address_replaces_the_old_one_once_its_code_is_typed(database: Database) {
        let portal = Portal::demo_on(database).await;
        let author = portal.professional().await;
        let manager = portal.manager().await;
        let seen = registered(&portal, &author).await;
        let asked = manager.change("changeContact", contact(&seen, NEW_EMAIL)).await.0;
        assert_eq!((&asked["email"], &asked["change"]["state"]), (&json!(EMAIL), &json!("WAITING")));
        let mails = portal.mails(EMAIL).await;
        assert!(mails[0]["text"].as_str().expect("a text").contains("nouvelle adresse"), "the old address is told");
        assert!(!mails[0].to_string().contains(NEW_EMAIL));

        // Nothing else changes meanwhile, but whoever leaves is closed.
        let under_way = manager.change("changeExerciseNames", names(&asked, "Dubois")).await.refusal("ChangeUnderWay");
        assert_eq!(under_way["change"]["id"], asked["change"]["id"]);
        author.change("changeContact", contact(&asked, "a@b.example")).await.refusal("ChangeUnderWay");
        manager.change("changeSituation", post(&asked, &json!({ "role": "317" }))).await.refusal("ChangeUnderWay");

        let code = portal.code_sent_to(NEW_EMAIL).await;
        let wrong = if code == "000000" { "000001" } else { "000000" };
        assert_eq!(confirm(&author, &asked["change"], wrong).await.refusal("WrongCode")["attemptsLeft"], 4);
        let done = confirm(&author, &asked["change"], &code).await.0;
        assert_eq!((&done["email"], &done["phone"], &done["change"]), (&json!(NEW_EMAIL), &json!("+33611111111"), &Value::Null));
        confirm(&author, &asked["change"], &code).await.refusal("OutOfDate");
        for address in [EMAIL, NEW_EMAIL] {
            let subject = portal.mails(address).await[0]["subject"].clone();
            assert!(subject.as_str().expect("a subject").starts_with("Modification"), "{subject}");
        }
        let changes = history(&author, &seen["rppsNumber"]).await;
        assert_eq!(kinds(&changes), ["CONTACT DONE"]);
        assert_eq!(changes[0]["changed"][0], json!({ "field": "email", "before": EMAIL, "after": NEW_EMAIL }));
        assert_eq!(changes[0]["structureName"], "Centre hospitalier de démonstration");
        let events = portal.database.texts("select data from events where kind like 'CONTACT_%'").await;
        assert_eq!(events.len(), 3);
        assert!(events.iter().all(|data| data.contains("email") && !data.contains('@')), "{events:?}");
    }

    async fn a_code_that_ran_out_or_was_taken_back_keeps_nobody_from_the_next_change(database: Database) {
        let portal = Portal::demo_on(database).await;
        let author = portal.professional().await;
        let change = waiting(&portal, &author).await;
        let seen = author.change("cancelChange", of(&change)).await.0;
        assert_eq!((&seen["change"], &seen["email"]), (&Value::Null, &json!(EMAIL)));
        author.change("cancelChange", of(&change)).await.refusal("OutOfDate");
        let change = waiting(&portal, &author).await;
        let code = code_in(portal.mails(NEW_EMAIL).await[0]["text"].as_str().expect("a text"));
        portal.clock.advance(TimeDelta::hours(24));
        let author = portal.professional().await;
        assert_eq!(confirm(&author, &change, &code).await.refusal("WrongCode")["attemptsLeft"], 0);
        let done = author.change("changeExerciseNames", names(&seen, "Dubois")).await.0;
        assert_eq!((&done["exerciseFirstName"], &done["change"]), (&json!("Angèle"), &Value::Null));
        let changes = history(&author, &Value::Null).await;
        assert_eq!(kinds(&changes), ["EXERCISE_NAMES DONE", "CONTACT EXPIRED", "CONTACT CANCELLED"]);
        assert_eq!(changes[0]["structureName"], Value::Null);
    }

    async fn people_change_their_own_names_and_telephone_at_once(database: Database) {
        let portal = Portal::demo_on(database).await;
        let author = portal.professional().await;
        let seen = registered(&portal, &author).await;
        let mut input = contact(&seen, EMAIL);
        input["rppsNumber"] = Value::Null;
        let done = author.change("changeContact", input.clone()).await.0;
        assert_eq!((&done["phone"], &done["change"]), (&json!("+33611111111"), &Value::Null));
        input["phone"] = json!("0622222222");
        author.change("changeContact", input.clone()).await.refusal("OutOfDate");
        input["revision"] = done["revision"].clone();
        input["email"] = json!("angela");
        input["phone"] = json!("");
        let refusal = author.change("changeContact", input).await.refusal("InvalidChange");
        assert_eq!(problems(&refusal), json!(["email EMAIL_SHAPE", "phone REQUIRED"]));
        let mut same = names(&done, "DUBOIS");
        same["exerciseFirstName"] = done["exerciseFirstName"].clone();
        let refusal = author.change("changeExerciseNames", same).await.refusal("InvalidChange");
        assert_eq!(problems(&refusal), json!(["exerciseLastName NOTHING_CHANGED"]));
        assert_eq!(entry(&author).await["birthName"], "DUBOIS", "the civil status is nobody's to change here");
    }

    async fn of_two_changes_at_once_one_waits(database: Database) {
        let portal = Portal::demo_on(database).await;
        let author = portal.professional().await;
        let (manager, colleague) = (portal.manager().await, portal.colleague().await);
        let seen = registered(&portal, &author).await;
        let (one, other) = tokio::join!(
            manager.change("changeContact", contact(&seen, NEW_EMAIL)),
            colleague.change("changeContact", contact(&seen, "b@nouvelle.example")),
        );
        let mut names = [one, other].map(|done| done.0["__typename"].as_str().expect("a type").to_owned());
        names.sort();
        assert_eq!(names, ["ChangeUnderWay", "Registration"]);
        let (one, other) = tokio::join!(
            manager.change("closeSituation", closing(&seen, "2027-02-01")),
            colleague.change("closeSituation", closing(&seen, "2027-03-01")),
        );
        let mut names = [one, other].map(|done| done.0["__typename"].as_str().expect("a type").to_owned());
        names.sort();
        assert_eq!(names, ["OutOfDate", "Registration"]);
        assert_eq!(portal.database.number("select count(*) from registration_changes").await, 2);
    }

    async fn each_change_is_seen_live_by_the_person_and_the_manager(database: Database) {
        let portal = Portal::demo_on(database).await;
        let author = portal.professional().await;
        let manager = portal.manager().await;
        let seen = registered(&portal, &author).await;
        let mut own = Socket::open(&author).await;
        own.subscribe("1", "registrationChanged", &json!({ "rppsNumber": Value::Null })).await;
        own.value().await;
        let mut desk = Socket::open(&manager).await;
        desk.subscribe("1", "registrationChanged", &json!({ "rppsNumber": seen["rppsNumber"] })).await;
        desk.value().await;
        manager.change("changeExerciseNames", names(&seen, "Dubois")).await;
        assert_eq!(own.value().await["exerciseFirstName"], "Angèle");
        assert_eq!(desk.value().await["exerciseFirstName"], "Angèle");
        manager.change("closeSituation", closing(&seen, "2027-02-01")).await;
        assert_eq!(own.value().await["situations"][0]["closingReason"], "LEFT");
        assert_eq!(desk.value().await["situations"][0]["closingReason"], "LEFT");
    }
}

#[tokio::test]
async fn an_account_has_ten_codes_an_hour() {
    let portal = Portal::demo().await;
    let author = portal.professional().await;
    for _ in 0..10 {
        let change = waiting(&portal, &author).await;
        author.change("cancelChange", of(&change)).await;
    }
    let seen = entry(&author).await;
    let refusal = author.change("changeContact", contact(&seen, NEW_EMAIL));
    refusal.await.refusal("TooManyCodes");
}
