//! Kept texts and notices, as managers and professionals ask for them.

use serde_json::{Value, json};

use crate::api::structures::{designation, revoke};
use crate::support::form::{HOME, HOSPITAL, form};
use crate::support::on_both;
use crate::support::people::Person;
use crate::support::portal::Portal;

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

on_both! {
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
