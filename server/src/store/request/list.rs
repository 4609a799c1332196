//! Lists of requests: keyset pages, the rights inside the statement.

use shared::id::{AccountId, StructureId};
use shared::status::Status;
use sqlx::{AssertSqlSafe, SqlSafeStr};
use uuid::Uuid;

use super::row::{RequestRow, RequestView, drafted, select, sent};
use crate::store::client::reached_by;
use crate::store::designation::{has_manager, managed_by};
use crate::store::{StoreError, Tx, on_db};

/// Whose requests.
#[derive(Clone, Debug)]
pub enum Scope {
    /// Filed by this account.
    Mine(AccountId),
    /// Of the structures with an active designation of this `SubjectNameID`, or of one of them. Software has its own
    /// there, as [`of_client`] writes it.
    Managed {
        subject_name_id: String,
        structure: Option<StructureId>,
        /// The beginning of a term: of a name, a reference or an RPPS number.
        search: Option<String>,
    },
}

/// Software, where a `SubjectNameID` is asked for: none begins like this.
const CLIENT: &str = "client:";

/// What software is known by where a manager is by a `SubjectNameID`.
pub fn of_client(identifier: &str) -> String {
    format!("{CLIENT}{identifier}")
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
        let (sql, bound) = statement(scope, status, order, page).finish();
        let mut rows: Vec<RequestRow> = on_db!(self, |conn| {
            let mut query = sqlx::query_as(sql);
            for value in &bound {
                query = match value {
                    Bound::Id(id) => query.bind(*id),
                    Bound::Text(text) => query.bind(text),
                    Bound::Number(number) => query.bind(*number),
                };
            }
            query.fetch_all(conn).await
        })?;
        let more = rows.len() > usize::try_from(page.limit).unwrap_or(usize::MAX);
        rows.truncate(usize::try_from(page.limit).unwrap_or(usize::MAX));
        if page.backward {
            rows.reverse();
        }
        let rows = rows.into_iter().map(|row| {
            let view = RequestView::try_from(row)?;
            Ok(match scope {
                Scope::Mine(_) => view,
                Scope::Managed { .. } => view.into_sent(),
            })
        });
        let rows = rows.collect::<Result<_, StoreError>>()?;
        Ok(Slice { rows, more })
    }

    /// How many of them there are: from the kept counters for a whole queue.
    pub async fn count_requests(
        &mut self,
        scope: &Scope,
        status: Option<Status>,
    ) -> Result<i64, StoreError> {
        if let Scope::Managed { search: None, .. } = scope {
            let counts = self.queue_counts(scope).await?;
            return Ok(counts
                .iter()
                .filter(|(of, _)| status.is_none_or(|status| status == *of))
                .map(|(_, n)| n)
                .sum());
        }
        let mut counting = Statement::new("select count(*) from requests r where ");
        counting.of(scope, status);
        let (sql, bound) = counting.finish();
        Ok(on_db!(self, |conn| {
            let mut query = sqlx::query_scalar(sql);
            for value in &bound {
                query = match value {
                    Bound::Id(id) => query.bind(*id),
                    Bound::Text(text) => query.bind(text),
                    Bound::Number(number) => query.bind(*number),
                };
            }
            query.fetch_one(conn).await
        })?)
    }

    /// Requests by state, in the structures of a manager or in one of them.
    pub async fn queue_counts(&mut self, scope: &Scope) -> Result<Vec<(Status, i64)>, StoreError> {
        const ALL: &str = concat!(
            "select status, cast(sum(count) as bigint) from queue_counts where structure_id in (",
            managed_by!("$1"),
            ") group by status"
        );
        const ONE: &str = concat!(
            "select status, cast(sum(count) as bigint) from queue_counts where structure_id in (",
            managed_by!("$1"),
            ") and structure_id = $2 group by status"
        );
        const ALL_REACHED: &str = concat!(
            "select status, cast(sum(count) as bigint) from queue_counts where structure_id in (",
            reached_by!("$1"),
            ") group by status"
        );
        const ONE_REACHED: &str = concat!(
            "select status, cast(sum(count) as bigint) from queue_counts where structure_id in (",
            reached_by!("$1"),
            ") and structure_id = $2 group by status"
        );
        let Scope::Managed {
            subject_name_id,
            structure,
            ..
        } = scope
        else {
            return Ok(Vec::new());
        };
        let (subject_name_id, all, one) = match subject_name_id.strip_prefix(CLIENT) {
            Some(identifier) => (identifier, ALL_REACHED, ONE_REACHED),
            None => (subject_name_id.as_str(), ALL, ONE),
        };
        let rows: Vec<(String, i64)> = match structure {
            None => on_db!(self, |conn| sqlx::query_as(all)
                .bind(subject_name_id)
                .fetch_all(conn)
                .await)?,
            Some(structure) => on_db!(self, |conn| sqlx::query_as(one)
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

/// A value of a statement.
enum Bound {
    Id(Uuid),
    Text(String),
    Number(i64),
}

/// A statement assembled from literals alone; every value is bound.
struct Statement {
    sql: String,
    bound: Vec<Bound>,
}

impl Statement {
    fn new(sql: &str) -> Self {
        Self {
            sql: sql.to_owned(),
            bound: Vec::new(),
        }
    }

    /// Appends a literal, in which each `?` becomes the placeholder of the next value.
    fn push(&mut self, literal: &'static str, values: impl IntoIterator<Item = Bound>) {
        let mut pieces = literal.split('?');
        self.sql.push_str(pieces.next().unwrap_or_default());
        for (piece, value) in pieces.zip(values) {
            self.bound.push(value);
            self.sql.push('$');
            self.sql.push_str(&self.bound.len().to_string());
            self.sql.push_str(piece);
        }
    }

    /// Whose requests, in which state.
    fn of(&mut self, scope: &Scope, status: Option<Status>) {
        match scope {
            Scope::Mine(account) => self.push("r.account_id = ?", [Bound::Id(account.0)]),
            Scope::Managed {
                subject_name_id,
                structure,
                search,
            } => {
                // A term stands under the structure that has the request, so the right is asked there too.
                self.push(
                    match search {
                        None => "r.structure_id in (",
                        Some(_) => {
                            "r.id in (select t.request_id from request_terms t where t.structure_id in ("
                        }
                    },
                    [],
                );
                let name =
                    |name: &str| [Bound::Text(name.to_owned()), Bound::Text(name.to_owned())];
                match subject_name_id.strip_prefix(CLIENT) {
                    Some(identifier) => self.push(reached_by!("?"), name(identifier)),
                    None => self.push(managed_by!("?"), name(subject_name_id)),
                }
                self.push(")", []);
                if let Some(structure) = structure {
                    self.push(
                        match search {
                            None => " and r.structure_id = ?",
                            Some(_) => " and t.structure_id = ?",
                        },
                        [Bound::Id(structure.0)],
                    );
                }
                if let Some(start) = search {
                    // Beyond every term with that beginning.
                    let end = format!("{start}\u{10FFFF}");
                    self.push(
                        " and t.term >= ? and t.term < ?)",
                        [Bound::Text(start.clone()), Bound::Text(end)],
                    );
                }
            }
        }
        if let Some(status) = status {
            self.push(" and r.status = ?", [Bound::Text(status.code().to_owned())]);
        }
    }

    fn finish(self) -> (sqlx::SqlStr, Vec<Bound>) {
        (AssertSqlSafe(self.sql).into_sql_str(), self.bound)
    }
}

fn statement(scope: &Scope, status: Option<Status>, order: Order, page: Page) -> Statement {
    let mut list = Statement::new(match scope {
        // The page is chosen among bare ids, so that only its own rows are joined with what surrounds them.
        Scope::Mine(_) => select!(
            drafted!(),
            "cast(null as text)",
            "where r.id in (select r.id from requests r where "
        ),
        Scope::Managed { .. } => select!(
            sent!(),
            "cast(null as text)",
            "where r.id in (select r.id from requests r where "
        ),
    });
    list.of(scope, status);
    if order == Order::SubmittedAsc {
        // What was never sent has no place in this order, and the databases differ in where they would put it.
        list.push(" and r.submitted_at is not null", []);
    }
    let descending = (order == Order::UpdatedDesc) != page.backward;
    if let Some((at, id)) = page.from {
        list.push(
            match (order, descending) {
                (Order::UpdatedDesc, true) => " and (r.updated_at, r.id) < (?, ?)",
                (Order::UpdatedDesc, false) => " and (r.updated_at, r.id) > (?, ?)",
                (Order::SubmittedAsc, true) => " and (r.submitted_at, r.id) < (?, ?)",
                (Order::SubmittedAsc, false) => " and (r.submitted_at, r.id) > (?, ?)",
            },
            [Bound::Number(at), Bound::Id(id)],
        );
    }
    let ordered = match (order, descending) {
        (Order::UpdatedDesc, true) => " order by r.updated_at desc, r.id desc",
        (Order::UpdatedDesc, false) => " order by r.updated_at, r.id",
        (Order::SubmittedAsc, true) => " order by r.submitted_at desc, r.id desc",
        (Order::SubmittedAsc, false) => " order by r.submitted_at, r.id",
    };
    list.push(ordered, []);
    list.push(" limit ?)", [Bound::Number(page.limit + 1)]);
    list.push(ordered, []);
    list
}
