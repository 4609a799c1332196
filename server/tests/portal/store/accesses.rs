//! A look at personal data is kept once an hour, found by whoever may ask, and forgotten when its time is over.

use chrono::TimeDelta;
use shared::access::{Act, Part, Purpose};
use shared::id::RequestId;
use shared::rpps::RppsNumber;
use uuid::Uuid;

use server::store::{AccessScope, NewAccess};

use super::{account, draft};
use crate::support::on_both;
use crate::support::portal::start;

on_both! {
    async fn a_look_is_kept_once_an_hour_and_found_by_its_request_its_author_and_its_reader(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let (owner, reader) = (account(&mut tx, "owner").await, account(&mut tx, "reader").await);
        let request = draft(&mut tx, owner).await.id;
        let look = NewAccess {
            account: reader,
            part: Part::Manager,
            structure: None,
            act: Act::OpenedRequest,
            purpose: Purpose::Decision,
            request: Some(request),
            person: None,
            owner: Some(owner),
            found: None,
        };
        let follow_up = NewAccess { purpose: Purpose::FollowUp, ..look.clone() };
        let nobody = NewAccess { act: Act::Searched, request: None, owner: None, found: Some(0), ..look.clone() };
        let all = [look.clone(), follow_up, nobody];
        tx.add_accesses(&all, start()).await.expect("a change");
        tx.add_accesses(&all, start() + TimeDelta::minutes(29)).await.expect("a change");
        tx.add_accesses(&[], start()).await.expect("nothing");
        let of = AccessScope::Request(request);
        assert_eq!(tx.accesses(of, None, 9).await.expect("a read").len(), 2, "the same hour");
        let next = start() + TimeDelta::minutes(30);
        assert_ne!(look.key(start()).hour, look.key(next).hour);
        tx.add_accesses(std::slice::from_ref(&look), next).await.expect("a change");
        let kept = tx.accesses(of, None, 9).await.expect("a read");
        assert_eq!((kept.len(), kept[0].at, kept[0].purpose), (3, next, Purpose::Decision));
        let rest = tx.accesses(of, Some(kept[0].id), 1).await.expect("a read");
        assert_eq!((rest.len(), rest[0].id), (1, kept[1].id));
        let own = AccessScope::Own(owner, None);
        assert_eq!(tx.accesses(own, None, 9).await.expect("a read").len(), 3);
        assert!(tx.accesses(AccessScope::Own(reader, None), None, 9).await.expect("a read").is_empty());
        let elsewhere = AccessScope::Request(RequestId(Uuid::now_v7()));
        assert!(tx.accesses(elsewhere, None, 9).await.expect("a read").is_empty());
        let number = RppsNumber::from_order(9_970_000_000).expect("a number");
        assert!(tx.accesses(AccessScope::Person(&number), None, 9).await.expect("a read").is_empty());
        assert!(tx.accesses(AccessScope::Reader("nobody"), None, 9).await.expect("a read").is_empty());

        assert_eq!(tx.forget_accesses(start(), 9).await.expect("a change"), 0);
        assert_eq!(tx.forget_accesses(next, 2).await.expect("a change"), 2, "so many at once");
        assert_eq!(tx.forget_accesses(next, 9).await.expect("a change"), 1);
        assert_eq!(tx.accesses(own, None, 9).await.expect("a read").len(), 1);
    }
}
