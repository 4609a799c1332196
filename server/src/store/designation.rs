//! Managers' rights over structures.

use chrono::{DateTime, Utc};
use shared::id::{AccountId, DesignationId, StructureId};
use sqlx::FromRow;
use uuid::Uuid;

use super::{NewEvent, StoreError, Tx, instant, micros, on_db};

#[derive(Clone, Debug)]
pub struct Designation {
    pub id: DesignationId,
    pub structure: StructureId,
    pub subject_name_id: String,
    pub since: DateTime<Utc>,
    pub revoked_at: Option<DateTime<Utc>>,
    pub revision: i32,
}

#[derive(Debug, FromRow)]
struct DesignationRow {
    id: Uuid,
    structure_id: Uuid,
    subject_name_id: String,
    since: i64,
    revoked_at: Option<i64>,
    revision: i32,
}

impl From<DesignationRow> for Designation {
    fn from(row: DesignationRow) -> Self {
        Self {
            id: DesignationId(row.id),
            structure: StructureId(row.structure_id),
            subject_name_id: row.subject_name_id,
            since: instant(row.since),
            revoked_at: row.revoked_at.map(instant),
            revision: row.revision,
        }
    }
}

/// A manager to designate.
#[derive(Clone, Debug)]
pub struct NewDesignation {
    pub id: DesignationId,
    pub structure: StructureId,
    pub subject_name_id: String,
    /// `None` for the demo's own data.
    pub by: Option<AccountId>,
}

impl Tx {
    /// Designates a manager, with the event. `Duplicate` when this designation is active already.
    pub async fn add_designation(
        &mut self,
        new: &NewDesignation,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into designations (id, structure_id, subject_name_id, designated_by, since, revision)
            values ($1, $2, $3, $4, $5, 1)";
        const COUNT: &str = "
            update structures set manager_count = manager_count + 1, revision = revision + 1 where id = $1";
        let at = micros(event.at);
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(new.id.0)
            .bind(new.structure.0)
            .bind(&new.subject_name_id)
            .bind(new.by.map(|id| id.0))
            .bind(at)
            .execute(conn)
            .await
            .map(drop))?;
        on_db!(self, |conn| sqlx::query(COUNT)
            .bind(new.structure.0)
            .execute(conn)
            .await
            .map(drop))?;
        self.add_event(event).await?;
        Ok(())
    }

    pub async fn designation(
        &mut self,
        id: DesignationId,
    ) -> Result<Option<Designation>, StoreError> {
        const SELECT: &str = "
            select id, structure_id, subject_name_id, since, revoked_at, revision from designations where id = $1";
        let row: Option<DesignationRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(id.0)
            .fetch_optional(conn)
            .await)?;
        Ok(row.map(Designation::from))
    }

    /// Every designation of these structures, the oldest first.
    pub async fn designations_of(
        &mut self,
        structures: &[StructureId],
    ) -> Result<Vec<Designation>, StoreError> {
        const SELECT: &str = "
            select id, structure_id, subject_name_id, since, revoked_at, revision
            from designations where structure_id in (";
        if structures.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<DesignationRow> = on_db!(self, |conn| {
            let mut query = sqlx::QueryBuilder::new(SELECT);
            let mut ids = query.separated(", ");
            for structure in structures {
                ids.push_bind(structure.0);
            }
            query.push(") order by id");
            query.build_query_as().fetch_all(conn).await
        })?;
        Ok(rows.into_iter().map(Designation::from).collect())
    }

    /// Ends a designation that is still active, with the event. `Stale` when it changed meanwhile.
    pub async fn revoke_designation(
        &mut self,
        designation: &Designation,
        reason: &str,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        const UPDATE: &str = "
            update designations set revoked_at = $3, revoked_reason = $4, revision = revision + 1
            where id = $1 and revision = $2 and revoked_at is null";
        const COUNT: &str = "
            update structures set manager_count = manager_count - 1, revision = revision + 1 where id = $1";
        let at = micros(event.at);
        let updated = on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(designation.id.0)
            .bind(designation.revision)
            .bind(at)
            .bind(reason)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if updated == 0 {
            return Err(StoreError::Stale);
        }
        on_db!(self, |conn| sqlx::query(COUNT)
            .bind(designation.structure.0)
            .execute(conn)
            .await
            .map(drop))?;
        self.add_event(event).await?;
        Ok(())
    }
}
