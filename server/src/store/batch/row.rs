//! A batch and its items, as statements return them.

use shared::id::{AccountId, BatchId, RequestId, StructureId};
use shared::identity::Identity;
use sqlx::FromRow;
use uuid::Uuid;

use super::{ItemState, KeptBatch, KeptItem, PendingItem};
use crate::store::{StoreError, instant};

/// What [`BatchRow`] reads, of the table `b`.
macro_rules! columns {
    () => {
        "b.id, b.account_id, b.decision, b.items, b.done, b.refused, b.started_at, b.finished_at"
    };
}
pub(super) use columns;

#[derive(Debug, FromRow)]
pub(super) struct BatchRow {
    id: Uuid,
    account_id: Uuid,
    decision: String,
    items: i32,
    done: i32,
    refused: i32,
    started_at: i64,
    finished_at: Option<i64>,
}

impl TryFrom<BatchRow> for KeptBatch {
    type Error = StoreError;

    fn try_from(row: BatchRow) -> Result<Self, StoreError> {
        let task = serde_json::from_str(&row.decision);
        Ok(Self {
            id: BatchId(row.id),
            account: AccountId(row.account_id),
            task: task.map_err(|_| StoreError::corrupt("batches", row.id, "decision"))?,
            items: row.items,
            done: row.done,
            refused: row.refused,
            started_at: instant(row.started_at),
            finished_at: row.finished_at.map(instant),
        })
    }
}

#[derive(Debug, FromRow)]
pub(super) struct ItemRow {
    position: i32,
    line: Option<i32>,
    state: String,
    request_id: Option<Uuid>,
    cells: Option<String>,
    code: Option<String>,
    details: String,
    structure_id: Option<Uuid>,
    identity: Option<String>,
    rpps_number: Option<String>,
}

impl ItemRow {
    pub(super) fn read(self, batch: Uuid) -> Result<KeptItem, StoreError> {
        let corrupt = |column| StoreError::corrupt("batch_items", batch, column);
        let identity = self.identity.as_deref().map(serde_json::from_str);
        let identity: Option<Identity> = identity.transpose().map_err(|_| corrupt("identity"))?;
        let name = identity.map(|identity| {
            let first = identity.first_names.first().map_or("", String::as_str);
            format!("{} {first}", identity.birth_name)
        });
        let details = self.details.split(',').filter(|code| !code.is_empty());
        Ok(KeptItem {
            position: self.position,
            line: self.line,
            state: ItemState::from_code(&self.state).ok_or_else(|| corrupt("state"))?,
            request: self.request_id.map(RequestId),
            structure: self.structure_id.map(StructureId),
            name,
            rpps_number: self.rpps_number,
            cells: cells(self.cells.as_deref()).map_err(|()| corrupt("cells"))?,
            code: self.code,
            details: details.map(str::to_owned).collect(),
        })
    }
}

#[derive(Debug, FromRow)]
pub(super) struct PendingRow {
    position: i32,
    request_id: Option<Uuid>,
    revision: Option<i32>,
    cells: Option<String>,
}

impl PendingRow {
    pub(super) fn read(self, batch: Uuid) -> Result<PendingItem, StoreError> {
        let cells = cells(self.cells.as_deref())
            .map_err(|()| StoreError::corrupt("batch_items", batch, "cells"))?;
        Ok(PendingItem {
            position: self.position,
            request: self.request_id.map(RequestId),
            revision: self.revision.unwrap_or_default(),
            cells: cells.unwrap_or_default(),
        })
    }
}

fn cells(text: Option<&str>) -> Result<Option<Vec<String>>, ()> {
    text.map(|text| serde_json::from_str(text).map_err(drop))
        .transpose()
}
