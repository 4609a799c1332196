//! Who represents structures.

use chrono::{DateTime, Utc};
use shared::date::Date;
use shared::id::{AccountId, MandateId, StructureId};
use shared::mandate::Quality;
use sqlx::FromRow;
use uuid::Uuid;

use super::{NewEvent, StoreError, Tx, date, instant, micros, on_db};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mandate {
    pub id: MandateId,
    pub structure: StructureId,
    pub subject_name_id: String,
    pub quality: Quality,
    /// The mandate by which this one was given.
    pub granted_by: Option<MandateId>,
    pub email: Option<String>,
    pub since: DateTime<Utc>,
    pub ends_on: Option<Date>,
    pub ended_at: Option<DateTime<Utc>>,
    /// Why it was ended before its time.
    pub ended_reason: Option<String>,
    pub revision: i32,
}

impl Mandate {
    pub fn holds_on(&self, day: Date) -> bool {
        self.ended_at.is_none() && self.ends_on.is_none_or(|last| day <= last)
    }
}

/// A mandate to record.
#[derive(Clone, Debug)]
pub struct NewMandate {
    pub id: MandateId,
    pub structure: StructureId,
    pub subject_name_id: String,
    pub quality: Quality,
    pub granted_by: Option<MandateId>,
    pub email: Option<String>,
    pub ends_on: Option<Date>,
    /// `None` for what no agent recorded.
    pub by: Option<AccountId>,
}

#[derive(Debug, FromRow)]
struct MandateRow {
    id: Uuid,
    structure_id: Uuid,
    subject_name_id: String,
    quality: String,
    granted_by: Option<Uuid>,
    email: Option<String>,
    since: i64,
    ends_on: Option<String>,
    ended_at: Option<i64>,
    ended_reason: Option<String>,
    revision: i32,
}

impl TryFrom<MandateRow> for Mandate {
    type Error = StoreError;

    fn try_from(row: MandateRow) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::corrupt("mandates", row.id, column);
        Ok(Self {
            id: MandateId(row.id),
            structure: StructureId(row.structure_id),
            quality: Quality::from_code(&row.quality).ok_or_else(|| corrupt("quality"))?,
            ends_on: date(row.ends_on.as_deref()).map_err(|()| corrupt("ends_on"))?,
            subject_name_id: row.subject_name_id,
            granted_by: row.granted_by.map(MandateId),
            email: row.email,
            since: instant(row.since),
            ended_at: row.ended_at.map(instant),
            ended_reason: row.ended_reason,
            revision: row.revision,
        })
    }
}

/// A mandate with a structure that it holds for: its own, or a site of that.
#[derive(FromRow)]
struct HeldRow {
    held_for: Uuid,
    #[sqlx(flatten)]
    mandate: MandateRow,
}

impl HeldRow {
    fn held(self) -> Result<(StructureId, Mandate), StoreError> {
        Ok((StructureId(self.held_for), self.mandate.try_into()?))
    }
}

macro_rules! columns {
    () => {
        "m.id, m.structure_id, m.subject_name_id, m.quality, m.granted_by, m.email, m.since, m.ends_on, m.ended_at, m.ended_reason,
            m.revision"
    };
}

impl Tx {
    /// Records who represents a structure, with the event. `Duplicate` when this person does already.
    pub async fn add_mandate(
        &mut self,
        new: &NewMandate,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into mandates (
                id, structure_id, subject_name_id, quality, granted_by, email, recorded_by, since, ends_on, revision
            ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(new.id.0)
            .bind(new.structure.0)
            .bind(&new.subject_name_id)
            .bind(new.quality.code())
            .bind(new.granted_by.map(|id| id.0))
            .bind(new.email.as_deref())
            .bind(new.by.map(|id| id.0))
            .bind(micros(event.at))
            .bind(new.ends_on.map(|day| day.to_string()))
            .execute(conn)
            .await
            .map(drop))?;
        self.add_event(event).await?;
        Ok(())
    }

    pub async fn mandate(&mut self, id: MandateId) -> Result<Option<Mandate>, StoreError> {
        const SELECT: &str = concat!("select ", columns!(), " from mandates m where m.id = $1");
        let row: Option<MandateRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(id.0)
            .fetch_optional(conn)
            .await)?;
        row.map(Mandate::try_from).transpose()
    }

    /// Who represents these structures or did, there and at their legal entities, each with the structure that it holds
    /// for, the oldest first.
    pub async fn mandates_of(
        &mut self,
        structures: &[StructureId],
    ) -> Result<Vec<(StructureId, Mandate)>, StoreError> {
        const SELECT: &str = concat!(
            "select ",
            columns!(),
            ", c.id as held_for
            from structures c
            join mandates m on m.structure_id in (
                c.id, (select e.id from structures e where e.finess = c.parent_finess and e.kind = 'EJ')
            )
            where c.id in ("
        );
        if structures.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<HeldRow> = on_db!(self, |conn| {
            let mut query = sqlx::QueryBuilder::new(SELECT);
            let mut ids = query.separated(", ");
            for structure in structures {
                ids.push_bind(structure.0);
            }
            query.push(") order by m.id");
            query.build_query_as().fetch_all(conn).await
        })?;
        rows.into_iter().map(HeldRow::held).collect()
    }

    /// The mandates of a `SubjectNameID` that nobody ended, each with every structure that it holds for.
    pub async fn mandates_held_by(
        &mut self,
        subject_name_id: &str,
    ) -> Result<Vec<(StructureId, Mandate)>, StoreError> {
        const SELECT: &str = concat!(
            "select ",
            columns!(),
            ", m.structure_id as held_for
            from mandates m
            where m.subject_name_id = $1 and m.ended_at is null
            union all
            select ",
            columns!(),
            ", c.id as held_for
            from mandates m
            join structures e on e.id = m.structure_id and e.kind = 'EJ'
            join structures c on c.parent_finess = e.finess
            where m.subject_name_id = $1 and m.ended_at is null"
        );
        let rows: Vec<HeldRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(subject_name_id)
            .fetch_all(conn)
            .await)?;
        rows.into_iter().map(HeldRow::held).collect()
    }

    /// Ends a mandate, and the right that followed from it, with the events; a reason where somebody ended it. `Stale`
    /// when it changed meanwhile.
    pub async fn end_mandate(
        &mut self,
        mandate: &Mandate,
        reason: Option<&str>,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        const UPDATE: &str = "
            update mandates set ended_at = $3, ended_reason = $4, revision = revision + 1
            where id = $1 and revision = $2 and ended_at is null";
        const RIGHTS: &str = "
            update designations set ended_at = $2, revision = revision + 1
            where mandate_id = $1 and by_right and revoked_at is null and ended_at is null";
        let at = micros(event.at);
        let updated = on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(mandate.id.0)
            .bind(mandate.revision)
            .bind(at)
            .bind(reason)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if updated == 0 {
            return Err(StoreError::Stale);
        }
        on_db!(self, |conn| sqlx::query(RIGHTS)
            .bind(mandate.id.0)
            .bind(at)
            .execute(conn)
            .await
            .map(drop))?;
        self.add_event(event).await?;
        Ok(())
    }
}
