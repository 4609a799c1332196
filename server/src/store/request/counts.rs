//! Counts of queues and the usual wait, kept by whoever writes a request.

use shared::id::StructureId;
use shared::request::Request;

use super::Version;
use crate::store::{StoreError, Tx, micros, on_db};

impl Tx {
    /// How long this decision took goes into the structure's moving mean, with a weight of one in eight.
    pub(super) async fn note_wait(&mut self, request: &Request) -> Result<(), StoreError> {
        const UPDATE: &str = "
            update structures set typical_wait = coalesce((typical_wait * 7 + $2) / 8, $2) where id = $1";
        let waited = request.decided_at.zip(request.submitted_at);
        let Some((sent, waited)) = request.submission.as_ref().zip(waited) else {
            return Ok(());
        };
        on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(sent.structure.0)
            .bind(micros(waited.0) - micros(waited.1))
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Moves a request from one queue's count to another, in one order for everybody, so that two writers never
    /// wait for each other.
    pub(super) async fn count_queues(
        &mut self,
        before: Version,
        after: Version,
    ) -> Result<(), StoreError> {
        const UPSERT: &str = "
            insert into queue_counts (structure_id, status, count) values ($1, $2, $3)
            on conflict (structure_id, status) do update set count = queue_counts.count + excluded.count";
        let place = |version: Version| {
            version
                .structure
                .map(|structure| (structure, version.status.code()))
        };
        let (from, to) = (place(before), place(after));
        if from == to {
            return Ok(());
        }
        let mut moves: Vec<(StructureId, &str, i64)> = Vec::with_capacity(2);
        moves.extend(from.map(|(structure, status)| (structure, status, -1)));
        moves.extend(to.map(|(structure, status)| (structure, status, 1)));
        moves.sort_unstable();
        for (structure, status, by) in moves {
            on_db!(self, |conn| sqlx::query(UPSERT)
                .bind(structure.0)
                .bind(status)
                .bind(by)
                .execute(conn)
                .await
                .map(drop))?;
        }
        Ok(())
    }
}
