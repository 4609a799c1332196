//! Verdicts without a filing: the same as everywhere else, and nothing stays of the question.

use serde_json::{Value, json};
use shared::corpus::{SEED, generate, questions};
use shared::offline;

use super::rule_sets::{drafted, of};
use crate::support::log::Log;
use crate::support::on_both;
use crate::support::people::{Person, Reply};
use crate::support::portal::Portal;

/// Questions asked of the server one by one and in heaps; the corpus step asks the rules themselves a hundred thousand.
const QUESTIONS: u32 = 2_000;
/// As many as a document may have aliases.
const HEAP: usize = 30;
const ASKED: &str = "{ outcome ruleSet ruleSetHash findings { code severity risk field text { fr en } remedy { fr en } source } }";

async fn simulate(person: &Person, input: Value) -> Reply {
    let variables = json!({ "input": input });
    person.run("simulateVerdict", &variables).await
}

/// Several verdicts of one document.
async fn simulate_all(person: &Person, inputs: &[Value]) -> Reply {
    let numbers = 0..inputs.len();
    let declared: Vec<String> = numbers
        .clone()
        .map(|number| format!("$i{number}: SimulateVerdictInput!"))
        .collect();
    let fields: Vec<String> = numbers
        .clone()
        .map(|number| format!("v{number}: simulateVerdict(input: $i{number}) {ASKED}"))
        .collect();
    let variables: Value = numbers
        .map(|number| (format!("i{number}"), inputs[number].clone()))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let (declared, fields) = (declared.join(" "), fields.join(" "));
    let document = format!("query({declared}) {{ {fields} }}");
    person.ask(&document, &variables).await
}

/// What is in every table, but for the sessions of those who sign in.
async fn rows(portal: &Portal) -> Vec<(String, i64)> {
    let tables = if portal.database.is_postgres() {
        "select tablename::text from pg_tables where schemaname = 'public' order by 1"
    } else {
        "select name from sqlite_master where type = 'table' order by 1"
    };
    let mut rows = Vec::new();
    for table in portal.database.texts(tables).await {
        let count = format!("select count(*) from {table}");
        rows.push((table, portal.database.number(&count).await));
    }
    rows
}

#[tokio::test]
async fn the_server_finds_what_the_rules_find_offline() {
    let portal = Portal::demo().await;
    let anybody = portal.anybody();
    let (mut heap, mut expected) = (Vec::new(), Vec::new());
    let mut refused = 0;
    for line in generate(SEED, QUESTIONS).lines() {
        let question = questions(line).expect("a case").verdict;
        let offline: Value =
            serde_json::from_str(&offline::simulate_verdict(&question)).expect("JSON");
        let question: Value = serde_json::from_str(&question).expect("JSON");
        if offline["refusal"].is_null() {
            heap.push(question);
            expected.push(offline["answer"].clone());
        } else {
            assert_eq!(
                simulate(&anybody, question).await.code(),
                offline["refusal"]["code"]
            );
            refused += 1;
        }
        if heap.len() == HEAP {
            let reply = simulate_all(&anybody, &heap).await;
            for (number, expected) in expected.drain(..).enumerate() {
                assert_eq!(
                    reply.data(&format!("v{number}")),
                    &expected,
                    "{}",
                    heap[number]
                );
            }
            heap.clear();
        }
    }
    assert!(refused > 50, "{refused}");
}

on_both! {
    async fn a_rule_set_is_named_and_a_draft_by_agents_alone(database: Database) {
        let portal = Portal::demo_on(database).await;
        let draft = drafted(&portal).await;
        let name = draft["name"].clone();
        let input = |rule_set: &Value| json!({
            "role": "316", "sector": "SANITAIRE", "ecpsOnlyAcknowledged": true, "dmpAcknowledged": true,
            "riskAcknowledged": true, "termsAccepted": true, "asOf": "2027-06-01", "ruleSet": rule_set,
        });
        let built_in = json!("2026-11");
        for person in [portal.anybody(), portal.professional().await, portal.manager().await] {
            assert_eq!(simulate(&person, input(&name)).await.code(), "NOT_FOUND");
            let found = simulate(&person, input(&built_in)).await;
            assert_eq!(found.data("simulateVerdict")["outcome"], "ELIGIBLE");
        }
        let agent = portal.agent().await;
        let found = simulate(&agent, input(&name)).await.data("simulateVerdict").clone();
        assert_eq!((&found["outcome"], &found["ruleSet"]), (&json!("AT_RISK"), &name), "316 is out of scope there");
        for nothing in ["", "2020-01", "a\0b"] {
            assert_eq!(simulate(&agent, input(&json!(nothing))).await.code(), "NOT_FOUND");
        }
        // The hash is that of the rule set that was named.
        let expecting = |rule_set: &Value, hash: &Value| {
            let mut input = input(rule_set);
            input["ruleSetHash"] = hash.clone();
            input
        };
        let hash = &found["ruleSetHash"];
        assert_eq!(simulate(&agent, expecting(&name, hash)).await.code(), "");
        assert_eq!(simulate(&agent, expecting(&built_in, hash)).await.code(), "RULE_SET_CHANGED");
        assert_eq!(simulate(&agent, expecting(&Value::Null, hash)).await.code(), "RULE_SET_CHANGED");
        // What was discarded is nobody's any more.
        agent.change("discardRuleSet", of(&draft)).await;
        assert_eq!(simulate(&agent, input(&name)).await.code(), "NOT_FOUND");
    }

    async fn a_simulation_writes_no_row(database: Database) {
        let portal = Portal::demo_on(database).await;
        let author = portal.professional().await;
        author.file_form().await;
        let name = drafted(&portal).await["name"].clone();
        let people = [portal.anybody(), author, portal.manager().await, portal.agent().await];
        let before = rows(&portal).await;
        assert!(before.len() > 20 && before.iter().any(|(table, count)| table == "requests" && *count == 1));
        for person in &people {
            for rule_set in [&Value::Null, &json!("2026-11"), &name] {
                simulate(person, json!({ "role": "316", "birthDate": "1962-08-24", "ruleSet": rule_set })).await;
                simulate(person, json!({ "role": "316", "ruleSetHash": "0", "ruleSet": rule_set })).await;
            }
        }
        assert_eq!(rows(&portal).await, before);
    }
}

#[tokio::test]
async fn a_simulation_reads_nothing_and_logs_nothing_of_the_person() {
    let (log, _guard) = Log::begin();
    let portal = Portal::demo().await;
    let anybody = portal.anybody();
    portal.app.store.close().await;
    let begun = log.text().len();
    let input = json!({ "role": "316", "birthDate": "1962-08-24", "startDate": "2027-01-04", "asOf": "2026-12-24" });
    let found = simulate(&anybody, input).await;
    assert_eq!(
        found.data("simulateVerdict")["ruleSet"],
        "2026-11",
        "no row was looked at"
    );
    let said = log.text().split_off(begun);
    for personal in ["1962-08-24", "2027-01-04", "2026-12-24", "birthDate"] {
        assert!(!said.contains(personal), "{personal} in the log:\n{said}");
    }
}
