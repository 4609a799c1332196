//! What who represents a structure meets who has its software told.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::Met;
use crate::api::problems;
use crate::support::form::HOSPITAL;
use crate::support::portal::Portal;

const CHANGES: [&str; 5] = [
    "updateWebhook",
    "testWebhook",
    "replayWebhook",
    "rotateWebhookSecret",
    "deleteWebhook",
];

pub(super) async fn meet(portal: &Portal, met: &mut Met) {
    let representative = portal.representative().await;
    let hospital = representative.structure(HOSPITAL).await;
    let with = |url: &str| json!({ "structureId": hospital, "url": url });
    let wrong = met
        .change(&representative, "createWebhook", with(" "))
        .await;
    assert_eq!(
        problems(&wrong.refusal("InvalidDecision")),
        json!(["url REQUIRED"])
    );
    for (url, problem) in [
        ("https://10.0.0.1/", "url URL_NOT_PUBLIC"),
        ("ftp://hopital.example/", "url URL_SHAPE"),
    ] {
        let wrong = representative.change("createWebhook", with(url)).await;
        assert_eq!(
            problems(&wrong.refusal("InvalidDecision")),
            json!([problem])
        );
    }
    let (one, other) = (
        with("https://hopital.example/a"),
        with("https://hopital.example/b"),
    );
    met.conflict(&representative, "createWebhook", one, other)
        .await;
    let mut seen = Value::Null;
    for change in CHANGES {
        let reply = representative
            .run("webhooks", &json!({ "structureId": hospital }))
            .await;
        seen = reply.data("webhooks")[0].clone();
        let at = |revision: &Value| json!({ "id": seen["id"], "revision": revision });
        met.change(&representative, change, at(&json!(99)))
            .await
            .refusal("OutOfDate");
        if change == "updateWebhook" {
            let mut input = at(&seen["revision"]);
            input["url"] = json!("x");
            let wrong = met.change(&representative, change, input).await;
            assert_eq!(
                problems(&wrong.refusal("InvalidDecision")),
                json!(["url URL_SHAPE"])
            );
        }
        met.conflict(
            &representative,
            change,
            at(&seen["revision"]),
            at(&json!(99)),
        )
        .await;
    }
    assert_ne!(seen, Value::Null);
    for number in 0..10 {
        let url = format!("https://hopital.example/{number}");
        let done = representative.change("createWebhook", with(&url)).await;
        assert_eq!(done.0["__typename"], "WebhookSecret");
    }
    let wrong = representative
        .change("createWebhook", with("https://hopital.example/one-more"))
        .await;
    assert_eq!(
        problems(&wrong.refusal("InvalidDecision")),
        json!(["url TOO_MANY"])
    );
    let reply = representative
        .run("webhooks", &json!({ "structureId": hospital }))
        .await;
    let left = reply.data("webhooks")[0].clone();
    portal.clock.advance(TimeDelta::days(400));
    let mandataire = portal.mandataire().await;
    met.change(
        &mandataire,
        "createWebhook",
        with("https://hopital.example/"),
    )
    .await
    .refusal("MandateEnded");
    for change in CHANGES {
        let input = json!({ "id": left["id"], "revision": left["revision"] });
        met.change(&mandataire, change, input)
            .await
            .refusal("MandateEnded");
    }
}
