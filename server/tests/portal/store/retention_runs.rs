//! Runs of retention are kept one a rule; what ran out goes, what holds stays.

use chrono::TimeDelta;
use server::store::EmailCode;

use super::{account, draft};
use crate::support::on_both;
use crate::support::portal::{Portal, start};

on_both! {
    async fn the_last_run_of_a_rule_is_kept_with_the_last_that_found_something(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let later = start() + TimeDelta::minutes(1);
        tx.save_retention_runs(&[], start()).await.expect("nothing");
        tx.save_retention_runs(&[("A", 3), ("B", 0)], start()).await.expect("a change");
        tx.save_retention_runs(&[("A", 0), ("B", 0)], later).await.expect("a change");
        let mut runs = tx.retention_runs().await.expect("a read");
        runs.sort_by(|one, other| one.rule.cmp(&other.rule));
        let read: Vec<_> = runs.iter().map(|run| (run.ran_at, run.removed, run.last_removed)).collect();
        assert_eq!(read, [(later, 0, Some((start(), 3))), (later, 0, None)]);
    }

    async fn a_code_goes_when_it_no_longer_counts(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let owner = account(&mut tx, "a").await;
        let request = draft(&mut tx, owner).await.id;
        let code = EmailCode {
            email: "a@exemple.example".to_owned(),
            code_hash: vec![7; 32],
            attempts: 0,
            expires_at: start(),
            sent: 1,
            window_at: start() - TimeDelta::minutes(15),
        };
        tx.keep_email_code(request, &code).await.expect("a change");
        assert_eq!(tx.forget_email_codes(start()).await.expect("a change"), 0);
        assert_eq!(tx.forget_email_codes(start() + TimeDelta::seconds(1)).await.expect("a change"), 1);
        assert!(tx.email_code(request).await.expect("a read").is_none());
    }

    async fn an_invitation_goes_once_it_ran_out_unless_it_was_redeemed(database: Database) {
        let portal = Portal::demo_on(database).await;
        let representative = portal.representative().await;
        crate::api::structures::invited(&representative, "0B0168811", "candidat@hopital.example").await;
        let store = &portal.app.store;
        let mut tx = store.write().await.expect("a transaction");
        let ends = portal.clock.now() + TimeDelta::days(14);
        assert_eq!(tx.forget_invitations(ends).await.expect("a change"), 0);
        assert_eq!(tx.forget_invitations(ends + TimeDelta::seconds(1)).await.expect("a change"), 1);
    }
}
