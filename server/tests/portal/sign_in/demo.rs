//! The demo providers, reached by the portal as any other issuer: over a socket.

use axum::http::StatusCode;
use openidconnect::reqwest;
use server::clock::Clock;
use url::Url;

use super::browser::{Answer, Browser, Portal};

/// A demo portal that really listens, since it asks itself.
async fn demo_portal() -> Portal {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let public_url = format!("--public-url={origin}");
    let portal = Portal::new(&["--demo", &public_url], Clock::default()).await;
    let routes = portal.routes();
    tokio::spawn(async move { axum::serve(listener, routes).await });
    portal
}

/// Chooses a persona at the provider, and comes back.
async fn choose(
    browser: &mut Browser,
    door: &str,
    fields: &[(&str, &str)],
) -> (StatusCode, Option<Answer>) {
    let out = browser.get(door).await;
    let url = Url::parse(&out.location).expect("a provider");
    let page = reqwest::get(url.clone()).await.unwrap();
    assert_eq!(page.status(), 200, "{}", page.text().await.unwrap());
    let mut form: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    form.extend(
        fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let mut action = url;
    action.set_query(None);
    let answer = client.post(action).form(&form).send().await.unwrap();
    let status = StatusCode::from_u16(answer.status().as_u16()).unwrap();
    let Some(location) = answer.headers().get("location") else {
        return (status, None);
    };
    let back = Url::parse(location.to_str().unwrap()).unwrap();
    let path = format!("{}?{}", back.path(), back.query().unwrap());
    (status, Some(browser.get(&path).await))
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
        let (_, back) = choose(&mut browser, "/auth/franceconnect", &[("login", login)]).await;
        assert_eq!(back.unwrap().location, "/", "{login}");
        let who = browser.me().await.to_string();
        assert!(who.contains(shown), "{shown} in {who}");
    }
    let mut browser = portal.browser();
    let (status, back) = choose(
        &mut browser,
        "/auth/franceconnect",
        &[("login", "sans_genre")],
    )
    .await;
    assert_eq!((status, back.is_none()), (StatusCode::BAD_REQUEST, true));
}

#[tokio::test]
async fn giving_up_at_the_provider_leads_to_a_page_with_a_way_on() {
    let portal = demo_portal().await;
    let (_, back) = choose(
        &mut portal.browser(),
        "/auth/franceconnect",
        &[("cancel", "1")],
    )
    .await;
    assert_eq!(
        back.unwrap().location,
        "/connexion/erreur?code=SIGN_IN_CANCELLED"
    );
}

#[tokio::test]
async fn the_managers_and_the_agent_sign_in_with_their_rights() {
    let portal = demo_portal().await;
    for (login, managed, is_agent) in [
        ("30B0168811/CPET00001", 1, false),
        ("30B0184230/CPET00002", 2, false),
        ("899700366240", 0, false),
        ("899700218896", 0, true),
    ] {
        let mut browser = portal.browser();
        let (_, back) = choose(&mut browser, "/auth/pro-sante-connect", &[("login", login)]).await;
        assert_eq!(back.unwrap().location, "/", "{login}");
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
    choose(&mut browser, "/auth/franceconnect", &[("login", "test")]).await;
    let origin = portal.app.config.origin();
    let out = browser
        .send(
            axum::http::Method::POST,
            "/auth/logout",
            &[("origin", &origin)],
        )
        .await;
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let ended = client.get(&out.location).send().await.unwrap();
    let back = ended
        .headers()
        .get("location")
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    assert!(
        back.starts_with(&format!("{origin}/auth/logout/callback?state=")),
        "{back}"
    );
}
