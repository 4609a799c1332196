//! Numbers: unique whoever asks at once, never given twice, given back by who did not keep theirs.

use std::collections::HashSet;

use futures_util::future::join_all;
use server::config::NumberRange;
use shared::rpps::RppsNumber;

use crate::support::on_both;

const RANGE: NumberRange = NumberRange {
    first: 9_975_000_000,
    last: 9_975_000_999,
};

on_both! {
    async fn two_hundred_at_once_get_two_hundred_numbers(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        tx.keep_number_range(RANGE).await.expect("a change");
        tx.commit().await.expect("a commit");
        let takers = (0..200).map(|_| {
            let store = store.clone();
            async move {
                let mut tx = store.write().await.expect("a transaction");
                let number = tx.next_number(RANGE).await.expect("a change").expect("a number");
                tx.commit().await.expect("a commit");
                number
            }
        });
        let numbers = join_all(takers).await;
        for number in &numbers {
            assert_eq!(RppsNumber::parse(number.as_str()).as_ref(), Ok(number), "its key is right");
        }
        let distinct: HashSet<&str> = numbers.iter().map(RppsNumber::as_str).collect();
        assert_eq!(distinct.len(), 200);
        let orders: HashSet<&str> = distinct.iter().map(|number| &number[..10]).collect();
        assert!(orders.contains("9975000000") && orders.contains("9975000199"), "without a gap");
    }

    async fn a_number_that_was_not_kept_is_given_to_the_next(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        tx.keep_number_range(RANGE).await.expect("a change");
        tx.commit().await.expect("a commit");
        let mut tx = store.write().await.expect("a transaction");
        let dropped = tx.next_number(RANGE).await.expect("a change");
        drop(tx);
        let mut tx = store.write().await.expect("a transaction");
        assert_eq!(tx.next_number(RANGE).await.expect("a change"), dropped);
        tx.commit().await.expect("a commit");
        let mut tx = store.write().await.expect("a transaction");
        // A start of the portal makes its range known again.
        tx.keep_number_range(RANGE).await.expect("a change");
        assert_ne!(tx.next_number(RANGE).await.expect("a change"), dropped);
    }

    async fn a_range_that_is_used_up_gives_nothing_until_it_is_longer(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        assert_eq!(tx.next_number(RANGE).await.expect("a change"), None, "nobody made it known");
        let short = NumberRange { last: RANGE.first, ..RANGE };
        tx.keep_number_range(short).await.expect("a change");
        assert!(tx.next_number(short).await.expect("a change").is_some());
        assert_eq!(tx.next_number(short).await.expect("a change"), None);
        tx.keep_number_range(RANGE).await.expect("a change");
        assert!(tx.next_number(RANGE).await.expect("a change").is_some());
    }
}
