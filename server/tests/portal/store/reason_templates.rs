//! Texts that managers keep: one a name, changed by who read the last of it.

use server::store::{ReasonTemplate, StoreError, TemplatePurpose};
use shared::event::EventKind;
use uuid::Uuid;

use super::{FINESS, account, event, structure};
use crate::support::on_both;
use crate::support::portal::start;

on_both! {
    async fn a_text_is_changed_by_who_read_the_last_of_it(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let by = account(&mut tx, "own").await;
        let (here, there) = (structure(&mut tx, FINESS[0]).await, structure(&mut tx, FINESS[1]).await);
        let saved = || event(EventKind::TemplateSaved);
        let deleted = || event(EventKind::TemplateDeleted);
        let new = ReasonTemplate {
            id: Uuid::now_v7(), structure: here, purpose: TemplatePurpose::Rejection, name: "Départ".to_owned(),
            reason: "CHA".to_owned(), body: "A quitté la structure.".to_owned(), saved_by: by, saved_at: start(), revision: 0,
        };
        tx.save_reason_template(&new, saved()).await.expect("a change");
        let kept = tx.reason_templates(here).await.expect("a read").remove(0);
        assert_eq!((kept.revision, kept.reason.as_str()), (1, "CHA"));
        assert!(tx.reason_templates(there).await.expect("a read").is_empty());
        let other = ReasonTemplate { body: "Autre.".to_owned(), ..kept.clone() };
        tx.save_reason_template(&other, saved()).await.expect("a change");
        for stale in [
            tx.save_reason_template(&other, saved()).await,
            tx.delete_reason_template(&kept, deleted()).await,
            tx.save_reason_template(&ReasonTemplate { revision: 2, structure: there, ..other.clone() }, saved()).await,
        ] {
            assert!(matches!(stale, Err(StoreError::Stale)), "{stale:?}");
        }
        let now = tx.reason_templates(here).await.expect("a read").remove(0);
        assert_eq!((now.revision, now.body.as_str()), (2, "Autre."));
        tx.delete_reason_template(&now, deleted()).await.expect("a change");
        assert!(tx.reason_templates(here).await.expect("a read").is_empty());
    }
}
