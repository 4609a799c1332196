//! The log of events: written with the change, read by everything that tells of it.

use chrono::{DateTime, Utc};
use serde_json::Value;
use shared::event::EventKind;
use shared::id::{AccountId, ClientId, CorrectionId, PersonId, RequestId, StructureId, SupportId};
use sqlx::FromRow;
use uuid::Uuid;

use super::{StoreError, Tx, instant, micros, on_db};
use crate::live::Notice;

/// An event to write. `data` holds ids, codes and field names only.
#[derive(Clone, Debug)]
pub struct NewEvent {
    pub kind: EventKind,
    pub at: DateTime<Utc>,
    /// Who acted; `None` for the portal itself.
    pub account: Option<AccountId>,
    /// Whose request or session it concerns.
    pub owner: Option<AccountId>,
    pub request: Option<RequestId>,
    pub structure: Option<StructureId>,
    pub data: Value,
}

impl NewEvent {
    pub const fn new(kind: EventKind, at: DateTime<Utc>) -> Self {
        Self {
            kind,
            at,
            account: None,
            owner: None,
            request: None,
            structure: None,
            data: Value::Null,
        }
    }
}

impl NewEvent {
    fn notice(self, id: i64) -> Notice {
        Notice {
            event: id,
            at: self.at,
            kind: self.kind,
            account: self.account,
            owner: self.owner,
            request: self.request,
            structure: self.structure,
            former: former_of(&self.data),
            session: id_of(&self.data, "session"),
            subject: subject_of(&self.data),
            person: id_of(&self.data, "person").map(PersonId),
            correction: id_of(&self.data, "correction").map(CorrectionId),
            support: support_of(&self.data),
            client: id_of(&self.data, "client").map(ClientId),
        }
    }
}

fn data_of(event: &NewEvent) -> String {
    if event.data.is_null() {
        "{}".to_owned()
    } else {
        event.data.to_string()
    }
}

#[derive(Debug, FromRow)]
pub(super) struct EventRow {
    id: i64,
    at: i64,
    kind: String,
    account_id: Option<Uuid>,
    owner_id: Option<Uuid>,
    request_id: Option<Uuid>,
    structure_id: Option<Uuid>,
    data: String,
}

impl EventRow {
    pub(super) const fn id(&self) -> i64 {
        self.id
    }

    /// `None` for a kind that this version does not know.
    pub(super) fn into_notice(self) -> Option<Notice> {
        let data: Value = serde_json::from_str(&self.data).unwrap_or_default();
        Some(Notice {
            event: self.id,
            at: instant(self.at),
            kind: EventKind::from_code(&self.kind)?,
            account: self.account_id.map(AccountId),
            owner: self.owner_id.map(AccountId),
            request: self.request_id.map(RequestId),
            structure: self.structure_id.map(StructureId),
            former: former_of(&data),
            session: id_of(&data, "session"),
            subject: subject_of(&data),
            person: id_of(&data, "person").map(PersonId),
            correction: id_of(&data, "correction").map(CorrectionId),
            support: support_of(&data),
            client: id_of(&data, "client").map(ClientId),
        })
    }
}

fn id_of(data: &Value, name: &str) -> Option<Uuid> {
    data.get(name)?.as_str()?.parse().ok()
}

fn former_of(data: &Value) -> Option<AccountId> {
    id_of(data, "former").map(AccountId)
}

fn subject_of(data: &Value) -> Option<String> {
    data.get("subject")?.as_str().map(str::to_owned)
}

fn support_of(data: &Value) -> Option<SupportId> {
    data.get("support")?.as_str()?.parse().ok()
}

impl Tx {
    /// Writes an event; `commit` will tell of it. Returns its place in the log.
    pub async fn add_event(&mut self, event: NewEvent) -> Result<i64, StoreError> {
        const INSERT: &str = "
            insert into events (
                at, kind, account_id, owner_id, request_id, structure_id, person_id, data, subject, former_id
            ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            returning id";
        // Whom a change of rights concerns stands in a column too, by which they find it.
        let subject = subject_of(&event.data).filter(|subject| !subject.is_empty());
        let id: i64 = on_db!(self, |conn| sqlx::query_scalar(INSERT)
            .bind(micros(event.at))
            .bind(event.kind.code())
            .bind(event.account.map(|id| id.0))
            .bind(event.owner.map(|id| id.0))
            .bind(event.request.map(|id| id.0))
            .bind(event.structure.map(|id| id.0))
            .bind(id_of(&event.data, "person"))
            .bind(data_of(&event))
            .bind(subject)
            .bind(former_of(&event.data).map(|id| id.0))
            .fetch_one(conn)
            .await)?;
        self.written.push(event.notice(id));
        Ok(id)
    }

    /// Writes many events of structures; `commit` will tell of them.
    pub async fn add_events(&mut self, events: Vec<NewEvent>) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into events (at, kind, account_id, owner_id, request_id, structure_id, person_id, data) ";
        if events.is_empty() {
            return Ok(());
        }
        let mut ids: Vec<i64> = on_db!(self, |conn| {
            let mut query = sqlx::QueryBuilder::new(INSERT);
            query.push_values(&events, |mut row, event| {
                row.push_bind(micros(event.at))
                    .push_bind(event.kind.code())
                    .push_bind(event.account.map(|id| id.0))
                    .push_bind(event.owner.map(|id| id.0))
                    .push_bind(event.request.map(|id| id.0))
                    .push_bind(event.structure.map(|id| id.0))
                    .push_bind(id_of(&event.data, "person"))
                    .push_bind(data_of(event));
            });
            query.push(" returning id");
            query.build_query_scalar().fetch_all(conn).await
        })?;
        // Both databases number the rows of one statement in their order.
        ids.sort_unstable();
        let notices = events
            .into_iter()
            .zip(ids)
            .map(|(event, id)| event.notice(id));
        self.written.extend(notices);
        Ok(())
    }
}
