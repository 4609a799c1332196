//! Software follows the events of its structures, and what it did itself is told as software's.

use serde_json::json;

use super::{cursor, kinds, last_event, settled};
use crate::api::clients::{demo, of};
use crate::live::clients::closed;
use crate::support::form::{HOME, form, form_with};
use crate::support::on_both;
use crate::support::portal::Portal;
use crate::support::socket::Socket;

const MANAGER: &str = "30B0168811/CPET00001";

on_both! {
    async fn software_hears_of_its_structures_alone(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (author, manager) = (portal.professional().await, portal.manager().await);
        let grant = json!({ "clientId": demo(&portal).await["id"] });
        manager.change("grantClient", grant).await;
        let start = json!({ "after": cursor(last_event(&portal.database).await), "first": 100 });
        let elsewhere = form_with(&json!({
            "structureFiness": HOME, "email": "autre@example.fr", "riskAcknowledged": true,
        }));
        portal.submitted(&portal.other_professional().await, elsewhere).await;
        let request = portal.submitted(&author, form()).await;
        let software = portal.software("").await;
        let acting = software.acting_for(MANAGER);
        acting.change("claimRequest", request.input(json!({}))).await.request();
        settled(&portal).await;
        for reader in [&software, &acting] {
            let heard = reader.run("events", &start).await;
            let heard = heard.data("events")["nodes"].as_array().expect("a page").clone();
            assert_eq!(kinds(&heard), ["REQUEST_SUBMITTED", "REQUEST_CLAIMED"]);
            assert_eq!(heard[0]["actor"], "PROFESSIONAL");
            assert_eq!(heard[1]["actor"], "CLIENT");
            assert_eq!(heard[1]["requestId"], json!(request.id));
        }
    }

    async fn a_stream_ends_with_its_software(database: Database) {
        let portal = Portal::demo_on(database).await;
        let software = portal.software("events:read").await;
        let author = portal.professional().await;
        let start = cursor(last_event(&portal.database).await);
        let mut socket = Socket::of_software(&software).await.expect("a socket");
        socket.subscribe("1", "eventStream", &json!({ "after": start })).await;
        portal.submitted(&author, form()).await;
        assert_eq!(socket.value().await["kind"], "REQUEST_SUBMITTED");
        portal.agent().await.change("revokeClient", of(&demo(&portal).await)).await;
        assert_eq!(closed(&mut socket).await, 4403);
    }
}
