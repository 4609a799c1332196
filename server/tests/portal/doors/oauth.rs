//! `/oauth/…` speaks as RFC 6749, 7009 and 7662 say.

use axum::http::{Method, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use server::demo_data::CLIENT;

use crate::support::portal::Portal;
use crate::support::software::oauth;

fn basic(name: &str, secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{name}:{secret}")))
}

#[tokio::test]
async fn a_token_is_given_to_a_header_or_to_a_form_and_kept_by_nobody() {
    let portal = Portal::demo().await;
    let header = basic(CLIENT.0, CLIENT.1);
    let grant = ("grant_type", "client_credentials");
    let by_form = [grant, ("client_id", CLIENT.0), ("client_secret", CLIENT.1)];
    let by_header = [grant, ("scope", "requests:read events:read")];
    for (fields, headers, scope) in [
        (&by_form[..], vec![], None),
        (
            &by_header[..],
            vec![("authorization", header.as_str())],
            Some("requests:read events:read"),
        ),
    ] {
        let answer = oauth(&portal, "token", fields, &headers).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        assert_eq!(answer.header("cache-control"), "no-store");
        let said = answer.json();
        assert_eq!(
            (&said["token_type"], &said["expires_in"]),
            (&json!("Bearer"), &json!(900))
        );
        assert_eq!(said["access_token"].as_str().map(str::len), Some(43));
        assert!(scope.is_none_or(|scope| said["scope"] == scope), "{said}");
    }
    let kept = "select count(*) from client_tokens";
    assert_eq!(portal.database.number(kept).await, 2);
}

#[tokio::test]
async fn what_is_wrong_has_the_name_that_the_rfc_gives_it() {
    let portal = Portal::demo().await;
    let good = basic(CLIENT.0, CLIENT.1);
    let bad = basic(CLIENT.0, "another");
    let grant = ("grant_type", "client_credentials");
    let (name, secret) = (("client_id", CLIENT.0), ("client_secret", CLIENT.1));
    for (fields, header, status, error) in [
        (vec![name, secret], None, 400, "invalid_request"),
        (vec![grant, grant], Some(&good), 400, "invalid_request"),
        (vec![grant, secret], Some(&good), 400, "invalid_request"),
        (
            vec![grant, ("client_id", "other")],
            Some(&good),
            400,
            "invalid_request",
        ),
        (
            vec![("grant_type", "password")],
            Some(&good),
            400,
            "unsupported_grant_type",
        ),
        (
            vec![grant, ("scope", "admin")],
            Some(&good),
            400,
            "invalid_scope",
        ),
        (vec![grant], Some(&bad), 401, "invalid_client"),
        (vec![grant], None, 401, "invalid_client"),
        (
            vec![grant, ("client_id", "nobody"), secret],
            None,
            401,
            "invalid_client",
        ),
    ] {
        let headers: Vec<_> = header
            .map(|header| ("authorization", header.as_str()))
            .into_iter()
            .collect();
        let answer = oauth(&portal, "token", &fields, &headers).await;
        assert_eq!(answer.status.as_u16(), status, "{fields:?}");
        assert_eq!(answer.json()["error"], error, "{fields:?}");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(
            answer.header("www-authenticate").is_empty(),
            status != 401,
            "{fields:?}"
        );
    }
    let json = [
        ("content-type", "application/json"),
        ("authorization", &good),
    ];
    let body = json!({ "grant_type": "client_credentials" }).to_string();
    let browser = portal.browser();
    let answer = browser
        .call(Method::POST, "/oauth/token", &json, body)
        .await;
    assert_eq!(answer.json()["error"], "invalid_request");
}

#[tokio::test]
async fn a_token_is_shown_and_ended_for_its_own_client_alone() {
    let portal = Portal::demo().await;
    let software = portal.software("requests:read").await;
    let header = basic(CLIENT.0, CLIENT.1);
    let headers = [("authorization", header.as_str())];
    let token = [("token", software.token.as_str())];
    let shown = oauth(&portal, "introspect", &token, &headers).await.json();
    assert_eq!(shown["active"], true);
    assert_eq!(shown["client_id"], CLIENT.0);
    assert_eq!(shown["scope"], "requests:read");
    let end = shown["exp"].as_i64().zip(shown["iat"].as_i64());
    assert_eq!(end.map(|(end, start)| end - start), Some(900));

    // To another client it does not exist.
    let agent = portal.agent().await;
    let hospital = agent.structure(crate::support::form::HOSPITAL).await;
    let other = crate::api::clients::created(&portal, &hospital).await;
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let other = basic(&text(&other["client"]["clientId"]), &text(&other["secret"]));
    let by_other = [("authorization", other.as_str())];
    let shown = oauth(&portal, "introspect", &token, &by_other).await.json();
    assert_eq!(shown, json!({ "active": false }));
    let ended = oauth(&portal, "revoke", &token, &by_other).await;
    assert_eq!(ended.status, StatusCode::OK);
    let shown = oauth(&portal, "introspect", &token, &headers).await.json();
    assert_eq!(shown["active"], true);

    let missing = oauth(&portal, "revoke", &[], &headers).await;
    assert_eq!(missing.json()["error"], "invalid_request");
    for _ in 0..2 {
        let ended = oauth(&portal, "revoke", &token, &headers).await;
        assert_eq!((ended.status, ended.body.as_str()), (StatusCode::OK, ""));
    }
    let shown = oauth(&portal, "introspect", &token, &headers).await.json();
    assert_eq!(shown, json!({ "active": false }));
    let answer = software.send("{ me { demo } }", &json!({})).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_client_that_asks_for_tokens_without_end_is_slowed_down() {
    let portal = Portal::demo().await;
    let header = basic(CLIENT.0, CLIENT.1);
    let headers = [("authorization", header.as_str())];
    let grant = [("grant_type", "client_credentials")];
    for _ in 0..server::clients::TOKENS.burst {
        let answer = oauth(&portal, "token", &grant, &headers).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    }
    let answer = oauth(&portal, "token", &grant, &headers).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.json()["error"], "slow_down");
    assert!(!answer.header("retry-after").is_empty());
}
