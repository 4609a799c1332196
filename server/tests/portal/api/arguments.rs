//! Nonsense in any argument of any operation: a coded answer, never a failure of ours.

use serde_json::{Value, json};

use super::samples::Scene;
use crate::support::on_both;
use crate::support::portal::Portal;
use crate::support::schema::SCHEMA;

/// The paths to the texts and the numbers of some variables.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                leaves(value, &format!("{path}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                leaves(item, &format!("{path}/{at}"), found);
            }
        }
        Value::Bool(_) => {}
        _ => found.push(path.to_owned()),
    }
}

/// Of each kind that has broken a portal before.
fn nonsense() -> [Value; 6] {
    [
        json!("a\u{0}b"),
        json!("x".repeat(10_000)),
        json!("\u{fffe}\u{202e}🙂 Ωж中'; drop table requests; -- %_\\"),
        json!(""),
        json!("00000000-0000-0000-0000-000000000000"),
        json!(i64::MAX),
    ]
}

on_both! {
    async fn no_argument_makes_the_portal_fail(database: Database) {
        let mut scene = Scene::set(Portal::demo_on(database).await).await;
        let operations = ["Query", "Mutation"].into_iter().flat_map(|root| SCHEMA.operations(root));
        for operation in operations.filter(|operation| !operation.arguments.is_empty()) {
            let name = operation.name.as_str();
            let document = SCHEMA.short_document(name);
            for wrong in nonsense() {
                scene.renew(name).await;
                let right = scene.variables(name).await;
                let mut paths = Vec::new();
                leaves(&right, "", &mut paths);
                for path in paths {
                    let mut variables = right.clone();
                    *variables.pointer_mut(&path).expect("a leaf") = wrong.clone();
                    let reply = scene.granted(name).ask(&document, &variables).await;
                    let failed = ["INTERNAL", "UNAVAILABLE"].contains(&reply.code());
                    assert!(!failed, "{name}{path} = {wrong}: {}", reply.0);
                }
            }
        }
    }
}

#[tokio::test]
async fn what_is_no_request_is_refused_with_a_code() {
    let portal = Portal::demo().await;
    let anybody = portal.anybody();
    for body in [
        json!({}),
        json!([]),
        json!("x"),
        json!(null),
        json!({ "query": 1 }),
        json!([{ "query": "{ me { demo } }" }]),
    ] {
        let answer = anybody.post(&body).await;
        assert_eq!(answer.status.as_u16(), 400, "{body}");
        assert_eq!(
            answer.json()["errors"][0]["extensions"]["code"],
            "INVALID_ARGUMENT",
            "{body}"
        );
    }
    for query in [
        "",
        "{",
        "{ nothing }",
        "query A { me { demo } } query B { me { demo } }",
        "subscription { queueChanged { kind } }",
    ] {
        let reply = anybody.ask(query, &json!({})).await;
        assert_eq!(reply.code(), "INVALID_ARGUMENT", "{query}: {}", reply.0);
    }
}
