//! What was never sent and is not touched any more: told of, then deleted.

use chrono::{DateTime, Utc};
use shared::id::RequestId;

use crate::store::{StoreError, Tx, micros, on_db};

impl Tx {
    /// Drafts not touched since that moment whose author was not told yet, the oldest first.
    pub async fn drafts_to_warn_of(
        &mut self,
        idle_since: DateTime<Utc>,
        most: i64,
    ) -> Result<Vec<RequestId>, StoreError> {
        const SELECT: &str = "
            select id from requests
            where submissions = 0 and updated_at < $1 and status = 'DRAFT'
                and (warned_at is null or warned_at < updated_at)
            order by updated_at, id
            limit $2";
        let ids: Vec<uuid::Uuid> = on_db!(self, |conn| sqlx::query_scalar(SELECT)
            .bind(micros(idle_since))
            .bind(most)
            .fetch_all(conn)
            .await)?;
        Ok(ids.into_iter().map(RequestId).collect())
    }

    /// Keeps that the author is told; false when the draft was touched since, or another server told it.
    pub async fn warn_of_draft(
        &mut self,
        id: RequestId,
        idle_since: DateTime<Utc>,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        const UPDATE: &str = "
            update requests set warned_at = $3
            where id = $1 and submissions = 0 and updated_at < $2 and status = 'DRAFT'
                and (warned_at is null or warned_at < updated_at)";
        let warned = on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(id.0)
            .bind(micros(idle_since))
            .bind(micros(at))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(warned == 1)
    }

    /// What was never sent and not touched since that moment, the oldest first. A draft whose author was not told
    /// in time is left out.
    pub async fn drafts_to_delete(
        &mut self,
        idle_since: DateTime<Utc>,
        told_before: DateTime<Utc>,
        most: i64,
    ) -> Result<Vec<RequestId>, StoreError> {
        const SELECT: &str = "
            select id from requests
            where submissions = 0 and updated_at < $1
                and (status <> 'DRAFT' or (warned_at >= updated_at and warned_at <= $2))
            order by updated_at, id
            limit $3";
        let ids: Vec<uuid::Uuid> = on_db!(self, |conn| sqlx::query_scalar(SELECT)
            .bind(micros(idle_since))
            .bind(micros(told_before))
            .bind(most)
            .fetch_all(conn)
            .await)?;
        Ok(ids.into_iter().map(RequestId).collect())
    }

    /// Deletes what was never sent, with its code; false when it was touched since, or another server deleted it.
    /// E-mails and questions about it stay until their own time is over.
    pub async fn delete_draft(
        &mut self,
        id: RequestId,
        idle_since: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        const MAILS: &str = "update outbox set request_id = null where request_id = $1";
        const ASKED: &str = "update support_questions set request_id = null where request_id = $1";
        const CODE: &str = "delete from email_codes where request_id = $1";
        const DELETE: &str =
            "delete from requests where id = $1 and submissions = 0 and updated_at < $2";
        for statement in [MAILS, ASKED, CODE] {
            on_db!(self, |conn| sqlx::query(statement)
                .bind(id.0)
                .execute(conn)
                .await
                .map(drop))?;
        }
        let deleted = on_db!(self, |conn| sqlx::query(DELETE)
            .bind(id.0)
            .bind(micros(idle_since))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(deleted == 1)
    }
}
