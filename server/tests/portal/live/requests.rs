//! The tracking page and the draft, as they are pushed.

use serde_json::{Value, json};
use server::live::Change;

use crate::api::structures::revoke;
use crate::support::form::{form, form_with};
use crate::support::on_both;
use crate::support::portal::Portal;
use crate::support::socket::{Heard, Socket};

on_both! {
    async fn each_change_of_a_request_is_pushed_once_and_in_order(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let manager = portal.manager().await;
        let request = portal.submitted(&professional, form()).await;
        let mut sockets = [Socket::open(&professional).await, Socket::open(&manager).await];
        for socket in &mut sockets {
            socket.subscribe("1", "requestChanged", &json!({ "id": request.id })).await;
            assert_eq!(socket.value().await["revision"], request.revision, "the present state comes first");
        }
        let claimed = manager.claim(&request).await.request();
        let sent_back = manager.ask_correction(&claimed, &["phone"]).await.request();
        let changes = form_with(&json!({ "phone": "+33 7 00 00 00 01" }));
        let saved = professional.save(&sent_back, changes).await.request();
        let sent = professional.submit(&saved).await.request();
        let validated = manager.validate(&sent).await.request();
        for socket in &mut sockets {
            let mut heard: Vec<Value> = Vec::new();
            while heard.last().is_none_or(|last| last["revision"] != validated.revision) {
                heard.push(socket.value().await);
            }
            let revisions: Vec<i64> = heard.iter().filter_map(|value| value["revision"].as_i64()).collect();
            assert!(revisions.is_sorted_by(|a, b| a < b), "{revisions:?}");
            let last = heard.last().expect("the last");
            assert_eq!((&last["status"], &last["rppsNumber"]), (&json!("VALIDATED"), &validated.body["rppsNumber"]));
            socket.is_silent().await;
        }
    }

    async fn each_step_is_pushed_as_it_happens(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let manager = portal.manager().await;
        let mut request = portal.submitted(&professional, form()).await;
        let mut socket = Socket::open(&professional).await;
        socket.subscribe("1", "requestChanged", &json!({ "id": request.id })).await;
        socket.value().await;
        for step in ["claim", "release", "validate"] {
            request = match step {
                "claim" => manager.claim(&request).await,
                "release" => manager.release(&request).await,
                _ => manager.validate(&request).await,
            }
            .request();
            let heard = socket.value().await;
            assert_eq!(heard["revision"], request.revision, "{step}");
        }
    }

    async fn the_verdict_of_a_draft_follows_each_save(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let draft = professional.draft().await;
        let mut socket = Socket::open(&professional).await;
        socket.subscribe("1", "draftVerdict", &json!({ "id": draft.id })).await;
        let first = socket.value().await;
        assert!(!first["problems"].as_array().expect("a list").is_empty());
        let out_of_scope = form_with(&json!({ "role": "313" }));
        let saved = professional.save(&draft, out_of_scope).await.request();
        let second = socket.value().await;
        assert_eq!((&second["problems"], &second["revision"]), (&json!([]), &json!(saved.revision)));
        assert_eq!(second["verdict"]["outcome"], "AT_RISK");
        professional.save(&saved, form()).await.request();
        assert_eq!(socket.value().await["verdict"]["outcome"], "ELIGIBLE");
    }
}

#[tokio::test]
async fn the_number_that_was_sent_is_told_too() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let request = portal.submitted(&professional, form()).await;
    let manager = portal.manager().await;
    let mut socket = Socket::open(&professional).await;
    socket
        .subscribe("1", "requestChanged", &json!({ "id": request.id }))
        .await;
    socket.value().await;
    manager.validate(&request).await.request();
    let validated = socket.value().await;
    let _worker = portal.start_worker();
    let sent = socket.value().await;
    assert_eq!(sent["revision"], validated["revision"]);
    let steps: Vec<&Value> = sent["timeline"].as_array().expect("steps").iter().collect();
    let number_sent = steps
        .iter()
        .find(|step| step["code"] == "NUMBER_SENT")
        .expect("the step");
    assert!(number_sent["at"].is_string());
    socket.is_silent().await;
}

#[tokio::test]
async fn what_is_not_theirs_is_not_pushed() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let request = professional.file_form().await;
    let stranger = portal.other_professional().await;
    let mut socket = Socket::open(&stranger).await;
    for operation in ["requestChanged", "draftVerdict"] {
        socket
            .subscribe(operation, operation, &json!({ "id": request.id }))
            .await;
        assert_eq!(socket.code().await, "NOT_FOUND");
    }
    professional.withdraw(&request).await.request();
    while let Ok(message) =
        tokio::time::timeout(std::time::Duration::from_millis(300), socket.next()).await
    {
        assert!(!format!("{message:?}").contains(&request.id), "{message:?}");
    }
}

#[tokio::test]
async fn a_manager_without_the_right_any_more_hears_so_on_an_open_request() {
    let portal = Portal::demo().await;
    let request = portal.professional().await.file_form().await;
    let manager = portal.manager().await;
    let mut socket = Socket::open(&manager).await;
    socket
        .subscribe("1", "requestChanged", &json!({ "id": request.id }))
        .await;
    socket.value().await;
    revoke(&portal, "30B0184230/CPET00002").await;
    socket.is_silent().await;
    revoke(&portal, "30B0168811/CPET00001").await;
    assert_eq!(socket.code().await, "NOT_FOUND");
}

#[tokio::test]
async fn who_only_listens_is_asked_for_a_sign_of_life() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let mut socket = Socket::open(&professional).await;
    socket.is_asked_for_a_sign_of_life().await;
}

#[tokio::test]
async fn after_a_gap_the_page_reads_anew() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let draft = professional.draft().await;
    let mut socket = Socket::open(&professional).await;
    socket
        .subscribe("1", "requestChanged", &json!({ "id": draft.id }))
        .await;
    socket.value().await;
    portal.app.live.publish(Change::Resync);
    socket.is_silent().await;
    let saved = professional.save(&draft, form()).await.request();
    assert_eq!(socket.value().await["revision"], saved.revision);
}

#[tokio::test]
async fn a_subscription_that_is_given_up_is_silent_and_the_socket_serves_others() {
    let portal = Portal::demo().await;
    let professional = portal.professional().await;
    let draft = professional.draft().await;
    let mut socket = Socket::open(&professional).await;
    for id in ["1", "2"] {
        socket
            .subscribe(id, "requestChanged", &json!({ "id": draft.id }))
            .await;
        socket.value().await;
    }
    socket.say(&json!({ "type": "complete", "id": "1" })).await;
    let saved = professional.save(&draft, form()).await.request();
    let mut heard = socket.next().await;
    if heard == Heard::Complete("1".to_owned()) {
        heard = socket.next().await;
    }
    let Heard::Next(id, payload) = heard else {
        panic!("{heard:?}")
    };
    assert_eq!(
        (id.as_str(), &payload["data"]["requestChanged"]["revision"]),
        ("2", &json!(saved.revision))
    );
    socket.is_silent().await;
}
