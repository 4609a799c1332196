//! From a structure that somebody represents to a manager who decides, step by step.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::problems;
use super::structures::{invited, mandate, proposed};
use crate::support::form::{HOSPITAL, PHARMACY, form_with};
use crate::support::on_both;
use crate::support::people::Person;
use crate::support::portal::Portal;
use crate::support::sign_in::PRO_SANTE_CONNECT;
use crate::support::socket::{Heard, Socket};

/// Somebody with a card and no part in the demo but the one of this test.
const CANDIDATE: &str = "899700218896";

/// Records a step of a designation as it is now.
pub(crate) async fn record(by: &Person, seen: &Value, kind: &str, proof: &str) -> Value {
    let input =
        json!({ "id": seen["id"], "revision": seen["revision"], "kind": kind, "proof": proof });
    by.change("recordPrerequisite", input).await.0
}

/// The candidate's own designation.
async fn own(candidate: &Person) -> Value {
    let reply = candidate
        .run("designations", &json!({ "structureId": Value::Null }))
        .await;
    reply.data("designations")[0].clone()
}

fn done(designation: &Value) -> Vec<&str> {
    let steps = designation["steps"].as_array().expect("a list");
    let done = steps.iter().filter(|step| step["done"] == true);
    done.map(|step| step["kind"].as_str().expect("a code"))
        .collect()
}

