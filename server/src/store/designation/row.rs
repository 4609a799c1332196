//! A designation as a statement reads it: its steps and turns put together into one text each.

use shared::date::Date;
use shared::event::EventKind;
use shared::id::{DesignationId, MandateId, StructureId};
use shared::passport::Step;
use sqlx::FromRow;
use uuid::Uuid;

use super::{Designation, Done, Turn};
use crate::store::structure::shown_name;
use crate::store::{StoreError, date, instant};

/// What ends between two entries of a list, and between the parts of one: nothing typed holds them.
const BETWEEN_ENTRIES: char = '\u{1e}';
const BETWEEN_PARTS: char = '\u{1f}';

#[derive(Debug, FromRow)]
pub(super) struct DesignationRow {
    id: Uuid,
    structure_id: Uuid,
    structure_finess: String,
    structure_name: String,
    subject_name_id: String,
    email: Option<String>,
    since: i64,
    starts_on: Option<String>,
    ends_on: Option<String>,
    active_at: Option<i64>,
    suspended_at: Option<i64>,
    revoked_at: Option<i64>,
    ended_at: Option<i64>,
    by_right: bool,
    mandate_id: Option<Uuid>,
    granted_by: Option<String>,
    redeemed_by: Option<String>,
    revision: i32,
    steps: Option<String>,
    turns: Option<String>,
}

impl TryFrom<DesignationRow> for Designation {
    type Error = StoreError;

    fn try_from(row: DesignationRow) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::corrupt("designations", row.id, column);
        Ok(Self {
            id: DesignationId(row.id),
            structure: StructureId(row.structure_id),
            structure_name: shown_name(row.structure_name, &row.structure_finess),
            structure_finess: row.structure_finess,
            subject_name_id: row.subject_name_id,
            email: row.email,
            since: instant(row.since),
            starts_on: date(row.starts_on.as_deref()).map_err(|()| corrupt("starts_on"))?,
            ends_on: date(row.ends_on.as_deref()).map_err(|()| corrupt("ends_on"))?,
            active_at: row.active_at.map(instant),
            suspended_at: row.suspended_at.map(instant),
            revoked_at: row.revoked_at.map(instant),
            ended_at: row.ended_at.map(instant),
            by_right: row.by_right,
            mandate: row.mandate_id.map(MandateId),
            granted_by: row.granted_by,
            redeemed_by: row.redeemed_by,
            revision: row.revision,
            steps: entries(row.steps.as_deref(), step).ok_or_else(|| corrupt("steps"))?,
            turns: entries(row.turns.as_deref(), turn).ok_or_else(|| corrupt("turns"))?,
        })
    }
}

/// The entries of a list that a statement put together; `None` when one is not readable.
fn entries<T>(text: Option<&str>, read: fn(&str) -> Option<T>) -> Option<Vec<T>> {
    text.map_or(Some(Vec::new()), |text| {
        text.split(BETWEEN_ENTRIES).map(read).collect()
    })
}

fn turn(text: &str) -> Option<Turn> {
    let mut parts = text.splitn(3, BETWEEN_PARTS);
    Some(Turn {
        kind: EventKind::from_code(parts.next()?)?,
        at: instant(parts.next()?.parse().ok()?),
        reason: parts.next()?.to_owned(),
    })
}

fn step(text: &str) -> Option<Done> {
    let mut parts = text.splitn(5, BETWEEN_PARTS);
    let mut next = || parts.next();
    Some(Done {
        step: Step::from_code(next()?)?,
        done_on: Date::parse(next()?).ok()?,
        ends_on: date(next().filter(|text| !text.is_empty())).ok()?,
        recorded_at: instant(next()?.parse().ok()?),
        proof: next()?.to_owned(),
    })
}
