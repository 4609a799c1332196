//! Receipts and attestations: for whoever may see the request, and only of what happened.

use axum::http::StatusCode;
use serde_json::json;

use crate::support::form::{form, form_with};
use crate::support::people::{Person, Request};
use crate::support::portal::Portal;

const RECEIPT: &str = "recepisse.pdf";
const ATTESTATION: &str = "attestation.pdf";

/// The file that this person gets, if any.
async fn paper(person: &mut Person, request: &Request, file: &str) -> Option<String> {
    let answer = person
        .browser
        .get(&format!("/documents/{}/{file}", request.id))
        .await;
    if answer.status == StatusCode::NOT_FOUND {
        return None;
    }
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "application/pdf");
    assert_eq!(answer.header("cache-control"), "no-store");
    let name = answer.header("content-disposition");
    assert!(
        name.starts_with("attachment; filename=\"") && name.ends_with(".pdf\""),
        "{name}"
    );
    assert!(answer.body.starts_with("%PDF-"));
    // It says of itself that screen readers can read it; it is not written otherwise.
    assert!(answer.body.contains("pdfuaid"));
    Some(answer.body)
}

#[tokio::test]
async fn there_is_a_receipt_of_what_was_sent_and_an_attestation_of_what_was_validated() {
    let portal = Portal::demo().await;
    let mut professional = portal.professional().await;
    let draft = professional.draft().await;
    assert!(paper(&mut professional, &draft, RECEIPT).await.is_none());
    let request = portal.submitted(&professional, form()).await;
    assert!(paper(&mut professional, &request, RECEIPT).await.is_some());
    assert!(
        paper(&mut professional, &request, ATTESTATION)
            .await
            .is_none()
    );

    let mut manager = portal.manager().await;
    let claimed = manager.claim(&request).await.request();
    manager.validate(&claimed).await.request();
    assert!(
        paper(&mut professional, &request, ATTESTATION)
            .await
            .is_some()
    );
    assert!(paper(&mut manager, &request, ATTESTATION).await.is_some());
}

#[tokio::test]
async fn a_paper_is_for_whoever_may_see_the_request() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let request = portal.submitted(&professional, form()).await;
    let mut other = portal.other_professional().await;
    assert!(paper(&mut other, &request, RECEIPT).await.is_none());
    other.browser.sign_out().await;
    assert!(paper(&mut other, &request, RECEIPT).await.is_none());
    let nobody = other.browser.get("/documents/nothing/recepisse.pdf").await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn long_names_find_their_place_on_the_sheet() {
    let portal = Portal::demo().await;
    let mut professional = portal.professional().await;
    let long = "Angela-Œdipe-Ægir".repeat(2);
    let typed = form_with(&json!({ "exerciseFirstName": long }));
    let request = portal.submitted(&professional, typed).await;
    assert!(paper(&mut professional, &request, RECEIPT).await.is_some());
}
