//! Questions to support are kept, counted and moved on once; their words go when their time is over.

use chrono::TimeDelta;
use shared::event::EventKind;
use shared::id::SupportId;
use shared::support::{Question, RawQuestion, State};
use uuid::Uuid;

use server::store::{NewSupportQuestion, Once, StoreError, SupportScope, SupportTurn, Tx};

use super::{account, draft, event};
use crate::support::on_both;
use crate::support::portal::start;

fn question() -> Question {
    let raw = RawQuestion {
        topic: "OTHER".to_owned(),
        full_name: "Ada Lovelace".to_owned(),
        email: "ada@example.com".to_owned(),
        reference: "RP-1".to_owned(),
        message: "Bonjour.".to_owned(),
    };
    raw.parse().expect("a question")
}

async fn ask(tx: &mut Tx, once: Option<Once>) -> Result<SupportId, StoreError> {
    let id = SupportId(Uuid::now_v7());
    let question = question();
    let new = NewSupportQuestion {
        id,
        account: None,
        request: None,
        language: "fr",
        question: &question,
        once,
        at: start(),
    };
    tx.add_support_question(&new).await.map(|()| id)
}

on_both! {
    async fn questions_are_listed_counted_and_answered_once(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let agent = account(&mut tx, "agent").await;
        let first = ask(&mut tx, None).await.expect("a question");
        let second = ask(&mut tx, None).await.expect("a question");
        let open = SupportScope::State(State::Open);
        let listed = tx.support_questions(open, None, 9).await.expect("a read");
        assert_eq!(listed.iter().map(|of| of.id).collect::<Vec<_>>(), [first, second], "what waits longest first");
        let rest = tx.support_questions(open, Some(first), 9).await.expect("a read");
        assert_eq!(rest.len(), 1);
        assert_eq!(tx.support_questions(open, None, 1).await.expect("a read").len(), 1);
        assert_eq!(tx.support_counts().await.expect("a read"), [(State::Open, 2)]);

        let of = tx.support_question(first).await.expect("a read").expect("the question");
        let turn = SupportTurn { state: State::Answered, held_by: Some(agent), answer: Some((agent, "Voici.")) };
        tx.turn_support(&of, &turn, event(EventKind::SupportAnswered)).await.expect("a change");
        let twice = tx.turn_support(&of, &turn, event(EventKind::SupportAnswered)).await;
        assert!(matches!(twice, Err(StoreError::Stale)), "{twice:?}");
        let of = tx.support_question(first).await.expect("a read").expect("the question");
        let said: Vec<&str> = of.messages.iter().map(|message| message.body.as_str()).collect();
        assert_eq!(said, ["Bonjour.", "Voici."]);
        assert_eq!((of.holder.as_deref(), of.revision), (Some("Ada Lovelace"), 2));
        let mut counts = tx.support_counts().await.expect("a read");
        counts.sort_unstable();
        assert_eq!(counts, [(State::Open, 1), (State::Answered, 1)]);
        let answered = tx.support_questions(SupportScope::State(State::Answered), None, 9).await.expect("a read");
        assert_eq!(answered[0].messages.len(), 2);
        assert!(tx.support_questions(SupportScope::Of(agent), None, 9).await.expect("a read").is_empty());
    }

    async fn the_words_of_what_is_answered_go_and_the_rest_stays(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let agent = account(&mut tx, "agent").await;
        let waits = ask(&mut tx, None).await.expect("a question");
        let closed = ask(&mut tx, None).await.expect("a question");
        let of = tx.support_question(closed).await.expect("a read").expect("the question");
        let turn = SupportTurn { state: State::Closed, held_by: Some(agent), answer: None };
        tx.turn_support(&of, &turn, event(EventKind::SupportClosed)).await.expect("a change");
        let later = start() + TimeDelta::days(1);
        assert_eq!(tx.forget_support(start(), later, 9).await.expect("a change"), 0);
        assert_eq!(tx.forget_support(later, later, 9).await.expect("a change"), 1);
        assert_eq!(tx.forget_support(later, later, 9).await.expect("a change"), 0, "once");
        let gone = tx.support_question(closed).await.expect("a read").expect("the question");
        let asked = gone.asked().expect("a message");
        assert_eq!([&asked.full_name, &asked.email, &asked.reference, &asked.body], ["", "", "", ""]);
        assert_eq!(gone.forgotten_at, Some(later));
        let kept = tx.support_question(waits).await.expect("a read").expect("the question");
        assert_eq!(kept.asked().expect("a message").body, "Bonjour.");
    }

    async fn a_key_keeps_one_question_for_a_day(database: Database) {
        let (store, _) = database.open().await;
        let once = Once { key_hash: [1; 32], body_hash: [2; 32] };
        let mut tx = store.write().await.expect("a transaction");
        let id = ask(&mut tx, Some(once)).await.expect("a question");
        tx.commit().await.expect("a commit");
        let mut tx = store.write().await.expect("a transaction");
        let twice = ask(&mut tx, Some(once)).await;
        assert!(matches!(twice, Err(StoreError::Duplicate)), "{twice:?}");
        drop(tx);
        let mut tx = store.write().await.expect("a transaction");
        assert_eq!(tx.support_once(&[1; 32]).await.expect("a read"), Some((id, vec![2; 32])));
        assert_eq!(tx.forget_support_keys(start()).await.expect("a change"), 0);
        assert_eq!(tx.forget_support_keys(start() + TimeDelta::seconds(1)).await.expect("a change"), 1);
        assert_eq!(tx.support_once(&[1; 32]).await.expect("a read"), None);
        ask(&mut tx, Some(once)).await.expect("another question");
    }

    async fn a_draft_that_is_deleted_leaves_the_question_about_it(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let owner = account(&mut tx, "owner").await;
        let request = draft(&mut tx, owner).await.id;
        let question = question();
        let id = SupportId(Uuid::now_v7());
        let new = NewSupportQuestion {
            id,
            account: Some(owner),
            request: Some(request),
            language: "en",
            question: &question,
            once: None,
            at: start(),
        };
        tx.add_support_question(&new).await.expect("a question");
        assert!(tx.delete_draft(request, start() + TimeDelta::days(1)).await.expect("a change"));
        let own = tx.support_questions(SupportScope::Of(owner), None, 9).await.expect("a read");
        assert_eq!((own[0].id, own[0].request), (id, None));
    }
}
