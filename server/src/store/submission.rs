//! Every time a request was sent, with what was sent.

use chrono::{DateTime, Utc};
use shared::form::RawForm;
use shared::id::{AccountId, RequestId};
use sqlx::FromRow;

use super::designation::managed_by;
use super::{StoreError, Tx, instant, on_db};

/// What was sent once.
#[derive(Clone, Debug)]
pub struct Sent {
    /// 1 for the first.
    pub number: i32,
    pub form: RawForm,
    pub at: DateTime<Utc>,
}

#[derive(Debug, FromRow)]
struct SentRow {
    number: i32,
    form: String,
    submitted_at: i64,
}

impl Tx {
    /// Everything that was sent of a request, the first first; nothing for whoever is neither its author nor a manager of
    /// the structure that has it now.
    pub async fn submissions(
        &mut self,
        request: RequestId,
        account: AccountId,
        subject_name_id: &str,
    ) -> Result<Vec<Sent>, StoreError> {
        const SELECT: &str = concat!(
            "select u.number, u.form, u.submitted_at
            from submissions u
            join requests r on r.id = u.request_id
            where u.request_id = $1 and (r.account_id = $2 or r.structure_id in (",
            managed_by!("$3"),
            ")) order by u.number"
        );
        let rows: Vec<SentRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(request.0)
            .bind(account.0)
            .bind(subject_name_id)
            .fetch_all(conn)
            .await)?;
        let read = |row: SentRow| {
            Ok(Sent {
                number: row.number,
                form: serde_json::from_str(&row.form)
                    .map_err(|_| StoreError::corrupt("submissions", request.0, "form"))?,
                at: instant(row.submitted_at),
            })
        };
        rows.into_iter().map(read).collect()
    }
}
