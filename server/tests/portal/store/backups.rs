//! Backups: everything comes back, from either database into either, or nothing does.

use serde_json::json;
use server::seed::{Plan, seed};
use server::store::{Attempt, BackupError, KEPT_TABLES, Store};
use shared::id::WebhookId;

use crate::api::batches::{file, row, sending};
use crate::api::civil_status::asked;
use crate::api::clients::demo as client;
use crate::api::entries::waiting as changing;
use crate::api::references::drafted;
use crate::api::registering::{register, typed_as};
use crate::api::regularisations::noticed;
use crate::api::rule_sets::simulated;
use crate::api::structures::{designation, invited, proposed};
use crate::api::support::waiting;
use crate::support::database::Database;
use crate::support::form::{HOSPITAL, form};
use crate::support::on_both;
use crate::support::portal::{Portal, start};

async fn backup(store: &Store) -> Vec<u8> {
    let mut file = Vec::new();
    store.backup(&mut file).await.expect("a backup");
    file
}

/// In one order: that of rows with the same beginning is the database's own.
fn lines(backup: &[u8]) -> Vec<&[u8]> {
    let mut lines: Vec<&[u8]> = backup.split(|byte| *byte == b'\n').collect();
    lines.sort_unstable();
    lines
}

async fn another(of: &Database) -> Database {
    if of.is_postgres() {
        Database::postgres().await
    } else {
        Database::sqlite()
    }
}

