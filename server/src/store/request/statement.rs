//! The statements of lists: assembled from literals alone, every value bound.
//!
//! A queue that nothing narrows to a few rows is read structure by structure and state by state, each no further than
//! one page along its index, and only what they give is sorted: a page costs the same in a short queue and in a long one.

use chrono::TimeDelta;
use shared::id::RequestId;
use shared::queue::{Holder, Wanted};
use shared::status::{Route, Status};
use sqlx::{AssertSqlSafe, SqlSafeStr};
use uuid::Uuid;

use super::list::{CLIENT, Narrowed, Order, Page, Scope};
use super::row::{drafted, select, sent};
use super::said_by;
use crate::store::client::reached_by;
use crate::store::designation::{has_manager, managed_by};
use crate::store::micros;

/// A value of a statement.
pub(super) enum Bound {
    Id(Uuid),
    Text(String),
    Number(i64),
}

/// A statement under way.
pub(super) struct Statement {
    sql: String,
    bound: Vec<Bound>,
}

/// The states of a queue; what a manager lists without naming one.
const SENT: &str = "(values ('SUBMITTED'), ('CORRECTION_REQUESTED'), ('VALIDATED'), ('REJECTED'), ('WITHDRAWN')) st";

impl Scope {
    /// The texts of a page and of a count, for whoever asks a database how it would read them.
    pub fn statements(
        &self,
        status: Option<Status>,
        order: Order,
        page: Page,
        is_postgres: bool,
    ) -> [String; 2] {
        [
            listing(self, status, order, page, is_postgres).sql,
            counting(self).sql,
        ]
    }
}

/// One page of whole rows: it is chosen among bare ids, so that only its own rows are joined with what surrounds them.
pub(super) fn listing(
    scope: &Scope,
    status: Option<Status>,
    order: Order,
    page: Page,
    is_postgres: bool,
) -> Statement {
    let mut list = Statement::new(match scope {
        Scope::Mine(_) => select!(drafted!(), "cast(null as text)", "where r.id in ("),
        Scope::Managed { .. } => select!(sent!(), "cast(null as text)", "where r.id in ("),
    });
    if scope.is_few() {
        list.push("select x.id from requests x where ", []);
        list.of(scope);
        list.in_state(scope, status);
        list.page(order, page);
    } else {
        list.places(scope, status);
        // What each gives is limited by itself. The databases say so differently.
        list.push(
            if is_postgres {
                " cross join lateral (select x.id, x.submitted_at, x.updated_at from requests x where "
            } else {
                " cross join requests q where q.id in (select x.id from requests x where "
            },
            [],
        );
        list.push(
            "x.structure_id = m.structure_id and x.status = st.column1",
            [],
        );
        list.narrow(scope);
        list.page(order, page);
        list.push(if is_postgres { ") q" } else { ")" }, []);
        list.order("q", order, page);
        list.push(" limit ?", [Bound::Number(page.limit + 1)]);
    }
    list.push(")", []);
    list.order("r", order, page);
    list
}

/// How many there are in each state.
pub(super) fn counting(scope: &Scope) -> Statement {
    let mut counting = Statement::new("select x.status, count(*) from requests x where ");
    counting.of(scope);
    if let Scope::Managed { .. } = scope {
        counting.push(
            " and x.status in ('DRAFT', 'SUBMITTED', 'CORRECTION_REQUESTED', 'VALIDATED', 'REJECTED', 'WITHDRAWN')",
            [],
        );
    }
    counting.push(" group by x.status", []);
    counting
}

/// Whether one request is among them.
pub(super) fn holding(scope: &Scope, status: Option<Status>, id: RequestId) -> Statement {
    let mut holding = Statement::new("select count(*) from requests x where ");
    holding.push("x.id = ? and ", [Bound::Id(id.0)]);
    holding.of(scope);
    holding.in_state(scope, status);
    holding
}

impl Scope {
    /// What is asked leads to few rows at once, which are then sorted.
    fn is_few(&self) -> bool {
        match self {
            Self::Mine(_) => true,
            Self::Managed {
                search, narrowed, ..
            } => {
                let few = |narrowed: &Narrowed| {
                    let Wanted {
                        finding, holder, ..
                    } = &narrowed.wanted;
                    finding.is_some() || matches!(holder, Some(Holder::Mine | Holder::Anybody))
                };
                search.is_some() || narrowed.as_ref().is_some_and(few)
            }
        }
    }
}

impl Statement {
    fn new(sql: &str) -> Self {
        Self {
            sql: sql.to_owned(),
            bound: Vec::new(),
        }
    }

    /// Appends a literal, in which each `?` becomes the placeholder of the next value.
    fn push(&mut self, literal: &'static str, values: impl IntoIterator<Item = Bound>) {
        let mut pieces = literal.split('?');
        self.sql.push_str(pieces.next().unwrap_or_default());
        for (piece, value) in pieces.zip(values) {
            self.bound.push(value);
            self.sql.push('$');
            self.sql.push_str(&self.bound.len().to_string());
            self.sql.push_str(piece);
        }
    }

    /// The structures that the caller manages now, each once, and the states to look at in each.
    fn places(&mut self, scope: &Scope, status: Option<Status>) {
        let Scope::Managed {
            subject_name_id,
            structure,
            ..
        } = scope
        else {
            return;
        };
        self.push(
            "select q.id from (select distinct o.structure_id from (",
            [],
        );
        self.reach(subject_name_id);
        self.push(") o", []);
        if let Some(structure) = structure {
            self.push(" where o.structure_id = ?", [Bound::Id(structure.0)]);
        }
        self.push(") m cross join ", []);
        match status {
            None => self.push(SENT, []),
            Some(status) => self.push("(values (?)) st", [state(status)]),
        }
    }

