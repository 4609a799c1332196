//! Figures of a manager's structures.

use shared::date::Date;

use super::node::{reads, reads_enum};
use super::queue::StatusCount;
use super::request::Role;
use super::schema;

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct Dashboard {
    pub(crate) counts: Vec<StatusCount>,
    pub(crate) weeks: Vec<WeekFigures>,
    pub(crate) waits: Vec<WaitFigures>,
    pub(crate) waiting: Vec<WaitingNow>,
    pub(crate) routes: Vec<RouteShare>,
    pub(crate) roles: Vec<RoleShare>,
    pub(crate) at_risk: i32,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct WeekFigures {
    pub(crate) week: Date,
    pub(crate) received: i32,
    pub(crate) answered: i32,
    pub(crate) corrections_asked: i32,
    pub(crate) validated: i32,
    pub(crate) rejected: i32,
    pub(crate) withdrawn: i32,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WaitCause {
    Manager,
    Professional,
    NoManager,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct WaitFigures {
    pub(crate) cause: WaitCause,
    pub(crate) count: i32,
    pub(crate) median: Option<WaitRange>,
    pub(crate) ninetieth: Option<WaitRange>,
}

#[derive(cynic::QueryFragment, Clone, Copy, Debug, PartialEq)]
pub(crate) struct WaitRange {
    pub(crate) from_hours: i32,
    pub(crate) to_hours: Option<i32>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct WaitingNow {
    pub(crate) cause: WaitCause,
    pub(crate) count: i32,
    pub(crate) oldest: Option<Date>,
    pub(crate) ages: Vec<AgeCount>,
}

#[derive(cynic::QueryFragment, Clone, Copy, Debug, PartialEq)]
pub(crate) struct AgeCount {
    pub(crate) from_days: i32,
    pub(crate) to_days: Option<i32>,
    pub(crate) count: i32,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    Professional,
    Manager,
}

#[derive(cynic::QueryFragment, Clone, Copy, Debug, PartialEq)]
pub(crate) struct RouteShare {
    pub(crate) route: Route,
    pub(crate) count: i32,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct RoleShare {
    pub(crate) role: Role,
    pub(crate) count: i32,
}

reads! {
    Dashboard {
        counts,
        weeks,
        waits,
        waiting,
        routes,
        roles,
        at_risk,
    }
    WeekFigures {
        week,
        received,
        answered,
        corrections_asked,
        validated,
        rejected,
        withdrawn,
    }
    WaitFigures {
        cause,
        count,
        median,
        ninetieth,
    }
    WaitRange {
        from_hours,
        to_hours,
    }
    WaitingNow {
        cause,
        count,
        oldest,
        ages,
    }
    AgeCount {
        from_days,
        to_days,
        count,
    }
    RouteShare {
        route,
        count,
    }
    RoleShare {
        role,
        count,
    }
}

reads_enum! {
    WaitCause {
        "MANAGER" => Self::Manager,
        "PROFESSIONAL" => Self::Professional,
        "NO_MANAGER" => Self::NoManager,
    }
    Route {
        "PROFESSIONAL" => Self::Professional,
        "MANAGER" => Self::Manager,
    }
}
