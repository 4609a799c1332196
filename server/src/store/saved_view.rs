//! What managers look at in their queue again and again.

use chrono::{DateTime, Utc};
use shared::id::{AccountId, StructureId};
use shared::queue::Wanted;
use shared::status::Status;
use sqlx::FromRow;
use uuid::Uuid;

use super::{NewEvent, StoreError, Tx, json, micros, on_db};

/// A view of a queue under a name of the manager's own.
#[derive(Clone, Debug)]
pub struct SavedView {
    pub id: Uuid,
    pub account: AccountId,
    pub name: String,
    pub status: Option<Status>,
    pub structure: Option<StructureId>,
    /// Empty for none.
    pub search: String,
    pub wanted: Wanted,
}

#[derive(Debug, FromRow)]
struct ViewRow {
    id: Uuid,
    account_id: Uuid,
    name: String,
    status: Option<String>,
    structure_id: Option<Uuid>,
    search: String,
    wanted: String,
}

impl Tx {
    /// Keeps a view, in the place of the account's other one of that name.
    pub async fn save_view(
        &mut self,
        view: &SavedView,
        at: DateTime<Utc>,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        const UPSERT: &str = "
            insert into saved_views (id, account_id, name, status, structure_id, search, saved_at, wanted)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (account_id, name) do update set
                status = excluded.status, structure_id = excluded.structure_id, search = excluded.search,
                saved_at = excluded.saved_at, wanted = excluded.wanted";
        on_db!(self, |conn| sqlx::query(UPSERT)
            .bind(view.id)
            .bind(view.account.0)
            .bind(&view.name)
            .bind(view.status.map(Status::code))
            .bind(view.structure.map(|id| id.0))
            .bind(&view.search)
            .bind(micros(at))
            .bind(json(&view.wanted))
            .execute(conn)
            .await
            .map(drop))?;
        self.add_event(event).await?;
        Ok(())
    }

    /// Forgets a view of the account's. Tells whether it was there.
    pub async fn delete_view(
        &mut self,
        account: AccountId,
        id: Uuid,
        event: NewEvent,
    ) -> Result<bool, StoreError> {
        const DELETE: &str = "delete from saved_views where id = $1 and account_id = $2";
        let deleted = on_db!(self, |conn| sqlx::query(DELETE)
            .bind(id)
            .bind(account.0)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if deleted > 0 {
            self.add_event(event).await?;
        }
        Ok(deleted > 0)
    }

    /// The account's views, by name.
    pub async fn saved_views(&mut self, account: AccountId) -> Result<Vec<SavedView>, StoreError> {
        const SELECT: &str = "
            select id, account_id, name, status, structure_id, search, wanted from saved_views
            where account_id = $1 order by name";
        let rows: Vec<ViewRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(account.0)
            .fetch_all(conn)
            .await)?;
        rows.into_iter().map(SavedView::try_from).collect()
    }
}

impl TryFrom<ViewRow> for SavedView {
    type Error = StoreError;

    fn try_from(row: ViewRow) -> Result<Self, StoreError> {
        let wanted = serde_json::from_str(&row.wanted);
        Ok(Self {
            id: row.id,
            account: AccountId(row.account_id),
            name: row.name,
            status: row.status.as_deref().and_then(Status::from_code),
            structure: row.structure_id.map(StructureId),
            search: row.search,
            wanted: wanted.map_err(|_| StoreError::corrupt("saved_views", row.id, "wanted"))?,
        })
    }
}
