//! Who looked at whose data: written before the answer leaves, once an hour for the same reader, act and purpose.

use chrono::{DateTime, Utc};
use shared::access::{Act, Part, Purpose};
use shared::id::{AccountId, PersonId, RequestId, StructureId};
use shared::rpps::RppsNumber;
use sqlx::FromRow;
use uuid::Uuid;

use super::structure::shown_name;
use super::{StoreError, Tx, instant, micros, on_db};

/// The span in which the same look is kept once, in microseconds.
const HOUR: i64 = 3_600_000_000;

/// A look to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccess {
    pub account: AccountId,
    pub part: Part,
    /// Of the part, unless it is the ANS.
    pub structure: Option<StructureId>,
    pub act: Act,
    pub purpose: Purpose,
    /// What was looked at; nothing of a search that found nobody.
    pub request: Option<RequestId>,
    pub person: Option<PersonId>,
    /// Who filed the request.
    pub owner: Option<AccountId>,
    /// How many there were in the answer of a search, or in a list.
    pub found: Option<i32>,
}

/// The same look within the same hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AccessKey {
    pub hour: i64,
    account: Uuid,
    act: Act,
    purpose: Purpose,
    object: Uuid,
}

impl NewAccess {
    pub fn key(&self, at: DateTime<Utc>) -> AccessKey {
        let request = self.request.map(|id| id.0);
        AccessKey {
            hour: micros(at).div_euclid(HOUR),
            account: self.account.0,
            act: self.act,
            purpose: self.purpose,
            object: request
                .or(self.person.map(|id| id.0))
                .unwrap_or(Uuid::nil()),
        }
    }
}

/// A look that was kept.
#[derive(Clone, Debug)]
pub struct Access {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub part: Part,
    pub act: Act,
    pub purpose: Purpose,
    pub structure: Option<String>,
    pub request: Option<RequestId>,
    pub rpps_number: Option<String>,
    pub found: Option<i32>,
    pub reader: String,
    pub reader_subject: Option<String>,
}

