//! What every answer says about itself.

use axum::http::{Method, StatusCode};
use server::http::assets::{Asset, url_of};

use crate::support::browser::{Answer, Browser};
use crate::support::people::{DOORS, Person};
use crate::support::portal::{Plan, Portal};

const ALWAYS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];
const HSTS: &str = "strict-transport-security";

/// One of each kind of answer: pages, redirects, data, refusals, errors.
async fn every_kind(portal: &Portal) -> Vec<(String, Answer)> {
    let mut browser = portal.browser();
    let mut answers = Vec::new();
    for path in [
        "/",
        "/?lang=en",
        "/cookies",
        "/connexion",
        "/connexion/erreur?code=SIGN_IN_EXPIRED",
        "/demandes",
        "/gestion",
        "/nothing",
        "/assets/nothing.js",
        "/favicon.ico",
        "/schema.graphql",
        "/graphiql",
        "/graphql",
        "/graphql/ws",
        "/health/live",
        "/health/ready",
        "/metrics",
        "/auth/franceconnect",
        "/auth/pro-sante-connect",
        "/auth/franceconnect/callback",
        "/auth/logout",
        "/auth/logout/callback",
        "/demo/mail",
        "/demo/mail.json",
        "/demo/mail/nothing",
        "/demo/franceconnect/api/v2/authorize",
        "/demo/franceconnect/api/v2/.well-known/openid-configuration",
        "/demo/pro-sante-connect/protocol/openid-connect/certs",
        "/%00",
        "/%ff",
        "/../etc/passwd",
    ] {
        answers.push((path.to_owned(), browser.get(path).await));
    }
    let posts = [
        ("/graphql", "text/plain", "{ me { demo } }".to_owned()),
        ("/graphql", "application/json", "{".to_owned()),
        (
            "/graphql",
            "application/json",
            r#"{"query":"{ me { demo } }"}"#.to_owned(),
        ),
        ("/graphql", "application/json", "x".repeat(200_000)),
        ("/auth/logout", "text/plain", String::new()),
        ("/nothing", "text/plain", String::new()),
    ];
    for (path, kind, body) in posts {
        let label = format!("POST {path} {kind} {}", body.len());
        answers.push((
            label,
            browser
                .call(Method::POST, path, &[("content-type", kind)], body)
                .await,
        ));
    }
    answers
}

#[tokio::test]
async fn every_kind_of_answer_keeps_inside_its_own_walls() {
    let portal = Portal::demo().await;
    for (what, answer) in every_kind(&portal).await {
        assert!(answer.status.as_u16() < 500, "{what}: {}", answer.status);
        for (name, value) in ALWAYS {
            assert_eq!(answer.header(name), value, "{name} of {what}");
        }
        assert!(
            answer.header("permissions-policy").contains("camera=()"),
            "{what}"
        );
        assert_eq!(answer.header(HSTS), "", "{what}: this is loopback");
        let policy = answer.header("content-security-policy");
        for wall in ["frame-ancestors 'none'", "base-uri 'none'", "default-src"] {
            assert!(policy.contains(wall), "{wall} of {what}: {policy}");
        }
        let scripts = policy
            .split("; ")
            .find(|part| part.starts_with("script-src"))
            .unwrap_or_default();
        assert!(
            !scripts.contains("'unsafe-inline'") && !scripts.contains("'unsafe-eval'"),
            "{what}: {policy}"
        );
        let own = portal.origin.replacen("http", "ws", 1);
        for source in policy
            .split([' ', ';'])
            .filter(|source| source.contains("://"))
        {
            assert_eq!(source, own, "{what}: {policy}");
        }
    }
}

