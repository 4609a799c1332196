//! Codes for an address: one a request, the latest.

use chrono::TimeDelta;
use server::store::EmailCode;

use super::{account, draft};
use crate::support::on_both;
use crate::support::portal::start;

on_both! {
    async fn a_new_code_takes_the_place_of_the_last(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let owner = account(&mut tx, "a").await;
        let request = draft(&mut tx, owner).await.id;
        assert!(tx.email_code(request).await.expect("a read").is_none());
        for sent in 1..=2 {
            let code = EmailCode {
                email: "ada@example.fr".to_owned(),
                code_hash: vec![u8::try_from(sent).expect("small"); 32],
                attempts: 0,
                expires_at: start() + TimeDelta::minutes(15),
                sent,
                window_at: start(),
            };
            tx.keep_email_code(request, &code).await.expect("a change");
        }
        tx.count_attempt(request).await.expect("a change");
        tx.commit().await.expect("a commit");
        let mut tx = store.read().await.expect("a transaction");
        let kept = tx.email_code(request).await.expect("a read").expect("the code");
        assert_eq!((kept.sent, kept.attempts, kept.code_hash), (2, 1, vec![2; 32]));
        assert_eq!((kept.window_at, kept.expires_at), (start(), start() + TimeDelta::minutes(15)));
        assert_eq!(database.number("select count(*) from email_codes").await, 1);
        let minute = TimeDelta::minutes(1);
        let sent = tx.unanswered_email_codes(owner, start() - minute).await.expect("a read");
        assert_eq!(sent, (2, Some(start())));
        let sent = tx.unanswered_email_codes(owner, start()).await.expect("a read");
        assert_eq!(sent, (0, None), "that window is over");
    }
}
