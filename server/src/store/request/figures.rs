//! What a change of a request does to its structures' figures, written with it.

use shared::id::StructureId;
use shared::request::Request;
use shared::status::{Route, Status};

use super::Version;
use crate::store::figures::{Measure, day_of, step_of, week_of};
use crate::store::{StoreError, Tx, micros, on_db};

/// The state that a request leaves.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Left {
    /// Since when it was in it.
    pub(super) since: Option<i64>,
    /// Since when somebody decides at the structure, of those who may now.
    pub(super) managed_since: Option<i64>,
}

/// Where, in which state, since which day: one more or one less.
type Waiting = (StructureId, &'static str, i64, i64);
/// Where, in which week, what, and which part of it: one more.
type Weekly = (StructureId, i64, &'static str, String);

impl Tx {
    /// Moves the structures' figures with a request, in one order for everybody.
    pub(super) async fn count_figures(
        &mut self,
        before: Version,
        request: &Request,
        left: Left,
    ) -> Result<(), StoreError> {
        const WAITING: &str = "
            insert into waiting_counts (structure_id, status, day, count) values ($1, $2, $3, $4)
            on conflict (structure_id, status, day) do update set count = waiting_counts.count + excluded.count
            returning count";
        const GONE: &str = "
            delete from waiting_counts where structure_id = $1 and status = $2 and day = $3 and count = 0";
        const WEEKLY: &str =
            "insert into weekly_figures (structure_id, week, measure, part, count) ";
        for (structure, status, day, by) in waiting(before, request, left) {
            let count: i64 = on_db!(self, |conn| sqlx::query_scalar(WAITING)
                .bind(structure.0)
                .bind(status)
                .bind(day)
                .bind(by)
                .fetch_one(conn)
                .await)?;
            if count == 0 {
                on_db!(self, |conn| sqlx::query(GONE)
                    .bind(structure.0)
                    .bind(status)
                    .bind(day)
                    .execute(conn)
                    .await
                    .map(drop))?;
            }
        }
        let weekly = weekly(before, request, left);
        if weekly.is_empty() {
            return Ok(());
        }
        on_db!(self, |conn| {
            let mut query = sqlx::QueryBuilder::new(WEEKLY);
            query.push_values(&weekly, |mut row, (structure, week, measure, part)| {
                row.push_bind(structure.0)
                    .push_bind(*week)
                    .push_bind(*measure)
                    .push_bind(part)
                    .push_bind(1_i64);
            });
            query.push(
                " on conflict (structure_id, week, measure, part) do update set
                count = weekly_figures.count + excluded.count",
            );
            query.build().execute(conn).await.map(drop)
        })?;
        Ok(())
    }
}

/// Whether somebody has to do something.
const fn waits(status: Status) -> bool {
    matches!(status, Status::Submitted | Status::CorrectionRequested)
}

fn waiting(before: Version, request: &Request, left: Left) -> Vec<Waiting> {
    let after = Version::of(request);
    let mut moves: Vec<Waiting> = Vec::with_capacity(2);
    if let (Some(structure), Some(since)) = (before.structure, left.since)
        && waits(before.status)
    {
        moves.push((structure, before.status.code(), day_of(since), -1));
    }
    if let Some(structure) = after.structure.filter(|_| waits(after.status)) {
        let day = day_of(micros(request.updated_at));
        moves.push((structure, after.status.code(), day, 1));
    }
    moves.sort_unstable();
    moves
}

fn weekly(before: Version, request: &Request, left: Left) -> Vec<Weekly> {
    let after = Version::of(request);
    let Some(structure) = after.structure else {
        return Vec::new();
    };
    let at = micros(request.updated_at);
    let mut counted: Vec<Weekly> = Vec::with_capacity(4);
    let mut count = |of: StructureId, measure: Measure, part: String| {
        counted.push((of, week_of(at), measure.code(), part));
    };
    if after.submissions > before.submissions {
        let again = before.structure == after.structure;
        if let Some(former) = before.structure.filter(|_| !again) {
            count(former, Measure::Moved, String::new());
        }
        if again {
            count(structure, Measure::Answered, String::new());
        } else {
            let role = request.form_as_sent().role.clone();
            count(
                structure,
                Measure::Received,
                request.route.code().to_owned(),
            );
            count(structure, Measure::Role, role);
        }
    }
    let left_for = match after.status {
        status if status == before.status => None,
        Status::CorrectionRequested => Some(Measure::CorrectionRequested),
        Status::Validated => Some(Measure::Validated),
        Status::Rejected => Some(Measure::Rejected),
        Status::Withdrawn => Some(Measure::Withdrawn),
        Status::Draft | Status::Submitted => None,
    };
    if let Some(measure) = left_for {
        count(structure, measure, String::new());
    }
    if let Some(since) = left.since.filter(|_| request.route == Route::Professional) {
        let of = before.structure.unwrap_or(structure);
        let took = (at - since).max(0);
        match (before.status, after.status) {
            // The part of the wait in which nobody could decide is counted for itself.
            (
                Status::Submitted,
                Status::CorrectionRequested | Status::Validated | Status::Rejected,
            ) => {
                // Where a former manager decided, nobody knows any more since when there was one.
                let alone = left
                    .managed_since
                    .map_or(took, |begun| if begun > at { 0 } else { begun - since });
                let alone = alone.clamp(0, took);
                if alone > 0 {
                    count(of, Measure::WaitedNoManager, step_of(alone));
                }
                if alone < took || took == 0 {
                    count(of, Measure::WaitedManager, step_of(took - alone));
                }
            }
            (Status::CorrectionRequested, Status::Submitted) => {
                count(of, Measure::WaitedProfessional, step_of(took));
            }
            _ => {}
        }
    }
    counted.sort_unstable();
    counted
}
