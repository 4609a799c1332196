//! Managers who let a client act for them.

use chrono::{DateTime, Utc};
use shared::id::{AccountId, ClientId, GrantId, PersonId};
use sqlx::FromRow;
use uuid::Uuid;

use super::{NewEvent, StoreError, Tx, instant, micros, on_db};

/// A manager's leave for a client to act for them, that was not withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    pub id: GrantId,
    pub client: ClientId,
    pub subject_name_id: String,
    /// As the manager signed in when it was given.
    pub manager_name: String,
    /// The registered person that the manager is, too.
    pub manager_person: Option<PersonId>,
    /// Stands in for the two of them.
    pub account: AccountId,
    pub granted_at: DateTime<Utc>,
}

/// A grant to keep.
#[derive(Clone, Copy, Debug)]
pub struct NewGrant<'a> {
    pub id: GrantId,
    pub client: ClientId,
    pub subject_name_id: &'a str,
    pub by: AccountId,
    pub account: AccountId,
}

/// Which grants.
#[derive(Clone, Copy, Debug)]
pub enum GrantScope<'a> {
    /// Of these clients.
    Clients(&'a [ClientId]),
    /// By a manager.
    Manager(&'a str),
}

#[derive(Debug, FromRow)]
struct GrantRow {
    id: Uuid,
    client_id: Uuid,
    subject_name_id: String,
    manager_name: String,
    manager_person: Option<Uuid>,
    account_id: Uuid,
    granted_at: i64,
}

impl From<GrantRow> for Grant {
    fn from(row: GrantRow) -> Self {
        Self {
            id: GrantId(row.id),
            client: ClientId(row.client_id),
            subject_name_id: row.subject_name_id,
            manager_name: row.manager_name,
            manager_person: row.manager_person.map(PersonId),
            account: AccountId(row.account_id),
            granted_at: instant(row.granted_at),
        }
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select g.id, g.client_id, g.subject_name_id, m.display_name as manager_name, m.person_id as manager_person,
                g.account_id, g.granted_at
            from client_grants g join accounts m on m.id = g.granted_by
            where g.withdrawn_at is null and ",
            $rest
        )
    };
}

impl Tx {
    /// Keeps a grant, with the event. `Duplicate` when the manager let the client act already.
    pub async fn add_client_grant(
        &mut self,
        grant: NewGrant<'_>,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into client_grants (id, client_id, subject_name_id, granted_by, account_id, granted_at)
            values ($1, $2, $3, $4, $5, $6)";
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(grant.id.0)
            .bind(grant.client.0)
            .bind(grant.subject_name_id)
            .bind(grant.by.0)
            .bind(grant.account.0)
            .bind(micros(event.at))
            .execute(conn)
            .await
            .map(drop))?;
        self.add_event(event).await?;
        Ok(())
    }

    /// Grants that hold, the latest first.
    pub async fn client_grants(&mut self, scope: GrantScope<'_>) -> Result<Vec<Grant>, StoreError> {
        const CLIENTS: &str = select!("g.client_id in (");
        const MANAGER: &str = select!("g.subject_name_id = $1 order by g.id desc");
        let rows: Vec<GrantRow> = match scope {
            GrantScope::Clients([]) => Vec::new(),
            GrantScope::Clients(clients) => on_db!(self, |conn| {
                let mut query = sqlx::QueryBuilder::new(CLIENTS);
                let mut ids = query.separated(", ");
                for client in clients {
                    ids.push_bind(client.0);
                }
                query.push(") order by g.id desc");
                query.build_query_as().fetch_all(conn).await
            })?,
            GrantScope::Manager(subject) => on_db!(self, |conn| sqlx::query_as(MANAGER)
                .bind(subject)
                .fetch_all(conn)
                .await)?,
        };
        Ok(rows.into_iter().map(Grant::from).collect())
    }

    /// The grant of a manager to a client.
    pub async fn client_grant(
        &mut self,
        client: ClientId,
        subject_name_id: &str,
    ) -> Result<Option<Grant>, StoreError> {
        const SELECT: &str = select!("g.client_id = $1 and g.subject_name_id = $2");
        let row: Option<GrantRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(client.0)
            .bind(subject_name_id)
            .fetch_optional(conn)
            .await)?;
        Ok(row.map(Grant::from))
    }

    /// Ends a grant of that manager, with the event; whether there was one.
    pub async fn withdraw_client_grant(
        &mut self,
        client: ClientId,
        subject_name_id: &str,
        event: NewEvent,
    ) -> Result<bool, StoreError> {
        const UPDATE: &str = "
            update client_grants set withdrawn_at = $3
            where client_id = $1 and subject_name_id = $2 and withdrawn_at is null";
        let updated = on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(client.0)
            .bind(subject_name_id)
            .bind(micros(event.at))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if updated == 0 {
            return Ok(false);
        }
        self.add_event(event).await?;
        Ok(true)
    }
}
