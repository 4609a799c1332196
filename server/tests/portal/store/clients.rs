//! Clients, their secrets, tokens and grants.

use chrono::TimeDelta;
use server::store::{
    Client, ClientKey, GrantScope, NewClient, NewClientSecret, NewClientToken, NewGrant,
    StoreError, Tx,
};
use shared::client::Scope;
use shared::event::EventKind;
use shared::id::{ClientId, GrantId, StructureId};
use uuid::Uuid;

use super::{FINESS, account, event, event_at, structure};
use crate::support::on_both;
use crate::support::portal::start;

async fn client(tx: &mut Tx, structure: StructureId, identifier: &str) -> Client {
    let new = NewClient {
        id: ClientId(Uuid::now_v7()),
        identifier: identifier.to_owned(),
        structure,
        account: account(tx, identifier).await,
        name: "Logiciel".to_owned(),
        scopes: vec![Scope::RequestsRead, Scope::EventsRead],
        ranges: vec!["192.0.2.0/24".parse().expect("a network")],
        by: None,
    };
    tx.add_client(&new, event(EventKind::ClientCreated))
        .await
        .expect("a client");
    let read = tx.client(ClientKey::Id(new.id)).await.expect("a read");
    read.expect("the client")
}

/// A secret of a number, good for so many days.
fn secret(of: &Client, number: u8, days: i64) -> NewClientSecret {
    NewClientSecret {
        client: of.id,
        hash: [number; 32],
        at: start(),
        expires_at: start() + TimeDelta::days(days),
        other_ends: start() + TimeDelta::days(7),
    }
}

