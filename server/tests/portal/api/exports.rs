//! A queue as a file: what is shown and no more, for whoever may see it, and kept before it leaves.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::browser::Answer;
use crate::support::form::{HOME, HOSPITAL, form, form_with};
use crate::support::on_both;
use crate::support::people::Person;
use crate::support::portal::Portal;

async fn export(person: &Person, query: &str, headers: &[(&str, &str)]) -> Answer {
    let path = format!("/export/requests.csv{query}");
    person
        .browser
        .call(Method::GET, &path, headers, String::new())
        .await
}

/// The lines below the names of the columns.
async fn lines(person: &Person, query: &str) -> Vec<String> {
    let answer = export(person, query, &[]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.content_type, "text/csv; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(
        answer
            .header("content-disposition")
            .starts_with("attachment; filename=\"demandes-2026-12-03.csv")
    );
    let text = answer
        .body
        .strip_prefix('\u{feff}')
        .expect("the mark of UTF-8");
    let mut lines = text.split_terminator("\r\n").map(str::to_owned);
    let names = lines.next().expect("the columns");
    assert!(
        names.starts_with("Référence;Nom de naissance;Prénoms;"),
        "{names}"
    );
    lines.collect()
}

async fn looks(person: &Person, request: &Value) -> Vec<Value> {
    let asked = json!({ "requestId": request, "first": 9, "after": Value::Null });
    let reply = person.run("accesses", &asked).await;
    reply.data("accesses")["nodes"]
        .as_array()
        .expect("a list")
        .clone()
}

on_both! {
    async fn a_manager_takes_out_what_the_queue_shows_and_nothing_else(database: Database) {
        let portal = Portal::demo_on(database).await;
        let author = portal.professional().await;
        let request = portal.submitted(&author, form()).await;
        let at_home = form_with(&json!({ "structureFiness": HOME, "riskAcknowledged": true }));
        let elsewhere = portal.submitted(&author, at_home).await;
        portal.database.run("update structures set name = '=cmd|x;\"y\"' where finess = '0B0168811'").await;
        let (manager, colleague) = (portal.manager().await, portal.colleague().await);

        let own = lines(&manager, "").await;
        let reference = request.body["reference"].as_str().expect("a reference");
        assert_eq!(own.len(), 1);
        assert!(own[0].starts_with(&format!("{reference};DUBOIS;")), "{own:?}");
        assert!(own[0].contains(";\"'=cmd|x;\"\"y\"\"\";"), "no cell is a formula: {own:?}");
        let both = lines(&colleague, "?etat=toutes").await;
        assert_eq!(both.len(), 2);
        assert!(both.iter().any(|line| line.starts_with(elsewhere.body["reference"].as_str().expect("a reference"))));
        for (query, count) in [
            ("?role=316", 1), ("?role=317", 0), ("?etat=REJECTED", 0), ("?recherche=dub", 1), ("?recherche=x", 0),
            ("?risque=oui", 0), ("?prise-en-charge=NOBODY", 1), ("?anciennete=1", 0), ("?voie=MANAGER", 0),
        ] {
            assert_eq!(lines(&manager, query).await.len(), count, "{query}");
        }
        assert_eq!(lines(&colleague, "?constat=SECTOR_NOT_SANITAIRE").await.len(), 1);

        let home = colleague.structure(HOME).await;
        assert_eq!(lines(&colleague, &format!("?structure={home}")).await.len(), 1);
        for (person, query, status, code) in [
            (&manager, format!("?structure={home}"), StatusCode::FORBIDDEN, "FORBIDDEN"),
            (&manager, "?structure=x".to_owned(), StatusCode::BAD_REQUEST, "INVALID_ARGUMENT"),
            (&author, String::new(), StatusCode::FORBIDDEN, "FORBIDDEN"),
            (&portal.agent().await, String::new(), StatusCode::FORBIDDEN, "FORBIDDEN"),
            (&portal.anybody(), String::new(), StatusCode::UNAUTHORIZED, "NOT_SIGNED_IN"),
        ] {
            let answer = export(person, &query, &[]).await;
            assert_eq!((answer.status, &answer.json()["code"]), (status, &json!(code)), "{query}");
        }
        for header in [("origin", "https://elsewhere.example"), ("sec-fetch-site", "cross-site")] {
            let answer = export(&manager, "", &[header]).await;
            assert_eq!((answer.status, &answer.json()["code"]), (StatusCode::FORBIDDEN, &json!("ORIGIN_REFUSED")));
        }
    }

    async fn an_export_is_kept_with_names_of_filters_alone_and_shown_to_each_person(database: Database) {
        let portal = Portal::demo_on(database).await;
        let author = portal.professional().await;
        let request = portal.submitted(&author, form()).await;
        let manager = portal.manager().await;
        lines(&manager, "?recherche=dubois&role=316").await;
        let seen = looks(&author, &json!(request.id)).await;
        assert_eq!((seen.len(), &seen[0]["act"]), (1, &json!("EXPORTED")), "{seen:?}");
        let told = "select data from events where kind = 'QUEUE_EXPORTED'";
        let told: Vec<Value> = portal.database.texts(told).await.iter().map(|data| {
            serde_json::from_str(data).expect("JSON")
        }).collect();
        assert_eq!(told, [json!({ "count": 1, "filters": ["recherche", "role"] })]);
        let whole = "select count(*) from accesses where act = 'EXPORTED' and request_id is null and found = 1";
        assert_eq!(portal.database.number(whole).await, 1);

        // What cannot be kept does not leave.
        portal.database.run("alter table accesses rename to accesses_elsewhere").await;
        let answer = export(&manager, "", &[]).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(!answer.body.contains("DUBOIS"));
    }

    async fn a_long_queue_comes_whole_a_batch_at_a_time(database: Database) {
        let portal = Portal::demo_on(database).await;
        let filed = portal.crowd(HOSPITAL, 1100).await;
        let manager = portal.manager().await;
        let lines = lines(&manager, "").await;
        let references: BTreeSet<&str> = lines.iter().filter_map(|line| line.split(';').next()).collect();
        let expected: BTreeSet<String> = filed.iter().map(|request| request.id.reference()).collect();
        assert_eq!(lines.len(), 1100);
        assert!(references.iter().copied().eq(expected.iter().map(String::as_str)));
        let looks = "select count(*) from accesses where act = 'EXPORTED' and request_id is not null";
        assert_eq!(portal.database.number(looks).await, 1100);
    }
}
