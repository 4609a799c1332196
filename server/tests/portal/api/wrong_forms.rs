//! Forms that are wrong: every field says what is, nothing is lost, nothing is half written.

use serde_json::{Value, json};

use super::problems;
use crate::support::form::{EMAIL, form, form_with};
use crate::support::on_both;
use crate::support::people::Person;
use crate::support::portal::Portal;
use crate::support::sign_in::FRANCE_CONNECT;

async fn refused(professional: &Person, changes: &Value) -> Value {
    let done = professional.file(form_with(changes)).await;
    problems(&done.refusal("InvalidForm"))
}

#[tokio::test]
async fn each_field_says_what_is_wrong_with_it() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let cases = [
        ("civilite", "", "REQUIRED"),
        ("civilite", "DR", "UNKNOWN_CODE"),
        ("exerciseLastName", "", "REQUIRED"),
        ("exerciseLastName", "Иванова", "NAME_CHARACTER"),
        ("exerciseLastName", "田中", "NAME_CHARACTER"),
        ("exerciseFirstName", "مريم", "NAME_CHARACTER"),
        (
            "exerciseFirstName",
            "Robert'); drop table requests;--",
            "NAME_CHARACTER",
        ),
        ("exerciseFirstName", "-", "NAME_WITHOUT_LETTER"),
        ("email", "angela", "EMAIL_SHAPE"),
        ("phone", "12", "PHONE_SHAPE"),
        ("phone", "06 12 34 56 7a", "PHONE_SHAPE"),
        ("birthTown", "Alger", "NOT_EXPECTED"),
        ("structureFiness", "0B0168812", "FINESS_KEY"),
        ("structureFiness", "750712185", "FINESS_KEY"),
        ("structureFiness", "7507121", "FINESS_SHAPE"),
        ("structureFiness", "750712184", "STRUCTURE_UNKNOWN"),
        ("role", "999", "UNKNOWN_CODE"),
        ("role", "préparateur", "UNKNOWN_CODE"),
        ("activityKind", "XXXX", "UNKNOWN_CODE"),
        ("practiceMode", "Z", "UNKNOWN_CODE"),
        ("category", "Z", "UNKNOWN_CODE"),
        ("startDate", "", "REQUIRED"),
        ("startDate", "31/12/2026", "DATE_SHAPE"),
        ("startDate", "2026-02-30", "DATE_SHAPE"),
        ("startDate", "1962-08-23", "DATE_BEFORE_BIRTH"),
        ("startDate", "0001-01-01", "DATE_BEFORE_BIRTH"),
        ("startDate", "9999-12-31", "DATE_TOO_FAR"),
        ("endDate", "2026-12-31", "END_BEFORE_START"),
        ("endDate", "9999-12-31", "DATE_TOO_FAR"),
        ("healthDataNeed", "null", "REQUIRED"),
    ];
    for (field, value, problem) in cases {
        let value = if value == "null" {
            Value::Null
        } else {
            json!(value)
        };
        let found = refused(&professional, &json!({ field: value })).await;
        assert_eq!(
            found,
            json!([format!("{field} {problem}")]),
            "{field}: {value}"
        );
    }
}

#[tokio::test]
async fn everything_that_is_wrong_is_said_at_once() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let changes = json!({ "civilite": "", "email": "a", "role": "x", "startDate": "demain" });
    let expected = json!([
        "civilite REQUIRED",
        "email EMAIL_SHAPE",
        "role UNKNOWN_CODE",
        "startDate DATE_SHAPE",
    ]);
    assert_eq!(refused(&professional, &changes).await, expected);
}

#[tokio::test]
async fn a_person_born_abroad_gives_the_town_of_birth() {
    let portal = Portal::demo().await;
    let professional = portal.person(FRANCE_CONNECT, "naissance_Algérie").await;
    let without = refused(&professional, &json!({})).await;
    assert_eq!(without, json!(["birthTown REQUIRED"]));
    for (town, problem) in [("Αθήνα", "TOWN_CHARACTER"), ("--", "NAME_WITHOUT_LETTER")] {
        let found = refused(&professional, &json!({ "birthTown": town })).await;
        assert_eq!(found, json!([format!("birthTown {problem}")]), "{town}");
    }
    let request = professional
        .file(form_with(&json!({ "birthTown": "Alger" })))
        .await
        .request();
    assert_eq!(request.body["identity"]["birthPlaceLabel"], "Algérie");
    assert_eq!(request.body["identity"]["birthCommune"], json!(null));
}

on_both! {
    async fn what_no_database_can_hold_is_refused_before_it_is_kept(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let draft = professional.draft().await;
        let texts: Vec<String> = form().as_object().expect("a form").iter()
            .filter(|(_, value)| value.is_string())
            .map(|(name, _)| name.clone())
            .collect();
        for (value, problem) in [("a\u{0}b", "CONTROL_CHARACTER"), (&"x".repeat(10_000), "TOO_LONG")] {
            for field in &texts {
                let refusal = professional.save(&draft, form_with(&json!({ field.as_str(): value }))).await;
                let found = problems(&refusal.refusal("InvalidForm"));
                assert_eq!(found, json!([format!("{field} {problem}")]));
            }
        }
        let kept = professional.read(&draft).await;
        assert_eq!((kept.revision, &kept.body["form"]), (draft.revision, &draft.body["form"]));
    }

    async fn what_is_merely_wrong_is_kept_as_it_was_typed(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let draft = professional.draft().await;
        let typed = json!({
            "exerciseLastName": "  Иванова 🙂 ", "email": "not yet", "startDate": "bientôt", "role": "'; --",
        });
        let saved = professional.save(&draft, form_with(&typed)).await.request();
        let kept = professional.read(&saved).await;
        for (name, value) in typed.as_object().expect("fields") {
            assert_eq!(&kept.body["form"][name], value);
        }
        let refusal = professional.submit(&kept).await.refusal("InvalidForm");
        assert_eq!(refusal["code"], "INVALID_FORM");
        assert_eq!(professional.read(&kept).await.status(), "DRAFT");
        assert!(portal.mails(EMAIL).await.is_empty());
        assert_eq!(portal.database.number("select count(*) from submissions").await, 0);
    }

    async fn the_civil_status_of_the_provider_is_the_only_one(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let draft = professional.draft().await;
        let mut input = draft.input(json!({ "form": form() }));
        input["form"]["birthName"] = json!("MARTIN");
        let reply = professional.run("saveDraft", &json!({ "input": input })).await;
        assert_eq!(reply.code(), "INVALID_ARGUMENT", "there is no such field");
        let mut input = draft.input(json!({ "form": form() }));
        input["identity"] = json!({ "birthName": "MARTIN" });
        let reply = professional.run("saveDraft", &json!({ "input": input })).await;
        assert_eq!(reply.code(), "INVALID_ARGUMENT");
        let saved = professional.save(&draft, form()).await.request();
        assert_eq!(saved.body["identity"]["birthName"], "DUBOIS");
    }
}
