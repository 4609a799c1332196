//! The feed: every event once, in one order, whatever commits when.

use futures_util::future::join_all;
use serde_json::json;
use server::store::{FeedScope, NewEvent, Position, Store};
use shared::date::Date;
use shared::event::EventKind;
use shared::id::{AccountId, StructureId};
use uuid::Uuid;

use super::{account, event, structure};
use crate::support::database::Database;
use crate::support::on_both;

fn today() -> Date {
    Date::parse("2026-12-03").expect("a day")
}

fn everything() -> FeedScope {
    FeedScope {
        all: true,
        ..FeedScope::default()
    }
}

/// What comes after a place, read to the end in pages of that size.
async fn read_from(store: &Store, scope: &FeedScope, mut at: Position, size: i64) -> Vec<Position> {
    let mut all = Vec::new();
    loop {
        let mut tx = store.read().await.expect("a transaction");
        let page = tx.feed(scope, at, today(), size).await.expect("a page");
        let Some(last) = page.last() else { return all };
        at = last.position;
        all.extend(page.iter().map(|event| event.position));
    }
}

/// The same once nothing of another transaction keeps any of it back.
async fn read_all(store: &Store, scope: &FeedScope, size: i64) -> Vec<Position> {
    let is_settled = || async {
        let mut tx = store.read().await.expect("a transaction");
        tx.feed_is_settled().await.expect("an answer")
    };
    while !is_settled().await {
        tokio::task::yield_now().await;
    }
    read_from(store, scope, Position::default(), size).await
}

on_both! {
    async fn a_reader_hears_of_what_is_theirs_and_of_nothing_else(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let (me, other) = (account(&mut tx, "me").await, account(&mut tx, "other").await);
        let (here, elsewhere) = (structure(&mut tx, "0B0168811").await, structure(&mut tx, "0B0184230").await);
        let mut ids = Vec::new();
        let events = [
            (Some(me), None, EventKind::RequestCreated),
            (Some(other), None, EventKind::RequestCreated),
            (Some(other), Some(here), EventKind::RequestSubmitted),
            (Some(other), Some(here), EventKind::RequestSaved),
            (Some(other), Some(elsewhere), EventKind::RequestSubmitted),
            (Some(me), Some(here), EventKind::RequestSubmitted),
            (None, None, EventKind::RuleSetDrafted),
        ];
        for (owner, structure, kind) in events {
            let new = NewEvent { owner, structure, data: json!({}), ..event(kind) };
            ids.push(tx.add_event(new).await.expect("an event"));
        }
        tx.commit().await.expect("a commit");
        let heard = |scope: FeedScope| {
            let (store, ids) = (store.clone(), ids.clone());
            async move {
                let heard = read_all(&store, &scope, 2).await;
                let of = |position: Position| ids.iter().position(|id| *id == position.event);
                heard.into_iter().filter_map(of).collect::<Vec<_>>()
            }
        };
        let own = FeedScope { account: Some(me), ..FeedScope::default() };
        assert_eq!(heard(own.clone()).await, [0, 5]);
        let of_here = FeedScope { structures: vec![here], ..FeedScope::default() };
        assert_eq!(heard(of_here).await, [2, 5]);
        // What is heard of twice is told once.
        assert_eq!(heard(FeedScope { structures: vec![here, elsewhere], ..own }).await, [0, 2, 4, 5]);
        let many = (0..100).map(|_| StructureId(Uuid::now_v7())).chain([here]).collect();
        assert_eq!(heard(FeedScope { structures: many, ..FeedScope::default() }).await, [2, 5]);
        assert_eq!(heard(everything()).await, [0, 1, 2, 3, 4, 5, 6]);
        assert!(heard(FeedScope::default()).await.is_empty());
    }

    async fn no_page_reads_the_whole_log(database: Database) {
        const MANY: &str = "
            with recursive n (i) as (select 1 union all select i + 1 from n where i < 20000)
            insert into events (at, kind, data) select i, 'STRUCTURE_CHANGED', '{}' from n";
        let (store, _) = database.open().await;
        database.run(MANY).await;
        database.run("analyze").await;
        let structures = |count: usize| (0..count).map(|_| StructureId(Uuid::now_v7())).collect();
        let scopes = [
            everything(),
            FeedScope { account: Some(AccountId(Uuid::now_v7())), ..FeedScope::default() },
            FeedScope { structures: structures(1), ..FeedScope::default() },
            FeedScope { structures: structures(40), ..FeedScope::default() },
            FeedScope { structures: structures(400), ..FeedScope::default() },
        ];
        for scope in scopes {
            let after = Position { xact: 0, event: 19_000 };
            let mut tx = store.read().await.expect("a transaction");
            let plan = tx.feed_plan(&scope, after, today(), 21).await.expect("a plan");
            let reads_all = |line: &&String| {
                line.contains("Seq Scan on events") || line.contains("SCAN events") || line.contains("SCAN e ")
            };
            assert_eq!(plan.iter().find(reads_all), None, "{}", plan.join("\n"));
            assert!(plan.iter().any(|line| line.contains("events")));
        }
    }

    async fn a_legal_entity_comes_with_its_sites(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let (entity, site) = (structure(&mut tx, "0B0168811").await, structure(&mut tx, "0B0184230").await);
        tx.commit().await.expect("a commit");
        database.run("update structures set kind = 'EJ' where finess = '0B0168811'").await;
        database.run("update structures set parent_finess = '0B0168811' where finess = '0B0184230'").await;
        let mut tx = store.read().await.expect("a transaction");
        assert_eq!(tx.with_sites(entity).await.expect("a list"), [entity, site]);
        assert_eq!(tx.with_sites(site).await.expect("a list"), [site]);
    }

    async fn many_writers_at_once_and_a_follower_hears_each_once_and_in_order(database: Database) {
        let (store, _) = database.open().await;
        let writers = async {
            let writers = (0..40).map(|number: u32| {
                let store = store.clone();
                async move {
                    let mut tx = store.write().await.expect("a transaction");
                    for _ in 0..=number % 3 {
                        tx.add_event(event(EventKind::RequestSaved)).await.expect("an event");
                        tokio::task::yield_now().await;
                    }
                    tx.commit().await.expect("a commit");
                }
            });
            join_all(writers).await;
        };
        let follower = async {
            let mut heard: Vec<Position> = Vec::new();
            // Of 40 writers every third writes one, two or three.
            while heard.len() < 79 {
                let at = heard.last().copied().unwrap_or_default();
                heard.extend(read_from(&store, &everything(), at, 3).await);
                tokio::task::yield_now().await;
            }
            heard
        };
        let (heard, ()) = tokio::join!(follower, writers);
        assert_eq!(heard, read_all(&store, &everything(), 100).await);
        let mut ids: Vec<i64> = heard.iter().map(|position| position.event).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 79);
    }
}

