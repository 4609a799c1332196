//! Nobody is removed without notice, a reason and a delay; the number stays.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::problems;
use crate::support::form::{HOME, form_with};
use crate::support::on_both;
use crate::support::people::{Person, Request};
use crate::support::portal::Portal;
use crate::support::socket::Socket;

/// A request to the medico-social structure, validated at the risk of a withdrawal.
async fn registered_at_risk(portal: &Portal, author: &Person) -> Request {
    let form = form_with(&json!({ "structureFiness": HOME, "riskAcknowledged": true }));
    let request = portal.submitted(author, form).await;
    let more =
        json!({ "conditionsChecked": true, "identityChecked": true, "riskAcknowledged": true });
    let manager = portal.colleague().await;
    let done = manager.change("validateRequest", request.input(more)).await;
    done.request()
}

async fn list(agent: &Person) -> Vec<Value> {
    let reply = agent
        .run(
            "flaggedSituations",
            &json!({ "structureId": Value::Null, "first": 20, "after": Value::Null }),
        )
        .await;
    let nodes = reply.data("flaggedSituations")["nodes"].as_array();
    nodes.expect("a list").clone()
}

/// A flagged situation of the author, registered now unless it was before.
pub(crate) async fn flagged(portal: &Portal) -> Value {
    let agent = portal.agent().await;
    if list(&agent).await.is_empty() {
        registered_at_risk(portal, &portal.professional().await).await;
    }
    list(&agent).await.remove(0)
}

/// The open regularisation of that situation, noticed now unless it was before.
pub(crate) async fn noticed(portal: &Portal) -> Value {
    let agent = portal.agent().await;
    let flagged = flagged(portal).await;
    let known = &flagged["situation"]["regularisation"];
    if ["NOTICED", "REPLIED"]
        .iter()
        .any(|open| known["state"] == *open)
    {
        return known.clone();
    }
    let input = json!({
        "situationId": flagged["situation"]["id"], "reason": "Hors périmètre.", "dueOn": "2027-12-31",
    });
    agent.change("noticeRegularisation", input).await.0
}

/// The person's own situation, as the register has it.
async fn situation(person: &Person) -> Value {
    let reply = person
        .run("registration", &json!({ "rppsNumber": Value::Null }))
        .await;
    reply.data("registration")["situations"][0].clone()
}

