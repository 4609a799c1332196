//! The same key and body give the first answer again; another body is refused.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::json;

use crate::support::form::{form, form_with};
use crate::support::on_both;
use crate::support::portal::Portal;

on_both! {
    async fn a_key_gives_the_first_answer_again_and_refuses_another_body(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let input = json!({ "idempotencyKey": "draft-1" });
        let draft = professional.change("createDraft", input.clone()).await.request();
        let again = professional.change("createDraft", input).await.request();
        assert_eq!(draft.id, again.id);
        assert_eq!(portal.database.number("select count(*) from requests").await, 1);

        let first = draft.input(json!({ "form": form(), "idempotencyKey": "save-1" }));
        let saved = professional.change("saveDraft", first.clone()).await.request();
        let again = professional.change("saveDraft", first).await.request();
        assert_eq!(saved.revision, again.revision, "it was saved once");
        let other = draft.input(json!({ "form": form_with(&json!({ "role": "317" })), "idempotencyKey": "save-1" }));
        let refusal = professional.change("saveDraft", other).await.refusal("IdempotencyConflict");
        assert_eq!(refusal["code"], "IDEMPOTENCY_CONFLICT");
        // A key belongs to its caller and to its mutation.
        let elsewhere = portal.other_professional().await;
        let theirs = elsewhere.change("createDraft", json!({ "idempotencyKey": "draft-1" })).await.request();
        assert_ne!(theirs.id, draft.id);
        professional.change("submitRequest", saved.input(json!({ "idempotencyKey": "save-1" }))).await.request();
    }

    async fn the_same_key_many_times_at_once_acts_once(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let create = || professional.change("createDraft", json!({ "idempotencyKey": "k" }));
        let drafts = join_all((0..12).map(|_| create())).await;
        let ids: Vec<String> = drafts.into_iter().map(|done| done.request().id).collect();
        assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");

        let draft = professional.read(&professional.draft().await).await;
        let saved = professional.save(&draft, form()).await.request();
        let input = saved.input(json!({ "idempotencyKey": "k" }));
        let submit = || professional.change("submitRequest", input.clone());
        for done in join_all((0..12).map(|_| submit())).await {
            assert_eq!(done.request().status(), "SUBMITTED");
        }
        let sent = "select count(*) from events where kind = 'REQUEST_SUBMITTED'";
        assert_eq!(portal.database.number(sent).await, 1);
        assert_eq!(portal.database.number("select count(*) from outbox").await, 1);
    }
}

#[tokio::test]
async fn the_order_in_which_an_input_is_written_does_not_matter() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let draft = professional.draft().await;
    let mutation = |input: &str| {
        format!(
            "mutation {{ withdrawRequest(input: {{ {input} }}) {{ ... on Request {{ revision }} }} }}"
        )
    };
    let id = &draft.id;
    let one = mutation(&format!("id: \"{id}\", revision: 1, idempotencyKey: \"k\""));
    let other = mutation(&format!("idempotencyKey: \"k\", revision: 1, id: \"{id}\""));
    let first = professional.ask(&one, &json!({})).await;
    let second = professional.ask(&other, &json!({})).await;
    assert_eq!(
        first.data("withdrawRequest"),
        second.data("withdrawRequest")
    );
    assert_eq!(second.data("withdrawRequest")["revision"], 2);
}

#[tokio::test]
async fn an_answer_is_rebuilt_only_for_who_may_still_read_it() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let request = portal.submitted(&professional, form()).await;
    let manager = portal.manager().await;
    let input = request.input(json!({ "idempotencyKey": "claim-1" }));
    manager
        .change("claimRequest", input.clone())
        .await
        .request();
    super::structures::revoke(&portal, "30B0168811/CPET00001").await;
    let reply = manager
        .run("claimRequest", &json!({ "input": input }))
        .await;
    assert_eq!(reply.code(), "NOT_FOUND");
}

#[tokio::test]
async fn a_key_is_kept_for_a_day_and_has_a_reasonable_length() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    for key in [String::new(), "x".repeat(201), "a\u{0}b".to_owned()] {
        let input = json!({ "input": { "idempotencyKey": key } });
        assert_eq!(
            professional.run("createDraft", &input).await.code(),
            "INVALID_ARGUMENT"
        );
    }
    let input = json!({ "idempotencyKey": "k" });
    let first = professional
        .change("createDraft", input.clone())
        .await
        .request();
    let mut tx = portal.app.store.write().await.expect("a transaction");
    tx.forget_answers_before(portal.clock.now() + TimeDelta::seconds(1))
        .await
        .expect("a change");
    tx.commit().await.expect("a commit");
    let second = professional.change("createDraft", input).await.request();
    assert_ne!(first.id, second.id);
}
