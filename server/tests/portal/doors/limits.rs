//! What is too much, too deep, from elsewhere or not JSON is refused, with a code.

use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::support::portal::{Plan, Portal};

const JSON: (&str, &str) = ("content-type", "application/json");

#[tokio::test]
async fn graphql_speaks_json_only() {
    let portal = Portal::demo().await;
    let browser = portal.professional().await.browser;
    let body = json!({ "query": "mutation { createDraft(input: {}) { __typename } }" }).to_string();
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "",
    ] {
        let answer = browser
            .call(
                Method::POST,
                "/graphql",
                &[("content-type", kind)],
                body.clone(),
            )
            .await;
        assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{kind}");
        assert_eq!(answer.json()["code"], "UNSUPPORTED_MEDIA_TYPE", "{kind}");
    }
    let get = browser
        .call(
            Method::GET,
            "/graphql?query=%7Bme%7Bdemo%7D%7D",
            &[],
            String::new(),
        )
        .await;
    assert_eq!(get.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(
        portal
            .database
            .number("select count(*) from requests")
            .await,
        0
    );
    let with_charset = [("content-type", "application/JSON; charset=utf-8")];
    let answer = browser
        .call(Method::POST, "/graphql", &with_charset, body)
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
}

#[tokio::test]
async fn another_site_cannot_ask_in_somebodys_name() {
    let portal = Portal::demo().await;
    let browser = portal.professional().await.browser;
    let body = json!({ "query": "mutation { createDraft(input: {}) { __typename } }" }).to_string();
    for origin in [
        "https://evil.example",
        "null",
        "http://127.0.0.1:1",
        "http://localhost",
    ] {
        let headers = [JSON, ("origin", origin)];
        let answer = browser
            .call(Method::POST, "/graphql", &headers, body.clone())
            .await;
        assert_eq!(
            (answer.status, &answer.json()["code"]),
            (StatusCode::FORBIDDEN, &json!("ORIGIN_REFUSED")),
            "{origin}"
        );
    }
    assert_eq!(
        portal
            .database
            .number("select count(*) from requests")
            .await,
        0
    );
    // Other software has no page that sends.
    let answer = browser.call(Method::POST, "/graphql", &[JSON], body).await;
    assert_eq!(
        answer.json()["data"]["createDraft"]["__typename"],
        "Request"
    );
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_with_a_code() {
    let portal = Portal::demo().await;
    let browser = portal.browser();
    let body = "x".repeat(257 * 1024);
    let length = body.len().to_string();
    let announced = [JSON, ("content-length", &length)];
    for (path, headers) in [
        ("/graphql", &announced[..]),
        ("/graphql", &announced[..1]),
        ("/auth/logout", &announced[..]),
        ("/demo/franceconnect/api/v2/token", &announced[..]),
        ("/demo/franceconnect/api/v2/token", &announced[..1]),
    ] {
        let answer = browser
            .call(Method::POST, path, headers, body.clone())
            .await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        assert_eq!(answer.json()["code"], "BODY_TOO_LARGE", "{path}");
    }
}

#[tokio::test]
async fn documents_that_ask_too_much_are_refused_with_a_code() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let deep = format!(
        "{{ __schema {{ {} name {} }} }}",
        "types { fields { type { ".repeat(5),
        "} } }".repeat(5)
    );
    let aliases: Vec<String> = (0..31)
        .map(|number| format!("a{number}: me {{ demo }}"))
        .collect();
    let aliases = aliases.join(" ");
    let row = "id timeline { code at title { fr en } detail { fr en } } form { role phone email }
        verdict { findings { code text { fr en } remedy { fr en } } }";
    let wide =
        format!("{{ requests(first: 100) {{ nodes {{ {row} }} edges {{ node {{ {row} }} }} }} }}");
    for (query, code) in [
        (deep, "TOO_DEEP"),
        (format!("{{ {aliases} }}"), "TOO_MANY_ALIASES"),
        (wide.clone(), "TOO_COMPLEX"),
        (wide.replace("first: 100", "last: 100"), "TOO_COMPLEX"),
    ] {
        let reply = professional.ask(&query, &json!({})).await;
        assert_eq!(reply.code(), code, "{}", reply.0);
        assert!(reply.0["data"].is_null());
    }
    // A page's size counts however it is given.
    let variable = wide
        .replacen('{', "query($n: Int) {", 1)
        .replace("first: 100", "first: $n");
    assert_eq!(
        professional
            .ask(&variable, &json!({ "n": 100 }))
            .await
            .code(),
        "TOO_COMPLEX"
    );
    assert_eq!(
        professional.ask(&variable, &json!({ "n": 5 })).await.code(),
        ""
    );
    // A fragment that holds itself would never end.
    let circle =
        "{ me { ...a } } fragment a on Me { account { id } ...b } fragment b on Me { ...a }";
    assert_eq!(
        professional.ask(circle, &json!({})).await.code(),
        "INVALID_ARGUMENT"
    );
}

