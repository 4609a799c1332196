//! Every request under way, whosever it is: what a draft of the rules is tried on.

use shared::id::RequestId;

use super::row::{RequestRow, RequestView, select, sent};
use crate::store::designation::has_manager;
use crate::store::{StoreError, Tx, on_db};

impl Tx {
    /// Requests under way as they were last sent, those after `after`.
    pub async fn requests_under_way(
        &mut self,
        after: RequestId,
        most: i64,
    ) -> Result<Vec<RequestView>, StoreError> {
        const SELECT: &str = select!(
            sent!(),
            "cast(null as text)",
            "where r.id in (
                select q.id from requests q
                where q.status in ('SUBMITTED', 'CORRECTION_REQUESTED') and q.id > $1
                order by q.id
                limit $2
            )
            order by r.id"
        );
        let rows: Vec<RequestRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(after.0)
            .bind(most)
            .fetch_all(conn)
            .await)?;
        rows.into_iter()
            .map(|row| RequestView::try_from(row).map(RequestView::into_sent))
            .collect()
    }
}
