//! Who represents structures, the steps of designations, and their invitations.

use chrono::TimeDelta;
use server::store::{
    Designation, NewDesignation, NewMandate, NewStep, NewStructure, RegisterChange, RegisterEntry,
    Store, StoreError, Tx, Worth,
};
use shared::date::Date;
use shared::event::EventKind;
use shared::finess::Finess;
use shared::id::{DesignationId, MandateId, StructureId};
use shared::mandate::Quality;
use shared::passport::Step;
use shared::structure::{Department, Management, StructureKind};
use uuid::Uuid;

use super::{FINESS, account, event, new_structure, structure};
use crate::support::on_both;
use crate::support::portal::start;

const REPRESENTATIVE: &str = "899700366240";
const CANDIDATE: &str = "899700218896";

fn day(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

fn mandate(structure: StructureId, subject: &str) -> NewMandate {
    NewMandate {
        id: MandateId(Uuid::now_v7()),
        structure,
        subject_name_id: subject.to_owned(),
        quality: Quality::Mandataire,
        granted_by: None,
        email: Some("mandat@hopital.example".to_owned()),
        ends_on: Some(day("2027-06-30")),
        by: None,
    }
}

/// A structure, a mandate there, and a candidate whom it designated.
async fn proposed(tx: &mut Tx, subject: &str) -> (NewMandate, DesignationId) {
    let structure = structure(tx, FINESS[0]).await;
    let mandate = mandate(structure, REPRESENTATIVE);
    tx.add_mandate(&mandate, event(EventKind::MandateRecorded))
        .await
        .expect("a mandate");
    let new = NewDesignation {
        mandate: Some(mandate.id),
        is_active: false,
        email: Some("candidat@hopital.example".to_owned()),
        ends_on: mandate.ends_on,
        ..NewDesignation::by_ans(structure, subject.to_owned(), None)
    };
    tx.add_designation(&new, event(EventKind::ManagerProposed))
        .await
        .expect("a designation");
    (mandate, new.id)
}

async fn read(tx: &mut Tx, id: DesignationId) -> Designation {
    let found = tx.designation(id).await.expect("a read");
    found.expect("the designation")
}

async fn managed(tx: &mut Tx, subject: &str) -> usize {
    let found = tx.structures_managed_by(subject).await;
    found.expect("a read").len()
}

async fn begun(store: &Store) -> Tx {
    store.write().await.expect("a transaction")
}

on_both! {
    async fn a_mandate_is_held_once_and_ends_with_the_right_that_follows_from_it(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = begun(&store).await;
        let one = structure(&mut tx, FINESS[0]).await;
        let new = mandate(one, REPRESENTATIVE);
        tx.add_mandate(&new, event(EventKind::MandateRecorded)).await.expect("a mandate");
        let right = NewDesignation {
            mandate: Some(new.id),
            by_right: true,
            ..NewDesignation::by_ans(one, REPRESENTATIVE.to_owned(), None)
        };
        tx.add_designation(&right, event(EventKind::ManagerDesignated)).await.expect("a right");
        tx.commit().await.expect("a commit");

        let mut tx = begun(&store).await;
        let twice = tx.add_mandate(&mandate(one, REPRESENTATIVE), event(EventKind::MandateRecorded)).await;
        assert!(matches!(twice, Err(StoreError::Duplicate)), "{twice:?}");
        drop(tx);

        let mut tx = begun(&store).await;
        let kept = tx.mandate(new.id).await.expect("a read").expect("the mandate");
        assert_eq!((kept.quality, kept.ends_on, kept.revision), (Quality::Mandataire, new.ends_on, 1));
        assert!(kept.holds_on(day("2027-06-30")) && !kept.holds_on(day("2027-07-01")));
        assert_eq!(managed(&mut tx, REPRESENTATIVE).await, 1);
        let known = tx.structure(one).await.expect("a read").expect("the structure");
        assert!(!known.has_manager, "a right that follows from a mandate is no designation");
        tx.end_mandate(&kept, Some("Départ."), event(EventKind::MandateEnded)).await.expect("an end");
        assert_eq!(managed(&mut tx, REPRESENTATIVE).await, 0);
        assert!(tx.mandates_held_by(REPRESENTATIVE).await.expect("a read").is_empty());
        let again = tx.end_mandate(&kept, None, event(EventKind::MandateEnded)).await;
        assert!(matches!(again, Err(StoreError::Stale)), "{again:?}");
        let all = tx.mandates_of(&[one]).await.expect("a read");
        assert!(all.len() == 1 && all[0].1.ended_at.is_some());
        assert!(tx.mandates_of(&[]).await.expect("a read").is_empty());
    }

    async fn a_mandate_at_a_legal_entity_holds_for_its_sites(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = begun(&store).await;
        let entity = Finess::parse("750712184").expect("a number");
        let add = |finess: &Finess, kind, parent| RegisterChange::Add(RegisterEntry {
            structure: NewStructure { kind, ..new_structure(finess.as_str()) },
            parent,
            category_code: "101".to_owned(),
            closes: false,
            is_closed: false,
        });
        let site = Finess::parse("540002698").expect("a number");
        let changes = [
            add(&entity, StructureKind::Ej, None),
            add(&site, StructureKind::Et, Some(entity.clone())),
        ];
        tx.change_register(&changes, start()).await.expect("rows");
        let find = |found: Option<server::store::Structure>| found.expect("a structure").id;
        let entity = find(tx.structure_by_finess(entity.as_str()).await.expect("a read"));
        let site = find(tx.structure_by_finess(site.as_str()).await.expect("a read"));
        tx.add_mandate(&mandate(entity, REPRESENTATIVE), event(EventKind::MandateRecorded)).await.expect("a mandate");
        let held = tx.mandates_held_by(REPRESENTATIVE).await.expect("a read");
        let mut held: Vec<StructureId> = held.into_iter().map(|(structure, _)| structure).collect();
        held.sort_unstable();
        let mut both = vec![entity, site];
        both.sort_unstable();
        assert_eq!(held, both);
        assert_eq!(tx.mandates_of(&[site]).await.expect("a read")[0].1.structure, entity);

        // Managers of the entity have the site until management is local.
        let new = NewDesignation::by_ans(entity, CANDIDATE.to_owned(), None);
        tx.add_designation(&new, event(EventKind::ManagerDesignated)).await.expect("a designation");
        assert_eq!(managed(&mut tx, CANDIDATE).await, 2);
        let by = account(&mut tx, "organiser").await;
        let mut organisation = tx.organisations_of(&[entity]).await.expect("a read").remove(0);
        assert_eq!((organisation.revision, organisation.management), (0, Management::Central));
        organisation.management = Management::Local;
        organisation.worth = Worth { health_data_need: true, ..Worth::default() };
        organisation.department = Some(Department::Informatics);
        tx.save_organisation(&organisation, by, event(EventKind::OrganisationSaved)).await.expect("a change");
        assert_eq!(managed(&mut tx, CANDIDATE).await, 1);
        let known = tx.structure(site).await.expect("a read").expect("the structure");
        assert!(!known.has_manager);
        let stale = tx.save_organisation(&organisation, by, event(EventKind::OrganisationSaved)).await;
        assert!(matches!(stale, Err(StoreError::Stale)), "{stale:?}");
        let read = tx.organisations_of(&[entity, site]).await.expect("a read");
        let saved = read.iter().find(|one| one.structure == entity).expect("the organisation");
        assert_eq!((saved.revision, saved.worth, saved.department), (1, organisation.worth, organisation.department));
        assert_eq!(tx.structures_by_id(&[site, entity]).await.expect("a read").len(), 2);
    }

    async fn a_designation_holds_from_its_last_step_on(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = begun(&store).await;
        let by = account(&mut tx, "representative").await;
        let (_, id) = proposed(&mut tx, CANDIDATE).await;
        let designation = read(&mut tx, id).await;
        assert_eq!(designation.missing().len(), 5);
        assert_eq!(managed(&mut tx, CANDIDATE).await, 0);
        let step = |step, proof: &str| NewStep {
            step,
            done_on: day("2026-11-02"),
            proof: proof.to_owned(),
            ends_on: None,
            by,
        };
        let steps = [step(Step::Training, "F-1"), step(Step::Card, "CPE")];
        tx.record_steps(&designation, &steps, event(EventKind::PrerequisiteRecorded)).await.expect("steps");
        let stale = tx.record_steps(&designation, &steps, event(EventKind::PrerequisiteRecorded)).await;
        assert!(matches!(stale, Err(StoreError::Stale)), "{stale:?}");
        let designation = read(&mut tx, id).await;
        // Again, with another proof.
        tx.record_steps(&designation, &[step(Step::Training, "F-2")], event(EventKind::PrerequisiteRecorded))
            .await
            .expect("a step");
        let designation = read(&mut tx, id).await;
        assert_eq!(designation.missing(), [Step::Habilitation, Step::Terms, Step::Confirmation]);
        let training = designation.steps.iter().find(|done| done.step == Step::Training).expect("a step");
        assert_eq!((training.proof.as_str(), training.done_on), ("F-2", day("2026-11-02")));
        tx.activate_designation(&designation, event(EventKind::ManagerDesignated)).await.expect("a right");
        assert_eq!(managed(&mut tx, CANDIDATE).await, 1);
        let again = tx.activate_designation(&designation, event(EventKind::ManagerDesignated)).await;
        assert!(matches!(again, Err(StoreError::Stale)), "{again:?}");
        assert_eq!(tx.designations_for(CANDIDATE).await.expect("a read").len(), 1);

        assert!(tx.designations_due(day("2027-06-30"), 9).await.expect("a read").is_empty());
        let due = tx.designations_due(day("2027-07-01"), 9).await.expect("a read");
        assert_eq!(due.len(), 1);
        tx.turn_designation(&due[0], "", event(EventKind::DesignationEnded)).await.expect("an end");
        assert_eq!(managed(&mut tx, CANDIDATE).await, 0);
        assert!(tx.designations_due(day("2027-07-01"), 9).await.expect("a read").is_empty());
    }

    async fn what_ends_or_waits_is_told_once(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = begun(&store).await;
        let by = account(&mut tx, "representative").await;
        let (_, id) = proposed(&mut tx, CANDIDATE).await;
        let designation = read(&mut tx, id).await;
        let training = NewStep {
            step: Step::Training,
            done_on: day("2026-11-02"),
            proof: "F-1".to_owned(),
            ends_on: Some(day("2027-01-31")),
            by,
        };
        tx.record_steps(&designation, &[training], event(EventKind::PrerequisiteRecorded)).await.expect("a step");
        assert!(tx.endings_until(day("2030-01-01"), 9).await.expect("a read").is_empty(), "nothing holds yet");
        let designation = read(&mut tx, id).await;
        tx.activate_designation(&designation, event(EventKind::ManagerDesignated)).await.expect("a right");
        assert!(tx.endings_until(day("2027-01-30"), 9).await.expect("a read").is_empty());
        let soon = tx.endings_until(day("2027-01-31"), 9).await.expect("a read");
        assert_eq!((soon.len(), soon[0].what.as_str(), soon[0].ends_on), (1, "TRAINING", day("2027-01-31")));
        assert_eq!(tx.endings_until(day("2027-06-30"), 9).await.expect("a read").len(), 2);
        for is_new in [true, false] {
            let told = tx.alert_once(id.0, "TRAINING", day("2027-01-31"), start()).await;
            assert_eq!(told.expect("a change"), is_new);
        }
        let rest = tx.endings_until(day("2027-06-30"), 9).await.expect("a read");
        assert_eq!((rest.len(), rest[0].what.as_str()), (1, "DESIGNATION"));
        assert!(tx.waiting_in_vain(start(), 9).await.expect("a read").is_empty());
    }

    async fn an_invitation_is_good_once(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = begun(&store).await;
        let by = account(&mut tx, "candidate").await;
        let (_, id) = proposed(&mut tx, "").await;
        let until = start() + TimeDelta::days(14);
        let designation = read(&mut tx, id).await;
        tx.add_invitation(&designation, &[1; 32], until).await.expect("an invitation");
        let stale = tx.add_invitation(&designation, &[3; 32], until).await;
        assert!(matches!(stale, Err(StoreError::Stale)), "{stale:?}");
        // A second link takes the place of the first.
        let designation = read(&mut tx, id).await;
        tx.add_invitation(&designation, &[2; 32], until).await.expect("an invitation");
        assert!(tx.invitation(&[1; 32]).await.expect("a read").is_none());
        let kept = tx.invitation(&[2; 32]).await.expect("a read").expect("the invitation");
        assert_eq!((kept.designation, kept.expires_at, kept.redeemed_at), (id, until, None));
        let redeemed = || event(EventKind::InvitationRedeemed);
        tx.redeem_invitation(&[2; 32], id, CANDIDATE, by, redeemed()).await.expect("a candidate");
        let designation = read(&mut tx, id).await;
        assert_eq!(designation.subject_name_id, CANDIDATE);
        assert!(designation.redeemed_by.is_some());
        let again = tx.redeem_invitation(&[2; 32], id, REPRESENTATIVE, by, redeemed()).await;
        assert!(matches!(again, Err(StoreError::Stale)), "{again:?}");
        let kept = tx.invitation(&[2; 32]).await.expect("a read").expect("the invitation");
        assert!(kept.redeemed_at.is_some());
    }
}

on_both! {
    async fn leases_go_with_the_right(database: Database) {
        let portal = crate::support::portal::Portal::demo_on(database).await;
        let (professional, manager) = (portal.professional().await, portal.manager().await);
        let request = professional.file_form().await;
        manager.claim(&request).await.request();
        let mut tx = portal.app.store.write().await.expect("a transaction");
        let hospital = tx.structure_by_finess(FINESS[0]).await.expect("a read").expect("the structure").id;
        let elsewhere = tx.structure_by_finess(FINESS[1]).await.expect("a read").expect("the structure").id;
        let subject = "30B0168811/CPET00001";
        tx.release_leases(elsewhere, subject, start()).await.expect("a change");
        tx.release_leases(hospital, "30B0184230/CPET00002", start()).await.expect("a change");
        tx.commit().await.expect("a commit");
        let colleague = portal.colleague().await;
        assert!(!colleague.read(&request).await.body["claim"].is_null());
        let mut tx = portal.app.store.write().await.expect("a transaction");
        tx.release_leases(hospital, subject, start()).await.expect("a change");
        let held = tx.designations_for(subject).await.expect("a read").remove(0);
        tx.commit().await.expect("a commit");
        assert!(!colleague.read(&request).await.body["claim"].is_null(), "the right holds still");
        let mut tx = portal.app.store.write().await.expect("a transaction");
        tx.turn_designation(&held, "left", event(EventKind::DesignationRevoked)).await.expect("an end");
        tx.release_leases(hospital, subject, start()).await.expect("a change");
        tx.commit().await.expect("a commit");
        assert!(colleague.read(&request).await.body["claim"].is_null());
    }
}
