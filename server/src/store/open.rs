//! Opening a database, bringing it to this version, and telling the other servers what was committed.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

use super::listen::{self, Notifier};
use super::{Connection, StoreError, Tx};
use crate::live::Live;

static SQLITE: Migrator = sqlx::migrate!("../migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("../migrations/postgres");

/// How long a writer waits for another on SQLite before it fails.
const BUSY: Duration = Duration::from_secs(10);
const ACQUIRE: Duration = Duration::from_secs(10);
const SQLITE_READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 16;

/// An open database.
#[derive(Clone, Debug)]
pub struct Store {
    pool: Pool,
    live: Live,
    notifier: Notifier,
}

#[derive(Clone, Debug)]
enum Pool {
    /// SQLite has one writer; giving it one connection makes writers queue here instead of failing there.
    Sqlite {
        readers: SqlitePool,
        writer: SqlitePool,
    },
    Postgres(PgPool),
}

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the database URL is not understood: sqlite:FILE or postgres://… is expected")]
    Url,
    #[error("the database cannot be opened: {0}")]
    Connect(#[source] sqlx::Error),
    #[error("the database was made by a newer version of the portal (migration {0})")]
    Newer(i64),
    #[error("the database cannot be migrated: {0}")]
    Migrate(#[source] MigrateError),
    #[error("the folder of the database cannot be made: {0}")]
    Folder(#[source] std::io::Error),
}

impl Store {
    /// Opens the database, makes it if it is an SQLite file that is missing, and migrates it.
    pub async fn open(url: &str, live: Live) -> Result<Self, OpenError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let options = PgConnectOptions::from_str(url).map_err(|_| OpenError::Url)?;
            let pool = PgPoolOptions::new()
                .max_connections(POSTGRES_CONNECTIONS)
                .acquire_timeout(ACQUIRE)
                .connect_with(options)
                .await
                .map_err(OpenError::Connect)?;
            POSTGRES.run(&pool).await.map_err(migrate_error)?;
            let notifier = listen::start(&pool, &live)
                .await
                .map_err(OpenError::Connect)?;
            return Ok(Self {
                pool: Pool::Postgres(pool),
                live,
                notifier,
            });
        }
        if !url.starts_with("sqlite:") {
            return Err(OpenError::Url);
        }
        let options = SqliteConnectOptions::from_str(url)
            .map_err(|_| OpenError::Url)?
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            // What was acknowledged survives a power cut too.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(BUSY);
        make_folder(options.get_filename())?;
        let writer = sqlite_pool(options.clone(), 1).await?;
        SQLITE.run(&writer).await.map_err(migrate_error)?;
        let readers = sqlite_pool(options, SQLITE_READERS).await?;
        let notifier = listen::start_sqlite(&readers, &live)
            .await
            .map_err(OpenError::Connect)?;
        Ok(Self {
            pool: Pool::Sqlite { readers, writer },
            live,
            notifier,
        })
    }

    /// A transaction that may write.
    pub async fn write(&self) -> Result<Tx, StoreError> {
        let connection = match &self.pool {
            // A reader that turned writer midway would fail as locked.
            Pool::Sqlite { writer, .. } => {
                Connection::Sqlite(writer.begin_with("begin immediate").await?)
            }
            Pool::Postgres(pool) => Connection::Postgres(pool.begin().await?),
        };
        Ok(self.tx(connection))
    }

    /// A transaction that only reads.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        let connection = match &self.pool {
            Pool::Sqlite { readers, .. } => Connection::Sqlite(readers.begin().await?),
            Pool::Postgres(pool) => Connection::Postgres(pool.begin().await?),
        };
        Ok(self.tx(connection))
    }

    fn tx(&self, connection: Connection) -> Tx {
        Tx {
            connection,
            written: Vec::new(),
            live: self.live.clone(),
            notifier: self.notifier.clone(),
        }
    }

    /// Nothing can be read any more.
    pub fn is_closed(&self) -> bool {
        match &self.pool {
            Pool::Sqlite { readers, .. } => readers.is_closed(),
            Pool::Postgres(pool) => pool.is_closed(),
        }
    }

    /// Lets the work under way end, then closes.
    pub async fn close(&self) {
        match &self.pool {
            Pool::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Pool::Postgres(pool) => pool.close().await,
        }
    }
}

async fn sqlite_pool(
    options: SqliteConnectOptions,
    connections: u32,
) -> Result<SqlitePool, OpenError> {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE)
        .connect_with(options)
        .await
        .map_err(OpenError::Connect)
}

fn make_folder(file: &Path) -> Result<(), OpenError> {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => {
            std::fs::create_dir_all(folder).map_err(OpenError::Folder)
        }
        _ => Ok(()),
    }
}

fn migrate_error(error: MigrateError) -> OpenError {
    match error {
        MigrateError::VersionMissing(version) => OpenError::Newer(version),
        other => OpenError::Migrate(other),
    }
}
