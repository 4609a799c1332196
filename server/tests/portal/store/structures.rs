//! Structures, and who manages them.

use server::store::{NewDesignation, NewStructure, StoreError, Tx};
use shared::event::EventKind;
use shared::finess::Finess;
use shared::id::{DesignationId, StructureId};
use shared::siret::Siret;
use uuid::Uuid;

use super::{FINESS, event, new_structure, structure};
use crate::support::on_both;

async fn designate(
    tx: &mut Tx,
    structure: StructureId,
    subject: &str,
) -> Result<DesignationId, StoreError> {
    let new = NewDesignation {
        id: DesignationId(Uuid::now_v7()),
        structure,
        subject_name_id: subject.to_owned(),
        by: None,
    };
    tx.add_designation(&new, event(EventKind::ManagerDesignated))
        .await
        .map(|()| new.id)
}

async fn managers(tx: &mut Tx, structure: StructureId) -> i32 {
    tx.structure(structure)
        .await
        .expect("a read")
        .expect("the structure")
        .manager_count
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
        assert_eq!(managers(&mut tx, one).await, 1);
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
        let revoked = tx.revoke_designation(&read, "left", event(EventKind::DesignationRevoked)).await;
        revoked.expect("a change");
        let again = tx.revoke_designation(&read, "left", event(EventKind::DesignationRevoked)).await;
        assert!(matches!(again, Err(StoreError::Stale)), "{again:?}");
        assert_eq!(managers(&mut tx, one).await, 0);
        let managed = tx.structures_managed_by("899700218896").await.expect("a read");
        assert_eq!(managed.iter().map(|structure| structure.id).collect::<Vec<_>>(), [other]);
        designate(&mut tx, one, "899700218896").await.expect("a right may be given again");
        let all = tx.designations_of(&[one]).await.expect("a read");
        assert_eq!(all.len(), 2);
        assert!(tx.designations_of(&[]).await.expect("a read").is_empty());
        assert!(all[0].revoked_at.is_some() && all[1].revoked_at.is_none());
    }
}