on_both! {
    async fn a_candidate_decides_from_the_last_step_on_and_never_before(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let request = portal.submitted(&professional, form_with(&json!({ "structureFiness": PHARMACY }))).await;
        assert_eq!(request.body["structure"]["hasManager"], false);
        let representative = portal.representative().await;
        let candidate = portal.person(PRO_SANTE_CONNECT, CANDIDATE).await;
        let seen = proposed(&representative, PHARMACY, CANDIDATE).await;
        assert_eq!((&seen["state"], done(&seen)), (&json!("PENDING"), vec!["CONFIRMATION"]));
        assert_eq!(seen["grantedBy"], "899700366240");
        assert_eq!(seen["waitsFor"], json!(["CANDIDATE", "REPRESENTATIVE"]));

        // Each side sees the same list change.
        let mut socket = Socket::open(&representative).await;
        let structure = representative.structure(PHARMACY).await;
        socket.subscribe("1", "designationsChanged", &json!({ "structureId": structure })).await;
        let Heard::Next(..) = socket.next().await else { panic!("the list as it is") };
        let trained = record(&candidate, &own(&candidate).await, "TRAINING", "F-2026-118").await;
        // Who signed in through Pro Santé Connect has a card.
        assert_eq!(done(&trained), ["TRAINING", "CARD", "CONFIRMATION"]);
        let Heard::Next(_, pushed) = socket.next().await else { panic!("the change") };
        let pushed = pushed["data"]["designationsChanged"].as_array().expect("a list").clone();
        let mine = pushed.iter().find(|one| one["id"] == trained["id"]).expect("the designation");
        assert_eq!(done(mine), done(&trained));

        let agreed = record(&candidate, &trained, "TERMS", "2026-11").await;
        assert_eq!(agreed["waitsFor"], json!(["REPRESENTATIVE"]));
        let too_early = json!({ "input": request.input(json!({ "conditionsChecked": true, "identityChecked": true })) });
        assert_eq!(candidate.run("validateRequest", &too_early).await.code(), "NOT_FOUND");
        let ordered = record(&representative, &agreed, "CARD_ORDER", "TOM-77").await;
        let whole = record(&representative, &ordered, "HABILITATION", "MH-9").await;
        assert_eq!((&whole["state"], &whole["waitsFor"]), (&json!("ACTIVE"), &json!([])));
        let told = portal.mails("candidat@demo.example").await;
        assert_eq!(told.len(), 2, "opened and complete");
        assert_eq!(candidate.validate(&request).await.request().status(), "VALIDATED");
    }

    async fn each_side_records_its_own_steps(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (representative, agent) = (portal.representative().await, portal.agent().await);
        let seen = proposed(&representative, PHARMACY, CANDIDATE).await;
        let refused = |done: Value, kind: &str| assert_eq!(done["__typename"], kind, "{done}");
        refused(record(&agent, &seen, "HABILITATION", "MH-9").await, "NotYourStep");
        refused(record(&agent, &seen, "CONFIRMATION", "").await, "NotYourStep");
        refused(record(&representative, &seen, "TERMS", "2026-11").await, "NotYourStep");
        for (kind, proof, problem) in [
            ("TRAINING", "", "proof REQUIRED"),
            ("TERMS", "2020-01", "proof UNKNOWN_CODE"),
            ("TRAINING", &"x".repeat(301), "proof TOO_LONG"),
        ] {
            let refusal = record(&agent, &seen, kind, proof).await;
            assert_eq!(problems(&refusal), json!([problem]));
        }
        for (more, problem) in [
            (json!({ "doneOn": "2027-12-31" }), "startDate DATE_TOO_FAR"),
            (json!({ "endsOn": "2020-01-01" }), "endsOn DATE_IN_PAST"),
        ] {
            let mut input = json!({ "id": seen["id"], "revision": seen["revision"], "kind": "TRAINING", "proof": "F" });
            for (name, value) in more.as_object().expect("fields") {
                input[name] = value.clone();
            }
            let refusal = agent.change("recordPrerequisite", input).await.refusal("InvalidDesignation");
            assert_eq!(problems(&refusal), json!([problem]));
        }
        // Nobody else has a part in it.
        let stranger = portal.colleague().await;
        let input = json!({ "id": seen["id"], "revision": seen["revision"], "kind": "TRAINING", "proof": "F" });
        assert_eq!(stranger.run("recordPrerequisite", &json!({ "input": input })).await.code(), "NOT_FOUND");
        refused(record(&agent, &json!({ "id": seen["id"], "revision": 0 }), "TRAINING", "F").await, "DesignationEnded");
    }

    async fn an_invited_candidate_takes_the_link_once_and_is_confirmed(database: Database) {
        let portal = Portal::demo_on(database).await;
        let representative = portal.representative().await;
        let address = "nadia@pharmacie.example";
        let seen = invited(&representative, PHARMACY, address).await;
        assert_eq!((&seen["state"], &seen["subjectNameId"]), (&json!("INVITED"), &Value::Null));
        // There is nobody to confirm yet.
        assert_eq!(record(&representative, &seen, "CONFIRMATION", "").await["__typename"], "NotYourStep");
        let first = portal.invitation_sent_to(address).await;
        let again = json!({ "id": seen["id"], "revision": seen["revision"] });
        representative.change("sendInvitation", again).await;
        let token = portal.invitation_sent_to(address).await;
        assert_ne!(first, token);
        let take = |token: &str| json!({ "token": token });
        let nadia = portal.manager().await;
        nadia.change("redeemInvitation", take(&first)).await.refusal("InvitationUnknown");
        nadia.change("redeemInvitation", take("nonsense")).await.refusal("InvitationUnknown");
        representative.change("redeemInvitation", take(&token)).await.refusal("OwnDesignation");
        let professional = portal.professional().await;
        let refused = professional.run("redeemInvitation", &json!({ "input": take(&token) })).await;
        assert_eq!(refused.code(), "FORBIDDEN", "FranceConnect vouches for no card");
        let mine = nadia.change("redeemInvitation", take(&token)).await.0;
        assert_eq!((&mine["state"], done(&mine)), (&json!("PENDING"), vec!["CARD"]));
        assert_eq!(mine["redeemedBy"], "NADIA EMPLOYE UN");
        // Forwarded, it is good for nobody else.
        portal.colleague().await.change("redeemInvitation", take(&token)).await.refusal("InvitationUsed");

        let mine = record(&nadia, &mine, "TRAINING", "F-1").await;
        let mine = record(&nadia, &mine, "TERMS", "2026-11").await;
        let mine = record(&representative, &mine, "HABILITATION", "MH-1").await;
        assert_eq!((&mine["state"], &mine["waitsFor"]), (&json!("PENDING"), &json!(["REPRESENTATIVE"])));
        assert_eq!(record(&representative, &mine, "CONFIRMATION", "").await["state"], "ACTIVE");
    }

    async fn an_invitation_ends_after_two_weeks(database: Database) {
        let portal = Portal::demo_on(database).await;
        let representative = portal.representative().await;
        invited(&representative, PHARMACY, "nadia@pharmacie.example").await;
        let token = portal.invitation_sent_to("nadia@pharmacie.example").await;
        portal.app.clock.advance(TimeDelta::days(14));
        let nadia = portal.manager().await;
        nadia.change("redeemInvitation", json!({ "token": token })).await.refusal("InvitationUnknown");
    }

    async fn a_training_is_renewed_while_the_right_holds(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (representative, candidate) = (portal.representative().await, portal.agent().await);
        let mut seen = proposed(&representative, PHARMACY, CANDIDATE).await;
        for (by, kind, proof) in [
            (&candidate, "TRAINING", "F-1"),
            (&candidate, "TERMS", "2026-11"),
            (&representative, "HABILITATION", "MH-1"),
            (&candidate, "TRAINING", "F-2"),
        ] {
            seen = record(by, &seen, kind, proof).await;
        }
        assert_eq!(seen["state"], "ACTIVE");
        let training = &seen["steps"][0];
        assert_eq!((&training["kind"], &training["proof"]), (&json!("TRAINING"), &json!("F-2")));
        // The ANS designates whom it knows, and invites nobody.
        let input = json!({ "structureId": seen["structureId"], "email": "a@b.example" });
        candidate.change("designateManager", input).await.refusal("InvalidSubject");
    }

    async fn a_designation_begins_on_its_first_day_and_ends_after_its_last(database: Database) {
        let portal = Portal::demo_on(database).await;
        let representative = portal.representative().await;
        let pharmacy = representative.structure(PHARMACY).await;
        let today = portal.app.clock.today();
        let day = |days: u64| {
            let day = today.naive().checked_add_days(chrono::Days::new(days)).expect("a day");
            json!(day.to_string())
        };
        let input = json!({
            "structureId": pharmacy, "subjectNameId": CANDIDATE, "startsOn": day(3), "endsOn": day(10),
        });
        representative.change("designateManager", input).await;
        let candidate = portal.agent().await;
        let mut seen = own(&candidate).await;
        for (by, kind, proof) in [
            (&candidate, "TRAINING", "F-1"),
            (&candidate, "TERMS", "2026-11"),
            (&representative, "HABILITATION", "MH-1"),
        ] {
            seen = record(by, &seen, kind, proof).await;
        }
        assert_eq!(seen["state"], "PENDING");
        for (days, state) in [(2, "PENDING"), (1, "ACTIVE"), (7, "ACTIVE"), (1, "ENDED")] {
            portal.app.clock.advance(TimeDelta::days(days));
            server::structures::keep_calendar(&portal.app).await.expect("a round");
            let agent = portal.agent().await;
            assert_eq!(own(&agent).await["state"], state);
        }
    }

    async fn what_ends_soon_and_what_waits_in_vain_is_told_in_time(database: Database) {
        let portal = Portal::demo_on(database).await;
        let representative = portal.representative().await;
        let told = || async { portal.mails("legal_representative@demo.example").await.len() };
        let seen = proposed(&representative, PHARMACY, CANDIDATE).await;
        let candidate = portal.agent().await;
        let ends = (portal.app.clock.today().naive() + TimeDelta::days(40)).to_string();
        let input = json!({
            "id": seen["id"], "revision": seen["revision"], "kind": "TRAINING", "proof": "F-1", "endsOn": ends,
        });
        let seen = candidate.change("recordPrerequisite", input).await.0;
        let seen = record(&candidate, &seen, "TERMS", "2026-11").await;
        let seen = record(&representative, &seen, "HABILITATION", "MH-1").await;
        assert_eq!(seen["state"], "ACTIVE");
        for (days, more) in [(9, 0), (1, 1), (0, 0)] {
            portal.app.clock.advance(TimeDelta::days(days));
            let before = told().await;
            server::structures::keep_watch(&portal.app).await.expect("a round");
            assert_eq!(told().await - before, more, "{days}");
        }

        // The last manager leaves while a request waits: at once, and again after a week.
        let professional = portal.professional().await;
        portal.submitted(&professional, form_with(&json!({ "structureFiness": PHARMACY }))).await;
        let before = told().await;
        let representative = portal.representative().await;
        let input = json!({ "id": seen["id"], "revision": seen["revision"], "reason": "Départ." });
        representative.change("revokeDesignation", input).await;
        assert_eq!(told().await - before, 2, "the revocation, and that nobody is left");
        for (days, more) in [(6, 0), (2, 1), (0, 0), (8, 1)] {
            portal.app.clock.advance(TimeDelta::days(days));
            let before = told().await;
            server::structures::keep_watch(&portal.app).await.expect("a round");
            assert_eq!(told().await - before, more, "{days}");
        }
    }

    async fn a_representative_organises_registration(database: Database) {
        let portal = Portal::demo_on(database).await;
        let representative = portal.representative().await;
        let hospital = representative.structure(HOSPITAL).await;
        let input = json!({
            "structureId": hospital, "revision": 0, "department": "MEDICAL_AFFAIRS", "managersWished": 3,
            "email": "affaires.medicales@hopital.example", "management": "LOCAL",
            "worth": {
                "healthDataNeed": true, "rolesInScope": true, "ecpsOnlyAcknowledged": true, "dmpAcknowledged": false,
            },
        });
        let saved = representative.change("saveOrganisation", input.clone()).await.0;
        let organisation = &saved["organisation"];
        assert_eq!((&organisation["revision"], &organisation["management"]), (&json!(1), &json!("LOCAL")));
        assert_eq!(organisation["worth"], input["worth"]);
        representative.change("saveOrganisation", input.clone()).await.refusal("OutOfDate");
        for (field, value, problem) in [
            ("managersWished", json!(0), "managersWished REQUIRED"),
            ("managersWished", json!(101), "managersWished NUMBER_TOO_LARGE"),
            ("email", json!("nowhere"), "email EMAIL_SHAPE"),
        ] {
            let mut wrong = input.clone();
            wrong[field] = value;
            let refusal = representative.change("saveOrganisation", wrong).await.refusal("InvalidOrganisation");
            assert_eq!(problems(&refusal), json!([problem]));
        }
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_mandate_or_a_designation_is_said_at_once() {
    let portal = Portal::demo().await;
    let (agent, representative) = (portal.agent().await, portal.representative().await);
    let hospital = agent.structure(HOSPITAL).await;
    let of = |more: &Value| {
        let mut input = json!({
            "structureId": hospital, "subjectNameId": CANDIDATE, "quality": "TITULAIRE",
        });
        for (name, value) in more.as_object().expect("fields") {
            input[name] = value.clone();
        }
        input
    };
    for (more, problem) in [
        (json!({ "endsOn": "2020-01-01" }), "endsOn DATE_IN_PAST"),
        (json!({ "email": "nowhere" }), "email EMAIL_SHAPE"),
    ] {
        let refusal = agent.change("recordMandate", of(&more)).await;
        assert_eq!(
            problems(&refusal.refusal("InvalidMandate")),
            json!([problem])
        );
    }
    agent
        .change("recordMandate", of(&json!({ "subjectNameId": "nobody" })))
        .await
        .refusal("InvalidSubject");
    let grantor = mandate(&agent, HOSPITAL, "899700245667").await;
    let beyond = of(
        &json!({ "grantedById": grantor["id"], "endsOn": "2040-01-01", "quality": "MANDATAIRE" }),
    );
    let refusal = agent.change("recordMandate", beyond).await;
    assert_eq!(
        problems(&refusal.refusal("InvalidMandate")),
        json!(["endsOn BEYOND_MANDATE"])
    );
    let itself = of(&json!({ "grantedById": grantor["id"], "subjectNameId": "899700245667" }));
    agent
        .change("recordMandate", itself)
        .await
        .refusal("OwnDesignation");
    for (more, problem) in [
        (
            json!({ "subjectNameId": Value::Null }),
            json!(["email REQUIRED"]),
        ),
        (json!({ "email": "x" }), json!(["email EMAIL_SHAPE"])),
        (
            json!({ "startsOn": "2020-01-01" }),
            json!(["startsOn DATE_IN_PAST"]),
        ),
        (
            json!({ "startsOn": "2028-01-02", "endsOn": "2028-01-01" }),
            json!(["endsOn END_BEFORE_START"]),
        ),
    ] {
        let mut input = of(&more);
        input.as_object_mut().expect("fields").remove("quality");
        let refusal = representative.change("designateManager", input).await;
        assert_eq!(
            problems(&refusal.refusal("InvalidDesignation")),
            problem,
            "{more}"
        );
    }
}
