//! The demo providers, reached by the portal as any other issuer: over a socket.

use axum::http::StatusCode;
use server::clock::Clock;

use crate::support::portal::{Plan, Portal};
use crate::support::sign_in::{FRANCE_CONNECT, PRO_SANTE_CONNECT, choose, sign_in};

/// A demo by the clock that everybody else has.
async fn demo_portal() -> Portal {
    Plan::demo().clock(Clock::default()).open().await
}

#[tokio::test]
async fn every_published_identity_can_sign_in_or_is_refused_by_france_connect_itself() {
    let portal = demo_portal().await;
    let people = [
        ("test", "Angela DUBOIS"),
        ("avec_nom_dusage", "Pierre DUBOIS"),
        ("carac_speciaux", "JulieéàèùòœæŒÆ DURANTéàèùòœæŒÆ"),
        ("genre_indéfini", "\"sex\":\"I\""),
        ("test_CORSE_2A", "\"birthCommune\":\"2A004\""),
        ("naissance_Algérie", "\"birthCountry\":\"99352\""),
        (
            "naissance_etranger_birthplace_cog",
            "\"birthCountry\":\"99352\"",
        ),
        (
            "étranger_présumé_né_jour_et_mois",
            "\"birthDate\":\"1992-01-01\"",
        ),
    ];
    for (login, shown) in people {
        let mut browser = portal.browser();
        sign_in(&mut browser, FRANCE_CONNECT, login).await;
        let who = browser.me().await.to_string();
        assert!(who.contains(shown), "{shown} in {who}");
    }
    let mut browser = portal.browser();
    let choice = choose(&mut browser, FRANCE_CONNECT, &[("login", "sans_genre")]).await;
    assert_eq!(choice.status, StatusCode::BAD_REQUEST);
    assert!(choice.back.is_none());
}

#[tokio::test]
async fn giving_up_at_the_provider_leads_to_a_page_with_a_way_on() {
    let portal = demo_portal().await;
    let choice = choose(&mut portal.browser(), FRANCE_CONNECT, &[("cancel", "1")]).await;
    assert_eq!(
        choice.back.unwrap().location,
        "/connexion/erreur?code=SIGN_IN_CANCELLED"
    );
}

#[tokio::test]
async fn the_managers_and_the_agent_sign_in_with_their_rights() {
    let portal = demo_portal().await;
    for (login, managed, is_agent) in [
        ("30B0168811/CPET00001", 1, false),
        ("30B0184230/CPET00002", 2, false),
        // Who represents a structure is a manager there without a request.
        ("899700366240", 3, false),
        ("899700245667", 1, false),
        ("899700218896", 0, true),
        ("899700301122", 0, true),
    ] {
        let mut browser = portal.browser();
        sign_in(&mut browser, PRO_SANTE_CONNECT, login).await;
        let account = browser.me().await;
        assert_eq!(account["subjectNameId"], login);
        assert_eq!(account["isAnsAgent"], is_agent, "{login}");
        assert_eq!(
            account["managedStructures"].as_array().unwrap().len(),
            managed,
            "{login}"
        );
    }
}

#[tokio::test]
async fn signing_out_of_a_demo_comes_back_home() {
    let portal = demo_portal().await;
    let mut browser = portal.browser();
    sign_in(&mut browser, FRANCE_CONNECT, "test").await;
    let out = browser.sign_out().await;
    let ended = browser.get(&out.location).await;
    let back = format!("{}/auth/logout/callback?state=", portal.origin);
    assert!(ended.location.starts_with(&back), "{}", ended.location);
}
