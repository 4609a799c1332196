//! Reference data by day, in memory on every server, and read anew when a version is scheduled or given up.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use shared::date::Date;

use super::{Folded, Reference, Table};
use crate::live::{Change, Listener};
use crate::store::{ScheduledReference, Store, StoreError};
use crate::telemetry::Causes;

/// How long to wait before a reading that failed is tried again.
const AGAIN: Duration = Duration::from_millis(500);

/// What holds from which day on; before the first, what came with the portal.
type Days = Vec<(Date, Arc<Reference>)>;

#[derive(Clone, Debug, Default)]
pub struct ReferenceBook(Arc<RwLock<Days>>);

impl ReferenceBook {
    pub async fn open(store: &Store) -> Result<Self, StoreError> {
        let book = Self::default();
        book.replace(&store.read().await?.scheduled_references().await?);
        Ok(book)
    }

    /// What is in force on a day.
    pub fn on(&self, day: Date) -> Arc<Reference> {
        let days = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let begun = days.iter().rev().find(|(from, _)| *from <= day);
        begun.map_or_else(
            || Arc::clone(Reference::built_in()),
            |(_, reference)| Arc::clone(reference),
        )
    }

    /// `versions` in the order in which they take effect. A table that is not what it was when it was kept is passed
    /// over with a word in the log: the portal goes on with the one before.
    fn replace(&self, versions: &[ScheduledReference]) {
        let mut days = Days::new();
        let mut reference = Reference::clone(Reference::built_in());
        let mut folded: Vec<Folded> = Vec::new();
        for version in versions {
            let Ok(table) = Table::parse(version.kind, &version.body) else {
                let kind = version.kind.code();
                tracing::error!(
                    reference.kind = kind,
                    "a table of reference data cannot be read"
                );
                continue;
            };
            let at = folded.iter().position(|one| one.kind == version.kind);
            let at = at.unwrap_or_else(|| {
                folded.push(Folded::of(version.kind.built_in()));
                folded.len() - 1
            });
            folded[at].then(&table, version.effective_on);
            reference.with(&folded[at]);
            days.push((version.effective_on, Arc::new(reference.clone())));
        }
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = days;
    }

    /// Reads the versions again. A failure is logged, and leaves what was known; true when it succeeded.
    pub async fn reload(&self, store: &Store) -> bool {
        let read = async { store.read().await?.scheduled_references().await };
        match read.await {
            Ok(versions) => {
                self.replace(&versions);
                true
            }
            Err(error) => {
                tracing::error!(error = %Causes(&error), "the reference data could not be read");
                false
            }
        }
    }

    /// Follows what this server, other servers and commands schedule or give up, for as long as the portal is open.
    pub async fn follow(self, store: Store, mut listener: Listener) {
        while let Some(change) = listener.next().await {
            let concerns = match change {
                Change::Resync => true,
                Change::Event(notice) => notice.kind.changes_the_reference(),
            };
            if concerns {
                while !store.is_closed() && !self.reload(&store).await {
                    tokio::time::sleep(AGAIN).await;
                }
            }
        }
    }
}
