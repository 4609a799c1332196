//! Queues: their counters are what their lists hold, whatever was done in which order.

use chrono::TimeDelta;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use server::store::{NewDesignation, NewEvent, Order, Page, Scope, Store, Version};
use shared::event::EventKind;
use shared::form::RawForm;
use shared::id::{PersonId, RequestId, StructureId};
use shared::request::{Accepted, Attestations, Deciding, Request};
use shared::status::Status;
use shared::value_set::RejectionReason;
use uuid::Uuid;

use super::{FINESS, account, draft, event, read, structure, submit, verdict};
use crate::support::on_both;
use crate::support::portal::start;

const SUBJECT: &str = "30B0168811/CPET00001";

fn scope(structure: Option<StructureId>) -> Scope {
    Scope::Managed {
        subject_name_id: SUBJECT.to_owned(),
        structure,
        search: None,
        narrowed: None,
    }
}

/// Two structures of one manager.
async fn two_structures(store: &Store) -> [StructureId; 2] {
    let mut tx = store.write().await.expect("a transaction");
    let structures = [
        structure(&mut tx, FINESS[0]).await,
        structure(&mut tx, FINESS[1]).await,
    ];
    for structure in structures {
        let new = NewDesignation::by_ans(structure, SUBJECT.to_owned(), None);
        tx.add_designation(&new, event(EventKind::ManagerDesignated))
            .await
            .expect("a designation");
    }
    tx.commit().await.expect("a commit");
    structures
}

/// Does something at random that the request allows, and commits it two times in three.
async fn act(store: &Store, random: &mut StdRng, id: RequestId, structures: [StructureId; 2]) {
    let request = read(store, id).await;
    let before = Version::of(&request);
    let by = request.owner;
    let at = start() + TimeDelta::minutes(random.gen_range(0..1000));
    let deciding = Deciding {
        by,
        at,
        take_over: true,
    };
    let changed: Option<(Request, EventKind)> = match random.gen_range(0..7) {
        0 | 1 => {
            let structure = structures[random.gen_range(0..2)];
            request.submit(structure, verdict(), at).ok()
        }
        2 => request.withdraw(at).ok(),
        3 => request.claim(deciding).ok(),
        4 => request
            .ask_correction(deciding, Vec::new(), String::new())
            .ok(),
        5 => request
            .reject(deciding, RejectionReason::Aut, "no".to_owned())
            .ok(),
        _ => request
            .save(RawForm::default(), at)
            .ok()
            .map(|(request, _)| (request, EventKind::RequestSaved)),
    };
    let Some((mut request, kind)) = changed else {
        return;
    };
    let mut tx = store.write().await.expect("a transaction");
    let event = NewEvent {
        request: Some(id),
        ..event(kind)
    };
    tx.save_request(before, &mut request, event)
        .await
        .expect("a change");
    if random.gen_range(0..3) > 0 {
        tx.commit().await.expect("a commit");
    }
}

/// How many a list holds, counted row by row.
async fn listed(store: &Store, scope: &Scope, status: Status) -> i64 {
    let mut tx = store.read().await.expect("a transaction");
    let page = Page {
        limit: 1000,
        from: None,
        backward: false,
    };
    let slice = tx
        .requests(scope, Some(status), Order::UpdatedDesc, page)
        .await
        .expect("a read");
    i64::try_from(slice.rows.len()).expect("a count")
}

