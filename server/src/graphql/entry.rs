//! Who is registered, and what changes of an entry after the registration.

use async_graphql::connection::PageInfo;
use async_graphql::{ComplexObject, Enum, ID, SimpleObject};
use chrono::{DateTime, Utc};

use super::account::Identity;
use super::registration::Situation;
use crate::app::App;
use crate::caller::SignedIn;
use crate::store;

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::entry::ChangeKind")]
pub(crate) enum RegistrationChangeKind {
    Contact,
    ExerciseNames,
    Situation,
    Closing,
}

/// Where a change stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::entry::ChangeState")]
pub(crate) enum RegistrationChangeState {
    /// A new address has to be confirmed by the code that was sent there.
    Waiting,
    Done,
    Cancelled,
    /// The code was not typed in time.
    Expired,
}

/// Why a situation ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::entry::ClosingReason")]
pub(crate) enum ClosingReason {
    ContractEnded,
    Left,
    ActivityChanged,
    Retired,
    RegisteredByMistake,
    Other,
}

/// A change of an entry, with what was there.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct RegistrationChange {
    id: ID,
    revision: i32,
    kind: RegistrationChangeKind,
    state: RegistrationChangeState,
    situation_id: Option<ID>,
    changed: Vec<ChangedField>,
    closing_reason: Option<ClosingReason>,
    /// The structure whose manager asked; null when the person did.
    structure_name: Option<String>,
    asked_by_me: bool,
    asked_at: DateTime<Utc>,
    /// Until when the code is good.
    expires_at: Option<DateTime<Utc>>,
    /// Done, cancelled or expired.
    closed_at: Option<DateTime<Utc>>,
}

/// A field before and after; codes for what is chosen from a list.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct ChangedField {
    /// Name as in `RequestForm`.
    field: &'static str,
    before: String,
    after: String,
}

impl RegistrationChange {
    pub(super) fn new(change: store::EntryChange, reader: &SignedIn) -> Self {
        let changed = |one: shared::entry::Changed| ChangedField {
            field: one.field.code(),
            before: one.before,
            after: one.after,
        };
        let reason = change.reason.as_deref();
        let reason = reason.and_then(shared::entry::ClosingReason::from_code);
        Self {
            id: change.id.to_string().into(),
            revision: change.revision,
            kind: change.kind.into(),
            state: change.state.into(),
            situation_id: change.situation.map(|id| id.to_string().into()),
            changed: change.changed.into_iter().map(changed).collect(),
            closing_reason: reason.map(Into::into),
            structure_name: change.structure_name,
            asked_by_me: change.asked_by == reader.account,
            asked_at: change.asked_at,
            expires_at: change.expires_at,
            closed_at: change.closed_at,
        }
    }

    pub(super) fn cursor(&self) -> String {
        self.id.to_string()
    }
}

/// A page of changes, the latest first.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct RegistrationChangeConnection {
    pub(super) edges: Vec<RegistrationChangeEdge>,
    pub(super) page_info: PageInfo,
}

#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct RegistrationChangeEdge {
    pub(super) cursor: String,
    pub(super) node: RegistrationChange,
}

#[ComplexObject]
impl RegistrationChangeConnection {
    async fn nodes(&self) -> Vec<&RegistrationChange> {
        self.edges.iter().map(|edge| &edge.node).collect()
    }
}

/// Somebody registered, as a manager finds them.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct RegisteredPerson {
    rpps_number: String,
    birth_name: String,
    first_names: Vec<String>,
    exercise_last_name: String,
    exercise_first_name: String,
    /// The whole civil status, of a person who has or had a post in one of the caller's structures.
    identity: Option<Identity>,
    /// Posts in the caller's structures.
    situations: Vec<Situation>,
    /// How many posts the person has in other structures, which stay masked.
    other_situations: i32,
}

impl RegisteredPerson {
    pub(super) fn new(app: &App, signed_in: &SignedIn, found: store::Registration) -> Self {
        let person = found.person;
        let all = found.situations.len();
        let own: Vec<Situation> = found
            .situations
            .into_iter()
            .filter(|situation| signed_in.managed.contains(&situation.structure.id))
            .filter_map(|situation| Situation::new(app, situation))
            .collect();
        Self {
            other_situations: i32::try_from(all - own.len()).unwrap_or(i32::MAX),
            identity: (!own.is_empty()).then(|| Identity::new(app, &person.identity)),
            rpps_number: person.rpps_number,
            birth_name: person.identity.birth_name,
            first_names: person.identity.first_names,
            exercise_last_name: person.exercise_last_name,
            exercise_first_name: person.exercise_first_name,
            situations: own,
        }
    }
}

/// A page of registered persons, by name.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct RegisteredPersonConnection {
    pub(super) edges: Vec<RegisteredPersonEdge>,
    pub(super) page_info: PageInfo,
}

#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct RegisteredPersonEdge {
    pub(super) cursor: String,
    pub(super) node: RegisteredPerson,
}

#[ComplexObject]
impl RegisteredPersonConnection {
    async fn nodes(&self) -> Vec<&RegisteredPerson> {
        self.edges.iter().map(|edge| &edge.node).collect()
    }
}
