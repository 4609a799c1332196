//! Managers' rights over structures.

use chrono::{DateTime, Utc};
use shared::event::EventKind;
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
    pub suspended_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
    pub revision: i32,
    /// What was done to it and why, the oldest first; only where many are read.
    pub turns: Vec<Turn>,
}

/// A change of a designation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    pub kind: EventKind,
    pub at: DateTime<Utc>,
    pub reason: String,
}

/// What ends between two turns, and between the parts of one: no reason holds them.
const BETWEEN_TURNS: char = '\u{1e}';
const BETWEEN_PARTS: char = '\u{1f}';

#[derive(Debug, FromRow)]
struct DesignationRow {
    id: Uuid,
    structure_id: Uuid,
    subject_name_id: String,
    since: i64,
    suspended_at: Option<i64>,
    revoked_at: Option<i64>,
    revision: i32,
    turns: Option<String>,
}

impl From<DesignationRow> for Designation {
    fn from(row: DesignationRow) -> Self {
        Self {
            id: DesignationId(row.id),
            structure: StructureId(row.structure_id),
            subject_name_id: row.subject_name_id,
            since: instant(row.since),
            suspended_at: row.suspended_at.map(instant),
            revoked_at: row.revoked_at.map(instant),
            revision: row.revision,
            turns: row.turns.as_deref().map(turns).unwrap_or_default(),
        }
    }
}

fn turns(text: &str) -> Vec<Turn> {
    let turn = |text: &str| {
        let mut parts = text.splitn(3, BETWEEN_PARTS);
        Some(Turn {
            kind: EventKind::from_code(parts.next()?)?,
            at: instant(parts.next()?.parse().ok()?),
            reason: parts.next()?.to_owned(),
        })
    };
    text.split(BETWEEN_TURNS).filter_map(turn).collect()
}

/// The structures whose queue a `SubjectNameID` has: where it is designated, and the sites of a legal entity where it
/// is. The name stands in two places.
macro_rules! managed_by {
    ($subject:literal) => {
        concat!(
            "select d.structure_id from designations d
            where d.subject_name_id = ",
            $subject,
            " and d.revoked_at is null and d.suspended_at is null
            union all
            select c.id from designations d
            join structures e on e.id = d.structure_id and e.kind = 'EJ'
            join structures c on c.parent_finess = e.finess
            where d.subject_name_id = ",
            $subject,
            " and d.revoked_at is null and d.suspended_at is null"
        )
    };
}
pub(super) use managed_by;

/// Whether somebody may decide at the structure `s`.
macro_rules! has_manager {
    () => {
        "exists (
            select 1 from designations d
            where d.structure_id in (s.id, (select e.id from structures e where e.finess = s.parent_finess and e.kind = 'EJ'))
                and d.revoked_at is null and d.suspended_at is null
        )"
    };
}
pub(super) use has_manager;

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
        const COUNT: &str = "update structures set revision = revision + 1 where id = $1";
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
            select id, structure_id, subject_name_id, since, suspended_at, revoked_at, revision,
                cast(null as text) as turns
            from designations where id = $1";
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
            select d.id, d.structure_id, d.subject_name_id, d.since, d.suspended_at, d.revoked_at, d.revision, (
                select string_agg(e.kind || '\u{1f}' || e.at || '\u{1f}' || r.reason, '\u{1e}' order by e.id)
                from designation_reasons r
                join events e on e.id = r.event_id
                where r.designation_id = d.id
            ) as turns
            from designations d where d.structure_id in (";
        if structures.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<DesignationRow> = on_db!(self, |conn| {
            let mut query = sqlx::QueryBuilder::new(SELECT);
            let mut ids = query.separated(", ");
            for structure in structures {
                ids.push_bind(structure.0);
            }
            query.push(") order by d.id");
            query.build_query_as().fetch_all(conn).await
        })?;
        Ok(rows.into_iter().map(Designation::from).collect())
    }

    /// Ends a designation, lets it rest or resumes it, with the reason and the event. `Stale` when it changed meanwhile
    /// or is not in the state for it.
    pub async fn turn_designation(
        &mut self,
        designation: &Designation,
        reason: &str,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        const REVOKE: &str = "
            update designations set revoked_at = $3, revision = revision + 1
            where id = $1 and revision = $2 and revoked_at is null";
        const SUSPEND: &str = "
            update designations set suspended_at = $3, revision = revision + 1
            where id = $1 and revision = $2 and revoked_at is null and suspended_at is null";
        // `$3` has no place of its own here, and every statement is bound alike.
        const RESUME: &str = "
            update designations set suspended_at = null, revision = revision + 1
            where id = $1 and revision = $2 and revoked_at is null and suspended_at <= $3";
        const COUNT: &str = "update structures set revision = revision + 1 where id = $1";
        const REASON: &str = "insert into designation_reasons (event_id, designation_id, reason) values ($1, $2, $3)";
        let update = match event.kind {
            EventKind::DesignationSuspended => SUSPEND,
            EventKind::DesignationResumed => RESUME,
            _ => REVOKE,
        };
        let updated = on_db!(self, |conn| sqlx::query(update)
            .bind(designation.id.0)
            .bind(designation.revision)
            .bind(micros(event.at))
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
        let event = self.add_event(event).await?;
        on_db!(self, |conn| sqlx::query(REASON)
            .bind(event)
            .bind(designation.id.0)
            .bind(reason)
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }
}
