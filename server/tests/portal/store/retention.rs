//! What was never sent: found once it is idle, told of once, and deleted with its code alone.

use chrono::TimeDelta;

use super::{FINESS, account, draft, structure, submit};
use crate::support::on_both;
use crate::support::portal::start;

on_both! {
    async fn an_idle_draft_is_told_of_once_then_deleted(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let owner = account(&mut tx, "a").await;
        let structure = structure(&mut tx, FINESS[0]).await;
        let sent = draft(&mut tx, owner).await;
        submit(&mut tx, sent, structure, start()).await.expect("a change");
        let idle = draft(&mut tx, owner).await.id;
        let later = start() + TimeDelta::days(1);
        let told = later + TimeDelta::hours(1);
        assert_eq!(tx.drafts_to_warn_of(start() - TimeDelta::days(1), 10).await.expect("a read"), []);
        assert_eq!(tx.drafts_to_warn_of(later, 10).await.expect("a read"), [idle]);
        assert_eq!(tx.drafts_to_delete(later, told, 10).await.expect("a read"), [], "nobody was told");
        assert!(tx.warn_of_draft(idle, later, told).await.expect("a change"));
        assert!(!tx.warn_of_draft(idle, later, told).await.expect("a change"));
        assert_eq!(tx.drafts_to_warn_of(later, 10).await.expect("a read"), []);
        assert_eq!(tx.drafts_to_delete(later, told - TimeDelta::hours(1), 10).await.expect("a read"), []);
        assert_eq!(tx.drafts_to_delete(later, told, 10).await.expect("a read"), [idle]);
        assert!(tx.delete_draft(idle, later).await.expect("a change"));
        assert!(!tx.delete_draft(idle, later).await.expect("a change"));
        assert!(tx.request(idle).await.expect("a read").is_none());
        tx.commit().await.expect("a commit");
    }
}
