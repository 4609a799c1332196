//! Logs. They carry ids and codes, never names, addresses, tokens or bodies.

use std::error::Error;
use std::fmt;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

use crate::store::StoreError;

/// An error with its causes, on one line. What made a row unreadable is left out: it may quote the row.
pub struct Causes<'a>(pub &'a (dyn Error + 'static));

impl fmt::Display for Causes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut error = self.0;
        while !matches!(error.downcast_ref(), Some(StoreError::Corrupt { .. }))
            && let Some(cause) = error.source()
        {
            write!(f, ": {cause}")?;
            error = cause;
        }
        Ok(())
    }
}

/// At each start PostgreSQL remarks that the table of migrations is there already.
const QUIET: &str = "sqlx::postgres::notice=warn";

/// Starts the log, as text or as JSON lines; `RUST_LOG` chooses what is shown.
pub fn start(json: bool) {
    let filter = EnvFilter::builder()
        .with_default_directive(LevelFilter::INFO.into())
        .from_env_lossy();
    let filter = match QUIET.parse() {
        Ok(quiet) => filter.add_directive(quiet),
        Err(_) => filter,
    };
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if json {
        log.json().init();
    } else {
        log.init();
    }
}
