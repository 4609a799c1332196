//! Webhooks: where a structure's software is told of events, how far it was told, and what came of each attempt.

mod row;

use chrono::{DateTime, Utc};
use shared::id::{AccountId, StructureId, WebhookId};
use uuid::Uuid;

pub use self::row::{Attempt, Webhook, WebhookState};
use self::row::{HistoryRow, WebhookRow, webhook_columns};
use super::{Connection, NewEvent, Position, StoreError, Tx, micros, on_db};

/// A webhook to register; it is told of what happens from now on.
#[derive(Clone, Debug)]
pub struct NewWebhook<'a> {
    pub id: WebhookId,
    pub structure: StructureId,
    pub by: AccountId,
    pub url: &'a str,
    pub secret: &'a str,
}

/// How a webhook goes on.
#[derive(Clone, Copy, Debug)]
pub enum WebhookStep<'a> {
    /// It has another address, or it is on or off.
    Change(&'a str, WebhookState),
    /// Everything after that place is delivered, again or not.
    Replay(Position),
    /// A test message is to be sent.
    Test,
    /// Its secret is another.
    Rotate,
    /// The last attempt failed.
    Stop,
}

impl Tx {
    /// The last event that the feed holds.
    pub async fn feed_end(&mut self) -> Result<Position, StoreError> {
        const SQLITE: &str = "select xact, id from events order by id desc limit 1";
        const POSTGRES: &str = "
            select xact, id from events
            where xact < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
            order by xact desc, id desc limit 1";
        let last: Option<(i64, i64)> = match &mut self.connection {
            Connection::Sqlite(transaction) => {
                sqlx::query_as(SQLITE)
                    .fetch_optional(&mut **transaction)
                    .await?
            }
            Connection::Postgres(transaction) => {
                sqlx::query_as(POSTGRES)
                    .fetch_optional(&mut **transaction)
                    .await?
            }
        };
        Ok(last.map_or_else(Position::default, |(xact, event)| Position { xact, event }))
    }

