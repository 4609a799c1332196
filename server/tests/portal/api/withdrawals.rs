//! Taken back before the decision.

use serde_json::json;

use crate::support::form::form;
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
