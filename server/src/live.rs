//! Live changes: each committed event reaches every subscription of this server, and of the other servers over PostgreSQL.
//!
//! The table is the truth. A notice is a nudge to read it, and a reader that missed some is told to read anew.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use shared::event::EventKind;
use shared::id::{AccountId, ClientId, CorrectionId, PersonId, RequestId, StructureId, SupportId};
use tokio::sync::broadcast;
use uuid::Uuid;

use crate::sessions::SessionCache;

/// Notices a slow reader may fall behind before it has to read anew.
const BACKLOG: usize = 1024;

/// What a subscription hears.
#[derive(Clone, Debug)]
pub enum Change {
    Event(Arc<Notice>),
    /// Some were missed: read the whole again.
    Resync,
}

/// A committed event, by its ids.
#[derive(Clone, Debug)]
pub struct Notice {
    pub event: i64,
    pub at: DateTime<Utc>,
    pub kind: EventKind,
    /// Who acted.
    pub account: Option<AccountId>,
    /// Whose request or session it concerns.
    pub owner: Option<AccountId>,
    pub request: Option<RequestId>,
    pub structure: Option<StructureId>,
    /// Whose lease was taken over.
    pub former: Option<AccountId>,
    /// The session that was opened or closed.
    pub session: Option<Uuid>,
    /// The `SubjectNameID` whose rights changed.
    pub subject: Option<String>,
    /// The registered person whose civil status it is about, and the correction of it.
    pub person: Option<PersonId>,
    pub correction: Option<CorrectionId>,
    /// The question to support that it is about.
    pub support: Option<SupportId>,
    /// The software of a structure that it is about.
    pub client: Option<ClientId>,
}

/// The hub of one server.
#[derive(Clone, Debug)]
pub struct Live {
    changes: broadcast::Sender<Change>,
    sessions: SessionCache,
}

impl Live {
    pub fn new(sessions: SessionCache) -> Self {
        Self {
            changes: broadcast::channel(BACKLOG).0,
            sessions,
        }
    }

    /// Tells everybody here. Rights are dropped first, so that whoever is woken asks the new ones.
    pub fn publish(&self, change: Change) {
        self.sessions.apply(&change);
        // Nobody listening is no error.
        let _ = self.changes.send(change);
    }

    pub fn subscribe(&self) -> Listener {
        Listener(self.changes.subscribe())
    }
}

/// One subscription's ear.
#[derive(Debug)]
pub struct Listener(broadcast::Receiver<Change>);

impl Listener {
    /// The next change; `Resync` after a lag. `None` when the server stops.
    pub async fn next(&mut self) -> Option<Change> {
        match self.0.recv().await {
            Ok(change) => Some(change),
            Err(broadcast::error::RecvError::Lagged(_)) => Some(Change::Resync),
            Err(broadcast::error::RecvError::Closed) => None,
        }
    }
}
