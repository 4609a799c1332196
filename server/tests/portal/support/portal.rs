//! A portal of one test: its database, its clock, its routes.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use chrono::{DateTime, TimeDelta, Utc};
use clap::Parser as _;
use server::app::App;
use server::clock::Clock;
use server::config::{Cli, Command, Config};
use server::http;
use server::mail::{self, Outlet};
use tokio::net::TcpListener;
use tokio::sync::{OnceCell, watch};
use tokio::task::JoinHandle;

use super::browser::Browser;
use super::database::Database;

/// Where a portal is that listens nowhere.
pub(crate) const ORIGIN: &str = "http://127.0.0.1:8080";

/// When the clocks of the tests stand still, unless one is moved.
pub(crate) fn start() -> DateTime<Utc> {
    "2026-12-03T13:30:00Z".parse().expect("an instant")
}

/// Whether the demo's RSA key has been made: on a machine with much to do, the portal would not wait for it.
static KEY: OnceCell<()> = OnceCell::const_new();

#[derive(Debug)]
pub(crate) struct Portal {
    pub(crate) app: Arc<App>,
    pub(crate) clock: Clock,
    pub(crate) origin: String,
    pub(crate) routes: Router,
    pub(crate) stop: watch::Sender<bool>,
    // Last, so that the database goes after everything that uses it.
    pub(crate) database: Arc<Database>,
}

/// A portal to open.
#[derive(Debug)]
pub(crate) struct Plan {
    database: Arc<Database>,
    options: Vec<String>,
    clock: Clock,
    is_demo: bool,
}

impl Plan {
    /// The demo, which listens on a port of its own: it asks itself who signs in.
    pub(crate) fn demo() -> Self {
        Self {
            is_demo: true,
            ..Self::real()
        }
    }

    /// A portal as it is installed, with what the options say.
    pub(crate) fn real() -> Self {
        Self {
            database: Arc::new(Database::sqlite()),
            options: Vec::new(),
            clock: Clock::fixed(start()),
            is_demo: false,
        }
    }

    pub(crate) fn on(self, database: Arc<Database>) -> Self {
        Self { database, ..self }
    }

    pub(crate) fn with<T: Into<String>>(mut self, options: impl IntoIterator<Item = T>) -> Self {
        self.options.extend(options.into_iter().map(Into::into));
        self
    }

    pub(crate) fn clock(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    pub(crate) async fn open(self) -> Portal {
        let listener = if self.is_demo {
            Some(TcpListener::bind("127.0.0.1:0").await.expect("a port"))
        } else {
            None
        };
        let address = listener
            .as_ref()
            .map(|listener| listener.local_addr().expect("an address"));
        let origin =
            address.map_or_else(|| ORIGIN.to_owned(), |address| format!("http://{address}"));
        let mut options = self.options;
        if !options
            .iter()
            .any(|option| option.starts_with("--public-url"))
        {
            options.push(format!("--public-url={origin}"));
        }
        if self.is_demo {
            options.push("--demo".to_owned());
        }
        let config = config(&self.database.url(), &options);
        let app = App::open(config, self.clock.clone())
            .await
            .expect("a portal");
        let routes = http::router(&app);
        if let Some(listener) = listener {
            let service = routes
                .clone()
                .into_make_service_with_connect_info::<SocketAddr>();
            tokio::spawn(async move { axum::serve(listener, service).await });
        }
        let portal = Portal {
            origin: app.config.origin(),
            clock: self.clock,
            routes,
            stop: watch::channel(false).0,
            app,
            database: self.database,
        };
        if self.is_demo {
            KEY.get_or_init(|| portal.make_key()).await;
        }
        portal
    }
}

impl Portal {
    /// The demo on an SQLite file.
    pub(crate) async fn demo() -> Self {
        Plan::demo().open().await
    }

    pub(crate) async fn demo_on(database: Database) -> Self {
        Plan::demo().on(Arc::new(database)).open().await
    }

    async fn make_key(&self) {
        let keys = "/demo/pro-sante-connect/protocol/openid-connect/certs";
        assert_eq!(self.browser().get(keys).await.status, StatusCode::OK);
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::of(self.routes.clone(), &self.origin)
    }

    /// Starts the sender of e-mails.
    pub(crate) fn start_worker(&self) -> JoinHandle<()> {
        let outlet = Outlet::of(&self.app.config).expect("options of a relay");
        tokio::spawn(mail::worker(
            Arc::clone(&self.app),
            outlet,
            self.stop.subscribe(),
        ))
    }

    /// Lets that time pass, and the sender of e-mails see it.
    pub(crate) fn wait(&self, time: TimeDelta) {
        self.clock.advance(time);
        self.app.outbox.wake();
    }

    /// The events so far, by kind, the oldest first.
    pub(crate) async fn events(&self) -> Vec<String> {
        self.database
            .texts("select kind from events order by id")
            .await
    }
}

/// The options of `serve`, as a command line gives them.
pub(crate) fn config(database_url: &str, options: &[String]) -> Config {
    let fixed = ["rpps-plus", "serve", "--database-url", database_url];
    let line = fixed.into_iter().chain(options.iter().map(String::as_str));
    match Cli::try_parse_from(line).expect("options").command {
        Command::Serve(config) => *config,
        other => panic!("{other:?} is not serve"),
    }
}
