//! The rule sets in force, by date. They are data: the built-in one is the first row of a table.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use shared::date::Date;
use shared::rule_set::{RuleSet, RuleSetError};

use crate::live::{Change, Listener};
use crate::store::{Store, StoreError};
use crate::telemetry::Causes;

/// How long to wait before a reading that failed is tried again.
const AGAIN: Duration = Duration::from_millis(500);

/// Every rule set that is or will be in force, oldest first.
#[derive(Clone, Debug)]
pub struct RuleBook(Arc<RwLock<Vec<Arc<RuleSet>>>>);

#[derive(Debug, thiserror::Error)]
enum ReloadError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    RuleSet(#[from] RuleSetError),
}

impl RuleBook {
    /// `rule_sets` must not be empty. Of those of one day the last holds.
    pub fn new(rule_sets: Vec<RuleSet>) -> Self {
        let book = Self(Arc::default());
        book.replace(rule_sets);
        book
    }

    fn replace(&self, mut rule_sets: Vec<RuleSet>) {
        rule_sets.sort_by_key(RuleSet::effective_from);
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        *known = rule_sets.into_iter().map(Arc::new).collect();
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

    /// The rule set of that name, if it is or will be in force.
    pub fn named(&self, name: &str) -> Option<Arc<RuleSet>> {
        let rule_sets = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let found = rule_sets.iter().find(|rule_set| rule_set.name() == name);
        found.cloned()
    }

    /// Reads the table again. A failure is logged, and leaves what was known; true when it succeeded.
    pub async fn reload(&self, store: &Store) -> bool {
        let read = async {
            let bodies = store.read().await?.rule_sets().await?;
            let rule_sets = bodies.iter().map(|body| RuleSet::parse(body));
            Ok::<_, ReloadError>(rule_sets.collect::<Result<Vec<_>, _>>()?)
        };
        match read.await {
            Ok(rule_sets) if rule_sets.is_empty() => false,
            Ok(rule_sets) => {
                self.replace(rule_sets);
                true
            }
            Err(error) => {
                tracing::error!(error = %Causes(&error), "the rule sets could not be read");
                false
            }
        }
    }

    /// Follows what this server, other servers and commands schedule or discard, for as long as the portal is open.
    pub async fn follow(self, store: Store, mut listener: Listener) {
        while let Some(change) = listener.next().await {
            let concerns = match change {
                Change::Resync => true,
                Change::Event(notice) => notice.kind.changes_the_rules(),
            };
            if concerns {
                while !store.is_closed() && !self.reload(&store).await {
                    tokio::time::sleep(AGAIN).await;
                }
            }
        }
    }
}