on_both! {
    async fn everything_comes_back_in_the_other_database_too(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let software = client(&portal).await;
        // Granted at once: it takes a sign-in of a moment ago, and what follows moves the clock.
        let manager = portal.manager().await;
        manager.change("grantClient", json!({ "clientId": software["id"] })).await;
        let registered = register(&manager, typed_as(&json!({ "birthDate": "1950-08-24" }))).await.request();
        let request = portal.submitted(&professional, form()).await;
        let claimed = manager.claim(&request).await.request();
        manager.validate(&claimed).await.request();
        let plan = Plan { structures: 5, requests: 40, random_seed: 7 };
        seed(&portal.app.store, start(), plan, |_| ()).await.expect("synthetic data");
        let agent = portal.agent().await;
        let seen = designation(&agent, HOSPITAL, "30B0184230/CPET00002").await;
        let input = json!({
            "id": seen["id"], "revision": seen["revision"], "reason": "Congé.", "idempotencyKey": "once",
        });
        agent.change("suspendDesignation", input).await;
        let representative = portal.representative().await;
        let organisation = json!({
            "structureId": representative.structure(HOSPITAL).await, "revision": 0, "management": "CENTRAL",
            "worth": {
                "healthDataNeed": true, "rolesInScope": true, "ecpsOnlyAcknowledged": true, "dmpAcknowledged": true,
            },
        });
        representative.change("saveOrganisation", organisation).await;
        drafted(&portal).await;
        noticed(&portal).await;
        manager.change("saveView", json!({ "name": "Toutes", "search": "" })).await;
        let text = json!({
            "structureId": manager.structure(HOSPITAL).await, "purpose": "REJECTION", "name": "Départ", "text": "Parti.",
        });
        manager.change("saveReasonTemplate", text).await;
        manager.change("markNoticesRead", json!({ "upTo": "1" })).await;
        manager.change("registerBatch", sending(&file(&[row(1, &json!({}))]))).await;
        let number = registered.body["rppsNumber"].clone();
        let mut again = typed_as(&json!({ "birthDate": "1950-08-28" }));
        again["duplicates"] = json!([{ "rppsNumber": number, "same": false, "reason": "Autre personne." }]);
        register(&manager, again).await.request();
        simulated(&portal).await;
        asked(&portal, &professional).await;
        changing(&portal, &professional).await;
        waiting(&portal).await;
        server::retention::round(&portal.app).await;
        invited(&representative, HOSPITAL, "candidat@hopital.example").await;
        proposed(&representative, HOSPITAL, "30B0037750/CPET0001").await;
        let hospital = representative.structure(HOSPITAL).await;
        let input = json!({ "structureId": hospital, "url": "https://hopital.example/rpps" });
        let made = representative.change("createWebhook", input).await.0;
        let webhook = WebhookId(made["webhook"]["id"].as_str().expect("an id").parse().expect("an id"));
        let mut tx = portal.app.store.write().await.expect("a transaction");
        let attempt = Attempt::new(None, 1, start(), "UNREACHABLE");
        tx.add_webhook_attempt(webhook, &attempt).await.expect("a change");
        tx.keep_register_category("355", "1102").await.expect("a change");
        let day = portal.clock.today();
        tx.alert_once(uuid::Uuid::nil(), "WAITS", day, start()).await.expect("a change");
        tx.commit().await.expect("a commit");
        let first = backup(&portal.app.store).await;
        let text = String::from_utf8(first.clone()).expect("text");
        for table in KEPT_TABLES {
            assert!(text.contains(&format!("{{\"table\":\"{table}\"")), "no row of {table} is kept");
        }

        let other = if portal.database.is_postgres() { Database::sqlite() } else { Database::postgres().await };
        let (there, _) = other.open().await;
        there.restore(first.as_slice()).await.expect("a restore");
        let second = backup(&there).await;
        let back = another(&portal.database).await;
        let (here, _) = back.open().await;
        let rows = here.restore(second.as_slice()).await.expect("a restore");
        assert_eq!(lines(&backup(&here).await), lines(&first), "there and back");
        assert!(rows > 300);

        // The log goes on after what is there.
        let before = other.number("select max(id) from events").await;
        seed(&there, start(), Plan { random_seed: 8, ..plan }, |_| ()).await.expect("more");
        let first_new = format!("select min(id) from events where id > {before}");
        assert!(other.number(&first_new).await > before);
    }

    async fn half_a_backup_changes_nothing(database: Database) {
        let portal = Portal::demo_on(database).await;
        let whole = backup(&portal.app.store).await;
        let empty = another(&portal.database).await;
        let (store, _) = empty.open().await;
        let lines: Vec<&[u8]> = whole.split_inclusive(|byte| *byte == b'\n').collect();
        let without_end = lines[..lines.len() - 1].concat();
        let error = store.restore(without_end.as_slice()).await.expect_err("no end");
        assert!(matches!(error, BackupError::Truncated), "{error}");
        let without_a_row = [lines[..3].concat(), lines[4..].concat()].concat();
        let error = store.restore(without_a_row.as_slice()).await.expect_err("a row is missing");
        assert!(matches!(error, BackupError::Unreadable(_) | BackupError::Store(_)), "{error}");
        for wrong in [
            String::new(),
            "nothing".to_owned(),
            "{\"format\":1,\"migration\":1}\n".to_owned(),
            String::from_utf8_lossy(&whole).replacen("\"table\":\"", "\"table\":\"x", 1),
            String::from_utf8_lossy(&whole).replacen("\"row\":{\"", "\"row\":{\"a b", 1),
        ] {
            store.restore(wrong.as_bytes()).await.expect_err("no backup");
        }
        assert_eq!(empty.number("select count(*) from structures").await, 0);
        store.restore(whole.as_slice()).await.expect("a restore");
        let error = store.restore(whole.as_slice()).await.expect_err("twice");
        assert!(matches!(error, BackupError::NotEmpty), "{error}");
    }
}

#[tokio::test]
async fn every_table_is_kept_but_those_of_open_sessions() {
    let database = Database::sqlite();
    drop(database.open().await);
    let names = KEPT_TABLES.map(|table| format!("'{table}'")).join(", ");
    let forgotten = format!(
        "select count(*) from sqlite_master where type = 'table' and name not in ({names})
        and name not in (
            'sessions', 'sign_ins', 'client_tokens', 'webhook_secrets', '_sqlx_migrations', 'sqlite_sequence'
        )"
    );
    assert_eq!(database.number(&forgotten).await, 0);
}
