//! What a provider answers, and what the portal makes of it.

use axum::http::StatusCode;
use serde_json::json;
use server::caller::Provider;

use super::fake::{CLIENT_ID, CLIENT_SECRET, Mischief};
use super::{come_back, france_connect, pro_sante_connect, sign_in, tamper};

const FC: Provider = Provider::FranceConnect;
const PSC: Provider = Provider::ProSanteConnect;

#[tokio::test]
async fn the_request_holds_what_france_connect_knows_and_nothing_else() {
    let (_fake, portal) = france_connect().await;
    let out = portal.browser().get("/auth/franceconnect").await;
    assert_eq!(out.status, StatusCode::SEE_OTHER);
    let url = url::Url::parse(&out.location).unwrap();
    let mut names: Vec<_> = url
        .query_pairs()
        .map(|(name, _)| name.into_owned())
        .collect();
    names.sort();
    let known = [
        "acr_values",
        "client_id",
        "nonce",
        "redirect_uri",
        "response_type",
        "scope",
        "state",
    ];
    assert_eq!(names, known);
    assert!(out.sent("state").unwrap().len() >= 32 && out.sent("nonce").unwrap().len() >= 32);
    assert_eq!(
        out.sent("scope").unwrap(),
        "openid identite_pivot preferred_username email"
    );
}

#[tokio::test]
async fn a_certified_identity_is_kept_as_it_was_received() {
    let (fake, portal) = france_connect().await;
    let mut browser = portal.browser();
    let back = sign_in(&mut browser, &fake, FC).await;
    assert_eq!(
        (back.status, back.location.as_str()),
        (StatusCode::SEE_OTHER, "/demandes")
    );
    let form = fake.last_token_form();
    assert!(form.contains(&("client_secret".into(), CLIENT_SECRET.into())));
    assert!(form.contains(&("client_id".into(), CLIENT_ID.into())));
    assert_eq!(
        browser.me().await,
        json!({
            "displayName": "Jean Philippe DUBOIS",
            "subjectNameId": null,
            "isAnsAgent": false,
            "managedStructures": [],
            "identity": {
                "certification": "FC",
                "birthName": "DUBOIS",
                "firstNames": ["Jean Philippe", "Pierre", "Louis"],
                "preferredName": null,
                "sex": "F",
                "birthDate": "1962-08-24",
                "birthCommune": "75107",
                "birthCountry": "99100",
            },
        })
    );
}

#[tokio::test]
async fn a_birth_abroad_has_a_country_and_an_unspecified_gender_is_i() {
    let (fake, portal) = france_connect().await;
    fake.claim("birthplace", json!(""));
    fake.claim("birthcountry", json!("99352"));
    fake.claim("gender", json!("unspecified"));
    fake.claim("family_name", json!("DURANTéàèùòœæŒÆ"));
    let mut browser = portal.browser();
    sign_in(&mut browser, &fake, FC).await;
    let identity = browser.me().await["identity"].take();
    assert_eq!(identity["birthCountry"], "99352");
    assert_eq!(identity["birthCommune"], json!(null));
    assert_eq!(identity["sex"], "I");
    assert_eq!(identity["birthName"], "DURANTéàèùòœæŒÆ");
}

#[tokio::test]
async fn a_higher_level_is_kept_as_france_connect_plus() {
    let fake = super::Fake::start(FC).await;
    let portal = super::portal(
        &fake,
        FC,
        server::clock::Clock::default(),
        &["--franceconnect-acr=eidas2"],
    )
    .await;
    fake.assure("eidas2");
    let mut browser = portal.browser();
    sign_in(&mut browser, &fake, FC).await;
    assert_eq!(browser.me().await["identity"]["certification"], "FCP");
}

