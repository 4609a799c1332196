//! A database for one test: an SQLite file of its own, or a fresh database of the PostgreSQL that the tests were given.

use sqlx::{
    AssertSqlSafe, Connection as _, Executor as _, PgConnection, Row as _, SqliteConnection,
};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use url::Url;
use uuid::Uuid;

use server::live::Live;
use server::sessions::SessionCache;
use server::store::Store;

const CLUSTER: &str = "RPPS_TEST_POSTGRES_URL";

/// Migrated once; each test's database is a copy of it.
static TEMPLATE: OnceCell<String> = OnceCell::const_new();

/// Gone with its last user.
#[derive(Debug)]
pub(crate) enum Database {
    Sqlite { folder: TempDir },
    Postgres { name: String },
}

impl Database {
    pub(crate) fn sqlite() -> Self {
        Self::Sqlite {
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    pub(crate) async fn postgres() -> Self {
        let template = TEMPLATE.get_or_init(make_template).await;
        let name = new_name();
        administer(&format!("create database {name} template {template}")).await;
        Self::Postgres { name }
    }

    /// One that nothing has been done to: no table is there yet.
    pub(crate) async fn empty_postgres() -> Self {
        let name = new_name();
        administer(&format!("create database {name}")).await;
        Self::Postgres { name }
    }

    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres { .. })
    }

    /// As `--database-url` takes it.
    pub(crate) fn url(&self) -> String {
        match self {
            Self::Sqlite { folder } => {
                format!("sqlite:{}", folder.path().join("portal.db").display())
            }
            Self::Postgres { name } => url_of(name),
        }
    }

    /// The store alone, and the hub that hears its commits.
    pub(crate) async fn open(&self) -> (Store, Live) {
        let live = Live::new(SessionCache::default());
        let store = Store::open(&self.url(), live.clone()).await;
        (store.expect("the database opens"), live)
    }

    /// The one number that a statement finds, read past the store.
    pub(crate) async fn number(&self, sql: &str) -> i64 {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite { .. } => {
                let mut connection = SqliteConnection::connect(&self.url())
                    .await
                    .expect("SQLite");
                let found = sqlx::query_scalar(sql).fetch_one(&mut connection).await;
                found.expect("a number")
            }
            Self::Postgres { .. } => {
                let mut connection = PgConnection::connect(&self.url())
                    .await
                    .expect("PostgreSQL");
                let found = sqlx::query_scalar(sql).fetch_one(&mut connection).await;
                found.expect("a number")
            }
        }
    }

    /// The texts that a statement finds, read past the store.
    pub(crate) async fn texts(&self, sql: &str) -> Vec<String> {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite { .. } => {
                let mut connection = SqliteConnection::connect(&self.url())
                    .await
                    .expect("SQLite");
                let found = sqlx::query_scalar(sql).fetch_all(&mut connection).await;
                found.expect("texts")
            }
            Self::Postgres { .. } => {
                let mut connection = PgConnection::connect(&self.url())
                    .await
                    .expect("PostgreSQL");
                let found = sqlx::query_scalar(sql).fetch_all(&mut connection).await;
                found.expect("texts")
            }
        }
    }

    /// How the database would read each of these statements, whose values are not known: a line for each step.
    pub(crate) async fn plans(&self, statements: &[String]) -> Vec<Vec<String>> {
        let safe = |sql: String| AssertSqlSafe(sql);
        let mut plans = Vec::with_capacity(statements.len());
        match self {
            Self::Sqlite { .. } => {
                let mut connection = SqliteConnection::connect(&self.url())
                    .await
                    .expect("SQLite");
                for sql in statements {
                    let sql = safe(format!("explain query plan {sql}"));
                    let steps: Vec<(i64, i64, i64, String)> = sqlx::query_as(sql)
                        .fetch_all(&mut connection)
                        .await
                        .expect("a plan");
                    plans.push(steps.into_iter().map(|step| step.3).collect());
                }
            }
            Self::Postgres { .. } => {
                // In a small database it would read everything: what counts is that it need not.
                const SET: &str =
                    "set plan_cache_mode = force_generic_plan; set enable_seqscan = off;
                    set enable_hashjoin = off; set enable_mergejoin = off";
                let mut connection = PgConnection::connect(&self.url())
                    .await
                    .expect("PostgreSQL");
                connection.execute(SET).await.expect("settings");
                for sql in statements {
                    let values = (1..=99).rfind(|at| sql.contains(&format!("${at}")));
                    let values = vec!["null"; values.unwrap_or(0)].join(", ");
                    let named = safe(format!("deallocate all; prepare asked as {sql}"));
                    connection
                        .execute(sqlx::raw_sql(named))
                        .await
                        .expect("a statement");
                    let explained = safe(format!("explain (costs off) execute asked({values})"));
                    let steps = connection
                        .fetch_all(sqlx::raw_sql(explained))
                        .await
                        .expect("a plan");
                    plans.push(steps.iter().map(|step| step.get(0)).collect());
                }
            }
        }
        plans
    }

    /// Changes something past the store.
    pub(crate) async fn run(&self, sql: &str) {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite { .. } => {
                let mut connection = SqliteConnection::connect(&self.url())
                    .await
                    .expect("SQLite");
                connection.execute(sql).await.expect("a change");
            }
            Self::Postgres { .. } => {
                let mut connection = PgConnection::connect(&self.url())
                    .await
                    .expect("PostgreSQL");
                connection.execute(sql).await.expect("a change");
            }
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let Self::Postgres { name } = self else {
            return;
        };
        let drop = format!("drop database if exists {name} with (force)");
        // The test's own runtime is at work on this very thread.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime.expect("a runtime").block_on(administer(&drop));
        });
        // What is left behind goes with the whole cluster.
        let _ = dropped.join();
    }
}

fn new_name() -> String {
    format!("test_{}", Uuid::now_v7().simple())
}

async fn make_template() -> String {
    let name = format!("template_{}", Uuid::now_v7().simple());
    administer(&format!("create database {name}")).await;
    let live = Live::new(SessionCache::default());
    let store = Store::open(&url_of(&name), live).await;
    store.expect("the database is migrated").close().await;
    name
}

fn url_of(name: &str) -> String {
    let mut url = cluster();
    url.set_path(name);
    url.into()
}

#[expect(
    clippy::disallowed_methods,
    reason = "the tests have no command line to name the cluster on"
)]
fn cluster() -> Url {
    let url = std::env::var(CLUSTER).unwrap_or_else(|_| {
        panic!(
            "{CLUSTER} is not set: the tests need a PostgreSQL that they may do anything to. `cargo xtask test` \
             brings one; `cargo xtask postgres` starts one and prints its address."
        )
    });
    Url::parse(&url).expect("the address of a cluster")
}

async fn administer(sql: &str) {
    let mut connection = PgConnection::connect(cluster().as_str())
        .await
        .expect("the cluster answers");
    let done = connection.execute(AssertSqlSafe(sql.to_owned())).await;
    done.expect("the cluster obeys");
}
