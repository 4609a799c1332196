//! What other processes commit, read from the table: on PostgreSQL the other servers, told by `LISTEN`; on SQLite the
//! commands that run beside the server.
//!
//! On PostgreSQL one task sends the ids of what this server committed, in batches, on a connection of its own: a `NOTIFY`
//! inside every writing transaction would take PostgreSQL's global lock at each commit. Another listens and reads on
//! from its last position, also without any notice, since a notice can be lost.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use shared::event::EventKind;
use sqlx::postgres::{PgListener, PgPool};
use sqlx::sqlite::SqlitePool;
use tokio::sync::mpsc;

use super::event::EventRow;
use crate::live::{Change, Live, Notice};
use crate::telemetry::Causes;

const CHANNEL: &str = "rpps_events";
/// How long a server may miss what no notice told it.
const READ_ON: Duration = Duration::from_millis(500);
const RECONNECT: Duration = Duration::from_millis(500);
/// Ids in one notice; its payload stays far below PostgreSQL's 8,000 bytes.
const BATCH: usize = 200;
/// Changes of structures that are told one by one when they come at once.
const FLOOD: usize = 100;
/// Events remembered so that none is told twice.
const REMEMBERED: usize = 50_000;

/// Tells the other servers, after the commit, which events are new.
#[derive(Clone, Debug)]
pub(super) struct Notifier {
    told: Told,
    sender: mpsc::UnboundedSender<i64>,
}

impl Notifier {
    /// True when this server's subscriptions have not heard of the event yet.
    pub(super) fn committed(&self, event: i64) -> bool {
        let first = self.told.insert(event);
        // A lost notice costs a fraction of a second: every server also reads on by itself.
        let _ = self.sender.send(event);
        first
    }
}

/// Events already told on this server.
#[derive(Clone, Debug, Default)]
struct Told(Arc<Mutex<(HashSet<i64>, VecDeque<i64>)>>);

impl Told {
    /// True the first time.
    fn insert(&self, event: i64) -> bool {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !told.0.insert(event) {
            return false;
        }
        told.1.push_back(event);
        if told.1.len() > REMEMBERED
            && let Some(oldest) = told.1.pop_front()
        {
            told.0.remove(&oldest);
        }
        true
    }
}

/// SQLite has one writer at a time, so ids appear in their order and the last one read says where to go on.
pub(super) async fn start_sqlite(pool: &SqlitePool, live: &Live) -> Result<Notifier, sqlx::Error> {
    let told = Told::default();
    // Nobody waits for a notice: there is no other server.
    let (sender, _) = mpsc::unbounded_channel();
    let last: i64 = sqlx::query_scalar("select coalesce(max(id), 0) from events")
        .fetch_one(pool)
        .await?;
    tokio::spawn(read_along(pool.clone(), live.clone(), told.clone(), last));
    Ok(Notifier { told, sender })
}

async fn read_along(pool: SqlitePool, live: Live, told: Told, mut last: i64) {
    const SELECT: &str = "
        select id, at, kind, account_id, owner_id, request_id, structure_id, data
        from events where id > $1 order by id limit 5000";
    while !pool.is_closed() {
        tokio::time::sleep(READ_ON).await;
        let rows: Result<Vec<EventRow>, _> =
            sqlx::query_as(SELECT).bind(last).fetch_all(&pool).await;
        match rows {
            Ok(rows) => {
                last = rows.last().map_or(last, EventRow::id);
                tell(&live, &told, rows);
            }
            Err(sqlx::Error::PoolClosed) => return,
            Err(error) => {
                tracing::warn!(error = %Causes(&error), "the log of events could not be read");
            }
        }
    }
}

/// Tells what was not told yet. Many structures at once, as an import changes them, are told as one.
fn tell(live: &Live, told: &Told, rows: Vec<EventRow>) {
    let new = rows.into_iter().filter_map(EventRow::into_notice);
    let new: Vec<_> = new.filter(|notice| told.insert(notice.event)).collect();
    let of_structures = |notice: &Notice| {
        matches!(
            notice.kind,
            EventKind::StructureCreated | EventKind::StructureChanged | EventKind::StructureClosed
        )
    };
    let is_flood = new.iter().filter(|notice| of_structures(notice)).count() > FLOOD;
    if is_flood {
        live.publish(Change::Resync);
    }
    for notice in new {
        if !(is_flood && of_structures(&notice)) {
            live.publish(Change::Event(Arc::new(notice)));
        }
    }
}

