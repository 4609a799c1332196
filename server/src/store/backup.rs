//! All rows of a database, as JSON lines that either database can take back.
//!
//! A line is a header, a row of a table, or the end with the number of rows. Identifiers are written as hexadecimal
//! digits, hashes with `\\x` before them.

use std::collections::HashMap;
use std::io::{self, BufRead, Write};

use futures_util::TryStreamExt as _;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sqlx::{AssertSqlSafe, SqlSafeStr as _, SqlStr};

use super::{Connection, Store, StoreError, Tx, on_db};

/// Every table that is kept, a table after those it refers to. Sign-ins, sessions and tokens are not: after a restore
/// people and software sign in again. Nor are the secrets of webhooks, which can be read: after a restore they are rotated.
pub const TABLES: [&str; 49] = [
    "database_mark",
    "rule_sets",
    "simulations",
    "simulation_counts",
    "simulation_cases",
    "number_ranges",
    "register_categories",
    "structures",
    "persons",
    "accounts",
    "clients",
    "client_secrets",
    "client_grants",
    "reference_versions",
    "mandates",
    "organisations",
    "designations",
    "prerequisites",
    "invitations",
    "requests",
    "submissions",
    "situations",
    "regularisations",
    "duplicate_decisions",
    "confirmations",
    "saved_views",
    "reason_templates",
    "civil_status_corrections",
    "registration_changes",
    "queue_counts",
    "waiting_counts",
    "weekly_figures",
    "request_terms",
    "events",
    "notice_positions",
    "designation_reasons",
    "outbox",
    "email_codes",
    "alerts",
    "idempotency_keys",
    "support_questions",
    "support_messages",
    "support_counts",
    "accesses",
    "retention_runs",
    "batches",
    "batch_items",
    "webhooks",
    "webhook_deliveries",
];

/// Of the cluster that it was written in: it means nothing in another.
const NOT_KEPT: &str = "xact";
/// Columns of SQLite that hold a flag as a number.
const FLAGS: [&str; 5] = ["certified", "at_risk", "is_central", "by_right", "is_same"];
const HASH: &str = "_hash";
const FORMAT: u32 = 1;

