//! The lease on a request: who has it open to decide.

use shared::id::RequestId;
use shared::request::{Deciding, InvalidTransition};

use super::{Change, Decision, Refused, begin, event, finish, managed, taken_from};
use crate::app::App;
use crate::caller::Caller;
use crate::store::Version;

/// Takes or renews the lease. The revision may be old: a lease decides nothing.
pub async fn claim(app: &App, caller: &Caller, decision: Decision) -> Result<RequestId, Refused> {
    let Decision { change, take_over } = decision;
    let mut tx = begin!(app, change.key);
    let (view, manager) = managed(&mut tx, caller, change.id).await?;
    let before = Version::of(&view.request);
    let deciding = Deciding {
        by: manager.signed_in.account,
        at: app.clock.now(),
        take_over,
    };
    let held = view.request.live_claim(deciding.at);
    let (request, kind) = view
        .request
        .claim(deciding)
        .map_err(|error| Refused::deciding(error, change.id))?;
    let event = event(kind, &request, Some(deciding.by), deciding.at, &[]);
    let event = taken_from(event, held, deciding.by);
    finish(tx, before, request, event, change.key.as_ref()).await
}

/// Gives the lease back; nothing changes when it is another's or has run out.
pub async fn release(app: &App, caller: &Caller, change: Change) -> Result<RequestId, Refused> {
    let mut tx = begin!(app, change.key);
    let (view, manager) = managed(&mut tx, caller, change.id).await?;
    let before = Version::of(&view.request);
    if view.request.status.is_final() {
        return Err(InvalidTransition(view.request.status).into());
    }
    let now = app.clock.now();
    let by = manager.signed_in.account;
    let Some((request, kind)) = view.request.release(by, now) else {
        return Ok(change.id);
    };
    let event = event(kind, &request, Some(by), now, &[]);
    finish(tx, before, request, event, change.key.as_ref()).await
}
