//! Logs. They carry ids and codes, never names, addresses, tokens or bodies.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

const QUIET: &str = "sqlx::postgres::notice=warn";

/// Starts the log, as text or as JSON lines; `RUST_LOG` chooses what is shown.
#[expect(clippy::missing_panics_doc, reason = "the directives are literals")]
pub fn start(json: bool) {
    let filter = EnvFilter::builder()
        .with_default_directive(LevelFilter::INFO.into())
        .from_env_lossy()
        // At each start PostgreSQL remarks that the table of migrations is there already.
        .add_directive(QUIET.parse().expect("a directive"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if json {
        log.json().init();
    } else {
        log.init();
    }
}
