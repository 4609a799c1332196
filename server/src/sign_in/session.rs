//! From the token of a cookie to who is signed in.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use shared::id::AccountId;

use super::{IDLE, Secret};
use crate::app::App;
use crate::caller::SignedIn;
use crate::store::{Session, StoreError, Tx, instant, micros};
use crate::telemetry::Causes;

/// The time of last use is written at most this often.
const SEEN_EVERY: TimeDelta = TimeDelta::minutes(1);

/// Who holds this token, if their session is still open; this use keeps it open.
pub async fn signed_in(
    app: &Arc<App>,
    token: &Secret,
) -> Result<Option<Arc<SignedIn>>, StoreError> {
    let signed_in = still_signed_in(app, token.hash()).await?;
    if let Some(signed_in) = &signed_in {
        see(app, signed_in, app.clock.now());
    }
    Ok(signed_in)
}

/// The same, of an open socket, which keeps no session open by itself.
pub async fn still_signed_in(
    app: &Arc<App>,
    token_hash: [u8; 32],
) -> Result<Option<Arc<SignedIn>>, StoreError> {
    let now = app.clock.now();
    if let Some(kept) = app
        .sessions
        .get(&token_hash)
        .filter(|kept| is_open(kept, now))
    {
        return Ok(Some(kept));
    }
    // Not in memory, or idle here while another server saw it: the database knows.
    Ok(load(app, token_hash)
        .await?
        .filter(|loaded| is_open(loaded, now)))
}

fn is_open(signed_in: &SignedIn, now: DateTime<Utc>) -> bool {
    let seen_at = instant(signed_in.seen_at.load(Ordering::Relaxed));
    now < signed_in.expires_at && now < seen_at + IDLE
}

async fn load(app: &App, token_hash: [u8; 32]) -> Result<Option<Arc<SignedIn>>, StoreError> {
    let generation = app.sessions.generation();
    let mut tx = app.store.read().await?;
    let Some(session) = tx.session(&token_hash).await? else {
        return Ok(None);
    };
    let signed_in = Arc::new(with_rights(app, &mut tx, session).await?);
    drop(tx);
    app.sessions
        .keep(generation, token_hash, Arc::clone(&signed_in));
    Ok(Some(signed_in))
}

/// Whoever has something done while they may be away, with the rights that they have now.
pub async fn absent(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
) -> Result<Option<SignedIn>, StoreError> {
    match tx.absent(account).await? {
        Some(session) => with_rights(app, tx, session).await.map(Some),
        None => Ok(None),
    }
}

async fn with_rights(app: &App, tx: &mut Tx, session: Session) -> Result<SignedIn, StoreError> {
    let (managed, represented) = match &session.subject_name_id {
        Some(subject_name_id) => (
            tx.structures_managed_by(subject_name_id).await?,
            tx.mandates_held_by(subject_name_id).await?,
        ),
        None => (Vec::new(), Vec::new()),
    };
    let is_ans_agent = session
        .subject_name_id
        .as_deref()
        .is_some_and(|subject| app.config.is_ans_agent(subject));
    Ok(SignedIn {
        session: session.id,
        account: session.account,
        provider: session.provider,
        display_name: session.display_name,
        subject_name_id: session.subject_name_id,
        identity: session.identity,
        email: session.email,
        language: session.language,
        person: session.person,
        managed: managed.into_iter().map(|structure| structure.id).collect(),
        represented,
        is_ans_agent,
        opened_at: session.opened_at,
        expires_at: session.expires_at,
        seen_at: AtomicI64::new(micros(session.seen_at)),
        client: None,
    })
}

/// Notes the use in memory, and now and then in the database, where nobody waits for it.
fn see(app: &Arc<App>, signed_in: &Arc<SignedIn>, now: DateTime<Utc>) {
    let seen_at = signed_in.seen_at.load(Ordering::Relaxed);
    if now - instant(seen_at) < SEEN_EVERY {
        return;
    }
    // Of many requests at once, one writes.
    let is_first = signed_in.seen_at.compare_exchange(
        seen_at,
        micros(now),
        Ordering::Relaxed,
        Ordering::Relaxed,
    );
    if is_first.is_ok() {
        let (app, session) = (Arc::clone(app), signed_in.session);
        tokio::spawn(async move {
            if let Err(error) = write_seen(&app, session, now).await {
                tracing::warn!(session.id = %session, error = %Causes(&error), "the use of a session was not noted");
            }
        });
    }
}

async fn write_seen(app: &App, session: uuid::Uuid, now: DateTime<Utc>) -> Result<(), StoreError> {
    let mut tx = app.store.write().await?;
    tx.see_session(session, now).await?;
    tx.commit().await
}
