//! E-mails: what they say, and that each leaves once.

mod letters;
mod mailbox;
mod relay;
mod sending;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use clap::Parser as _;
use server::app::App;
use server::clock::Clock;
use server::config::{Cli, Command, Config};
use server::live::{Change, Listener};
use server::mail::{self, Outlet};
use server::store::{NewEvent, NewMail};
use shared::event::EventKind;
use shared::id::{AccountId, StructureId};
use tempfile::TempDir;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use uuid::Uuid;

/// A portal of its own, whose clock stands still.
struct Portal {
    app: Arc<App>,
    clock: Clock,
    stop: watch::Sender<bool>,
    _folder: TempDir,
}

fn now() -> DateTime<Utc> {
    "2026-12-03T13:30:00Z".parse().expect("an instant")
}

impl Portal {
    async fn open(options: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("portal.db").display());
        let clock = Clock::fixed(now());
        let app = App::open(config(&url, options), clock.clone())
            .await
            .expect("a portal");
        Self {
            app,
            clock,
            stop: watch::channel(false).0,
            _folder: folder,
        }
    }

    fn start_worker(&self) -> JoinHandle<()> {
        let outlet = Outlet::of(&self.app.config).expect("options of a relay");
        tokio::spawn(mail::worker(
            Arc::clone(&self.app),
            outlet,
            self.stop.subscribe(),
        ))
    }

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

    /// Lets that time pass, and the worker see it.
    fn wait(&self, time: TimeDelta) {
        self.clock.advance(time);
        self.app.outbox.wake();
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

fn config(database_url: &str, options: &[&str]) -> Config {
    let fixed = ["rpps-plus", "serve", "--database-url", database_url];
    let cli = Cli::try_parse_from(fixed.iter().chain(options)).expect("options");
    match cli.command {
        Command::Serve(config) => *config,
        other => panic!("{other:?} is not serve"),
    }
}

/// The next event of that kind; a test that waits for nothing fails instead of hanging.
async fn told(listener: &mut Listener, kind: EventKind) -> Arc<server::live::Notice> {
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
