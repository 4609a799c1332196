//! How soon two hundred readers hear of a change. Printed, never asserted: it is the machine's as much as ours.

use std::time::{Duration, Instant};

use serde_json::json;
use tokio::task::JoinHandle;

use crate::support::form::form;
use crate::support::people::Person;
use crate::support::portal::Portal;
use crate::support::say;
use crate::support::socket::Socket;

const READERS: usize = 200;

/// Opens sockets that each wait for one push after the first `before`, and note when it came.
async fn readers(
    person: &Person,
    query: &str,
    variables: serde_json::Value,
    before: usize,
) -> Vec<JoinHandle<Instant>> {
    let mut readers = Vec::with_capacity(READERS);
    for _ in 0..READERS {
        let mut socket = Socket::open(person).await;
        socket.subscribe_to("1", query, &variables).await;
        for _ in 0..before {
            socket.value().await;
        }
        readers.push(tokio::spawn(async move {
            socket.value().await;
            Instant::now()
        }));
    }
    readers
}

async fn report(what: &str, answered: Instant, readers: Vec<JoinHandle<Instant>>) {
    let mut delays = Vec::with_capacity(READERS);
    for reader in readers {
        // A push may well come before the answer.
        delays.push(
            reader
                .await
                .expect("a push")
                .saturating_duration_since(answered),
        );
    }
    delays.sort_unstable();
    let at = |percent: usize| -> Duration {
        delays[(delays.len() * percent / 100).min(delays.len() - 1)]
    };
    let (p50, p99) = (at(50), at(99));
    say(format_args!(
        "push to {READERS} readers of {what}, after the mutation's answer: p50 {p50:?}, p99 {p99:?}"
    ));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_readers_of_a_request_and_of_a_queue_all_hear_of_it() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let manager = portal.manager().await;
    let request = portal.submitted(&professional, form()).await;
    let of_request =
        "subscription($id: ID!) { requestChanged(id: $id) { revision status rppsNumber } }";
    let tabs = readers(&professional, of_request, json!({ "id": request.id }), 1).await;
    manager.validate(&request).await.request();
    report("a request", Instant::now(), tabs).await;

    let of_queue =
        "subscription { queueChanged { kind request { id status } counts { status count } } }";
    let tabs = readers(&manager, of_queue, json!({}), 0).await;
    // The last of them must have been taken in hand.
    tokio::time::sleep(Duration::from_millis(300)).await;
    professional.file_form().await;
    report("a queue", Instant::now(), tabs).await;
}
