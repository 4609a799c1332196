//! One person may have several parts: each is listed with its structure, and each call names the one it means.

use serde_json::{Value, json};

use crate::support::form::{HOME, HOSPITAL, form};
use crate::support::on_both;
use crate::support::people::Person;
use crate::support::portal::Portal;

/// Part and structure, in the order of the answer.
async fn parts(person: &Person) -> Vec<String> {
    let reply = person
        .ask("{ me { parts { part structure { finess } } } }", &json!({}))
        .await;
    let parts = reply.data("me")["parts"].as_array().expect("a list");
    let line = |part: &Value| {
        let finess = part["structure"]["finess"].as_str().unwrap_or("-");
        format!("{} {finess}", part["part"].as_str().expect("a part"))
    };
    let mut lines: Vec<String> = parts.iter().map(line).collect();
    lines.sort();
    lines
}

on_both! {
    async fn everything_that_one_may_act_as_is_listed_with_its_structure(database: Database) {
        let portal = Portal::demo_on(database).await;
        assert!(parts(&portal.anybody()).await.is_empty());
        assert_eq!(parts(&portal.professional().await).await, ["PROFESSIONAL -"]);
        assert_eq!(parts(&portal.manager().await).await, [format!("MANAGER {HOSPITAL}")]);
        let both = parts(&portal.colleague().await).await;
        assert_eq!(both, [format!("MANAGER {HOSPITAL}"), format!("MANAGER {HOME}")]);
        // Who represents a structure manages it too: two parts, and the calls say which is meant.
        let mandataire = parts(&portal.mandataire().await).await;
        assert_eq!(mandataire, [format!("MANAGER {HOSPITAL}"), format!("REPRESENTATIVE {HOSPITAL}")]);
        let agent = portal.agent().await;
        let hospital = agent.structure(HOSPITAL).await;
        let input = json!({ "structureId": hospital, "subjectNameId": server::demo_data::ANS_AGENT });
        agent.change("designateManager", input).await;
        assert_eq!(parts(&portal.agent().await).await, ["ANS_AGENT -".to_owned(), format!("MANAGER {HOSPITAL}")]);
    }

    async fn a_queue_is_of_the_structure_that_the_call_names(database: Database) {
        let portal = Portal::demo_on(database).await;
        portal.submitted(&portal.professional().await, form()).await;
        let colleague = portal.colleague().await;
        let mut counts = Vec::new();
        for finess in [HOSPITAL, HOME] {
            let filter = json!({ "scope": "MANAGED", "structureId": colleague.structure(finess).await });
            let found = colleague.run("requests", &json!({ "filter": filter, "first": 9 })).await;
            counts.push(found.data("requests")["totalCount"].clone());
        }
        let found = colleague.run("requests", &json!({ "filter": { "scope": "MANAGED" }, "first": 9 })).await;
        counts.push(found.data("requests")["totalCount"].clone());
        assert_eq!(counts, [json!(1), json!(0), json!(1)]);
    }
}
