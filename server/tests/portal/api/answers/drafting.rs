//! What the author of a request meets.

use serde_json::json;

use super::Met;
use crate::support::form::{EMAIL, PHARMACY, form, form_with};
use crate::support::people::{Person, Request};
use crate::support::portal::Portal;

/// The same request as it was a change ago.
fn old(request: &Request) -> Request {
    Request {
        revision: request.revision - 1,
        ..request.clone()
    }
}

pub(super) async fn meet(portal: &Portal, met: &mut Met) {
    let author = portal.professional().await;
    let draft = met
        .change(&author, "createDraft", json!({}))
        .await
        .request();
    saves(portal, met, &author, &draft).await;
    codes(portal, met, &author).await;
    submits(met, &author).await;
    withdraws(met, &author).await;
    restores(met, &author).await;
}

async fn saves(portal: &Portal, met: &mut Met, author: &Person, draft: &Request) {
    let right = json!({ "form": form() });
    let too_long = json!({ "form": form_with(&json!({ "phone": "x".repeat(5000) })) });
    let saved = met
        .change(author, "saveDraft", draft.input(right.clone()))
        .await
        .request();
    met.change(author, "saveDraft", old(&saved).input(right.clone()))
        .await
        .refusal("Stale");
    met.change(author, "saveDraft", saved.input(too_long))
        .await
        .refusal("InvalidForm");
    met.conflict_of(author, "saveDraft", &saved, &right).await;
    let saved = author.read(&saved).await;
    let sent = author.submit(&saved).await.request();
    met.change(author, "saveDraft", sent.input(right.clone()))
        .await
        .refusal("NotEditable");
    let sent_back = portal
        .manager()
        .await
        .ask_correction(&sent, &["phone"])
        .await
        .request();
    let locked = json!({ "form": form_with(&json!({ "role": "317" })) });
    met.change(author, "saveDraft", sent_back.input(locked))
        .await
        .refusal("FieldLocked");
    author.withdraw(&sent_back).await.request();
}

async fn codes(portal: &Portal, met: &mut Met, author: &Person) {
    let nothing = json!({});
    let draft = author.draft().await;
    let without = form_with(&json!({ "email": "" }));
    let saved = author.save(&draft, without).await.request();
    met.change(author, "sendEmailCode", saved.input(nothing.clone()))
        .await
        .refusal("InvalidForm");
    let saved = author.save(&saved, form()).await.request();
    met.change(author, "sendEmailCode", old(&saved).input(nothing.clone()))
        .await
        .refusal("Stale");
    let mut sent = met
        .change(author, "sendEmailCode", saved.input(nothing.clone()))
        .await
        .request();
    met.conflict_of(author, "sendEmailCode", &sent, &nothing)
        .await;
    loop {
        sent = author.read(&sent).await;
        let done = met
            .change(author, "sendEmailCode", sent.input(nothing.clone()))
            .await;
        if done.0["__typename"] == "TooManyCodes" {
            break;
        }
    }
    let code = portal.code_sent_to(EMAIL).await;
    let wrong = if code == "123456" { "654321" } else { "123456" };
    met.change(author, "confirmEmail", sent.input(json!({ "code": wrong })))
        .await
        .refusal("WrongCode");
    met.conflict_of(author, "confirmEmail", &sent, &json!({ "code": code }))
        .await;
    let withdrawn = author.withdraw(&author.read(&sent).await).await.request();
    met.change(author, "sendEmailCode", withdrawn.input(nothing))
        .await
        .refusal("NotEditable");
    let input = withdrawn.input(json!({ "code": code }));
    met.change(author, "confirmEmail", input)
        .await
        .refusal("NotEditable");
}

async fn submits(met: &mut Met, author: &Person) {
    let nothing = json!({});
    let draft = author.draft().await;
    met.change(author, "submitRequest", draft.input(nothing.clone()))
        .await
        .refusal("InvalidForm");
    let unknowing = form_with(&json!({ "dmpAcknowledged": false, "structureFiness": PHARMACY }));
    let saved = author.save(&draft, unknowing).await.request();
    met.change(author, "submitRequest", saved.input(nothing.clone()))
        .await
        .refusal("NotEligible");
    let saved = author
        .save(&saved, form_with(&json!({ "structureFiness": PHARMACY })))
        .await
        .request();
    met.change(author, "submitRequest", old(&saved).input(nothing.clone()))
        .await
        .refusal("Stale");
    met.conflict_of(author, "submitRequest", &saved, &nothing)
        .await;
    let sent = author.read(&saved).await;
    met.change(author, "submitRequest", sent.input(nothing))
        .await
        .refusal("InvalidTransition");
    author.withdraw(&sent).await.request();
}

async fn withdraws(met: &mut Met, author: &Person) {
    let nothing = json!({});
    let draft = author.draft().await;
    met.change(
        author,
        "withdrawRequest",
        old(&draft).input(nothing.clone()),
    )
    .await
    .refusal("Stale");
    met.conflict_of(author, "withdrawRequest", &draft, &nothing)
        .await;
    let withdrawn = author.read(&draft).await;
    met.change(author, "withdrawRequest", withdrawn.input(nothing))
        .await
        .refusal("InvalidTransition");
}

async fn restores(met: &mut Met, author: &Person) {
    let nothing = json!({});
    let draft = author.draft().await;
    met.change(author, "restoreDraft", draft.input(nothing.clone()))
        .await
        .refusal("InvalidTransition");
    let withdrawn = author.withdraw(&draft).await.request();
    met.change(
        author,
        "restoreDraft",
        old(&withdrawn).input(nothing.clone()),
    )
    .await
    .refusal("Stale");
    met.conflict_of(author, "restoreDraft", &withdrawn, &nothing)
        .await;
}
