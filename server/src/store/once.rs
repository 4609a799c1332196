//! The same key and body rebuilds the first answer; another body is refused.

use chrono::{DateTime, Utc};
use shared::id::AccountId;
use sqlx::FromRow;
use uuid::Uuid;

use super::{Connection, Store, StoreError, Tx, micros, on_db};

/// An idempotency key, as one caller sent it with one mutation.
#[derive(Clone, Debug)]
pub struct Key {
    pub account: AccountId,
    pub mutation: &'static str,
    pub key: String,
    /// Hash of everything else that was sent.
    pub body_hash: [u8; 32],
    pub at: DateTime<Utc>,
}

/// What a key says about the work ahead.
#[derive(Debug)]
pub enum Begun {
    /// Not done yet: here is the transaction to do it in.
    New(Tx),
    /// Done before; this is what it made or changed.
    Replay(Uuid),
    /// The key was used for something else.
    Conflict,
}

#[derive(Debug, FromRow)]
struct KeyRow {
    body_hash: Vec<u8>,
    object_id: Uuid,
}

impl Store {
    /// Begins to write, unless the key says that it was done before.
    pub async fn write_once(&self, key: Option<&Key>) -> Result<Begun, StoreError> {
        const SELECT: &str = "
            select body_hash, object_id from idempotency_keys
            where account_id = $1 and mutation = $2 and key = $3";
        let mut tx = self.write().await?;
        let Some(key) = key else {
            return Ok(Begun::New(tx));
        };
        tx.queue_up(key).await?;
        let row: Option<KeyRow> = on_db!(tx, |conn| sqlx::query_as(SELECT)
            .bind(key.account.0)
            .bind(key.mutation)
            .bind(&key.key)
            .fetch_optional(conn)
            .await)?;
        Ok(match row {
            None => Begun::New(tx),
            Some(row) if row.body_hash == key.body_hash => Begun::Replay(row.object_id),
            Some(_) => Begun::Conflict,
        })
    }
}

impl Tx {
    /// Waits until nobody else is at work under this key: who comes second finds the answer of the first. SQLite's
    /// writers queue already.
    async fn queue_up(&mut self, key: &Key) -> Result<(), StoreError> {
        const LOCK: &str = "select pg_advisory_xact_lock(hashtextextended($1, 0))";
        if let Connection::Postgres(transaction) = &mut self.connection {
            sqlx::query(LOCK)
                .bind(format!("{} {} {}", key.account, key.mutation, key.key))
                .execute(&mut **transaction)
                .await?;
        }
        Ok(())
    }

    /// Keeps the answer of this key, by the id of what it made or changed. `Duplicate` when another request of
    /// the same key came first.
    pub async fn keep_answer(&mut self, key: Option<&Key>, object: Uuid) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into idempotency_keys (account_id, mutation, key, body_hash, object_id, created_at)
            values ($1, $2, $3, $4, $5, $6)";
        let Some(key) = key else { return Ok(()) };
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(key.account.0)
            .bind(key.mutation)
            .bind(&key.key)
            .bind(key.body_hash.as_slice())
            .bind(object)
            .bind(micros(key.at))
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Forgets keys older than that. Returns how many there were.
    pub async fn forget_answers_before(
        &mut self,
        before: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        const DELETE: &str = "delete from idempotency_keys where created_at < $1";
        Ok(on_db!(self, |conn| sqlx::query(DELETE)
            .bind(micros(before))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?)
    }
}
