//! Both databases: the same migrations, the same tables, the same columns.

use std::collections::BTreeSet;

use super::texts;
use crate::support::database::Database;

fn names(folder: &str) -> BTreeSet<String> {
    let files = texts(folder).into_iter();
    files
        .map(|file| file.path.trim_start_matches(folder).to_owned())
        .collect()
}

#[test]
fn both_databases_have_the_same_migrations() {
    let (sqlite, postgres) = (names("migrations/sqlite"), names("migrations/postgres"));
    assert_eq!(sqlite, postgres);
    assert!(!sqlite.is_empty());
}

#[tokio::test]
async fn both_databases_have_the_same_tables_and_columns() {
    const SQLITE: &str = "
        select t.name || '.' || c.name || case when c.\"notnull\" then ' not null' else '' end
        from sqlite_schema t, pragma_table_info(t.name) c
        where t.type = 'table' and t.name not like 'sqlite_%' and t.name not like '_sqlx%'";
    const POSTGRES: &str = "
        select table_name || '.' || column_name || case is_nullable when 'NO' then ' not null' else '' end
        from information_schema.columns
        where table_schema = 'public' and table_name not like '\\_sqlx%'";
    let (sqlite, postgres) = (Database::sqlite(), Database::postgres().await);
    drop(sqlite.open().await);
    let of = |columns: Vec<String>| columns.into_iter().collect::<BTreeSet<_>>();
    let (sqlite, postgres) = (
        of(sqlite.texts(SQLITE).await),
        of(postgres.texts(POSTGRES).await),
    );
    // A key of SQLite that is a whole number needs no such words.
    let known = |column: &&String| {
        !["events.id", "number_ranges.first_order"]
            .iter()
            .any(|key| column.starts_with(key))
    };
    let differ: Vec<&String> = sqlite
        .symmetric_difference(&postgres)
        .filter(known)
        .collect();
    assert!(differ.is_empty(), "{differ:?}");
    assert!(sqlite.len() > 100);
}

#[tokio::test]
async fn both_databases_have_the_same_indexes() {
    const SQLITE: &str = "
        select tbl_name || ': ' || name from sqlite_schema
        where type = 'index' and sql is not null and name not like 'sqlite_%'";
    const POSTGRES: &str = "
        select c.relname || ': ' || i.relname
        from pg_index x
        join pg_class i on i.oid = x.indexrelid
        join pg_class c on c.oid = x.indrelid
        join pg_namespace n on n.oid = c.relnamespace
        left join pg_constraint k on k.conindid = i.oid and k.contype in ('p', 'u')
        where n.nspname = 'public' and k.oid is null and c.relname not like '\\_sqlx%'";
    let (sqlite, postgres) = (Database::sqlite(), Database::postgres().await);
    drop(sqlite.open().await);
    let of = |indexes: Vec<String>| indexes.into_iter().collect::<BTreeSet<_>>();
    let (sqlite, postgres) = (
        of(sqlite.texts(SQLITE).await),
        of(postgres.texts(POSTGRES).await),
    );
    let differ: Vec<&String> = sqlite.symmetric_difference(&postgres).collect();
    // SQLite has no snapshots of transactions to look events up by.
    assert_eq!(differ, ["events: events_xact"]);
}
