//! Sessions: opened and closed with their events, found by the hash of their token.

use chrono::{DateTime, Utc};
use serde_json::json;
use shared::event::EventKind;
use shared::id::{AccountId, PersonId};
use shared::identity::Identity;
use shared::text::Language;
use sqlx::FromRow;
use uuid::Uuid;

use super::{NewEvent, StoreError, Tx, instant, micros, on_db};
use crate::caller::Provider;

#[derive(Clone)]
pub struct NewSession<'a> {
    pub id: Uuid,
    pub token_hash: [u8; 32],
    pub account: AccountId,
    /// What the provider's logout asks for.
    pub id_token: &'a str,
    pub opened_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

/// A session with its account.
#[derive(Clone, Debug)]
pub struct Session {
    pub id: Uuid,
    pub opened_at: DateTime<Utc>,
    pub seen_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub account: AccountId,
    pub provider: Provider,
    pub subject_name_id: Option<String>,
    pub display_name: String,
    pub identity: Option<Identity>,
    pub email: Option<String>,
    pub language: Language,
    pub person: Option<PersonId>,
}

/// A session that is open, as its holder is shown it.
#[derive(Clone, Debug)]
pub struct OpenSession {
    pub id: Uuid,
    pub opened_at: DateTime<Utc>,
    pub seen_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct SessionRow {
    id: Uuid,
    opened_at: i64,
    seen_at: i64,
    expires_at: i64,
    account_id: Uuid,
    provider: String,
    subject_name_id: Option<String>,
    display_name: String,
    identity: Option<String>,
    email: Option<String>,
    language: String,
    person_id: Option<Uuid>,
}

impl TryFrom<SessionRow> for Session {
    type Error = StoreError;

    fn try_from(row: SessionRow) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::corrupt("accounts", row.account_id, column);
        let identity = row
            .identity
            .as_deref()
            .map(serde_json::from_str)
            .transpose();
        let (identity, provider) = match (identity, Provider::from_code(&row.provider)) {
            (Ok(identity), Some(provider)) => (identity, provider),
            (Err(_), _) => return Err(corrupt("identity")),
            (_, None) => return Err(corrupt("provider")),
        };
        Ok(Self {
            id: row.id,
            opened_at: instant(row.opened_at),
            seen_at: instant(row.seen_at),
            expires_at: instant(row.expires_at),
            account: AccountId(row.account_id),
            provider,
            subject_name_id: row.subject_name_id,
            display_name: row.display_name,
            identity,
            email: row.email,
            language: Language::from_code(&row.language),
            person: row.person_id.map(PersonId),
        })
    }
}

impl Tx {
    pub async fn open_session(&mut self, session: &NewSession<'_>) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into sessions (token_hash, id, account_id, id_token, opened_at, seen_at, expires_at)
            values ($1, $2, $3, $4, $5, $5, $6)";
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(session.token_hash.as_slice())
            .bind(session.id)
            .bind(session.account.0)
            .bind(session.id_token)
            .bind(micros(session.opened_at))
            .bind(micros(session.expires_at))
            .execute(conn)
            .await
            .map(drop))?;
        let event = event(
            EventKind::SessionOpened,
            session.account.0,
            session.id,
            session.opened_at,
        );
        self.add_event(event).await?;
        Ok(())
    }

    /// The session of this token, whether or not it has expired.
    pub async fn session(&mut self, token_hash: &[u8; 32]) -> Result<Option<Session>, StoreError> {
        const SELECT: &str = "
            select
                s.id, s.opened_at, s.seen_at, s.expires_at, s.account_id, a.provider, a.subject_name_id, a.display_name,
                a.identity, a.email, a.language, a.person_id
            from sessions s join accounts a on a.id = s.account_id
            where s.token_hash = $1";
        let row: Option<SessionRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(token_hash.as_slice())
            .fetch_optional(conn)
            .await)?;
        row.map(Session::try_from).transpose()
    }

    /// Whoever has something done while they may be away: the account, as a session that nobody can hold.
    pub async fn absent(&mut self, account: AccountId) -> Result<Option<Session>, StoreError> {
        const SELECT: &str = "
            select
                a.id, a.created_at as opened_at, a.created_at as seen_at, a.created_at as expires_at,
                a.id as account_id, a.provider, a.subject_name_id, a.display_name, a.identity, a.email, a.language,
                a.person_id
            from accounts a
            where a.id = $1";
        let row: Option<SessionRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(account.0)
            .fetch_optional(conn)
            .await)?;
        row.map(Session::try_from).transpose()
    }

    /// Notes a use; an earlier one never takes the place of a later one.
    pub async fn see_session(&mut self, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
        const UPDATE: &str = "update sessions set seen_at = $2 where id = $1 and seen_at < $2";
        on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(id)
            .bind(micros(at))
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Closes a session; the `id_token` that its provider's logout asks for. Closing twice is nothing.
    pub async fn close_session(
        &mut self,
        id: Uuid,
        at: DateTime<Utc>,
    ) -> Result<Option<String>, StoreError> {
        const DELETE: &str = "delete from sessions where id = $1 returning account_id, id_token";
        let row: Option<(Uuid, Option<String>)> = on_db!(self, |conn| sqlx::query_as(DELETE)
            .bind(id)
            .fetch_optional(conn)
            .await)?;
        let Some((account, id_token)) = row else {
            return Ok(None);
        };
        self.add_event(event(EventKind::SessionClosed, account, id, at))
            .await?;
        Ok(id_token)
    }

    /// The open sessions of an account, the latest used first.
    pub async fn sessions_of(
        &mut self,
        account: AccountId,
        now: DateTime<Utc>,
    ) -> Result<Vec<OpenSession>, StoreError> {
        const SELECT: &str = "
            select id, opened_at, seen_at, expires_at from sessions
            where account_id = $1 and expires_at > $2 order by seen_at desc, id";
        let rows: Vec<(Uuid, i64, i64, i64)> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(account.0)
            .bind(micros(now))
            .fetch_all(conn)
            .await)?;
        let open = |(id, opened_at, seen_at, expires_at)| OpenSession {
            id,
            opened_at: instant(opened_at),
            seen_at: instant(seen_at),
            expires_at: instant(expires_at),
        };
        Ok(rows.into_iter().map(open).collect())
    }

    /// Closes sessions that are over, or were not used since `idle_since`; how many it found, `most`
    /// at once.
    pub async fn close_expired_sessions(
        &mut self,
        now: DateTime<Utc>,
        idle_since: DateTime<Utc>,
        most: i64,
    ) -> Result<i64, StoreError> {
        const DELETE: &str = "
            delete from sessions
            where id in (select id from sessions where expires_at <= $1 or seen_at < $2 limit $3)
            returning id, account_id";
        let rows: Vec<(Uuid, Uuid)> = on_db!(self, |conn| sqlx::query_as(DELETE)
            .bind(micros(now))
            .bind(micros(idle_since))
            .bind(most)
            .fetch_all(conn)
            .await)?;
        let mut closed = 0;
        for (id, account) in rows {
            self.add_event(event(EventKind::SessionClosed, account, id, now))
                .await?;
            closed += 1;
        }
        Ok(closed)
    }
}

fn event(kind: EventKind, account: Uuid, session: Uuid, at: DateTime<Utc>) -> NewEvent {
    let account = Some(AccountId(account));
    NewEvent {
        account,
        owner: account,
        data: json!({ "session": session }),
        ..NewEvent::new(kind, at)
    }
}
