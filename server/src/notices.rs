//! What the log tells somebody in the portal: read like everything else that tells of events, with the place up to which
//! they have read. Each reading asks their rights again.

use chrono::TimeDelta;
use shared::event::EventKind;
use uuid::Uuid;

use crate::app::App;
use crate::caller::SignedIn;
use crate::live::Notice;
use crate::store::{Begun, Key, NewEvent, NoticeCount, NoticeReader, NoticeRow, StoreError};
use crate::structures::Refused;

/// How long managers are told of what arrived.
const ARRIVED: TimeDelta = TimeDelta::days(30);

fn reader<'a>(app: &App, signed_in: &'a SignedIn) -> NoticeReader<'a> {
    NoticeReader {
        account: signed_in.account,
        subject_name_id: signed_in.subject_name_id.as_deref().unwrap_or_default(),
        arrived_since: app.clock.now() - ARRIVED,
    }
}

/// A page of notices, the latest first, and whether there are more.
pub async fn notices(
    app: &App,
    signed_in: &SignedIn,
    before: Option<i64>,
    most: i64,
) -> Result<Vec<NoticeRow>, StoreError> {
    let mut tx = app.store.read().await?;
    let before = before.unwrap_or(i64::MAX);
    tx.notices(reader(app, signed_in), before, most).await
}

/// How many are unread.
pub async fn count(app: &App, signed_in: &SignedIn) -> Result<NoticeCount, StoreError> {
    let mut tx = app.store.read().await?;
    tx.notice_count(reader(app, signed_in)).await
}

/// Keeps that they are read up to one; the other windows hear of it by the event.
pub async fn mark_read(
    app: &App,
    signed_in: &SignedIn,
    up_to: i64,
    key: Option<Key>,
) -> Result<Uuid, Refused> {
    let account = signed_in.account;
    let mut tx = match app.store.write_once(key.as_ref()).await? {
        Begun::New(tx) => tx,
        Begun::Replay(id) => return Ok(id),
        Begun::Conflict => return Err(Refused::IdempotencyConflict),
    };
    let event = NewEvent {
        account: Some(account),
        owner: Some(account),
        ..NewEvent::new(EventKind::NoticesRead, app.clock.now())
    };
    tx.mark_notices_read(account, up_to, event).await?;
    tx.keep_answer(key.as_ref(), account.0).await?;
    tx.commit().await?;
    Ok(account.0)
}

/// Whether an event may be a notice of somebody's, or change which there are.
pub fn concerns(signed_in: &SignedIn, notice: &Notice) -> bool {
    let account = Some(signed_in.account);
    notice.owner == account
        || notice.former == account
        || notice.subject.is_some() && notice.subject == signed_in.subject_name_id
        || matches!(
            notice.kind,
            EventKind::RequestSubmitted | EventKind::RequestResubmitted
        ) && notice
            .structure
            .is_some_and(|structure| signed_in.managed.contains(&structure))
}
