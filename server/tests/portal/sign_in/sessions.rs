//! Sessions: their cookie, their ends, and the limit on attempts.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use server::caller::Provider;
use server::clock::Clock;
use server::sign_in::sweep;

use super::fake::Fake;
use super::{clock, france_connect, portal, sign_in, tamper};
use crate::support::browser::Browser;
use crate::support::portal::{ORIGIN, Portal};

const FC: Provider = Provider::FranceConnect;

/// A portal whose clock is moved by hand, and somebody signed in.
async fn signed_in() -> (Portal, Clock, Browser) {
    let fake = Fake::start(FC).await;
    let clock = clock();
    let portal = portal(&fake, FC, clock.clone(), &[]).await;
    let mut browser = portal.browser();
    assert_eq!(sign_in(&mut browser, &fake, FC).await.location, "/demandes");
    (portal, clock, browser)
}

async fn is_signed_in(browser: &mut Browser) -> bool {
    !browser.me().await.is_null()
}

#[tokio::test]
async fn the_cookies_are_for_this_host_alone() {
    let (fake, portal) = france_connect().await;
    let mut browser = portal.browser();
    let out = browser.get("/auth/franceconnect").await;
    let back = super::come_back(&mut browser, &fake, FC, &out).await;
    for cookie in [&out.set_cookies[0], &back.set_cookies[0]] {
        assert!(cookie.starts_with("__Host-"), "{cookie}");
        assert!(
            cookie.contains("; Path=/; Secure; HttpOnly; SameSite=Lax"),
            "{cookie}"
        );
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
    assert!(out.set_cookies[0].ends_with("; Max-Age=600"));
}

#[tokio::test]
async fn a_tampered_or_invented_session_is_nobody() {
    let (_portal, _clock, mut browser) = signed_in().await;
    let token = browser.cookie("__Host-session").unwrap().to_owned();
    for other in [
        tamper(&token),
        String::new(),
        "x".repeat(43),
        "é".to_owned(),
    ] {
        let mut stranger = browser.clone();
        stranger.cookies = vec![("__Host-session".to_owned(), other)];
        assert!(!is_signed_in(&mut stranger).await);
    }
    assert!(is_signed_in(&mut browser).await);
}

#[tokio::test]
async fn a_session_that_is_used_goes_on_and_one_that_is_not_ends_after_half_an_hour() {
    let (_portal, clock, mut browser) = signed_in().await;
    for _ in 0..4 {
        clock.advance(TimeDelta::minutes(29));
        assert!(is_signed_in(&mut browser).await);
    }
    clock.advance(TimeDelta::minutes(30));
    assert!(!is_signed_in(&mut browser).await);
}

#[tokio::test]
async fn a_session_ends_after_eight_hours_whatever_happens() {
    let (_portal, clock, mut browser) = signed_in().await;
    for _ in 0..24 {
        assert!(is_signed_in(&mut browser).await);
        clock.advance(TimeDelta::minutes(20));
    }
    assert!(!is_signed_in(&mut browser).await);
}

#[tokio::test]
async fn sweeping_closes_what_is_over_and_leaves_the_rest() {
    let (portal, clock, mut browser) = signed_in().await;
    sweep(&portal.app).await.unwrap();
    assert!(is_signed_in(&mut browser).await);
    let mut changes = portal.app.live.subscribe();
    clock.advance(TimeDelta::minutes(32));
    sweep(&portal.app).await.unwrap();
    let Some(server::live::Change::Event(notice)) = changes.next().await else {
        panic!("no event")
    };
    assert_eq!(notice.kind.code(), "SESSION_CLOSED");
    assert!(notice.session.is_some());
}

#[tokio::test]
async fn signing_out_ends_here_and_at_the_provider() {
    let (_portal, _clock, mut browser) = signed_in().await;
    let before = browser.clone();
    let out = browser.sign_out().await;
    assert_eq!(out.status, StatusCode::SEE_OTHER);
    assert!(out.location.contains("/session/end?"), "{}", out.location);
    let back = format!("{ORIGIN}/auth/logout/callback");
    assert_eq!(out.sent("post_logout_redirect_uri"), Some(back));
    assert_eq!(out.sent("id_token_hint").unwrap().split('.').count(), 3);
    assert!(out.sent("state").unwrap().len() >= 32);
    assert_eq!(browser.cookie("__Host-session"), None);
    assert!(
        !is_signed_in(&mut before.clone()).await,
        "the token is worth nothing now"
    );
    let home = browser.get("/auth/logout/callback?state=x").await;
    assert_eq!(
        (home.status, home.location.as_str()),
        (StatusCode::SEE_OTHER, "/")
    );
}

#[tokio::test]
async fn another_site_cannot_sign_anybody_out() {
    let (_portal, _clock, mut browser) = signed_in().await;
    for headers in [
        &[][..],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
    ] {
        let answer = browser.send(Method::POST, "/auth/logout", headers).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert_eq!(answer.content_type, "application/problem+json");
    }
    assert_eq!(
        browser.get("/auth/logout").await.status,
        StatusCode::METHOD_NOT_ALLOWED
    );
    assert!(is_signed_in(&mut browser).await);
}

#[tokio::test]
async fn a_new_sign_in_takes_the_place_of_the_old_session() {
    let (fake, portal) = france_connect().await;
    let mut browser = portal.browser();
    sign_in(&mut browser, &fake, FC).await;
    let mut before = browser.clone();
    sign_in(&mut browser, &fake, FC).await;
    assert!(!is_signed_in(&mut before).await);
    assert!(is_signed_in(&mut browser).await);
}

#[tokio::test]
async fn a_sign_in_that_takes_too_long_is_said_so() {
    let fake = Fake::start(FC).await;
    let clock = clock();
    let portal = portal(&fake, FC, clock.clone(), &[]).await;
    let mut browser = portal.browser();
    let out = browser.get("/auth/franceconnect").await;
    clock.advance(TimeDelta::minutes(10));
    let back = super::come_back(&mut browser, &fake, FC, &out).await;
    assert_eq!(back.location, "/connexion/erreur?code=SIGN_IN_EXPIRED");
}

#[tokio::test]
async fn too_many_attempts_are_refused_in_the_form_that_was_asked() {
    let fake = Fake::start(FC).await;
    let clock = clock();
    let portal = portal(&fake, FC, clock.clone(), &[]).await;
    let mut browser = portal.browser();
    for _ in 0..server::sign_in::Limit::REAL.burst {
        assert_eq!(
            browser.get("/auth/franceconnect").await.status,
            StatusCode::SEE_OTHER
        );
    }
    let program = browser.get("/auth/franceconnect").await;
    assert_eq!(program.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(program.content_type, "application/problem+json");
    assert!(program.body.contains("\"code\":\"SIGN_IN_TOO_MANY\""));
    let accept = [("accept", "text/html,*/*;q=0.8")];
    let person = browser
        .send(Method::GET, "/auth/franceconnect/callback", &accept)
        .await;
    assert_eq!(person.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(
        person
            .body
            .contains("Il y a eu trop de tentatives de connexion.")
    );
    clock.advance(TimeDelta::seconds(1));
    assert_eq!(
        browser.get("/auth/franceconnect").await.status,
        StatusCode::SEE_OTHER
    );
}