on_both! {
    async fn managers_see_who_is_registered_at_risk_in_their_structures_and_why(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (manager, colleague) = (portal.manager().await, portal.colleague().await);
        let mut watched = Socket::open(&colleague).await;
        watched.subscribe("1", "flaggedChanged", &json!({ "structureId": Value::Null })).await;
        assert_eq!(watched.value().await["count"], 0);
        let author = portal.professional().await;
        registered_at_risk(&portal, &author).await;
        assert_eq!(watched.value().await["count"], 1);
        let everywhere = json!({ "structureId": Value::Null, "first": 20, "after": Value::Null });
        let page = colleague.run("flaggedSituations", &everywhere).await;
        let page = page.data("flaggedSituations").clone();
        assert_eq!(page["totalCount"], 1);
        let risk = &page["nodes"][0]["situation"]["risk"];
        assert_eq!(risk["reasons"][0]["code"], "SECTOR_NOT_SANITAIRE");
        assert_eq!(risk["wordingVersion"], "2026-11");
        assert!(risk["wording"]["fr"].as_str().is_some_and(|text| text.starts_with("J’ai compris")));
        assert!(risk["acknowledgedAt"].is_string());
        let page = manager.run("flaggedSituations", &everywhere).await;
        assert_eq!((&page.data("flaggedSituations")["totalCount"], &page.data("flaggedSituations")["nodes"]), (&json!(0), &json!([])));
        let home = colleague.structure(HOME).await;
        let there = json!({ "structureId": home, "first": 20, "after": Value::Null });
        assert_eq!(manager.run("flaggedSituations", &there).await.code(), "FORBIDDEN");
        assert_eq!(colleague.run("flaggedSituations", &there).await.data("flaggedSituations")["totalCount"], 1);
        // The person sees who read it.
        let looks = author.run("accesses", &json!({ "requestId": Value::Null, "first": 9, "after": Value::Null })).await;
        assert!(looks.data("accesses").to_string().contains("READ_LIST"));
    }

    async fn a_flagged_registration_is_withdrawn_after_its_notice_and_the_number_kept(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (author, agent) = (portal.professional().await, portal.agent().await);
        let request = registered_at_risk(&portal, &author).await;
        let number = author.read(&request).await.body["rppsNumber"].clone();
        let all = list(&agent).await;
        assert_eq!((all.len(), &all[0]["rppsNumber"]), (1, &number));
        let due_on = (portal.clock.today().naive() + TimeDelta::days(14)).to_string();
        let input = json!({
            "situationId": all[0]["situation"]["id"], "reason": "Secteur hors périmètre.", "dueOn": due_on,
        });
        let noticed = agent.change("noticeRegularisation", input.clone()).await.0;
        assert_eq!((&noticed["state"], &noticed["dueOn"]), (&json!("NOTICED"), &json!(due_on)));
        agent.change("noticeRegularisation", input).await.refusal("AlreadyExists");
        let steps = author.read(&request).await.body["timeline"].to_string();
        assert!(steps.contains("REGULARISATION_NOTICED"), "{steps}");

        portal.clock.advance(TimeDelta::days(14));
        server::regularisations::withdraw_due(&portal.app).await.expect("a round");
        let author = portal.professional().await;
        assert!(situation(&author).await["withdrawnAt"].is_null(), "the last day is a day to react");
        portal.clock.advance(TimeDelta::days(1));
        for _ in 0..2 {
            server::regularisations::withdraw_due(&portal.app).await.expect("a round");
        }
        let author = portal.professional().await;
        let left = situation(&author).await;
        assert!(!left["withdrawnAt"].is_null());
        assert_eq!(left["regularisation"]["state"], "WITHDRAWN");
        assert!(list(&portal.agent().await).await.is_empty());
        let steps = author.read(&request).await.body["timeline"].to_string();
        assert_eq!(steps.matches("REGISTRATION_WITHDRAWN").count(), 1, "one tombstone");
        let told = portal.mails("test@example.com").await.len() + portal.mails(crate::support::form::EMAIL).await.len();
        assert!(told > 3, "notice and withdrawal");

        // Registered again, in scope: the same number.
        let again = portal.submitted(&author, form_with(&json!({}))).await;
        let validated = portal.manager().await.validate(&again).await.request();
        assert_eq!(author.read(&validated).await.body["rppsNumber"], number);
    }

    async fn a_person_answers_and_the_agent_takes_the_notice_back(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (author, agent) = (portal.professional().await, portal.agent().await);
        registered_at_risk(&portal, &author).await;
        let seen = noticed(&portal).await;
        let answer = json!({ "id": seen["id"], "revision": seen["revision"], "text": "Je rejoins le CHU.\nMerci." });
        let replied = author.change("replyRegularisation", answer.clone()).await.0;
        assert_eq!((&replied["state"], &replied["reply"]), (&json!("REPLIED"), &answer["text"]));
        let read = list(&agent).await[0]["situation"]["regularisation"].clone();
        assert_eq!(read["reply"], answer["text"]);
        let cancel = json!({ "id": read["id"], "revision": read["revision"] });
        assert_eq!(agent.change("cancelRegularisation", cancel).await.0["state"], "CANCELLED");
        // It may be noticed again later, as another.
        assert_ne!(noticed(&portal).await["id"], seen["id"]);
    }

    async fn a_person_registered_in_scope_leaves_the_flagged_post(database: Database) {
        let portal = Portal::demo_on(database).await;
        let author = portal.professional().await;
        registered_at_risk(&portal, &author).await;
        noticed(&portal).await;
        let other = portal.submitted(&author, form_with(&json!({}))).await;
        portal.manager().await.validate(&other).await.request();
        let left = situation(&author).await;
        assert_eq!(left["regularisation"]["state"], "TRANSFERRED");
        assert!(!left["withdrawnAt"].is_null());
        assert!(list(&portal.agent().await).await.is_empty());
    }
}

#[tokio::test]
async fn a_notice_has_a_reason_and_leaves_two_weeks() {
    let portal = Portal::demo().await;
    let agent = portal.agent().await;
    let situation = flagged(&portal).await["situation"]["id"].clone();
    for (reason, due_on, problem) in [
        ("", "2027-12-31", "reason REQUIRED"),
        (&"x".repeat(2_001), "2027-12-31", "reason TOO_LONG"),
        ("a\u{0}", "2027-12-31", "reason CONTROL_CHARACTER"),
        ("Hors périmètre.", "2026-12-16", "endsOn DATE_TOO_SOON"),
    ] {
        let input = json!({ "situationId": situation, "reason": reason, "dueOn": due_on });
        let refusal = agent.change("noticeRegularisation", input).await;
        assert_eq!(
            problems(&refusal.refusal("InvalidDecision")),
            json!([problem])
        );
    }
    let nothing = json!({
        "situationId": "00000000-0000-0000-0000-000000000000", "reason": "Non.", "dueOn": "2027-12-31",
    });
    let reply = agent
        .run("noticeRegularisation", &json!({ "input": nothing }))
        .await;
    assert_eq!(reply.code(), "NOT_FOUND");
}
