//! The log as a feed: every event once, in one order that never changes, to whom it may be told.
//!
//! On PostgreSQL transactions may commit in another order than that in which their events were numbered. The feed goes
//! by transaction and event, and ends below the oldest transaction still under way: what appears later comes after. On
//! SQLite writers come one after the other, so events appear as they are numbered.

mod statement;

use chrono::{DateTime, Utc};
use serde_json::Value;
use shared::date::Date;
use shared::id::{AccountId, PersonId, RequestId, StructureId};
use sqlx::{FromRow, Row as _};
use uuid::Uuid;

use self::statement::{Bound, POSTGRES, SQLITE, Statement};
use super::{Connection, StoreError, Tx, instant, on_db};
use crate::caller::Provider;

/// Structures whose events are read one by one and put together; of more, all are read at once.
const ONE_BY_ONE: usize = 64;

/// A place in the feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub xact: i64,
    pub event: i64,
}

impl Default for Position {
    /// Before everything: what came with a restore from another cluster stands below zero.
    fn default() -> Self {
        Self {
            xact: i64::MIN,
            event: 0,
        }
    }
}

/// Which events somebody may hear of now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedScope {
    /// Every event: for agents of the ANS.
    pub all: bool,
    /// Events of this account's requests and sessions.
    pub account: Option<AccountId>,
    /// Events about this registered person.
    pub person: Option<PersonId>,
    /// Events of these structures, and about those who work there.
    pub structures: Vec<StructureId>,
}

/// An event of the feed: ids, codes and names of fields.
#[derive(Clone, Debug)]
pub struct FeedEvent {
    pub position: Position,
    pub at: DateTime<Utc>,
    /// Code of its kind; a newer version may have written one that this one does not know.
    pub kind: String,
    pub actor: Option<FeedActor>,
    pub owner: Option<AccountId>,
    pub request: Option<RequestId>,
    pub structure: Option<StructureId>,
    pub person: Option<PersonId>,
    /// The number of the person it is about, where whoever reads may know it.
    pub rpps_number: Option<String>,
    pub data: Value,
}

/// Who acted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedActor {
    pub account: AccountId,
    pub provider: Option<Provider>,
    /// Who vouches for the account.
    pub issuer: String,
    pub subject_name_id: Option<String>,
    pub person: Option<PersonId>,
}

#[derive(Debug, FromRow)]
struct FeedRow {
    id: i64,
    xact: i64,
    at: i64,
    kind: String,
    account_id: Option<Uuid>,
    owner_id: Option<Uuid>,
    request_id: Option<Uuid>,
    structure_id: Option<Uuid>,
    person_id: Option<Uuid>,
    data: String,
    provider: Option<String>,
    issuer: Option<String>,
    subject_name_id: Option<String>,
    actor_person_id: Option<Uuid>,
    request_owner_id: Option<Uuid>,
    request_structure_id: Option<Uuid>,
    request_number: Option<String>,
    person_number: Option<String>,
    works_here: bool,
}

impl Tx {
    /// Events after a place, the oldest first. Ask for one more than wanted to know whether there are more.
    pub async fn feed(
        &mut self,
        scope: &FeedScope,
        after: Position,
        today: Date,
        most: i64,
    ) -> Result<Vec<FeedEvent>, StoreError> {
        let (sql, bound) = self.statement(scope, after, today, most).finish("");
        let rows: Vec<FeedRow> = on_db!(self, |conn| {
            let mut query = sqlx::query_as(sql);
            for value in bound {
                query = match value {
                    Bound::Id(id) => query.bind(id),
                    Bound::Text(text) => query.bind(text),
                    Bound::Number(number) => query.bind(number),
                };
            }
            query.fetch_all(conn).await
        })?;
        Ok(rows.into_iter().map(|row| row.read_by(scope)).collect())
    }

