//! Lists: whose they are, their order, their pages, their counts.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::form::{HOME, PHARMACY, form, form_with};
use crate::support::on_both;
use crate::support::people::Person;
use crate::support::portal::Portal;

fn ids(page: &Value) -> Vec<String> {
    let nodes = page["nodes"].as_array().expect("nodes");
    nodes
        .iter()
        .map(|node| node["id"].as_str().expect("an id").to_owned())
        .collect()
}

async fn page(person: &Person, variables: Value) -> Value {
    person
        .run("requests", &variables)
        .await
        .data("requests")
        .clone()
}

/// Reads a whole list, some rows at a time, from the front or from the back.
async fn walk(person: &Person, arguments: &Value, forward: bool) -> Vec<String> {
    let (size, from, has_more, edge) = if forward {
        ("first", "after", "hasNextPage", "endCursor")
    } else {
        ("last", "before", "hasPreviousPage", "startCursor")
    };
    let (mut seen, mut cursor) = (Vec::new(), Value::Null);
    loop {
        let mut variables = arguments.clone();
        variables[size] = json!(2);
        variables[from] = cursor;
        let page = page(person, variables).await;
        let rows = ids(&page);
        if forward {
            seen.extend(rows);
        } else {
            seen.splice(0..0, rows);
        }
        cursor = page["pageInfo"][edge].clone();
        if page["pageInfo"][has_more] == false {
            return seen;
        }
    }
}

