//! A batch is kept with its items, each of which is ended once.

use chrono::TimeDelta;
use server::store::{ItemState, NewBatch, NewItem, StoreError, Task, Told};
use shared::bulk::Accepted;
use shared::event::EventKind;
use shared::id::{BatchId, RequestId};
use shared::request::Attestations;
use shared::text::Language;
use uuid::Uuid;

use super::{account, draft, event, read};
use crate::support::on_both;
use crate::support::portal::start;

fn registering() -> Task {
    Task::Register {
        attestations: Attestations {
            conditions_checked: true,
            identity_checked: true,
            risk_acknowledged: false,
        },
        accepted: Accepted::default(),
        language: Language::Fr,
    }
}

fn row(name: &str, hash: u8) -> NewItem {
    NewItem {
        line: Some(2),
        cells: Some(vec![name.to_owned()]),
        row_hash: Some([hash; 32]),
        ..NewItem::default()
    }
}

on_both! {
    async fn an_item_is_ended_once_and_the_last_one_ends_the_batch(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let (own, other) = (account(&mut tx, "own").await, account(&mut tx, "other").await);
        let made = draft(&mut tx, own).await;
        let absent = tx.absent(own).await.expect("a read").expect("the account");
        assert_eq!((absent.account, absent.display_name.as_str()), (own, "Ada Lovelace"));
        let wrong = NewItem { refused: Some("ROW_FORMULA"), ..row("b", 2) };
        let items = [row("a", 1), wrong, row("a", 1)];
        let new = NewBatch { id: BatchId(Uuid::now_v7()), account: own, task: registering() };
        tx.add_batch(&new, &items, event(EventKind::BatchStarted)).await.expect("a batch");
        tx.commit().await.expect("a commit");

        let mut tx = store.write().await.expect("a transaction");
        assert!(tx.batch(new.id, other).await.expect("a read").is_none(), "not theirs");
        assert!(tx.batches_of(other, 9).await.expect("a read").is_empty());
        let kept = tx.running_batch().await.expect("a read").expect("the batch");
        assert_eq!((kept.id, kept.task, kept.items, kept.refused), (new.id, registering(), 3, 1));
        let pending = tx.pending_items(new.id, 9).await.expect("a read");
        let positions: Vec<i32> = pending.iter().map(|item| item.position).collect();
        assert_eq!((positions, pending[0].cells[0].as_str()), (vec![0, 2], "a"));
        assert!(tx.hold_item(new.id, 0).await.expect("a change"));
        assert!(!tx.hold_item(new.id, 1).await.expect("a change"), "it was refused at once");
        let told = Told { request: Some(made.id), ..Told::default() };
        assert_eq!(tx.end_item(new.id, 0, &told, start()).await.expect("a change"), None);
        assert!(!tx.hold_item(new.id, 0).await.expect("a change"));
        assert_eq!(tx.registered_row(&[1; 32]).await.expect("a read"), Some(made.id));
        assert_eq!(tx.registered_row(&[2; 32]).await.expect("a read"), None);
        tx.commit().await.expect("a commit");

        let mut tx = store.write().await.expect("a transaction");
        let twice = tx.end_item(new.id, 2, &told, start()).await;
        assert!(matches!(twice, Err(StoreError::Duplicate)), "the same row: {twice:?}");
        drop(tx);
        let mut tx = store.write().await.expect("a transaction");
        let again = Told { code: Some("ROW_SENT_BEFORE"), details: vec!["X".to_owned(), "Y".to_owned()], ..told };
        assert_eq!(tx.end_item(new.id, 2, &again, start()).await.expect("a change"), Some((2, 1)));
        assert!(tx.running_batch().await.expect("a read").is_none());
        let over = tx.batch(new.id, own).await.expect("a read").expect("the batch");
        assert_eq!((over.done, over.refused, over.finished_at), (2, 1, Some(start())));
        let all = tx.batch_items(new.id, -1, 9).await.expect("a read");
        let states: Vec<ItemState> = all.iter().map(|item| item.state).collect();
        assert_eq!(states, [ItemState::Done, ItemState::Refused, ItemState::Done]);
        assert_eq!((all[0].request, all[0].name.as_deref()), (Some(made.id), Some("LOVELACE Ada")));
        assert_eq!((all[2].details.len(), all[1].code.as_deref()), (2, Some("ROW_FORMULA")));
        assert_eq!(tx.batch_items(new.id, 1, 9).await.expect("a read").len(), 1);

        let later = start() + TimeDelta::days(1);
        assert_eq!(tx.blank_batches(start(), later, 9).await.expect("a change"), None, "not yet");
        assert_eq!(tx.blank_batches(later, later, 9).await.expect("a change"), Some(3));
        assert_eq!(tx.blank_batches(later, later, 9).await.expect("a change"), None, "once");
        let all = tx.batch_items(new.id, -1, 9).await.expect("a read");
        assert!(all.iter().all(|item| item.cells.is_none()));
        tx.commit().await.expect("a commit");
        assert_eq!(read(&store, made.id).await.id, made.id);
    }

    async fn requests_are_read_together(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let own = account(&mut tx, "own").await;
        let one = draft(&mut tx, own).await.id;
        let unknown = RequestId(Uuid::now_v7());
        let found = tx.requests_by_id(&[unknown, one]).await.expect("a read");
        assert_eq!(found.iter().map(|view| view.request.id).collect::<Vec<_>>(), [one]);
        assert!(tx.requests_by_id(&[]).await.expect("a read").is_empty());
    }
}
