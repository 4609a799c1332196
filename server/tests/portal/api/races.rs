//! Two at the same row of PostgreSQL, which lets both read before either writes. On SQLite writers queue, and read last.

use std::time::Duration;

use futures_util::FutureExt as _;
use serde_json::{Value, json};
use server::store::Version;
use shared::event::EventKind;
use shared::id::RequestId;

use crate::support::database::Database;
use crate::support::form::{EMAIL, form};
use crate::support::people::{Done, Person, Request};
use crate::support::portal::Portal;

/// Asks for a change while another of the same row is written and not committed yet.
async fn while_another_writes(
    portal: &Portal,
    person: &Person,
    mutation: &str,
    input: Value,
) -> Done {
    let id = RequestId(
        input["id"]
            .as_str()
            .expect("an id")
            .parse()
            .expect("a UUID"),
    );
    let mut tx = portal.app.store.write().await.expect("a transaction");
    let mut request = tx
        .request(id)
        .await
        .expect("a read")
        .expect("the request")
        .request;
    let event = server::store::NewEvent::new(EventKind::RequestSaved, portal.clock.now());
    let before = Version::of(&request);
    tx.save_request(before, &mut request, event)
        .await
        .expect("a change");
    let mut change = std::pin::pin!(person.change(mutation, input));
    // It has read the row by now, and waits for us to let go of it.
    for _ in 0..1000 {
        tokio::time::sleep(Duration::from_millis(5)).await;
        assert!(change.as_mut().now_or_never().is_none(), "it did not wait");
        let waiting = "select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'";
        if portal.database.number(waiting).await > 0 {
            break;
        }
    }
    tx.commit().await.expect("a commit");
    change.await
}

#[tokio::test]
async fn whoever_comes_second_to_a_row_is_told_that_it_has_changed() {
    let portal = Portal::demo_on(Database::postgres().await).await;
    let professional = portal.professional().await;
    let manager = portal.manager().await;
    let draft = professional.draft().await;
    let saved = professional.save(&draft, form()).await.request();
    let sent = professional.send_code(&saved).await.request();
    let code = json!({ "code": portal.code_sent_to(EMAIL).await });
    let request = refused(
        &portal,
        &professional,
        "confirmEmail",
        sent.input(code.clone()),
    )
    .await;
    let confirmed = professional
        .change("confirmEmail", request.input(code))
        .await
        .request();
    let submitted = professional.submit(&confirmed).await.request();
    let request = refused(
        &portal,
        &manager,
        "claimRequest",
        submitted.input(json!({})),
    )
    .await;
    let claimed = manager.claim(&request).await.request();
    refused(
        &portal,
        &manager,
        "releaseRequest",
        claimed.input(json!({})),
    )
    .await;
}

/// The request as it is after the change that came first.
async fn refused(portal: &Portal, person: &Person, mutation: &str, input: Value) -> Request {
    let done = while_another_writes(portal, person, mutation, input).await;
    Request::of(&done.refusal("Stale")["current"])
}
