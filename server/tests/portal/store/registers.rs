//! Structures as the register's files have them.

use chrono::TimeDelta;
use server::store::{Mark, MarkError, NewEvent, NewStructure, RegisterChange, RegisterEntry};
use shared::event::EventKind;
use shared::finess::Finess;
use shared::id::StructureId;
use shared::structure::StructureKind;
use uuid::Uuid;

use crate::support::on_both;
use crate::support::portal::start;

fn structure(id: StructureId, finess: &str, name: &str) -> NewStructure {
    NewStructure {
        id,
        finess: Finess::parse(finess).expect("a number"),
        kind: StructureKind::Et,
        name: name.to_owned(),
        siret: None,
        town: "Nancy".to_owned(),
        category: "1101".to_owned(),
    }
}

on_both! {
    async fn a_row_of_the_register_is_added_changed_and_closed(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let id = StructureId(Uuid::now_v7());
        let entry = |name, is_closed| RegisterEntry {
            structure: structure(id, "540002698", name),
            parent: Finess::parse("750712184").ok(),
            category_code: "101".to_owned(),
            is_closed,
            closes: is_closed,
        };
        let add = [RegisterChange::Add(entry("CHRU", false))];
        tx.change_register(&add, start()).await.expect("a change");
        let closing = [RegisterChange::Change(entry("CHRU de Nancy", true))];
        let later = start() + TimeDelta::days(1);
        tx.change_register(&closing, later).await.expect("a change");
        let read = tx.structure(id).await.expect("a read").expect("the structure");
        assert_eq!((read.name.as_str(), read.closed_at), ("CHRU de Nancy", Some(later)));
        // Closed is closed: the day does not move.
        tx.change_register(&[RegisterChange::Close(id)], later + TimeDelta::days(1)).await.expect("a change");
        assert_eq!(tx.structure(id).await.expect("a read").and_then(|read| read.closed_at), Some(later));

        let page = tx.register_page("", 10).await.expect("a read");
        assert_eq!((page[0].is_imported, page[0].is_closed, page[0].category_code.as_str()), (true, true, "101"));
        assert_eq!(page[0].parent.as_deref(), Some("750712184"));
        assert!(tx.register_page("540002698", 10).await.expect("a read").is_empty());
        assert_eq!(tx.open_requests_of(&[id]).await.expect("a read"), 0);
        assert_eq!(tx.open_requests_of(&[]).await.expect("a read"), 0);

        for category in ["1100", "1101"] {
            tx.keep_register_category("101", category).await.expect("a change");
        }
        let categories = tx.register_categories().await.expect("a read");
        assert_eq!(categories, [("101".to_owned(), "1101".to_owned())]);
    }

    async fn many_events_stand_in_the_log_in_their_order(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let kinds = [EventKind::StructureCreated, EventKind::StructureChanged, EventKind::StructureClosed];
        let events = kinds.map(|kind| NewEvent::new(kind, start())).to_vec();
        tx.add_events(events).await.expect("events");
        tx.add_events(Vec::new()).await.expect("nothing");
        tx.commit().await.expect("a commit");
        let first = "select min(id) from events where kind = 'STRUCTURE_CREATED'";
        let last = "select max(id) from events where kind = 'STRUCTURE_CLOSED'";
        assert_eq!(database.number(last).await - database.number(first).await, 2);
    }

    async fn a_mark_is_compared_without_being_made(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        for mark in [Mark::Real, Mark::Demo] {
            tx.check_mark(mark).await.expect("no mark yet");
        }
        tx.mark(Mark::Demo).await.expect("a mark");
        tx.check_mark(Mark::Demo).await.expect("the same mark");
        assert!(matches!(tx.check_mark(Mark::Real).await, Err(MarkError::IsDemo)));
    }
}
