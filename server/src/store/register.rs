//! Structures as the FINESS register's files have them.

use chrono::{DateTime, Utc};
use shared::event::EventKind;
use shared::finess::Finess;
use shared::id::StructureId;
use shared::name::normalise;
use shared::siret::Siret;
use shared::structure::StructureKind;
use sqlx::FromRow;
use uuid::Uuid;

use super::{NewEvent, NewStructure, StoreError, Tx, micros, on_db};

/// What an import compares with its file.
#[derive(Clone, Debug)]
pub struct RegisterRow {
    pub id: StructureId,
    pub finess: String,
    pub kind: StructureKind,
    pub name: String,
    pub siret: Option<String>,
    pub town: String,
    pub category: String,
    pub category_code: String,
    pub parent: Option<String>,
    pub is_closed: bool,
    /// It came from the register's file, and not by hand.
    pub is_imported: bool,
}

#[derive(Debug, FromRow)]
struct Row {
    id: Uuid,
    finess: String,
    kind: String,
    name: String,
    siret: Option<String>,
    town: String,
    category: String,
    category_code: String,
    parent_finess: Option<String>,
    closed_at: Option<i64>,
    imported_at: Option<i64>,
}

/// One change that an import makes.
#[derive(Clone, Debug)]
pub enum RegisterChange {
    Add(RegisterEntry),
    /// The entry carries the id of the row to change.
    Change(RegisterEntry),
    Close(StructureId),
}

/// A structure, and what only the register tells of it.
#[derive(Clone, Debug)]
pub struct RegisterEntry {
    pub structure: NewStructure,
    pub parent: Option<Finess>,
    pub category_code: String,
    pub is_closed: bool,
    /// It was open until now.
    pub closes: bool,
}

