//! Killed in the middle of a batch: each row has one result, and what it did is there once.

use std::time::Duration;

use serde_json::{Value, json};
use server::seed::{Plan, seed};

use crate::api::batches::{file, row, sending};
use crate::support::database::Database;
use crate::support::on_both;
use crate::support::people::{Person, Reply};
use crate::support::portal::start;
use crate::support::process::Process;
use crate::support::say;
use crate::support::sign_in::{PRO_SANTE_CONNECT, sign_in};

const ROWS: usize = 500;
/// Rows that have their result when the process is killed.
const ENOUGH: i64 = 100;
/// Enough for that many requests to wait in structures of the manager's.
const PLAN: Plan = Plan {
    structures: 3,
    requests: 3_000,
    random_seed: 7,
};

const PAGE: &str = "query($after: String) {
    requests(filter: { scope: MANAGED, status: SUBMITTED }, first: 100, after: $after) {
        nodes { id revision } pageInfo { endCursor hasNextPage } } }";
const DECIDE: &str =
    "mutation($input: DecideBatchInput!) { decideBatch(input: $input) { ... on Batch { id } } }";
const REGISTER: &str = "mutation($input: RegisterBatchInput!) { registerBatch(input: $input) { ... on Batch { id } } }";

async fn manager(process: &Process) -> Person {
    let mut person = Person {
        browser: crate::support::browser::Browser::at(&process.origin),
    };
    sign_in(
        &mut person.browser,
        PRO_SANTE_CONNECT,
        "30B0168811/CPET00001",
    )
    .await;
    person
}

/// Requests that wait, as the manager reads them.
async fn waiting(manager: &Person) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::new();
    let mut after = Value::Null;
    while all.len() < ROWS {
        let page = manager.ask(PAGE, &json!({ "after": after })).await;
        let page = page.data("requests").clone();
        all.extend(page["nodes"].as_array().expect("rows").clone());
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    all.truncate(ROWS);
    all
}

async fn begin(manager: &Person, mutation: &str, field: &str, input: Value) {
    let Reply(answer) = manager.ask(mutation, &json!({ "input": input })).await;
    assert!(answer["data"][field]["id"].is_string(), "{answer}");
}

/// Waits until that many rows have their result; how many have it then.
async fn settled(database: &Database, enough: i64) -> i64 {
    loop {
        let settled = database
            .number("select count(*) from batch_items where state <> 'PENDING'")
            .await;
        if settled >= enough {
            return settled;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Kills and starts again when some rows are done, and waits for the rest.
async fn interrupted(process: &mut Process, database: &Database, before: i64) {
    let all = before + i64::try_from(ROWS).expect("a count");
    settled(database, before + ENOUGH).await;
    process.kill();
    let seen = database
        .number("select count(*) from batch_items where state <> 'PENDING'")
        .await;
    assert!(
        (before + ENOUGH..all).contains(&seen),
        "{seen} rows were settled"
    );
    say(format_args!(
        "killed after {} of {ROWS} rows",
        seen - before
    ));
    process.restart(&database.url()).await;
    assert_eq!(settled(database, all).await, all);
}

on_both! {
    async fn a_batch_that_was_cut_off_by_a_kill_goes_on_and_does_nothing_twice(database: Database) {
        let (store, _) = database.open().await;
        seed(&store, start(), PLAN, |_| ()).await.expect("synthetic data");
        store.close().await;
        let mut process = Process::start(&database.url()).await;
        let person = manager(&process).await;
        let requests = waiting(&person).await;
        assert_eq!(requests.len(), ROWS);
        let mails = database.number("select count(*) from outbox").await;
        let input = json!({
            "decision": "VALIDATE", "items": requests, "conditionsChecked": true, "identityChecked": true,
            "riskAcknowledged": true,
        });
        begin(&person, DECIDE, "decideBatch", input).await;
        interrupted(&mut process, &database, 0).await;

        let done = database.number("select count(*) from batch_items where state = 'DONE'").await;
        assert!(done > 0);
        let uncoded = database.number("select count(*) from batch_items where state = 'REFUSED' and code is null").await;
        assert_eq!(uncoded, 0, "each refusal has its code");
        let of_batch = "
            select count(*) from events e join batch_items i on i.request_id = e.request_id
            where e.kind = 'REQUEST_VALIDATED'";
        assert_eq!(database.number(of_batch).await, done, "a decision a row, and none twice");
        let validated = "
            select count(*) from batch_items i join requests r on r.id = i.request_id
            where i.state = 'DONE' and r.status = 'VALIDATED'";
        assert_eq!(database.number(validated).await, done);
        assert_eq!(database.number("select count(*) from outbox").await, mails + done, "an e-mail a row");
        let counted = database.number("select cast(sum(done) as bigint) from batches").await;
        assert_eq!(counted, done);

        let persons = database.number("select count(*) from persons").await;
        let rows: Vec<Vec<String>> = (0..ROWS).map(|number| row(number, &json!({}))).collect();
        let text = file(&rows).replace('"', "");
        begin(&person, REGISTER, "registerBatch", sending(&text)).await;
        let first = i64::try_from(ROWS).expect("a count");
        interrupted(&mut process, &database, first).await;
        let registered = database
            .number("select count(*) from batch_items where state = 'DONE' and line is not null")
            .await;
        let now = database.number("select count(*) from persons").await;
        assert_eq!(now - persons, registered, "a person a row, and none twice");
        assert!(registered > 450, "{registered} of {ROWS}");
        let twice = "
            select count(*) from (
                select request_id from batch_items where line is not null and request_id is not null
                group by request_id having count(*) > 1) as twice";
        assert_eq!(database.number(twice).await, 0);

        // The same file once more: the same numbers, and nobody new.
        begin(&person, REGISTER, "registerBatch", sending(&text)).await;
        settled(&database, first * 3).await;
        assert_eq!(database.number("select count(*) from persons").await, now);
        let again = database.number("select count(*) from batch_items where code = 'ROW_SENT_BEFORE'").await;
        assert_eq!(again, registered);
        let log = process.log();
        assert!(!log.contains("ERROR"), "{log}");
        assert!(!log.contains("Ligne") && !log.contains("exemple.example"), "{log}");
        process.kill();
    }
}
