//! Sessions and rights in memory, dropped by the same events that change them.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use shared::event::EventKind;

use crate::caller::SignedIn;
use crate::live::{Change, Notice};

/// Entries kept before the whole is dropped: a bound, not a working size.
const CAPACITY: usize = 50_000;

/// Sessions by the hash of their token.
#[derive(Clone, Debug, Default)]
pub struct SessionCache(Arc<RwLock<Entries>>);

#[derive(Debug, Default)]
struct Entries {
    by_token: HashMap<[u8; 32], Arc<SignedIn>>,
    /// Counts the drops: what was read before one must not be kept after it.
    generation: u64,
}

impl SessionCache {
    pub fn get(&self, token_hash: &[u8; 32]) -> Option<Arc<SignedIn>> {
        self.read().by_token.get(token_hash).cloned()
    }

    /// To be taken before the database is read, and handed to `keep`.
    pub fn generation(&self) -> u64 {
        self.read().generation
    }

    /// Keeps what was read from the database, unless rights changed meanwhile.
    pub fn keep(&self, generation: u64, token_hash: [u8; 32], signed_in: Arc<SignedIn>) {
        let mut entries = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if entries.generation != generation {
            return;
        }
        if entries.by_token.len() >= CAPACITY {
            entries.by_token.clear();
        }
        entries.by_token.insert(token_hash, signed_in);
    }

    /// Drops what a change makes untrue.
    pub fn apply(&self, change: &Change) {
        match change {
            Change::Resync => self.drop_where(|_| true),
            Change::Event(notice) => match notice.kind {
                EventKind::SessionClosed => {
                    self.drop_where(|kept| Some(kept.session) == notice.session);
                }
                kind if kind.changes_a_client() => {
                    self.drop_where(|kept| {
                        kept.client
                            .as_ref()
                            .is_some_and(|client| Some(client.id) == notice.client)
                    });
                }
                kind if kind.changes_a_right() => {
                    self.drop_where(|kept| kept.subject_name_id == notice.subject);
                }
                // A site that comes to a legal entity, or moves to another, has the managers of that.
                EventKind::StructureCreated | EventKind::StructureChanged => {
                    self.drop_where(|kept| {
                        !kept.managed.is_empty()
                            || !kept.represented.is_empty()
                            || kept.client.is_some()
                    });
                }
                EventKind::RequestValidated
                | EventKind::RegistrationConfirmed
                | EventKind::SessionOpened => {
                    self.drop_where(|kept| is_of_owner(kept, notice));
                }
                _ => {}
            },
        }
    }

    fn drop_where(&self, untrue: impl Fn(&SignedIn) -> bool) {
        let mut entries = self.0.write().unwrap_or_else(PoisonError::into_inner);
        entries.generation += 1;
        entries.by_token.retain(|_, kept| !untrue(kept));
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, Entries> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The owner's account is joined to a person, or its claims were renewed by a new sign-in.
fn is_of_owner(kept: &SignedIn, notice: &Notice) -> bool {
    Some(kept.account) == notice.owner
}
