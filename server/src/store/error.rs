//! Why a statement failed, as callers tell the cases apart.

use uuid::Uuid;

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The row has changed since it was read.
    #[error("the row has changed since it was read")]
    Stale,
    /// A uniqueness rule refused the row.
    #[error("such a row exists already")]
    Duplicate,
    /// A row that the domain refuses. What exactly it says is not told: it may be personal, and this goes into logs.
    #[error("row {id} of {table} is not readable: {column}")]
    Corrupt {
        table: &'static str,
        id: Uuid,
        column: &'static str,
    },
    #[error("the database failed")]
    Database(#[source] sqlx::Error),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) if database.is_unique_violation() => Self::Duplicate,
            _ => Self::Database(error),
        }
    }
}

impl StoreError {
    /// Makes the error of a row that cannot be read.
    pub(super) const fn corrupt(table: &'static str, id: Uuid, column: &'static str) -> Self {
        Self::Corrupt { table, id, column }
    }
}