#[tokio::test]
async fn no_answer_that_fails_a_check_opens_a_session() {
    let refused = [
        (Mischief::AlgorithmNone, "SIGN_IN_TOKEN_INVALID"),
        (Mischief::SharedSecret, "SIGN_IN_TOKEN_INVALID"),
        (Mischief::ForeignKey, "SIGN_IN_TOKEN_INVALID"),
        (Mischief::WrongIssuer, "SIGN_IN_TOKEN_INVALID"),
        (Mischief::WrongAudience, "SIGN_IN_TOKEN_INVALID"),
        (Mischief::TwoAudiences, "SIGN_IN_TOKEN_INVALID"),
        (Mischief::WrongNonce, "SIGN_IN_TOKEN_INVALID"),
        (Mischief::NoNonce, "SIGN_IN_TOKEN_INVALID"),
        (Mischief::Expired, "SIGN_IN_TOKEN_INVALID"),
        (Mischief::FromTheFuture, "SIGN_IN_TOKEN_INVALID"),
        (Mischief::OtherSubject, "SIGN_IN_TOKEN_INVALID"),
        (Mischief::UnsignedUserInfo, "SIGN_IN_TOKEN_INVALID"),
        (Mischief::UserInfoForAnother, "SIGN_IN_TOKEN_INVALID"),
        (Mischief::WrongAcr, "SIGN_IN_ASSURANCE_TOO_LOW"),
        (Mischief::NoEmailNoName, "SIGN_IN_IDENTITY_INCOMPLETE"),
        (Mischief::HugeUserInfo, "SIGN_IN_PROVIDER_UNAVAILABLE"),
        (Mischief::RedirectingToken, "SIGN_IN_PROVIDER_UNAVAILABLE"),
        (Mischief::TokenDown, "SIGN_IN_PROVIDER_UNAVAILABLE"),
        (Mischief::CodeRefused, "SIGN_IN_TOKEN_INVALID"),
        (Mischief::SecretRefused, "SIGN_IN_PROVIDER_UNAVAILABLE"),
    ];
    let (fake, portal) = france_connect().await;
    for (mischief, code) in refused {
        fake.misbehave(mischief);
        let mut browser = portal.browser();
        let back = sign_in(&mut browser, &fake, FC).await;
        assert_eq!(
            back.location,
            format!("/connexion/erreur?code={code}"),
            "{mischief:?}"
        );
        assert!(browser.me().await.is_null(), "{mischief:?}");
    }
    fake.misbehave(Mischief::None);
    assert_eq!(
        sign_in(&mut portal.browser(), &fake, FC).await.location,
        "/demandes"
    );
}

#[tokio::test]
async fn a_provider_that_lists_no_algorithm_of_ours_signs_nobody_in() {
    let (fake, portal) = france_connect().await;
    fake.misbehave(Mischief::OnlySharedSecret);
    let back = sign_in(&mut portal.browser(), &fake, FC).await;
    assert_eq!(
        back.location,
        "/connexion/erreur?code=SIGN_IN_TOKEN_INVALID"
    );
}

#[tokio::test]
async fn a_new_key_is_read_once_when_a_token_names_it() {
    let (fake, portal) = france_connect().await;
    assert_eq!(
        sign_in(&mut portal.browser(), &fake, FC).await.location,
        "/demandes"
    );
    assert_eq!(fake.keys_read(), 1);
    fake.rotate();
    assert_eq!(
        sign_in(&mut portal.browser(), &fake, FC).await.location,
        "/demandes"
    );
    assert_eq!(fake.keys_read(), 2);
}

#[tokio::test]
async fn a_provider_that_is_down_is_said_so_and_tried_again() {
    let (fake, portal) = france_connect().await;
    fake.misbehave(Mischief::NoDiscovery);
    let out = portal.browser().get("/auth/franceconnect").await;
    assert_eq!(
        out.location,
        "/connexion/erreur?code=SIGN_IN_PROVIDER_UNAVAILABLE"
    );
    fake.misbehave(Mischief::None);
    assert_eq!(
        sign_in(&mut portal.browser(), &fake, FC).await.location,
        "/demandes"
    );
    let out = portal.browser().get("/auth/pro-sante-connect").await;
    assert_eq!(
        out.location,
        "/connexion/erreur?code=SIGN_IN_PROVIDER_UNAVAILABLE"
    );
}

#[tokio::test]
async fn a_state_works_once_and_only_in_the_browser_that_asked() {
    const UNKNOWN: &str = "/connexion/erreur?code=SIGN_IN_STATE_UNKNOWN";
    let (fake, portal) = france_connect().await;
    let mut browser = portal.browser();
    let out = browser.get("/auth/franceconnect").await;

    let mut stranger = portal.browser();
    assert_eq!(
        come_back(&mut stranger, &fake, FC, &out).await.location,
        UNKNOWN
    );
    assert_eq!(
        come_back(&mut browser, &fake, FC, &out).await.location,
        UNKNOWN,
        "used up"
    );

    let out = browser.get("/auth/franceconnect").await;
    assert_eq!(come_back(&mut browser, &fake, FC, &out).await.location, "/");
    assert_eq!(
        come_back(&mut browser, &fake, FC, &out).await.location,
        UNKNOWN,
        "replayed"
    );

    let out = browser.get("/auth/franceconnect").await;
    let tampered = tamper(&out.sent("state").unwrap());
    for state in [tampered.as_str(), "", "x", &"A".repeat(5000)] {
        let path = format!("/auth/franceconnect/callback?code=c&state={state}");
        assert_eq!(browser.get(&path).await.location, UNKNOWN);
    }
    let elsewhere = format!(
        "/auth/pro-sante-connect/callback?code=c&state={}",
        out.sent("state").unwrap()
    );
    assert_eq!(browser.get(&elsewhere).await.location, UNKNOWN);
}

