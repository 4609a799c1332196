//! Rules change as data: drafted, run over the whole stock, in force from a day on, and never changed afterwards.

use chrono::TimeDelta;
use serde_json::{Value, json};
use server::seed::{Plan as Seed, seed};
use uuid::Uuid;

use crate::support::form::{HOSPITAL, form_with};
use crate::support::on_both;
use crate::support::people::Person;
use crate::support::portal::{Plan, Portal, start};
use crate::support::socket::Socket;

/// Blocks who is out of scope, from filing on.
fn blocking() -> Value {
    json!({ "rules": [{
        "code": "ROLE_OUT_OF_SCOPE", "drafting": "WARNING", "submitting": "BLOCKING", "deciding": "BLOCKING", "risk": true,
    }] })
}

pub(crate) async fn draft(agent: &Person, name: &str, changes: &Value) -> Value {
    let input = json!({ "name": name, "basedOn": "2026-11", "changes": changes });
    agent.change("draftRuleSet", input).await.0
}

/// A new draft that brings one role alone into scope.
pub(crate) async fn drafted(portal: &Portal) -> Value {
    let name = format!("essai-{}", &Uuid::now_v7().simple().to_string()[20..]);
    let changes = json!({ "inScopeRoles": ["329"] });
    draft(&portal.agent().await, &name, &changes).await
}

/// The same, run over the whole stock.
pub(crate) async fn simulated(portal: &Portal) -> Value {
    let drafted = drafted(portal).await;
    simulate(portal, &drafted).await
}

pub(crate) fn of(version: &Value) -> Value {
    json!({ "id": version["id"], "revision": version["revision"] })
}

async fn simulate(portal: &Portal, version: &Value) -> Value {
    let agent = portal.agent().await;
    agent.change("simulateRuleSet", of(version)).await;
    while server::simulations::advance(&portal.app)
        .await
        .expect("a batch")
    {}
    read(&agent, version["name"].as_str().expect("a name")).await
}

pub(crate) async fn schedule(
    agent: &Person,
    version: &Value,
    day: &str,
) -> crate::support::people::Done {
    let mut input = of(version);
    input["effectiveFrom"] = json!(day);
    agent.change("scheduleRuleSet", input).await
}

async fn read(agent: &Person, name: &str) -> Value {
    let reply = agent.run("ruleSetVersion", &json!({ "name": name })).await;
    reply.data("ruleSetVersion").clone()
}

/// What the pre-check says to somebody in that role, on that day.
async fn outcome(portal: &Portal, role: &str, day: Option<&str>) -> Value {
    let input = json!({
        "role": role, "sector": "SANITAIRE", "healthDataNeed": true, "asOf": day, "ecpsOnlyAcknowledged": true,
        "dmpAcknowledged": true, "riskAcknowledged": true, "termsAccepted": true,
    });
    let reply = portal
        .anybody()
        .run("simulateVerdict", &json!({ "input": input }))
        .await;
    reply.data("simulateVerdict")["outcome"].clone()
}

