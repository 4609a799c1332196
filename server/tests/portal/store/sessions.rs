//! Sessions and sign-ins: found by a hash, gone when they are over.

use chrono::TimeDelta;
use server::caller::Provider;
use server::store::{NewSession, NewSignIn, StoreError, Tx};
use shared::id::AccountId;
use shared::text::Language;
use uuid::Uuid;

use super::account;
use crate::support::on_both;
use crate::support::portal::start;

fn new_session(account: AccountId, token: u8) -> NewSession<'static> {
    NewSession {
        id: Uuid::now_v7(),
        token_hash: [token; 32],
        account,
        id_token: "a.b.c",
        opened_at: start(),
        expires_at: start() + TimeDelta::hours(8),
    }
}

async fn open(tx: &mut Tx, account: AccountId, token: u8) -> Uuid {
    let session = new_session(account, token);
    tx.open_session(&session).await.expect("a session");
    session.id
}

on_both! {
    async fn a_session_is_found_by_its_token_until_it_is_closed(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let account = account(&mut tx, "a").await;
        let id = open(&mut tx, account, 1).await;
        let found = tx.session(&[1; 32]).await.expect("a read").expect("the session");
        assert_eq!((found.id, found.account, found.display_name.as_str()), (id, account, "Ada Lovelace"));
        assert_eq!(found.expires_at, start() + TimeDelta::hours(8));
        assert!(tx.session(&[2; 32]).await.expect("a read").is_none());

        let later = start() + TimeDelta::minutes(5);
        tx.see_session(id, later).await.expect("a change");
        tx.see_session(id, start()).await.expect("a change");
        let seen = tx.session(&[1; 32]).await.expect("a read").expect("the session");
        assert_eq!(seen.seen_at, later, "an earlier use never takes the place of a later one");

        let own = tx.sessions_of(account, later).await.expect("a read");
        assert_eq!((own.len(), own[0].id, own[0].opened_at, own[0].seen_at), (1, id, start(), later));
        assert!(tx.sessions_of(account, start() + TimeDelta::hours(8)).await.expect("a read").is_empty());

        assert_eq!(tx.close_session(id, later).await.expect("a change").as_deref(), Some("a.b.c"));
        assert_eq!(tx.close_session(id, later).await.expect("a change"), None);
        assert!(tx.session(&[1; 32]).await.expect("a read").is_none());
        tx.commit().await.expect("a commit");
        let told = database.texts("select kind from events order by id").await;
        assert_eq!(told, ["SESSION_OPENED", "SESSION_CLOSED"], "closing twice is one event");
    }

    async fn a_token_opens_one_session(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let account = account(&mut tx, "a").await;
        open(&mut tx, account, 1).await;
        let twice = tx.open_session(&new_session(account, 1)).await;
        assert!(matches!(twice, Err(StoreError::Duplicate)), "{twice:?}");
    }

    async fn sessions_that_are_over_are_closed_some_at_a_time(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let account = account(&mut tx, "a").await;
        for token in 1..=3 {
            open(&mut tx, account, token).await;
        }
        let used = open(&mut tx, account, 4).await;
        let now = start() + TimeDelta::hours(1);
        tx.see_session(used, now).await.expect("a change");
        let idle_since = now - TimeDelta::minutes(30);
        for expected in [2, 1, 0] {
            let closed = tx.close_expired_sessions(now, idle_since, 2).await.expect("a change");
            assert_eq!(closed, expected);
        }
        assert!(tx.session(&[4; 32]).await.expect("a read").is_some());
        let end = start() + TimeDelta::hours(8);
        tx.see_session(used, end).await.expect("a change");
        assert_eq!(tx.close_expired_sessions(end, start(), 2).await.expect("a change"), 1);
    }

    async fn a_sign_in_is_taken_once(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        for (state, life) in [(1, 10), (2, 20)] {
            let sign_in = NewSignIn {
                state_hash: [state; 32],
                browser_hash: [9; 32],
                provider: Provider::ProSanteConnect,
                nonce: "a nonce",
                pkce_verifier: Some("a verifier"),
                return_to: "/gestion",
                language: Language::En,
                expires_at: start() + TimeDelta::minutes(life),
            };
            tx.add_sign_in(&sign_in).await.expect("a sign-in");
        }
        let taken = tx.take_sign_in(&[1; 32]).await.expect("a change").expect("the sign-in");
        assert_eq!((taken.nonce.as_str(), taken.return_to.as_str()), ("a nonce", "/gestion"));
        assert_eq!((taken.browser_hash, taken.provider), ([9; 32], Provider::ProSanteConnect));
        assert!(tx.take_sign_in(&[1; 32]).await.expect("a change").is_none());
        tx.forget_sign_ins_before(start() + TimeDelta::minutes(20)).await.expect("a change");
        assert!(tx.take_sign_in(&[2; 32]).await.expect("a change").is_some(), "not over yet");
    }
}
