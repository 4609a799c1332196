//! Every change of the schema is found in the feed, by exactly those who may hear of it.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use super::{heard_after, last_event, settled};
use crate::api::rights::mutations;
use crate::api::samples::Scene;
use crate::support::on_both;
use crate::support::portal::Portal;

/// In the order of the rights matrix; the manager and the representative act for the author's structure.
const PEOPLE: [&str; 6] = [
    "author",
    "stranger",
    "manager",
    "elsewhere",
    "agent",
    "representative",
];

/// The lines of `expected.txt`: a change, what it writes, and who hears of it.
fn expected() -> BTreeSet<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/portal/api/events/expected.txt");
    let text = std::fs::read_to_string(file).expect("what is expected");
    text.lines().map(str::to_owned).collect()
}

fn said(event: &Value) -> String {
    let text = |name: &str| event[name].as_str().unwrap_or_default();
    format!("{} {}", text("id"), text("kind"))
}

on_both! {
    async fn every_change_is_told_to_exactly_those_who_may_hear_of_it(database: Database) {
        let mut scene = Scene::set(Portal::demo_on(database).await).await;
        let mut found = BTreeSet::new();
        for mutation in mutations() {
            scene.renew(mutation).await;
            if mutation == "releaseRequest" {
                let claim = scene.variables("claimRequest").await;
                scene.manager.run("claimRequest", &claim).await;
                scene.refresh().await;
            }
            let variables = scene.variables(mutation).await;
            let start = last_event(&scene.portal.database).await;
            let reply = scene.granted(mutation).run(mutation, &variables).await;
            assert_eq!(reply.code(), "", "{mutation}");
            settled(&scene.portal).await;
            let written = format!("select id || ' ' || kind from events where id > {start} order by id");
            let written = scene.portal.database.texts(&written).await;
            let people = [&scene.author, &scene.stranger, &scene.manager, &scene.elsewhere, &scene.agent,
                &scene.representative];
            let mut heard: Vec<Vec<String>> = Vec::new();
            for person in people {
                heard.push(heard_after(person, start, 100).await.iter().map(said).collect());
            }
            assert_eq!(heard[4], written, "{mutation}: an agent hears of everything");
            if written.is_empty() {
                let answer = &reply.data(mutation)["__typename"];
                found.insert(format!("{mutation} wrote nothing and answered {}", answer.as_str().unwrap_or_default()));
            }
            for event in &written {
                let who = (0..PEOPLE.len()).filter(|person| heard[*person].contains(event));
                let who: Vec<&str> = who.map(|person| PEOPLE[person]).collect();
                let (_, kind) = event.split_once(' ').expect("a kind");
                found.insert(format!("{mutation} {kind} {}", who.join(",")));
            }
        }
        let expected = expected();
        let new: Vec<_> = found.difference(&expected).cloned().collect();
        let gone: Vec<_> = expected.difference(&found).cloned().collect();
        assert!(new.is_empty() && gone.is_empty(),
            "told otherwise than expected:\n{}\n\nnot told as expected:\n{}", new.join("\n"), gone.join("\n"));
    }
}
