//! Managers' rights over structures.

mod row;

use chrono::{DateTime, Utc};
use shared::date::Date;
use shared::event::EventKind;
use shared::id::{AccountId, DesignationId, MandateId, StructureId};
use shared::passport::{State, Step, missing};
use uuid::Uuid;

use super::{NewEvent, StoreError, Tx, micros, on_db};
use row::DesignationRow;

#[derive(Clone, Debug)]
pub struct Designation {
    pub id: DesignationId,
    pub structure: StructureId,
    pub structure_finess: String,
    pub structure_name: String,
    /// Empty until an invited candidate has redeemed the invitation.
    pub subject_name_id: String,
    pub email: Option<String>,
    pub since: DateTime<Utc>,
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
    /// Since when the right holds; `None` while a step is missing or the first day has not come.
    pub active_at: Option<DateTime<Utc>>,
    pub suspended_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
    /// It follows from a mandate.
    pub by_right: bool,
    /// By whose mandate it was given; `None` for what the ANS designated.
    pub mandate: Option<MandateId>,
    pub granted_by: Option<String>,
    /// Under which name an invited candidate signed in.
    pub redeemed_by: Option<String>,
    pub revision: i32,
    pub steps: Vec<Done>,
    /// What was done to it and why, the oldest first.
    pub turns: Vec<Turn>,
}

impl Designation {
    pub const fn is_over(&self) -> bool {
        self.revoked_at.is_some() || self.ended_at.is_some()
    }

    pub fn state(&self) -> State {
        if self.revoked_at.is_some() {
            State::Revoked
        } else if self.ended_at.is_some() {
            State::Ended
        } else if self.suspended_at.is_some() {
            State::Suspended
        } else if self.active_at.is_some() {
            State::Active
        } else if self.subject_name_id.is_empty() {
            State::Invited
        } else {
            State::Pending
        }
    }

    /// The steps that it waits for: none where no step was asked.
    pub fn missing(&self) -> Vec<Step> {
        if self.mandate.is_none() || self.by_right {
            return Vec::new();
        }
        let done: Vec<Step> = self.steps.iter().map(|done| done.step).collect();
        missing(&done)
    }
}

/// A step that is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    pub step: Step,
    pub done_on: Date,
    pub proof: String,
    pub ends_on: Option<Date>,
    pub recorded_at: DateTime<Utc>,
}

/// A change of a designation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    pub kind: EventKind,
    pub at: DateTime<Utc>,
    pub reason: String,
}

/// Whether the right of the designation `d` holds now.
macro_rules! holds {
    () => {
        "d.active_at is not null and d.revoked_at is null and d.ended_at is null and d.suspended_at is null
            and d.subject_name_id <> ''"
    };
}

/// The structures whose queue a `SubjectNameID` has: where it is designated, and the sites of a legal entity where it
/// is. The name stands in two places.
macro_rules! managed_by {
    ($subject:literal) => {
        concat!(
            "select d.structure_id from designations d
            where d.subject_name_id = ",
            $subject,
            " and ",
            $crate::store::designation::holds!(),
            "
            union all
            select c.id from designations d
            join structures e on e.id = d.structure_id and e.kind = 'EJ' and (e.is_central or d.by_right)
            join structures c on c.parent_finess = e.finess
            where d.subject_name_id = ",
            $subject,
            " and ",
            $crate::store::designation::holds!()
        )
    };
}
pub(super) use managed_by;

/// Whether a manager was designated for the structure `s`. Whoever represents it may decide there too, and is not
/// counted: a structure that nobody organised has no manager.
macro_rules! has_manager {
    () => {
        concat!(
            "exists (
                select 1 from designations d
                where d.structure_id in (
                    s.id,
                    (
                        select e.id from structures e
                        where e.finess = s.parent_finess and e.kind = 'EJ' and e.is_central
                    )
                ) and not d.by_right and ",
            $crate::store::designation::holds!(),
            ")"
        )
    };
}
pub(super) use has_manager;
pub(super) use holds;

