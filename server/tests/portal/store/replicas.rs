//! Several servers over one PostgreSQL: each hears what the others commit.

use std::time::Duration;

use server::live::{Change, Listener, Live};
use server::store::Store;
use shared::event::EventKind;

use super::event;
use crate::support::database::Database;

const PATIENCE: Duration = Duration::from_secs(20);

async fn next(listener: &mut Listener) -> Change {
    let change = tokio::time::timeout(PATIENCE, listener.next()).await;
    change.expect("something is told").expect("the hub lives")
}

async fn write(store: &Store) -> i64 {
    let mut tx = store.write().await.expect("a transaction");
    let id = tx
        .add_event(event(EventKind::RequestSaved))
        .await
        .expect("an event");
    tx.commit().await.expect("a commit");
    id
}

/// Reads on until that event; whether a gap was announced on the way.
async fn hears(listener: &mut Listener, id: i64) -> bool {
    let mut resync = false;
    loop {
        match next(listener).await {
            Change::Event(notice) if notice.event == id => return resync,
            Change::Event(_) => {}
            Change::Resync => resync = true,
        }
    }
}

async fn two_servers(database: &Database) -> [(Store, Live); 2] {
    [database.open().await, database.open().await]
}

#[tokio::test]
async fn each_server_hears_every_commit_once() {
    let database = Database::postgres().await;
    let [(here, at_home), (there, abroad)] = two_servers(&database).await;
    let (mut at_home, mut abroad) = (at_home.subscribe(), abroad.subscribe());
    let mut written = Vec::new();
    for _ in 0..5 {
        written.push(write(&here).await);
        written.push(write(&there).await);
    }
    for listener in [&mut at_home, &mut abroad] {
        let mut heard = Vec::new();
        while heard.len() < written.len() {
            match next(listener).await {
                Change::Event(notice) => heard.push(notice.event),
                Change::Resync => panic!("nothing was missed"),
            }
        }
        heard.sort_unstable();
        assert_eq!(heard, written);
        let silence = tokio::time::timeout(Duration::from_millis(700), listener.next()).await;
        assert!(silence.is_err(), "nothing is told twice");
    }
}

#[tokio::test]
async fn an_event_that_commits_after_a_later_one_is_told_all_the_same() {
    let database = Database::postgres().await;
    let [(here, _), (_there, abroad)] = two_servers(&database).await;
    let mut abroad = abroad.subscribe();
    let mut slow = here.write().await.expect("a transaction");
    let first = slow
        .add_event(event(EventKind::RequestSaved))
        .await
        .expect("an event");
    let second = write(&here).await;
    assert!(first < second);
    assert!(!hears(&mut abroad, second).await);
    // Long enough for the other server to have read past it more than once.
    tokio::time::sleep(Duration::from_millis(1200)).await;
    slow.commit().await.expect("a commit");
    assert!(!hears(&mut abroad, first).await);
}

#[tokio::test]
async fn a_lost_notice_costs_a_moment_and_nothing_else() {
    let database = Database::postgres().await;
    let (_store, live) = database.open().await;
    let mut heard = live.subscribe();
    // Written past the store, as by a server that died before it could tell.
    database
        .run("insert into events (at, kind, data) values (0, 'REQUEST_SAVED', '{}')")
        .await;
    assert!(matches!(next(&mut heard).await, Change::Event(_)));
}

#[tokio::test]
async fn a_server_whose_connections_were_cut_says_so_and_goes_on() {
    let database = Database::postgres().await;
    let [(here, _), (there, abroad)] = two_servers(&database).await;
    let mut abroad = abroad.subscribe();
    let before = write(&here).await;
    hears(&mut abroad, before).await;
    database
        .run(
            "select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()",
        )
        .await;
    let told = tokio::time::timeout(PATIENCE, async {
        while !matches!(next(&mut abroad).await, Change::Resync) {}
    });
    told.await
        .expect("whoever listens there is told to read anew");
    // A pool notices a dead connection when it is taken; what fails once works the next time.
    let mut attempts = 0;
    let after = loop {
        attempts += 1;
        let written = async {
            let mut tx = there.write().await?;
            let id = tx.add_event(event(EventKind::RequestSaved)).await?;
            tx.commit().await.map(|()| id)
        };
        match written.await {
            Ok(id) => break id,
            Err(error) => assert!(attempts < 20, "{error}"),
        }
    };
    hears(&mut abroad, after).await;
    let last = loop {
        if let Ok(mut tx) = here.write().await
            && let Ok(id) = tx.add_event(event(EventKind::RequestSaved)).await
            && tx.commit().await.is_ok()
        {
            break id;
        }
    };
    hears(&mut abroad, last).await;
}
