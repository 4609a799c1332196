//! Batches: many decisions, or the rows of a file, each item with its own result.

mod file;
mod row;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::bulk::Accepted;
use shared::id::{AccountId, BatchId, RequestId, StructureId};
use shared::request::Attestations;
use shared::text::Language;
use shared::value_set::RejectionReason;

use self::row::{BatchRow, ItemRow, PendingRow};
use super::{NewEvent, StoreError, Tx, json, micros, on_db};

/// What is done with each item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum Task {
    Validate {
        attestations: Attestations,
    },
    Reject {
        reason: RejectionReason,
        text: String,
    },
    Register {
        attestations: Attestations,
        accepted: Accepted,
        language: Language,
    },
}

impl Task {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Validate { .. } => "VALIDATE",
            Self::Reject { .. } => "REJECT",
            Self::Register { .. } => "REGISTER",
        }
    }
}

/// Where an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemState {
    Pending,
    Done,
    Refused,
}

impl ItemState {
    const ALL: [Self; 3] = [Self::Pending, Self::Done, Self::Refused];

    const fn code(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Done => "DONE",
            Self::Refused => "REFUSED",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A batch to begin.
#[derive(Clone, Debug)]
pub struct NewBatch {
    pub id: BatchId,
    pub account: AccountId,
    pub task: Task,
}

/// An item to begin with; one that is refused already has its code.
#[derive(Clone, Debug, Default)]
pub struct NewItem {
    pub line: Option<i32>,
    pub request: Option<RequestId>,
    pub revision: Option<i32>,
    pub cells: Option<Vec<String>>,
    pub row_hash: Option<[u8; 32]>,
    pub refused: Option<&'static str>,
}

/// A batch and how far it is.
#[derive(Clone, Debug)]
pub struct KeptBatch {
    pub id: BatchId,
    pub account: AccountId,
    pub task: Task,
    pub items: i32,
    pub done: i32,
    pub refused: i32,
    pub started_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
}

/// An item and what came of it.
#[derive(Clone, Debug)]
pub struct KeptItem {
    pub position: i32,
    pub line: Option<i32>,
    pub state: ItemState,
    pub request: Option<RequestId>,
    /// To which the request was sent.
    pub structure: Option<StructureId>,
    /// Of the request's person.
    pub name: Option<String>,
    pub rpps_number: Option<String>,
    pub cells: Option<Vec<String>>,
    pub code: Option<String>,
    pub details: Vec<String>,
}

/// An item that waits for its turn.
#[derive(Clone, Debug)]
pub struct PendingItem {
    pub position: i32,
    pub request: Option<RequestId>,
    pub revision: i32,
    pub cells: Vec<String>,
}

/// What came of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    pub is_refused: bool,
    /// That a registration made.
    pub request: Option<RequestId>,
    pub code: Option<&'static str>,
    pub details: Vec<String>,
}

impl Tx {
    /// Begins a batch, with its event. Items that are refused already are counted.
    pub async fn add_batch(
        &mut self,
        new: &NewBatch,
        items: &[NewItem],
        event: NewEvent,
    ) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into batches (id, account_id, kind, state, decision, items, refused, started_at, finished_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let refused = items.iter().filter(|item| item.refused.is_some()).count();
        let is_over = refused == items.len();
        let at = micros(event.at);
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(new.id.0)
            .bind(new.account.0)
            .bind(new.task.code())
            .bind(if is_over { "DONE" } else { "RUNNING" })
            .bind(json(&new.task))
            .bind(count(items.len()))
            .bind(count(refused))
            .bind(at)
            .bind(is_over.then_some(at))
            .execute(conn)
            .await
            .map(drop))?;
        // Far below the values that one statement may bind.
        for (part, items) in items.chunks(PART).enumerate() {
            self.add_items(new.id, count(part * PART), items, at)
                .await?;
        }
        self.add_event(event).await?;
        Ok(())
    }