    /// Registers a webhook with its first secret.
    pub async fn add_webhook(
        &mut self,
        new: &NewWebhook<'_>,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into webhooks (
                id, structure_id, created_by, url, state, event_id, xact, attempts, next_attempt_at, created_at, revision
            ) values ($1, $2, $3, $4, 'ACTIVE', $5, $6, 0, $7, $7, 1)";
        let end = self.feed_end().await?;
        let at = event.at;
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(new.id.0)
            .bind(new.structure.0)
            .bind(new.by.0)
            .bind(new.url)
            .bind(end.event)
            .bind(end.xact)
            .bind(micros(at))
            .execute(conn)
            .await
            .map(drop))?;
        self.add_webhook_secret(new.id, new.secret, at).await?;
        self.add_event(event).await?;
        Ok(())
    }

    /// Keeps a secret to sign with beside those that are there.
    pub async fn add_webhook_secret(
        &mut self,
        id: WebhookId,
        secret: &str,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into webhook_secrets (webhook_id, made_at, secret) values ($1, $2, $3)
            on conflict (webhook_id, made_at) do update set secret = excluded.secret, expires_at = null";
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(id.0)
            .bind(micros(at))
            .bind(secret)
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Lets the secrets that are there end at that moment, and forgets those that have ended.
    pub async fn end_webhook_secrets(
        &mut self,
        id: WebhookId,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        const DELETE: &str =
            "delete from webhook_secrets where webhook_id = $1 and expires_at is not null";
        const UPDATE: &str =
            "update webhook_secrets set expires_at = $2 where webhook_id = $1 and made_at < $3";
        on_db!(self, |conn| sqlx::query(DELETE)
            .bind(id.0)
            .execute(conn)
            .await
            .map(drop))?;
        on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(id.0)
            .bind(micros(until))
            .bind(micros(now))
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// What messages are signed with now, the newest first.
    pub async fn webhook_secrets(
        &mut self,
        id: WebhookId,
        now: DateTime<Utc>,
    ) -> Result<Vec<String>, StoreError> {
        const SELECT: &str = "
            select secret from webhook_secrets
            where webhook_id = $1 and (expires_at is null or expires_at > $2)
            order by made_at desc";
        Ok(on_db!(self, |conn| sqlx::query_scalar(SELECT)
            .bind(id.0)
            .bind(micros(now))
            .fetch_all(conn)
            .await)?)
    }

    /// Moves a webhook on, with its event. `Stale` when it has changed since it was read.
    pub async fn turn_webhook(
        &mut self,
        webhook: &Webhook,
        step: WebhookStep<'_>,
        event: NewEvent,
    ) -> Result<i64, StoreError> {
        const UPDATE: &str = "
            update webhooks set url = $3, state = $4, event_id = $5, xact = $6, attempts = $7, failing_since = $8,
                test_at = $9, next_attempt_at = $10, revision = revision + 1
            where id = $1 and revision = $2";
        let mut next = webhook.clone();
        match step {
            WebhookStep::Change(url, state) => {
                url.clone_into(&mut next.url);
                next.begin_anew(state, event.at);
            }
            WebhookStep::Replay(position) => {
                next.position = position;
                next.begin_anew(WebhookState::Active, event.at);
            }
            WebhookStep::Test => {
                next.test_at = Some(event.at);
                next.next_attempt_at = event.at;
            }
            WebhookStep::Rotate => {}
            WebhookStep::Stop => next.state = WebhookState::Stopped,
        }
        let turned = on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(next.id.0)
            .bind(next.revision)
            .bind(&next.url)
            .bind(next.state.code())
            .bind(next.position.event)
            .bind(next.position.xact)
            .bind(next.attempts)
            .bind(next.failing_since.map(micros))
            .bind(next.test_at.map(micros))
            .bind(micros(next.next_attempt_at))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if turned == 0 {
            return Err(StoreError::Stale);
        }
        self.add_event(event).await
    }

    /// Forgets a webhook, its secrets and its history, with the event.
    pub async fn delete_webhook(
        &mut self,
        webhook: &Webhook,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        const SECRETS: &str = "delete from webhook_secrets where webhook_id = $1";
        const DELIVERIES: &str = "delete from webhook_deliveries where webhook_id = $1";
        const WEBHOOK: &str = "delete from webhooks where id = $1 and revision = $2";
        for sql in [SECRETS, DELIVERIES] {
            on_db!(self, |conn| sqlx::query(sql)
                .bind(webhook.id.0)
                .execute(conn)
                .await
                .map(drop))?;
        }
        let gone = on_db!(self, |conn| sqlx::query(WEBHOOK)
            .bind(webhook.id.0)
            .bind(webhook.revision)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if gone == 0 {
            return Err(StoreError::Stale);
        }
        self.add_event(event).await?;
        Ok(())
    }

    pub async fn webhook(&mut self, id: WebhookId) -> Result<Option<Webhook>, StoreError> {
        const SELECT: &str = concat!(
            "select ",
            webhook_columns!(),
            " from webhooks w where w.id = $1"
        );
        let row: Option<WebhookRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(id.0)
            .fetch_optional(conn)
            .await)?;
        row.map(Webhook::try_from).transpose()
    }

    /// A structure's webhooks, the oldest first, each with its last attempts, the latest first.
    pub async fn webhooks_of(
        &mut self,
        structure: StructureId,
        attempts: i64,
    ) -> Result<Vec<(Webhook, Vec<Attempt>)>, StoreError> {
        const SELECT: &str = concat!(
            "select ",
            webhook_columns!(),
            ", d.id as delivery_id, d.event_id as delivery_event_id, d.attempt, d.at, d.outcome, d.status, d.milliseconds
            from webhooks w
            left join (
                select d.*, row_number() over (partition by d.webhook_id order by d.id desc) as place
                from webhook_deliveries d
                where d.webhook_id in (select v.id from webhooks v where v.structure_id = $1)
            ) d on d.webhook_id = w.id and d.place <= $2
            where w.structure_id = $1
            order by w.id, d.id desc"
        );
        let rows: Vec<HistoryRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(structure.0)
            .bind(attempts)
            .fetch_all(conn)
            .await)?;
        HistoryRow::gather(rows)
    }

    /// Webhooks to which something may have to be sent now.
    pub async fn due_webhooks(&mut self, now: DateTime<Utc>) -> Result<Vec<Webhook>, StoreError> {
        const SELECT: &str = concat!(
            "select ",
            webhook_columns!(),
            " from webhooks w
            where (w.state = 'ACTIVE' or w.test_at is not null) and w.next_attempt_at <= $1
            order by w.next_attempt_at, w.id"
        );
        let rows: Vec<WebhookRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(micros(now))
            .fetch_all(conn)
            .await)?;
        rows.into_iter().map(Webhook::try_from).collect()
    }

    /// Takes a webhook to work on it until that moment; false when another server did, or it has changed.
    pub async fn take_webhook(
        &mut self,
        webhook: &Webhook,
        until: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        const UPDATE: &str = "
            update webhooks set next_attempt_at = $4
            where id = $1 and revision = $2 and next_attempt_at = $3";
        let taken = on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(webhook.id.0)
            .bind(webhook.revision)
            .bind(micros(webhook.next_attempt_at))
            .bind(micros(until))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(taken == 1)
    }

    /// Keeps how far a webhook is, as whoever took it leaves it; false when it has changed meanwhile.
    pub async fn keep_webhook(
        &mut self,
        taken: &Webhook,
        next: &Webhook,
    ) -> Result<bool, StoreError> {
        const UPDATE: &str = "
            update webhooks set event_id = $4, xact = $5, attempts = $6, failing_since = $7, test_at = $8,
                next_attempt_at = $9
            where id = $1 and revision = $2 and next_attempt_at = $3";
        let kept = on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(taken.id.0)
            .bind(taken.revision)
            .bind(micros(taken.next_attempt_at))
            .bind(next.position.event)
            .bind(next.position.xact)
            .bind(next.attempts)
            .bind(next.failing_since.map(micros))
            .bind(next.test_at.map(micros))
            .bind(micros(next.next_attempt_at))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(kept == 1)
    }

    /// Keeps what came of an attempt.
    pub async fn add_webhook_attempt(
        &mut self,
        id: WebhookId,
        attempt: &Attempt,
    ) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into webhook_deliveries (id, webhook_id, event_id, attempt, at, outcome, status, milliseconds)
            values ($1, $2, $3, $4, $5, $6, $7, $8)";
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(attempt.id)
            .bind(id.0)
            .bind(attempt.event)
            .bind(attempt.attempt)
            .bind(micros(attempt.at))
            .bind(&attempt.outcome)
            .bind(attempt.status)
            .bind(attempt.milliseconds)
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Forgets attempts older than that. Returns how many there were.
    pub async fn forget_webhook_attempts(
        &mut self,
        before: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        const DELETE: &str = "delete from webhook_deliveries where at < $1";
        Ok(on_db!(self, |conn| sqlx::query(DELETE)
            .bind(micros(before))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?)
    }
}

impl Attempt {
    /// One that was made now.
    pub fn new(event: Option<i64>, attempt: i32, at: DateTime<Utc>, outcome: &'static str) -> Self {
        Self {
            id: Uuid::now_v7(),
            event,
            attempt,
            at,
            outcome: outcome.to_owned(),
            status: None,
            milliseconds: 0,
        }
    }
}
