//! What is kept how long is said to everybody; the rules are applied, and agents see when and to how much.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::api::support::message;
use crate::support::form::{HOSPITAL, form};
use crate::support::on_both;
use crate::support::people::Person;
use crate::support::portal::{Plan, Portal};

async fn rules(person: &Person) -> Vec<Value> {
    let reply = person.run("retentionRules", &json!({})).await;
    let rules = reply.data("retentionRules").as_array();
    rules.expect("a list").clone()
}

/// How much each rule removed the last time that it found something.
async fn removed(portal: &Portal) -> Value {
    let mut found = json!({});
    for rule in rules(&portal.agent().await).await {
        found[rule["code"].as_str().expect("a code")] = rule["lastRemovalRemoved"].clone();
    }
    found
}

on_both! {
    async fn every_rule_is_applied_when_its_time_has_come_and_says_so(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (author, other) = (portal.professional().await, portal.other_professional().await);
        let request = portal.submitted(&author, form()).await;
        let manager = portal.manager().await;
        manager.read(&request).await;
        manager.change("claimRequest", request.input(json!({ "idempotencyKey": "k" }))).await;
        let idle = other.draft().await;
        other.save(&idle, json!({ "email": "paul@exemple.example" })).await.request();
        let asked = portal.anybody().change("contactSupport", message()).await.0;
        let agent = portal.agent().await;
        agent.change("closeSupport", json!({ "id": asked["id"], "revision": 1 })).await;
        let representative = portal.representative().await;
        crate::api::structures::invited(&representative, HOSPITAL, "candidat@hopital.example").await;
        portal.browser().get("/auth/franceconnect").await;

        let public = rules(&portal.anybody()).await;
        assert!(public.iter().all(|rule| rule["lastRunAt"].is_null() && rule["nextRunAt"].is_null()));
        server::retention::round(&portal.app).await;
        let nothing = removed(&portal).await;
        assert!(nothing.as_object().expect("rules").values().all(Value::is_null), "{nothing}");

        portal.clock.advance(TimeDelta::days(24));
        server::retention::round(&portal.app).await;
        let early = removed(&portal).await;
        assert_eq!(early["DRAFTS"], Value::Null, "its author was told first");
        assert_eq!((&early["EMAIL_CODES"], &early["IDEMPOTENCY_KEYS"]), (&json!(1), &json!(1)));
        assert!(early["SESSIONS"].as_i64() >= Some(5) && early["SIGN_INS"].as_i64() >= Some(1), "{early}");

        portal.clock.advance(TimeDelta::days(8));
        server::retention::round(&portal.app).await;
        let later = removed(&portal).await;
        assert_eq!((&later["DRAFTS"], &later["SUPPORT_MESSAGES"]), (&json!(1), &json!(1)));
        assert!(later["MAILS"].as_i64() >= Some(3), "{later}");
        assert_eq!((&later["INVITATIONS"], &later["ACCESSES"]), (&Value::Null, &Value::Null));

        portal.clock.advance(TimeDelta::days(340));
        server::retention::round(&portal.app).await;
        let last = removed(&portal).await;
        assert_eq!((&last["INVITATIONS"], &last["ACCESSES"]), (&json!(1), &json!(1)));
        let seen = rules(&portal.agent().await).await;
        let at = |rule: &Value, field: &str| rule[field].as_str().expect("an instant").parse::<chrono::DateTime<chrono::Utc>>().expect("an instant");
        for rule in &seen {
            assert_eq!(at(rule, "lastRunAt"), portal.clock.now(), "{rule}");
            assert_eq!(at(rule, "nextRunAt"), portal.clock.now() + TimeDelta::minutes(1));
        }
    }
}

#[tokio::test]
async fn the_page_says_what_is_configured_and_to_agents_when_it_ran() {
    let portal = Plan::demo()
        .with(["--access-retention-days=90", "--mail-retention-days=12"])
        .open()
        .await;
    let page = portal.browser().get("/conservation").await.body;
    assert!(page.contains("90\u{a0}jours") && page.contains("12\u{a0}jours"));
    assert!(!page.contains("Dernière application"));
    for name in ["{rows}", "{heads}", "{what}", "{runs}"] {
        assert!(!page.contains(name), "{name}");
    }
    server::retention::round(&portal.app).await;
    let agent = portal.agent().await;
    let page = agent
        .browser
        .clone()
        .get("/conservation?lang=en")
        .await
        .body;
    assert!(page.contains("Last applied") && page.contains("Not yet"));
    let policy = portal.browser().get("/donnees-personnelles").await.body;
    assert!(policy.contains("href=\"/conservation\"") && policy.contains("90 jours"));
    let first = &rules(&portal.anybody()).await[4];
    assert_eq!(
        (&first["code"], &first["seconds"]),
        (&json!("ACCESSES"), &json!(90 * 24 * 3600))
    );
}
