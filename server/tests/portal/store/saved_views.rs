//! A manager's views are their own, one a name.

use server::store::SavedView;
use shared::event::EventKind;
use shared::queue::Wanted;
use shared::status::Status;
use uuid::Uuid;

use super::{FINESS, account, event, structure};
use crate::support::on_both;
use crate::support::portal::start;

on_both! {
    async fn a_view_of_the_same_name_takes_the_place_of_the_other(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let (own, other) = (account(&mut tx, "own").await, account(&mut tx, "other").await);
        let place = structure(&mut tx, FINESS[0]).await;
        let view = |status| SavedView {
            id: Uuid::now_v7(), account: own, name: "Mine".to_owned(), status, structure: Some(place), search: String::new(),
            wanted: Wanted { older_than_days: Some(7), ..Wanted::default() },
        };
        for status in [Some(Status::Submitted), None] {
            tx.save_view(&view(status), start(), event(EventKind::ViewSaved)).await.expect("a change");
        }
        let kept = tx.saved_views(own).await.expect("a read");
        assert_eq!(kept.len(), 1);
        assert_eq!((kept[0].status, kept[0].structure), (None, Some(place)));
        assert_eq!(kept[0].wanted.older_than_days, Some(7));
        assert!(tx.saved_views(other).await.expect("a read").is_empty());
        let deleted = || event(EventKind::ViewDeleted);
        assert!(!tx.delete_view(other, kept[0].id, deleted()).await.expect("a change"), "not theirs");
        assert!(tx.delete_view(own, kept[0].id, deleted()).await.expect("a change"));
        assert!(tx.saved_views(own).await.expect("a read").is_empty());
    }
}
