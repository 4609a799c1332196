//! Persons who may be one and the same are found by one slip, told apart once, and confirmed once.

use server::store::{NewDuplicateDecision, NewPerson, StoreError};
use shared::event::EventKind;
use shared::field_error::Field;
use shared::id::PersonId;
use shared::identity::{Certification, Identity};
use shared::rpps::RppsNumber;
use uuid::Uuid;

use super::{FINESS, account, draft, event, identity, structure, submit};
use crate::support::on_both;
use crate::support::portal::start;

const HASH: &[u8] = &[7; 32];

fn typed(identity: Identity) -> Identity {
    Identity {
        certification: Certification::Nc,
        ..identity
    }
}

async fn add(tx: &mut server::store::Tx, order: u64, identity: &Identity) -> PersonId {
    let id = PersonId(Uuid::now_v7());
    let number = RppsNumber::from_order(9_975_000_000 + order).expect("a number");
    let new = NewPerson {
        id,
        rpps_number: &number,
        identity,
        traits: &identity.traits(),
        civilite: "MME",
        exercise_last_name: "LOVELACE",
        exercise_first_name: "Ada",
        email: "ada@example.fr",
        phone: "+33612345678",
        language: "fr",
    };
    tx.add_person(&new, start()).await.expect("a person");
    id
}

on_both! {
    async fn whoever_may_be_registered_is_told_apart_once(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let owner = account(&mut tx, "a").await;
        let request = draft(&mut tx, owner).await.id;
        assert!(!tx.may_be_registered(request).await.expect("a read"));
        let other = add(&mut tx, 1, &typed(identity("LOVELACE"))).await;
        let stranger = add(&mut tx, 2, &typed(Identity { birth_name: "KING".to_owned(), first_names: vec!["Bo".to_owned()],
            ..identity("KING") })).await;
        assert!(tx.may_be_registered(request).await.expect("a read"));
        let decision = |person, is_same| NewDuplicateDecision { request, person, is_same, reason: "seen", by: owner };
        tx.decide_duplicate(&decision(stranger, false), start()).await.expect("a change");
        assert!(tx.may_be_registered(request).await.expect("a read"), "that was another");
        tx.decide_duplicate(&decision(other, false), start()).await.expect("a change");
        assert!(!tx.may_be_registered(request).await.expect("a read"));
        tx.decide_duplicate(&decision(other, true), start()).await.expect("a change");
        let view = tx.request(request).await.expect("a read").expect("the request");
        assert_eq!((view.possible_duplicate, view.same_person), (false, Some(other)));
        let said = tx.duplicate_decisions(request).await.expect("a read");
        assert_eq!(said.len(), 2);
        assert!(said.iter().any(|said| said.person == other && said.is_same && said.reason == "seen"));
        tx.commit().await.expect("a commit");
        let mut tx = store.write().await.expect("a transaction");
        let twice = tx.decide_duplicate(&decision(stranger, true), start()).await;
        assert!(matches!(twice, Err(StoreError::Duplicate)), "{twice:?}");
    }

    async fn what_certifies_that_they_are_one_is_no_doubt(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let owner = account(&mut tx, "a").await;
        let request = draft(&mut tx, owner).await.id;
        let certified = add(&mut tx, 1, &identity("LOVELACE")).await;
        assert!(!tx.may_be_registered(request).await.expect("a read"), "the same certified traits");
        assert_eq!(tx.account_of_person(certified).await.expect("a read"), None);
        tx.join_account(owner, certified).await.expect("a change");
        assert_eq!(tx.account_of_person(certified).await.expect("a read"), Some(owner));
    }

    async fn what_was_typed_is_confirmed_once(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let (stand_in, own) = (account(&mut tx, "stand-in").await, account(&mut tx, "own").await);
        let place = structure(&mut tx, FINESS[0]).await;
        let request = draft(&mut tx, stand_in).await;
        let id = request.id;
        submit(&mut tx, request, place, start()).await.expect("a submission");
        let person = add(&mut tx, 1, &typed(identity("LOVELACE"))).await;
        tx.add_confirmation((person, id, stand_in), HASH, start()).await.expect("a link");
        assert!(tx.confirmation(&[8; 32]).await.expect("a read").is_none());
        let link = tx.confirmation(HASH).await.expect("a read").expect("the link");
        assert_eq!((link.person, link.stand_in, link.confirmed_at), (person, stand_in, None));
        let contested = || event(EventKind::RegistrationContested);
        tx.contest_registration(person, &[Field::Sex], start(), contested()).await.expect("a change");
        let again = tx.contest_registration(person, &[Field::Sex], start(), contested()).await;
        assert!(matches!(again, Err(StoreError::Stale)), "{again:?}");
        let certified = identity("LOVELACE");
        let confirmed = || event(EventKind::RegistrationConfirmed);
        tx.confirm_registration(&link, (own, &certified), start(), confirmed()).await.expect("a change");
        assert_eq!(tx.account_of_person(person).await.expect("a read"), Some(own));
        let view = tx.request(id).await.expect("a read").expect("the request");
        assert_eq!(view.request.owner, own);
        let found = tx.person_by_certified_traits(&certified.traits()).await.expect("a read");
        assert_eq!(found, Some(person));
        let twice = tx.confirm_registration(&link, (own, &certified), start(), confirmed()).await;
        assert!(matches!(twice, Err(StoreError::Stale)), "{twice:?}");
        let keys = certified.duplicate_keys();
        assert!(tx.lookalikes(&keys, 9).await.expect("a read").is_empty(), "nobody is there without a situation");
    }
}
