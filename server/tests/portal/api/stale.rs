//! A change asked on an older revision is refused, and says what changed.

use serde_json::json;

use crate::support::form::{form, form_with};
use crate::support::on_both;
use crate::support::portal::Portal;

on_both! {
    async fn the_later_of_two_saves_is_refused_with_what_changed(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let draft = professional.draft().await;
        let saved = professional.save(&draft, form()).await.request();
        let changes = json!({ "phone": "+33 7 00 00 00 01", "role": "317" });
        professional.save(&saved, form_with(&changes)).await.request();

        let other_tab = form_with(&json!({ "category": "M" }));
        let refusal = professional.save(&saved, other_tab).await.refusal("Stale");
        assert_eq!(refusal["changedFields"], json!(["phone", "role"]));
        assert_eq!(refusal["current"]["form"]["phone"], "+33 7 00 00 00 01");
        assert_eq!(refusal["current"]["form"]["category"], "C", "the later one changed nothing");
        assert_eq!(refusal["current"]["revision"], json!(saved.revision + 1));
        let from_the_start = professional.save(&draft, form()).await.refusal("Stale");
        assert!(from_the_start["changedFields"].as_array().expect("names").len() > 10);
    }

    async fn a_decision_on_what_has_changed_since_is_refused(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let request = portal.submitted(&professional, form()).await;
        let manager = portal.manager().await;
        let seen = manager.read(&request).await;
        let sent_back = manager.ask_correction(&seen, &["phone"]).await.request();
        let changes = form_with(&json!({ "phone": "+33 7 00 00 00 01" }));
        let saved = professional.save(&sent_back, changes).await.request();
        let sent = professional.submit(&saved).await.request();

        for refused in [
            manager.validate(&seen).await,
            manager.reject(&seen, "Non.").await,
            manager.ask_correction(&seen, &["role"]).await,
        ] {
            let refusal = refused.refusal("Stale");
            assert_eq!(refusal["changedFields"], json!(["phone"]));
            assert_eq!(refusal["current"]["revision"], json!(sent.revision));
        }
        professional.withdraw(&seen).await.refusal("Stale");
        professional.send_code(&seen).await.refusal("Stale");
        assert_eq!(manager.validate(&sent).await.request().status(), "VALIDATED");
    }

    async fn a_draft_is_submitted_once(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let draft = professional.draft().await;
        let saved = professional.save(&draft, form()).await.request();
        let (first, second) = tokio::join!(professional.submit(&saved), professional.submit(&saved));
        let answers = [first.0, second.0].map(|answer| answer["__typename"].clone());
        // On SQLite writers queue, and the second finds it sent; on PostgreSQL it may have read before.
        let both = ["InvalidTransition", "Stale"].map(|refusal| [json!(refusal), json!("Request")]);
        assert!(both.iter().any(|both| answers.iter().all(|answer| both.contains(answer))), "{answers:?}");
        assert_ne!(answers[0], answers[1]);
        let third = professional.submit(&saved).await.refusal("InvalidTransition");
        assert_eq!(third["status"], "SUBMITTED");
        assert_eq!(portal.database.number("select count(*) from submissions").await, 1);
        let mails = "select count(*) from outbox where template = 'submitted'";
        assert_eq!(portal.database.number(mails).await, 1);
    }

    async fn two_managers_at_once_and_one_decides(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let request = portal.submitted(&professional, form()).await;
        let (manager, colleague) = (portal.manager().await, portal.colleague().await);
        let (validated, rejected) = tokio::join!(manager.validate(&request), colleague.reject(&request, "Non."));
        let answers = [validated.0, rejected.0];
        let done = answers.iter().filter(|answer| answer["__typename"] == "Request").count();
        assert_eq!(done, 1, "{answers:?}");
        let decisions = "select count(*) from events where kind in ('REQUEST_VALIDATED', 'REQUEST_REJECTED')";
        assert_eq!(portal.database.number(decisions).await, 1);
    }
}
