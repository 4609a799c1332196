//! Figures of structures: kept by the transaction that changes a request, read in one statement.

use shared::id::StructureId;
use shared::status::Status;

use super::designation::{has_manager, managed_by};
use super::{StoreError, Tx, on_db};

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;

/// The scale of waits: each step ends before so many hours, and one more has no end.
pub const STEPS: [i64; 13] = [1, 4, 8, 24, 48, 72, 120, 168, 240, 336, 504, 720, 1440];

/// What is counted by the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Came to the structure, by route.
    Received,
    /// The same, by role.
    Role,
    /// Sent again after a correction.
    Answered,
    CorrectionRequested,
    Validated,
    Rejected,
    Withdrawn,
    /// Sent again to another structure.
    Moved,
    /// Waits that ended, by the step of the scale.
    WaitedManager,
    WaitedProfessional,
    /// The part of a wait in which nobody could decide.
    WaitedNoManager,
}

impl Measure {
    pub const ALL: [Self; 11] = [
        Self::Received,
        Self::Role,
        Self::Answered,
        Self::CorrectionRequested,
        Self::Validated,
        Self::Rejected,
        Self::Withdrawn,
        Self::Moved,
        Self::WaitedManager,
        Self::WaitedProfessional,
        Self::WaitedNoManager,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "RECEIVED",
            Self::Role => "ROLE",
            Self::Answered => "ANSWERED",
            Self::CorrectionRequested => "CORRECTION_REQUESTED",
            Self::Validated => "VALIDATED",
            Self::Rejected => "REJECTED",
            Self::Withdrawn => "WITHDRAWN",
            Self::Moved => "MOVED",
            Self::WaitedManager => "WAITED_MANAGER",
            Self::WaitedProfessional => "WAITED_PROFESSIONAL",
            Self::WaitedNoManager => "WAITED_NO_MANAGER",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.code() == code)
    }
}

/// The day of an instant, counted from 1970: those of French winter time, so that SQL can tell them too.
pub const fn day_of(at: i64) -> i64 {
    (at + HOUR).div_euclid(DAY)
}

/// The Monday of an instant's week. The first day of 1970 was a Thursday.
pub const fn week_of(at: i64) -> i64 {
    let day = day_of(at);
    day - (day + 3).rem_euclid(7)
}

/// The step of the scale on which a wait of so many microseconds falls.
pub(super) fn step_of(took: i64) -> String {
    let step = STEPS.iter().take_while(|hours| took >= **hours * HOUR);
    format!("{:02}", step.count())
}

/// How many of a part of a measure there were in a week.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weekly {
    pub week: i64,
    pub measure: &'static str,
    pub part: String,
    pub count: i64,
}

/// How many have been in a state since a day, and whether somebody may decide where they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub status: Status,
    pub is_managed: bool,
    pub day: i64,
    pub count: i64,
}

/// Figures of the structures of a manager, or of one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub counts: Vec<(Status, i64)>,
    pub weekly: Vec<Weekly>,
    pub waiting: Vec<Waiting>,
    /// Posts that were flagged and not withdrawn.
    pub at_risk: i64,
}

impl Tx {
    /// The figures since that week, in one statement on kept counts.
    pub async fn figures(
        &mut self,
        subject_name_id: &str,
        structure: Option<StructureId>,
        since: i64,
    ) -> Result<Figures, StoreError> {
        const SELECT: &str = concat!(
            "with mine as (
                select s.id, case when ",
            has_manager!(),
            " then 'MANAGED' else '' end as managed
                from structures s where s.id in (",
            managed_by!("$1"),
            ") and ($2 is null or s.id = $2)
            )
            select 'STATE' as figure, q.status as name, '' as part, cast(0 as bigint) as day,
                cast(sum(q.count) as bigint) as count
            from queue_counts q where q.structure_id in (select id from mine)
            group by q.status
            union all
            select 'WEEK', f.measure, f.part, cast(f.week as bigint), cast(sum(f.count) as bigint)
            from weekly_figures f where f.structure_id in (select id from mine) and f.week >= $3
            group by f.measure, f.part, f.week
            union all
            select 'WAIT', w.status, m.managed, cast(w.day as bigint), cast(sum(w.count) as bigint)
            from mine m join waiting_counts w on w.structure_id = m.id
            group by w.status, m.managed, w.day
            union all
            select 'RISK', '', '', cast(0 as bigint), count(*)
            from situations t
            where t.at_risk and t.withdrawn_at is null and t.structure_id in (select id from mine)
            order by 1, 4, 2, 3"
        );
        let rows: Vec<(String, String, String, i64, i64)> =
            on_db!(self, |conn| sqlx::query_as(SELECT)
                .bind(subject_name_id)
                .bind(structure.map(|id| id.0))
                .bind(since)
                .fetch_all(conn)
                .await)?;
        let mut figures = Figures::default();
        for (figure, name, part, day, count) in rows {
            match (figure.as_str(), Status::from_code(&name)) {
                ("STATE", Some(status)) => figures.counts.push((status, count)),
                ("WAIT", Some(status)) if count > 0 => figures.waiting.push(Waiting {
                    status,
                    is_managed: !part.is_empty(),
                    day,
                    count,
                }),
                ("RISK", _) => figures.at_risk = count,
                ("WEEK", _) => figures
                    .weekly
                    .extend(Measure::from_code(&name).map(|measure| Weekly {
                        week: day,
                        measure: measure.code(),
                        part,
                        count,
                    })),
                _ => {}
            }
        }
        Ok(figures)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_begins_on_monday_by_french_winter_time() {
        // Sunday 29 November 2026, 22:59 and 23:00 UTC.
        let sunday = 1_795_993_140_000_000;
        assert_eq!(week_of(sunday + 60_000_000) - week_of(sunday), 7);
        assert_eq!(day_of(sunday + 60_000_000) - day_of(sunday), 1);
    }

    #[test]
    fn a_wait_falls_on_the_step_that_it_has_reached() {
        assert_eq!(step_of(0), "00");
        assert_eq!(step_of(HOUR - 1), "00");
        assert_eq!(step_of(HOUR), "01");
        assert_eq!(step_of(59 * DAY), "12");
        assert_eq!(step_of(60 * DAY), "13");
    }
}
