//! The statement that reads a page of the feed: each part of what somebody may hear of on an index of its own.

use std::fmt::Write as _;

use shared::date::Date;
use shared::event::EventKind;
use sqlx::{AssertSqlSafe, SqlSafeStr as _, SqlStr};
use uuid::Uuid;

use super::{FeedScope, ONE_BY_ONE, Position};

/// What the two databases call the order of the feed: here their texts differ.
pub(super) struct Dialect {
    /// Beyond a place: its event, then its transaction.
    after: &'static str,
    order: &'static str,
    order_of_found: &'static str,
}

pub(super) const SQLITE: Dialect = Dialect {
    after: "id > ? and ? is not null",
    order: " order by id limit ?",
    order_of_found: " order by f.id limit ?",
};

// Where the event stands now is looked up: after a restore into another cluster its transaction is another.
pub(super) const POSTGRES: Dialect = Dialect {
    after: "(xact, id) > (coalesce((select v.xact from events v where v.id = ?), ?), ?)
        and xact < pg_snapshot_xmin(pg_current_snapshot())::text::bigint",
    order: " order by xact, id limit ?",
    order_of_found: " order by f.xact, f.id limit ?",
};

const ROWS: &str = "
    select e.id, e.xact, e.at, e.kind, e.account_id, e.owner_id, e.request_id, e.structure_id, e.person_id, e.data,
        a.provider, a.issuer, a.subject_name_id, a.person_id as actor_person_id, r.account_id as request_owner_id,
        r.structure_id as request_structure_id, q.rpps_number as request_number, p.rpps_number as person_number, ";
const SURROUNDINGS: &str = " as works_here
    from found f
    join events e on e.id = f.id
    left join accounts a on a.id = e.account_id
    left join requests r on r.id = e.request_id
    left join persons q on q.id = r.person_id
    left join persons p on p.id = e.person_id";
/// Neither left nor withdrawn.
const CURRENT: &str = "t.withdrawn_at is null and (t.end_date is null or t.end_date >= ?)";

/// A value of a statement.
pub(super) enum Bound {
    Id(Uuid),
    Text(String),
    Number(i64),
}

/// A statement assembled from literals alone; every value is bound.
#[derive(Default)]
pub(super) struct Statement {
    sql: String,
    bound: Vec<Bound>,
}

impl Statement {
    /// Appends a literal, in which each `?` becomes the placeholder of the next value.
    fn push(&mut self, literal: &'static str, values: impl IntoIterator<Item = Bound>) {
        let mut pieces = literal.split('?');
        self.sql.push_str(pieces.next().unwrap_or_default());
        for (piece, value) in pieces.zip(values) {
            self.bound.push(value);
            // Writing to a text cannot fail.
            let _ = write!(self.sql, "${}{piece}", self.bound.len());
        }
    }

    pub(super) fn finish(self, before: &'static str) -> (SqlStr, Vec<Bound>) {
        let sql = format!("{before}{}", self.sql);
        (AssertSqlSafe(sql).into_sql_str(), self.bound)
    }

    pub(super) fn page(
        &mut self,
        dialect: &Dialect,
        scope: &FeedScope,
        after: Position,
        today: Date,
        most: i64,
    ) {
        let day = || Bound::Text(today.to_string());
        let has_structures = !scope.all && !scope.structures.is_empty();
        self.push("with ", []);
        if has_structures {
            self.push("mine (id) as (values ", []);
            for (at, structure) in scope.structures.iter().enumerate() {
                let place = if at == 0 { "(?)" } else { ", (?)" };
                self.push(place, [Bound::Id(structure.0)]);
            }
            self.push("), ", []);
        }
        self.push("found as (", []);
        if scope.all {
            self.branch(dialect, "", [], after, most, |_| false);
        } else {
            self.branches(dialect, scope, after, today, most);
        }
        self.push(")", []);
        self.push(ROWS, []);
        if has_structures {
            self.push(
                "exists (
                    select 1 from situations t
                    where t.person_id = e.person_id and t.structure_id in (select id from mine) and ",
                [],
            );
            self.push(CURRENT, [day()]);
            self.push(")", []);
        } else {
            self.push("(1 = 0)", []);
        }
        self.push(SURROUNDINGS, []);
        self.push(dialect.order_of_found, [Bound::Number(most)]);
    }

    /// What is the reader's own, what is of their structures, and what is about people who work there.
    fn branches(
        &mut self,
        dialect: &Dialect,
        scope: &FeedScope,
        after: Position,
        today: Date,
        most: i64,
    ) {
        const OR: &str = " union ";
        let mut or = "";
        if let Some(account) = scope.account {
            let own = [Bound::Id(account.0)];
            self.branch(
                dialect,
                "owner_id = ? and ",
                own,
                after,
                most,
                is_for_agents,
            );
            or = OR;
        }
        if let Some(person) = scope.person {
            self.push(or, []);
            let own = [Bound::Id(person.0)];
            self.branch(
                dialect,
                "person_id = ? and ",
                own,
                after,
                most,
                is_for_agents,
            );
            or = OR;
        }
        if scope.structures.is_empty() {
            if or.is_empty() {
                self.branch(dialect, "1 = 0 and ", [], after, most, |_| false);
            }
            return;
        }
        if scope.structures.len() <= ONE_BY_ONE {
            for structure in &scope.structures {
                self.push(or, []);
                let one = [Bound::Id(structure.0)];
                self.branch(
                    dialect,
                    "structure_id = ? and ",
                    one,
                    after,
                    most,
                    is_not_for_structures,
                );
                or = OR;
            }
        } else {
            self.push(or, []);
            let all = "structure_id in (select id from mine) and ";
            self.branch(dialect, all, [], after, most, is_not_for_structures);
        }
        self.push(OR, []);
        let works_there = "person_id in (
                select t.person_id from situations t
                where t.structure_id in (select id from mine) and t.withdrawn_at is null
                    and (t.end_date is null or t.end_date >= ?)
            ) and ";
        let day = [Bound::Text(today.to_string())];
        self.branch(
            dialect,
            works_there,
            day,
            after,
            most,
            is_not_for_structures,
        );
    }

    /// Events that a condition chooses, as many as the page may need.
    fn branch(
        &mut self,
        dialect: &Dialect,
        condition: &'static str,
        values: impl IntoIterator<Item = Bound>,
        after: Position,
        most: i64,
        is_left_out: impl Fn(EventKind) -> bool,
    ) {
        self.push(
            "select id, xact from (select id, xact from events where ",
            [],
        );
        self.push(condition, values);
        let mut left_out = EventKind::ALL
            .iter()
            .filter(|kind| is_left_out(**kind))
            .peekable();
        if left_out.peek().is_some() {
            self.push("kind not in (", []);
            for (at, kind) in left_out.enumerate() {
                let place = if at == 0 { "?" } else { ", ?" };
                self.push(place, [Bound::Text(kind.code().to_owned())]);
            }
            self.push(") and ", []);
        }
        let place = [
            Bound::Number(after.event),
            Bound::Number(after.xact),
            Bound::Number(after.event),
        ];
        self.push(dialect.after, place);
        self.push(dialect.order, [Bound::Number(most)]);
        self.push(") b", []);
    }
}

fn is_for_agents(kind: EventKind) -> bool {
    kind.is_for_agents_alone()
}

fn is_not_for_structures(kind: EventKind) -> bool {
    kind.is_for_agents_alone() || kind.is_for_its_owner_alone()
}
