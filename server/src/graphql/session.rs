//! One's own open sessions.

use async_graphql::{Context, ID, Result, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::context::{app, internal, signed_in};

/// A session of the caller's that is open.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Session {
    id: ID,
    /// The one that asks.
    current: bool,
    opened_at: DateTime<Utc>,
    /// Last use, to the minute.
    seen_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
}

/// The caller's open sessions, the latest used first.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct SessionList {
    sessions: Vec<Session>,
}

/// Every open session of the caller's account.
pub(super) async fn sessions(context: &Context<'_>) -> Result<Vec<Session>> {
    let signed_in = signed_in(context).await?;
    let found = async {
        let mut tx = app(context).store.read().await?;
        let now = app(context).clock.now();
        tx.sessions_of(signed_in.account, now).await
    };
    let found = found.await.map_err(|error| internal(context, &error))?;
    let session = |open: crate::store::OpenSession| Session {
        current: open.id == signed_in.session,
        id: open.id.to_string().into(),
        opened_at: open.opened_at,
        seen_at: open.seen_at,
        expires_at: open.expires_at,
    };
    Ok(found.into_iter().map(session).collect())
}

/// What is left when one was ended.
pub(super) async fn left(context: &Context<'_>, _ended: Uuid) -> Result<SessionList> {
    Ok(SessionList {
        sessions: sessions(context).await?,
    })
}