macro_rules! select {
    ($($rest:literal),*) => {
        concat!(
            "select d.id, d.structure_id, s.finess as structure_finess, s.name as structure_name, d.subject_name_id,
                d.email, d.since, d.starts_on, d.ends_on, d.active_at, d.suspended_at, d.revoked_at, d.ended_at,
                d.by_right, d.mandate_id, m.subject_name_id as granted_by, d.revision, (
                    select a.display_name from invitations i join accounts a on a.id = i.redeemed_by
                    where i.designation_id = d.id
                ) as redeemed_by, (
                    select string_agg(
                        p.step || '\u{1f}' || p.done_on || '\u{1f}' || coalesce(p.ends_on, '') || '\u{1f}'
                            || p.recorded_at || '\u{1f}' || p.proof, '\u{1e}' order by p.recorded_at, p.step
                    )
                    from prerequisites p where p.designation_id = d.id
                ) as steps, (
                    select string_agg(e.kind || '\u{1f}' || e.at || '\u{1f}' || r.reason, '\u{1e}' order by e.id)
                    from designation_reasons r join events e on e.id = r.event_id
                    where r.designation_id = d.id
                ) as turns
            from designations d
            join structures s on s.id = d.structure_id
            left join mandates m on m.id = d.mandate_id ",
            $($rest),*
        )
    };
}

/// A manager to designate.
#[derive(Clone, Debug)]
pub struct NewDesignation {
    pub id: DesignationId,
    pub structure: StructureId,
    /// Empty for a candidate who is invited.
    pub subject_name_id: String,
    pub email: Option<String>,
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
    pub mandate: Option<MandateId>,
    pub by_right: bool,
    /// It holds from now on, without a step.
    pub is_active: bool,
    /// `None` for the demo's own data.
    pub by: Option<AccountId>,
}

impl NewDesignation {
    /// What the ANS designates: it vouches for all steps at once.
    pub fn by_ans(structure: StructureId, subject_name_id: String, by: Option<AccountId>) -> Self {
        Self {
            id: DesignationId(Uuid::now_v7()),
            structure,
            subject_name_id,
            email: None,
            starts_on: None,
            ends_on: None,
            mandate: None,
            by_right: false,
            is_active: true,
            by,
        }
    }
}