impl Tx {
    /// Structures in the order of their numbers, those after `after`.
    pub async fn register_page(
        &mut self,
        after: &str,
        most: i64,
    ) -> Result<Vec<RegisterRow>, StoreError> {
        const SELECT: &str = "
            select id, finess, kind, name, siret, town, category, category_code, parent_finess, closed_at, imported_at
            from structures where finess > $1 order by finess limit $2";
        let rows: Vec<Row> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(after)
            .bind(most)
            .fetch_all(conn)
            .await)?;
        let row = |row: Row| {
            let kind = StructureKind::from_code(&row.kind)
                .ok_or_else(|| StoreError::corrupt("structures", row.id, "kind"))?;
            Ok(RegisterRow {
                id: StructureId(row.id),
                finess: row.finess,
                kind,
                name: row.name,
                siret: row.siret,
                town: row.town,
                category: row.category,
                category_code: row.category_code,
                parent: row.parent_finess,
                is_closed: row.closed_at.is_some(),
                is_imported: row.imported_at.is_some(),
            })
        };
        rows.into_iter().map(row).collect()
    }

    /// The aggregated category of each category seen so far.
    pub async fn register_categories(&mut self) -> Result<Vec<(String, String)>, StoreError> {
        const SELECT: &str = "select code, category from register_categories order by code";
        Ok(on_db!(self, |conn| sqlx::query_as(SELECT)
            .fetch_all(conn)
            .await)?)
    }

    pub async fn keep_register_category(
        &mut self,
        code: &str,
        category: &str,
    ) -> Result<(), StoreError> {
        const UPSERT: &str = "
            insert into register_categories (code, category) values ($1, $2)
            on conflict (code) do update set category = excluded.category";
        on_db!(self, |conn| sqlx::query(UPSERT)
            .bind(code)
            .bind(category)
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Requests under way in these structures, from the kept counters.
    pub async fn open_requests_of(
        &mut self,
        structures: &[StructureId],
    ) -> Result<i64, StoreError> {
        const SELECT: &str = "
            select cast(coalesce(sum(count), 0) as bigint) from queue_counts
            where status in ('SUBMITTED', 'CORRECTION_REQUESTED') and structure_id in (";
        if structures.is_empty() {
            return Ok(0);
        }
        Ok(on_db!(self, |conn| {
            let mut query = sqlx::QueryBuilder::new(SELECT);
            let mut ids = query.separated(", ");
            for structure in structures {
                ids.push_bind(structure.0);
            }
            query.push(")");
            query.build_query_scalar().fetch_one(conn).await
        })?)
    }

    /// Makes these changes, each with its event.
    pub async fn change_register(
        &mut self,
        changes: &[RegisterChange],
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut added = Vec::new();
        let mut events = Vec::with_capacity(changes.len());
        for change in changes {
            let (id, kind) = match change {
                RegisterChange::Add(entry) => {
                    added.push(entry);
                    (entry.structure.id, EventKind::StructureCreated)
                }
                RegisterChange::Change(entry) => {
                    self.update_entry(entry, now).await?;
                    let kind = if entry.closes {
                        EventKind::StructureClosed
                    } else {
                        EventKind::StructureChanged
                    };
                    (entry.structure.id, kind)
                }
                RegisterChange::Close(id) => {
                    self.close_entry(*id, now).await?;
                    (*id, EventKind::StructureClosed)
                }
            };
            events.push(NewEvent {
                structure: Some(id),
                ..NewEvent::new(kind, now)
            });
        }
        self.insert_entries(&added, now).await?;
        self.add_events(events).await
    }

    async fn insert_entries(
        &mut self,
        entries: &[&RegisterEntry],
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into structures (
                id, finess, kind, name, search_name, siret, town, category, category_code, parent_finess, closed_at,
                imported_at, revision, created_at
            ) ";
        if entries.is_empty() {
            return Ok(());
        }
        let at = micros(now);
        on_db!(self, |conn| {
            let mut query = sqlx::QueryBuilder::new(INSERT);
            query.push_values(entries, |mut row, entry| {
                let structure = &entry.structure;
                row.push_bind(structure.id.0)
                    .push_bind(structure.finess.as_str())
                    .push_bind(structure.kind.code())
                    .push_bind(&structure.name)
                    .push_bind(normalise(&structure.name))
                    .push_bind(structure.siret.as_ref().map(Siret::as_str))
                    .push_bind(&structure.town)
                    .push_bind(&structure.category)
                    .push_bind(&entry.category_code)
                    .push_bind(entry.parent.as_ref().map(Finess::as_str))
                    .push_bind(entry.is_closed.then_some(at))
                    .push_bind(at)
                    .push_bind(1_i32)
                    .push_bind(at);
            });
            query.build().execute(conn).await.map(drop)
        })?;
        Ok(())
    }

    async fn update_entry(
        &mut self,
        entry: &RegisterEntry,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        const UPDATE: &str = "
            update structures set
                name = $2, search_name = $3, siret = $4, town = $5, category = $6, category_code = $7,
                parent_finess = $8, closed_at = case when $9 then coalesce(closed_at, $10) end, imported_at = $10,
                revision = revision + 1
            where id = $1";
        let structure = &entry.structure;
        on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(structure.id.0)
            .bind(&structure.name)
            .bind(normalise(&structure.name))
            .bind(structure.siret.as_ref().map(Siret::as_str))
            .bind(&structure.town)
            .bind(&structure.category)
            .bind(&entry.category_code)
            .bind(entry.parent.as_ref().map(Finess::as_str))
            .bind(entry.is_closed)
            .bind(micros(now))
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    async fn close_entry(&mut self, id: StructureId, now: DateTime<Utc>) -> Result<(), StoreError> {
        const CLOSE: &str = "
            update structures set closed_at = $2, imported_at = $2, revision = revision + 1
            where id = $1 and closed_at is null";
        on_db!(self, |conn| sqlx::query(CLOSE)
            .bind(id.0)
            .bind(micros(now))
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }
}
