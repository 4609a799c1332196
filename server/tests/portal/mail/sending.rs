//! The worker: each e-mail leaves once, whatever happens on the way.

use chrono::TimeDelta;
use server::mail;
use shared::event::EventKind;
use shared::id::{AccountId, StructureId};
use uuid::Uuid;

use super::relay::{FakeRelay, Mood};
use super::{open, told};

#[tokio::test]
async fn the_relay_receives_each_mail_once_and_the_log_says_so() {
    let relay = FakeRelay::start(Mood::Accepts).await;
    let portal = open(&["--smtp-url", &relay.url]).await;
    let mut events = portal.app.live.subscribe();
    let mail = portal.write("submitted").await;
    let workers = [portal.start_worker(), portal.start_worker()];

    let sent = told(&mut events, EventKind::MailSent).await;

    assert_eq!(sent.owner, Some(AccountId(Uuid::from_u128(1))));
    assert_eq!(sent.structure, Some(StructureId(Uuid::from_u128(2))));
    assert_eq!(portal.state(&mail).await, "SENT");
    portal.wait(TimeDelta::days(1));
    portal.stop.send(true).expect("the workers listen");
    for worker in workers {
        worker.await.expect("a worker stops when told");
    }
    let received = relay.received();
    assert_eq!(received.len(), 1);
    assert_eq!(received[0].recipients, [" TO:<ada@example.fr>"]);
    let data = &received[0].data;
    assert!(
        data.contains(&format!("Message-ID: <{}@127.0.0.1>", mail.id)),
        "{data}"
    );
    assert!(data.contains("Auto-Submitted: auto-generated"), "{data}");
    assert!(
        data.contains("Date: Thu, 03 Dec 2026 13:30:00 +0000"),
        "{data}"
    );
    assert!(
        data.contains("text/plain") && data.contains("text/html"),
        "{data}"
    );
}

#[tokio::test]
async fn a_mail_that_was_refused_leaves_at_the_next_attempt() {
    let mut relay = FakeRelay::start(Mood::Refuses(1)).await;
    let portal = open(&["--smtp-url", &relay.url]).await;
    let mut events = portal.app.live.subscribe();
    let mail = portal.write("submitted").await;
    let _worker = portal.start_worker();

    relay.refused().await;
    assert_eq!(portal.state(&mail).await, "PENDING");
    assert!(relay.received().is_empty());
    portal.wait(TimeDelta::seconds(30));
    told(&mut events, EventKind::MailSent).await;

    assert_eq!(relay.received().len(), 1);
}

#[tokio::test]
async fn a_mail_is_given_up_after_ten_attempts() {
    let mut relay = FakeRelay::start(Mood::Refuses(usize::MAX)).await;
    let portal = open(&["--smtp-url", &relay.url]).await;
    let mut events = portal.app.live.subscribe();
    let mail = portal.write("validated").await;
    let _worker = portal.start_worker();

    for _ in 0..10 {
        relay.refused().await;
        portal.wait(TimeDelta::hours(4));
    }
    told(&mut events, EventKind::MailFailed).await;

    assert_eq!(portal.state(&mail).await, "FAILED");
}

#[tokio::test]
async fn a_mail_in_the_hands_of_a_server_that_died_leaves_when_its_time_has_come() {
    let relay = FakeRelay::start(Mood::Accepts).await;
    let portal = open(&["--smtp-url", &relay.url]).await;
    let mut events = portal.app.live.subscribe();
    let taken = portal.write("submitted").await;
    let mut tx = portal.app.store.write().await.expect("a transaction");
    let due = tx.due_mails(portal.clock.now(), 10).await.expect("a read");
    let again_at = portal.clock.now() + TimeDelta::seconds(30);
    assert!(tx.take_mail(&due[0], again_at).await.expect("a change"));
    assert!(
        !tx.take_mail(&due[0], again_at).await.expect("a change"),
        "another server has it"
    );
    tx.commit().await.expect("a commit");
    let fresh = portal.write("rejected").await;
    let _worker = portal.start_worker();

    told(&mut events, EventKind::MailSent).await;
    assert_eq!(portal.state(&fresh).await, "SENT");
    assert_eq!(portal.state(&taken).await, "PENDING");
    portal.wait(TimeDelta::seconds(30));
    told(&mut events, EventKind::MailSent).await;

    assert_eq!(portal.state(&taken).await, "SENT");
    assert_eq!(relay.received().len(), 2);
}

