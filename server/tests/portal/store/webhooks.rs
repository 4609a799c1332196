//! Webhooks: how far each is, who works on it, what it signs with.

use chrono::TimeDelta;
use server::store::{
    Attempt, NewWebhook, Position, StoreError, Tx, Webhook, WebhookState, WebhookStep,
};
use shared::event::EventKind;
use shared::id::{StructureId, WebhookId};
use uuid::Uuid;

use super::{account, event, event_at, structure};
use crate::support::on_both;
use crate::support::portal::start;

async fn webhook(tx: &mut Tx) -> (StructureId, Webhook) {
    let (by, structure) = (account(tx, "a").await, structure(tx, "0B0168811").await);
    let id = WebhookId(Uuid::now_v7());
    let new = NewWebhook {
        id,
        structure,
        by,
        url: "https://hopital.example/",
        secret: "whsec_b25l",
    };
    tx.add_webhook(&new, event(EventKind::WebhookCreated))
        .await
        .expect("a webhook");
    (
        structure,
        tx.webhook(id).await.expect("a read").expect("the webhook"),
    )
}

on_both! {
    async fn it_is_taken_once_and_kept_as_far_as_it_is(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let (_, webhook) = webhook(&mut tx).await;
        assert_eq!((webhook.state, webhook.attempts, webhook.has_secret), (WebhookState::Active, 0, true));
        assert_eq!(tx.due_webhooks(start()).await.expect("a list").len(), 1);
        let until = start() + TimeDelta::minutes(1);
        assert!(tx.take_webhook(&webhook, until).await.expect("a change"));
        assert!(!tx.take_webhook(&webhook, until).await.expect("a change"));
        assert!(tx.due_webhooks(start()).await.expect("a list").is_empty());
        let taken = Webhook { next_attempt_at: until, ..webhook.clone() };
        let position = Position { xact: 0, event: 7 };
        let next = Webhook { position, attempts: 2, failing_since: Some(start()), ..taken.clone() };
        assert!(tx.keep_webhook(&taken, &next).await.expect("a change"));
        assert!(!tx.keep_webhook(&webhook, &next).await.expect("a change"), "not who did not take it");
        let kept = tx.webhook(webhook.id).await.expect("a read").expect("the webhook");
        assert_eq!((kept.position, kept.attempts, kept.failing_since), (position, 2, Some(start())));
    }

    async fn each_step_needs_what_was_read(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let (_, read) = webhook(&mut tx).await;
        let told = || event(EventKind::WebhookChanged);
        tx.turn_webhook(&read, WebhookStep::Stop, told()).await.expect("a change");
        let stale = tx.turn_webhook(&read, WebhookStep::Test, told()).await;
        assert!(matches!(stale, Err(StoreError::Stale)));
        let stopped = tx.webhook(read.id).await.expect("a read").expect("the webhook");
        assert_eq!((stopped.state, stopped.revision), (WebhookState::Stopped, 2));
        assert!(tx.due_webhooks(start()).await.expect("a list").is_empty());
        tx.turn_webhook(&stopped, WebhookStep::Test, told()).await.expect("a change");
        assert_eq!(tx.due_webhooks(start()).await.expect("a list").len(), 1, "a test is sent even so");
        let tested = tx.webhook(read.id).await.expect("a read").expect("the webhook");
        let position = Position { xact: 0, event: 3 };
        tx.turn_webhook(&tested, WebhookStep::Replay(position), told()).await.expect("a change");
        let replayed = tx.webhook(read.id).await.expect("a read").expect("the webhook");
        assert_eq!((replayed.state, replayed.position), (WebhookState::Active, position));
        assert!(matches!(tx.delete_webhook(&read, told()).await, Err(StoreError::Stale)));
    }

    async fn secrets_end_and_go(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let (_, webhook) = webhook(&mut tx).await;
        let (later, until) = (start() + TimeDelta::hours(1), start() + TimeDelta::hours(25));
        tx.end_webhook_secrets(webhook.id, later, until).await.expect("a change");
        tx.add_webhook_secret(webhook.id, "whsec_dHdv", later).await.expect("a change");
        assert_eq!(tx.webhook_secrets(webhook.id, later).await.expect("a list"), ["whsec_dHdv", "whsec_b25l"]);
        assert_eq!(tx.webhook_secrets(webhook.id, until).await.expect("a list"), ["whsec_dHdv"]);
    }

    async fn a_structure_reads_its_webhooks_with_their_last_attempts(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let (structure, webhook) = webhook(&mut tx).await;
        for number in 1..=3 {
            let at = start() + TimeDelta::minutes(number.into());
            let attempt = Attempt { status: Some(503), ..Attempt::new(Some(9), number, at, "REFUSED") };
            tx.add_webhook_attempt(webhook.id, &attempt).await.expect("a change");
        }
        let read = tx.webhooks_of(structure, 2).await.expect("a list");
        let attempts: Vec<i32> = read[0].1.iter().map(|attempt| attempt.attempt).collect();
        assert_eq!((read.len(), attempts), (1, vec![3, 2]));
        let gone = tx.forget_webhook_attempts(start() + TimeDelta::minutes(3)).await;
        assert_eq!(gone.expect("a change"), 2);
        tx.delete_webhook(&webhook, event_at(EventKind::WebhookDeleted, start())).await.expect("a change");
        assert!(tx.webhooks_of(structure, 2).await.expect("a list").is_empty());
        tx.commit().await.expect("a commit");
        let mut tx = store.read().await.expect("a transaction");
        assert!(tx.feed_end().await.expect("a place").event > 0 || database.is_postgres());
    }
}
