//! The log of events: in order, told after the commit.

use std::time::Duration;

use futures_util::future::join_all;
use server::live::{Change, Listener};
use server::store::NewEvent;
use shared::event::EventKind;
use shared::id::{AccountId, RequestId, StructureId};
use uuid::Uuid;

use super::event;
use crate::support::on_both;
use crate::support::portal::start;

/// The next event's place in the log.
async fn next(listener: &mut Listener) -> i64 {
    let change = tokio::time::timeout(Duration::from_secs(20), listener.next()).await;
    match change.expect("an event comes") {
        Some(Change::Event(notice)) => notice.event,
        other => panic!("{other:?}"),
    }
}

on_both! {
    async fn an_event_is_told_with_its_ids_once_it_is_committed(database: Database) {
        let (store, live) = database.open().await;
        let mut heard = live.subscribe();
        let (account, request) = (AccountId(Uuid::now_v7()), RequestId(Uuid::now_v7()));
        let (structure, session) = (StructureId(Uuid::now_v7()), Uuid::now_v7());
        let mut tx = store.write().await.expect("a transaction");
        let new = NewEvent {
            account: Some(account),
            owner: Some(account),
            request: Some(request),
            structure: Some(structure),
            data: serde_json::json!({ "session": session, "subject": "899700218896" }),
            ..event(EventKind::RequestSubmitted)
        };
        let id = tx.add_event(new).await.expect("an event");
        tx.commit().await.expect("a commit");
        let Some(Change::Event(notice)) = heard.next().await else { panic!("nothing was told") };
        assert_eq!((notice.event, notice.kind, notice.at), (id, EventKind::RequestSubmitted, start()));
        assert_eq!((notice.account, notice.owner), (Some(account), Some(account)));
        assert_eq!((notice.request, notice.structure), (Some(request), Some(structure)));
        assert_eq!((notice.session, notice.subject.as_deref()), (Some(session), Some("899700218896")));
    }

    async fn the_events_of_a_transaction_are_told_in_order_and_each_once(database: Database) {
        let (store, live) = database.open().await;
        let mut heard = live.subscribe();
        let mut written = Vec::new();
        for _ in 0..3 {
            let mut tx = store.write().await.expect("a transaction");
            for kind in [EventKind::RequestValidated, EventKind::SituationAdded] {
                written.push(tx.add_event(event(kind)).await.expect("an event"));
            }
            tx.commit().await.expect("a commit");
        }
        assert!(written.is_sorted());
        for id in written {
            assert_eq!(next(&mut heard).await, id);
        }
        let silence = tokio::time::timeout(Duration::from_millis(700), heard.next()).await;
        assert!(silence.is_err(), "nothing is told twice");
    }

    async fn many_writers_at_once_and_each_event_is_told_once(database: Database) {
        let (store, live) = database.open().await;
        let mut heard = live.subscribe();
        let writers = (0..50).map(|number| {
            let store = store.clone();
            async move {
                let mut tx = store.write().await.expect("a transaction");
                let id = tx.add_event(event(EventKind::RequestSaved)).await.expect("an event");
                if number % 5 == 0 {
                    return None;
                }
                tx.commit().await.expect("a commit");
                Some(id)
            }
        });
        let mut committed: Vec<i64> = join_all(writers).await.into_iter().flatten().collect();
        committed.sort_unstable();
        let mut told = Vec::new();
        for _ in 0..committed.len() {
            told.push(next(&mut heard).await);
        }
        told.sort_unstable();
        assert_eq!(told, committed);
        assert_eq!(database.number("select count(*) from events").await, 40);
    }
}
