//! Posts change by the rules of a decision, and are closed, by the managers of their structure.

use serde_json::json;

use super::{closing, found, history, kinds, names, post, registered};
use crate::api::civil_status::entry;
use crate::api::problems;
use crate::api::registering::{register, typed};
use crate::support::form::{EMAIL, HOME, HOSPITAL};
use crate::support::on_both;
use crate::support::portal::Portal;

on_both! {
    async fn a_post_changes_by_the_rules_of_a_decision(database: Database) {
        let portal = Portal::demo_on(database).await;
        let author = portal.professional().await;
        let (manager, colleague) = (portal.manager().await, portal.colleague().await);
        let seen = registered(&portal, &author).await;
        // Out of scope: the manager has to know that it may be deleted later.
        let risky = post(&seen, &json!({ "role": "366" }));
        let refusal = manager.change("changeSituation", risky.clone()).await.refusal("NotEligible");
        let findings = refusal["verdict"]["findings"].to_string();
        assert!(findings.contains("RISK_NOT_ACKNOWLEDGED") && findings.contains("ROLE_OUT_OF_SCOPE"), "{findings}");
        let mut known = risky;
        known["riskAcknowledged"] = json!(true);
        let done = manager.change("changeSituation", known.clone()).await.0;
        assert_eq!((&done["situations"][0]["role"]["code"], &done["situations"][0]["atRisk"]), (&json!("366"), &json!(true)));
        manager.change("changeSituation", known).await.refusal("OutOfDate");

        // To a structure that is not the manager's it does not leave; a colleague of both takes it there.
        let away = post(&done, &json!({ "structureFiness": HOME, "riskAcknowledged": true }));
        let refusal = manager.change("changeSituation", away.clone()).await.refusal("InvalidChange");
        assert_eq!(problems(&refusal), json!(["structureFiness NOT_YOUR_STRUCTURE"]));
        let refusal = manager.change("changeSituation", post(&done, &json!({ "structureFiness": "750712184" }))).await;
        assert_eq!(problems(&refusal.refusal("InvalidChange")), json!(["structureFiness STRUCTURE_UNKNOWN"]));
        let moved = colleague.change("changeSituation", away).await.0;
        assert_eq!(moved["situations"][0]["structure"]["finess"], HOME);
        let number = json!({ "rppsNumber": seen["rppsNumber"] });
        assert!(manager.run("registration", &number).await.data("registration").is_null(), "no longer the manager's");
        let back = json!({ "structureFiness": HOSPITAL, "role": "316", "startDate": "2027-02-01" });
        let back = colleague.change("changeSituation", post(&moved, &back)).await.0;
        assert_eq!(back["situations"][0]["atRisk"], false);
        let changes = history(&manager, &seen["rppsNumber"]).await;
        assert_eq!(kinds(&changes), ["SITUATION DONE"; 3]);
        let mails = portal.mails(EMAIL).await;
        let told = mails.iter().filter(|mail| mail["subject"].as_str().is_some_and(|subject| subject.starts_with("Modification")));
        assert_eq!(told.count(), 3);
    }

    async fn a_post_is_closed_and_the_number_stays(database: Database) {
        let portal = Portal::demo_on(database).await;
        let author = portal.professional().await;
        let manager = portal.manager().await;
        let seen = registered(&portal, &author).await;
        let mut wrong = closing(&seen, "2026-12-31");
        wrong["reason"] = json!("GONE");
        let refusal = manager.change("closeSituation", wrong).await.refusal("InvalidChange");
        assert_eq!(problems(&refusal), json!(["endDate END_BEFORE_START", "reason UNKNOWN_CODE"]));
        let begun = manager.change("changeSituation", post(&seen, &json!({ "startDate": "2026-11-02" }))).await.0;
        let later = manager.change("closeSituation", closing(&begun, "2026-12-31")).await.0;
        let situation = &later["situations"][0];
        assert_eq!((&situation["endDate"], &situation["closingReason"], &situation["current"]), (&json!("2026-12-31"), &json!("LEFT"), &json!(true)));
        let over = manager.change("closeSituation", closing(&later, "2026-12-02")).await.0;
        assert_eq!(over["situations"][0]["current"], false);
        manager.change("closeSituation", closing(&over, "2026-12-01")).await.refusal("SituationEnded");
        manager.change("changeSituation", post(&over, &json!({}))).await.refusal("SituationEnded");
        // Whoever has left is reached no more by who managed them, and keeps their own.
        let input = json!({ "input": names(&over, "Dubois") });
        assert_eq!(manager.run("changeExerciseNames", &input).await.code(), "NOT_FOUND");
        let own = entry(&author).await;
        assert_eq!(own["rppsNumber"], seen["rppsNumber"]);
        author.change("changeExerciseNames", names(&own, "Dubois")).await;
        assert_eq!(found(&manager, json!({ "birthName": "Dubois", "firstName": "Angela" })).await[0]["situations"][0]["current"], false);
    }

    async fn of_somebody_else_only_posts_in_ones_own_structures_are_shown(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (manager, colleague) = (portal.manager().await, portal.colleague().await);
        let number = register(&manager, typed()).await.request().body["rppsNumber"].clone();
        let mut again = typed();
        again["form"]["structureFiness"] = json!(HOME);
        again["form"]["riskAcknowledged"] = json!(true);
        again["riskAcknowledged"] = json!(true);
        again["duplicates"] = json!([{ "rppsNumber": number, "same": true, "reason": "Vue ce jour." }]);
        register(&colleague, again).await.request();
        for (reader, shown, others) in [(&manager, 1, 1), (&colleague, 2, 0)] {
            let entry = reader.run("registration", &json!({ "rppsNumber": number })).await;
            let entry = entry.data("registration").clone();
            assert_eq!(entry["situations"].as_array().expect("a list").len(), shown);
            assert_eq!(entry["otherSituations"], others);
        }
        // What changes there is not told here.
        let entry = colleague.run("registration", &json!({ "rppsNumber": number })).await;
        let entry = entry.data("registration").clone();
        let at_home = entry["situations"].as_array().expect("a list").iter().position(|one| one["structure"]["finess"] == HOME);
        let mut of_home = entry.clone();
        of_home["situations"] = json!([entry["situations"][at_home.expect("a post")]]);
        colleague.change("closeSituation", closing(&of_home, "2027-02-01")).await;
        assert_eq!(history(&manager, &number).await.len(), 0);
        assert_eq!(history(&colleague, &number).await.len(), 1);
    }
}

#[tokio::test]
async fn nobody_changes_their_own_post() {
    let portal = Portal::demo().await;
    let author = portal.professional().await;
    let number = registered(&portal, &author).await["rppsNumber"].clone();
    let number = number.as_str().expect("a number");
    let agent = portal.agent().await;
    let hospital = agent.structure(HOSPITAL).await;
    let subject = format!("8{number}");
    let input = json!({ "structureId": hospital, "subjectNameId": subject });
    agent.change("designateManager", input).await;
    let own = portal
        .person(crate::support::sign_in::PRO_SANTE_CONNECT, &subject)
        .await;
    let seen = entry(&own).await;
    own.change("changeSituation", post(&seen, &json!({ "role": "317" })))
        .await
        .refusal("OwnSituation");
    own.change("closeSituation", closing(&seen, "2027-02-01"))
        .await
        .refusal("OwnSituation");
}