on_both! {
    async fn pages_from_either_end_give_every_request_once_and_in_order(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let mut drafts = Vec::new();
        for number in 0..5 {
            // Some at the very same instant.
            portal.clock.advance(TimeDelta::minutes(number % 2));
            drafts.push(professional.draft().await.id);
        }
        drafts.reverse();
        let whole = page(&professional, json!({})).await;
        assert_eq!((ids(&whole), &whole["totalCount"]), (drafts.clone(), &json!(5)));
        assert_eq!(walk(&professional, &json!({}), true).await, drafts);
        assert_eq!(walk(&professional, &json!({}), false).await, drafts);
        let none = page(&professional, json!({ "first": 0 })).await;
        assert_eq!((ids(&none).len(), &none["pageInfo"]["hasNextPage"]), (0, &json!(true)));
    }

    async fn the_longest_waiting_comes_first_and_drafts_are_left_out(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let mut sent = Vec::new();
        for finess in [PHARMACY, HOME, crate::support::form::HOSPITAL] {
            portal.clock.advance(TimeDelta::minutes(1));
            let changes = json!({ "structureFiness": finess, "riskAcknowledged": true });
            sent.push(professional.file(form_with(&changes)).await.request().id);
            professional.draft().await;
        }
        let oldest_first = json!({ "orderBy": "SUBMITTED_ASC" });
        assert_eq!(ids(&page(&professional, oldest_first.clone()).await), sent);
        assert_eq!(walk(&professional, &oldest_first, true).await, sent);
        assert_eq!(walk(&professional, &oldest_first, false).await, sent);

        let colleague = portal.colleague().await;
        let queue = json!({ "filter": { "scope": "MANAGED" } });
        assert_eq!(ids(&page(&colleague, queue).await), sent[1..]);
        let home = colleague.structure(HOME).await;
        let one = json!({ "filter": { "scope": "MANAGED", "structureId": home } });
        assert_eq!(ids(&page(&colleague, one).await), sent[1..2]);
    }

    async fn a_manager_finds_a_request_by_name_reference_and_number(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let email = "jean-marie.élan@exemple.fr".replace('é', "e");
        let changes = json!({ "exerciseLastName": "Élan-Müller", "exerciseFirstName": "Zoé", "email": email });
        let sent = portal.submitted(&professional, form_with(&changes)).await;
        portal.submitted(&portal.other_professional().await, form()).await;
        let manager = portal.manager().await;
        let validated = manager.validate(&sent).await.request();
        let number = validated.body["rppsNumber"].as_str().expect("a number").to_owned();
        let reference = validated.body["reference"].as_str().expect("a reference").to_owned();
        let spaced = format!("{} {}", &number[..4], &number[4..]);
        let found_by = ["elan", "ELAN muller zo", "zoe élan", "Jean-Marie.Elan@", &email, &sent.id];
        for typed in found_by.into_iter().chain([&*reference.to_lowercase(), &number, &spaced]) {
            let filter = json!({ "filter": { "scope": "MANAGED", "search": typed } });
            let found = page(&manager, filter).await;
            assert_eq!((ids(&found), &found["totalCount"]), (vec![sent.id.clone()], &json!(1)), "{typed}");
        }
        for (typed, status) in [("muller", None), ("elan", Some("REJECTED")), ("elan%", None), ("99999999999", None), ("#", Some("REJECTED"))] {
            let filter = json!({ "filter": { "scope": "MANAGED", "search": typed, "status": status } });
            let found = page(&manager, filter).await;
            assert_eq!((ids(&found).len(), &found["totalCount"]), (0, &json!(0)), "{typed}");
        }
        // Nothing typed is no search.
        let all = page(&manager, json!({ "filter": { "scope": "MANAGED", "search": " " } })).await;
        assert_eq!(all["totalCount"], json!(2));
        let stranger = portal.colleague().await;
        let home = stranger.structure(HOME).await;
        let elsewhere = json!({ "filter": { "scope": "MANAGED", "structureId": home, "search": "elan" } });
        assert_eq!(page(&stranger, elsewhere).await["totalCount"], json!(0));
    }

    async fn a_queue_is_narrowed_and_its_counts_with_it(database: Database) {
        let portal = Portal::demo_on(database).await;
        let first = portal.submitted(&portal.professional().await, form()).await;
        portal.clock.advance(TimeDelta::days(3));
        let other = portal.other_professional().await;
        let second = portal.submitted(&other, form_with(&json!({ "role": "317" }))).await;
        let manager = portal.manager().await;
        manager.claim(&second).await.request();
        for (wanted, found) in [
            (json!({ "role": "317" }), vec![&second]),
            (json!({ "role": "329" }), vec![]),
            (json!({ "route": "MANAGER" }), vec![]),
            (json!({ "route": "PROFESSIONAL" }), vec![&first, &second]),
            (json!({ "olderThanDays": 2 }), vec![&first]),
            (json!({ "atRisk": true }), vec![]),
            (json!({ "atRisk": false, "role": "316" }), vec![&first]),
            (json!({ "holder": "MINE" }), vec![&second]),
            (json!({ "holder": "ANYBODY" }), vec![&second]),
            (json!({ "holder": "NOBODY" }), vec![&first]),
            (json!({ "finding": "SECTOR_NOT_SANITAIRE" }), vec![]),
        ] {
            let mut filter = wanted.clone();
            filter["scope"] = json!("MANAGED");
            filter["status"] = json!("SUBMITTED");
            let list = page(&manager, json!({ "filter": filter })).await;
            let expected: Vec<String> = found.iter().map(|request| request.id.clone()).collect();
            assert_eq!((ids(&list), &list["totalCount"]), (expected, &json!(found.len())), "{wanted}");
            let counts = manager.run("queueCounts", &json!({ "filter": wanted })).await;
            let counts = counts.data("queueCounts").as_array().expect("a list").clone();
            let waiting = counts.iter().find(|count| count["status"] == "SUBMITTED");
            assert_eq!(waiting.map_or(0, |count| count["count"].as_u64().expect("a count")), found.len() as u64, "{wanted}");
        }
        // A lease that ran out is nobody's.
        portal.clock.advance(TimeDelta::minutes(16));
        let free = json!({ "filter": { "scope": "MANAGED", "holder": "NOBODY" }, "orderBy": "SUBMITTED_DESC" });
        assert_eq!(ids(&page(&manager, free).await), [second.id.clone(), first.id.clone()]);
        for wrong in [json!({ "role": "999" }), json!({ "finding": "X" }), json!({ "olderThanDays": -1 })] {
            let mut filter = wrong.clone();
            filter["scope"] = json!("MANAGED");
            let reply = manager.run("requests", &json!({ "filter": filter })).await;
            assert_eq!(reply.code(), "INVALID_ARGUMENT", "{wrong}");
        }
        let view = json!({ "name": "Anciennes", "role": "316", "olderThanDays": 2, "atRisk": false, "holder": "NOBODY",
            "route": "PROFESSIONAL", "finding": "NEED_NOT_DECLARED" });
        let kept = manager.change("saveView", view.clone()).await.0["views"][0].clone();
        for (name, value) in view.as_object().expect("fields") {
            assert_eq!(kept[name], *value, "{name}");
        }
        let wrong = json!({ "input": { "name": "X", "role": "999" } });
        assert_eq!(manager.run("saveView", &wrong).await.code(), "INVALID_ARGUMENT");
    }

    async fn a_list_of_a_state_and_its_count_agree(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let first = portal.submitted(&professional, form()).await;
        portal.submitted(&portal.other_professional().await, form()).await;
        let manager = portal.manager().await;
        manager.validate(&first).await.request();
        for (status, count) in [("SUBMITTED", 1), ("VALIDATED", 1), ("REJECTED", 0)] {
            let page = page(&manager, json!({ "filter": { "scope": "MANAGED", "status": status } })).await;
            assert_eq!((ids(&page).len(), &page["totalCount"]), (count, &json!(count)));
        }
        let counts = manager.run("queueCounts", &json!({})).await;
        let mut counts = counts.data("queueCounts").as_array().expect("a list").clone();
        counts.retain(|count| count["count"] != 0);
        counts.sort_by_key(ToString::to_string);
        assert_eq!(counts, [json!({ "status": "SUBMITTED", "count": 1 }), json!({ "status": "VALIDATED", "count": 1 })]);
    }
}

