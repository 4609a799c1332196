//! When each rule of retention was last applied, and to how much.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use super::{StoreError, Tx, instant, micros, on_db};

/// The last run of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetentionRun {
    pub rule: String,
    pub ran_at: DateTime<Utc>,
    pub removed: i64,
    /// The last run that found something, and how much.
    pub last_removed: Option<(DateTime<Utc>, i64)>,
}

#[derive(Debug, FromRow)]
struct RetentionRunRow {
    rule: String,
    ran_at: i64,
    removed: i64,
    last_removed_at: Option<i64>,
    last_removed: i64,
}

impl From<RetentionRunRow> for RetentionRun {
    fn from(row: RetentionRunRow) -> Self {
        Self {
            rule: row.rule,
            ran_at: instant(row.ran_at),
            removed: row.removed,
            last_removed: row
                .last_removed_at
                .map(|at| (instant(at), row.last_removed)),
        }
    }
}

impl Tx {
    /// Keeps the runs of one round, by rule and how much was removed.
    pub async fn save_retention_runs(
        &mut self,
        runs: &[(&'static str, i64)],
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        const INSERT: &str =
            "insert into retention_runs (rule, ran_at, removed, last_removed_at, last_removed) ";
        const UPDATE: &str = "
            on conflict (rule) do update set
                ran_at = excluded.ran_at,
                removed = excluded.removed,
                last_removed_at = coalesce(excluded.last_removed_at, retention_runs.last_removed_at),
                last_removed = case
                    when excluded.removed > 0 then excluded.removed else retention_runs.last_removed
                end";
        if runs.is_empty() {
            return Ok(());
        }
        on_db!(self, |conn| {
            let mut query = sqlx::QueryBuilder::new(INSERT);
            query.push_values(runs, |mut row, (rule, removed)| {
                row.push_bind(*rule)
                    .push_bind(micros(at))
                    .push_bind(*removed)
                    .push_bind((*removed > 0).then(|| micros(at)))
                    .push_bind(*removed);
            });
            query.push(UPDATE);
            query.build().execute(conn).await.map(drop)
        })?;
        Ok(())
    }

    pub async fn retention_runs(&mut self) -> Result<Vec<RetentionRun>, StoreError> {
        const SELECT: &str =
            "select rule, ran_at, removed, last_removed_at, last_removed from retention_runs";
        let rows: Vec<RetentionRunRow> =
            on_db!(self, |conn| sqlx::query_as(SELECT).fetch_all(conn).await)?;
        Ok(rows.into_iter().map(RetentionRun::from).collect())
    }
}
