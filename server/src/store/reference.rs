//! Versions of reference data: imported as drafts, scheduled, in force by date.

use chrono::{DateTime, Utc};
use shared::date::Date;
use sqlx::FromRow;
use uuid::Uuid;

use super::{NewEvent, StoreError, Tx, instant, micros, on_db};
use crate::reference::{Kind, Tally};

/// What was decided about a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceState {
    Draft,
    /// In force from its day on.
    Scheduled,
    Discarded,
}

impl ReferenceState {
    const fn code(self) -> &'static str {
        match self {
            Self::Draft => "DRAFT",
            Self::Scheduled => "SCHEDULED",
            Self::Discarded => "DISCARDED",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Draft, Self::Scheduled, Self::Discarded]
            .into_iter()
            .find(|state| state.code() == code)
    }
}

/// A version to keep.
#[derive(Clone, Debug)]
pub struct NewReference {
    pub id: Uuid,
    pub kind: Kind,
    /// Of a draft, the day that was compared with.
    pub effective_on: Date,
    pub body: String,
    pub hash: String,
    pub rows: i64,
    pub tally: Tally,
}

/// A version as it is kept, without its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptReference {
    pub id: Uuid,
    pub kind: Kind,
    pub state: ReferenceState,
    pub effective_on: Date,
    pub hash: String,
    pub rows: i64,
    /// What is otherwise than in the table before it.
    pub tally: Tally,
    pub revision: i32,
    pub created_at: DateTime<Utc>,
    pub scheduled_at: Option<DateTime<Utc>>,
    /// The name of the agent who scheduled it; nobody when a command did.
    pub scheduled_by: Option<String>,
    /// It holds on the day that was asked about.
    pub in_force: bool,
}

impl KeptReference {
    /// It was in force, or is: it never changes any more.
    pub fn has_begun(&self, today: Date) -> bool {
        self.state == ReferenceState::Scheduled && self.effective_on <= today
    }
}

/// A version that is or will be in force, with its rows.
#[derive(Clone, Debug)]
pub struct ScheduledReference {
    pub kind: Kind,
    pub effective_on: Date,
    pub body: String,
}

#[derive(Debug, FromRow)]
struct ReferenceRow {
    id: Uuid,
    kind: String,
    state: String,
    effective_on: String,
    hash: String,
    row_count: i64,
    added: i64,
    changed: i64,
    ended: i64,
    revision: i32,
    created_at: i64,
    scheduled_at: Option<i64>,
    scheduled_by: Option<String>,
    /// Nothing where nothing of its kind is in force.
    in_force: Option<bool>,
}

impl TryFrom<ReferenceRow> for KeptReference {
    type Error = StoreError;

    fn try_from(row: ReferenceRow) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::corrupt("reference_versions", row.id, column);
        Ok(Self {
            id: row.id,
            kind: Kind::from_code(&row.kind).ok_or_else(|| corrupt("kind"))?,
            state: ReferenceState::from_code(&row.state).ok_or_else(|| corrupt("state"))?,
            effective_on: Date::parse(&row.effective_on).map_err(|_| corrupt("effective_on"))?,
            hash: row.hash,
            rows: row.row_count,
            tally: Tally {
                added: row.added,
                changed: row.changed,
                ended: row.ended,
            },
            revision: row.revision,
            created_at: instant(row.created_at),
            scheduled_at: row.scheduled_at.map(instant),
            scheduled_by: row.scheduled_by,
            in_force: row.in_force.unwrap_or_default(),
        })
    }
}

macro_rules! select {
    ($which:literal) => {
        concat!(
            "select v.id, v.kind, v.state, v.effective_on, v.hash, v.row_count, v.added, v.changed, v.ended, v.revision,
                v.created_at, v.scheduled_at, a.display_name as scheduled_by,
                v.state = 'SCHEDULED' and v.id = (
                    select x.id from reference_versions x
                    where x.kind = v.kind and x.state = 'SCHEDULED' and x.effective_on <= $1
                    order by x.effective_on desc, x.scheduled_at desc limit 1
                ) as in_force
            from reference_versions v left join accounts a on a.id = v.scheduled_by
            ",
            $which
        )
    };
}

