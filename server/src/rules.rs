//! The rule sets in force, by date. They are data: the built-in one is the first row of a table.

use std::sync::{Arc, PoisonError, RwLock};

use shared::date::Date;
use shared::rule_set::RuleSet;

/// Every rule set known, oldest first.
#[derive(Clone, Debug)]
pub struct RuleBook(Arc<RwLock<Vec<Arc<RuleSet>>>>);

impl RuleBook {
    /// `rule_sets` must not be empty.
    pub fn new(mut rule_sets: Vec<RuleSet>) -> Self {
        rule_sets.sort_by_key(RuleSet::effective_from);
        Self(Arc::new(RwLock::new(
            rule_sets.into_iter().map(Arc::new).collect(),
        )))
    }

    #[expect(
        clippy::missing_panics_doc,
        reason = "a rule book holds the built-in rule set at least"
    )]
    /// The rule set in force on a day: the latest that has begun, or the very first.
    pub fn on(&self, day: Date) -> Arc<RuleSet> {
        let rule_sets = self.0.read().unwrap_or_else(PoisonError::into_inner);
        rule_sets
            .iter()
            .rev()
            .find(|rule_set| rule_set.effective_from() <= day)
            .or(rule_sets.first())
            .cloned()
            .expect("a rule book is made with the built-in rule set at least")
    }
}
