//! What is over is removed: sessions that expired, so that their sockets close, and abandoned sign-ins.

use chrono::TimeDelta;

use super::IDLE;
use crate::app::App;
use crate::store::StoreError;

/// The time of last use is up to a minute late in the database.
const GRACE: TimeDelta = TimeDelta::minutes(1);

/// Sessions closed at once: a transaction stays short.
const BATCH: i64 = 200;

/// Closes expired sessions, with their events, and forgets sign-ins that nobody will finish.
pub async fn sweep(app: &App) -> Result<(), StoreError> {
    loop {
        let now = app.clock.now();
        let mut tx = app.store.write().await?;
        tx.forget_sign_ins_before(now - TimeDelta::hours(1)).await?;
        let closed = tx
            .close_expired_sessions(now, now - IDLE - GRACE, BATCH)
            .await?;
        tx.commit().await?;
        if closed < BATCH {
            return Ok(());
        }
    }
}
