//! PostgreSQL only: what the other servers commit, told by `LISTEN` and read from the table.
//!
//! One task sends the ids of what this server committed, in batches, on a connection of its own: a `NOTIFY`
//! inside every writing transaction would take PostgreSQL's global lock at each commit. Another listens and reads on
//! from its last position, also without any notice, since a notice can be lost.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sqlx::postgres::{PgListener, PgPool};
use tokio::sync::mpsc;

use super::event::EventRow;
use crate::live::{Change, Live};
use crate::telemetry::Causes;

const CHANNEL: &str = "rpps_events";
/// How long a server may miss what no notice told it.
const READ_ON: Duration = Duration::from_millis(500);
const RECONNECT: Duration = Duration::from_millis(500);
/// Ids in one notice; its payload stays far below PostgreSQL's 8,000 bytes.
const BATCH: usize = 200;
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

/// Starts both tasks; they end with the pool.
pub(super) async fn start(pool: &PgPool, live: &Live) -> Result<Notifier, sqlx::Error> {
    let told = Told::default();
    let (sender, receiver) = mpsc::unbounded_channel();
    // After a restore into another cluster the rows carry transactions of the old one, which may lie in this
    // one's future: there they would be news for ever.
    sqlx::query(
        "update events set xact = 0 where xact >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint",
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
    for notice in rows.into_iter().filter_map(EventRow::into_notice) {
        if told.insert(notice.event) {
            live.publish(Change::Event(Arc::new(notice)));
        }
    }
    Ok(next)
}
