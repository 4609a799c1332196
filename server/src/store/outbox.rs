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
    /// Whose request it tells of, and where that was sent: those of the event.
    pub owner_id: Option<Uuid>,
    pub structure_id: Option<Uuid>,
}

macro_rules! mails {
    ($($clause:literal),+) => {
        concat!(
            "
            select m.id, m.request_id, m.template, m.language, m.recipient, m.subject, m.text_body, m.html_body,
                m.state, m.attempts, m.created_at, m.sent_at, e.owner_id, e.structure_id
            from outbox m
            join events e on e.id = m.event_id",
            $($clause),+
        )
    };
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
        const SELECT: &str = mails!(
            "
            where m.state = 'PENDING' and m.next_attempt_at <= $1
            order by m.next_attempt_at, m.id
            limit $2"
        );
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

    /// The relay accepted it; false when it was known already.
    pub async fn mail_sent(&mut self, id: Uuid, at: DateTime<Utc>) -> Result<bool, StoreError> {
        const UPDATE: &str =
            "update outbox set state = 'SENT', sent_at = $2 where id = $1 and state <> 'SENT'";
        let sent = on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(id)
            .bind(micros(at))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(sent == 1)
    }

    /// No attempt is left; false when it was sent or given up already.
    pub async fn mail_failed(&mut self, id: Uuid) -> Result<bool, StoreError> {
        const UPDATE: &str =
            "update outbox set state = 'FAILED' where id = $1 and state = 'PENDING'";
        let failed = on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(id)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(failed == 1)
    }

    /// E-mails written before that moment whose content is still kept, the oldest first.
    pub async fn mails_to_blank(
        &mut self,
        before: DateTime<Utc>,
        most: i64,
    ) -> Result<Vec<Mail>, StoreError> {
        const SELECT: &str = mails!(
            "
            where m.created_at < $1 and m.recipient <> ''
            order by m.created_at, m.id
            limit $2"
        );
        Ok(on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(micros(before))
            .bind(most)
            .fetch_all(conn)
            .await)?)
    }

    /// Forgets to whom an e-mail went and what it said.
    pub async fn blank_mail(&mut self, id: Uuid) -> Result<(), StoreError> {
        const UPDATE: &str = "
            update outbox set recipient = '', subject = '', text_body = '', html_body = ''
            where id = $1";
        on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(id)
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// The latest e-mails to an address, or to anybody, sent or not, the newest first: the demo's mailbox.
    pub async fn latest_mails(
        &mut self,
        to: Option<&str>,
        most: i64,
    ) -> Result<Vec<Mail>, StoreError> {
        const TO_ANYBODY: &str = mails!(
            "
            order by m.created_at desc, m.id desc
            limit $1"
        );
        const TO_ONE: &str = mails!(
            "
            where lower(m.recipient) = lower($2)
            order by m.created_at desc, m.id desc
            limit $1"
        );
        Ok(match to {
            None => on_db!(self, |conn| sqlx::query_as(TO_ANYBODY)
                .bind(most)
                .fetch_all(conn)
                .await)?,
            Some(to) => on_db!(self, |conn| sqlx::query_as(TO_ONE)
                .bind(most)
                .bind(to)
                .fetch_all(conn)
                .await)?,
        })
    }

    /// One e-mail.
    pub async fn mail(&mut self, id: Uuid) -> Result<Option<Mail>, StoreError> {
        const SELECT: &str = mails!(
            "
            where m.id = $1"
        );
        Ok(on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(id)
            .fetch_optional(conn)
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