#[tokio::test]
async fn what_commits_later_comes_later_whatever_its_number_and_nothing_is_lost() {
    let database = Database::postgres().await;
    let servers = [database.open().await.0, database.open().await.0];
    // All number their event before any commits, on two servers in turn.
    let mut open = Vec::new();
    let mut written = Vec::new();
    for number in 0..12 {
        let mut tx = servers[number % 2].write().await.expect("a transaction");
        let id = tx.add_event(event(EventKind::RequestSaved)).await;
        written.push(id.expect("an event"));
        open.push(Some(tx));
    }
    let mut heard = Vec::new();
    // From the last to the first, but for one that is undone.
    for number in (0..12).rev() {
        let tx = open[number].take().expect("a transaction");
        if number == 5 {
            drop(tx);
        } else {
            tx.commit().await.expect("a commit");
        }
        let at = heard.last().copied().unwrap_or_default();
        let new = read_from(&servers[1 - number % 2], &everything(), at, 5).await;
        assert!(
            number == 0 || new.is_empty(),
            "the oldest is still under way"
        );
        heard.extend(new);
    }
    let at = heard.last().copied().unwrap_or_default();
    let whole = read_all(&servers[0], &everything(), 5).await;
    heard.extend(read_from(&servers[0], &everything(), at, 5).await);
    assert_eq!(heard, whole);
    written.remove(5);
    let ids: Vec<i64> = heard.iter().map(|position| position.event).collect();
    assert_eq!(ids, written);
}

#[tokio::test]
async fn a_cursor_holds_after_a_restore_into_another_cluster() {
    let database = Database::postgres().await;
    let (store, _) = database.open().await;
    for _ in 0..4 {
        let mut tx = store.write().await.expect("a transaction");
        tx.add_event(event(EventKind::RequestSaved))
            .await
            .expect("an event");
        tx.commit().await.expect("a commit");
    }
    let before = read_all(&store, &everything(), 10).await;
    // As a copy of the files of a cluster that had run for longer; the last two had committed in another order.
    database
        .run("update events set xact = xact + 1000000000000")
        .await;
    database.run("update events set xact = (select max(xact) + 1 from events) where id = (select max(id) - 1 from events)").await;
    let (again, _) = database.open().await;
    let mut tx = again.write().await.expect("a transaction");
    let new = tx
        .add_event(event(EventKind::RequestSaved))
        .await
        .expect("an event");
    tx.commit().await.expect("a commit");
    let after = read_all(&again, &everything(), 10).await;
    let ids = |positions: &[Position]| {
        positions
            .iter()
            .map(|position| position.event)
            .collect::<Vec<_>>()
    };
    let old = ids(&before);
    assert_eq!(ids(&after), [old[0], old[1], old[3], old[2], new]);
    // The cursor of the second event, as it was given before.
    assert_eq!(
        ids(&read_from(&again, &everything(), before[1], 10).await),
        [old[3], old[2], new]
    );
}
