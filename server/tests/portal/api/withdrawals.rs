//! Taken back before the decision.

use chrono::TimeDelta;
use serde_json::{Value, json};
use server::requests;

use crate::support::form::{EMAIL, form};
use crate::support::on_both;
use crate::support::portal::Portal;

on_both! {
    async fn a_request_can_be_taken_back_until_it_is_decided(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let manager = portal.manager().await;

        let draft = professional.draft().await;
        assert_eq!(professional.withdraw(&draft).await.request().status(), "WITHDRAWN");

        let submitted = portal.submitted(&professional, form()).await;
        let claimed = manager.claim(&submitted).await.request();
        let withdrawn = professional.withdraw(&claimed).await.request();
        assert_eq!(withdrawn.status(), "WITHDRAWN");
        let late = manager.validate(&claimed).await.refusal("InvalidTransition");
        assert_eq!(late["status"], "WITHDRAWN");

        let submitted = portal.submitted(&professional, form()).await;
        let sent_back = manager.ask_correction(&submitted, &["role"]).await.request();
        assert_eq!(professional.withdraw(&sent_back).await.request().status(), "WITHDRAWN");

        let submitted = portal.submitted(&professional, form()).await;
        let validated = manager.validate(&submitted).await.request();
        let refusal = professional.withdraw(&validated).await.refusal("InvalidTransition");
        assert_eq!((&refusal["status"], &refusal["code"]), (&json!("VALIDATED"), &json!("INVALID_TRANSITION")));
    }
}

on_both! {
    async fn a_draft_given_up_can_be_taken_up_again_for_fourteen_days(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let draft = professional.draft().await;
        let saved = professional.save(&draft, form()).await.request();
        let withdrawn = professional.withdraw(&saved).await.request();
        portal.clock.advance(TimeDelta::days(14));
        let professional = portal.professional().await;
        let restored = professional.change("restoreDraft", withdrawn.input(json!({}))).await.request();
        assert_eq!(restored.status(), "DRAFT");
        let sent = professional.submit(&restored).await.request();
        let codes: Vec<&str> = sent.body["timeline"].as_array().expect("steps").iter()
            .filter_map(|step| step["code"].as_str()).collect();
        assert_eq!(codes[..4], ["DRAFT_CREATED", "WITHDRAWN", "RESTORED", "SUBMITTED"]);
        let gone = professional.withdraw(&sent).await.request();
        professional.change("restoreDraft", gone.input(json!({}))).await.refusal("InvalidTransition");

        let late = professional.withdraw(&professional.draft().await).await.request();
        portal.clock.advance(TimeDelta::days(14) + TimeDelta::seconds(1));
        let professional = portal.professional().await;
        professional.change("restoreDraft", late.input(json!({}))).await.refusal("InvalidTransition");
    }

    async fn an_idle_draft_is_deleted_a_week_after_its_author_was_told(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let kept = portal.submitted(&professional, form()).await;
        let idle = professional.draft().await;
        let idle = professional.save(&idle, form()).await.request();
        let given_up = professional.withdraw(&professional.draft().await).await.request();
        portal.clock.advance(TimeDelta::days(22));
        requests::retention(&portal.app).await.expect("retention");
        let professional = portal.professional().await;
        let touched = professional.draft().await;
        assert_eq!(portal.mails(EMAIL).await.iter().filter(|mail| is_warning(mail)).count(), 0);

        portal.clock.advance(TimeDelta::days(1) + TimeDelta::seconds(1));
        for _ in 0..2 {
            requests::retention(&portal.app).await.expect("retention");
        }
        let told: Vec<Value> = portal.mails(EMAIL).await.into_iter().filter(is_warning).collect();
        assert_eq!(told.len(), 1);

        portal.clock.advance(TimeDelta::days(7) + TimeDelta::seconds(1));
        requests::retention(&portal.app).await.expect("retention");
        let professional = portal.professional().await;
        for (request, is_left) in [(&kept, true), (&touched, true), (&idle, false), (&given_up, false)] {
            let found = professional.run("request", &json!({ "id": request.id })).await;
            assert_eq!(found.data("request").is_object(), is_left, "{}", request.id);
        }
        assert_eq!(portal.events().await.iter().filter(|kind| *kind == "DRAFT_DELETED").count(), 2);
    }
}

fn is_warning(mail: &Value) -> bool {
    mail["subject"]
        .as_str()
        .is_some_and(|subject| subject.contains("sera supprimé"))
}

#[tokio::test]
async fn what_is_withdrawn_does_not_come_back() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let draft = professional.draft().await;
    let withdrawn = professional.withdraw(&draft).await.request();
    professional
        .save(&withdrawn, form())
        .await
        .refusal("NotEditable");
    professional
        .submit(&withdrawn)
        .await
        .refusal("InvalidTransition");
    professional
        .withdraw(&withdrawn)
        .await
        .refusal("InvalidTransition");
    professional
        .send_code(&withdrawn)
        .await
        .refusal("NotEditable");
    professional
        .confirm(&withdrawn, "123456")
        .await
        .refusal("NotEditable");
}
