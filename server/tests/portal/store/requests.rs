//! Requests: saved with their event, refused when they have changed since they were read.

use chrono::TimeDelta;
use server::store::{StoreError, Version};
use shared::event::EventKind;
use shared::form::RawForm;
use shared::id::{AccountId, RequestId};
use uuid::Uuid;

use super::{FINESS, account, draft, event, new_draft, read, save, structure, submit};
use crate::support::on_both;
use crate::support::portal::start;

fn form(phone: &str) -> RawForm {
    RawForm {
        phone: phone.to_owned(),
        structure_finess: FINESS[0].to_owned(),
        ..RawForm::default()
    }
}

on_both! {
    async fn a_request_is_read_as_it_was_saved(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let owner = account(&mut tx, "a").await;
        let structure = structure(&mut tx, FINESS[0]).await;
        let request = draft(&mut tx, owner).await;
        let request = save(&mut tx, request, form("1")).await.expect("a change");
        let request = submit(&mut tx, request, structure, start()).await.expect("a change");
        tx.commit().await.expect("a commit");
        assert_eq!(request.revision, 3);
        assert_eq!(read(&store, request.id).await, request);
        let mut tx = store.read().await.expect("a transaction");
        let view = tx.request(request.id).await.expect("a read").expect("the request");
        assert_eq!(view.structure.map(|found| found.id), Some(structure));
        assert_eq!(view.history.len(), 2, "what a timeline does not show is left out");
        assert!(!view.open_elsewhere);
        let sent = tx.request_as_sent(request.id).await.expect("a read").expect("the request");
        assert_eq!(Some(sent.request.form), request.submission.map(|sent| sent.form));
        let all = tx.submissions(request.id, owner, "").await.expect("a read");
        assert_eq!((all.len(), all[0].number, &all[0].form), (1, 1, &form("1")));
        let nobody = AccountId(Uuid::now_v7());
        assert!(tx.submissions(request.id, nobody, "").await.expect("a read").is_empty());
        assert!(tx.request(RequestId(Uuid::now_v7())).await.expect("a read").is_none());
    }

    async fn a_stale_change_is_refused_and_leaves_nothing(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let owner = account(&mut tx, "a").await;
        let request = draft(&mut tx, owner).await;
        tx.commit().await.expect("a commit");

        let mut tx = store.write().await.expect("a transaction");
        save(&mut tx, request.clone(), form("1")).await.expect("the first save");
        tx.commit().await.expect("a commit");
        let events = database.number("select count(*) from events").await;
        let mut tx = store.write().await.expect("a transaction");
        let stale = save(&mut tx, request.clone(), form("2")).await;
        assert!(matches!(stale, Err(StoreError::Stale)), "{stale:?}");
        tx.commit().await.expect("a commit");
        assert_eq!(read(&store, request.id).await.form.phone, "1");
        assert_eq!(database.number("select count(*) from events").await, events);
    }

    async fn many_savers_at_once_and_each_revision_is_won_by_one(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let owner = account(&mut tx, "a").await;
        let request = draft(&mut tx, owner).await;
        tx.commit().await.expect("a commit");
        let attempts = (0..20).map(|number| {
            let (store, request) = (store.clone(), request.clone());
            async move {
                let mut tx = store.write().await.expect("a transaction");
                let saved = save(&mut tx, request, form(&number.to_string())).await;
                tx.commit().await.expect("a commit");
                saved.is_ok()
            }
        });
        let won = futures_util::future::join_all(attempts).await;
        assert_eq!(won.into_iter().filter(|won| *won).count(), 1);
        assert_eq!(read(&store, request.id).await.revision, 2);
    }

    async fn a_transaction_that_is_dropped_leaves_nothing(database: Database) {
        let (store, live) = database.open().await;
        let mut heard = live.subscribe();
        let mut tx = store.write().await.expect("a transaction");
        let owner = account(&mut tx, "a").await;
        let structure = structure(&mut tx, FINESS[0]).await;
        let request = draft(&mut tx, owner).await;
        submit(&mut tx, request, structure, start()).await.expect("a change");
        drop(tx);
        for table in ["accounts", "structures", "requests", "submissions", "queue_counts", "events"] {
            assert_eq!(database.number(&format!("select count(*) from {table}")).await, 0, "{table}");
        }
        let silence = tokio::time::timeout(std::time::Duration::from_millis(700), heard.next()).await;
        assert!(silence.is_err(), "nobody is told of what was undone");
    }

    async fn one_request_of_a_person_is_open_at_a_structure(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let owner = account(&mut tx, "a").await;
        let here = structure(&mut tx, FINESS[0]).await;
        let there = structure(&mut tx, FINESS[1]).await;
        let first = draft(&mut tx, owner).await;
        let first = save(&mut tx, first, form("1")).await.expect("a change");
        let first = submit(&mut tx, first, here, start()).await.expect("a change");
        let second = draft(&mut tx, owner).await;
        let second = save(&mut tx, second, form("1")).await.expect("a change");
        tx.commit().await.expect("a commit");

        let mut tx = store.write().await.expect("a transaction");
        let view = tx.request(second.id).await.expect("a read").expect("the request");
        assert!(view.open_elsewhere);
        let twice = submit(&mut tx, second.clone(), here, start()).await;
        assert!(matches!(twice, Err(StoreError::Duplicate)), "{twice:?}");
        drop(tx);
        let mut tx = store.write().await.expect("a transaction");
        submit(&mut tx, second, there, start()).await.expect("elsewhere is another matter");
        let before = Version::of(&first);
        let (mut withdrawn, kind) = first.withdraw(start()).expect("an open request");
        tx.save_request(before, &mut withdrawn, event(kind)).await.expect("a change");
        let third = draft(&mut tx, owner).await;
        submit(&mut tx, third, here, start()).await.expect("the first is no longer open");
    }

    async fn who_is_too_late_reads_which_fields_have_changed(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let owner = account(&mut tx, "a").await;
        let request = draft(&mut tx, owner).await;
        let id = request.id;
        let request = save(&mut tx, request, form("1")).await.expect("a change");
        save(&mut tx, request, form("2")).await.expect("a change");
        assert_eq!(tx.changed_since(id, 1).await.expect("a read"), ["exerciseFirstName", "exerciseLastName", "phone", "structureFiness"]);
        assert_eq!(tx.changed_since(id, 2).await.expect("a read"), ["phone"]);
        assert!(tx.changed_since(id, 3).await.expect("a read").is_empty());
    }

    async fn the_age_of_the_queue_is_that_of_the_longest_waiting(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        assert_eq!(tx.queue_age().await.expect("a read"), None);
        let here = structure(&mut tx, FINESS[0]).await;
        for (subject, minutes) in [("a", 5), ("b", 3)] {
            let owner = account(&mut tx, subject).await;
            let at = start() + TimeDelta::minutes(minutes);
            let request = new_draft(owner, at);
            tx.add_request(&request, event(EventKind::RequestCreated)).await.expect("a draft");
            submit(&mut tx, request, here, at).await.expect("a change");
        }
        let oldest = server::store::micros(start() + TimeDelta::minutes(3));
        assert_eq!(tx.queue_age().await.expect("a read"), Some(oldest));
    }
}