on_both! {
    async fn a_draft_is_run_over_the_stock_then_holds_from_its_day(database: Database) {
        let portal = Portal::demo_on(database).await;
        let agent = portal.agent().await;
        let author = portal.professional().await;
        let at_risk = form_with(&json!({ "role": "307", "riskAcknowledged": true }));
        let request = portal.submitted(&author, at_risk).await;
        portal.submitted(&portal.other_professional().await, form_with(&json!({ "email": "b@example.fr" }))).await;

        let new = draft(&agent, "2027-01", &blocking()).await;
        assert_eq!((&new["state"], &new["simulated"]), (&json!("DRAFT"), &json!(false)));
        assert_eq!(new["changes"], json!([
            { "path": "ROLE_OUT_OF_SCOPE.submitting", "before": "WARNING", "after": "BLOCKING" },
            { "path": "ROLE_OUT_OF_SCOPE.deciding", "before": "WARNING", "after": "BLOCKING" },
        ]));
        assert_eq!(outcome(&portal, "307", Some("2027-06-01")).await, "AT_RISK", "a draft holds for nobody");
        schedule(&agent, &new, "2026-12-03").await.refusal("NotSimulated");

        let before = portal.events().await;
        let run = simulate(&portal, &new).await;
        let simulation = &run["simulation"];
        assert_eq!((&simulation["state"], &run["simulated"]), (&json!("DONE"), &json!(true)));
        assert_eq!((&simulation["requests"], &simulation["requestsTotal"]), (&json!(2), &json!(2)));
        assert_eq!(simulation["changed"], 1);
        assert_eq!(simulation["outcomes"], json!([
            { "kind": "REQUEST", "before": "AT_RISK", "after": "NOT_ELIGIBLE", "count": 1 },
            { "kind": "REQUEST", "before": "ELIGIBLE", "after": "ELIGIBLE", "count": 1 },
        ]));
        assert_eq!(simulation["findings"], json!([
            { "kind": "REQUEST", "code": "ROLE_OUT_OF_SCOPE", "change": "REWEIGHED", "count": 1 },
        ]));
        let cases = json!({ "simulationId": simulation["id"], "first": 10, "after": Value::Null });
        let cases = agent.run("simulationCases", &cases).await.data("simulationCases")["nodes"].clone();
        assert_eq!((cases.as_array().map(Vec::len), &cases[0]["requestId"]), (Some(1), &json!(request.id)));
        assert_eq!(cases[0]["reference"], author.read(&request).await.body["reference"]);
        let told = portal.events().await.split_off(before.len());
        assert_eq!(told.iter().filter(|kind| !kind.starts_with("SESSION")).collect::<Vec<_>>(), ["RULE_SET_SIMULATED"]);
        assert_eq!(author.read(&request).await.body["verdict"]["outcome"], "AT_RISK");

        let scheduled = schedule(&agent, &run, "2026-12-03").await.0;
        assert_eq!((&scheduled["state"], &scheduled["effectiveFrom"]), (&json!("IN_FORCE"), &json!("2026-12-03")));
        assert_eq!(read(&agent, "2026-11").await["state"], "PAST");
        assert_eq!(outcome(&portal, "307", None).await, "NOT_ELIGIBLE");
        assert_eq!(outcome(&portal, "316", None).await, "ELIGIBLE");
        assert_eq!(outcome(&portal, "307", Some("2026-12-02")).await, "AT_RISK", "each day has its own rules");
        assert_eq!(author.read(&request).await.body["verdict"]["outcome"], "NOT_ELIGIBLE");
        for change in ["simulateRuleSet", "discardRuleSet"] {
            agent.change(change, of(&scheduled)).await.refusal("RuleSetFixed");
        }
    }

    async fn a_rule_set_for_later_waits_for_its_day_and_may_be_given_up_before(database: Database) {
        let portal = Portal::demo_on(database).await;
        let agent = portal.agent().await;
        let run = simulate(&portal, &draft(&agent, "2027-01", &blocking()).await).await;
        let scheduled = schedule(&agent, &run, "2026-12-05").await.0;
        assert_eq!(scheduled["state"], "SCHEDULED");
        assert_eq!(outcome(&portal, "307", None).await, "AT_RISK");
        let given_up = agent.change("discardRuleSet", of(&scheduled)).await.0;
        assert_eq!(given_up["state"], "DISCARDED");
        assert_eq!(outcome(&portal, "307", Some("2026-12-05")).await, "AT_RISK");

        // Its name may be used again.
        let run = simulate(&portal, &draft(&agent, "2027-01", &blocking()).await).await;
        schedule(&agent, &run, "2026-12-05").await;
        portal.clock.advance(TimeDelta::days(2));
        assert_eq!(outcome(&portal, "307", None).await, "NOT_ELIGIBLE", "its day has come");
        assert_eq!(read(&portal.agent().await, "2027-01").await["state"], "IN_FORCE");
    }

    async fn a_run_goes_on_where_it_was_cut_off_and_stops_when_the_draft_changes(database: Database) {
        let portal = Portal::demo_on(database).await;
        let plan = Seed { structures: 20, requests: 900, random_seed: 7 };
        seed(&portal.app.store, start(), plan, |_| ()).await.expect("synthetic data");
        let agent = portal.agent().await;
        let changes = json!({ "inScopeRoles": [] });
        let new = draft(&agent, "vide", &changes).await;
        let began = agent.change("simulateRuleSet", of(&new)).await.0;
        assert_eq!(began["simulation"]["state"], "RUNNING");
        let total = began["simulation"]["requestsTotal"].as_i64().expect("a number")
            + began["simulation"]["situationsTotal"].as_i64().expect("a number");
        assert!(total > 500, "{total}");
        assert!(server::simulations::advance(&portal.app).await.expect("a batch"));
        let half = read(&agent, "vide").await["simulation"].clone();
        assert_eq!((&half["state"], &half["requests"]), (&json!("RUNNING"), &json!(250)));
        // Asked again while it goes on: the same run.
        assert_eq!(agent.change("simulateRuleSet", of(&new)).await.0["simulation"]["id"], half["id"]);

        // Another server takes it over.
        let other = Plan::demo().on(portal.database.clone()).clock(portal.clock.clone()).open().await;
        while server::simulations::advance(&other.app).await.expect("a batch") {}
        let whole = read(&agent, "vide").await["simulation"].clone();
        assert_eq!((&whole["state"], &whole["id"]), (&json!("DONE"), &half["id"]));
        for kind in ["requests", "situations"] {
            assert_eq!(whole[kind], whole[format!("{kind}Total")]);
        }
        let counted: i64 = whole["outcomes"].as_array().expect("counts").iter()
            .map(|count| count["count"].as_i64().expect("a count")).sum();
        assert_eq!(counted, total, "each is judged once");
        let kept = portal.database.number("select count(*) from simulation_cases").await;
        assert_eq!(json!(kept), whole["changed"]);
        let first = json!({ "simulationId": whole["id"], "first": 100, "after": Value::Null });
        let page = agent.run("simulationCases", &first).await.data("simulationCases").clone();
        assert_eq!(page["pageInfo"]["hasNextPage"], true);
        let next = json!({ "simulationId": whole["id"], "first": 100, "after": page["pageInfo"]["endCursor"] });
        let second = agent.run("simulationCases", &next).await.data("simulationCases").clone();
        assert_ne!(page["nodes"][99], second["nodes"][0]);

        agent.change("simulateRuleSet", of(&new)).await;
        server::simulations::advance(&portal.app).await.expect("a batch");
        let again = json!({
            "name": "vide", "revision": new["revision"], "basedOn": "2026-11", "changes": { "workingAge": 18 },
        });
        let anew = agent.change("draftRuleSet", again).await.0;
        assert_eq!((&anew["simulation"]["state"], &anew["simulated"]), (&json!("STOPPED"), &json!(false)));
        assert!(!server::simulations::advance(&portal.app).await.expect("nothing to do"));
        server::simulations::retention(&portal.app).await.expect("a round");
        let left = portal.database.number("select count(*) from simulation_cases").await;
        assert_eq!(json!(left), anew["simulation"]["changed"], "of the last run alone");
    }

    async fn other_servers_judge_by_the_new_rules_too(database: Database) {
        let portal = Portal::demo_on(database).await;
        let other = Plan::demo().on(portal.database.clone()).clock(portal.clock.clone()).open().await;
        let mut listener = other.app.live.subscribe();
        let agent = portal.agent().await;
        let run = simulate(&portal, &draft(&agent, "2027-01", &blocking()).await).await;
        schedule(&agent, &run, "2026-12-03").await;
        let heard = async {
            while outcome(&other, "307", None).await != "NOT_ELIGIBLE" {
                // Whatever it hears next, it may have read the rules by then.
                tokio::time::timeout(std::time::Duration::from_millis(200), listener.next()).await.ok();
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(20), heard).await.expect("the other server follows");
    }

    async fn the_page_of_a_rule_set_follows_its_run(database: Database) {
        let portal = Portal::demo_on(database).await;
        portal.submitted(&portal.professional().await, form_with(&json!({}))).await;
        let agent = portal.agent().await;
        let new = draft(&agent, "2027-01", &blocking()).await;
        let mut socket = Socket::open(&agent).await;
        socket.subscribe("r", "ruleSetChanged", &json!({ "name": "2027-01" })).await;
        assert!(socket.value().await["simulation"].is_null());
        simulate(&portal, &new).await;
        loop {
            let told = socket.value().await;
            if told["simulation"]["state"] == "DONE" {
                assert_eq!(told["simulation"]["requests"], 1);
                break;
            }
        }
    }
}

#[tokio::test]
async fn everything_that_is_wrong_with_a_draft_is_said_with_its_path() {
    let portal = Portal::demo().await;
    let agent = portal.agent().await;
    let said = |refusal: Value| {
        let problems = refusal["problems"].as_array().expect("problems").clone();
        let one = |problem: &Value| {
            format!("{} {}", problem["path"], problem["problem"]).replace('"', "")
        };
        problems.iter().map(one).collect::<Vec<_>>()
    };
    let changes = json!({
        "inScopeRoles": ["316", "999"], "workingAge": -3,
        "sectors": [{ "from": 3000, "to": 1000, "sector": "SANITAIRE" }],
        "rules": [{ "code": "NO_SUCH_CODE", "drafting": null, "submitting": null, "deciding": null, "risk": false }],
    });
    let input = json!({ "name": "a b", "basedOn": "2026-11", "changes": changes });
    let refusal = agent
        .change("draftRuleSet", input)
        .await
        .refusal("InvalidRuleSet");
    assert_eq!(
        said(refusal),
        [
            "name RULE_NAME_WRONG",
            "workingAge RULE_VALUE_WRONG",
            "inScopeRoles[1] RULE_CODE_UNKNOWN",
            "sectors[0] RULE_RANGE_WRONG",
            "rules[20].code RULE_CODE_UNKNOWN",
        ]
    );
    let refusal = agent
        .change("draftRuleSet", json!({ "name": "a", "body": "{" }))
        .await
        .refusal("InvalidRuleSet");
    assert_eq!(said(refusal), [" RULE_NOT_JSON"]);
    let both = json!({ "input": { "name": "a", "body": "{}", "basedOn": "2026-11" } });
    assert_eq!(
        agent.run("draftRuleSet", &both).await.code(),
        "INVALID_ARGUMENT"
    );
    let nowhere = json!({ "input": { "name": "a", "basedOn": "nowhere" } });
    assert_eq!(
        agent.run("draftRuleSet", &nowhere).await.code(),
        "NOT_FOUND"
    );

    // The text of a whole rule set, under another name.
    let body = read(&agent, "2026-11").await["body"].clone();
    let copy = agent
        .change("draftRuleSet", json!({ "name": "copie", "body": body }))
        .await
        .0;
    assert_eq!(
        (&copy["name"], &copy["changes"]),
        (&json!("copie"), &json!([]))
    );
    assert_eq!(agent.structure(HOSPITAL).await.len(), 36);
}