    /// Whose requests, and what is wanted of them.
    fn of(&mut self, scope: &Scope) {
        match scope {
            Scope::Mine(account) => self.push("x.account_id = ?", [Bound::Id(account.0)]),
            Scope::Managed {
                search, narrowed, ..
            } => {
                // A term stands under the structure that has the request, so the right is asked there too.
                let finding = narrowed
                    .as_ref()
                    .and_then(|narrowed| narrowed.wanted.finding);
                if search.is_none() && finding.is_none() {
                    self.push("x.structure_id in (", []);
                    self.managed(scope, " and x.structure_id = ?");
                }
                if let Some(start) = search {
                    self.push("x.id in (select t.request_id from request_terms t where t.structure_id in (", []);
                    self.managed(scope, " and t.structure_id = ?");
                    // Beyond every term with that beginning.
                    let end = format!("{start}\u{10FFFF}");
                    self.push(
                        " and t.term >= ? and t.term < ?)",
                        [Bound::Text(start.clone()), Bound::Text(end)],
                    );
                }
                if let Some(finding) = finding {
                    if search.is_some() {
                        self.push(" and ", []);
                    }
                    self.push("x.id in (select f.request_id from request_terms f where f.structure_id in (", []);
                    self.managed(scope, " and f.structure_id = ?");
                    self.push(" and f.term = ?)", [Bound::Text(said_by(finding))]);
                }
                self.narrow(scope);
            }
        }
    }

    /// The structures that the caller manages, and the one that is chosen.
    fn managed(&mut self, scope: &Scope, chosen: &'static str) {
        if let Scope::Managed {
            subject_name_id,
            structure,
            ..
        } = scope
        {
            self.reach(subject_name_id);
            self.push(")", []);
            if let Some(structure) = structure {
                self.push(chosen, [Bound::Id(structure.0)]);
            }
        }
    }

    /// The structures of a manager, or those that software reaches.
    fn reach(&mut self, name: &str) {
        let twice = |name: &str| [Bound::Text(name.to_owned()), Bound::Text(name.to_owned())];
        match name.strip_prefix(CLIENT) {
            Some(identifier) => self.push(reached_by!("?"), twice(identifier)),
            None => self.push(managed_by!("?"), twice(name)),
        }
    }

    fn in_state(&mut self, scope: &Scope, status: Option<Status>) {
        match (status, scope) {
            (Some(status), _) => self.push(" and x.status = ?", [state(status)]),
            (None, Scope::Managed { .. }) => self.push(" and x.status <> 'DRAFT'", []),
            (None, Scope::Mine(_)) => {}
        }
    }

    /// What the columns say; the conditions of partial indexes are written as those are.
    fn narrow(&mut self, scope: &Scope) {
        let Scope::Managed {
            narrowed: Some(narrowed),
            ..
        } = scope
        else {
            return;
        };
        let Narrowed {
            wanted,
            account,
            at,
        } = narrowed;
        if let Some(role) = &wanted.role {
            self.push(" and x.role = ?", [Bound::Text(role.clone())]);
        }
        match wanted.route {
            Some(Route::Manager) => self.push(" and x.route = 'MANAGER'", []),
            Some(Route::Professional) => self.push(" and x.route = 'PROFESSIONAL'", []),
            None => {}
        }
        if let Some(days) = wanted.older_than_days {
            let before = micros(*at - TimeDelta::days(days.into()));
            self.push(" and x.submitted_at < ?", [Bound::Number(before)]);
        }
        match wanted.at_risk {
            Some(true) => self.push(" and x.at_risk", []),
            Some(false) => self.push(" and not x.at_risk", []),
            None => {}
        }
        let now = || Bound::Number(micros(*at));
        match wanted.holder {
            Some(Holder::Mine) => self.push(
                " and x.claimed_by = ? and x.claimed_until > ?",
                [Bound::Id(account.0), now()],
            ),
            Some(Holder::Anybody) => self.push(
                " and x.claimed_by is not null and x.claimed_until > ?",
                [now()],
            ),
            Some(Holder::Nobody) => self.push(
                " and (x.claimed_by is null or x.claimed_until <= ?)",
                [now()],
            ),
            None => {}
        }
    }

    /// The rows of one page, in their order.
    fn page(&mut self, order: Order, page: Page) {
        if order.is_by_submission() {
            // The databases differ in where they would put what was never sent.
            self.push(" and x.submitted_at is not null", []);
        }
        if let Some((at, id)) = page.from {
            for piece in [" and (x", column(order), ", x.id)"] {
                self.push(piece, []);
            }
            let key = [Bound::Number(at), Bound::Id(id)];
            if is_descending(order, page) {
                self.push(" < (?, ?)", key);
            } else {
                self.push(" > (?, ?)", key);
            }
        }
        self.order("x", order, page);
        self.push(" limit ?", [Bound::Number(page.limit + 1)]);
    }

    fn order(&mut self, table: &'static str, order: Order, page: Page) {
        let direction = if is_descending(order, page) {
            " desc"
        } else {
            ""
        };
        for piece in [
            " order by ",
            table,
            column(order),
            direction,
            ", ",
            table,
            ".id",
            direction,
        ] {
            self.push(piece, []);
        }
    }

    pub(super) fn finish(self) -> (sqlx::SqlStr, Vec<Bound>) {
        (AssertSqlSafe(self.sql).into_sql_str(), self.bound)
    }
}

fn state(status: Status) -> Bound {
    Bound::Text(status.code().to_owned())
}

const fn column(order: Order) -> &'static str {
    if order.is_by_submission() {
        ".submitted_at"
    } else {
        ".updated_at"
    }
}

const fn is_descending(order: Order, page: Page) -> bool {
    order.is_descending() != page.backward
}