impl Tx {
    /// Keeps a table as a draft. `Duplicate` when the same is a draft already.
    pub async fn add_reference_draft(
        &mut self,
        new: &NewReference,
        event: NewEvent,
    ) -> Result<KeptReference, StoreError> {
        const INSERT: &str = "
            insert into reference_versions
                (id, kind, state, effective_on, body, hash, row_count, added, changed, ended, revision, created_at)
            values ($1, $2, 'DRAFT', $3, $4, $5, $6, $7, $8, $9, 1, $10)";
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(new.id)
            .bind(new.kind.code())
            .bind(new.effective_on.to_string())
            .bind(&new.body)
            .bind(&new.hash)
            .bind(new.rows)
            .bind(new.tally.added)
            .bind(new.tally.changed)
            .bind(new.tally.ended)
            .bind(micros(event.at))
            .execute(conn)
            .await
            .map(drop))?;
        let kept = KeptReference {
            id: new.id,
            kind: new.kind,
            state: ReferenceState::Draft,
            effective_on: new.effective_on,
            hash: new.hash.clone(),
            rows: new.rows,
            tally: new.tally,
            revision: 1,
            created_at: event.at,
            scheduled_at: None,
            scheduled_by: None,
            in_force: false,
        };
        self.add_event(event).await?;
        Ok(kept)
    }

    /// The versions that were kept last, drafts too, the latest first.
    pub async fn reference_versions(
        &mut self,
        today: Date,
        most: i64,
    ) -> Result<Vec<KeptReference>, StoreError> {
        const SELECT: &str = select!("order by v.created_at desc, v.id desc limit $2");
        let rows: Vec<ReferenceRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(today.to_string())
            .bind(most)
            .fetch_all(conn)
            .await)?;
        rows.into_iter().map(KeptReference::try_from).collect()
    }

    pub async fn reference_version(
        &mut self,
        id: Uuid,
        today: Date,
    ) -> Result<Option<KeptReference>, StoreError> {
        const SELECT: &str = select!("where v.id = $2");
        let row: Option<ReferenceRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(today.to_string())
            .bind(id)
            .fetch_optional(conn)
            .await)?;
        row.map(KeptReference::try_from).transpose()
    }

    /// The draft that says this, if there is one.
    pub async fn reference_draft(
        &mut self,
        kind: Kind,
        hash: &str,
        today: Date,
    ) -> Result<Option<KeptReference>, StoreError> {
        const SELECT: &str = select!("where v.kind = $2 and v.hash = $3 and v.state = 'DRAFT'");
        let row: Option<ReferenceRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(today.to_string())
            .bind(kind.code())
            .bind(hash)
            .fetch_optional(conn)
            .await)?;
        row.map(KeptReference::try_from).transpose()
    }

    /// The rows of a version, CSV.
    pub async fn reference_body(&mut self, id: Uuid) -> Result<String, StoreError> {
        const SELECT: &str = "select body from reference_versions where id = $1";
        Ok(on_db!(self, |conn| sqlx::query_scalar(SELECT)
            .bind(id)
            .fetch_one(conn)
            .await)?)
    }

    /// What holds before a version that takes effect on a day and was scheduled at an instant: nothing when it is what
    /// came with the portal.
    pub async fn reference_before(
        &mut self,
        kind: Kind,
        (day, scheduled_at): (Date, i64),
    ) -> Result<Option<(Uuid, String)>, StoreError> {
        const SELECT: &str = "
            select id, body from reference_versions
            where kind = $1 and state = 'SCHEDULED'
                and (effective_on < $2 or (effective_on = $2 and scheduled_at < $3))
            order by effective_on desc, scheduled_at desc limit 1";
        Ok(on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(kind.code())
            .bind(day.to_string())
            .bind(scheduled_at)
            .fetch_optional(conn)
            .await)?)
    }

    /// Every version that was, is or will be in force, in the order in which they take effect.
    pub async fn scheduled_references(&mut self) -> Result<Vec<ScheduledReference>, StoreError> {
        const SELECT: &str = "
            select id, kind, effective_on, body from reference_versions
            where state = 'SCHEDULED' order by effective_on, scheduled_at, id";
        let rows: Vec<(Uuid, String, String, String)> =
            on_db!(self, |conn| sqlx::query_as(SELECT).fetch_all(conn).await)?;
        rows.into_iter()
            .map(|(id, kind, day, body)| {
                let corrupt = |column| StoreError::corrupt("reference_versions", id, column);
                Ok(ScheduledReference {
                    kind: Kind::from_code(&kind).ok_or_else(|| corrupt("kind"))?,
                    effective_on: Date::parse(&day).map_err(|_| corrupt("effective_on"))?,
                    body,
                })
            })
            .collect()
    }

    /// Keeps what was decided about a version. `Stale` when it has changed since it was read.
    pub async fn turn_reference(
        &mut self,
        turned: &KeptReference,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        const UPDATE: &str = "
            update reference_versions set revision = revision + 1, state = $3, effective_on = $4, added = $5,
                changed = $6, ended = $7, scheduled_at = $8, scheduled_by = $9
            where id = $1 and revision = $2";
        let is_scheduled = turned.state == ReferenceState::Scheduled;
        let updated = on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(turned.id)
            .bind(turned.revision)
            .bind(turned.state.code())
            .bind(turned.effective_on.to_string())
            .bind(turned.tally.added)
            .bind(turned.tally.changed)
            .bind(turned.tally.ended)
            .bind(is_scheduled.then_some(micros(event.at)))
            .bind(
                event
                    .account
                    .filter(|_| is_scheduled)
                    .map(|account| account.0)
            )
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if updated == 0 {
            return Err(StoreError::Stale);
        }
        self.add_event(event).await?;
        Ok(())
    }
}
