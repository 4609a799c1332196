//! E-mails: what they say, and that each leaves once.

mod letters;
mod mailbox;
mod relay;
mod sending;

use std::sync::Arc;
use std::time::Duration;

use server::live::{Change, Listener, Notice};
use server::store::{NewEvent, NewMail};
use shared::event::EventKind;
use shared::id::{AccountId, StructureId};
use uuid::Uuid;

use crate::support::portal::{Plan, Portal};

/// A portal of its own, whose clock stands still.
async fn open(options: &[&str]) -> Portal {
    Plan::real().with(options.iter().copied()).open().await
}

impl Portal {
    /// An e-mail as a committed change leaves it, and the event of that change.
    async fn write(&self, template: &'static str) -> NewMail {
        self.write_to(template, "ada@example.fr", "Votre numéro RPPS")
            .await
    }

    async fn write_to(&self, template: &'static str, recipient: &str, subject: &str) -> NewMail {
        let at = self.app.clock.now();
        let mut tx = self.app.store.write().await.expect("a transaction");
        let event = NewEvent {
            owner: Some(AccountId(Uuid::from_u128(1))),
            structure: Some(StructureId(Uuid::from_u128(2))),
            ..NewEvent::new(EventKind::RequestValidated, at)
        };
        let mail = NewMail {
            id: Uuid::now_v7(),
            event: tx.add_event(event).await.expect("an event"),
            request: None,
            template,
            language: "fr",
            recipient: recipient.to_owned(),
            subject: subject.to_owned(),
            text_body: "Votre numéro RPPS est 99700000001.\n".to_owned(),
            html_body: "<p>Votre numéro RPPS est 99700000001.</p>\n".to_owned(),
        };
        tx.add_mail(&mail, at).await.expect("an e-mail");
        tx.commit().await.expect("a commit");
        self.app.outbox.wake();
        mail
    }

    async fn state(&self, mail: &NewMail) -> String {
        let mut tx = self.app.store.read().await.expect("a transaction");
        tx.mail(mail.id)
            .await
            .expect("a read")
            .expect("the e-mail")
            .state
    }
}

/// The next event of that kind; a test that waits for nothing fails instead of hanging.
async fn told(listener: &mut Listener, kind: EventKind) -> Arc<Notice> {
    let next = async {
        loop {
            match listener.next().await {
                Some(Change::Event(notice)) if notice.kind == kind => return notice,
                Some(_) => {}
                None => panic!("the portal has stopped"),
            }
        }
    };
    tokio::time::timeout(Duration::from_mins(1), next)
        .await
        .expect("the event comes")
}
