//! What stays of the rows of a file: what they registered, until they are forgotten.

use chrono::{DateTime, Utc};
use shared::id::RequestId;
use uuid::Uuid;

use crate::store::{StoreError, Tx, micros, on_db};

impl Tx {
    /// What the same row of a file has registered before.
    pub async fn registered_row(&mut self, hash: &[u8]) -> Result<Option<RequestId>, StoreError> {
        const SELECT: &str = "
            select request_id from batch_items
            where row_hash = $1 and state = 'DONE' and code is null and row_hash is not null";
        let id: Option<Option<Uuid>> = on_db!(self, |conn| sqlx::query_scalar(SELECT)
            .bind(hash)
            .fetch_optional(conn)
            .await)?;
        Ok(id.flatten().map(RequestId))
    }

    /// Forgets what stood in the files of batches that ended before, that many batches at once. Returns how many rows
    /// there were, or nothing when no batch was left.
    pub async fn blank_batches(
        &mut self,
        before: DateTime<Utc>,
        at: DateTime<Utc>,
        most: i64,
    ) -> Result<Option<u64>, StoreError> {
        const SELECT: &str = "
            select id from batches
            where kind = 'REGISTER' and blanked_at is null and finished_at < $1 order by finished_at limit $2";
        const BLANK: &str =
            "update batch_items set cells = null, row_hash = null where batch_id = $1";
        const UPDATE: &str = "update batches set blanked_at = $2 where id = $1";
        let ids: Vec<Uuid> = on_db!(self, |conn| sqlx::query_scalar(SELECT)
            .bind(micros(before))
            .bind(most)
            .fetch_all(conn)
            .await)?;
        let mut blanked = None;
        for id in ids {
            let rows = on_db!(self, |conn| sqlx::query(BLANK)
                .bind(id)
                .execute(conn)
                .await
                .map(|done| done.rows_affected()))?;
            on_db!(self, |conn| sqlx::query(UPDATE)
                .bind(id)
                .bind(micros(at))
                .execute(conn)
                .await
                .map(drop))?;
            blanked = Some(blanked.unwrap_or(0) + rows);
        }
        Ok(blanked)
    }
}
