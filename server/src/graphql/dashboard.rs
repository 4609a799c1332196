//! Figures of a manager's structures: what came, what was decided, how long it took and why.

use async_graphql::{Enum, SimpleObject};
use chrono::{Days, NaiveDate};
use shared::status::Status;

use super::catalogue::Role;
use super::scalar::{Date, Route};
use super::subscription::StatusCount;
use crate::app::App;
use crate::store::{Figures, Measure, STEPS, Scope, StoreError, day_of, micros, week_of};

/// Weeks shown, the present one among them.
const WEEKS: i64 = 12;
/// Where each step of an age begins, in days.
const AGES: [i32; 6] = [0, 1, 3, 7, 14, 30];

/// For what a request waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum WaitCause {
    /// A manager has to decide.
    Manager,
    /// The professional has to correct it.
    Professional,
    /// Nobody who may decide is designated.
    NoManager,
}

const CAUSES: [(WaitCause, Measure); 3] = [
    (WaitCause::Manager, Measure::WaitedManager),
    (WaitCause::Professional, Measure::WaitedProfessional),
    (WaitCause::NoManager, Measure::WaitedNoManager),
];

/// Figures of the structures that the caller manages, or of one of them. Weeks begin on Monday, by French winter time.
#[derive(Clone, Debug, PartialEq, Eq, SimpleObject)]
pub(crate) struct Dashboard {
    counts: Vec<StatusCount>,
    /// The last twelve weeks, the oldest first; the present one is not over.
    weeks: Vec<WeekFigures>,
    /// Waits that ended in these weeks, by cause.
    waits: Vec<WaitFigures>,
    /// What waits now, by cause.
    waiting: Vec<WaitingNow>,
    /// What came in these weeks, by route.
    routes: Vec<RouteShare>,
    /// What came in these weeks by role, the most frequent first.
    roles: Vec<RoleShare>,
    /// Registrations that will probably be deleted later.
    at_risk: i64,
}

/// What happened in a week.
#[derive(Clone, Debug, PartialEq, Eq, SimpleObject)]
pub(crate) struct WeekFigures {
    /// Its Monday.
    week: Date,
    received: i64,
    /// Sent again after a correction.
    answered: i64,
    corrections_asked: i64,
    validated: i64,
    rejected: i64,
    /// Withdrawn, or sent again to another structure.
    withdrawn: i64,
}

/// How long waits of one cause took that ended. Without decisions there is nothing to tell.
#[derive(Clone, Debug, PartialEq, Eq, SimpleObject)]
pub(crate) struct WaitFigures {
    cause: WaitCause,
    count: i64,
    /// Half of them took no longer.
    median: Option<WaitRange>,
    /// Nine of ten took no longer.
    ninetieth: Option<WaitRange>,
}

/// A step of the scale of waits, in hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, SimpleObject)]
pub(crate) struct WaitRange {
    from_hours: i64,
    /// Null on the last step, which has no end.
    to_hours: Option<i64>,
}

/// What waits now for one cause.
#[derive(Clone, Debug, PartialEq, Eq, SimpleObject)]
pub(crate) struct WaitingNow {
    cause: WaitCause,
    count: i64,
    /// Since when the longest waits.
    oldest: Option<Date>,
    ages: Vec<AgeCount>,
}

/// How many have waited for so many days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, SimpleObject)]
pub(crate) struct AgeCount {
    from_days: i32,
    /// The first day that belongs to the next step; null on the last.
    to_days: Option<i32>,
    count: i64,
}

/// How many came by a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, SimpleObject)]
pub(crate) struct RouteShare {
    route: Route,
    count: i64,
}

/// How many came for a role.
#[derive(Clone, Debug, PartialEq, Eq, SimpleObject)]
pub(crate) struct RoleShare {
    role: Role,
    count: i64,
}

impl Dashboard {
    /// The figures of that scope as they are now.
    pub(super) async fn read(app: &App, scope: &Scope) -> Result<Self, StoreError> {
        let Scope::Managed {
            subject_name_id,
            structure,
            ..
        } = scope
        else {
            return Ok(Self::new(app, &Figures::default()));
        };
        let since = week_of(micros(app.clock.now())) - 7 * (WEEKS - 1);
        let mut tx = app.store.read().await?;
        let figures = tx.figures(subject_name_id, *structure, since).await?;
        Ok(Self::new(app, &figures))
    }

