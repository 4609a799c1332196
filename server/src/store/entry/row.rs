//! A change of an entry, as it is kept.

use chrono::{DateTime, Utc};
use shared::entry::{ChangeKind, ChangeState, Changed};
use shared::id::{AccountId, ChangeId, SituationId, StructureId};
use sqlx::FromRow;
use uuid::Uuid;

use crate::store::{StoreError, instant};

/// A change of a person's entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryChange {
    pub id: ChangeId,
    pub situation: Option<SituationId>,
    pub kind: ChangeKind,
    pub state: ChangeState,
    pub changed: Vec<Changed>,
    /// Code of the reason of a closing.
    pub reason: Option<String>,
    pub asked_by: AccountId,
    /// Whose manager asked; none for the person.
    pub structure: Option<StructureId>,
    pub structure_name: Option<String>,
    pub asked_at: DateTime<Utc>,
    /// Until when a code is good.
    pub expires_at: Option<DateTime<Utc>>,
    pub closed_at: Option<DateTime<Utc>>,
    pub revision: i32,
}

/// The columns of a change, all missing where there is none.
#[derive(Debug, FromRow)]
#[expect(
    clippy::struct_field_names,
    reason = "they stand beside other tables' columns"
)]
pub(in crate::store) struct ChangeRow {
    w_id: Option<Uuid>,
    w_situation: Option<Uuid>,
    w_kind: Option<String>,
    w_state: Option<String>,
    w_changed: Option<String>,
    w_reason: Option<String>,
    w_asked_by: Option<Uuid>,
    w_structure: Option<Uuid>,
    w_structure_name: Option<String>,
    w_asked_at: Option<i64>,
    w_expires_at: Option<i64>,
    w_closed_at: Option<i64>,
    w_revision: Option<i32>,
}

/// What `ChangeRow` reads, of the table `w`.
macro_rules! change_columns {
    () => {
        "w.id as w_id, w.situation_id as w_situation, w.kind as w_kind, w.state as w_state, w.changed as w_changed,
            w.reason as w_reason, w.asked_by as w_asked_by, w.structure_id as w_structure,
            (select ws.name from structures ws where ws.id = w.structure_id) as w_structure_name,
            w.asked_at as w_asked_at, w.expires_at as w_expires_at, w.closed_at as w_closed_at,
            w.revision as w_revision"
    };
}
pub(in crate::store) use change_columns;

impl ChangeRow {
    pub(in crate::store) fn read(self) -> Result<Option<EntryChange>, StoreError> {
        let Some(id) = self.w_id else { return Ok(None) };
        let corrupt = |column| StoreError::corrupt("registration_changes", id, column);
        let kind = self.w_kind.as_deref().and_then(ChangeKind::from_code);
        let state = self.w_state.as_deref().and_then(ChangeState::from_code);
        let changed = serde_json::from_str(&self.w_changed.unwrap_or_default()).ok();
        Ok(Some(EntryChange {
            id: ChangeId(id),
            situation: self.w_situation.map(SituationId),
            kind: kind.ok_or_else(|| corrupt("kind"))?,
            state: state.ok_or_else(|| corrupt("state"))?,
            changed: changed.ok_or_else(|| corrupt("changed"))?,
            reason: self.w_reason,
            asked_by: AccountId(self.w_asked_by.ok_or_else(|| corrupt("asked_by"))?),
            structure: self.w_structure.map(StructureId),
            structure_name: self.w_structure_name,
            asked_at: instant(self.w_asked_at.unwrap_or_default()),
            expires_at: self.w_expires_at.map(instant),
            closed_at: self.w_closed_at.map(instant),
            revision: self.w_revision.unwrap_or_default(),
        }))
    }
}
