//! A manager's queue, as it is pushed.

use std::sync::Arc;
use std::time::Instant;

use serde_json::{Value, json};
use server::live::{Change, Notice};
use shared::event::EventKind;

use crate::api::structures::revoke;
use crate::support::form::{HOME, HOSPITAL, form, form_with};
use crate::support::on_both;
use crate::support::people::Person;
use crate::support::portal::{Portal, start};
use crate::support::say;
use crate::support::socket::Socket;

async fn watch(manager: &Person, structure: Option<&str>) -> Socket {
    let mut socket = Socket::open(manager).await;
    socket
        .subscribe("q", "queueChanged", &json!({ "structureId": structure }))
        .await;
    // Nothing is sent at the beginning: an answer to a ping says that the subscription stands.
    socket.is_silent().await;
    socket
}

fn count(change: &Value, status: &str) -> i64 {
    let counts = change["counts"].as_array().expect("counts");
    let of = |count: &&Value| count["status"] == status;
    counts
        .iter()
        .find(of)
        .map_or(0, |count| count["count"].as_i64().expect("a count"))
}

on_both! {
    async fn a_queue_says_what_arrives_changes_and_leaves_with_its_counts(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let manager = portal.manager().await;
        let mut socket = watch(&manager, None).await;
        let draft = professional.draft().await;
        let saved = professional.save(&draft, form()).await.request();
        socket.is_silent().await;

        let request = professional.submit(&saved).await.request();
        let arrived = socket.value().await;
        assert_eq!((&arrived["kind"], &arrived["request"]["id"]), (&json!("ARRIVED"), &json!(request.id)));
        assert_eq!(count(&arrived, "SUBMITTED"), 1);

        let claimed = manager.claim(&request).await.request();
        let changed = socket.value().await;
        assert_eq!((&changed["kind"], &changed["request"]["claim"]["mine"]), (&json!("CHANGED"), &json!(true)));

        let sent_back = manager.ask_correction(&claimed, &["phone"]).await.request();
        let changed = socket.value().await;
        assert_eq!((&changed["kind"], count(&changed, "SUBMITTED")), (&json!("CHANGED"), 0));
        assert_eq!(count(&changed, "CORRECTION_REQUESTED"), 1);

        let sent = professional.submit(&sent_back).await.request();
        assert_eq!(socket.value().await["kind"], "ARRIVED");
        manager.reject(&sent, "Non.").await.request();
        let left = socket.value().await;
        assert_eq!((&left["kind"], &left["request"]["status"]), (&json!("LEFT"), &json!("REJECTED")));
        assert_eq!((count(&left, "SUBMITTED"), count(&left, "REJECTED")), (0, 1));
        socket.is_silent().await;
    }

    async fn a_queue_that_is_narrowed_says_of_each_change_whether_it_concerns_the_list(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let manager = portal.manager().await;
        let mut socket = Socket::open(&manager).await;
        let filter = json!({ "filter": { "status": "SUBMITTED", "role": "316", "holder": "NOBODY" } });
        socket.subscribe("q", "queueChanged", &filter).await;
        socket.is_silent().await;
        portal.other_professional().await.file(form_with(&json!({ "role": "317" }))).await.request();
        let other = socket.value().await;
        assert_eq!((&other["isWanted"], count(&other, "SUBMITTED")), (&json!(false), 0));
        let request = professional.file_form().await;
        let arrived = socket.value().await;
        assert_eq!((&arrived["isWanted"], count(&arrived, "SUBMITTED")), (&json!(true), 1));
        let claimed = manager.claim(&request).await.request();
        let held = socket.value().await;
        assert_eq!((&held["kind"], &held["isWanted"], count(&held, "SUBMITTED")), (&json!("CHANGED"), &json!(false), 0));
        manager.release(&claimed).await.request();
        assert_eq!(socket.value().await["isWanted"], true);
    }

    async fn a_validation_leaves_the_queue_once(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let manager = portal.manager().await;
        let request = portal.submitted(&professional, form()).await;
        let mut socket = watch(&manager, None).await;
        let worker = portal.start_worker();
        manager.validate(&request).await.request();
        assert_eq!(socket.value().await["kind"], "LEFT");
        socket.is_silent().await;
        worker.abort();
    }

    async fn each_sees_the_queues_of_their_own_structures(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let (manager, colleague) = (portal.manager().await, portal.colleague().await);
        let home = colleague.structure(HOME).await;
        let mut hospital_only = watch(&manager, None).await;
        let mut both = watch(&colleague, None).await;
        let mut home_only = watch(&colleague, Some(&home)).await;
        let at_home = form_with(&json!({ "structureFiness": HOME, "riskAcknowledged": true }));
        professional.file(at_home).await.request();
        assert_eq!(both.value().await["request"]["structure"]["finess"], HOME);
        assert_eq!(home_only.value().await["kind"], "ARRIVED");
        professional.file_form().await;
        assert_eq!(hospital_only.value().await["request"]["structure"]["finess"], HOSPITAL);
        assert_eq!(both.value().await["request"]["structure"]["finess"], HOSPITAL);
        home_only.is_silent().await;
        let mut refused = Socket::open(&manager).await;
        refused.subscribe("1", "queueChanged", &json!({ "structureId": home })).await;
        assert_eq!(refused.code().await, "FORBIDDEN");
    }

    async fn a_request_that_moves_elsewhere_is_told_to_the_queue_it_leaves(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let (manager, colleague) = (portal.manager().await, portal.colleague().await);
        let request = portal.submitted(&professional, form()).await;
        let sent_back = manager.ask_correction(&request, &["structureFiness"]).await.request();
        let moved = form_with(&json!({ "structureFiness": HOME, "riskAcknowledged": true }));
        let saved = professional.save(&sent_back, moved).await.request();
        let home = colleague.structure(HOME).await;
        let mut left = watch(&manager, None).await;
        let mut joined = watch(&colleague, Some(&home)).await;
        professional.submit(&saved).await.request();
        assert_eq!(joined.value().await["kind"], "ARRIVED");
        let told = left.value().await;
        assert_eq!((&told["kind"], &told["request"]), (&json!("RESYNC"), &json!(null)));
        assert_eq!(count(&told, "CORRECTION_REQUESTED"), 0);
        left.is_silent().await;
    }

    async fn a_right_that_ends_among_others_has_the_queue_read_again(database: Database) {
        let portal = Portal::demo_on(database).await;
        let request = portal.professional().await.file_form().await;
        let colleague = portal.colleague().await;
        let mut socket = watch(&colleague, None).await;
        revoke(&portal, "30B0184230/CPET00002").await;
        let told = socket.value().await;
        assert_eq!((&told["kind"], count(&told, "SUBMITTED")), (&json!("RESYNC"), 0));
        assert!(colleague.run("request", &json!({ "id": request.id })).await.data("request").is_null());
    }

    async fn a_right_that_is_revoked_closes_the_queue_at_once(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        let manager = portal.manager().await;
        let mut socket = watch(&manager, None).await;
        let began = Instant::now();
        revoke(&portal, "30B0168811/CPET00001").await;
        assert_eq!(socket.code().await, "FORBIDDEN");
        say(format_args!("queue closed {:?} after the revocation was asked", began.elapsed()));
        professional.file_form().await;
        let after = tokio::time::timeout(std::time::Duration::from_millis(300), socket.next()).await;
        assert!(!format!("{after:?}").contains("ARRIVED"), "{after:?}");
    }
}

#[tokio::test]
async fn a_reader_that_falls_behind_is_told_to_read_anew() {
    let portal = Portal::demo().await;
    let manager = portal.manager().await;
    let mut socket = watch(&manager, None).await;
    let notice = Notice {
        event: 0,
        at: start(),
        kind: EventKind::AccountCreated,
        account: None,
        owner: None,
        request: None,
        structure: None,
        former: None,
        session: None,
        subject: None,
        person: None,
        correction: None,
        support: None,
        client: None,
    };
    let change = Change::Event(Arc::new(notice));
    // Faster than anybody can listen: nothing else runs meanwhile on this thread.
    for _ in 0..2_000 {
        portal.app.live.publish(change.clone());
    }
    let told = socket.value().await;
    assert_eq!(
        (&told["kind"], &told["request"]),
        (&json!("RESYNC"), &json!(null))
    );
    let professional = portal.professional().await;
    professional.file_form().await;
    assert_eq!(socket.value().await["kind"], "ARRIVED");
}