#[tokio::test]
async fn two_tabs_may_sign_in_side_by_side() {
    let (fake, portal) = france_connect().await;
    let mut browser = portal.browser();
    let one = browser.get("/auth/franceconnect?return_to=/one").await;
    let two = browser.get("/auth/franceconnect?return_to=/two").await;
    assert_eq!(
        come_back(&mut browser, &fake, FC, &one).await.location,
        "/one"
    );
    assert_eq!(
        come_back(&mut browser, &fake, FC, &two).await.location,
        "/two"
    );
}

#[tokio::test]
async fn what_the_provider_refuses_has_a_code_of_ours() {
    let refused = [
        (
            "error=access_denied&error_description=User+auth+aborted",
            "SIGN_IN_CANCELLED",
        ),
        ("error=invalid_acr", "SIGN_IN_ASSURANCE_TOO_LOW"),
        ("error=server_error", "SIGN_IN_PROVIDER_UNAVAILABLE"),
        (
            "code=c&iss=https%3A%2F%2Fanother.example",
            "SIGN_IN_TOKEN_INVALID",
        ),
        ("iss=", "SIGN_IN_TOKEN_INVALID"),
    ];
    let (_fake, portal) = france_connect().await;
    for (query, code) in refused {
        let mut browser = portal.browser();
        let state = browser
            .get("/auth/franceconnect")
            .await
            .sent("state")
            .unwrap();
        let back = browser
            .get(&format!(
                "/auth/franceconnect/callback?{query}&state={state}"
            ))
            .await;
        assert_eq!(
            back.location,
            format!("/connexion/erreur?code={code}"),
            "{query}"
        );
    }
}

#[tokio::test]
async fn pro_sante_connect_gets_a_proof_key_and_its_own_scope() {
    let (fake, portal) = pro_sante_connect(&[]).await;
    let mut browser = portal.browser();
    let out = browser.get("/auth/pro-sante-connect").await;
    assert_eq!(out.sent("code_challenge_method").as_deref(), Some("S256"));
    assert_eq!(out.sent("scope").as_deref(), Some("openid scope_all"));
    assert_eq!(
        come_back(&mut browser, &fake, PSC, &out).await.location,
        "/"
    );
    assert!(
        fake.last_token_form()
            .iter()
            .any(|(name, _)| name == "code_verifier")
    );
    assert_eq!(browser.me().await["displayName"], "Camille MARTIN");
}

#[tokio::test]
async fn a_test_card_is_refused_outside_of_a_demo() {
    let cards = [
        "899700366240",
        "30B0184230/CPET00002",
        "31B0062023/CPET00003",
    ];
    for card in cards {
        let (fake, portal) = pro_sante_connect(&[]).await;
        fake.claim("SubjectNameID", json!(card));
        let back = sign_in(&mut portal.browser(), &fake, PSC).await;
        assert_eq!(
            back.location, "/connexion/erreur?code=SIGN_IN_TEST_IDENTITY",
            "{card}"
        );
        let (fake, demo) = pro_sante_connect(&["--demo"]).await;
        fake.claim("SubjectNameID", json!(card));
        assert_eq!(
            sign_in(&mut demo.browser(), &fake, PSC).await.location,
            "/demandes"
        );
    }
}

#[tokio::test]
async fn an_identifier_that_does_not_parse_is_kept_as_text() {
    let (fake, portal) = pro_sante_connect(&[]).await;
    fake.claim("SubjectNameID", json!("8100112345678"));
    fake.claim("SubjectRefPro", json!("not an object at all"));
    let mut browser = portal.browser();
    assert_eq!(
        sign_in(&mut browser, &fake, PSC).await.location,
        "/demandes"
    );
}