on_both! {
    async fn counters_equal_the_lists_after_anything(database: Database) {
        let (store, _) = database.open().await;
        let structures = two_structures(&store).await;
        let mut random = StdRng::seed_from_u64(42);
        let mut ids = Vec::new();
        let mut tx = store.write().await.expect("a transaction");
        for number in 0..12 {
            let owner = account(&mut tx, &number.to_string()).await;
            ids.push(draft(&mut tx, owner).await.id);
        }
        tx.commit().await.expect("a commit");
        for _ in 0..120 {
            let id = ids[random.gen_range(0..ids.len())];
            act(&store, &mut random, id, structures).await;
        }
        for scope in [scope(None), scope(Some(structures[0])), scope(Some(structures[1]))] {
            let mut tx = store.read().await.expect("a transaction");
            let counts = tx.queue_counts(&scope).await.expect("a read");
            assert!(counts.iter().all(|(_, count)| *count >= 0), "{counts:?}");
            let mut all = 0;
            for status in Status::ALL {
                let counted = counts.iter().filter(|(of, _)| *of == status).map(|(_, count)| count).sum::<i64>();
                assert_eq!(counted, listed(&store, &scope, status).await, "{status:?}");
                assert_eq!(tx.count_requests(&scope, Some(status)).await.expect("a read"), counted);
                // A draft that was taken back is in no list of everything.
                if status != Status::Draft {
                    all += counted;
                }
            }
            assert_eq!(tx.count_requests(&scope, None).await.expect("a read"), all);
        }
    }

    async fn pages_hold_each_row_once_even_at_one_instant(database: Database) {
        let (store, _) = database.open().await;
        let structures = two_structures(&store).await;
        let mut tx = store.write().await.expect("a transaction");
        let mut owner = account(&mut tx, "x").await;
        for number in 0..11 {
            owner = account(&mut tx, &number.to_string()).await;
            let request = draft(&mut tx, owner).await;
            let at = start() + TimeDelta::minutes(number / 4);
            submit(&mut tx, request, structures[0], at).await.expect("a change");
        }
        tx.commit().await.expect("a commit");
        for (order, backward) in [
            (Order::UpdatedDesc, false),
            (Order::UpdatedDesc, true),
            (Order::SubmittedAsc, false),
            (Order::SubmittedAsc, true),
            (Order::UpdatedAsc, false),
            (Order::SubmittedDesc, true),
        ] {
            let mut tx = store.read().await.expect("a transaction");
            let (mut seen, mut from) = (Vec::new(), None);
            loop {
                let page = Page { limit: 3, from, backward };
                let slice = tx.requests(&scope(None), None, order, page).await.expect("a read");
                let keys = slice.rows.iter().map(|row| {
                    let request = &row.request;
                    let at = if order.is_by_submission() {
                        request.submitted_at.expect("an instant")
                    } else {
                        request.updated_at
                    };
                    (server::store::micros(at), request.id.0)
                });
                let keys: Vec<_> = keys.collect();
                from = if backward { keys.first().copied() } else { keys.last().copied() };
                if backward { seen.splice(0..0, keys) .for_each(drop) } else { seen.extend(keys) }
                if !slice.more {
                    break;
                }
            }
            let mut sorted = seen.clone();
            sorted.sort_unstable();
            sorted.dedup();
            if order.is_descending() {
                sorted.reverse();
            }
            assert_eq!((seen.len(), &seen), (11, &sorted), "{order:?}, backward: {backward}");
        }
        let mut tx = store.read().await.expect("a transaction");
        assert_eq!(tx.count_requests(&Scope::Mine(owner), None).await.expect("a read"), 1);
        assert_eq!(tx.count_requests(&Scope::Mine(owner), Some(Status::Draft)).await.expect("a read"), 0);
        assert!(tx.queue_counts(&Scope::Mine(owner)).await.expect("a read").is_empty());
    }

    async fn a_decided_request_leaves_its_queue(database: Database) {
        let (store, _) = database.open().await;
        let structures = two_structures(&store).await;
        let mut tx = store.write().await.expect("a transaction");
        let owner = account(&mut tx, "a").await;
        let request = draft(&mut tx, owner).await;
        let request = submit(&mut tx, request, structures[0], start()).await.expect("a change");
        let before = Version::of(&request);
        let deciding = Deciding { by: owner, at: start(), take_over: false };
        let attested = Attestations { conditions_checked: true, identity_checked: true, risk_acknowledged: false };
        let accepted = Accepted { verdict: verdict(), attestations: attested, document: None };
        let nobody = PersonId(Uuid::now_v7());
        let (mut decided, kind) = request.validate(deciding, accepted, nobody).expect("a decision");
        let unknown = tx.save_request(before, &mut decided, event(kind)).await;
        assert!(unknown.is_err(), "a person who is not there cannot be pointed at");
    }
}
