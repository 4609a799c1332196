//! What the tests stand on: a database each, a portal over it, people who sign in and speak, their sockets.

pub(crate) mod browser;
pub(crate) mod crowd;
pub(crate) mod database;
pub(crate) mod form;
pub(crate) mod log;
pub(crate) mod people;
pub(crate) mod portal;
pub(crate) mod process;
pub(crate) mod redact;
pub(crate) mod schema;
pub(crate) mod sign_in;
pub(crate) mod socket;
pub(crate) mod software;

use std::fmt::Arguments;
use std::io::Write as _;

/// Says something to whoever runs the tests, whether they pass or not.
pub(crate) fn say(text: Arguments<'_>) {
    // A test that cannot be heard still proves what it proves.
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Proves the same on SQLite and on PostgreSQL: two tests of one body, each with a database of its own.
macro_rules! on_both {
    ($($(#[doc = $doc:literal])* async fn $name:ident($database:ident: Database) $body:block)+) => {$(
        mod $name {
            use super::*;
            use $crate::support::database::Database;

            $(#[doc = $doc])*
            async fn proof($database: Database) $body

            #[tokio::test]
            async fn on_sqlite() {
                proof(Database::sqlite()).await;
            }

            #[tokio::test]
            async fn on_postgres() {
                proof(Database::postgres().await).await;
            }
        }
    )+};
}
pub(crate) use on_both;
