//! Software of a structure reads by itself, and decides for a manager who lets it.

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};
use server::clients::{Use, use_of};
use shared::client::Scope;

use super::samples::Scene;
use crate::support::form::{HOME, HOSPITAL, form, form_with};
use crate::support::on_both;
use crate::support::portal::{Plan, Portal};
use crate::support::schema::SCHEMA;
use crate::support::software::token_of;

const MANAGER: &str = "30B0168811/CPET00001";

/// A client of a structure, with its secret.
pub(crate) async fn created(portal: &Portal, structure: &str) -> Value {
    let input = json!({
        "structureId": structure, "name": "Logiciel", "scopes": ["requests:read", "structures:read"], "ranges": [],
    });
    let agent = portal.agent().await;
    // A structure has so many and no more.
    let found = agent
        .run("clients", &json!({ "structureId": structure }))
        .await;
    let kept = found.data("clients").as_array().expect("a list").clone();
    let is_old = |one: &&Value| one["revokedAt"].is_null() && one["clientId"] != "demo-integrator";
    for old in kept.iter().filter(is_old).skip(9) {
        agent.change("revokeClient", of(old)).await;
    }
    let done = agent.change("createClient", input).await;
    assert_eq!(done.0["__typename"], "IssuedSecret", "{}", done.0);
    done.0
}

/// The demo's client.
pub(crate) async fn demo(portal: &Portal) -> Value {
    let agent = portal.agent().await;
    let input = json!({ "structureId": agent.structure(HOSPITAL).await });
    let found = agent.run("clients", &input).await;
    let found = found.data("clients").as_array().expect("a list").clone();
    let demo = found
        .into_iter()
        .find(|one| one["clientId"] == "demo-integrator");
    demo.expect("the demo's client")
}

/// Which client, as it was read.
pub(crate) fn of(client: &Value) -> Value {
    json!({ "id": client["id"], "revision": client["revision"] })
}

/// Name and secret of a client that was just created or given another.
fn credentials(issued: &Value) -> (String, String) {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    (text(&issued["client"]["clientId"]), text(&issued["secret"]))
}

async fn status_of(portal: &Portal, (name, secret): &(String, String)) -> StatusCode {
    token_of(portal, (name, secret), "").await.status
}

const READ: &str =
    "query($id: ID!) { request(id: $id) { id revision status form { exerciseLastName } } }";

