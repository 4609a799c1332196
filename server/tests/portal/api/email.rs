//! The address is confirmed by a code: five attempts, five codes an hour, fifteen minutes each.

use chrono::TimeDelta;
use serde_json::json;

use super::problems;
use crate::support::form::{EMAIL, form, form_with};
use crate::support::on_both;
use crate::support::people::{Person, Request};
use crate::support::portal::Portal;

/// A draft whose code was just sent.
async fn waiting(professional: &Person) -> Request {
    let draft = professional.draft().await;
    let saved = professional.save(&draft, form()).await.request();
    professional.send_code(&saved).await.request()
}

/// Another code than this one.
fn wrong(code: &str) -> &'static str {
    if code == "123456" { "654321" } else { "123456" }
}

on_both! {
    async fn an_unconfirmed_address_blocks_the_decision_and_not_the_filing(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let request = professional.file_form().await;
        assert_eq!(request.status(), "SUBMITTED");
        let manager = portal.manager().await;
        let refusal = manager.validate(&request).await.refusal("NotEligible");
        assert_eq!(refusal["verdict"]["outcome"], "NOT_ELIGIBLE");
        assert_eq!(refusal["verdict"]["findings"][0]["code"], "EMAIL_NOT_CONFIRMED");

        let sent = professional.send_code(&request).await.request();
        let code = portal.code_sent_to(EMAIL).await;
        let confirmed = professional.confirm(&sent, &code).await.request();
        assert_eq!(confirmed.body["emailConfirmed"], true);
        assert_eq!(manager.validate(&confirmed).await.request().status(), "VALIDATED");
    }

    async fn five_wrong_codes_and_the_right_one_is_no_longer_good(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let request = waiting(&professional).await;
        let code = portal.code_sent_to(EMAIL).await;
        for left in [4, 3, 2, 1, 0] {
            let refusal = professional.confirm(&request, wrong(&code)).await.refusal("WrongCode");
            assert_eq!(refusal["attemptsLeft"], left);
        }
        let refusal = professional.confirm(&request, &code).await.refusal("WrongCode");
        assert_eq!((&refusal["attemptsLeft"], &refusal["code"]), (&json!(0), &json!("WRONG_CODE")));
        let request = professional.read(&request).await;
        let again = professional.send_code(&request).await.request();
        let code = portal.code_sent_to(EMAIL).await;
        professional.confirm(&again, &code).await.request();
    }
}

#[tokio::test]
async fn a_code_is_good_for_a_quarter_of_an_hour() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let request = waiting(&professional).await;
    let code = portal.code_sent_to(EMAIL).await;
    portal.clock.advance(TimeDelta::minutes(15));
    professional
        .confirm(&request, &code)
        .await
        .refusal("WrongCode");
}

#[tokio::test]
async fn a_code_may_be_typed_with_spaces_and_is_good_once() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let request = waiting(&professional).await;
    let code = portal.code_sent_to(EMAIL).await;
    let typed = format!(" {} {} ", &code[..3], &code[3..]);
    let confirmed = professional.confirm(&request, &typed).await.request();
    professional
        .confirm(&confirmed, &code)
        .await
        .refusal("WrongCode");
}

#[tokio::test]
async fn a_sixth_code_within_the_hour_has_to_wait() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let mut request = waiting(&professional).await;
    for _ in 0..4 {
        portal.clock.advance(TimeDelta::minutes(5));
        request = professional.send_code(&request).await.request();
    }
    let refusal = professional
        .send_code(&request)
        .await
        .refusal("TooManyCodes");
    assert_eq!(refusal["retryAt"], "2026-12-03T14:30:00+00:00");
    for _ in 0..2 {
        portal.clock.advance(TimeDelta::minutes(20));
        professional.read(&request).await;
    }
    professional.send_code(&request).await.request();
    assert_eq!(portal.mails(EMAIL).await.len(), 6);
}

#[tokio::test]
async fn ten_unanswered_codes_an_hour_are_enough_for_an_account() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    for _ in 0..2 {
        let mut request = waiting(&professional).await;
        for _ in 0..4 {
            request = professional.send_code(&request).await.request();
        }
    }
    let draft = professional.draft().await;
    let third = professional.save(&draft, form()).await.request();
    professional.send_code(&third).await.refusal("TooManyCodes");
    assert_eq!(portal.mails(EMAIL).await.len(), 10);
    portal.clock.advance(TimeDelta::minutes(25));
    professional.read(&third).await;
    portal.clock.advance(TimeDelta::minutes(25));
    professional.read(&third).await;
    portal.clock.advance(TimeDelta::minutes(11));
    professional.send_code(&third).await.request();
}

#[tokio::test]
async fn another_address_is_not_confirmed_by_the_code_of_the_first() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let request = waiting(&professional).await;
    let code = portal.code_sent_to(EMAIL).await;
    let other = form_with(&json!({ "email": "other@example.fr" }));
    let saved = professional.save(&request, other).await.request();
    professional
        .confirm(&saved, &code)
        .await
        .refusal("WrongCode");

    let back = professional.save(&saved, form()).await.request();
    let confirmed = professional.confirm(&back, &code).await.request();
    assert_eq!(confirmed.body["emailConfirmed"], true);
    let changed = form_with(&json!({ "email": "other@example.fr" }));
    let changed = professional.save(&confirmed, changed).await.request();
    assert_eq!(changed.body["emailConfirmed"], false);
}

#[tokio::test]
async fn no_code_is_sent_to_what_is_not_an_address() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let draft = professional.draft().await;
    for email in ["", "nobody", "a@b", "a b@example.fr", "é@example.fr"] {
        let request = professional.read(&draft).await;
        let saved = professional
            .save(&request, form_with(&json!({ "email": email })))
            .await
            .request();
        let refusal = professional.send_code(&saved).await.refusal("InvalidForm");
        assert_eq!(problems(&refusal), json!(["email EMAIL_SHAPE"]), "{email}");
    }
    let nothing = professional.draft().await;
    professional
        .confirm(&nothing, "123456")
        .await
        .refusal("WrongCode");
}
