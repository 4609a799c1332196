//! Opening a database: made, migrated, marked; refused when it is another's.

use server::live::Live;
use server::sessions::SessionCache;
use server::store::{Mark, MarkError, OpenError, Store};
use shared::rule_set::RuleSet;

use crate::support::database::Database;
use crate::support::on_both;
use crate::support::portal::start;

async fn open(url: &str) -> Result<Store, OpenError> {
    Store::open(url, Live::new(SessionCache::default())).await
}

async fn mark(store: &Store, mark: Mark) -> Result<(), MarkError> {
    let mut tx = store.write().await.expect("a transaction");
    tx.mark(mark).await?;
    tx.commit().await.map_err(MarkError::from)
}

on_both! {
    async fn demo_data_and_real_data_never_mix(database: Database) {
        let (store, _) = database.open().await;
        mark(&store, Mark::Demo).await.expect("a new database takes any mark");
        mark(&store, Mark::Demo).await.expect("it is the demo still");
        let refused = mark(&store, Mark::Real).await;
        assert!(matches!(refused, Err(MarkError::IsDemo)), "{refused:?}");
        let other = if database.is_postgres() { Database::postgres().await } else { Database::sqlite() };
        let (store, _) = other.open().await;
        mark(&store, Mark::Real).await.expect("a new database takes any mark");
        let refused = mark(&store, Mark::Demo).await;
        assert!(matches!(refused, Err(MarkError::IsReal)), "{refused:?}");
    }

    async fn a_database_of_a_newer_version_is_refused(database: Database) {
        let (store, _) = database.open().await;
        store.close().await;
        let migration = "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
            values (9999, 'from the future', true, '', 0)";
        database.run(migration).await;
        let refused = open(&database.url()).await;
        assert!(matches!(refused, Err(OpenError::Newer(9999))), "{refused:?}");
    }

    async fn opening_again_keeps_everything_and_a_closed_store_says_so(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        tx.keep_rule_set(RuleSet::built_in(), start()).await.expect("a change");
        tx.keep_rule_set(RuleSet::built_in(), start()).await.expect("a known one is left alone");
        tx.commit().await.expect("a commit");
        store.close().await;
        assert!(store.write().await.is_err() && store.read().await.is_err());
        let store = open(&database.url()).await.expect("the database");
        let mut tx = store.read().await.expect("a transaction");
        assert_eq!(tx.rule_sets().await.expect("a read"), [RuleSet::built_in().body()]);
    }
}

#[tokio::test]
async fn an_empty_database_of_a_cluster_is_migrated_at_the_first_start() {
    let database = Database::empty_postgres().await;
    let (store, _) = database.open().await;
    let mut tx = store.read().await.expect("a transaction");
    assert!(tx.rule_sets().await.expect("a read").is_empty());
}

#[tokio::test]
async fn what_is_no_database_is_refused_clearly() {
    for url in [
        "",
        "portal.db",
        "mysql://localhost/portal",
        "http://127.0.0.1/",
    ] {
        let refused = open(url).await;
        assert!(matches!(refused, Err(OpenError::Url)), "{url}: {refused:?}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    std::fs::write(&file, "a file").expect("a file");
    let below = open(&format!("sqlite:{}/portal.db", file.display())).await;
    assert!(matches!(below, Err(OpenError::Folder(_))), "{below:?}");
    let not_a_database = open(&format!("sqlite:{}", file.display())).await;
    assert!(not_a_database.is_err(), "{not_a_database:?}");
    assert_eq!(
        std::fs::read_to_string(&file).expect("the file"),
        "a file",
        "it was left as it was"
    );
}