#[tokio::test]
async fn nothing_in_a_mail_starts_a_header_of_its_own() {
    let relay = FakeRelay::start(Mood::Accepts).await;
    let portal = open(&["--smtp-url", &relay.url]).await;
    let mut events = portal.app.live.subscribe();
    let forged = portal
        .write_to(
            "submitted",
            "ada@example.fr\r\nBcc: all@example.fr",
            "Forged",
        )
        .await;
    portal
        .write_to(
            "submitted",
            "ada@example.fr",
            "Bonjour\r\nBcc: all@example.fr",
        )
        .await;
    let _worker = portal.start_worker();

    told(&mut events, EventKind::MailFailed).await;
    told(&mut events, EventKind::MailSent).await;

    assert_eq!(portal.state(&forged).await, "FAILED");
    let received = relay.received();
    assert_eq!(received.len(), 1);
    assert_eq!(received[0].recipients, [" TO:<ada@example.fr>"]);
    assert!(
        !received[0].data.lines().any(|line| line.starts_with("Bcc")),
        "{}",
        received[0].data
    );
}

#[tokio::test]
async fn a_code_that_has_run_out_is_not_sent() {
    let relay = FakeRelay::start(Mood::Accepts).await;
    let portal = open(&["--smtp-url", &relay.url]).await;
    let mut events = portal.app.live.subscribe();
    let code = portal.write("email_code").await;
    portal.wait(mail::CODE_LIFETIME);
    let _worker = portal.start_worker();

    told(&mut events, EventKind::MailFailed).await;

    assert_eq!(portal.state(&code).await, "FAILED");
    assert!(relay.received().is_empty());
}

#[tokio::test]
async fn in_the_demo_a_number_counts_as_sent_at_once() {
    let portal = open(&["--demo"]).await;
    let mut events = portal.app.live.subscribe();
    let _worker = portal.start_worker();
    let mail = portal.write("validated").await;

    let sent = told(&mut events, EventKind::NumberSent).await;

    assert_eq!(sent.owner, Some(AccountId(Uuid::from_u128(1))));
    assert_eq!(portal.state(&mail).await, "SENT");
}

#[tokio::test]
async fn without_a_relay_mails_wait() {
    let portal = open(&[]).await;
    let mail = portal.write("submitted").await;
    let worker = portal.start_worker();

    portal.stop.send(true).expect("the worker listens");
    worker.await.expect("the worker stops when told");

    assert_eq!(portal.state(&mail).await, "PENDING");
}

#[tokio::test]
async fn after_thirty_days_nothing_of_a_mail_is_left_but_that_it_was() {
    let portal = open(&[]).await;
    let mut events = portal.app.live.subscribe();
    let old = portal.write("validated").await;
    portal.clock.advance(TimeDelta::days(30));
    let recent = portal.write("validated").await;
    assert_eq!(mail::retention(&portal.app).await.expect("a run"), 0);
    portal.clock.advance(TimeDelta::seconds(1));

    assert_eq!(mail::retention(&portal.app).await.expect("a run"), 1);

    told(&mut events, EventKind::MailFailed).await;
    let mut tx = portal.app.store.read().await.expect("a transaction");
    let blank = tx
        .mail(old.id)
        .await
        .expect("a read")
        .expect("the row stays");
    let content = [
        &blank.recipient,
        &blank.subject,
        &blank.text_body,
        &blank.html_body,
    ];
    assert!(content.into_iter().all(String::is_empty), "{blank:?}");
    assert_eq!(
        (blank.state.as_str(), blank.template.as_str()),
        ("FAILED", "validated")
    );
    let kept = tx
        .mail(recent.id)
        .await
        .expect("a read")
        .expect("the row stays");
    assert_eq!(
        (kept.state.as_str(), kept.recipient.as_str()),
        ("PENDING", "ada@example.fr")
    );
}

#[tokio::test]
async fn a_relay_that_cannot_be_used_is_refused_at_the_start() {
    for url in ["mail.example.fr", "http://mail.example.fr", "smtp://"] {
        let portal = open(&["--smtp-url", url]).await;
        assert!(mail::Outlet::of(&portal.app.config).is_err(), "{url}");
    }
    let from = open(&[
        "--smtp-url",
        "smtps://mail.example.fr",
        "--mail-from",
        "nobody",
    ])
    .await;
    assert!(mail::Outlet::of(&from.app.config).is_err());
}