    async fn add_items(
        &mut self,
        id: BatchId,
        first: i32,
        items: &[NewItem],
        at: i64,
    ) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into batch_items (
                batch_id, position, line, state, request_id, revision, cells, row_hash, code, decided_at
            ) ";
        on_db!(self, |conn| {
            let mut query = sqlx::QueryBuilder::new(INSERT);
            query.push_values(items.iter().zip(first..), |mut row, (item, position)| {
                let state = if item.refused.is_some() {
                    ItemState::Refused
                } else {
                    ItemState::Pending
                };
                row.push_bind(id.0)
                    .push_bind(position)
                    .push_bind(item.line)
                    .push_bind(state.code())
                    .push_bind(item.request.map(|id| id.0))
                    .push_bind(item.revision)
                    .push_bind(item.cells.as_ref().map(json))
                    .push_bind(item.row_hash.map(|hash| hash.to_vec()))
                    .push_bind(item.refused)
                    .push_bind(item.refused.map(|_| at));
            });
            query.build().execute(conn).await.map(drop)
        })?;
        Ok(())
    }

    /// A batch of that account's.
    pub async fn batch(
        &mut self,
        id: BatchId,
        account: AccountId,
    ) -> Result<Option<KeptBatch>, StoreError> {
        const SELECT: &str = concat!(
            "select ",
            row::columns!(),
            " from batches b where b.id = $1 and b.account_id = $2"
        );
        let row: Option<BatchRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(id.0)
            .bind(account.0)
            .fetch_optional(conn)
            .await)?;
        row.map(KeptBatch::try_from).transpose()
    }

    /// The batches of an account, the latest first.
    pub async fn batches_of(
        &mut self,
        account: AccountId,
        most: i64,
    ) -> Result<Vec<KeptBatch>, StoreError> {
        const SELECT: &str = concat!(
            "select ",
            row::columns!(),
            " from batches b where b.account_id = $1 order by b.id desc limit $2"
        );
        let rows: Vec<BatchRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(account.0)
            .bind(most)
            .fetch_all(conn)
            .await)?;
        rows.into_iter().map(KeptBatch::try_from).collect()
    }

    /// The batch that has gone on for longest.
    pub async fn running_batch(&mut self) -> Result<Option<KeptBatch>, StoreError> {
        const SELECT: &str = concat!(
            "select ",
            row::columns!(),
            " from batches b where b.state = 'RUNNING' order by b.id limit 1"
        );
        let row: Option<BatchRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .fetch_optional(conn)
            .await)?;
        row.map(KeptBatch::try_from).transpose()
    }

    /// Items in their order, those after a position.
    pub async fn batch_items(
        &mut self,
        id: BatchId,
        after: i32,
        most: i64,
    ) -> Result<Vec<KeptItem>, StoreError> {
        const SELECT: &str = "
            select i.position, i.line, i.state, i.request_id, i.cells, i.code, i.details, r.structure_id, r.identity,
                p.rpps_number
            from batch_items i
            left join requests r on r.id = i.request_id
            left join persons p on p.id = r.person_id
            where i.batch_id = $1 and i.position > $2
            order by i.position
            limit $3";
        let rows: Vec<ItemRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(id.0)
            .bind(after)
            .bind(most)
            .fetch_all(conn)
            .await)?;
        rows.into_iter().map(|row| row.read(id.0)).collect()
    }

    /// The next items whose turn it is.
    pub async fn pending_items(
        &mut self,
        id: BatchId,
        most: i64,
    ) -> Result<Vec<PendingItem>, StoreError> {
        const SELECT: &str = "
            select position, request_id, revision, cells from batch_items
            where batch_id = $1 and state = 'PENDING' order by position limit $2";
        let rows: Vec<PendingRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(id.0)
            .bind(most)
            .fetch_all(conn)
            .await)?;
        rows.into_iter().map(|row| row.read(id.0)).collect()
    }

    /// Takes an item that waits: nobody else decides it before this transaction ends. False when somebody has.
    pub async fn hold_item(&mut self, id: BatchId, position: i32) -> Result<bool, StoreError> {
        const UPDATE: &str = "
            update batch_items set state = state where batch_id = $1 and position = $2 and state = 'PENDING'";
        let held = on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(id.0)
            .bind(position)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(held == 1)
    }

    /// Keeps what came of an item that is held, and counts it. Returns the batch's counts when that was the last.
    /// `Duplicate` when another item registered the same row meanwhile.
    pub async fn end_item(
        &mut self,
        id: BatchId,
        position: i32,
        told: &Told,
        at: DateTime<Utc>,
    ) -> Result<Option<(i32, i32)>, StoreError> {
        const UPDATE: &str = "
            update batch_items
            set state = $3, request_id = coalesce(request_id, $4), code = $5, details = $6, decided_at = $7
            where batch_id = $1 and position = $2";
        const COUNT: &str = "
            update batches
            set done = done + $2, refused = refused + $3,
                state = case when done + refused + 1 = items then 'DONE' else state end,
                finished_at = case when done + refused + 1 = items then $4 end
            where id = $1
            returning done, refused, items";
        let state = if told.is_refused {
            ItemState::Refused
        } else {
            ItemState::Done
        };
        on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(id.0)
            .bind(position)
            .bind(state.code())
            .bind(told.request.map(|id| id.0))
            .bind(told.code)
            .bind(told.details.join(","))
            .bind(micros(at))
            .execute(conn)
            .await
            .map(drop))?;
        let (done, refused, items): (i32, i32, i32) = on_db!(self, |conn| sqlx::query_as(COUNT)
            .bind(id.0)
            .bind(i32::from(!told.is_refused))
            .bind(i32::from(told.is_refused))
            .bind(micros(at))
            .fetch_one(conn)
            .await)?;
        Ok((done + refused == items).then_some((done, refused)))
    }
}

/// Items written by one statement.
const PART: usize = 250;

fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
