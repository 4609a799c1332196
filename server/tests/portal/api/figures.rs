//! Figures, kept texts and notices, as managers and professionals ask for them.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::api::structures::{designation, revoke};
use crate::support::form::{HOME, HOSPITAL, PHARMACY, form, form_with};
use crate::support::on_both;
use crate::support::people::Person;
use crate::support::portal::Portal;

async fn dashboard(person: &Person, structure: Option<&str>) -> Value {
    let asked = json!({ "structureId": structure });
    let reply = person.run("dashboard", &asked).await;
    reply.data("dashboard").clone()
}

async fn notices(person: &Person) -> Vec<Value> {
    let reply = person.run("notices", &json!({})).await;
    reply.data("notices")["nodes"]
        .as_array()
        .expect("a list")
        .clone()
}

async fn unread(person: &Person) -> i64 {
    let reply = person.run("unreadNotices", &json!({})).await;
    reply.data("unreadNotices")["unread"]
        .as_i64()
        .expect("a count")
}

fn codes(notices: &[Value]) -> Vec<&str> {
    notices
        .iter()
        .map(|notice| notice["code"].as_str().expect("a code"))
        .collect()
}

/// The row of a cause.
fn of(rows: &Value, cause: &str) -> Value {
    let rows = rows.as_array().expect("rows");
    rows.iter()
        .find(|row| row["cause"] == cause)
        .expect("the cause")
        .clone()
}

