//! Which kind of data a database holds. Demo data never mixes with real data.

use super::{StoreError, Tx, on_db};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Real,
    Demo,
}

impl Mark {
    const fn code(self) -> &'static str {
        match self {
            Self::Real => "REAL",
            Self::Demo => "DEMO",
        }
    }
}

#[derive(Debug, thiserror::Error)]
pub enum MarkError {
    #[error("this database holds demo data: start with --demo, or name another database")]
    IsDemo,
    #[error("this database holds real data: start without --demo, or name another database")]
    IsReal,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Tx {
    /// Refuses a database that is marked otherwise; one that is not marked yet stays so.
    pub async fn check_mark(&mut self, mark: Mark) -> Result<(), MarkError> {
        const SELECT: &str = "select kind from database_mark where id = 1";
        let kind: Option<String> = on_db!(self, |conn| sqlx::query_scalar(SELECT)
            .fetch_optional(conn)
            .await)
        .map_err(StoreError::from)?;
        match (mark, kind) {
            (_, None) => Ok(()),
            (mark, Some(kind)) if kind == mark.code() => Ok(()),
            (Mark::Real, Some(_)) => Err(MarkError::IsDemo),
            (Mark::Demo, Some(_)) => Err(MarkError::IsReal),
        }
    }

    /// Marks a new database; refuses one that is marked otherwise.
    pub async fn mark(&mut self, mark: Mark) -> Result<(), MarkError> {
        const INSERT: &str =
            "insert into database_mark (id, kind) values (1, $1) on conflict (id) do nothing";
        const SELECT: &str = "select kind from database_mark where id = 1";
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(mark.code())
            .execute(conn)
            .await
            .map(drop))
        .map_err(StoreError::from)?;
        let kind: String = on_db!(self, |conn| sqlx::query_scalar(SELECT)
            .fetch_one(conn)
            .await)
        .map_err(StoreError::from)?;
        match mark {
            _ if kind == mark.code() => Ok(()),
            Mark::Real => Err(MarkError::IsDemo),
            Mark::Demo => Err(MarkError::IsReal),
        }
    }
}
