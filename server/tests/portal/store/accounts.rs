//! Accounts: one issuer and subject, one account.

use shared::id::PersonId;
use uuid::Uuid;

use super::{account, identity, new_account};
use crate::support::on_both;
use crate::support::portal::start;

on_both! {
    async fn the_same_subject_is_the_same_account_and_what_the_provider_says_is_renewed(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let (first, later) = (identity("LOVELACE"), identity("KING"));
        let (id, is_new) = tx.save_account(&new_account("a", &first), start()).await.expect("an account");
        assert!(is_new);
        let again = tx.save_account(&new_account("a", &later), start()).await.expect("an account");
        assert_eq!(again, (id, false));
        let (other, is_new) = tx.save_account(&new_account("b", &first), start()).await.expect("an account");
        assert!(is_new && other != id);
        tx.commit().await.expect("a commit");
        let kept = database.texts("select identity from accounts where subject = 'a'").await;
        assert!(kept.len() == 1 && kept[0].contains("KING"), "{kept:?}");
    }

    async fn an_account_is_joined_to_a_person_that_exists(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let account = account(&mut tx, "a").await;
        let nobody = PersonId(Uuid::now_v7());
        assert!(tx.join_account(account, nobody).await.is_err(), "there is no such person");
    }
}