on_both! {
    async fn a_dashboard_tells_what_came_what_was_decided_and_how_long_it_took(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (professional, other) = (portal.professional().await, portal.other_professional().await);
        let one = portal.submitted(&professional, form()).await;
        let two = other.file(form_with(&json!({ "role": "317" }))).await.request();
        portal.clock.advance(TimeDelta::hours(30));
        // Sessions are over by then.
        let manager = portal.manager().await;
        manager.reject(&manager.read(&one).await, "Non.").await.request();
        portal.clock.advance(TimeDelta::days(3));
        let manager = portal.manager().await;
        let seen = dashboard(&manager, None).await;
        let weeks = seen["weeks"].as_array().expect("weeks");
        let total = |field: &str| weeks.iter().map(|week| week[field].as_i64().expect("a count")).sum::<i64>();
        assert_eq!((weeks.len(), total("received"), total("rejected"), total("validated")), (12, 2, 1, 0));
        let waited = of(&seen["waits"], "MANAGER");
        assert_eq!((&waited["count"], &waited["median"]), (&json!(1), &json!({ "fromHours": 24, "toHours": 48 })));
        assert_eq!(of(&seen["waits"], "PROFESSIONAL")["median"], Value::Null);
        let waiting = of(&seen["waiting"], "MANAGER");
        assert_eq!(waiting["count"], 1);
        let ages: Vec<i64> = waiting["ages"].as_array().expect("ages").iter()
            .map(|age| age["count"].as_i64().expect("a count")).collect();
        assert_eq!(ages, [0, 0, 1, 0, 0, 0]);
        assert_eq!(seen["routes"], json!([{ "route": "PROFESSIONAL", "count": 2 }, { "route": "MANAGER", "count": 0 }]));
        let roles: Vec<_> = seen["roles"].as_array().expect("roles").iter()
            .map(|role| (role["role"]["code"].as_str().expect("a code"), role["count"].as_i64())).collect();
        assert_eq!(roles, [("316", Some(1)), ("317", Some(1))]);
        assert_eq!(seen["atRisk"], 0);

        manager.ask_correction(&manager.read(&two).await, &["phone"]).await.request();
        let seen = dashboard(&manager, Some(&manager.structure(HOSPITAL).await)).await;
        assert_eq!(of(&seen["waiting"], "PROFESSIONAL")["count"], 1);
        assert_eq!(of(&seen["waits"], "MANAGER")["ninetieth"], json!({ "fromHours": 72, "toHours": 120 }));
        let home = manager.structure(HOME).await;
        let reply = manager.run("dashboard", &json!({ "structureId": home })).await;
        assert_eq!(reply.code(), "FORBIDDEN");
    }

    async fn what_waits_for_nobody_says_so(database: Database) {
        let portal = Portal::demo_on(database).await;
        let representative = portal.representative().await;
        let request = portal.professional().await.file(form_with(&json!({ "structureFiness": PHARMACY }))).await.request();
        let pharmacy = representative.structure(PHARMACY).await;
        let seen = dashboard(&representative, Some(&pharmacy)).await;
        assert_eq!(of(&seen["waiting"], "NO_MANAGER")["count"], 1);
        assert_eq!(of(&seen["waiting"], "MANAGER")["count"], 0);
        portal.clock.advance(TimeDelta::hours(5));
        let representative = portal.representative().await;
        representative.reject(&representative.read(&request).await, "Non.").await.request();
        let seen = dashboard(&representative, Some(&pharmacy)).await;
        assert_eq!(of(&seen["waits"], "NO_MANAGER")["median"], json!({ "fromHours": 4, "toHours": 8 }));
        assert_eq!(of(&seen["waits"], "MANAGER")["count"], 0);
    }

    async fn managers_of_a_structure_share_their_texts(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (manager, colleague) = (portal.manager().await, portal.colleague().await);
        let hospital = manager.structure(HOSPITAL).await;
        let text = json!({
            "structureId": hospital, "purpose": "REJECTION", "name": "Départ", "reason": "CHA", "text": "A quitté l’hôpital.",
        });
        let saved = manager.change("saveReasonTemplate", text).await;
        let kept = saved.0["templates"][0].clone();
        assert_eq!((&kept["name"], &kept["reason"], &kept["revision"]), (&json!("Départ"), &json!("CHA"), &json!(1)));
        let change = json!({
            "structureId": hospital, "id": kept["id"], "revision": 1, "purpose": "REJECTION", "name": "Départ",
            "text": "Ne travaille plus ici.",
        });
        let changed = colleague.change("saveReasonTemplate", change).await;
        assert_eq!(changed.0["templates"][0]["text"], "Ne travaille plus ici.");
        let stale = json!({ "structureId": hospital, "id": kept["id"], "revision": 1 });
        colleague.change("deleteReasonTemplate", stale).await.refusal("OutOfDate");
        let now = json!({ "structureId": hospital, "id": kept["id"], "revision": 2 });
        let left = manager.change("deleteReasonTemplate", now.clone()).await;
        assert_eq!(left.0["templates"], json!([]));
        let again = colleague.change("deleteReasonTemplate", now).await;
        assert_eq!(again.0["templates"], json!([]), "gone is gone");
        let home = manager.structure(HOME).await;
        let reply = manager.run("reasonTemplates", &json!({ "structureId": home })).await;
        assert_eq!(reply.code(), "FORBIDDEN");
    }

    async fn everybody_is_told_what_concerns_them(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let (manager, colleague) = (portal.manager().await, portal.colleague().await);
        let before = unread(&manager).await;
        let request = portal.submitted(&professional, form()).await;
        portal.other_professional().await.file_form().await;
        let claimed = manager.claim(&request).await.request();
        let taken = claimed.input(json!({ "takeOver": true }));
        let taken = colleague.change("claimRequest", taken).await.request();
        let seen = notices(&manager).await;
        assert_eq!(codes(&seen)[..2], ["LEASE_TAKEN_OVER", "REQUESTS_ARRIVED"]);
        assert_eq!((&seen[0]["requestId"], &seen[0]["unread"]), (&json!(request.id), &json!(true)));
        assert_eq!((&seen[1]["count"], &seen[1]["requestId"]), (&json!(2), &Value::Null));
        assert_eq!(unread(&manager).await, before + 2);
        assert!(!codes(&notices(&colleague).await).contains(&"LEASE_TAKEN_OVER"));

        let sent_back = colleague.ask_correction(&taken, &["phone"]).await.request();
        let own = notices(&professional).await;
        assert_eq!(codes(&own), ["CORRECTION_REQUESTED"]);
        assert_eq!(own[0]["requestId"], json!(request.id));
        let again = professional.read(&sent_back).await;
        let again = professional.submit(&again).await.request();
        colleague.reject(&colleague.read(&again).await, "Non.").await.request();
        assert_eq!(codes(&notices(&professional).await), ["REQUEST_REJECTED", "CORRECTION_REQUESTED"]);
        assert_eq!(codes(&notices(&manager).await)[0], "REQUESTS_ANSWERED");

        // Read in one window is read in the other, and stays so.
        let elsewhere = portal.professional().await;
        let latest = notices(&professional).await[0]["id"].clone();
        let marked = professional.change("markNoticesRead", json!({ "upTo": latest })).await;
        assert_eq!(marked.0["unread"], 0);
        assert_eq!((unread(&elsewhere).await, unread(&manager).await), (0, before + 3));
        let me = elsewhere.run("me", &json!({})).await;
        assert_eq!(me.data("me")["account"]["unreadNotices"], 0);

        // A right that ended is told; what came to the structure is not any more.
        let seen = designation(&portal.agent().await, HOSPITAL, "30B0168811/CPET00001").await;
        assert!(seen["id"].is_string());
        revoke(&portal, "30B0168811/CPET00001").await;
        let left = notices(&manager).await;
        assert_eq!(codes(&left)[0], "DESIGNATION_REVOKED");
        assert!(codes(&left).iter().all(|code| !code.starts_with("REQUESTS_") && *code != "LEASE_TAKEN_OVER"));
    }
}