#[tokio::test]
async fn off_loopback_browsers_are_told_to_insist_on_https() {
    let portal = Plan::real()
        .with(["--public-url=https://rpps.example"])
        .open()
        .await;
    let mut browser = portal.browser();
    for path in [
        "/",
        "/nothing",
        "/graphql",
        "/auth/franceconnect",
        "/health/live",
    ] {
        let answer = browser.get(path).await;
        assert_eq!(
            answer.header(HSTS),
            "max-age=63072000; includeSubDomains",
            "{path}"
        );
        assert!(
            answer
                .header("content-security-policy")
                .contains("wss://rpps.example"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn every_cookie_stays_with_this_host_and_out_of_scripts() {
    let portal = Portal::demo().await;
    let mut seen = Vec::new();
    for door in DOORS {
        seen.extend(portal.browser().get(door).await.set_cookies);
    }
    let Person { mut browser } = portal.professional().await;
    seen.extend(browser.sign_out().await.set_cookies);
    for cookie in &seen {
        assert!(cookie.starts_with("__Host-"), "{cookie}");
        assert!(
            cookie.contains("; Path=/; Secure; HttpOnly; SameSite=Lax"),
            "{cookie}"
        );
        assert!(!cookie.to_lowercase().contains("domain="), "{cookie}");
    }
    assert_eq!(seen.len(), 3);
    // The language is no secret, and a page may read it.
    // The language is no secret, and a page may read it.
    let language = portal.browser().get("/?lang=en").await.set_cookies;
    assert!(
        language
            .iter()
            .all(|cookie| cookie.contains("SameSite=Lax")),
        "{language:?}"
    );
}

/// What a page of a person who is signed in says must not wait in a browser for the next.
#[tokio::test]
async fn what_is_personal_is_not_kept() {
    let portal = Portal::demo().await;
    let mut professional = portal.professional().await;
    let draft = professional.draft().await;
    let reply = professional
        .post(&serde_json::json!({ "query": "{ me { demo } }" }))
        .await;
    assert_eq!(reply.header("cache-control"), "no-store");
    for path in [
        "/",
        "/demandes",
        &format!("/demandes/{}", draft.id),
        "/demo/mail.json",
    ] {
        assert_eq!(
            professional.browser.get(path).await.header("cache-control"),
            "no-store",
            "{path}"
        );
    }
}

#[tokio::test]
async fn an_unknown_address_has_a_page_in_the_readers_language() {
    let portal = Portal::demo().await;
    let french = portal.browser().get("/nothing/at/all").await;
    assert_eq!(
        (french.status, french.content_type.as_str()),
        (StatusCode::NOT_FOUND, "text/html; charset=utf-8")
    );
    assert!(french.body.contains("<html lang=\"fr\"") && french.body.contains("Page non trouvée"));
    let english = portal.browser().get("/nothing?lang=en").await;
    assert!(english.body.contains("<html lang=\"en\"") && english.body.contains("Page not found"));
    let hostile = portal
        .browser()
        .get("/%3Cscript%3Ealert(1)%3C/script%3E")
        .await;
    assert!(
        !hostile.body.contains("<script>alert"),
        "what was asked is never markup"
    );
}

#[tokio::test]
async fn an_address_loads_the_program_of_its_own_pages_alone() {
    let portal = Portal::demo().await;
    for (path, own) in [
        ("/", Some("portal")),
        ("/cookies", None),
        ("/pre-verification", Some("portal")),
        ("/demandes", Some("portal")),
        ("/demandes/1/identite", Some("portal")),
        ("/mon-enregistrement", Some("register")),
        ("/gestion", Some("desk")),
        ("/gestion/demandes/1", Some("desk")),
        ("/gestion/enregistrement", Some("register")),
        ("/gestion/enregistrements/1", Some("register")),
        ("/gestion/lots", Some("bulk")),
        ("/gestion/lots/fichier", Some("bulk")),
        ("/gestion/tableau-de-bord", Some("figures")),
        ("/gestion/modeles", Some("figures")),
        ("/avis", Some("figures")),
        ("/representation", Some("desk")),
        ("/ans", Some("ans")),
        ("/ans/regularisations", Some("ans")),
    ] {
        let page = portal.browser().get(path).await.body;
        for program in ["portal", "desk", "ans", "register", "bulk", "figures"] {
            // Built without the browser part there is none to load.
            let Some(script) = url_of(&format!("{program}.js")) else {
                return;
            };
            let loads = page.contains(&script);
            assert_eq!(loads, own == Some(program), "{path} and {program}");
        }
    }
}

#[tokio::test]
async fn files_with_a_hash_in_their_name_are_kept_for_ever_and_others_are_asked_for_again() {
    let portal = Portal::demo().await;
    let mut browser: Browser = portal.browser();
    // Built without the browser part there is none, and nothing to keep.
    let names = [
        "portal.css",
        "portal.js",
        "portal.wasm",
        "desk.js",
        "desk.wasm",
        "ans.js",
        "ans.wasm",
        "register.js",
        "register.wasm",
        "favicon.svg",
    ];
    for asset in names.into_iter().filter_map(Asset::named) {
        let answer = browser.get(&asset.url()).await;
        let kept = if asset.is_immutable {
            "public, max-age=31536000, immutable"
        } else {
            "public, no-cache"
        };
        assert_eq!(
            (answer.status, answer.header("cache-control")),
            (StatusCode::OK, kept),
            "{}",
            asset.path
        );
        let again = browser
            .send(
                Method::GET,
                &asset.url(),
                &[("if-none-match", answer.header("etag"))],
            )
            .await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{}", asset.path);
    }
    for path in [
        "/assets/nothing.js",
        "/assets/../Cargo.toml",
        "/assets/%2e%2e/Cargo.toml",
    ] {
        assert_eq!(
            browser.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}
