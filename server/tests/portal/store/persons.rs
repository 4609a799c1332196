//! The register: one person of the same certified traits, with everything they do.

use server::config::NumberRange;
use server::store::{NewPerson, NewSituation, StoreError, Tx};
use shared::id::{AccountId, PersonId, RequestId, SituationId, StructureId};
use shared::identity::{Certification, Identity};
use shared::rpps::RppsNumber;
use uuid::Uuid;

use super::{FINESS, account, draft, identity, structure};
use crate::support::on_both;
use crate::support::portal::start;

fn number(order: u64) -> RppsNumber {
    RppsNumber::from_order(9_975_000_000 + order).expect("a number")
}

async fn add_person(tx: &mut Tx, order: u64, identity: &Identity) -> Result<PersonId, StoreError> {
    let id = PersonId(Uuid::now_v7());
    let new = NewPerson {
        id,
        rpps_number: &number(order),
        identity,
        traits: &identity.traits(),
        civilite: "MME",
        exercise_last_name: "LOVELACE",
        exercise_first_name: "Ada",
        email: "ada@example.fr",
        phone: "+33612345678",
        language: "fr",
    };
    tx.add_person(&new, start()).await.map(|()| id)
}

async fn add_situation(
    tx: &mut Tx,
    person: PersonId,
    structure: StructureId,
    request: RequestId,
) -> Result<(), StoreError> {
    let new = NewSituation {
        id: SituationId(Uuid::now_v7()),
        person,
        structure,
        request,
        role: "316",
        activity_kind: "GENR01",
        practice_mode: "S",
        category: "C",
        start_date: "2027-01-04",
        end_date: None,
        at_risk: true,
    };
    tx.add_situation(&new, start()).await
}

async fn owner(tx: &mut Tx) -> AccountId {
    account(tx, "a").await
}

on_both! {
    async fn a_range_that_overlaps_goes_on_after_the_numbers_that_were_given(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let typed = Identity { certification: Certification::Nc, ..identity("LOVELACE") };
        add_person(&mut tx, 7, &typed).await.expect("a person");
        let overlapping = NumberRange { first: 9_975_000_005, last: 9_975_000_999 };
        let beside = NumberRange { first: 9_975_000_008, last: 9_975_000_999 };
        for (range, first) in [(overlapping, number(8)), (beside, number(8))] {
            tx.keep_number_range(range).await.expect("a change");
            assert_eq!(tx.next_number(range).await.expect("a change"), Some(first));
        }
        tx.commit().await.expect("a commit");
    }

    async fn certified_traits_are_registered_once_and_typed_ones_as_often_as_they_come(database: Database) {
        let (store, _) = database.open().await;
        let certified = identity("LOVELACE");
        let typed = Identity { certification: Certification::Nc, ..certified.clone() };
        let mut tx = store.write().await.expect("a transaction");
        let person = add_person(&mut tx, 1, &certified).await.expect("a person");
        add_person(&mut tx, 2, &typed).await.expect("a person");
        add_person(&mut tx, 3, &typed).await.expect("a person");
        tx.commit().await.expect("a commit");
        let mut tx = store.write().await.expect("a transaction");
        let twice = add_person(&mut tx, 4, &certified).await;
        assert!(matches!(twice, Err(StoreError::Duplicate)), "{twice:?}");
        drop(tx);
        let mut tx = store.write().await.expect("a transaction");
        let other = identity("KING");
        let reused = add_person(&mut tx, 1, &other).await;
        assert!(matches!(reused, Err(StoreError::Duplicate)), "a number is of one person: {reused:?}");
        drop(tx);
        let mut tx = store.read().await.expect("a transaction");
        let found = tx.person_by_certified_traits(&certified.traits()).await.expect("a read");
        assert_eq!(found, Some(person));
        assert_eq!(tx.person_by_certified_traits(&other.traits()).await.expect("a read"), None);
    }

    async fn an_entry_of_the_register_has_its_person_and_all_situations(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let owner = owner(&mut tx).await;
        let places = [structure(&mut tx, FINESS[0]).await, structure(&mut tx, FINESS[1]).await];
        let person = add_person(&mut tx, 1, &identity("LOVELACE")).await.expect("a person");
        assert!(tx.registration(person).await.expect("a read").is_none(), "nobody is there without a situation");
        let mut requests = Vec::new();
        for place in places {
            let request = draft(&mut tx, owner).await.id;
            add_situation(&mut tx, person, place, request).await.expect("a situation");
            requests.push(request);
        }
        let other = add_person(&mut tx, 2, &identity("KING")).await.expect("a person");
        let request = draft(&mut tx, owner).await.id;
        add_situation(&mut tx, other, places[0], request).await.expect("a situation");
        tx.join_account(owner, person).await.expect("a change");
        tx.commit().await.expect("a commit");

        let mut tx = store.read().await.expect("a transaction");
        let entry = tx.registration_by_number(&number(1)).await.expect("a read").expect("the entry");
        assert_eq!((entry.person.id, entry.person.identity.birth_name.as_str()), (person, "LOVELACE"));
        let found: Vec<_> = entry.situations.iter().map(|situation| (situation.request, situation.structure.id)).collect();
        assert_eq!(found, requests.into_iter().zip(places).collect::<Vec<_>>());
        assert!(entry.situations.iter().all(|situation| situation.at_risk && situation.end_date.is_none()));
        let same = tx.registration(person).await.expect("a read").expect("the entry");
        assert_eq!(same.situations.len(), 2);
        assert!(tx.registration_by_number(&number(9)).await.expect("a read").is_none());
        let latest = tx.latest_registrations(1).await.expect("a read");
        assert_eq!(latest.iter().map(|entry| entry.person.id).collect::<Vec<_>>(), [other]);
        let read = tx.person(person).await.expect("a read").expect("the person");
        assert_eq!(read.rpps_number, number(1).as_str());
        assert_eq!(tx.person_by_number(&number(2)).await.expect("a read"), Some(other));
    }

    async fn a_request_gives_one_situation(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let owner = owner(&mut tx).await;
        let place = structure(&mut tx, FINESS[0]).await;
        let person = add_person(&mut tx, 1, &identity("LOVELACE")).await.expect("a person");
        let request = draft(&mut tx, owner).await.id;
        add_situation(&mut tx, person, place, request).await.expect("a situation");
        let twice = add_situation(&mut tx, person, place, request).await;
        assert!(matches!(twice, Err(StoreError::Duplicate)), "{twice:?}");
    }
}