impl Tx {
    /// Designates a manager, with the event. `Duplicate` when this person is designated there already.
    pub async fn add_designation(
        &mut self,
        new: &NewDesignation,
        event: NewEvent,
    ) -> Result<i64, StoreError> {
        const INSERT: &str = "
            insert into designations (
                id, structure_id, subject_name_id, email, starts_on, ends_on, mandate_id, by_right, active_at,
                designated_by, since, revision
            ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)";
        let at = micros(event.at);
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(new.id.0)
            .bind(new.structure.0)
            .bind(&new.subject_name_id)
            .bind(new.email.as_deref())
            .bind(new.starts_on.map(|day| day.to_string()))
            .bind(new.ends_on.map(|day| day.to_string()))
            .bind(new.mandate.map(|id| id.0))
            .bind(new.by_right)
            .bind(new.is_active.then_some(at))
            .bind(new.by.map(|id| id.0))
            .bind(at)
            .execute(conn)
            .await
            .map(drop))?;
        self.touch_structure(new.structure).await?;
        self.add_event(event).await
    }

    async fn touch_structure(&mut self, structure: StructureId) -> Result<(), StoreError> {
        const UPDATE: &str = "update structures set revision = revision + 1 where id = $1";
        on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(structure.0)
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    pub async fn designation(
        &mut self,
        id: DesignationId,
    ) -> Result<Option<Designation>, StoreError> {
        const SELECT: &str = select!("where d.id = $1");
        let row: Option<DesignationRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(id.0)
            .fetch_optional(conn)
            .await)?;
        row.map(Designation::try_from).transpose()
    }

    /// Every designation of these structures, the oldest first.
    pub async fn designations_of(
        &mut self,
        structures: &[StructureId],
    ) -> Result<Vec<Designation>, StoreError> {
        const SELECT: &str = select!("where d.structure_id in (");
        if structures.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<DesignationRow> = on_db!(self, |conn| {
            let mut query = sqlx::QueryBuilder::new(SELECT);
            let mut ids = query.separated(", ");
            for structure in structures {
                ids.push_bind(structure.0);
            }
            query.push(") order by d.id");
            query.build_query_as().fetch_all(conn).await
        })?;
        rows.into_iter().map(Designation::try_from).collect()
    }

    /// Every designation of that `SubjectNameID`, the latest first.
    pub async fn designations_for(
        &mut self,
        subject_name_id: &str,
    ) -> Result<Vec<Designation>, StoreError> {
        const SELECT: &str = select!("where d.subject_name_id = $1 order by d.id desc");
        let rows: Vec<DesignationRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(subject_name_id)
            .fetch_all(conn)
            .await)?;
        rows.into_iter().map(Designation::try_from).collect()
    }

    /// Lets the right hold from now on, with the event. `Stale` when it changed meanwhile.
    pub async fn activate_designation(
        &mut self,
        designation: &Designation,
        event: NewEvent,
    ) -> Result<i64, StoreError> {
        const UPDATE: &str = "
            update designations set active_at = $2
            where id = $1 and active_at is null and revoked_at is null and ended_at is null";
        let updated = on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(designation.id.0)
            .bind(micros(event.at))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if updated == 0 {
            return Err(StoreError::Stale);
        }
        self.touch_structure(designation.structure).await?;
        self.add_event(event).await
    }

    /// Designations whose first day has come or whose last day is over, `most` at once.
    pub async fn designations_due(
        &mut self,
        today: Date,
        most: i64,
    ) -> Result<Vec<Designation>, StoreError> {
        const SELECT: &str = select!(
            "where d.id in (
                select id from designations
                where starts_on is not null and starts_on <= $1 and active_at is null and revoked_at is null
                    and ended_at is null and subject_name_id <> '' and (
                        mandate_id is null or $3 <= (
                            select count(*) from prerequisites p
                            where p.designation_id = designations.id and p.step <> 'CARD_ORDER'
                        )
                    )
                union all
                select id from designations
                where ends_on is not null and ends_on < $1 and revoked_at is null and ended_at is null
            ) order by d.id limit $2"
        );
        let rows: Vec<DesignationRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(today.to_string())
            .bind(most)
            .bind(i64::try_from(missing(&[]).len()).unwrap_or(i64::MAX))
            .fetch_all(conn)
            .await)?;
        rows.into_iter().map(Designation::try_from).collect()
    }

    /// Ends a designation, lets it rest or resumes it, with the reason and the event. `Stale` when it changed meanwhile
    /// or is not in the state for it.
    pub async fn turn_designation(
        &mut self,
        designation: &Designation,
        reason: &str,
        event: NewEvent,
    ) -> Result<i64, StoreError> {
        const REVOKE: &str = "
            update designations set revoked_at = $3, revision = revision + 1
            where id = $1 and revision = $2 and revoked_at is null and ended_at is null";
        const END: &str = "
            update designations set ended_at = $3, revision = revision + 1
            where id = $1 and revision = $2 and revoked_at is null and ended_at is null";
        const SUSPEND: &str = "
            update designations set suspended_at = $3, revision = revision + 1
            where id = $1 and revision = $2 and revoked_at is null and ended_at is null and suspended_at is null";
        // `$3` has no place of its own here, and every statement is bound alike.
        const RESUME: &str = "
            update designations set suspended_at = null, revision = revision + 1
            where id = $1 and revision = $2 and revoked_at is null and ended_at is null and suspended_at <= $3";
        const REASON: &str = "insert into designation_reasons (event_id, designation_id, reason) values ($1, $2, $3)";
        let update = match event.kind {
            EventKind::DesignationSuspended => SUSPEND,
            EventKind::DesignationResumed => RESUME,
            EventKind::DesignationEnded => END,
            _ => REVOKE,
        };
        let updated = on_db!(self, |conn| sqlx::query(update)
            .bind(designation.id.0)
            .bind(designation.revision)
            .bind(micros(event.at))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if updated == 0 {
            return Err(StoreError::Stale);
        }
        self.touch_structure(designation.structure).await?;
        let event = self.add_event(event).await?;
        on_db!(self, |conn| sqlx::query(REASON)
            .bind(event)
            .bind(designation.id.0)
            .bind(reason)
            .execute(conn)
            .await
            .map(drop))?;
        Ok(event)
    }
}
