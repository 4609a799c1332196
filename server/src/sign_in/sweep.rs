//! What is over is removed: sessions that expired, so that their sockets close, and abandoned sign-ins.

use chrono::TimeDelta;

use super::IDLE;
use crate::app::App;
use crate::store::StoreError;

/// The time of last use is up to a minute late in the database.
const GRACE: TimeDelta = TimeDelta::minutes(1);

/// Sessions closed at once: a transaction stays short.
const BATCH: i64 = 200;

/// How long a sign-in that nobody finished is kept after it ran out.
pub const ABANDONED: TimeDelta = TimeDelta::hours(1);

/// How much was removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    pub sessions: i64,
    pub sign_ins: i64,
}

/// Closes expired sessions, with their events, and forgets sign-ins that nobody will finish.
pub async fn sweep(app: &App) -> Result<Swept, StoreError> {
    let mut swept = Swept::default();
    loop {
        let now = app.clock.now();
        let mut tx = app.store.write().await?;
        let forgotten = tx.forget_sign_ins_before(now - ABANDONED).await?;
        let closed = tx
            .close_expired_sessions(now, now - IDLE - GRACE, BATCH)
            .await?;
        tx.commit().await?;
        swept.sessions += closed;
        swept.sign_ins += i64::try_from(forgotten).unwrap_or(i64::MAX);
        if closed < BATCH {
            return Ok(swept);
        }
    }
}