#[tokio::test]
async fn a_document_that_nests_without_end_is_refused_and_the_portal_lives() {
    let portal = Portal::demo().await;
    let anybody = portal.anybody();
    for query in [
        "{ ".repeat(30_000),
        format!("{{ roles(search: {}) {{ code }} }}", "[".repeat(30_000)),
        format!("{{ me {{ {} }} }}", "... on Me { ".repeat(2_000)),
    ] {
        assert_eq!(
            anybody.ask(&query, &json!({})).await.code(),
            "INVALID_ARGUMENT"
        );
    }
    let body = format!("{}1{}", "[".repeat(50_000), "]".repeat(50_000));
    let answer = anybody
        .browser
        .call(Method::POST, "/graphql", &[JSON], body)
        .await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(anybody.ask("{ me { demo } }", &json!({})).await.code(), "");
}

#[tokio::test]
async fn figures_are_read_in_the_demo_or_with_a_token() {
    let demo = Portal::demo().await;
    let open = demo.browser().get("/metrics").await;
    assert_eq!(open.status, StatusCode::OK);
    assert!(open.body.contains("rpps_outbox_pending 0"), "{}", open.body);

    let closed = Plan::real().open().await;
    assert_eq!(
        closed.browser().get("/metrics").await.status,
        StatusCode::NOT_FOUND
    );
    let guarded = Plan::real().with(["--metrics-token=a-secret"]).open().await;
    for (given, status) in [
        ("Bearer a-secret", 200),
        ("Bearer a-secre", 404),
        ("a-secret", 404),
        ("Bearer ", 404),
    ] {
        let answer = guarded
            .browser()
            .send(Method::GET, "/metrics", &[("authorization", given)])
            .await;
        assert_eq!(answer.status.as_u16(), status, "{given}");
    }
    assert_eq!(
        guarded.browser().get("/metrics").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_portal_without_its_database_is_alive_and_not_ready() {
    let portal = Portal::demo().await;
    assert_eq!(
        portal.browser().get("/health/ready").await.status,
        StatusCode::OK
    );
    let professional = portal.professional().await;
    professional.run("me", &json!({})).await;
    portal.app.store.close().await;
    assert_eq!(
        portal.browser().get("/health/live").await.status,
        StatusCode::OK
    );
    let ready = portal.browser().get("/health/ready").await;
    assert_eq!(
        (ready.status, &ready.json()["code"]),
        (StatusCode::SERVICE_UNAVAILABLE, &json!("UNAVAILABLE"))
    );
    let reply = professional.run("requests", &json!({})).await;
    assert_eq!(reply.code(), "INTERNAL");
    assert!(
        reply.0["errors"][0]["extensions"]["id"].is_string(),
        "the id to tell to support"
    );
}

#[tokio::test]
async fn nothing_of_the_demo_is_there_without_it() {
    let portal = Plan::real().open().await;
    for path in [
        "/demo/mail",
        "/demo/mail.json",
        "/demo/franceconnect/api/v2/authorize",
        "/demo/pro-sante-connect/wallet/auth",
    ] {
        assert_eq!(
            portal.browser().get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_document_that_came_with_its_hash_may_come_as_its_hash_alone() {
    let portal = Portal::demo().await;
    let person = portal.anybody();
    let text = "{ me { demo } }";
    let hash = "be9b55ee548847c6ea17ca6dc5496587d4e3f8436a33edd1bfb721511949653b";
    let asked = |query: Option<&str>, hash: &str| json!({ "query": query, "extensions": { "persistedQuery": { "version": 1, "sha256Hash": hash } } });
    let code = |body: serde_json::Value| body["errors"][0]["extensions"]["code"].clone();
    let mut alone = asked(None, hash);
    alone.as_object_mut().expect("a body").remove("query");
    let unknown = person.post(&alone).await;
    assert_eq!(unknown.status, StatusCode::OK);
    assert_eq!(code(unknown.json()), "PERSISTED_QUERY_NOT_FOUND");
    let other = person.post(&asked(Some("{ me { today } }"), hash)).await;
    assert_eq!(code(other.json()), "PERSISTED_QUERY_MISMATCH");
    for body in [asked(Some(text), hash), alone] {
        let answer = person.post(&body).await;
        assert_eq!(answer.json()["data"]["me"]["demo"], true, "{}", answer.body);
    }
}
