//! Notices are a reading of the log: whose they are, what is told together, and up to where they were read.

use chrono::TimeDelta;
use serde_json::json;
use server::store::{NewDesignation, NewEvent, NoticeReader, Tx};
use shared::event::EventKind;
use shared::id::{AccountId, StructureId};

use super::{FINESS, account, draft, event_at, structure, submit};
use crate::support::on_both;
use crate::support::portal::start;

const SUBJECT: &str = "30B0168811/CPET00001";

fn reader(account: AccountId, subject_name_id: &str) -> NoticeReader<'_> {
    NoticeReader {
        account,
        subject_name_id,
        arrived_since: start(),
    }
}

async fn codes(tx: &mut Tx, reader: NoticeReader<'_>) -> Vec<(String, i64, bool)> {
    let notices = tx.notices(reader, i64::MAX, 20).await.expect("notices");
    notices
        .into_iter()
        .map(|notice| (notice.code, notice.count, notice.is_unread))
        .collect()
}

async fn designate(tx: &mut Tx, structure: StructureId, by: Option<AccountId>) {
    let new = NewDesignation::by_ans(structure, SUBJECT.to_owned(), by);
    let told = NewEvent {
        account: by,
        structure: Some(structure),
        data: json!({ "subject": SUBJECT }),
        ..event_at(EventKind::ManagerDesignated, start())
    };
    tx.add_designation(&new, told).await.expect("a designation");
}

on_both! {
    async fn everybody_reads_what_concerns_them_and_no_more(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let (manager, agent) = (account(&mut tx, "manager").await, account(&mut tx, "agent").await);
        let here = structure(&mut tx, FINESS[0]).await;
        designate(&mut tx, here, Some(agent)).await;
        let mut owners = Vec::new();
        // Two in the same day, one the day after, one before the time that is told.
        for hours in [1, 2, 26, -3] {
            let owner = account(&mut tx, &hours.to_string()).await;
            let request = draft(&mut tx, owner).await;
            let request = submit(&mut tx, request, here, start() + TimeDelta::hours(hours)).await.expect("a change");
            owners.push((owner, request.id));
        }
        let (owner, request) = owners[0];
        let told = |kind, account, data| NewEvent {
            account, owner: Some(owner), request: Some(request), structure: Some(here), data,
            ..event_at(kind, start() + TimeDelta::hours(30))
        };
        let taken = told(EventKind::RequestClaimed, Some(agent), json!({ "former": manager }));
        tx.add_event(taken).await.expect("an event");
        tx.add_event(told(EventKind::RequestWithdrawn, Some(owner), json!({}))).await.expect("an event");
        let last = tx.add_event(told(EventKind::RequestRejected, Some(manager), json!({}))).await.expect("an event");

        let own = reader(manager, SUBJECT);
        let seen = codes(&mut tx, own).await;
        let expected = [
            ("LEASE_TAKEN_OVER", 1), ("REQUESTS_ARRIVED", 1), ("REQUESTS_ARRIVED", 2), ("MANAGER_DESIGNATED", 1),
        ];
        assert_eq!(seen, expected.map(|(code, count)| (code.to_owned(), count, true)));
        assert_eq!(codes(&mut tx, reader(owner, "")).await, [("REQUEST_REJECTED".to_owned(), 1, true)]);
        assert!(codes(&mut tx, reader(agent, "")).await.is_empty());

        // A page goes on where the last ended.
        let first = tx.notices(own, i64::MAX, 2).await.expect("notices");
        let rest = tx.notices(own, first[1].event, 20).await.expect("notices");
        assert_eq!((first.len(), rest.len()), (2, 2));
        assert_eq!(rest[0].structure_name.as_deref(), Some("Clinique 0B0168811"));

        let count = tx.notice_count(own).await.expect("a count");
        assert_eq!((count.unread, count.latest), (4, first[0].event));
        let read = || NewEvent { owner: Some(manager), ..event_at(EventKind::NoticesRead, start()) };
        tx.mark_notices_read(manager, first[1].event, read()).await.expect("a change");
        assert_eq!(tx.notice_count(own).await.expect("a count").unread, 1);
        // Neither back nor beyond the log.
        tx.mark_notices_read(manager, 0, read()).await.expect("a change");
        assert_eq!(tx.notice_count(own).await.expect("a count").unread, 1);
        tx.mark_notices_read(manager, i64::MAX, read()).await.expect("a change");
        assert_eq!(tx.notice_count(own).await.expect("a count").unread, 0);
        let anew = told(EventKind::RequestClaimed, Some(agent), json!({ "former": manager }));
        assert!(tx.add_event(anew).await.expect("an event") > last);
        assert_eq!(tx.notice_count(own).await.expect("a count").unread, 1);
        // The right to the structure ends: only what is about oneself is left.
        let found = tx.designations_of(&[here]).await.expect("a read").remove(0);
        let revoked = event_at(EventKind::DesignationRevoked, start());
        tx.turn_designation(&found, "Départ.", revoked).await.expect("a change");
        assert_eq!(codes(&mut tx, own).await, [("MANAGER_DESIGNATED".to_owned(), 1, false)]);
    }
}
