//! Keys: what was done under one is not done again.

use chrono::TimeDelta;
use server::store::{Begun, Key, Store, StoreError};
use shared::id::AccountId;
use uuid::Uuid;

use super::account;
use crate::support::on_both;
use crate::support::portal::start;

fn key(account: AccountId, body: u8) -> Key {
    Key {
        account,
        mutation: "createDraft",
        key: "k".to_owned(),
        body_hash: [body; 32],
        at: start(),
    }
}

async fn somebody(store: &Store) -> AccountId {
    let mut tx = store.write().await.expect("a transaction");
    let account = account(&mut tx, "a").await;
    tx.commit().await.expect("a commit");
    account
}

on_both! {
    async fn a_key_leads_to_what_it_made_first(database: Database) {
        let (store, _) = database.open().await;
        let account = somebody(&store).await;
        let object = Uuid::now_v7();
        let Ok(Begun::New(mut tx)) = store.write_once(Some(&key(account, 1))).await else { panic!("not new") };
        tx.keep_answer(Some(&key(account, 1)), object).await.expect("a change");
        tx.commit().await.expect("a commit");

        let again = store.write_once(Some(&key(account, 1))).await.expect("a read");
        assert!(matches!(again, Begun::Replay(found) if found == object), "{again:?}");
        drop(again);
        let other = store.write_once(Some(&key(account, 2))).await.expect("a read");
        assert!(matches!(other, Begun::Conflict), "{other:?}");
        drop(other);
        let elsewhere = Key { mutation: "saveDraft", ..key(account, 2) };
        let elsewhere = store.write_once(Some(&elsewhere)).await.expect("a read");
        assert!(matches!(elsewhere, Begun::New(_)), "{elsewhere:?}");
        drop(elsewhere);
        let mut tx = store.write().await.expect("a transaction");
        tx.forget_answers_before(start()).await.expect("a change");
        let twice = tx.keep_answer(Some(&key(account, 1)), object).await;
        assert!(matches!(twice, Err(StoreError::Duplicate)), "{twice:?}");
        drop(tx);
        let mut tx = store.write().await.expect("a transaction");
        tx.forget_answers_before(start() + TimeDelta::microseconds(1)).await.expect("a change");
        tx.keep_answer(Some(&key(account, 1)), object).await.expect("it is forgotten");
        tx.keep_answer(None, object).await.expect("without a key there is nothing to keep");
    }

    async fn who_comes_second_waits_for_the_first_and_finds_the_answer(database: Database) {
        let (store, _) = database.open().await;
        let account = somebody(&store).await;
        let object = Uuid::now_v7();
        let Ok(Begun::New(mut tx)) = store.write_once(Some(&key(account, 1))).await else { panic!("not new") };
        let second = tokio::spawn({
            let store = store.clone();
            async move { store.write_once(Some(&key(account, 1))).await }
        });
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        tx.keep_answer(Some(&key(account, 1)), object).await.expect("a change");
        tx.commit().await.expect("a commit");
        let second = second.await.expect("no panic").expect("a read");
        assert!(matches!(second, Begun::Replay(found) if found == object), "{second:?}");
    }
}
