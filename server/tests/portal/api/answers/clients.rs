//! What somebody meets who keeps software of a structure, and a manager who lets it act.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::Met;
use crate::api::clients::{created, demo, of};
use crate::api::problems;
use crate::support::form::{HOSPITAL, PHARMACY};
use crate::support::portal::Portal;

pub(super) async fn meet(portal: &Portal, met: &mut Met) {
    let (agent, manager) = (portal.agent().await, portal.manager().await);
    let hospital = agent.structure(HOSPITAL).await;
    let input =
        |name: &str| json!({ "structureId": hospital, "name": name, "scopes": ["requests:read"] });
    met.change(&agent, "createClient", input("Un")).await;
    let mut wrong = input("");
    wrong["scopes"] = json!(["admin"]);
    wrong["ranges"] = json!(["hopital.example"]);
    let wrong = met.change(&agent, "createClient", wrong).await;
    assert_eq!(
        problems(&wrong.refusal("InvalidClient")),
        json!(["name REQUIRED", "scopes UNKNOWN_CODE", "ranges RANGE_SHAPE"])
    );
    let mut long = input("Long");
    long["days"] = json!(10_000);
    let wrong = met.change(&agent, "createClient", long).await;
    assert_eq!(
        problems(&wrong.refusal("InvalidClient")),
        json!(["days NUMBER_TOO_LARGE"])
    );
    met.conflict(&agent, "createClient", input("Deux"), input("Trois"))
        .await;

    let seen = || created(portal, &hospital);
    let client = seen().await["client"].clone();
    let wrong = with(&client, &json!({ "overlapDays": 1_000 }));
    met.change(&agent, "rotateClientSecret", wrong)
        .await
        .refusal("InvalidClient");
    let (one, other) = (of(&client), with(&client, &json!({ "days": 9 })));
    met.conflict(&agent, "rotateClientSecret", one, other).await;
    met.change(&agent, "rotateClientSecret", of(&client))
        .await
        .refusal("OutOfDate");

    let named = |client: &Value, name: &str| {
        with(
            client,
            &json!({ "name": name, "scopes": ["requests:read"] }),
        )
    };
    let client = seen().await["client"].clone();
    met.change(&agent, "updateClient", named(&client, " "))
        .await
        .refusal("InvalidClient");
    let (one, other) = (named(&client, "Un"), named(&client, "Deux"));
    met.conflict(&agent, "updateClient", one, other).await;
    met.change(&agent, "updateClient", named(&client, "Un"))
        .await
        .refusal("OutOfDate");

    let client = demo(portal).await;
    let (one, other) = (
        json!({ "clientId": client["id"] }),
        json!({ "clientId": seen().await["client"]["id"] }),
    );
    met.conflict(&manager, "grantClient", one.clone(), other.clone())
        .await;
    met.change(&manager, "grantClient", one.clone())
        .await
        .refusal("AlreadyExists");
    met.conflict(&manager, "withdrawGrant", one, other).await;

    let client = seen().await["client"].clone();
    let (one, other) = (of(&client), with(&client, &json!({ "revision": 99 })));
    met.conflict(&agent, "revokeClient", one, other).await;
    met.change(&agent, "revokeClient", of(&client))
        .await
        .refusal("OutOfDate");

    // What is closed gets no software, and who represents no more keeps none.
    let pharmacy = agent.structure(PHARMACY).await;
    let mut there = input("Fermée");
    there["structureId"] = json!(pharmacy);
    portal
        .database
        .run("update structures set closed_at = 1 where finess = '0B0037750'")
        .await;
    met.change(&agent, "createClient", there)
        .await
        .refusal("ClosedStructure");
    let client = created(portal, &hospital).await["client"].clone();
    portal.clock.advance(TimeDelta::days(400));
    let again = portal.mandataire().await;
    met.change(&again, "createClient", input("Trop tard"))
        .await
        .refusal("MandateEnded");
    for (change, input) in [
        ("rotateClientSecret", of(&client)),
        ("updateClient", named(&client, "Tard")),
        ("revokeClient", of(&client)),
    ] {
        met.change(&again, change, input)
            .await
            .refusal("MandateEnded");
    }
}

/// The input of a change of a client.
fn with(client: &Value, more: &Value) -> Value {
    let mut input = of(client);
    for (name, value) in more.as_object().expect("fields") {
        input[name] = value.clone();
    }
    input
}
