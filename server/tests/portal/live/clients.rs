//! Software listens as long as its token and its client are good.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::api::clients::{created, demo, of};
use crate::support::form::{HOSPITAL, form};
use crate::support::on_both;
use crate::support::portal::Portal;
use crate::support::socket::{Heard, Socket};
use crate::support::software::{Software, oauth};

const MANAGER: &str = "30B0168811/CPET00001";

pub(crate) async fn closed(socket: &mut Socket) -> u16 {
    loop {
        if let Heard::Closed(code, _) = socket.next().await {
            return code;
        }
    }
}

async fn of_client(portal: &Portal, issued: &Value) -> Software {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let (name, secret) = (text(&issued["client"]["clientId"]), text(&issued["secret"]));
    portal.software_of((&name, &secret), "").await
}

on_both! {
    async fn software_hears_its_queue_until_it_is_revoked(database: Database) {
        let portal = Portal::demo_on(database).await;
        let agent = portal.agent().await;
        let made = created(&portal, &agent.structure(HOSPITAL).await).await;
        let software = of_client(&portal, &made).await;
        let mut socket = Socket::of_software(&software).await.expect("a socket");
        socket.subscribe("1", "queueChanged", &json!({ "structureId": null })).await;
        let professional = portal.professional().await;
        portal.submitted(&professional, form()).await;
        assert_eq!(socket.value().await["kind"], "ARRIVED");
        // Another's change ends nothing.
        let other = created(&portal, &agent.structure(HOSPITAL).await).await;
        agent.change("revokeClient", of(&other["client"])).await;
        socket.is_silent().await;
        let start = std::time::Instant::now();
        agent.change("revokeClient", of(&made["client"])).await;
        assert_eq!(closed(&mut socket).await, 4403);
        assert!(start.elapsed().as_secs() < 2, "{:?}", start.elapsed());
    }

    async fn a_grant_that_is_withdrawn_closes_the_socket(database: Database) {
        let portal = Portal::demo_on(database).await;
        let manager = portal.manager().await;
        let grant = json!({ "clientId": demo(&portal).await["id"] });
        manager.change("grantClient", grant.clone()).await;
        let software = portal.software("").await;
        let acting = software.acting_for(MANAGER);
        let mut socket = Socket::of_software(&acting).await.expect("a socket");
        let mut alone = Socket::of_software(&software).await.expect("a socket");
        manager.change("withdrawGrant", grant).await;
        assert_eq!(closed(&mut socket).await, 4403);
        alone.is_silent().await;
        assert_eq!(Socket::of_software(&acting).await.err(), Some(4403));
    }
}

#[tokio::test]
async fn a_socket_never_outlives_its_token() {
    let portal = Portal::demo().await;
    let software = portal.software("").await;
    let mut socket = Socket::of_software(&software).await.expect("a socket");
    let mut given_back = Socket::of_software(&portal.software("").await)
        .await
        .expect("a socket");
    given_back.is_silent().await;
    portal.clock.advance(TimeDelta::minutes(15));
    assert_eq!(closed(&mut socket).await, 4401);
    assert_eq!(Socket::of_software(&software).await.err(), Some(4401));
}

#[tokio::test]
async fn a_token_that_is_given_back_closes_its_socket_alone() {
    let portal = Portal::demo().await;
    let (one, other) = (portal.software("").await, portal.software("").await);
    let mut socket = Socket::of_software(&one).await.expect("a socket");
    let mut stays = Socket::of_software(&other).await.expect("a socket");
    let (name, secret) = server::demo_data::CLIENT;
    let fields = [
        ("token", one.token.as_str()),
        ("client_id", name),
        ("client_secret", secret),
    ];
    oauth(&portal, "revoke", &fields, &[]).await;
    assert_eq!(closed(&mut socket).await, 4403);
    stays.is_silent().await;
}

#[tokio::test]
async fn scopes_and_limits_hold_on_a_socket_too() {
    let portal = Portal::demo().await;
    let software = portal.software("structures:read").await;
    let mut socket = Socket::of_software(&software).await.expect("a socket");
    for (operation, code) in [
        ("queueChanged", "SCOPE_MISSING"),
        ("designationsChanged", "FORBIDDEN"),
    ] {
        let variables = json!({ "structureId": null });
        socket.subscribe(operation, operation, &variables).await;
        assert_eq!(socket.code().await, code);
    }
    let software = portal.software("").await;
    let mut socket = Socket::of_software(&software).await.expect("a socket");
    let query = "subscription { queueChanged { kind counts { status count } } }";
    // Each costs what it holds, wherever it is asked; the clock stands still.
    let cost = server::clients::COSTS.burst;
    for number in 0..cost {
        socket
            .subscribe_to(&number.to_string(), query, &json!({}))
            .await;
        if number > 100 {
            break;
        }
    }
    // Once a later one is answered, all of them were charged.
    let variables = json!({ "structureId": null });
    socket
        .subscribe("last", "designationsChanged", &variables)
        .await;
    assert_eq!(socket.code().await, "FORBIDDEN");
    let answer = software.send("{ me { demo } }", &json!({})).await;
    let said = answer.header("ratelimit").to_owned();
    let left = said.split(['=', ';']).nth(2).expect("what is left");
    let left: u32 = left.parse().expect("a number");
    assert!(left < cost - 200, "{said}");
}
