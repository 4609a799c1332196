//! Synthetic data: as if people had filed it, the same for the same seed, and never in a real database.

use serde_json::json;
use server::seed::{Plan, SeedError, seed};
use server::store::Mark;

use crate::support::on_both;
use crate::support::portal::{Portal, start};

const PLAN: Plan = Plan {
    structures: 30,
    requests: 300,
    random_seed: 42,
};

on_both! {
    async fn a_seeded_portal_works_like_any_other(database: Database) {
        let portal = Portal::demo_on(database).await;
        let store = &portal.app.store;
        for _ in 0..2 {
            seed(store, start(), PLAN, |_| ()).await.expect("synthetic data");
        }
        assert_eq!(portal.database.number("select count(*) from structures").await, 33);
        assert_eq!(portal.database.number("select count(*) from requests").await, 300, "once, also when asked twice");
        let wrong = "
            select count(*) from requests r where r.status <> 'DRAFT' and not exists (
                select 1 from events e where e.request_id = r.id and e.kind = 'REQUEST_SUBMITTED')";
        assert_eq!(portal.database.number(wrong).await, 0);
        let counted = "select cast(sum(count) as bigint) from queue_counts";
        let there = "select count(*) from requests where structure_id is not null";
        assert_eq!(portal.database.number(counted).await, portal.database.number(there).await);

        let manager = portal.manager().await;
        let page = manager
            .run("requests", &json!({ "filter": { "scope": "MANAGED" }, "first": 5 }))
            .await;
        let rows = page.data("requests")["nodes"].as_array().expect("rows").len();
        assert_eq!(rows, 5);
    }

    async fn a_real_database_is_refused(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        tx.mark(Mark::Real).await.expect("a mark");
        tx.commit().await.expect("a commit");
        let refused = seed(&store, start(), PLAN, |_| ()).await;
        assert!(matches!(refused, Err(SeedError::Mark(_))));
        assert_eq!(database.number("select count(*) from requests").await, 0);
    }
}
