//! A correction of a civil status is kept once, moved on once, and changes all that follows from the civil status.

use serde_json::Value;
use server::store::{CorrectionStep, NewCorrection, NewEvent, StoreError};
use shared::civil_status::{Correction, Decision, RawCorrection, State};
use shared::event::EventKind;
use shared::id::CorrectionId;
use shared::identity::{Certification, Identity};
use uuid::Uuid;

use super::event;
use crate::api::civil_status::entry;
use crate::support::form::form;
use crate::support::on_both;
use crate::support::portal::Portal;

fn asked(current: &Identity, birth_name: &str) -> Correction {
    let raw = RawCorrection {
        birth_name: Some(birth_name.to_owned()),
        reason: "Nom incomplet.".to_owned(),
        document_kind: "PASSPORT".to_owned(),
        document_issued_on: "2026-01-31".to_owned(),
        document_seen_by: "Mme Roux".to_owned(),
        ..RawCorrection::default()
    };
    let today = shared::date::Date::parse("2026-12-03").expect("a day");
    Correction::parse(&raw, current, today).expect("a correction")
}

on_both! {
    async fn a_person_has_one_open_correction_and_it_moves_on_once(database: Database) {
        let portal = Portal::demo_on(database).await;
        let author = portal.professional().await;
        let request = portal.submitted(&author, form()).await;
        portal.manager().await.validate(&request).await.request();
        let number = entry(&author).await["rppsNumber"].as_str().expect("a number").parse::<u64>().expect("digits");
        let number = shared::rpps::RppsNumber::parse(&number.to_string()).expect("a number");
        let store = &portal.app.store;
        let mut tx = store.write().await.expect("a transaction");
        let found = tx.registration_by_number(&number).await.expect("a read").expect("the entry");
        let person = found.person.id;
        let owner = tx.request(found.situations[0].request).await.expect("a read").expect("the request").request.owner;
        let new = || NewCorrection {
            id: CorrectionId(Uuid::now_v7()),
            person,
            previous: found.person.identity.clone(),
            correction: asked(&found.person.identity, "DUBOIS-MARTIN"),
            by: owner,
            structure: Some(found.situations[0].structure.id),
        };
        let step = |kind| NewEvent { account: Some(owner), ..event(kind) };
        let one = new();
        assert!(!tx.has_open_correction(person).await.expect("a read"));
        tx.add_correction(&one, step(EventKind::CivilStatusCorrectionAsked)).await.expect("a correction");
        tx.commit().await.expect("a commit");
        let mut tx = store.write().await.expect("a transaction");
        let twice = tx.add_correction(&new(), step(EventKind::CivilStatusCorrectionAsked)).await;
        assert!(matches!(twice, Err(StoreError::Duplicate)), "{twice:?}");
        drop(tx);

        let mut tx = store.write().await.expect("a transaction");
        let case = tx.correction(one.id).await.expect("a read").expect("the correction");
        assert_eq!((case.person, case.asker.account, case.proposer.is_none()), (person, owner, true));
        assert!(tx.has_open_correction(person).await.expect("a read"));
        assert_eq!(tx.correction_counts().await.expect("a read"), [(State::Asked, 1)]);
        let first = CorrectionId(Uuid::nil());
        assert_eq!(tx.corrections(Some(State::Asked), first, 9).await.expect("a read").len(), 1);
        assert!(tx.corrections(Some(State::Proposed), first, 9).await.expect("a read").is_empty());
        assert!(tx.corrections(None, one.id, 9).await.expect("a read").is_empty());
        let propose = CorrectionStep::Propose(Decision::Accept, "Vu.");
        let proposed = || step(EventKind::CivilStatusDecisionProposed);
        tx.step_correction(&case.correction, propose, proposed()).await.expect("a step");
        let again = tx.step_correction(&case.correction, propose, proposed()).await;
        assert!(matches!(again, Err(StoreError::Stale)), "{again:?}");
        let case = tx.correction(one.id).await.expect("a read").expect("the correction");
        let back = CorrectionStep::Return("Non.");
        tx.step_correction(&case.correction, back, step(EventKind::CivilStatusDecisionReturned)).await.expect("a step");
        let case = tx.correction(one.id).await.expect("a read").expect("the correction");
        assert_eq!((case.correction.state, case.correction.decision), (State::Asked, None));
        let done = CorrectionStep::Withdraw;
        tx.step_correction(&case.correction, done, step(EventKind::CivilStatusCorrectionWithdrawn)).await.expect("a step");
        let done = CorrectionStep::Confirm(Decision::Accept);
        let closed = tx.step_correction(&case.correction, done, step(EventKind::CivilStatusCorrected)).await;
        assert!(matches!(closed, Err(StoreError::Stale)), "{closed:?}");
        let kept = tx.registration(person).await.expect("a read").expect("the entry").correction.expect("the last");
        assert_eq!((kept.id, kept.state), (one.id, State::Withdrawn));
    }

    async fn all_that_follows_from_a_civil_status_follows_its_correction(database: Database) {
        let portal = Portal::demo_on(database).await;
        let author = portal.professional().await;
        let request = portal.submitted(&author, form()).await;
        portal.manager().await.validate(&request).await.request();
        let mut tx = portal.app.store.write().await.expect("a transaction");
        let found = tx.latest_registrations(1).await.expect("a read").remove(0);
        let (person, before) = (found.person.id, found.person.identity);
        assert_eq!(tx.vouched_identities(person).await.expect("a read"), std::slice::from_ref(&before));
        let after = Identity {
            birth_name: "DUBOIS-MARTIN".to_owned(),
            certification: Certification::Nc,
            ..before.clone()
        };
        tx.correct_person(person, &after).await.expect("a change");
        assert_eq!(tx.person(person).await.expect("a read").expect("the person").identity, after);
        assert_eq!(tx.person_by_certified_traits(&before.traits()).await.expect("a read"), None);
        assert_eq!(tx.person_by_certified_traits(&after.traits()).await.expect("a read"), None, "typed, not certified");
        let nobody = shared::id::PersonId(Uuid::nil());
        assert!(tx.has_namesake(nobody, &after.traits()).await.expect("a read"));
        assert!(!tx.has_namesake(person, &after.traits()).await.expect("a read"));
        tx.commit().await.expect("a commit");
        let terms = portal.database.texts("select term from request_terms where term like 'DUBOIS%' order by term").await;
        assert!(terms.iter().any(|term| term.starts_with("DUBOIS MARTIN ")), "{terms:?}");
        assert!(!terms.iter().all(|term| term.starts_with("DUBOIS MARTIN ")), "{terms:?}");
        assert_ne!(entry(&author).await["identity"], Value::Null, "the account stays joined");
    }
}
