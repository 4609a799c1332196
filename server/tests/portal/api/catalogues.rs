//! What anybody may read: roles, places, rules, codes, and a verdict without filing.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::support::people::Person;
use crate::support::portal::Portal;
use crate::support::redact::redact;

async fn codes(anybody: &Person, operation: &str, variables: Value) -> Vec<String> {
    let reply = anybody.run(operation, &variables).await;
    let list = reply.data(operation).as_array().expect("a list").clone();
    list.iter()
        .map(|entry| entry["code"].as_str().expect("a code").to_owned())
        .collect()
}

#[tokio::test]
async fn a_role_is_found_by_any_of_its_names_with_or_without_accents() {
    let portal = Portal::demo().await;
    let anybody = portal.anybody();
    for words in [
        "organiseur",
        "organisateur",
        "opérateur",
        "OPERATEUR de soins",
    ] {
        assert!(
            codes(&anybody, "roles", json!({ "search": words }))
                .await
                .contains(&"370".to_owned()),
            "{words}"
        );
    }
    assert!(
        codes(&anybody, "roles", json!({ "search": "zzz" }))
            .await
            .is_empty()
    );
    assert!(
        codes(&anybody, "roles", json!({ "search": null }))
            .await
            .len()
            > 30
    );
}

#[tokio::test]
async fn places_are_found_by_their_beginning_and_by_their_code() {
    let portal = Portal::demo().await;
    let anybody = portal.anybody();
    for (typed, code) in [
        ("begles", "33039"),
        ("BÈGLES", "33039"),
        ("44109", "44109"),
        ("2a004", "2A004"),
    ] {
        let found = codes(&anybody, "communes", json!({ "search": typed, "first": 5 })).await;
        assert!(found.contains(&code.to_owned()), "{typed}: {found:?}");
    }
    assert_eq!(
        codes(
            &anybody,
            "communes",
            json!({ "search": "saint", "first": 7 })
        )
        .await
        .len(),
        7
    );
    assert_eq!(
        codes(
            &anybody,
            "countries",
            json!({ "search": "algerie", "first": 5 })
        )
        .await,
        ["99352"]
    );
}

#[tokio::test]
async fn a_verdict_is_simulated_without_anybody_being_known() {
    let portal = Portal::demo().await;
    let anybody = portal.anybody();
    let ask = async |input: Value| {
        anybody
            .run("simulateVerdict", &json!({ "input": input }))
            .await
    };
    let accepted = json!({
        "role": "316", "sector": "SANITAIRE", "healthDataNeed": true, "ecpsOnlyAcknowledged": true,
        "dmpAcknowledged": true, "termsAccepted": true,
    });
    let eligible = ask(accepted.clone()).await;
    assert_eq!(eligible.data("simulateVerdict")["outcome"], "ELIGIBLE");
    let nothing = ask(json!({})).await;
    assert_json_snapshot!(
        "verdict_of_no_answer",
        redact(nothing.data("simulateVerdict"))
    );
    let mut at_risk = accepted;
    at_risk["sector"] = json!("SOCIAL_MEDICO_SOCIAL");
    at_risk["riskAcknowledged"] = json!(true);
    assert_eq!(
        ask(at_risk).await.data("simulateVerdict")["outcome"],
        "AT_RISK"
    );
    assert_eq!(
        ask(json!({ "role": "999" })).await.code(),
        "INVALID_ARGUMENT"
    );
    assert_eq!(
        portal
            .events()
            .await
            .iter()
            .filter(|kind| kind.starts_with("REQUEST"))
            .count(),
        0
    );
}

#[tokio::test]
async fn every_code_is_published_once_with_both_its_texts() {
    let portal = Portal::demo().await;
    let anybody = portal.anybody();
    for catalogue in ["ruleCatalogue", "errorCatalogue"] {
        let reply = anybody.run(catalogue, &json!({})).await;
        let entries = reply.data(catalogue).as_array().expect("a list").clone();
        let mut codes: Vec<&str> = entries
            .iter()
            .filter_map(|entry| entry["code"].as_str())
            .collect();
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count, "{catalogue}");
        for entry in &entries {
            let (french, english) = (&entry["text"]["fr"], &entry["text"]["en"]);
            assert!(
                french != "" && english != "" && french != english,
                "{entry}"
            );
        }
    }
}

#[tokio::test]
async fn the_rules_in_force_are_published_with_their_hash() {
    let portal = Portal::demo().await;
    let reply = portal
        .anybody()
        .run("ruleSet", &json!({ "asOf": null }))
        .await;
    let rules = reply.data("ruleSet").clone();
    assert_eq!(rules["name"], "2026-11");
    let body: Value = serde_json::from_str(rules["body"].as_str().expect("a body")).expect("JSON");
    assert_eq!(body["name"], "2026-11");
    let verdict = portal
        .anybody()
        .run("simulateVerdict", &json!({ "input": {} }))
        .await;
    assert_eq!(
        verdict.data("simulateVerdict")["ruleSetHash"],
        rules["hash"]
    );
}

#[tokio::test]
async fn refusals_and_errors_speak_the_language_of_the_call() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let body = json!({ "query": "{ queueCounts { count } }" }).to_string();
    for (language, words) in [("fr", "Vous"), ("en", "You")] {
        let headers = [
            ("content-type", "application/json"),
            ("accept-language", language),
            ("origin", professional.browser.origin.as_str()),
        ];
        let answer = professional
            .browser
            .call(axum::http::Method::POST, "/graphql", &headers, body.clone())
            .await
            .json();
        let message = answer["errors"][0]["message"]
            .as_str()
            .expect("a message")
            .to_owned();
        assert!(message.contains(words), "{language}: {message}");
        assert_eq!(answer["errors"][0]["extensions"]["code"], "FORBIDDEN");
    }
}
