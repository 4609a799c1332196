//! Texts that the managers of a structure write again and again.

use chrono::{DateTime, Utc};
use shared::id::{AccountId, StructureId};
use sqlx::FromRow;
use uuid::Uuid;

use super::{NewEvent, StoreError, Tx, instant, micros, on_db};

/// For what a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplatePurpose {
    Rejection,
    /// Of a field that is sent back.
    Correction,
}

impl TemplatePurpose {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Rejection => "REJECTION",
            Self::Correction => "CORRECTION",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Rejection, Self::Correction]
            .into_iter()
            .find(|purpose| purpose.code() == code)
    }
}

/// A text under a name, kept for all managers of a structure.
#[derive(Clone, Debug)]
pub struct ReasonTemplate {
    pub id: Uuid,
    pub structure: StructureId,
    pub purpose: TemplatePurpose,
    pub name: String,
    /// Code of the reason that goes with it, or empty.
    pub reason: String,
    pub body: String,
    pub saved_by: AccountId,
    pub saved_at: DateTime<Utc>,
    /// 0 for one that is new.
    pub revision: i32,
}

#[derive(Debug, FromRow)]
struct TemplateRow {
    id: Uuid,
    structure_id: Uuid,
    purpose: String,
    name: String,
    reason: String,
    body: String,
    saved_by: Uuid,
    saved_at: i64,
    revision: i32,
}

impl Tx {
    /// Keeps a text in the place of what it was, or a new one. `Stale` when it has changed since, `Duplicate` when
    /// another of the structure has its name.
    pub async fn save_reason_template(
        &mut self,
        template: &ReasonTemplate,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into reason_templates (
                purpose, name, reason, body, saved_by, saved_at, id, revision, structure_id
            ) values ($1, $2, $3, $4, $5, $6, $7, $8 + 1, $9)";
        const UPDATE: &str = "
            update reason_templates set
                purpose = $1, name = $2, reason = $3, body = $4, saved_by = $5, saved_at = $6, revision = revision + 1
            where id = $7 and revision = $8 and structure_id = $9";
        let sql = if template.revision == 0 {
            INSERT
        } else {
            UPDATE
        };
        let saved = on_db!(self, |conn| sqlx::query(sql)
            .bind(template.purpose.code())
            .bind(&template.name)
            .bind(&template.reason)
            .bind(&template.body)
            .bind(template.saved_by.0)
            .bind(micros(template.saved_at))
            .bind(template.id)
            .bind(template.revision)
            .bind(template.structure.0)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if saved == 0 {
            return Err(StoreError::Stale);
        }
        self.add_event(event).await?;
        Ok(())
    }

    /// Forgets a text. `Stale` when it has changed since it was read.
    pub async fn delete_reason_template(
        &mut self,
        template: &ReasonTemplate,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        const DELETE: &str = "delete from reason_templates where id = $1 and revision = $2";
        let deleted = on_db!(self, |conn| sqlx::query(DELETE)
            .bind(template.id)
            .bind(template.revision)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if deleted == 0 {
            return Err(StoreError::Stale);
        }
        self.add_event(event).await?;
        Ok(())
    }

    /// The structure's texts, by purpose and name.
    pub async fn reason_templates(
        &mut self,
        structure: StructureId,
    ) -> Result<Vec<ReasonTemplate>, StoreError> {
        const SELECT: &str = "
            select id, structure_id, purpose, name, reason, body, saved_by, saved_at, revision
            from reason_templates where structure_id = $1 order by purpose, name";
        let rows: Vec<TemplateRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(structure.0)
            .fetch_all(conn)
            .await)?;
        rows.into_iter().map(ReasonTemplate::try_from).collect()
    }
}

impl TryFrom<TemplateRow> for ReasonTemplate {
    type Error = StoreError;

    fn try_from(row: TemplateRow) -> Result<Self, StoreError> {
        let purpose = TemplatePurpose::from_code(&row.purpose)
            .ok_or_else(|| StoreError::corrupt("reason_templates", row.id, "purpose"))?;
        Ok(Self {
            id: row.id,
            structure: StructureId(row.structure_id),
            purpose,
            name: row.name,
            reason: row.reason,
            body: row.body,
            saved_by: AccountId(row.saved_by),
            saved_at: instant(row.saved_at),
            revision: row.revision,
        })
    }
}
