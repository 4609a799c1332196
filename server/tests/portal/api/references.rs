//! An agent says from which day imported reference data holds, and sees what it changes before.

use chrono::TimeDelta;
use serde_json::{Value, json};
use server::import::reference::{Effect, compare, write};
use server::reference::{Kind, Table};
use server::store::Mark;
use uuid::Uuid;

use crate::support::on_both;
use crate::support::people::Person;
use crate::support::portal::Portal;

/// A new draft of the roles, in which one has another name and one is gone.
pub(crate) async fn drafted(portal: &Portal) -> Value {
    let name = format!(
        "313,Aide-soignant {}\n",
        &Uuid::now_v7().simple().to_string()[20..]
    );
    let body = Kind::Roles.built_in().body();
    let body = body
        .replace("313,Aide-soignant\n", &name)
        .replace("314,Ambulancier\n", "");
    let table = Table::parse(Kind::Roles, &body).expect("a table");
    let effect = Effect {
        from: None,
        allow_ending: false,
    };
    let (store, now) = (&portal.app.store, portal.app.clock.now());
    let new = compare(store, table, Mark::Demo, effect, now)
        .await
        .expect("a comparison");
    write(store, new, now).await.expect("a draft");
    listed(&portal.agent().await).await[0].clone()
}

pub(crate) fn of(version: &Value) -> Value {
    json!({ "id": version["id"], "revision": version["revision"] })
}

pub(crate) fn on(version: &Value, day: &str) -> Value {
    json!({ "id": version["id"], "revision": version["revision"], "effectiveFrom": day })
}

async fn listed(agent: &Person) -> Value {
    let reply = agent.run("referenceVersions", &json!({ "first": 9 })).await;
    reply.data("referenceVersions").clone()
}

async fn read(agent: &Person, version: &Value) -> Value {
    let asked = json!({ "id": version["id"], "first": 9 });
    let reply = agent.run("referenceVersion", &asked).await;
    reply.data("referenceVersion").clone()
}

async fn names(portal: &Portal, search: &str) -> usize {
    let found = portal
        .anybody()
        .run("roles", &json!({ "search": search }))
        .await;
    found.data("roles").as_array().map_or(0, Vec::len)
}

on_both! {
    async fn what_a_version_changes_is_seen_before_its_day(database: Database) {
        let portal = Portal::demo_on(database).await;
        let agent = portal.agent().await;
        let draft = drafted(&portal).await;
        assert_eq!((&draft["state"], &draft["kind"], &draft["rows"]), (&json!("DRAFT"), &json!("ROLES"), &json!(59)));
        let detail = read(&agent, &draft).await;
        assert_eq!(detail["rowsBefore"], 60);
        let differences = &detail["differences"];
        assert_eq!((&differences[0]["change"], &differences[0]["before"]), (&json!("CHANGED"), &json!("Aide-soignant")));
        assert_eq!(differences[1], json!({ "change": "ENDED", "key": "314", "before": "Ambulancier", "after": null }));

        let scheduled = agent.change("scheduleReferenceVersion", on(&draft, "2026-12-05")).await.0;
        assert_eq!((&scheduled["state"], &scheduled["ended"]), (&json!("SCHEDULED"), &json!(1)));
        assert!(scheduled["scheduledBy"].is_string());
        assert_eq!(names(&portal, "ambulancier").await, 1, "its day has not come");
        assert_eq!(read(&agent, &draft).await["differences"], *differences);

        portal.clock.advance(TimeDelta::days(2));
        let agent = portal.agent().await;
        assert_eq!(listed(&agent).await[0]["state"], "IN_FORCE");
        assert_eq!(names(&portal, "ambulancier").await, 0);
        let begun = of(&listed(&agent).await[0]);
        agent.change("discardReferenceVersion", begun).await.refusal("ReferenceFixed");
        assert_eq!(read(&agent, &draft).await["differences"], *differences, "beside what held before it");
    }

    async fn a_version_for_later_may_be_given_up(database: Database) {
        let portal = Portal::demo_on(database).await;
        let agent = portal.agent().await;
        let draft = drafted(&portal).await;
        let scheduled = agent.change("scheduleReferenceVersion", on(&draft, "2026-12-05")).await.0;
        let given_up = agent.change("discardReferenceVersion", of(&scheduled)).await.0;
        assert_eq!(given_up["state"], "DISCARDED");
        portal.clock.advance(TimeDelta::days(2));
        assert_eq!(names(&portal, "ambulancier").await, 1);
        let events = portal.events().await;
        let told: Vec<&str> = events.iter().map(String::as_str).filter(|kind| kind.starts_with("REFERENCE")).collect();
        assert_eq!(told, ["REFERENCE_DRAFTED", "REFERENCE_SCHEDULED", "REFERENCE_DISCARDED"]);
    }
}

#[tokio::test]
async fn the_lists_of_the_form_are_published() {
    let portal = Portal::demo().await;
    let reply = portal.anybody().run("valueSets", &json!({})).await;
    let lists: Vec<&str> = reply
        .data("valueSets")
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|set| set["list"].as_str())
        .collect();
    assert_eq!(
        lists,
        ["JDV_J113", "JDV_J116", "JDV_J117", "JDV_J118", "JDV_J125"]
    );
    let wrong = portal.agent().await;
    for first in [-1, 101] {
        let asked = json!({ "first": first });
        assert_eq!(
            wrong.run("referenceVersions", &asked).await.code(),
            "INVALID_ARGUMENT"
        );
    }
    let nothing = wrong
        .run("referenceVersion", &json!({ "id": "x", "first": 1 }))
        .await;
    assert!(nothing.data("referenceVersion").is_null());
}
