//! The program: `serve`, `migrate`, `schema`, `seed`, `import`, `backup`, `restore`.

mod data;

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Parser as _;
use server::app::{App, StartError};
use server::clock::Clock;
use server::config::{Cli, Command, Config, ConfigError, Database, Import};
use server::import::ImportError;
use server::live::Live;
use server::mail::{Outlet, OutletError};
use server::reference::Kind;
use server::seed::SeedError;
use server::sessions::SessionCache;
use server::store::{BackupError, OpenError, Store};
use server::telemetry::Causes;
use server::{
    batches, clients, graphql, http, mail, regularisations, retention, simulations, structures,
    telemetry, webhooks,
};
use tokio::net::TcpListener;
use tokio::sync::watch;

/// Why the program ends with an error: one clear line.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Start(#[from] StartError),
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error("the address {0} cannot be listened on: {1}")]
    Listen(SocketAddr, #[source] std::io::Error),
    #[error(transparent)]
    Mail(#[from] OutletError),
    #[error(transparent)]
    Seed(#[from] SeedError),
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error(transparent)]
    Backup(#[from] BackupError),
    #[error("the file {}: {}", .0.display(), .1)]
    File(PathBuf, #[source] std::io::Error),
    #[error("the runtime failed: {0}")]
    Io(#[from] std::io::Error),
}

/// Room for one thread, in bytes. An operation is a future inside futures, as deep as its fields,
/// and a build without optimisation keeps every local of each on the stack.
const THREAD_STACK: usize = 16 * 1024 * 1024;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return wrong_options(&error),
    };
    let done = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(THREAD_STACK)
        .build()
        .map_err(Failure::from)
        .and_then(|runtime| runtime.block_on(run(cli.command)));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Nothing is left to do when even this cannot be written.
            let _ = writeln!(std::io::stderr(), "rpps-plus: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// Help and version as asked for; a wrong option in one line, whose usage `--help` shows.
fn wrong_options(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        error.exit();
    }
    let text = error.render().to_string();
    let lines = text.lines().take_while(|line| !line.trim().is_empty());
    let line = lines.map(str::trim).collect::<Vec<_>>().join(" ");
    let line = line.strip_prefix("error: ").unwrap_or(&line);
    let _ = writeln!(std::io::stderr(), "rpps-plus: {line} (see --help)");
    ExitCode::from(2)
}

async fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Serve(config) => serve(*config).await,
        Command::Migrate(database) => migrate(&database).await,
        Command::Schema => Ok(std::io::stdout().write_all(graphql::sdl().as_bytes())?),
        Command::Seed(options) => data::seed(&options).await,
        Command::Backup(options) => data::backup(&options).await,
        Command::Restore(options) => data::restore(&options).await,
        Command::Import(Import::Finess(options)) => data::import_finess(&options).await,
        Command::Import(Import::Representatives(options)) => {
            data::import_representatives(&options).await
        }
        Command::Import(Import::Rules(options)) => data::import_rules(&options).await,
        Command::Import(Import::Sectors(options)) => data::import_sectors(&options).await,
        Command::Import(Import::Roles(options)) => data::import_table(Kind::Roles, &options).await,
        Command::Import(Import::ValueSets(options)) => {
            data::import_table(Kind::ValueSets, &options).await
        }
        Command::Import(Import::Communes(options)) => {
            data::import_table(Kind::Communes, &options).await
        }
        Command::Import(Import::Countries(options)) => {
            data::import_table(Kind::Countries, &options).await
        }
    }
}

async fn migrate(database: &Database) -> Result<(), Failure> {
    let store = Store::open(&database.database_url, Live::new(SessionCache::default())).await?;
    store.close().await;
    Ok(())
}

async fn serve(config: Config) -> Result<(), Failure> {
    config.check()?;
    telemetry::start(config.log_json);
    let outlet = Outlet::of(&config)?;
    let listen = config.listen;
    // The port is taken before the database is touched: a second start must change nothing.
    let listener = TcpListener::bind(listen)
        .await
        .map_err(|error| Failure::Listen(listen, error))?;
    let app = App::open(config, Clock::default()).await?;
    let (stop, stopped) = watch::channel(false);
    let work = [
        tokio::spawn(mail::worker(Arc::clone(&app), outlet, stopped.clone())),
        tokio::spawn(simulations::worker(Arc::clone(&app), stopped.clone())),
        tokio::spawn(batches::worker(Arc::clone(&app), stopped.clone())),
        tokio::spawn(webhooks::worker(Arc::clone(&app), stopped.clone())),
        tokio::spawn(housekeeping(Arc::clone(&app), stopped.clone())),
    ];
    let router = http::router(&app).into_make_service_with_connect_info::<SocketAddr>();
    tracing::info!(address = %app.config.public_url(), demo = app.config.demo, "the portal is open");
    let mut serving_stopped = stopped;
    let server = axum::serve(listener, router).with_graceful_shutdown(async move {
        drop(serving_stopped.wait_for(|stopped| *stopped).await);
    });
    let server = tokio::spawn(server.into_future());
    interrupted().await;
    tracing::info!("closing");
    // Both ends of the channel live until here.
    let _ = stop.send(true);
    // Open sockets do not end by themselves.
    let _ = tokio::time::timeout(Duration::from_secs(5), server).await;
    for task in work {
        let _ = tokio::time::timeout(Duration::from_secs(5), task).await;
    }
    app.store.close().await;
    Ok(())
}

/// Removes what is over, and keeps what goes by the calendar.
async fn housekeeping(app: Arc<App>, mut stopped: watch::Receiver<bool>) {
    let every = retention::EVERY.to_std().unwrap_or_default();
    loop {
        tokio::select! {
            _ = stopped.wait_for(|stopped| *stopped) => return,
            () = tokio::time::sleep(every) => {}
        }
        retention::round(&app).await;
        for done in [
            structures::keep_calendar(&app).await,
            structures::keep_watch(&app).await,
            clients::keep_watch(&app).await,
            regularisations::withdraw_due(&app).await,
            simulations::retention(&app).await,
        ] {
            if let Err(error) = done {
                tracing::error!(error = %Causes(&error), "housekeeping failed; it is tried again in a minute");
            }
        }
    }
}

async fn interrupted() {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
        .expect("the runtime has its signal driver");
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