on_both! {
    async fn a_client_is_found_by_its_name_and_by_a_secret_that_is_good(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let structure = structure(&mut tx, FINESS[0]).await;
        let client = client(&mut tx, structure, "rh").await;
        assert_eq!((client.revision, client.is_open()), (1, true));
        assert_eq!(client.structure_finess, FINESS[0]);
        let by_name = tx.client(ClientKey::Identifier("rh")).await.expect("a read");
        assert_eq!(by_name.as_ref(), Some(&client));
        for (number, days) in [(1, 400), (2, 365), (3, 30)] {
            tx.add_client_secret(&secret(&client, number, days)).await.expect("a secret");
        }
        // The first ended when the third came, the second does so in a week.
        for (number, day, found) in [(1, 0, false), (2, 0, true), (3, 0, true), (2, 7, false), (3, 30, false), (9, 0, false)] {
            let at = start() + TimeDelta::days(day) + TimeDelta::microseconds(1);
            let read = tx.client(ClientKey::Secret("rh", &[number; 32], at)).await.expect("a read");
            assert_eq!(read.is_some(), found, "{number} on day {day}");
        }
        let good = tx.client_secrets(&[client.id], start()).await.expect("a read");
        let ends: Vec<i64> = good.iter().map(|one| (one.expires_at - start()).num_days()).collect();
        assert_eq!(ends, [30, 7]);
        assert!(tx.client_secrets(&[], start()).await.expect("a read").is_empty());
        // Of the two, the one that lasts longest is told of, once.
        let until = start() + TimeDelta::days(31);
        let ending = tx.client_secrets_ending(until, start(), 9).await.expect("a read");
        assert_eq!(ending, good[..1]);
        assert!(tx.announce_client_secret(ending[0].id, start()).await.expect("a change"));
        assert!(!tx.announce_client_secret(ending[0].id, start()).await.expect("a change"));
        assert!(tx.client_secrets_ending(until, start(), 9).await.expect("a read").is_empty());
    }

    async fn a_client_changes_once_by_its_revision_and_never_after_its_end(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let structure = structure(&mut tx, FINESS[0]).await;
        let first = client(&mut tx, structure, "rh").await;
        let second = client(&mut tx, structure, "paie").await;
        let changed = Client { name: "Autre".to_owned(), ranges: Vec::new(), ..first.clone() };
        let events = || vec![event(EventKind::ClientChanged)];
        tx.change_client(&changed, events()).await.expect("a change");
        let stale = tx.change_client(&changed, events()).await;
        assert!(matches!(stale, Err(StoreError::Stale)), "{stale:?}");
        let ended = Client { revision: 2, revoked_at: Some(start()), ..changed };
        tx.change_client(&ended, events()).await.expect("a change");
        let after = tx.change_client(&Client { revision: 3, ..ended }, events()).await;
        assert!(matches!(after, Err(StoreError::Stale)), "{after:?}");
        let listed = tx.clients_of(structure).await.expect("a read");
        let names: Vec<_> = listed.iter().map(|one| one.identifier.as_str()).collect();
        assert_eq!(names, [second.identifier.as_str(), "rh"], "what was revoked comes last");
        assert_eq!(tx.structures_reached_by("rh").await.expect("a read"), [structure]);
        assert!(tx.structures_reached_by("nobody").await.expect("a read").is_empty());
    }

    async fn a_token_is_found_by_its_hash_and_forgotten_after_its_end(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let structure = structure(&mut tx, FINESS[0]).await;
        let client = client(&mut tx, structure, "rh").await;
        let token = |number: u8| NewClientToken {
            hash: [number; 32],
            id: Uuid::now_v7(),
            client: client.id,
            scopes: &[Scope::RequestsRead, Scope::FhirRead],
            issued_at: start(),
            expires_at: start() + TimeDelta::minutes(15),
        };
        for number in [1, 2] {
            tx.add_client_token(&token(number)).await.expect("a token");
        }
        let read = tx.client_token(&[1; 32]).await.expect("a read").expect("the token");
        // A scope that the client lost, its tokens have no more.
        assert_eq!(read.scopes, [Scope::RequestsRead]);
        assert_eq!((read.client.id, read.client.last_token_at), (client.id, Some(start())));
        let gone = || event_at(EventKind::ClientTokenRevoked, start());
        assert!(tx.revoke_client_token(&[1; 32], client.id, gone()).await.expect("a change"));
        assert!(!tx.revoke_client_token(&[1; 32], client.id, gone()).await.expect("a change"));
        let other = ClientId(Uuid::now_v7());
        assert!(!tx.revoke_client_token(&[2; 32], other, gone()).await.expect("a change"));
        assert_eq!(tx.forget_client_tokens(start(), 9).await.expect("a change"), 0);
        let end = start() + TimeDelta::minutes(15);
        assert_eq!(tx.forget_client_tokens(end, 9).await.expect("a change"), 1);
        assert!(tx.client_token(&[2; 32]).await.expect("a read").is_none());
    }

    async fn a_manager_lets_a_client_act_once_and_takes_it_back(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let structure = structure(&mut tx, FINESS[0]).await;
        let client = client(&mut tx, structure, "rh").await;
        let manager = account(&mut tx, "manager").await;
        let both = account(&mut tx, "both").await;
        let grant = || NewGrant {
            id: GrantId(Uuid::now_v7()),
            client: client.id,
            subject_name_id: "899700000001",
            by: manager,
            account: both,
        };
        let granted = || event(EventKind::ClientGranted);
        tx.add_client_grant(grant(), granted()).await.expect("a grant");
        let read = tx.client_grant(client.id, "899700000001").await.expect("a read").expect("the grant");
        assert_eq!((read.account, read.manager_name.as_str()), (both, "Ada Lovelace"));
        for scope in [GrantScope::Clients(&[client.id]), GrantScope::Manager("899700000001")] {
            assert_eq!(tx.client_grants(scope).await.expect("a read"), std::slice::from_ref(&read));
        }
        assert!(tx.client_grants(GrantScope::Clients(&[])).await.expect("a read").is_empty());
        let back = || event(EventKind::ClientGrantWithdrawn);
        assert!(tx.withdraw_client_grant(client.id, "899700000001", back()).await.expect("a change"));
        assert!(!tx.withdraw_client_grant(client.id, "899700000001", back()).await.expect("a change"));
        assert!(tx.client_grant(client.id, "899700000001").await.expect("a read").is_none());
        tx.add_client_grant(grant(), granted()).await.expect("a grant again");
        let twice = tx.add_client_grant(grant(), granted()).await;
        assert!(matches!(twice, Err(StoreError::Duplicate)), "{twice:?}");
    }
}
