//! Figures and notices, as they are pushed.

use serde_json::{Value, json};

use crate::api::structures::revoke;
use crate::support::form::form;
use crate::support::on_both;
use crate::support::portal::Portal;
use crate::support::socket::Socket;

fn received(figures: &Value) -> i64 {
    let weeks = figures["weeks"].as_array().expect("weeks");
    weeks
        .iter()
        .map(|week| week["received"].as_i64().expect("a count"))
        .sum()
}

on_both! {
    async fn figures_follow_while_another_decides(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (professional, manager, colleague) =
            (portal.professional().await, portal.manager().await, portal.colleague().await);
        let mut socket = Socket::open(&manager).await;
        socket.subscribe("d", "dashboardChanged", &json!({ "structureId": Value::Null })).await;
        assert_eq!(received(&socket.value().await), 0);
        let request = portal.submitted(&professional, form()).await;
        let now = socket.value().await;
        assert_eq!((received(&now), &now["waiting"][0]["count"]), (1, &json!(1)));
        // To have it open changes no figure.
        let claimed = colleague.claim(&request).await.request();
        socket.is_silent().await;
        colleague.reject(&claimed, "Non.").await.request();
        let now = socket.value().await;
        assert_eq!((received(&now), &now["waiting"][0]["count"], &now["waits"][0]["count"]), (1, &json!(0), &json!(1)));
        revoke(&portal, "30B0168811/CPET00001").await;
        assert_eq!(socket.code().await, "FORBIDDEN");
    }

    async fn a_notice_that_is_read_in_one_window_is_read_in_the_other(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (professional, manager) = (portal.professional().await, portal.manager().await);
        let elsewhere = portal.professional().await;
        let mut socket = Socket::open(&elsewhere).await;
        socket.subscribe("n", "noticesChanged", &json!({})).await;
        assert_eq!(socket.value().await["unread"], 0);
        let request = portal.submitted(&professional, form()).await;
        socket.is_silent().await;
        manager.reject(&request, "Non.").await.request();
        let told = socket.value().await;
        assert_eq!(told["unread"], 1);
        professional.change("markNoticesRead", json!({ "upTo": told["latest"] })).await;
        assert_eq!(socket.value().await["unread"], 0);
        socket.is_silent().await;
    }
}
