//! Personal values stay where a purge can blank them: no event and no line of the log holds one.

use serde_json::json;

use super::samples::Scene;
use crate::support::form::{EMAIL, form};
use crate::support::log::Log;
use crate::support::on_both;
use crate::support::portal::Portal;
use crate::support::sign_in::{FRANCE_CONNECT, choose};

/// Values of the people of the tests, as they are typed and as they are kept.
const PERSONAL: [&str; 12] = [
    "DUBOIS",
    "Dubois",
    "Angela",
    "Claire",
    EMAIL,
    "wossewodda",
    "06 12 34 56 78",
    "612345678",
    "1962-08-24",
    "EMPLOYE UN",
    "NADIA",
    "Paul",
];

fn assert_nothing_personal(text: &str, place: &str) {
    for value in PERSONAL {
        let line = text.lines().find(|line| line.contains(value));
        assert!(
            line.is_none(),
            "{value} in {place}: {}",
            line.unwrap_or_default()
        );
    }
}

/// Everything that people do on the way to a decision, and some of what goes wrong.
async fn much_happens(portal: &Portal) {
    let professional = portal.professional().await;
    let manager = portal.manager().await;
    let other = portal.other_professional().await;
    let request = portal.submitted(&professional, form()).await;
    let claimed = manager.claim(&request).await.request();
    let sent_back = manager
        .ask_correction(&claimed, &["exerciseLastName", "phone"])
        .await
        .request();
    let mut changes = form();
    changes["exerciseLastName"] = json!("DUBOIS-ANGELA");
    let saved = professional.save(&sent_back, changes).await.request();
    professional.save(&sent_back, form()).await.refusal("Stale");
    let sent = professional.submit(&saved).await.request();
    manager.validate(&sent).await.request();
    let rejected = portal.submitted(&other, form()).await;
    manager
        .reject(&rejected, "Angela Dubois n’est pas Paul.")
        .await
        .request();
    let draft = other.draft().await;
    let wrong = json!({ "form": { "email": "Angela", "role": "Dubois" } });
    let saved = other
        .change("saveDraft", draft.input(wrong))
        .await
        .request();
    other.submit(&saved).await.refusal("InvalidForm");
    other
        .run("request", &json!({ "id": "Angela DUBOIS" }))
        .await;
    other
        .ask(
            "{ me { account { Angela DUBOIS",
            &json!({ "Angela": "DUBOIS" }),
        )
        .await;
    let mut browser = portal.browser();
    choose(&mut browser, FRANCE_CONNECT, &[("cancel", "1")]).await;
    browser
        .get("/auth/franceconnect/callback?code=Angela&state=DUBOIS")
        .await;
    browser.get("/demandes/DUBOIS?name=Angela").await;
    let mut signed_in = professional.browser.clone();
    signed_in.sign_out().await;
}

on_both! {
    async fn no_event_holds_a_personal_value(database: Database) {
        let portal = Portal::demo_on(database).await;
        much_happens(&portal).await;
        for data in portal.database.texts("select data from events").await {
            assert_nothing_personal(&data, "an event");
        }
    }
}

#[tokio::test]
async fn no_line_of_the_log_holds_a_personal_value() {
    let (log, _guard) = Log::begin();
    let portal = Portal::demo().await;
    let worker = portal.start_worker();
    much_happens(&portal).await;
    portal.stop.send(true).expect("the worker listens");
    worker.await.expect("the worker stops when told");
    let text = log.text();
    assert!(
        text.contains("an e-mail was sent"),
        "the log was heard: {text}"
    );
    assert_nothing_personal(&text, "the log");
}

/// Nothing that is done goes untold: each mutation that changes something writes its event, in the same transaction.
#[tokio::test]
async fn each_change_writes_an_event() {
    let mut scene = Scene::set(Portal::demo().await).await;
    for operation in crate::support::schema::SCHEMA.operations("Mutation") {
        let name = operation.name.as_str();
        scene.renew(name).await;
        if name == "releaseRequest" {
            scene.request = scene.manager.claim(&scene.request).await.request();
        }
        let before = scene.portal.events().await.len();
        let variables = scene.variables(name).await;
        for person in [
            &scene.author,
            &scene.manager,
            &scene.agent,
            &scene.representative,
        ] {
            person.run(name, &variables).await;
        }
        assert!(
            scene.portal.events().await.len() > before,
            "{name} went untold"
        );
    }
}
