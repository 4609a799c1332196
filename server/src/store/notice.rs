//! What the log tells somebody: a reading of events, and up to where it was read.

use chrono::{DateTime, Utc};
use shared::id::{AccountId, RequestId, StructureId};
use sqlx::FromRow;
use uuid::Uuid;

use super::designation::managed_by;
use super::{NewEvent, StoreError, Tx, instant, micros, on_db};

/// Unread notices are counted up to here.
const MOST_UNREAD: i64 = 100;

/// Whom notices are for.
#[derive(Clone, Copy, Debug)]
pub struct NoticeReader<'a> {
    pub account: AccountId,
    /// Empty for who did not sign in through Pro Santé Connect.
    pub subject_name_id: &'a str,
    /// What arrived in structures before is not told any more.
    pub arrived_since: DateTime<Utc>,
}

/// Something that the log tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeRow {
    /// Its place in the log; of what is told together, the latest.
    pub event: i64,
    pub code: String,
    pub at: DateTime<Utc>,
    pub request: Option<RequestId>,
    pub structure: Option<StructureId>,
    pub structure_name: Option<String>,
    /// How many events are told together.
    pub count: i64,
    pub is_unread: bool,
}

/// How many notices are unread, a hundred at most, and which is the latest of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromRow)]
pub struct NoticeCount {
    pub unread: i64,
    pub latest: i64,
}

#[derive(Debug, FromRow)]
struct Row {
    id: i64,
    code: String,
    at: i64,
    request_id: Option<Uuid>,
    structure_id: Option<Uuid>,
    structure_name: Option<String>,
    count: i64,
    is_unread: bool,
}

/// What concerns the account `$1` with the identifier `$2`, of arrivals since `$3`, before the event `$4`, so many as `$5`
/// of each kind of tie. Arrivals of a structure and a day are told together.
macro_rules! told {
    ($tail:literal) => {
        concat!(
            "with mine as (",
            managed_by!("$2"),
            "), told as (
                select * from (
                    select e.id, e.kind as code, e.at, e.request_id, e.structure_id, cast(1 as bigint) as count
                    from events e
                    where e.owner_id = $1 and e.id < $4 and (e.account_id is null or e.account_id <> $1)
                        and e.kind in (
                            'CORRECTION_REQUESTED', 'REQUEST_VALIDATED', 'REQUEST_REJECTED', 'DRAFT_EXPIRING',
                            'SUPPORT_ANSWERED', 'REGULARISATION_NOTICED', 'REGULARISATION_CANCELLED',
                            'REGULARISATION_TRANSFERRED', 'REGISTRATION_WITHDRAWN'
                        )
                    order by e.id desc limit $5
                ) own
                union all
                select * from (
                    select e.id, e.kind, e.at, cast(null as uuid), e.structure_id, cast(1 as bigint)
                    from events e
                    where e.subject is not null and e.subject = $2 and e.id < $4
                        and (e.account_id is null or e.account_id <> $1)
                        and e.kind in (
                            'MANAGER_PROPOSED', 'MANAGER_DESIGNATED', 'PREREQUISITE_RECORDED', 'DESIGNATION_SUSPENDED',
                            'DESIGNATION_RESUMED', 'DESIGNATION_REVOKED', 'DESIGNATION_ENDED', 'MANDATE_RECORDED',
                            'MANDATE_ENDED'
                        )
                    order by e.id desc limit $5
                ) rights
                union all
                select * from (
                    select e.id, 'LEASE_TAKEN_OVER', e.at, e.request_id, e.structure_id, cast(1 as bigint)
                    from events e
                    where e.former_id is not null and e.former_id = $1 and e.id < $4
                        and e.structure_id in (select structure_id from mine)
                    order by e.id desc limit $5
                ) leases
                union all
                select * from (
                    select max(e.id) as id, case e.kind
                            when 'REQUEST_SUBMITTED' then 'REQUESTS_ARRIVED'
                            else 'REQUESTS_ANSWERED'
                        end as code, max(e.at) as at, cast(null as uuid) as request_id, e.structure_id,
                        count(*) as count
                    from events e
                    where e.structure_id in (select structure_id from mine) and e.at >= $3
                        and e.kind in ('REQUEST_SUBMITTED', 'REQUEST_RESUBMITTED')
                    group by e.structure_id, e.kind, (e.at + 3600000000) / 86400000000
                    having max(e.id) < $4
                ) arrived
            ) ",
            $tail
        )
    };
}

impl Tx {
    /// What concerns somebody, the latest first, before an event.
    pub async fn notices(
        &mut self,
        reader: NoticeReader<'_>,
        before: i64,
        most: i64,
    ) -> Result<Vec<NoticeRow>, StoreError> {
        const SELECT: &str = told!(
            "select t.id, t.code, t.at, t.request_id, t.structure_id, t.count,
                coalesce(nullif(s.name, ''), s.finess) as structure_name,
                t.id > coalesce(p.event_id, 0) as is_unread
            from told t
            left join structures s on s.id = t.structure_id
            left join notice_positions p on p.account_id = $1
            order by t.id desc limit $5"
        );
        let rows: Vec<Row> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(reader.account.0)
            .bind(reader.subject_name_id)
            .bind(micros(reader.arrived_since))
            .bind(before)
            .bind(most)
            .fetch_all(conn)
            .await)?;
        Ok(rows.into_iter().map(NoticeRow::from).collect())
    }

    /// How many of them are unread, and which is the latest.
    pub async fn notice_count(
        &mut self,
        reader: NoticeReader<'_>,
    ) -> Result<NoticeCount, StoreError> {
        const SELECT: &str = told!(
            "select (
                    select count(*) from (
                        select t.id from told t
                        where t.id > coalesce((select p.event_id from notice_positions p where p.account_id = $1), 0)
                        limit $5
                    ) unread
                ) as unread, coalesce(max(t.id), 0) as latest
            from told t"
        );
        Ok(on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(reader.account.0)
            .bind(reader.subject_name_id)
            .bind(micros(reader.arrived_since))
            .bind(i64::MAX)
            .bind(MOST_UNREAD)
            .fetch_one(conn)
            .await)?)
    }

    /// Keeps up to where somebody has read, with the event; never further back than before, nor beyond the log.
    pub async fn mark_notices_read(
        &mut self,
        account: AccountId,
        up_to: i64,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        const UPSERT: &str = "
            insert into notice_positions (account_id, event_id, read_at)
            select $1, case when $2 > m.id then m.id else $2 end, $3
            from (select coalesce(max(id), 0) as id from events) m
            where true
            on conflict (account_id) do update set
                event_id = case
                    when excluded.event_id > notice_positions.event_id then excluded.event_id
                    else notice_positions.event_id
                end,
                read_at = excluded.read_at";
        on_db!(self, |conn| sqlx::query(UPSERT)
            .bind(account.0)
            .bind(up_to)
            .bind(micros(event.at))
            .execute(conn)
            .await
            .map(drop))?;
        self.add_event(event).await?;
        Ok(())
    }
}

impl From<Row> for NoticeRow {
    fn from(row: Row) -> Self {
        Self {
            event: row.id,
            code: row.code,
            at: instant(row.at),
            request: row.request_id.map(RequestId),
            structure: row.structure_id.map(StructureId),
            structure_name: row.structure_name,
            count: row.count,
            is_unread: row.is_unread,
        }
    }
}
