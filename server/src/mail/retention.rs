//! Forgets what e-mails said, and to whom, once they are old.

use chrono::TimeDelta;

use super::worker::give_up;
use crate::app::App;
use crate::store::StoreError;

/// E-mails a transaction: it stays under a second.
const BATCH: i64 = 200;

/// Blanks recipient, subject and text of e-mails older than is configured; to be called every hour. One that is still
/// waiting by then is given up: there is nothing left to send. Returns how many were blanked.
pub async fn retention(app: &App) -> Result<usize, StoreError> {
    let now = app.clock.now();
    let kept = TimeDelta::days(app.config.mail_retention_days.into());
    let mut blanked = 0;
    loop {
        let mails = app
            .store
            .read()
            .await?
            .mails_to_blank(now - kept, BATCH)
            .await?;
        if mails.is_empty() {
            break;
        }
        let mut tx = app.store.write().await?;
        for mail in &mails {
            give_up(&mut tx, mail, now).await?;
            tx.blank_mail(mail.id).await?;
        }
        tx.commit().await?;
        blanked += mails.len();
    }
    if blanked > 0 {
        tracing::info!(mails = blanked, "the content of old e-mails was blanked");
    }
    Ok(blanked)
}