#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("the file cannot be read or written: {0}")]
    Io(#[from] io::Error),
    #[error("TRUNCATED: the backup ends before its end")]
    Truncated,
    #[error("UNREADABLE: line {0} is not one of a backup")]
    Unreadable(usize),
    #[error("OTHER_VERSION: the backup is of migration {backup}, this program has {program}")]
    OtherVersion { backup: i64, program: i64 },
    #[error("NOT_EMPTY: a backup is restored into an empty database")]
    NotEmpty,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for BackupError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Line {
    Header {
        format: u32,
        migration: i64,
    },
    Row {
        table: String,
        row: Map<String, Value>,
    },
    End {
        rows: u64,
    },
}

fn put(file: &mut impl Write, line: &Line) -> Result<(), BackupError> {
    serde_json::to_writer(&mut *file, line).map_err(io::Error::from)?;
    Ok(file.write_all(b"\n")?)
}

impl Store {
    /// Writes everything as it is at one moment. Returns the number of rows.
    pub async fn backup(&self, file: &mut impl Write) -> Result<u64, BackupError> {
        let mut tx = self.read().await?;
        tx.hold_still().await?;
        let migration = tx.migration().await?;
        put(
            file,
            &Line::Header {
                format: FORMAT,
                migration,
            },
        )?;
        let mut rows = 0;
        for table in TABLES {
            rows += tx.back_up(table, file).await?;
        }
        put(file, &Line::End { rows })?;
        Ok(rows)
    }

    /// Reads everything back into an empty database: all of it or nothing. Returns the number of rows.
    pub async fn restore(&self, file: impl BufRead) -> Result<u64, BackupError> {
        let mut tx = self.write().await?;
        if tx.has_data().await? {
            return Err(BackupError::NotEmpty);
        }
        let program = tx.migration().await?;
        let (mut rows, mut begun, mut ended) = (0, false, false);
        let mut columns = HashMap::new();
        if let Connection::Sqlite(_) = tx.connection {
            for table in TABLES {
                columns.insert(table, tx.columns(table).await?);
            }
        }
        for (at, line) in file.lines().enumerate() {
            let line = line.map_err(|error| match error.kind() {
                io::ErrorKind::UnexpectedEof => BackupError::Truncated,
                _ => error.into(),
            })?;
            let unreadable = || BackupError::Unreadable(at + 1);
            match serde_json::from_str(&line).map_err(|_| unreadable())? {
                Line::Header { format, migration } if !begun && format == FORMAT => {
                    if migration != program {
                        return Err(BackupError::OtherVersion {
                            backup: migration,
                            program,
                        });
                    }
                    begun = true;
                }
                Line::Row { table, row } if begun && !ended => {
                    let table = TABLES.into_iter().find(|known| *known == table);
                    let table = table.ok_or_else(unreadable)?;
                    let types = columns.get(table).map_or(&[][..], Vec::as_slice);
                    let put_back = tx.put_back(table, types, row).await?;
                    put_back.ok_or_else(unreadable)?;
                    rows += 1;
                }
                Line::End { rows: all } if all == rows => ended = true,
                _ => return Err(unreadable()),
            }
        }
        if !ended {
            return Err(BackupError::Truncated);
        }
        tx.number_events_on().await?;
        tx.commit().await?;
        Ok(rows)
    }
}

impl Tx {
    /// Every statement sees the same moment. SQLite's transactions do so already.
    async fn hold_still(&mut self) -> Result<(), StoreError> {
        if let Connection::Postgres(transaction) = &mut self.connection {
            sqlx::query("set transaction isolation level repeatable read")
                .execute(&mut **transaction)
                .await?;
        }
        Ok(())
    }

    async fn migration(&mut self) -> Result<i64, StoreError> {
        const SELECT: &str = "select max(version) from _sqlx_migrations";
        Ok(on_db!(self, |conn| sqlx::query_scalar(SELECT)
            .fetch_one(conn)
            .await)?)
    }

    async fn has_data(&mut self) -> Result<bool, StoreError> {
        const SELECT: &str = "
            select exists (select 1 from database_mark) or exists (select 1 from structures)
                or exists (select 1 from accounts) or exists (select 1 from events)";
        Ok(on_db!(self, |conn| sqlx::query_scalar(SELECT)
            .fetch_one(conn)
            .await)?)
    }

    async fn back_up(
        &mut self,
        table: &'static str,
        file: &mut impl Write,
    ) -> Result<u64, BackupError> {
        let sql = match self.connection {
            Connection::Sqlite(_) => sqlite_rows(table, &self.columns(table).await?),
            Connection::Postgres(_) => safe(format!(
                "select row_to_json(t)::text from (select * from {table} order by 1, 2) t"
            )),
        };
        let mut rows = 0;
        on_db!(self, |conn| {
            let mut read = sqlx::query_scalar::<_, String>(sql).fetch(conn);
            while let Some(row) = read.try_next().await? {
                let mut row: Map<String, Value> =
                    serde_json::from_str(&row).map_err(io::Error::from)?;
                row.remove(NOT_KEPT);
                put(
                    file,
                    &Line::Row {
                        table: table.to_owned(),
                        row,
                    },
                )?;
                rows += 1;
            }
        });
        Ok(rows)
    }

    /// Name and type of each column, as SQLite has them.
    async fn columns(&mut self, table: &'static str) -> Result<Vec<(String, String)>, StoreError> {
        const SELECT: &str = "select name, lower(type) from pragma_table_info($1) order by cid";
        Ok(on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(table)
            .fetch_all(conn)
            .await)?)
    }

    /// `None` for a row that the table cannot hold.
    async fn put_back(
        &mut self,
        table: &'static str,
        types: &[(String, String)],
        row: Map<String, Value>,
    ) -> Result<Option<()>, StoreError> {
        // Names go into the statement: they are looked at before.
        let is_word = |name: &String| {
            name.bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
        };
        if !row.keys().all(is_word) {
            return Ok(None);
        }
        let names = row
            .keys()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(", ");
        match &mut self.connection {
            Connection::Postgres(transaction) => {
                // The database reads each value as the type of its column.
                let sql = safe(format!(
                    "insert into {table} ({names}) overriding system value
                    select {names} from json_populate_record(null::{table}, $1::json)"
                ));
                let row = Value::Object(row).to_string();
                sqlx::query(sql)
                    .bind(row)
                    .execute(&mut **transaction)
                    .await?;
            }
            Connection::Sqlite(transaction) => {
                let places: Vec<String> = (1..=row.len()).map(|at| format!("${at}")).collect();
                let sql = safe(format!(
                    "insert into {table} ({names}) values ({})",
                    places.join(", ")
                ));
                let mut insert = sqlx::query(sql);
                for (name, value) in row {
                    let is_bytes = types
                        .iter()
                        .any(|(known, of)| *known == name && of == "blob");
                    insert = match value {
                        Value::Null => insert.bind(None::<i64>),
                        Value::Bool(flag) => insert.bind(flag),
                        Value::Number(number) => insert.bind(number.as_i64()),
                        Value::String(text) if is_bytes => match bytes(&text) {
                            Some(bytes) => insert.bind(bytes),
                            None => return Ok(None),
                        },
                        Value::String(text) => insert.bind(text),
                        Value::Array(_) | Value::Object(_) => return Ok(None),
                    };
                }
                insert.execute(&mut **transaction).await?;
            }
        }
        Ok(Some(()))
    }

    /// The next event comes after those that were put back. SQLite sees to it by itself.
    async fn number_events_on(&mut self) -> Result<(), StoreError> {
        const NEXT: &str = "
            select setval(pg_get_serial_sequence('events', 'id'), greatest((select max(id) from events), 1))";
        if let Connection::Postgres(transaction) = &mut self.connection {
            sqlx::query(NEXT).execute(&mut **transaction).await?;
        }
        Ok(())
    }
}