/// Starts both tasks; they end with the pool.
pub(super) async fn start(pool: &PgPool, live: &Live) -> Result<Notifier, sqlx::Error> {
    let told = Told::default();
    let (sender, receiver) = mpsc::unbounded_channel();
    // After a restore into another cluster the rows carry transactions of the old one, which may lie in this
    // one's future: there they would be news for ever. All move to the past, in the order that they have.
    sqlx::query(
        "update events set xact = xact - (select max(xact) from events)
        where exists (
            select 1 from events where xact >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint
        )",
    )
    .execute(pool)
    .await?;
    // Events of the past are nobody's news.
    let horizon: i64 =
        sqlx::query_scalar("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
            .fetch_one(pool)
            .await?;
    tokio::spawn(notify(pool.clone(), receiver));
    tokio::spawn(listen(pool.clone(), live.clone(), told.clone(), horizon));
    Ok(Notifier { told, sender })
}

/// Sends the ids of what was committed here.
async fn notify(pool: PgPool, mut receiver: mpsc::UnboundedReceiver<i64>) {
    let mut events = Vec::new();
    while receiver.recv_many(&mut events, BATCH).await > 0 {
        let payload = events
            .iter()
            .map(i64::to_string)
            .collect::<Vec<_>>()
            .join(",");
        if let Err(error) = sqlx::query("select pg_notify($1, $2)")
            .bind(CHANNEL)
            .bind(payload)
            .execute(&pool)
            .await
        {
            tracing::warn!(error = %Causes(&error), "the other servers were not told of a change; they read it by themselves");
        }
        events.clear();
        if pool.is_closed() {
            return;
        }
    }
}

async fn listen(pool: PgPool, live: Live, told: Told, mut horizon: i64) {
    let mut missed = false;
    while !pool.is_closed() {
        let listener = async {
            let mut listener = PgListener::connect_with(&pool).await?;
            listener.listen(CHANNEL).await?;
            Ok::<_, sqlx::Error>(listener)
        };
        let Ok(mut listener) = listener.await else {
            missed = true;
            tokio::time::sleep(RECONNECT).await;
            continue;
        };
        if std::mem::take(&mut missed) {
            live.publish(Change::Resync);
        }
        loop {
            match read_on(&pool, &live, &told, horizon).await {
                Ok(next) => horizon = next,
                Err(error) => {
                    tracing::warn!(error = %Causes(&error), "the log of events could not be read");
                    break;
                }
            }
            // `try_recv` says when the connection was lost, which `recv` would hide.
            match tokio::time::timeout(READ_ON, listener.try_recv()).await {
                Ok(Ok(Some(_))) | Err(_) => {}
                Ok(Ok(None) | Err(_)) => break,
            }
        }
        missed = true;
        live.publish(Change::Resync);
    }
}

/// Tells every event that appeared at or above the horizon, and returns the next horizon: the oldest
/// transaction still under way, below which nothing can appear any more.
async fn read_on(
    pool: &PgPool,
    live: &Live,
    told: &Told,
    horizon: i64,
) -> Result<i64, sqlx::Error> {
    const SELECT: &str = "
        select id, at, kind, account_id, owner_id, request_id, structure_id, data
        from events
        where xact >= $1
        order by id";
    let mut transaction = pool
        .begin_with("begin isolation level repeatable read read only")
        .await?;
    let next: i64 =
        sqlx::query_scalar("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
            .fetch_one(&mut *transaction)
            .await?;
    let rows: Vec<EventRow> = sqlx::query_as(SELECT)
        .bind(horizon)
        .fetch_all(&mut *transaction)
        .await?;
    transaction.commit().await?;
    tell(live, told, rows);
    Ok(next)
}
