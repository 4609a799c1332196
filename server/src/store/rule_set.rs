//! Rule sets by date. The built-in one is the first row.

use chrono::{DateTime, Utc};
use shared::rule_set::RuleSet;

use super::{StoreError, Tx, micros, on_db};

impl Tx {
    /// Keeps a rule set unless one of that name is known: a rule set in force is never changed under its name.
    pub async fn keep_rule_set(
        &mut self,
        rule_set: &RuleSet,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into rule_sets (name, effective_from, body, created_at) values ($1, $2, $3, $4)
            on conflict (name) do nothing";
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(rule_set.name())
            .bind(rule_set.effective_from().to_string())
            .bind(rule_set.body())
            .bind(micros(at))
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// The bodies of every rule set, JSON.
    pub async fn rule_sets(&mut self) -> Result<Vec<String>, StoreError> {
        const SELECT: &str = "select body from rule_sets order by effective_from, name";
        Ok(on_db!(self, |conn| sqlx::query_scalar(SELECT)
            .fetch_all(conn)
            .await)?)
    }
}
