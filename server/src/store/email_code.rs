//! The code sent to confirm an e-mail address: one a request, kept as a hash.

use chrono::{DateTime, Utc};
use shared::id::{AccountId, RequestId};
use sqlx::FromRow;

use super::{StoreError, Tx, instant, micros, on_db};

#[derive(Clone, Debug)]
pub struct EmailCode {
    pub email: String,
    pub code_hash: Vec<u8>,
    pub attempts: i32,
    pub expires_at: DateTime<Utc>,
    /// Codes sent since `window_at`.
    pub sent: i32,
    pub window_at: DateTime<Utc>,
}

#[derive(Debug, FromRow)]
struct EmailCodeRow {
    email: String,
    code_hash: Vec<u8>,
    attempts: i32,
    expires_at: i64,
    sent: i32,
    window_at: i64,
}

impl Tx {
    pub async fn email_code(
        &mut self,
        request: RequestId,
    ) -> Result<Option<EmailCode>, StoreError> {
        const SELECT: &str = "
            select email, code_hash, attempts, expires_at, sent, window_at from email_codes where request_id = $1";
        let row: Option<EmailCodeRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(request.0)
            .fetch_optional(conn)
            .await)?;
        Ok(row.map(|row| EmailCode {
            email: row.email,
            code_hash: row.code_hash,
            attempts: row.attempts,
            expires_at: instant(row.expires_at),
            sent: row.sent,
            window_at: instant(row.window_at),
        }))
    }

    /// How many codes went out for the requests of an account, in windows that began after `since`, and confirmed
    /// nothing; and when the first of these windows began.
    pub async fn unanswered_email_codes(
        &mut self,
        account: AccountId,
        since: DateTime<Utc>,
    ) -> Result<(i64, Option<DateTime<Utc>>), StoreError> {
        const SELECT: &str = "
            select
                cast(coalesce(sum(c.sent - case when c.email = r.confirmed_email then 1 else 0 end), 0) as bigint),
                min(c.window_at)
            from requests r
            join email_codes c on c.request_id = r.id
            where r.account_id = $1 and c.window_at > $2";
        let (sent, first): (i64, Option<i64>) = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(account.0)
            .bind(micros(since))
            .fetch_one(conn)
            .await)?;
        Ok((sent, first.map(instant)))
    }

    /// Counts an attempt, before anything is compared: of two at once each is counted.
    pub async fn count_attempt(&mut self, request: RequestId) -> Result<(), StoreError> {
        const UPDATE: &str = "update email_codes set attempts = attempts + 1 where request_id = $1";
        on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(request.0)
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Keeps a new code in place of the last.
    pub async fn keep_email_code(
        &mut self,
        request: RequestId,
        code: &EmailCode,
    ) -> Result<(), StoreError> {
        const UPSERT: &str = "
            insert into email_codes (request_id, email, code_hash, attempts, expires_at, sent, window_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (request_id) do update set
                email = excluded.email, code_hash = excluded.code_hash, attempts = excluded.attempts,
                expires_at = excluded.expires_at, sent = excluded.sent, window_at = excluded.window_at";
        on_db!(self, |conn| sqlx::query(UPSERT)
            .bind(request.0)
            .bind(&code.email)
            .bind(&code.code_hash)
            .bind(code.attempts)
            .bind(micros(code.expires_at))
            .bind(code.sent)
            .bind(micros(code.window_at))
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Forgets codes that ran out before that moment, and no longer count among those sent. Returns how many.
    pub async fn forget_email_codes(&mut self, before: DateTime<Utc>) -> Result<u64, StoreError> {
        const DELETE: &str = "delete from email_codes where expires_at < $1 and window_at < $1";
        Ok(on_db!(self, |conn| sqlx::query(DELETE)
            .bind(micros(before))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?)
    }
}
