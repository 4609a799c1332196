//! Reference data from files: shown first, whole or not at all, from its day on, and nothing twice.

use chrono::TimeDelta;
use serde_json::json;
use server::import::reference::{Effect, NewVersion, compare, read, write};
use server::import::{ImportError, sectors};
use server::reference::{Kind, Table};
use server::store::Mark;
use shared::cog::CountryCode;
use shared::date::Date;
use shared::identity::BirthPlace;

use crate::support::form::{form, form_with};
use crate::support::on_both;
use crate::support::portal::Portal;

fn file(text: &str) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), text).expect("a text");
    file
}

fn day(text: &str) -> Date {
    Date::parse(text).expect("a day")
}

const DRAFT: Effect = Effect {
    from: None,
    allow_ending: false,
};

fn on(text: &str) -> Effect {
    Effect {
        from: Some(day(text)),
        ..DRAFT
    }
}

/// The built-in roles with one that has another name, one less and one more.
fn roles() -> String {
    let body = Kind::Roles.built_in().body();
    let body = body.replace("314,Ambulancier\n", "380,Coordinateur de soins\n");
    body.replace("313,Aide-soignant\n", "313,Aide-soignante\n")
}

fn table(text: &str) -> Table {
    read(Kind::Roles, file(text).path()).expect("a table")
}

async fn compared(portal: &Portal, table: Table, effect: Effect) -> NewVersion {
    let (store, now) = (&portal.app.store, portal.app.clock.now());
    let compared = compare(store, table, Mark::Demo, effect, now).await;
    compared.expect("a comparison")
}

async fn imported(portal: &Portal, table: Table, effect: Effect) {
    let new = compared(portal, table, effect).await;
    write(&portal.app.store, new, portal.app.clock.now())
        .await
        .expect("a version");
    portal.app.reference.reload(&portal.app.store).await;
}