/// A statement made of names of tables and columns alone; every value is bound.
fn safe(sql: String) -> SqlStr {
    AssertSqlSafe(sql).into_sql_str()
}

/// The rows of a table as JSON objects, with bytes as PostgreSQL can read them.
fn sqlite_rows(table: &'static str, columns: &[(String, String)]) -> SqlStr {
    let value = |(name, of): &(String, String)| {
        let value = match of.as_str() {
            "blob" if name.ends_with(HASH) => format!("'\\x' || lower(hex({name}))"),
            "blob" => format!("lower(hex({name}))"),
            _ if FLAGS.contains(&name.as_str()) => {
                format!("json(case when {name} then 'true' else 'false' end)")
            }
            _ => return format!("'{name}', {name}"),
        };
        format!("'{name}', case when {name} is not null then {value} end")
    };
    let values: Vec<String> = columns.iter().map(value).collect();
    let order: Vec<&str> = columns
        .iter()
        .take(2)
        .map(|(name, _)| name.as_str())
        .collect();
    safe(format!(
        "select json_object({}) from {table} order by {}",
        values.join(", "),
        order.join(", ")
    ))
}

/// Bytes written as hexadecimal digits, alone, as an identifier or with `\\x` before them.
fn bytes(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u32> = text
        .trim_start_matches("\\x")
        .chars()
        .filter(|character| *character != '-')
        .map(|character| character.to_digit(16))
        .collect::<Option<_>>()?;
    digits
        .chunks(2)
        .map(|pair| u8::try_from(pair.first()? * 16 + pair.get(1)?).ok())
        .collect()
}
