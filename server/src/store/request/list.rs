//! Lists of requests: keyset pages, the rights inside the statement.

use chrono::{DateTime, Utc};
use shared::id::{AccountId, RequestId, StructureId};
use shared::queue::Wanted;
use shared::status::Status;
use uuid::Uuid;

use super::row::{RequestRow, RequestView};
use super::statement::{Bound, counting, holding, listing};
use crate::store::client::reached_by;
use crate::store::designation::managed_by;
use crate::store::{Connection, StoreError, Tx, on_db};

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
        /// The beginning of a term: of a name, an address, a reference or an RPPS number.
        search: Option<String>,
        /// What else is asked of them; nothing for the whole queue.
        narrowed: Option<Narrowed>,
    },
}

/// What is wanted of a queue, by whom and when: leases and ages depend on it.
#[derive(Clone, Debug)]
pub struct Narrowed {
    pub wanted: Wanted,
    pub account: AccountId,
    pub at: DateTime<Utc>,
}

impl Scope {
    /// The same at another moment.
    #[must_use]
    pub fn at(&self, moment: DateTime<Utc>) -> Self {
        let mut scope = self.clone();
        if let Self::Managed {
            narrowed: Some(narrowed),
            ..
        } = &mut scope
        {
            narrowed.at = moment;
        }
        scope
    }
}

/// Software, where a `SubjectNameID` is asked for: none begins like this.
pub(super) const CLIENT: &str = "client:";

/// What software is known by where a manager is by a `SubjectNameID`.
pub fn of_client(identifier: &str) -> String {
    format!("{CLIENT}{identifier}")
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    UpdatedDesc,
    UpdatedAsc,
    /// What was never sent has no place here.
    SubmittedDesc,
    SubmittedAsc,
}

impl Order {
    pub const fn is_by_submission(self) -> bool {
        matches!(self, Self::SubmittedAsc | Self::SubmittedDesc)
    }

    pub const fn is_descending(self) -> bool {
        matches!(self, Self::UpdatedDesc | Self::SubmittedDesc)
    }
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

/// Runs a statement with its values.
macro_rules! bind_all {
    ($query:expr, $bound:expr) => {{
        let mut query = $query;
        for value in $bound {
            query = match value {
                Bound::Id(id) => query.bind(*id),
                Bound::Text(text) => query.bind(text),
                Bound::Number(number) => query.bind(*number),
            };
        }
        query
    }};
}

impl Tx {
    /// One page; rows come in the list's order whichever end it was read from. A draft that was taken back is in no
    /// queue unless its state is asked for.
    pub async fn requests(
        &mut self,
        scope: &Scope,
        status: Option<Status>,
        order: Order,
        page: Page,
    ) -> Result<Slice, StoreError> {
        let is_postgres = matches!(self.connection, Connection::Postgres(_));
        let (sql, bound) = listing(scope, status, order, page, is_postgres).finish();
        let mut rows: Vec<RequestRow> =
            on_db!(self, |conn| bind_all!(sqlx::query_as(sql), &bound)
                .fetch_all(conn)
                .await)?;
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
        let counts = self.counts_by_status(scope).await?;
        let own = matches!(scope, Scope::Mine(_));
        let counted = counts.iter().filter(|(of, _)| match status {
            Some(status) => status == *of,
            None => own || *of != Status::Draft,
        });
        Ok(counted.map(|(_, count)| count).sum())
    }

    /// Requests by state, in the structures of a manager or in one of them, those alone that are wanted.
    pub async fn queue_counts(&mut self, scope: &Scope) -> Result<Vec<(Status, i64)>, StoreError> {
        match scope {
            Scope::Mine(_) => Ok(Vec::new()),
            Scope::Managed { .. } => self.counts_by_status(scope).await,
        }
    }

    /// Whether a request is in a list.
    pub async fn list_holds(
        &mut self,
        scope: &Scope,
        status: Option<Status>,
        id: RequestId,
    ) -> Result<bool, StoreError> {
        let (sql, bound) = holding(scope, status, id).finish();
        let found: i64 = on_db!(self, |conn| bind_all!(sqlx::query_scalar(sql), &bound)
            .fetch_one(conn)
            .await)?;
        Ok(found > 0)
    }

    async fn counts_by_status(&mut self, scope: &Scope) -> Result<Vec<(Status, i64)>, StoreError> {
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
        let rows: Vec<(String, i64)> = if let Scope::Managed {
            subject_name_id,
            structure,
            search: None,
            narrowed: None,
        } = scope
        {
            let (name, all, one) = match subject_name_id.strip_prefix(CLIENT) {
                Some(identifier) => (identifier, ALL_REACHED, ONE_REACHED),
                None => (subject_name_id.as_str(), ALL, ONE),
            };
            match structure {
                None => on_db!(self, |conn| sqlx::query_as(all)
                    .bind(name)
                    .fetch_all(conn)
                    .await)?,
                Some(structure) => on_db!(self, |conn| sqlx::query_as(one)
                    .bind(name)
                    .bind(structure.0)
                    .fetch_all(conn)
                    .await)?,
            }
        } else {
            let (sql, bound) = counting(scope).finish();
            on_db!(self, |conn| bind_all!(sqlx::query_as(sql), &bound)
                .fetch_all(conn)
                .await)?
        };
        Ok(rows
            .into_iter()
            .filter_map(|(status, count)| Some((Status::from_code(&status)?, count)))
            .collect())
    }
}