on_both! {
    async fn software_reads_by_itself_and_leaves_a_trace(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let request = portal.submitted(&professional, form()).await;
        let software = portal.software("").await;
        let me = software.run("me", &json!({})).await;
        assert!(me.data("me")["account"].is_null());
        assert_eq!(me.data("me")["client"]["clientId"], "demo-integrator");
        let listed = software
            .run("requests", &json!({ "filter": { "scope": "MANAGED" }, "first": 5 }))
            .await;
        assert_eq!(listed.data("requests")["nodes"][0]["id"], json!(request.id));
        assert_eq!(listed.data("requests")["totalCount"], 1);
        let counts = software.run("queueCounts", &json!({ "structureId": Value::Null })).await;
        assert_eq!(counts.data("queueCounts"), &json!([{ "status": "SUBMITTED", "count": 1 }]));
        let answer = software.send(READ, &json!({ "id": request.id })).await;
        assert_eq!(answer.json()["data"]["request"]["form"]["exerciseLastName"], "DUBOIS", "{}", answer.body);
        assert!(answer.json()["extensions"]["cost"].as_u64().expect("a cost") >= 5);
        let seen = professional.run("accesses", &json!({ "requestId": request.id, "first": 5 })).await;
        assert!(seen.data("accesses").to_string().contains("OPENED_REQUEST"), "{}", seen.0);
        let by = portal.database
            .texts("select r.display_name from accesses a join accounts r on r.id = a.account_id order by a.id")
            .await;
        assert!(by.contains(&"Logiciel de démonstration (API)".to_owned()), "{by:?}");
        // What is elsewhere does not exist for it, nor what was never sent.
        let elsewhere = portal.other_professional().await;
        let request = portal
            .submitted(&elsewhere, form_with(&json!({ "structureFiness": HOME, "email": "autre@example.fr", "riskAcknowledged": true })))
            .await;
        assert!(software.send(READ, &json!({ "id": request.id })).await.json()["data"]["request"].is_null());
        let draft = professional.draft().await;
        assert!(software.send(READ, &json!({ "id": draft.id })).await.json()["data"]["request"].is_null());
    }

    async fn software_decides_for_a_manager_who_lets_it_and_the_log_shows_both(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let request = portal.submitted(&professional, form()).await;
        let more = json!({ "conditionsChecked": true, "identityChecked": true });
        let software = portal.software("").await;
        let acting = software.acting_for(MANAGER);
        let alone = software.run("validateRequest", &json!({ "input": request.input(more.clone()) })).await;
        assert_eq!(alone.code(), "ON_BEHALF_REQUIRED");
        assert_eq!(alone.0["errors"][0]["extensions"]["scope"], "requests:decide");
        let not_granted = acting.send("{ me { demo } }", &json!({})).await;
        assert_eq!(not_granted.status, StatusCode::FORBIDDEN);
        assert_eq!(not_granted.json()["errors"][0]["extensions"]["code"], "NOT_GRANTED");

        let manager = portal.manager().await;
        let client = demo(&portal).await;
        let grant = json!({ "clientId": client["id"] });
        let granted = manager.change("grantClient", grant.clone()).await;
        assert_eq!(granted.0["grants"][0]["subjectNameId"], MANAGER);
        let claimed = acting.change("claimRequest", request.input(json!({}))).await.request();
        let done = acting.change("validateRequest", claimed.input(more)).await.request();
        assert_eq!(done.status(), "VALIDATED");
        let by = "select a.display_name || ' | ' || a.subject_name_id from events e
            join accounts a on a.id = e.account_id where e.kind = 'REQUEST_VALIDATED'";
        let by = portal.database.texts(by).await;
        assert!(by[0].contains("(API Logiciel de démonstration)") && by[0].ends_with(MANAGER), "{by:?}");
        let read = software.run("registration", &json!({ "rppsNumber": done.body["rppsNumber"] })).await;
        assert_eq!(read.data("registration")["rppsNumber"], done.body["rppsNumber"]);

        manager.change("withdrawGrant", grant.clone()).await;
        assert_eq!(acting.send("{ me { demo } }", &json!({})).await.status, StatusCode::FORBIDDEN);
        let twice = manager.run("withdrawGrant", &json!({ "input": grant })).await;
        assert_eq!(twice.code(), "NOT_FOUND");
    }

    async fn both_secrets_work_and_then_the_old_one_ends(database: Database) {
        let portal = Portal::demo_on(database).await;
        let representative = portal.representative().await;
        let hospital = representative.structure(HOSPITAL).await;
        let made = created(&portal, &hospital).await;
        let first = credentials(&made);
        let mut input = of(&made["client"]);
        input["idempotencyKey"] = json!("rotation");
        let rotated = representative.change("rotateClientSecret", input.clone()).await.0;
        let second = credentials(&rotated);
        assert_eq!(rotated["client"]["secrets"].as_array().expect("a list").len(), 2);
        let again = representative.change("rotateClientSecret", input).await.0;
        assert!(again["secret"].is_null(), "a secret is shown once");
        for both in [&first, &second] {
            assert_eq!(status_of(&portal, both).await, StatusCode::OK);
        }
        // A third leaves the second, and ends the first at once.
        let input = of(&rotated["client"]);
        let third = portal.representative().await.change("rotateClientSecret", input).await.0;
        let third_pair = credentials(&third);
        assert_eq!(status_of(&portal, &first).await, StatusCode::UNAUTHORIZED);
        assert_eq!(status_of(&portal, &second).await, StatusCode::OK);
        portal.clock.advance(TimeDelta::days(7));
        assert_eq!(status_of(&portal, &second).await, StatusCode::UNAUTHORIZED);
        assert_eq!(status_of(&portal, &third_pair).await, StatusCode::OK);
        portal.clock.advance(TimeDelta::days(358));
        assert_eq!(status_of(&portal, &third_pair).await, StatusCode::UNAUTHORIZED);
    }

    async fn a_structure_is_told_thirty_days_before_a_secret_ends(database: Database) {
        let portal = Portal::demo_on(database).await;
        let hospital = portal.agent().await.structure(HOSPITAL).await;
        created(&portal, &hospital).await;
        let told = || async { portal.mails("legal_representative@demo.example").await.len() };
        for (days, more) in [(334, 0), (1, 1), (0, 0), (29, 0)] {
            portal.clock.advance(TimeDelta::days(days));
            let before = told().await;
            server::clients::keep_watch(&portal.app).await.expect("a round");
            assert_eq!(told().await - before, more, "{days}");
        }
    }

    async fn software_that_rests_or_was_revoked_gets_in_no_more(database: Database) {
        let portal = Portal::demo_on(database).await;
        let agent = portal.agent().await;
        let hospital = agent.structure(HOSPITAL).await;
        let made = created(&portal, &hospital).await;
        let pair = credentials(&made);
        let software = portal.software_of((&pair.0, &pair.1), "").await;
        let ask = || async { software.send("{ me { demo } }", &json!({})).await.status };
        assert_eq!(ask().await, StatusCode::OK);
        let mut input = of(&made["client"]);
        input["name"] = json!("Logiciel");
        input["scopes"] = json!(["requests:read"]);
        input["suspended"] = json!(true);
        let rests = agent.change("updateClient", input.clone()).await.0;
        assert!(rests["suspendedAt"].is_string());
        assert_eq!(ask().await, StatusCode::FORBIDDEN);
        assert_eq!(status_of(&portal, &pair).await, StatusCode::UNAUTHORIZED);
        input["revision"] = rests["revision"].clone();
        input["suspended"] = json!(false);
        let awake = agent.change("updateClient", input).await.0;
        assert_eq!(ask().await, StatusCode::OK);
        // What was taken from it meanwhile, its token has no more.
        let lost = software.run("structure", &json!({ "finess": HOSPITAL })).await;
        assert_eq!(lost.code(), "SCOPE_MISSING");
        let revoked = agent.change("revokeClient", of(&awake)).await.0;
        assert!(revoked["revokedAt"].is_string());
        assert_eq!(ask().await, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn a_token_ends_after_a_quarter_of_an_hour() {
    let portal = Portal::demo().await;
    let software = portal.software("").await;
    portal
        .clock
        .advance(TimeDelta::minutes(15) - TimeDelta::seconds(1));
    let answer = software.send("{ me { demo } }", &json!({})).await;
    assert_eq!(answer.status, StatusCode::OK);
    portal.clock.advance(TimeDelta::seconds(1));
    let answer = software.send("{ me { demo } }", &json!({})).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        answer.header("www-authenticate"),
        "Bearer error=\"invalid_token\""
    );
    assert_eq!(
        answer.json()["errors"][0]["extensions"]["code"],
        "TOKEN_INVALID"
    );
    server::clients::keep_watch(&portal.app)
        .await
        .expect("a round");
    let left = "select count(*) from client_tokens";
    assert_eq!(portal.database.number(left).await, 0);
}

#[tokio::test]
async fn every_operation_says_whether_software_may_ask_for_it() {
    let mut scene = Scene::set(Portal::demo().await).await;
    let (all, none) = (
        scene.portal.software("").await,
        scene.portal.software("fhir:read").await,
    );
    let operations = ["Query", "Mutation"].map(|root| SCHEMA.operations(root));
    for operation in operations.into_iter().flatten() {
        let name = operation.name.as_str();
        let scoped = match use_of(name) {
            None => {
                let refused = all.run(name, &json!({})).await;
                assert_eq!(refused.code(), "FORBIDDEN", "{name}");
                continue;
            }
            Some(Use::OnBehalf(_)) => {
                let refused = all.run(name, &json!({})).await;
                assert_eq!(refused.code(), "ON_BEHALF_REQUIRED", "{name}");
                true
            }
            Some(of) => {
                scene.renew(name).await;
                if name == "registration" {
                    scene.manager.validate(&scene.request).await.request();
                    scene.refresh().await;
                }
                let reply = all.run(name, &scene.variables(name).await).await;
                assert_eq!(reply.code(), "", "{name}: {}", reply.0);
                assert!(!reply.data(name).is_null(), "{name}");
                of != Use::Open
            }
        };
        let expected = if scoped { "SCOPE_MISSING" } else { "" };
        let reply = none.run(name, &json!({})).await;
        let code = if scoped { reply.code() } else { "" };
        assert_eq!(code, expected, "{name}");
    }
    // Nothing is named that the schema does not have.
    for (name, _) in server::clients::USES {
        assert!(name.starts_with("__") || !SCHEMA.operation(name).1.name.is_empty());
    }
}

#[tokio::test]
async fn software_that_comes_with_a_browsers_session_is_refused() {
    let portal = Portal::demo().await;
    let mut software = portal.software("").await;
    software.browser = portal.manager().await.browser;
    let answer = software.send("{ me { demo } }", &json!({})).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.json()["code"], "TWO_CALLERS");
    // A token in the place of a session opens nothing.
    let mut browser = portal.browser();
    browser.cookies = vec![("__Host-session".to_owned(), software.token.clone())];
    assert!(browser.me().await.is_null());
    // Where it comes from is its own affair: no browser sends its token by itself.
    software.browser = portal.browser();
    let origin = [("origin", "https://logiciel.example")];
    let answer = software
        .send_with("{ me { demo } }", &json!({}), &origin)
        .await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn software_comes_from_its_networks_alone_as_trusted_proxies_say() {
    for (proxies, forwarded, expected) in [
        (None, "192.0.2.7", StatusCode::FORBIDDEN),
        (Some("127.0.0.1"), "192.0.2.7", StatusCode::OK),
        (Some("127.0.0.1"), "2001:db8::7", StatusCode::OK),
        (Some("127.0.0.1"), "198.51.100.1", StatusCode::FORBIDDEN),
        (
            Some("127.0.0.1"),
            "192.0.2.7, 198.51.100.1",
            StatusCode::FORBIDDEN,
        ),
    ] {
        let options = proxies.map(|proxy| format!("--trusted-proxies={proxy}"));
        let portal = Plan::demo().with(options).open().await;
        let software = portal.software("").await;
        let client = demo(&portal).await;
        let mut input = of(&client);
        input["name"] = client["name"].clone();
        input["scopes"] = json!(Scope::ALL);
        input["ranges"] = json!(["192.0.2.0/24", "2001:db8::/32"]);
        portal.agent().await.change("updateClient", input).await;
        let headers = [("x-forwarded-for", forwarded)];
        let answer = software
            .send_with("{ me { demo } }", &json!({}), &headers)
            .await;
        assert_eq!(answer.status, expected, "{proxies:?} {forwarded}");
        let code = &answer.json()["errors"][0]["extensions"]["code"];
        assert!(expected == StatusCode::OK || code == "ADDRESS_REFUSED");
        let refused = token_of(&portal, server::demo_data::CLIENT, "").await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        assert_eq!(refused.json()["error"], "unauthorized_client");
    }
}

#[tokio::test]
async fn what_software_spends_is_counted_and_runs_out() {
    let portal = Portal::demo().await;
    let software = portal.software("").await;
    let query =
        "{ requests(filter: { scope: MANAGED }, first: 100) { nodes { id reference status revision
        createdAt updatedAt submittedAt decidedAt rppsNumber structure { id finess name } } } }";
    let mut left = i64::from(server::clients::COSTS.burst);
    loop {
        let answer = software.send(query, &json!({})).await;
        let said = answer.header("ratelimit");
        assert_eq!(
            answer.header("ratelimit-policy"),
            "\"cost\";q=20000;w=20",
            "{}",
            answer.body
        );
        let cost = answer.json()["extensions"]["cost"]
            .as_i64()
            .expect("a cost");
        assert!(cost > 1_000, "{cost}");
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            assert!(left < cost);
            assert_eq!(
                answer.json()["errors"][0]["extensions"]["code"],
                "RATE_LIMITED"
            );
            assert!(said.starts_with("\"cost\";r=0;t="), "{said}");
            let wait: i64 = answer.header("retry-after").parse().expect("seconds");
            portal.clock.advance(TimeDelta::seconds(wait));
            break;
        }
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        left -= cost;
        assert!(said.starts_with(&format!("\"cost\";r={left};t=")), "{said}");
    }
    let answer = software.send(query, &json!({})).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    // Somebody at their browser pays nothing, and is told nothing.
    let reply = portal.manager().await.ask(query, &json!({})).await;
    assert!(reply.0["extensions"].is_null());
}

#[tokio::test]
async fn the_limits_are_stated() {
    let portal = Portal::demo().await;
    let limits = portal.anybody().run("limits", &json!({})).await;
    let limits = limits.data("limits").clone();
    assert_eq!(limits["tokenSeconds"], 900);
    assert_eq!(limits["page"], 100);
    assert_eq!(limits["costBurst"], server::clients::COSTS.burst);
}
