//! Logs. They carry ids and codes, never names, addresses, tokens or bodies.

use std::error::Error;
use std::fmt;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

/// An error with its causes, on one line.
pub struct Causes<'a>(pub &'a dyn Error);

impl fmt::Display for Causes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
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

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::Causes;
    use crate::sign_in::SignInError;
    use crate::store::StoreError;

    #[test]
    fn causes_follow_and_an_unreadable_row_has_none_of_its_content() {
        let full = StoreError::Database(sqlx::Error::PoolTimedOut);
        let told = Causes(&full).to_string();
        assert!(told.starts_with("the database failed: "), "{told}");
        let (table, id, column) = ("accounts", Uuid::nil(), "identity");
        let row = SignInError::Store(StoreError::Corrupt { table, id, column });
        let expected = format!("row {id} of accounts is not readable: identity");
        assert_eq!(Causes(&row).to_string(), expected);
    }
}
