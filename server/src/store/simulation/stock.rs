//! What a run judges: requests under way, and everybody who is registered now.

use serde::de::DeserializeOwned;
use shared::date::Date;
use shared::form::RawForm;
use shared::id::SituationId;
use shared::identity::Identity;
use sqlx::FromRow;
use uuid::Uuid;

use crate::store::designation::has_manager;
use crate::store::{StoreError, Tx, on_db};

/// Somebody at a post, as far as rules look at it.
#[derive(Clone, Debug)]
pub struct Registered {
    pub id: SituationId,
    pub role: String,
    pub start_date: String,
    pub identity: Identity,
    /// What the person had sent.
    pub form: RawForm,
    /// FINESS aggregated category.
    pub category: String,
    pub is_closed: bool,
    pub has_manager: bool,
}

#[derive(Debug, FromRow)]
struct RegisteredRow {
    id: Uuid,
    role: String,
    start_date: String,
    identity: String,
    form: String,
    category: String,
    closed_at: Option<i64>,
    has_manager: bool,
}

impl TryFrom<RegisteredRow> for Registered {
    type Error = StoreError;

    fn try_from(row: RegisteredRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: SituationId(row.id),
            role: row.role,
            start_date: row.start_date,
            identity: parse(row.id, "identity", &row.identity)?,
            form: parse(row.id, "form", &row.form)?,
            category: row.category,
            is_closed: row.closed_at.is_some(),
            has_manager: row.has_manager,
        })
    }
}

fn parse<T: DeserializeOwned>(id: Uuid, column: &'static str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::corrupt("situations", id, column))
}

impl Tx {
    /// Posts that are held on that day, those after `after`.
    pub async fn current_situations(
        &mut self,
        after: SituationId,
        day: Date,
        most: i64,
    ) -> Result<Vec<Registered>, StoreError> {
        const SELECT: &str = concat!(
            "select t.id, t.role, t.start_date, p.identity, coalesce(r.submitted_form, r.form) as form, s.category,
                s.closed_at, ",
            has_manager!(),
            " as has_manager
            from situations t
            join persons p on p.id = t.person_id
            join requests r on r.id = t.request_id
            join structures s on s.id = t.structure_id
            where t.withdrawn_at is null and (t.end_date is null or t.end_date >= $2) and t.id > $1
            order by t.id
            limit $3"
        );
        let rows: Vec<RegisteredRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(after.0)
            .bind(day.to_string())
            .bind(most)
            .fetch_all(conn)
            .await)?;
        rows.into_iter().map(Registered::try_from).collect()
    }
}
