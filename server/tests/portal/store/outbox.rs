//! The outbox: an e-mail is one sender's at a time, and is sent once.

use chrono::TimeDelta;
use server::store::{NewMail, Tx};
use shared::event::EventKind;
use uuid::Uuid;

use super::event;
use crate::support::on_both;
use crate::support::portal::start;

async fn add(tx: &mut Tx, recipient: &str, minutes: i64) -> Uuid {
    let mail = NewMail {
        id: Uuid::now_v7(),
        event: tx
            .add_event(event(EventKind::RequestSubmitted))
            .await
            .expect("an event"),
        request: None,
        template: "submitted",
        language: "fr",
        recipient: recipient.to_owned(),
        subject: "Votre demande".to_owned(),
        text_body: "Bonjour".to_owned(),
        html_body: "<p>Bonjour</p>".to_owned(),
    };
    tx.add_mail(&mail, start() + TimeDelta::minutes(minutes))
        .await
        .expect("an e-mail");
    mail.id
}

on_both! {
    async fn what_is_due_is_taken_by_one_and_sent_once(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let later = add(&mut tx, "b@example.fr", 5).await;
        let first = add(&mut tx, "a@example.fr", 0).await;
        assert!(tx.due_mails(start() - TimeDelta::minutes(1), 9).await.expect("a read").is_empty());
        let due = tx.due_mails(start() + TimeDelta::minutes(5), 9).await.expect("a read");
        assert_eq!(due.iter().map(|mail| mail.id).collect::<Vec<_>>(), [first, later]);
        assert_eq!(tx.outbox_lag().await.expect("a read"), (2, Some(server::store::micros(start()))));

        let again_at = start() + TimeDelta::minutes(1);
        assert!(tx.take_mail(&due[0], again_at).await.expect("a change"));
        assert!(!tx.take_mail(&due[0], again_at).await.expect("a change"), "another has it");
        assert!(tx.mail_sent(first, start()).await.expect("a change"));
        assert!(!tx.mail_sent(first, start()).await.expect("a change"));
        assert!(!tx.mail_failed(first).await.expect("a change"), "what was sent has not failed");
        assert!(tx.mail_failed(later).await.expect("a change"));
        assert!(!tx.mail_failed(later).await.expect("a change"));
        assert!(tx.mail_sent(later, start()).await.expect("a change"), "a late answer of the relay counts");
        assert_eq!(tx.outbox_lag().await.expect("a read"), (0, None));
        let sent = tx.mail(first).await.expect("a read").expect("the e-mail");
        assert_eq!((sent.state.as_str(), sent.attempts), ("SENT", 1));
        assert!(tx.mail(Uuid::now_v7()).await.expect("a read").is_none());
    }

    async fn the_mailbox_shows_the_newest_first_and_one_persons(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let old = add(&mut tx, "a@example.fr", 0).await;
        let other = add(&mut tx, "b@example.fr", 1).await;
        let new = add(&mut tx, "A@example.fr", 2).await;
        let ids = |mails: Vec<server::store::Mail>| mails.iter().map(|mail| mail.id).collect::<Vec<_>>();
        assert_eq!(ids(tx.latest_mails(None, 9).await.expect("a read")), [new, other, old]);
        assert_eq!(ids(tx.latest_mails(None, 1).await.expect("a read")), [new]);
        assert_eq!(ids(tx.latest_mails(Some("a@EXAMPLE.fr"), 9).await.expect("a read")), [new, old]);
    }

    async fn what_a_mail_said_is_forgotten_and_that_it_was_is_not(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let old = add(&mut tx, "a@example.fr", 0).await;
        add(&mut tx, "b@example.fr", 5).await;
        let before = start() + TimeDelta::minutes(5);
        let found = tx.mails_to_blank(before, 9).await.expect("a read");
        assert_eq!(found.iter().map(|mail| mail.id).collect::<Vec<_>>(), [old]);
        tx.blank_mail(old).await.expect("a change");
        assert!(tx.mails_to_blank(before, 9).await.expect("a read").is_empty());
        let blank = tx.mail(old).await.expect("a read").expect("the row");
        assert_eq!((blank.recipient.as_str(), blank.text_body.as_str()), ("", ""));
        assert_eq!(blank.template, "submitted");
    }
}