/// Whose looks, or at whom.
#[derive(Clone, Copy, Debug)]
pub enum AccessScope<'a> {
    /// At what an account filed, and at the person it is joined to.
    Own(AccountId, Option<PersonId>),
    Request(RequestId),
    /// At a registered person, and at what that person filed.
    Person(&'a RppsNumber),
    /// By somebody, by their identifier.
    Reader(&'a str),
}

#[derive(Debug, FromRow)]
struct AccessRow {
    id: Uuid,
    at: i64,
    part: String,
    act: String,
    purpose: String,
    structure_name: Option<String>,
    structure_finess: Option<String>,
    request_id: Option<Uuid>,
    rpps_number: Option<String>,
    found: Option<i32>,
    reader: String,
    reader_subject: Option<String>,
}

/// The page is chosen among bare ids; each way to be concerned reads no more of its index than the page holds.
macro_rules! select {
    ($($ids:literal),+) => {
        concat!(
            "select a.id, a.at, a.part, a.act, a.purpose, s.name as structure_name, s.finess as structure_finess,
                a.request_id, p.rpps_number, a.found, r.display_name as reader, r.subject_name_id as reader_subject
            from accesses a
            join accounts r on r.id = a.account_id
            left join structures s on s.id = a.structure_id
            left join persons p on p.id = a.person_id
            where a.id in (",
            $($ids),+,
            ") order by a.id desc limit $3"
        )
    };
}

impl Tx {
    /// Keeps looks; one that is kept for this hour already is left as it is.
    pub async fn add_accesses(
        &mut self,
        new: &[NewAccess],
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into accesses (
                id, at, hour, account_id, part, structure_id, act, purpose, object_id, request_id, person_id, owner_id,
                found
            ) ";
        if new.is_empty() {
            return Ok(());
        }
        on_db!(self, |conn| {
            let mut query = sqlx::QueryBuilder::new(INSERT);
            query.push_values(new, |mut row, access| {
                let key = access.key(at);
                row.push_bind(Uuid::now_v7())
                    .push_bind(micros(at))
                    .push_bind(key.hour)
                    .push_bind(access.account.0)
                    .push_bind(access.part.code())
                    .push_bind(access.structure.map(|id| id.0))
                    .push_bind(access.act.code())
                    .push_bind(access.purpose.code())
                    .push_bind(key.object)
                    .push_bind(access.request.map(|id| id.0))
                    .push_bind(access.person.map(|id| id.0))
                    .push_bind(access.owner.map(|id| id.0))
                    .push_bind(access.found);
            });
            query.push(" on conflict do nothing");
            query.build().execute(conn).await.map(drop)
        })?;
        Ok(())
    }

    /// Looks, the latest first, those before `before`.
    pub async fn accesses(
        &mut self,
        scope: AccessScope<'_>,
        before: Option<Uuid>,
        most: i64,
    ) -> Result<Vec<Access>, StoreError> {
        const OWN: &str = select!(
            "select id from (
                select x.id from accesses x where x.owner_id = $1 and x.id < $2 order by x.id desc limit $3
            ) filed
            union select id from (
                select x.id from accesses x
                where x.owner_id in (select c.id from accounts c where c.person_id = $4) and x.id < $2
                order by x.id desc limit $3
            ) filed_before
            union select id from (
                select x.id from accesses x where x.person_id = $4 and x.id < $2 order by x.id desc limit $3
            ) registered"
        );
        const REQUEST: &str = select!(
            "select x.id from accesses x where x.request_id = $1 and x.id < $2 order by x.id desc limit $3"
        );
        const PERSON: &str = select!(
            "select id from (
                select x.id from accesses x
                where x.owner_id in (
                    select c.id from accounts c join persons q on q.id = c.person_id where q.rpps_number = $1
                ) and x.id < $2
                order by x.id desc limit $3
            ) filed
            union select id from (
                select x.id from accesses x
                where x.person_id = (select q.id from persons q where q.rpps_number = $1) and x.id < $2
                order by x.id desc limit $3
            ) registered"
        );
        const READER: &str = select!(
            "select x.id from accesses x
            where x.account_id in (select c.id from accounts c where c.subject_name_id = $1) and x.id < $2
            order by x.id desc limit $3"
        );
        let before = before.unwrap_or(Uuid::max());
        let rows: Vec<AccessRow> = match scope {
            AccessScope::Own(account, person) => on_db!(self, |conn| sqlx::query_as(OWN)
                .bind(account.0)
                .bind(before)
                .bind(most)
                .bind(person.map_or(Uuid::nil(), |id| id.0))
                .fetch_all(conn)
                .await)?,
            AccessScope::Request(id) => on_db!(self, |conn| sqlx::query_as(REQUEST)
                .bind(id.0)
                .bind(before)
                .bind(most)
                .fetch_all(conn)
                .await)?,
            AccessScope::Person(number) => on_db!(self, |conn| sqlx::query_as(PERSON)
                .bind(number.as_str())
                .bind(before)
                .bind(most)
                .fetch_all(conn)
                .await)?,
            AccessScope::Reader(subject) => on_db!(self, |conn| sqlx::query_as(READER)
                .bind(subject)
                .bind(before)
                .bind(most)
                .fetch_all(conn)
                .await)?,
        };
        rows.into_iter().map(Access::try_from).collect()
    }

    /// Forgets looks kept before that moment, `most` at once. Returns how many there were.
    pub async fn forget_accesses(
        &mut self,
        before: DateTime<Utc>,
        most: i64,
    ) -> Result<i64, StoreError> {
        const DELETE: &str = "
            delete from accesses
            where id in (select x.id from accesses x where x.at < $1 order by x.at limit $2)";
        let gone = on_db!(self, |conn| sqlx::query(DELETE)
            .bind(micros(before))
            .bind(most)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(i64::try_from(gone).unwrap_or(i64::MAX))
    }
}

impl TryFrom<AccessRow> for Access {
    type Error = StoreError;

    fn try_from(row: AccessRow) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::corrupt("accesses", row.id, column);
        let finess = row.structure_finess.unwrap_or_default();
        Ok(Self {
            id: row.id,
            at: instant(row.at),
            part: Part::from_code(&row.part).ok_or_else(|| corrupt("part"))?,
            act: Act::from_code(&row.act).ok_or_else(|| corrupt("act"))?,
            purpose: Purpose::from_code(&row.purpose).ok_or_else(|| corrupt("purpose"))?,
            structure: row.structure_name.map(|name| shown_name(name, &finess)),
            request: row.request_id.map(RequestId),
            rpps_number: row.rpps_number,
            found: row.found,
            reader: row.reader,
            reader_subject: row.reader_subject,
        })
    }
}