    fn new(app: &App, figures: &Figures) -> Self {
        let now = micros(app.clock.now());
        let this_week = week_of(now);
        let sum = |measure: Measure, part: Option<&str>, week: Option<i64>| -> i64 {
            let counted = figures.weekly.iter().filter(|one| {
                one.measure == measure.code()
                    && part.is_none_or(|part| one.part == part)
                    && week.is_none_or(|week| one.week == week)
            });
            counted.map(|one| one.count).sum()
        };
        let weeks = (0..WEEKS).rev().map(|back| {
            let week = this_week - 7 * back;
            let of = |measure| sum(measure, None, Some(week));
            WeekFigures {
                week: date(week),
                received: of(Measure::Received),
                answered: of(Measure::Answered),
                corrections_asked: of(Measure::CorrectionRequested),
                validated: of(Measure::Validated),
                rejected: of(Measure::Rejected),
                withdrawn: of(Measure::Withdrawn) + of(Measure::Moved),
            }
        });
        let waits = CAUSES.map(|(cause, measure)| {
            let step = |step: usize| sum(measure, Some(&format!("{step:02}")), None);
            let steps: Vec<i64> = (0..=STEPS.len()).map(step).collect();
            WaitFigures {
                cause,
                count: steps.iter().sum(),
                median: reached(&steps, 50),
                ninetieth: reached(&steps, 90),
            }
        });
        let routes = [Route::Professional, Route::Manager].map(|route| RouteShare {
            route,
            count: sum(
                Measure::Received,
                Some(shared::status::Route::from(route).code()),
                None,
            ),
        });
        Self {
            counts: figures
                .counts
                .iter()
                .copied()
                .map(StatusCount::from)
                .collect(),
            weeks: weeks.collect(),
            waits: waits.into(),
            waiting: CAUSES
                .map(|(cause, _)| WaitingNow::of(cause, figures, day_of(now)))
                .into(),
            routes: routes.into(),
            roles: roles(app, figures),
            at_risk: figures.at_risk,
        }
    }
}

impl WaitingNow {
    fn of(cause: WaitCause, figures: &Figures, today: i64) -> Self {
        let is_of = |status: Status, is_managed: bool| match cause {
            WaitCause::Manager => status == Status::Submitted && is_managed,
            WaitCause::NoManager => status == Status::Submitted && !is_managed,
            WaitCause::Professional => status == Status::CorrectionRequested,
        };
        let own: Vec<_> = figures
            .waiting
            .iter()
            .filter(|one| is_of(one.status, one.is_managed))
            .collect();
        let ages = AGES.iter().enumerate().map(|(at, &from_days)| {
            let to_days = AGES.get(at + 1).copied();
            let is_of_age = |day: i64| {
                // A day ahead of this server's clock is today.
                let age = (today - day).max(0);
                age >= from_days.into() && to_days.is_none_or(|end| age < end.into())
            };
            AgeCount {
                from_days,
                to_days,
                count: own
                    .iter()
                    .filter(|one| is_of_age(one.day))
                    .map(|one| one.count)
                    .sum(),
            }
        });
        Self {
            cause,
            count: own.iter().map(|one| one.count).sum(),
            oldest: own.iter().map(|one| one.day).min().map(date),
            ages: ages.collect(),
        }
    }
}

/// The step below or on which so many of a hundred lie.
fn reached(steps: &[i64], percent: i64) -> Option<WaitRange> {
    let all: i64 = steps.iter().sum();
    let wanted = (all * percent + 99) / 100;
    let mut so_far = 0;
    let at = steps.iter().position(|count| {
        so_far += count;
        all > 0 && so_far >= wanted
    })?;
    Some(WaitRange {
        from_hours: at.checked_sub(1).map_or(0, |before| STEPS[before]),
        to_hours: STEPS.get(at).copied(),
    })
}

fn roles(app: &App, figures: &Figures) -> Vec<RoleShare> {
    let mut roles: Vec<(shared::role::Role, i64)> = Vec::new();
    for one in &figures.weekly {
        // A code that the nomenclature has dropped has no label to show.
        let Some(role) = shared::role::Role::parse(&one.part)
            .ok()
            .filter(|_| one.measure == Measure::Role.code())
        else {
            continue;
        };
        match roles.iter_mut().find(|(known, _)| *known == role) {
            Some((_, count)) => *count += one.count,
            None => roles.push((role, one.count)),
        }
    }
    roles.sort_by_key(|(role, count)| (std::cmp::Reverse(*count), role.code()));
    roles
        .into_iter()
        .map(|(role, count)| RoleShare {
            role: Role::new(app, role),
            count,
        })
        .collect()
}

fn date(day: i64) -> Date {
    let first = NaiveDate::default();
    let days = Days::new(u64::try_from(day).unwrap_or_default());
    Date(first.checked_add_days(days).unwrap_or(first).into())
}