#[tokio::test]
async fn a_page_that_cannot_be_is_refused() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let names = "$first: Int, $last: Int, $after: String, $before: String";
    let given = "first: $first, last: $last, after: $after, before: $before";
    let query = format!("query({names}) {{ requests({given}) {{ nodes {{ id }} }} }}");
    for arguments in [
        json!({ "first": 101 }),
        json!({ "first": -1 }),
        json!({ "first": 1, "last": 1 }),
        json!({ "last": 1, "after": "x" }),
        json!({ "before": "x" }),
        json!({ "after": "nonsense" }),
        json!({ "after": "" }),
    ] {
        assert_eq!(
            professional.ask(&query, &arguments).await.code(),
            "INVALID_ARGUMENT",
            "{arguments}"
        );
    }
    let queue = json!({ "filter": { "scope": "MANAGED" } });
    assert_eq!(
        professional.run("requests", &queue).await.code(),
        "FORBIDDEN"
    );
    let manager = portal.manager().await;
    let home = manager.structure(HOME).await;
    let other = json!({ "filter": { "scope": "MANAGED", "structureId": home } });
    assert_eq!(manager.run("requests", &other).await.code(), "FORBIDDEN");
}

#[tokio::test]
async fn structures_are_found_by_name_and_by_number_page_after_page() {
    let portal = Portal::demo().await;
    let anybody = portal.anybody();
    for (typed, found) in [
        ("etablissement", vec![HOME]),
        ("ÉTABLISSEMENT médico", vec![HOME]),
        (" 0b0168811 ", vec!["0B0168811"]),
        ("nothing", vec![]),
        ("", vec![]),
        ("%", vec![]),
    ] {
        let reply = anybody.run("structures", &json!({ "search": typed })).await;
        let nodes = reply.data("structures")["nodes"]
            .as_array()
            .expect("nodes")
            .clone();
        let finess: Vec<&str> = nodes
            .iter()
            .filter_map(|node| node["finess"].as_str())
            .collect();
        assert_eq!(finess, found, "{typed}");
    }
}
