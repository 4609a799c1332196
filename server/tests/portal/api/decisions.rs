//! Two managers decide at the same moment, over and over: one wins each time, and the other is told what happened.

use futures_util::future::join_all;
use serde_json::{Value, json};
use shared::request::Request;

use crate::support::form::HOSPITAL;
use crate::support::people::Person;
use crate::support::portal::Portal;
use crate::support::{on_both, say};

const PAIRS: usize = 1000;
/// Pairs that are under way together.
const TOGETHER: usize = 8;
const ANSWER: &str = "__typename ... on Request { status revision }
    ... on Stale { changedFields current { status revision } } ... on Claimed { code } ... on Refusal { code }";

async fn decide(manager: &Person, mutation: &str, request: &Request, more: Value) -> Value {
    let mut input = more;
    input["id"] = json!(request.id.0.to_string());
    input["revision"] = json!(request.revision);
    let (first, rest) = mutation.split_at(1);
    let of = format!("{}{rest}Input", first.to_uppercase());
    let query = format!("mutation($input: {of}!) {{ {mutation}(input: $input) {{ {ANSWER} }} }}");
    let reply = manager.ask(&query, &json!({ "input": input })).await;
    reply.data(mutation).clone()
}

async fn validate(manager: &Person, request: &Request) -> Value {
    let more = json!({ "conditionsChecked": true, "identityChecked": true });
    decide(manager, "validateRequest", request, more).await
}

async fn reject(manager: &Person, request: &Request) -> Value {
    decide(
        manager,
        "rejectRequest",
        request,
        json!({ "reason": "AUT", "text": "Non." }),
    )
    .await
}

on_both! {
    async fn of_a_thousand_pairs_of_decisions_one_wins_each_time(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (manager, colleague) = (portal.manager().await, portal.colleague().await);
        let requests = portal.crowd(HOSPITAL, PAIRS).await;
        let (manager, colleague) = (&manager, &colleague);
        let (mut validated, mut rejected) = (0, 0);
        for (at, together) in requests.chunks(TOGETHER).enumerate() {
            let pairs = together.iter().map(|request| async move {
                // Each is the first to ask as often as the other.
                if at % 2 == 0 {
                    let (first, second) = tokio::join!(validate(manager, request), reject(colleague, request));
                    [first, second]
                } else {
                    let (second, first) = tokio::join!(reject(colleague, request), validate(manager, request));
                    [first, second]
                }
            });
            for (pair, request) in join_all(pairs).await.iter().zip(together) {
                let won: Vec<usize> = (0..2).filter(|at| pair[*at]["__typename"] == "Request").collect();
                assert_eq!(won.len(), 1, "{pair:?}");
                let (winner, loser) = (&pair[won[0]], &pair[1 - won[0]]);
                assert_eq!(loser["__typename"], "Stale", "{pair:?}");
                assert_eq!(loser["current"], json!({ "status": winner["status"], "revision": request.revision + 1 }));
                if winner["status"] == "VALIDATED" { validated += 1 } else { rejected += 1 }
            }
        }
        say(format_args!("{PAIRS} pairs of decisions: {validated} validated, {rejected} rejected, {PAIRS} told what changed"));
        assert_eq!(validated + rejected, PAIRS);
        let decided = "select count(*) from events where kind in ('REQUEST_VALIDATED', 'REQUEST_REJECTED')";
        let numbers = "select count(*) from persons";
        let waiting = "select cast(coalesce(sum(count), 0) as bigint) from queue_counts where status = 'SUBMITTED'";
        let count = |sql: &'static str| portal.database.number(sql);
        let pairs = i64::try_from(PAIRS).expect("a count");
        assert_eq!((count(decided).await, count(waiting).await), (pairs, 0));
        assert!(count(numbers).await >= i64::try_from(validated).expect("a count"));
    }
}
