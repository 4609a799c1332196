//! Storage: one text of SQL for SQLite and PostgreSQL.
//!
//! All of it goes through a [`Tx`]: a change and its events are written, then `commit` makes both durable
//! and tells the live subscriptions. Dropping a `Tx` instead undoes everything.

mod access;
mod account;
mod alert;
mod backup;
mod batch;
mod civil_status;
mod client;
mod client_grant;
mod client_token;
mod confirmation;
mod designation;
mod duplicate;
mod email_code;
mod entry;
mod error;
mod event;
mod feed;
mod figures;
mod flagged;
mod listen;
mod mandate;
mod mark;
mod notice;
mod once;
mod open;
mod organisation;
mod outbox;
mod passport;
mod person;
mod reason_template;
mod reference;
mod register;
mod registration;
mod regularisation;
mod request;
mod retention_run;
mod rule_set;
mod saved_view;
mod session;
mod sign_in;
mod simulation;
mod structure;
mod submission;
mod support;
mod webhook;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::date::Date;
use sqlx::{Postgres, Sqlite, Transaction};

pub use access::{Access, AccessKey, AccessScope, NewAccess};
pub use account::NewAccount;
pub use alert::Ending;
pub use backup::{BackupError, TABLES as KEPT_TABLES};
pub use batch::{ItemState, KeptBatch, KeptItem, NewBatch, NewItem, PendingItem, Task, Told};
pub use civil_status::{
    Correction, CorrectionCase, CorrectionStep, NewCorrection, Part, event_data as correction_data,
};
pub use client::{Client, ClientKey, ClientSecret, NewClient, NewClientSecret};
pub use client_grant::{Grant, GrantScope, NewGrant};
pub use client_token::{ClientToken, NewClientToken};
pub use confirmation::Confirmation;
pub use designation::{Designation, Done, NewDesignation, Turn};
pub use duplicate::{DuplicateDecision, NewDuplicateDecision};
pub use email_code::EmailCode;
pub use entry::{
    ChangeCode, ChangeScope, EntryChange, NewEntryChange, PersonSearch, event_data as change_data,
};
pub use error::StoreError;
pub use event::NewEvent;
pub use feed::{FeedActor, FeedEvent, FeedScope, Position};
pub use figures::{Figures, Measure, STEPS, Waiting, Weekly, day_of, week_of};
pub use flagged::FlaggedScope;
pub use mandate::{Mandate, NewMandate};
pub use mark::{Mark, MarkError};
pub use notice::{NoticeCount, NoticeReader, NoticeRow};
pub use once::{Begun, Key};
pub use open::{OpenError, Store};
pub use organisation::{Organisation, Worth};
pub use outbox::{Mail, NewMail};
pub use passport::{Invitation, NewStep};
pub use person::{NewPerson, NewSituation, Person};
pub use reason_template::{ReasonTemplate, TemplatePurpose};
pub use reference::{KeptReference, NewReference, ReferenceState, ScheduledReference};
pub use register::{RegisterChange, RegisterEntry, RegisterRow};
pub use registration::{Flagged, KeptRisk, Registration, Situation};
pub use regularisation::{NewRegularisation, Regularisation, Regularised};
pub use request::{Narrowed, Order, Page, RequestView, Scope, Slice, Step, Version, of_client};
pub use retention_run::RetentionRun;
pub use rule_set::{KeptRuleSet, RuleSetState};
pub use saved_view::SavedView;
pub use session::{NewSession, OpenSession, Session};
pub use sign_in::{NewSignIn, SignIn};
pub use simulation::{
    Batch, Case, CaseKind, Counted, Counts, FoundCase, NewSimulation, Registered, Run, Simulation,
    SimulationState,
};
pub use structure::{NewStructure, Structure};
pub use submission::Sent;
pub use support::{
    NewSupportQuestion, Once, SupportMessage, SupportQuestion, SupportScope, SupportTurn,
};
pub use webhook::{Attempt, NewWebhook, Webhook, WebhookState, WebhookStep};

use crate::live::{Change, Live, Notice};
use listen::Notifier;

/// One body for both databases: `$conn` is the open transaction's connection.
macro_rules! on_db {
    ($tx:expr, |$conn:ident| $body:expr) => {
        match &mut $tx.connection {
            $crate::store::Connection::Sqlite(transaction) => {
                let $conn = &mut **transaction;
                $body
            }
            $crate::store::Connection::Postgres(transaction) => {
                let $conn = &mut **transaction;
                $body
            }
        }
    };
}
pub(crate) use on_db;

/// A unit of work.
#[derive(Debug)]
pub struct Tx {
    connection: Connection,
    /// What `commit` will tell.
    written: Vec<Notice>,
    live: Live,
    notifier: Notifier,
}

#[derive(Debug)]
enum Connection {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    /// Makes the work durable, then tells who listens: here at once, elsewhere through the notifier.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self.connection {
            Connection::Sqlite(transaction) => transaction.commit().await?,
            Connection::Postgres(transaction) => transaction.commit().await?,
        }
        for notice in self.written {
            if self.notifier.committed(notice.event) {
                self.live.publish(Change::Event(Arc::new(notice)));
            }
        }
        Ok(())
    }
}

/// What a column of JSON keeps.
fn json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value)
        .expect("the types that are kept have string keys and no failing part")
}

/// An instant as both databases keep it: microseconds since 1970.
pub fn micros(at: DateTime<Utc>) -> i64 {
    at.timestamp_micros()
}

/// The day that was kept.
fn date(text: Option<&str>) -> Result<Option<Date>, ()> {
    text.map(|text| Date::parse(text).map_err(drop)).transpose()
}

/// The instant that was kept.
pub fn instant(micros: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(micros).unwrap_or_default()
}
