//! Structures, and who manages them.

use std::collections::BTreeSet;

use server::store::{
    NewDesignation, NewStructure, RegisterChange, RegisterEntry, StoreError, Structure, Tx,
};
use shared::event::EventKind;
use shared::finess::Finess;
use shared::id::{DesignationId, StructureId};
use shared::siret::Siret;
use shared::structure::StructureKind;
use uuid::Uuid;

use super::{FINESS, event, new_structure, structure};
use crate::support::on_both;
use crate::support::portal::start;

async fn designate(
    tx: &mut Tx,
    structure: StructureId,
    subject: &str,
) -> Result<DesignationId, StoreError> {
    let new = NewDesignation::by_ans(structure, subject.to_owned(), None);
    tx.add_designation(&new, event(EventKind::ManagerDesignated))
        .await
        .map(|_| new.id)
}

async fn has_manager(tx: &mut Tx, structure: StructureId) -> bool {
    tx.structure(structure)
        .await
        .expect("a read")
        .expect("the structure")
        .has_manager
}

on_both! {
    async fn a_finess_number_is_one_structure(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let id = structure(&mut tx, FINESS[0]).await;
        tx.commit().await.expect("a commit");
        let mut tx = store.write().await.expect("a transaction");
        let twice = tx.add_structure(&new_structure(FINESS[0]), event(EventKind::StructureCreated)).await;
        assert!(matches!(twice, Err(StoreError::Duplicate)), "{twice:?}");
        drop(tx);
        let mut tx = store.read().await.expect("a transaction");
        let found = tx.structure_by_finess(FINESS[0]).await.expect("a read").expect("the structure");
        assert_eq!(found.id, id);
        assert!(tx.structure_by_finess(FINESS[1]).await.expect("a read").is_none());
        assert!(tx.structure(StructureId(Uuid::now_v7())).await.expect("a read").is_none());
    }

    async fn structures_are_found_by_the_beginning_of_their_name_and_by_number(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let names = ["École d’été", "Ecole du Léman", "ecole du leman", "Hôpital"];
        let numbers = ["0B0168811", "0B0184230", "0B0037750", "750712184"];
        let mut ids = Vec::new();
        for (name, finess) in names.into_iter().zip(numbers) {
            let new = NewStructure {
                name: name.to_owned(),
                finess: Finess::parse(finess).expect("a number"),
                siret: Siret::parse("73282932000074").ok().filter(|_| name == "Hôpital"),
                ..new_structure(finess)
            };
            tx.add_structure(&new, event(EventKind::StructureCreated)).await.expect("a structure");
            ids.push(new.id);
        }
        let mut found = Vec::new();
        let mut after = None;
        loop {
            let page = tx.search_structures("école", after.take(), 1).await.expect("a read");
            let Some(last) = page.last() else { break };
            after = Some((shared::name::normalise(&last.name), last.id.0));
            found.extend(page.into_iter().map(|structure| structure.id));
        }
        assert_eq!(found, ids[..3], "each once, in order, whatever its accents");
        for typed in ["75 07 12 184", "732 829 320 00074"] {
            let page = tx.search_structures(typed, None, 9).await.expect("a read");
            assert_eq!(page.iter().map(|structure| structure.id).collect::<Vec<_>>(), ids[3..], "{typed}");
        }
        for typed in ["cole", "%", "_", "\\", "'"] {
            assert!(tx.search_structures(typed, None, 9).await.expect("a read").is_empty(), "{typed}");
        }
    }

    async fn a_designation_is_active_once_and_ends_once(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let one = structure(&mut tx, FINESS[0]).await;
        let other = structure(&mut tx, FINESS[1]).await;
        let id = designate(&mut tx, one, "899700218896").await.expect("a designation");
        designate(&mut tx, other, "899700218896").await.expect("a designation");
        assert!(has_manager(&mut tx, one).await);
        tx.commit().await.expect("a commit");

        let mut tx = store.write().await.expect("a transaction");
        let twice = designate(&mut tx, one, "899700218896").await;
        assert!(matches!(twice, Err(StoreError::Duplicate)), "{twice:?}");
        drop(tx);

        let mut tx = store.write().await.expect("a transaction");
        let managed = tx.structures_managed_by("899700218896").await.expect("a read");
        assert_eq!(managed.len(), 2);
        let read = tx.designation(id).await.expect("a read").expect("the designation");
        assert_eq!((read.revision, read.revoked_at), (1, None));
        let revoked = tx.turn_designation(&read, "left", event(EventKind::DesignationRevoked)).await;
        revoked.expect("a change");
        let again = tx.turn_designation(&read, "left", event(EventKind::DesignationRevoked)).await;
        assert!(matches!(again, Err(StoreError::Stale)), "{again:?}");
        assert!(!has_manager(&mut tx, one).await);
        let managed = tx.structures_managed_by("899700218896").await.expect("a read");
        assert_eq!(managed.iter().map(|structure| structure.id).collect::<Vec<_>>(), [other]);
        designate(&mut tx, one, "899700218896").await.expect("a right may be given again");
        let all = tx.designations_of(&[one]).await.expect("a read");
        assert_eq!(all.len(), 2);
        assert!(tx.designations_of(&[]).await.expect("a read").is_empty());
        assert!(all[0].revoked_at.is_some() && all[1].revoked_at.is_none());
    }

    async fn a_designation_rests_and_is_resumed_and_keeps_its_history(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let one = structure(&mut tx, FINESS[0]).await;
        let id = designate(&mut tx, one, "899700218896").await.expect("a change");
        let turns = [
            (EventKind::DesignationSuspended, false),
            (EventKind::DesignationResumed, true),
            (EventKind::DesignationSuspended, false),
            (EventKind::DesignationRevoked, false),
        ];
        for (kind, manages) in turns {
            let read = tx.designation(id).await.expect("a read").expect("the designation");
            tx.turn_designation(&read, "long absence", event(kind)).await.expect("a change");
            assert_eq!(has_manager(&mut tx, one).await, manages, "{kind:?}");
            let managed = tx.structures_managed_by("899700218896").await.expect("a read");
            assert_eq!(managed.len(), usize::from(manages), "{kind:?}");
        }
        let read = tx.designations_of(&[one]).await.expect("a read").remove(0);
        let told: Vec<EventKind> = read.turns.iter().map(|turn| turn.kind).collect();
        assert_eq!(told, turns.map(|(kind, _)| kind));
        assert!(read.turns.iter().all(|turn| turn.reason == "long absence"));
        for kind in [EventKind::DesignationSuspended, EventKind::DesignationResumed, EventKind::DesignationRevoked] {
            let again = tx.turn_designation(&read, "again", event(kind)).await;
            assert!(matches!(again, Err(StoreError::Stale)), "{kind:?}: {again:?}");
        }
    }

    async fn a_manager_of_a_legal_entity_has_its_sites(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let entity = NewStructure { kind: StructureKind::Ej, ..new_structure(FINESS[0]) };
        tx.add_structure(&entity, event(EventKind::StructureCreated)).await.expect("a structure");
        let entity = entity.id;
        let site = new_structure(FINESS[1]);
        let entry = RegisterEntry {
            structure: site.clone(),
            parent: Some(Finess::parse(FINESS[0]).expect("a number")),
            category_code: String::new(),
            is_closed: false,
            closes: false,
        };
        tx.change_register(&[RegisterChange::Add(entry)], start()).await.expect("a change");
        assert!(!has_manager(&mut tx, site.id).await);
        let central = designate(&mut tx, entity, "899700218896").await.expect("a change");
        designate(&mut tx, site.id, "899700245667").await.expect("a change");
        let ids = |managed: Vec<Structure>| managed.into_iter().map(|one| one.id).collect::<BTreeSet<_>>();
        let managed = tx.structures_managed_by("899700218896").await.expect("a read");
        assert_eq!(ids(managed), BTreeSet::from([entity, site.id]));
        let managed = tx.structures_managed_by("899700245667").await.expect("a read");
        assert_eq!(ids(managed), BTreeSet::from([site.id]), "a site does not have its entity");
        assert!(has_manager(&mut tx, entity).await && has_manager(&mut tx, site.id).await);
        let read = tx.designation(central).await.expect("a read").expect("the designation");
        tx.turn_designation(&read, "left", event(EventKind::DesignationRevoked)).await.expect("a change");
        let managed = tx.structures_managed_by("899700218896").await.expect("a read");
        assert!(managed.is_empty());
    }
}
