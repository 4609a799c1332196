//! E-mails to send: written with the change they tell of, sent by a worker.

use chrono::{DateTime, Utc};
use shared::id::RequestId;
use sqlx::FromRow;
use uuid::Uuid;

use super::{StoreError, Tx, micros, on_db};

/// An e-mail to send.
#[derive(Clone, Debug)]
pub struct NewMail {
    pub id: Uuid,
    pub event: i64,
    pub request: Option<RequestId>,
    pub template: &'static str,
    pub language: &'static str,
    pub recipient: String,
    pub subject: String,
    pub text_body: String,
    pub html_body: String,
}

/// An e-mail of the outbox.
#[derive(Clone, Debug, FromRow)]
pub struct Mail {
    pub id: Uuid,
    pub request_id: Option<Uuid>,
    pub template: String,
    pub language: String,
    pub recipient: String,
    pub subject: String,
    pub text_body: String,
    pub html_body: String,
    pub state: String,
    pub attempts: i32,
    pub created_at: i64,
    pub sent_at: Option<i64>,
}

impl Tx {
    pub async fn add_mail(&mut self, mail: &NewMail, at: DateTime<Utc>) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into outbox (
                id, event_id, request_id, template, language, recipient, subject, text_body, html_body, state,
                attempts, next_attempt_at, created_at
            ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'PENDING', 0, $10, $11)";
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(mail.id)
            .bind(mail.event)
            .bind(mail.request.map(|id| id.0))
            .bind(mail.template)
            .bind(mail.language)
            .bind(&mail.recipient)
            .bind(&mail.subject)
            .bind(&mail.text_body)
            .bind(&mail.html_body)
            .bind(micros(at))
            .bind(micros(at))
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// E-mails whose time has come, the longest due first.
    pub async fn due_mails(
        &mut self,
        now: DateTime<Utc>,
        most: i64,
    ) -> Result<Vec<Mail>, StoreError> {
        const SELECT: &str = "
            select id, request_id, template, language, recipient, subject, text_body, html_body, state, attempts,
                created_at, sent_at
            from outbox
            where state = 'PENDING' and next_attempt_at <= $1
            order by next_attempt_at, id
            limit $2";
        Ok(on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(micros(now))
            .bind(most)
            .fetch_all(conn)
            .await)?)
    }

    /// Takes an e-mail to send it, until `again_at`; false when another server took it first.
    pub async fn take_mail(
        &mut self,
        mail: &Mail,
        again_at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        const UPDATE: &str = "
            update outbox set attempts = attempts + 1, next_attempt_at = $3
            where id = $1 and attempts = $2 and state = 'PENDING'";
        let taken = on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(mail.id)
            .bind(mail.attempts)
            .bind(micros(again_at))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(taken == 1)
    }

    /// The relay accepted it.
    pub async fn mail_sent(&mut self, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
        const UPDATE: &str = "update outbox set state = 'SENT', sent_at = $2 where id = $1";
        on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(id)
            .bind(micros(at))
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// No attempt is left.
    pub async fn mail_failed(&mut self, id: Uuid) -> Result<(), StoreError> {
        const UPDATE: &str = "update outbox set state = 'FAILED' where id = $1";
        on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(id)
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// The latest e-mails, sent or not, the newest first: the demo's mailbox.
    pub async fn latest_mails(&mut self, most: i64) -> Result<Vec<Mail>, StoreError> {
        const SELECT: &str = "
            select id, request_id, template, language, recipient, subject, text_body, html_body, state, attempts,
                created_at, sent_at
            from outbox order by created_at desc, id desc limit $1";
        Ok(on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(most)
            .fetch_all(conn)
            .await)?)
    }

    /// How many wait, and since when the oldest was due.
    pub async fn outbox_lag(&mut self) -> Result<(i64, Option<i64>), StoreError> {
        const SELECT: &str =
            "select count(*), min(next_attempt_at) from outbox where state = 'PENDING'";
        Ok(on_db!(self, |conn| sqlx::query_as(SELECT)
            .fetch_one(conn)
            .await)?)
    }
}
