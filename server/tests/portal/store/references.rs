//! Versions of reference data are kept, turned once, and read in the order in which they take effect.

use chrono::TimeDelta;
use server::reference::{Kind, Table, Tally};
use server::store::{NewEvent, NewReference, ReferenceState, StoreError};
use shared::date::Date;
use shared::event::EventKind;
use uuid::Uuid;

use super::event;
use crate::support::on_both;
use crate::support::portal::start;

fn day(text: &str) -> Date {
    Date::parse(text).expect("a day")
}

fn version(label: &str) -> NewReference {
    let table = Table::parse(Kind::Roles, &format!("code,label\n313,{label}\n")).expect("a table");
    NewReference {
        id: Uuid::now_v7(),
        kind: Kind::Roles,
        effective_on: day("2026-12-03"),
        body: table.body(),
        hash: table.hash(),
        rows: 1,
        tally: Tally::default(),
    }
}

on_both! {
    async fn a_version_is_kept_and_turned_once(database: Database) {
        let (store, _) = database.open().await;
        let drafted = || event(EventKind::ReferenceDrafted);
        let new = version("Un");
        let mut tx = store.write().await.expect("a transaction");
        let kept = tx.add_reference_draft(&new, drafted()).await.expect("a draft");
        tx.commit().await.expect("a commit");
        let mut tx = store.write().await.expect("a transaction");
        let twice = tx.add_reference_draft(&NewReference { id: Uuid::now_v7(), ..new.clone() }, drafted()).await;
        assert!(matches!(twice, Err(StoreError::Duplicate)), "{twice:?}");
        drop(tx);

        let mut tx = store.write().await.expect("a transaction");
        let today = day("2026-12-03");
        assert_eq!(tx.reference_version(new.id, today).await.expect("a read").as_ref(), Some(&kept));
        assert_eq!(tx.reference_draft(Kind::Roles, &new.hash, today).await.expect("a read").as_ref(), Some(&kept));
        assert_eq!(tx.reference_draft(Kind::Countries, &new.hash, today).await.expect("a read"), None);
        assert_eq!(tx.reference_body(new.id).await.expect("a read"), new.body);
        assert!(tx.scheduled_references().await.expect("a read").is_empty(), "a draft holds for nobody");
        let turned = server::store::KeptReference {
            state: ReferenceState::Scheduled,
            tally: Tally { added: 1, changed: 2, ended: 3 },
            ..kept.clone()
        };
        let scheduled = || event(EventKind::ReferenceScheduled);
        tx.turn_reference(&turned, scheduled()).await.expect("a change");
        let again = tx.turn_reference(&turned, scheduled()).await;
        assert!(matches!(again, Err(StoreError::Stale)), "{again:?}");
        let now = tx.reference_version(new.id, today).await.expect("a read").expect("the version");
        assert_eq!((now.revision, now.state, now.tally, now.in_force), (2, ReferenceState::Scheduled, turned.tally, true));
        let before = tx.reference_version(new.id, day("2026-12-02")).await.expect("a read").expect("the version");
        assert!(!before.in_force, "its day has not come");
        assert_eq!(tx.reference_draft(Kind::Roles, &new.hash, today).await.expect("a read"), None);
    }

    async fn of_two_versions_of_a_day_the_one_scheduled_last_holds(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let mut ids = Vec::new();
        for (minute, label) in [(0, "Un"), (1, "Deux")] {
            let new = version(label);
            let kept = tx.add_reference_draft(&new, event(EventKind::ReferenceDrafted)).await.expect("a draft");
            let turned = server::store::KeptReference { state: ReferenceState::Scheduled, ..kept };
            let at = start() + TimeDelta::minutes(minute);
            tx.turn_reference(&turned, NewEvent::new(EventKind::ReferenceScheduled, at)).await.expect("a change");
            ids.push(new.id);
        }
        let today = day("2026-12-03");
        let kept = tx.reference_versions(today, 9).await.expect("a read");
        assert_eq!(kept.len(), 2);
        for version in kept {
            assert_eq!(version.in_force, version.id == ids[1]);
        }
        let bodies = tx.scheduled_references().await.expect("a read");
        assert!(bodies[0].body.contains("Un") && bodies[1].body.contains("Deux"));
        let before = |at: i64| (today, at);
        let second = (start() + TimeDelta::minutes(1)).timestamp_micros();
        let first = tx.reference_before(Kind::Roles, before(second)).await.expect("a read").expect("the first");
        assert_eq!(first.0, ids[0]);
        let last = tx.reference_before(Kind::Roles, before(i64::MAX)).await.expect("a read").expect("the second");
        assert_eq!(last.0, ids[1]);
        let none = tx.reference_before(Kind::Roles, (day("2026-12-02"), i64::MAX)).await.expect("a read");
        assert_eq!(none, None, "what came with the portal");
    }
}
