//! Killed in the middle of many submissions: what was acknowledged is there, whole, and once.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use shared::finess::Finess;
use tokio::task::JoinSet;

use crate::support::database::Database;
use crate::support::form::form_with;
use crate::support::on_both;
use crate::support::people::{Person, Reply, Request};
use crate::support::process::Process;
use crate::support::say;
use crate::support::sign_in::{FRANCE_CONNECT, PRO_SANTE_CONNECT, sign_in};

/// Born in France, so that one form serves all of them.
const PEOPLE: [&str; 20] = [
    "test",
    "avec_nom_dusage",
    "nom_composé",
    "nom_50+_caractères",
    "carac_speciaux",
    "plusieurs_prénoms_2",
    "plusieurs_prénoms_3",
    "prénom_composé",
    "prénom_composé_avec_espace",
    "caractères_spéciaux",
    "nom_prénom_long",
    "moins_16_ans",
    "moins_18_ans",
    "moins_25_ans",
    "genre_indéfini",
    "sans_nom_dusage",
    "sans_telephone",
    "test_CORSE_2A",
    "test_CORSE_2B",
    "naissance_polynesie_française",
];
/// One request of a person is open at a structure: twenty people need ten structures for two hundred.
const STRUCTURES: usize = 10;
const ALL: usize = PEOPLE.len() * STRUCTURES;
/// Acknowledged when the process is killed.
const ENOUGH: usize = 60;

const SAVE: &str = "mutation($input: SaveDraftInput!) { saveDraft(input: $input) { ... on Request { id revision } } }";
const CREATE: &str = "mutation { createDraft(input: {}) { ... on Request { id revision } } }";
const SUBMIT: &str = "mutation($input: SubmitRequestInput!) {
    submitRequest(input: $input) { __typename ... on Request { id revision } ... on Refusal { code } } }";

async fn person(process: &Process, door: &str, login: &str) -> Person {
    let mut person = Person {
        browser: crate::support::browser::Browser::at(&process.origin),
    };
    sign_in(&mut person.browser, door, login).await;
    person
}

/// FINESS numbers that no structure of the demo has.
fn finess_numbers() -> Vec<String> {
    let number = |order: u32| {
        let body = format!("7507{order:04}");
        (0..10)
            .map(|key| format!("{body}{key}"))
            .find(|number| Finess::parse(number).is_ok())
    };
    (1000..).filter_map(number).take(STRUCTURES).collect()
}

/// Everybody signs in and prepares a draft for each structure.
async fn prepare(process: &Process) -> Vec<(Person, Vec<Request>)> {
    let agent = person(process, PRO_SANTE_CONNECT, server::demo_data::ANS_AGENT).await;
    let numbers = finess_numbers();
    for finess in &numbers {
        agent
            .change(
                "createStructure",
                json!({ "finess": finess, "kind": "ET", "name": "Clinique", "category": "1101" }),
            )
            .await;
    }
    let mut ready = Vec::new();
    for login in PEOPLE {
        let person = person(process, FRANCE_CONNECT, login).await;
        let mut drafts = Vec::new();
        for finess in &numbers {
            let draft = Request::of(person.ask(CREATE, &Value::Null).await.data("createDraft"));
            let form =
                form_with(&json!({ "structureFiness": finess, "exerciseLastName": "Martin" }));
            let saved = person
                .ask(
                    SAVE,
                    &json!({ "input": draft.input(json!({ "form": form })) }),
                )
                .await;
            drafts.push(Request::of(saved.data("saveDraft")));
        }
        ready.push((person, drafts));
    }
    ready
}

async fn submit(person: &Person, draft: &Request) -> Option<Value> {
    let input = draft.input(json!({ "idempotencyKey": draft.id }));
    let body = json!({ "query": SUBMIT, "variables": { "input": input } });
    let answer = person.post(&body).await;
    if answer.status.as_u16() != 200 {
        return None;
    }
    Some(Reply(answer.json()).0["data"]["submitRequest"].clone())
}

/// What the database holds of each request that was sent: its events, its submissions, its e-mails.
async fn kept(database: &Database) -> HashMap<String, [usize; 3]> {
    let id = if database.is_postgres() {
        "replace(request_id::text, '-', '')"
    } else {
        "lower(hex(request_id))"
    };
    let statements = [
        format!("select {id} from events where kind = 'REQUEST_SUBMITTED'"),
        format!("select {id} from submissions"),
        format!("select {id} from outbox where template = 'submitted'"),
    ];
    let mut kept: HashMap<String, [usize; 3]> = HashMap::new();
    for (at, statement) in statements.iter().enumerate() {
        for id in database.texts(statement).await {
            kept.entry(id).or_default()[at] += 1;
        }
    }
    kept
}

fn key(request: &Request) -> String {
    request.id.replace('-', "")
}

on_both! {
    async fn what_was_acknowledged_before_a_kill_is_there_once_after_it(database: Database) {
        let mut process = Process::start(&database.url()).await;
        let people = prepare(&process).await;
        let acknowledged = Arc::new(AtomicUsize::new(0));
        let mut clients = JoinSet::new();
        for (person, drafts) in people.clone() {
            let acknowledged = Arc::clone(&acknowledged);
            clients.spawn(async move {
                let mut done = Vec::new();
                for draft in drafts {
                    if submit(&person, &draft).await.is_some_and(|answer| answer["__typename"] == "Request") {
                        acknowledged.fetch_add(1, Ordering::SeqCst);
                        done.push(key(&draft));
                    }
                }
                done
            });
        }
        while acknowledged.load(Ordering::SeqCst) < ENOUGH {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        process.kill();
        let done: Vec<String> = clients.join_all().await.into_iter().flatten().collect();
        assert!((ENOUGH..ALL).contains(&done.len()), "{} were acknowledged", done.len());

        process.restart(&database.url()).await;
        let whole = kept(&database).await;
        for id in &done {
            assert_eq!(whole.get(id), Some(&[1, 1, 1]), "{id} was acknowledged");
        }
        // What was not acknowledged is there whole or not at all.
        assert!(whole.values().all(|counts| *counts == [1, 1, 1]), "{whole:?}");
        let sent = database.number("select count(*) from requests where status = 'SUBMITTED'").await;
        assert_eq!(usize::try_from(sent).expect("a count"), whole.len());
        say(format_args!("killed after {} acknowledged submissions; {} were durable", done.len(), whole.len()));

        // Who got no answer asks again under the same key, in the same session.
        for (person, drafts) in &people {
            for draft in drafts {
                let answer = submit(person, draft).await.expect("an answer");
                assert_eq!(answer["__typename"], "Request", "{answer}");
            }
        }
        let whole = kept(&database).await;
        assert_eq!(whole.len(), ALL);
        assert!(whole.values().all(|counts| *counts == [1, 1, 1]));
        let queued = database.number("select cast(sum(count) as bigint) from queue_counts where status = 'SUBMITTED'").await;
        assert_eq!(usize::try_from(queued).expect("a count"), ALL);
        let log = process.log();
        assert!(!log.contains("ERROR"), "{log}");
        for name in ["Martin", "MARTIN", "DUBOIS", "example.fr", "yopmail"] {
            assert!(!log.contains(name), "{name} in {log}");
        }
        process.kill();
    }
}