    /// How the database would read such a page: the proof that it reads no more of the log than that.
    pub async fn feed_plan(
        &mut self,
        scope: &FeedScope,
        after: Position,
        today: Date,
        most: i64,
    ) -> Result<Vec<String>, StoreError> {
        let (explain, column) = match self.connection {
            Connection::Sqlite(_) => ("explain query plan ", 3),
            Connection::Postgres(_) => ("explain ", 0),
        };
        let (sql, bound) = self.statement(scope, after, today, most).finish(explain);
        on_db!(self, |conn| {
            let mut query = sqlx::query(sql);
            for value in bound {
                query = match value {
                    Bound::Id(id) => query.bind(id),
                    Bound::Text(text) => query.bind(text),
                    Bound::Number(number) => query.bind(number),
                };
            }
            let rows = query.fetch_all(conn).await?;
            let lines = rows.iter().map(|row| row.try_get(column));
            Ok(lines.collect::<Result<_, _>>()?)
        })
    }

    /// Whether the feed holds all that was committed: else a transaction under way keeps some of it back.
    pub async fn feed_is_settled(&mut self) -> Result<bool, StoreError> {
        const SELECT: &str = "
            select not exists (
                select 1 from events where xact >= pg_snapshot_xmin(pg_current_snapshot())::text::bigint
            )";
        match &mut self.connection {
            Connection::Sqlite(_) => Ok(true),
            Connection::Postgres(transaction) => Ok(sqlx::query_scalar(SELECT)
                .fetch_one(&mut **transaction)
                .await?),
        }
    }

    /// The structure and, of a legal entity, its sites.
    pub async fn with_sites(&mut self, of: StructureId) -> Result<Vec<StructureId>, StoreError> {
        const SELECT: &str = "
            select s.id from structures s where s.id = $1
            union all
            select c.id from structures e
            join structures c on c.parent_finess = e.finess
            where e.id = $1 and e.kind = 'EJ'";
        let ids: Vec<Uuid> = on_db!(self, |conn| sqlx::query_scalar(SELECT)
            .bind(of.0)
            .fetch_all(conn)
            .await)?;
        Ok(ids.into_iter().map(StructureId).collect())
    }

    fn statement(&self, scope: &FeedScope, after: Position, today: Date, most: i64) -> Statement {
        let dialect = match self.connection {
            Connection::Sqlite(_) => &SQLITE,
            Connection::Postgres(_) => &POSTGRES,
        };
        let mut statement = Statement::default();
        statement.page(dialect, scope, after, today, most);
        statement
    }
}

impl FeedRow {
    fn read_by(self, scope: &FeedScope) -> FeedEvent {
        let is_mine = |structure: Option<Uuid>| {
            structure.is_some_and(|id| scope.structures.contains(&StructureId(id)))
        };
        let is_own =
            |account: Option<Uuid>| account.is_some() && account == scope.account.map(|id| id.0);
        let is_me = self.person_id.is_some() && self.person_id == scope.person.map(|id| id.0);
        // A request that was moved is another structure's business, and so is the number it led to.
        let of_request =
            scope.all || is_own(self.request_owner_id) || is_mine(self.request_structure_id);
        let of_person = scope.all || is_me || self.works_here;
        let rpps_number = self.person_number.filter(|_| of_person);
        let rpps_number = rpps_number.or_else(|| self.request_number.filter(|_| of_request));
        FeedEvent {
            position: Position {
                xact: self.xact,
                event: self.id,
            },
            at: instant(self.at),
            kind: self.kind,
            actor: self.account_id.map(|account| FeedActor {
                account: AccountId(account),
                provider: self.provider.as_deref().and_then(Provider::from_code),
                issuer: self.issuer.unwrap_or_default(),
                subject_name_id: self.subject_name_id,
                person: self.actor_person_id.map(PersonId),
            }),
            owner: self.owner_id.map(AccountId),
            request: self.request_id.map(RequestId),
            structure: self.structure_id.map(StructureId),
            person: self.person_id.map(PersonId),
            rpps_number,
            data: serde_json::from_str(&self.data).unwrap_or_default(),
        }
    }
}
