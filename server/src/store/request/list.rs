//! Lists of requests: keyset pages, the rights inside the statement.

use shared::id::{AccountId, StructureId};
use shared::status::Status;
use sqlx::{AssertSqlSafe, SqlSafeStr};
use uuid::Uuid;

use super::row::{RequestRow, RequestView, select};
use crate::store::{StoreError, Tx, on_db};

/// Whose requests.
#[derive(Clone, Debug)]
pub enum Scope {
    /// Filed by this account.
    Mine(AccountId),
    /// Of the structures with an active designation of this `SubjectNameID`, or of one of them.
    Managed {
        subject_name_id: String,
        structure: Option<StructureId>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    UpdatedDesc,
    SubmittedAsc,
}

/// Where a page begins and how long it is.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    pub limit: i64,
    /// The row that the page begins after, in the direction read.
    pub from: Option<(i64, Uuid)>,
    /// Read from the end.
    pub backward: bool,
}

/// A page and whether there is more in the direction read.
#[derive(Debug)]
pub struct Slice {
    pub rows: Vec<RequestView>,
    pub more: bool,
}

impl Tx {
    /// One page; rows come in the list's order whichever end it was read from.
    pub async fn requests(
        &mut self,
        scope: &Scope,
        status: Option<Status>,
        order: Order,
        page: Page,
    ) -> Result<Slice, StoreError> {
        let sql = AssertSqlSafe(statement(scope, status, order, page)).into_sql_str();
        let owner = match scope {
            Scope::Mine(account) => Some(account.0),
            Scope::Managed { .. } => None,
        };
        let (subject, structure) = match scope {
            Scope::Mine(_) => (None, None),
            Scope::Managed {
                subject_name_id,
                structure,
            } => (Some(subject_name_id), *structure),
        };
        let mut rows: Vec<RequestRow> = on_db!(self, |conn| {
            let mut query = sqlx::query_as(sql);
            if let Some(owner) = owner {
                query = query.bind(owner);
            }
            if let Some(subject) = subject {
                query = query.bind(subject);
            }
            if let Some(structure) = structure {
                query = query.bind(structure.0);
            }
            if let Some(status) = status {
                query = query.bind(status.code());
            }
            if let Some((at, id)) = page.from {
                query = query.bind(at).bind(id);
            }
            query.bind(page.limit + 1).fetch_all(conn).await
        })?;
        let more = rows.len() > usize::try_from(page.limit).unwrap_or(usize::MAX);
        rows.truncate(usize::try_from(page.limit).unwrap_or(usize::MAX));
        if page.backward {
            rows.reverse();
        }
        let rows = rows
            .into_iter()
            .map(RequestView::try_from)
            .collect::<Result<_, _>>()?;
        Ok(Slice { rows, more })
    }

    /// How many of them there are: from the kept counters for a queue.
    pub async fn count_requests(
        &mut self,
        scope: &Scope,
        status: Option<Status>,
    ) -> Result<i64, StoreError> {
        match scope {
            Scope::Managed { .. } => {
                let counts = self.queue_counts(scope).await?;
                Ok(counts
                    .iter()
                    .filter(|(of, _)| status.is_none_or(|status| status == *of))
                    .map(|(_, n)| n)
                    .sum())
            }
            Scope::Mine(account) => {
                const ALL: &str = "select count(*) from requests where account_id = $1";
                const OF: &str =
                    "select count(*) from requests where account_id = $1 and status = $2";
                Ok(match status {
                    None => on_db!(self, |conn| sqlx::query_scalar(ALL)
                        .bind(account.0)
                        .fetch_one(conn)
                        .await)?,
                    Some(status) => on_db!(self, |conn| sqlx::query_scalar(OF)
                        .bind(account.0)
                        .bind(status.code())
                        .fetch_one(conn)
                        .await)?,
                })
            }
        }
    }

    /// Requests by state, in the structures of a manager or in one of them.
    pub async fn queue_counts(&mut self, scope: &Scope) -> Result<Vec<(Status, i64)>, StoreError> {
        const ALL: &str = "
            select status, cast(sum(count) as bigint) from queue_counts
            where structure_id in (
                select structure_id from designations where subject_name_id = $1 and revoked_at is null
            )
            group by status";
        const ONE: &str = "
            select status, cast(sum(count) as bigint) from queue_counts
            where structure_id in (
                select structure_id from designations
                where subject_name_id = $1 and revoked_at is null and structure_id = $2
            )
            group by status";
        let Scope::Managed {
            subject_name_id,
            structure,
        } = scope
        else {
            return Ok(Vec::new());
        };
        let rows: Vec<(String, i64)> = match structure {
            None => on_db!(self, |conn| sqlx::query_as(ALL)
                .bind(subject_name_id)
                .fetch_all(conn)
                .await)?,
            Some(structure) => on_db!(self, |conn| sqlx::query_as(ONE)
                .bind(subject_name_id)
                .bind(structure.0)
                .fetch_all(conn)
                .await)?,
        };
        Ok(rows
            .into_iter()
            .filter_map(|(status, count)| Some((Status::from_code(&status)?, count)))
            .collect())
    }
}

/// Assembled from literals alone; every value is bound, in the order of the placeholders.
fn statement(scope: &Scope, status: Option<Status>, order: Order, page: Page) -> String {
    let mut sql = select!("cast(null as text)", "where ").to_owned();
    let mut bound = 0;
    let mut push = |sql: &mut String, text: &str| {
        // Each `?` of a literal becomes the next placeholder.
        for piece in text.split_inclusive('?') {
            match piece.strip_suffix('?') {
                Some(piece) => {
                    bound += 1;
                    sql.push_str(piece);
                    sql.push('$');
                    sql.push_str(&bound.to_string());
                }
                None => sql.push_str(piece),
            }
        }
    };
    push(
        &mut sql,
        match scope {
            Scope::Mine(_) => "r.account_id = ?",
            Scope::Managed {
                structure: None, ..
            } => {
                "r.structure_id in (
                select d.structure_id from designations d
                where d.subject_name_id = ? and d.revoked_at is null
            )"
            }
            Scope::Managed {
                structure: Some(_), ..
            } => {
                "r.structure_id in (
                select d.structure_id from designations d
                where d.subject_name_id = ? and d.revoked_at is null and d.structure_id = ?
            )"
            }
        },
    );
    if status.is_some() {
        push(&mut sql, " and r.status = ?");
    }
    if order == Order::SubmittedAsc {
        // What was never sent has no place in this order, and the databases differ in where they would put it.
        push(&mut sql, " and r.submitted_at is not null");
    }
    let descending = (order == Order::UpdatedDesc) != page.backward;
    if page.from.is_some() {
        push(
            &mut sql,
            match (order, descending) {
                (Order::UpdatedDesc, true) => " and (r.updated_at, r.id) < (?, ?)",
                (Order::UpdatedDesc, false) => " and (r.updated_at, r.id) > (?, ?)",
                (Order::SubmittedAsc, true) => " and (r.submitted_at, r.id) < (?, ?)",
                (Order::SubmittedAsc, false) => " and (r.submitted_at, r.id) > (?, ?)",
            },
        );
    }
    push(
        &mut sql,
        match (order, descending) {
            (Order::UpdatedDesc, true) => " order by r.updated_at desc, r.id desc limit ?",
            (Order::UpdatedDesc, false) => " order by r.updated_at, r.id limit ?",
            (Order::SubmittedAsc, true) => " order by r.submitted_at desc, r.id desc limit ?",
            (Order::SubmittedAsc, false) => " order by r.submitted_at, r.id limit ?",
        },
    );
    sql
}
