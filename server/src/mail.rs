//! E-mails: written with the change they tell of, sent by a worker.

mod civil_status;
mod compose;
mod entry;
mod letter;
mod office;
mod relay;
mod retention;
mod support;
mod worker;

use std::sync::Arc;

use chrono::TimeDelta;
use tokio::sync::Notify;

pub use civil_status::{CivilStatusNews, civil_status};
pub use compose::{
    correction_asked, draft_expiring, email_code, registered, rejected, submitted, validated,
};
pub use entry::{ENTRY_CODE_LIFETIME, EntryNews, entry_changed, entry_code};
pub use office::{
    client_secret, designation, ends_soon, invitation, regularisation, waiting, webhook_stopped,
};
pub use relay::{Outlet, OutletError, Relay};
pub use retention::retention;
pub use support::{support_answered, support_asked};
pub use worker::worker;

/// The template that carries the RPPS number.
const VALIDATED: &str = "validated";
/// The template that carries a code.
const EMAIL_CODE: &str = "email_code";

/// How long a code that confirms an address is good.
pub const CODE_LIFETIME: TimeDelta = TimeDelta::minutes(15);

/// Wakes the worker when an e-mail was committed. A call made while it works is not lost.
#[derive(Clone, Debug, Default)]
pub struct Wake(Arc<Notify>);

impl Wake {
    pub fn wake(&self) {
        self.0.notify_one();
    }

    pub async fn notified(&self) {
        self.0.notified().await;
    }
}
