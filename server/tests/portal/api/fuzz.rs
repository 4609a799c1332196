//! Documents that nobody wrote, made from the schema: whatever is asked, the portal answers, and with a code.

mod documents;

use std::time::{Duration, Instant};

use axum::http::Method;
use serde_json::{Value, json};
use shared::catalogue;

use self::documents::Documents;
use super::samples::Scene;
use crate::support::on_both;
use crate::support::people::Person;
use crate::support::portal::Portal;

/// How many are asked on each database; `FUZZ_DOCUMENTS` asks for more, without the limit of time.
const COUNT: usize = 400;
const TIME: Duration = Duration::from_mins(1);

fn wished() -> Option<usize> {
    std::env::var_os("FUZZ_DOCUMENTS")?.to_str()?.parse().ok()
}

/// Sends a body, and looks at nothing but whether it is answered as it should be.
async fn ask(person: &Person, body: String) -> Value {
    let headers = [
        ("content-type", "application/json"),
        ("origin", person.browser.origin.as_str()),
        ("accept", "application/graphql-response+json"),
    ];
    let asked = body.clone();
    let answer = person
        .browser
        .call(Method::POST, "/graphql", &headers, body)
        .await;
    assert!(
        answer.status.as_u16() < 500,
        "{}: {asked}\n{}",
        answer.status,
        answer.body
    );
    let reply = answer.json();
    for error in reply["errors"].as_array().into_iter().flatten() {
        let code = error["extensions"]["code"].as_str().unwrap_or_default();
        assert!(
            catalogue::error(code).is_some() && !["INTERNAL", "UNAVAILABLE"].contains(&code),
            "{error}: {asked}"
        );
    }
    assert!(
        reply["errors"].is_array() || reply["data"].is_object(),
        "{asked}\n{reply}"
    );
    reply
}

on_both! {
    async fn no_document_makes_the_portal_fail(database: Database) {
        let mut scene = Scene::set(Portal::demo_on(database).await).await;
        scene.renew("request").await;
        let structure = scene.manager.structure(crate::support::form::HOSPITAL).await;
        let known = [scene.request.id.clone(), structure];
        let mut documents = Documents::new(42, &server::graphql::sdl(), &known);
        let anybody = scene.portal.anybody();
        let people = [&anybody, &scene.author, &scene.manager, &scene.agent, &scene.representative];
        let began = Instant::now();
        let (mut run, mut refused) = (0, 0);
        for number in 0..wished().unwrap_or(COUNT) {
            if wished().is_none() && began.elapsed() > TIME {
                break;
            }
            let person = people[number % people.len()];
            let reply = ask(person, json!({ "query": documents.make() }).to_string()).await;
            if reply["data"].is_object() {
                run += 1;
            } else {
                refused += 1;
            }
        }
        // Neither are all of them nonsense, nor is nothing ever refused.
        assert!(run > 20 && refused > 20, "{run} run, {refused} refused");
    }
}

#[tokio::test]
async fn no_body_makes_the_portal_fail() {
    let portal = Portal::demo().await;
    let anybody = portal.anybody();
    let right = json!({ "query": "query A($n: Int) { roles { code } }", "operationName": "A", "variables": { "n": 1 } });
    let right = right.to_string();
    for at in (0..right.len()).step_by(3) {
        ask(&anybody, right[..at].to_owned()).await;
        for other in ["\u{0}", "\"", "{", "}", "[", "9", "é"] {
            ask(&anybody, format!("{}{other}{}", &right[..at], &right[at..])).await;
        }
    }
}