on_both! {
    async fn a_table_holds_from_its_day_and_nothing_changes_twice(database: Database) {
        let portal = Portal::demo_on(database).await;
        let found = |word: &str| {
            let reference = portal.app.reference();
            let found = reference.roles(Some(word));
            found.iter().map(|named| named.label.clone()).collect::<Vec<_>>()
        };
        assert_eq!(found("ambulancier"), ["Ambulancier"]);

        let new = compared(&portal, table(&roles()), on("2026-12-05")).await;
        assert_eq!(
            new.to_string(),
            "60 rows: to add 1, to change 1, to end 1, beside what holds on 2026-12-05\n  \
             change 313: Aide-soignant to Aide-soignante\n  end 314: Ambulancier to -\n  \
             add 380: - to Coordinateur de soins\nit holds from 2026-12-05 on\n"
        );
        imported(&portal, table(&roles()), on("2026-12-05")).await;
        assert_eq!(portal.events().await.iter().filter(|kind| kind.starts_with("REFERENCE")).count(), 2);
        assert!(compared(&portal, table(&roles()), on("2026-12-05")).await.is_empty(), "the same again");
        assert_eq!(found("ambulancier"), ["Ambulancier"], "its day has not come");

        portal.clock.advance(TimeDelta::days(2));
        assert!(found("ambulancier").is_empty());
        assert_eq!(found("coordinateur"), ["Coordinateur de soins"]);
        assert_eq!(found("aide-soignante"), ["Aide-soignante"]);
        let author = portal.professional().await;
        let done = author.file(form_with(&json!({ "role": "314" }))).await;
        let refused = done.refusal("InvalidForm");
        assert_eq!(refused["errors"].as_array().map(Vec::len), Some(1));
        assert_eq!(refused["errors"][0]["field"], "role");
        assert_eq!(refused["errors"][0]["problem"], "UNKNOWN_CODE");
    }

    async fn a_draft_waits_for_an_agent_and_is_one(database: Database) {
        let portal = Portal::demo_on(database).await;
        imported(&portal, table(&roles()), DRAFT).await;
        let again = compared(&portal, table(&roles()), DRAFT).await;
        assert!(again.is_empty() && again.to_string().ends_with("the same is a draft already\n"));
        let listed = portal.agent().await.run("referenceVersions", &json!({ "first": 9 })).await;
        let listed = listed.data("referenceVersions").clone();
        assert_eq!((listed.as_array().map(Vec::len), &listed[0]["state"]), (Some(1), &"DRAFT".into()));
        // With a day, the draft that is there takes effect.
        imported(&portal, table(&roles()), on("2026-12-03")).await;
        let listed = portal.agent().await.run("referenceVersions", &json!({ "first": 9 })).await;
        let listed = listed.data("referenceVersions").clone();
        assert_eq!((listed.as_array().map(Vec::len), &listed[0]["state"]), (Some(1), &"IN_FORCE".into()));
    }

    async fn what_ended_keeps_its_name_for_those_born_there(database: Database) {
        let portal = Portal::demo_on(database).await;
        let body = Kind::Countries.built_in().body();
        let algeria = body.lines().find(|line| line.starts_with("99352")).expect("Algeria").to_owned();
        let countries = body.replace(&format!("{algeria}\n"), "");
        let countries = read(Kind::Countries, file(&countries).path()).expect("a table");
        imported(&portal, countries, on("2026-12-03")).await;
        let reference = portal.app.reference();
        let country = CountryCode::parse("99352").expect("well formed");
        assert_eq!(reference.country(&country).expect("Algeria").ended_on, Some(day("2026-12-03")));
        let place = BirthPlace::Abroad { country };
        assert!(reference.knows(&place) && reference.label(&place) == "Algérie");
        let found = portal.anybody().run("countries", &json!({ "search": "algérie", "first": 3 })).await;
        assert_eq!(found.data("countries")[0]["endedOn"], "2026-12-03");
    }

    async fn a_value_that_ended_is_refused_to_new_forms(database: Database) {
        let portal = Portal::demo_on(database).await;
        let body = Kind::ValueSets.built_in().body();
        let gone: Vec<&str> = body.lines().filter(|line| !line.starts_with("JDV_J117,S,") && !line.contains(",CHA,")).collect();
        let values = read(Kind::ValueSets, file(&(gone.join("\n") + "\n")).path()).expect("a table");
        let author = portal.professional().await;
        let waiting = portal.submitted(&author, form()).await;
        imported(&portal, values, on("2026-12-03")).await;
        let manager = portal.manager().await;
        let input = waiting.input(json!({ "reason": "CHA", "text": "Non." }));
        let refused = manager.change("rejectRequest", input).await.refusal("InvalidDecision");
        assert_eq!(refused["errors"][0]["problem"], "UNKNOWN_CODE");
        let other = portal.other_professional().await;
        let refused = other.file(form()).await.refusal("InvalidForm");
        assert_eq!((refused["errors"].as_array().map(Vec::len), &refused["errors"][0]["field"]), (Some(1), &json!("practiceMode")));
    }

    async fn what_ends_a_great_part_of_a_table_has_to_be_meant(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (store, now) = (&portal.app.store, portal.app.clock.now());
        let one = || table("code,label\n313,Aide-soignant\n");
        let cut = compare(store, one(), Mark::Demo, DRAFT, now).await;
        assert!(matches!(cut, Err(ImportError::TooManyEnded { ended: 59, before: 60 })), "{cut:?}");
        let meant = Effect { allow_ending: true, ..DRAFT };
        assert!(compare(store, one(), Mark::Demo, meant, now).await.is_ok());
        let over = compare(store, one(), Mark::Demo, on("2026-12-02"), now).await;
        assert!(matches!(over, Err(ImportError::DayInPast(_))), "{over:?}");
        let real = compare(store, table(&roles()), Mark::Real, DRAFT, now).await;
        assert!(matches!(real, Err(ImportError::Mark(_))), "a demo's database is no other");
    }

    async fn sectors_become_a_draft_of_the_rules(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (store, now) = (&portal.app.store, portal.app.clock.now());
        let mapping = "from,to,sector\n1000,3999,SANITAIRE\n4000,4999,SOCIAL_MEDICO_SOCIAL\n";
        let same = sectors::read(file(mapping).path()).expect("ranges");
        let same = sectors::compare(store, &same, Mark::Demo, None, now).await.expect("a comparison");
        assert!(same.is_empty(), "as it is in force: {same}");
        let other = mapping.replace("4000,4999", "4000,4601");
        let read = || sectors::read(file(&other).path()).expect("ranges");
        let from = Some(day("2027-01-01"));
        let new = sectors::compare(store, &read(), Mark::Demo, from, now).await.expect("a comparison");
        assert_eq!(
            new.to_string(),
            "secteurs-2027-01-01 says otherwise than 2026-11, which is in force:\n  \
             sectors: 4000-4999 SOCIAL_MEDICO_SOCIAL to -\n  sectors: - to 4000-4601 SOCIAL_MEDICO_SOCIAL\n"
        );
        server::import::rules::write(store, new, now).await.expect("a draft");
        let again = sectors::compare(store, &read(), Mark::Demo, from, now).await.expect("a comparison");
        assert!(again.is_empty(), "the same again");
    }
}

#[test]
fn a_wrong_file_is_refused_whole_with_its_lines() {
    let wrong = read(
        Kind::Roles,
        file("code,label\n313,\n346,Autre\n314,Ambulancier\n").path(),
    );
    let text = wrong.expect_err("a wrong file").to_string();
    assert!(
        text.starts_with(
            "INVALID_TABLE: 2 problems, CODE_UNKNOWN 1, EMPTY 1\n  line 2, label: EMPTY"
        ),
        "{text}"
    );
    let latin = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(latin.path(), b"code,label\n313,Aide-soignant\n314,\xE9\n").expect("bytes");
    let text = read(Kind::Roles, latin.path())
        .expect_err("a wrong file")
        .to_string();
    assert!(text.contains("line 3: NOT_UTF8"), "{text}");
}
