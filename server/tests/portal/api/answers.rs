//! Every refusal that the schema announces can be met, and no other.

mod batching;
mod clients;
mod correcting;
mod deciding;
mod drafting;
mod entering;
mod following;
mod referring;
mod registering;
mod regularising;
mod representing;
mod ruling;
mod structures;
mod supporting;
mod telling;
mod viewing;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::people::{Done, Person, Request};
use crate::support::portal::Portal;
use crate::support::schema::SCHEMA;

/// Refusals that only a race between two transactions meets: `api/races.rs` meets them.
const RACES: [(&str, &str); 3] = [
    ("confirmEmail", "Stale"),
    ("claimRequest", "Stale"),
    ("releaseRequest", "Stale"),
];

/// Refusals that wait for what is not there yet: so far a new draft is asked for with nothing but its key.
const LATER: [(&str, &str); 1] = [("createDraft", "IdempotencyConflict")];

/// Which answers were met.
#[derive(Debug, Default)]
struct Met(BTreeSet<(String, String)>);

impl Met {
    /// Runs a mutation, and notes what it answered.
    async fn change(&mut self, person: &Person, mutation: &str, input: Value) -> Done {
        let done = person.change(mutation, input).await;
        self.note(mutation, &done);
        done
    }

    fn note(&mut self, mutation: &str, done: &Done) {
        let name = done.0["__typename"].as_str().expect("a type");
        self.0.insert((mutation.to_owned(), name.to_owned()));
        // Each refusal has a code of the catalogue and a text to show.
        if ![
            "Batch",
            "CivilStatusCorrection",
            "Client",
            "IssuedSecret",
            "Designation",
            "NoticeCount",
            "ReasonTemplateList",
            "Registration",
            "Regularisation",
            "Request",
            "SavedViewList",
            "RuleSetVersion",
            "ReferenceVersion",
            "SessionList",
            "Structure",
            "SupportQuestion",
            "SupportReceipt",
            "Webhook",
            "WebhookSecret",
        ]
        .contains(&name)
        {
            let said = |field: &str| done.0[field].as_str().expect("a text").to_owned();
            assert!(
                said("code")
                    .bytes()
                    .all(|byte| byte.is_ascii_uppercase() || byte == b'_')
            );
            assert!(!said("text").is_empty());
        }
    }

    /// The same key with another input.
    async fn conflict(&mut self, person: &Person, mutation: &str, one: Value, other: Value) {
        let keyed = |mut input: Value| {
            input["idempotencyKey"] = json!("conflict");
            input
        };
        self.change(person, mutation, keyed(one)).await;
        let done = self.change(person, mutation, keyed(other)).await;
        done.refusal("IdempotencyConflict");
    }

    /// The same of a change of a request, where another revision makes it another input.
    async fn conflict_of(
        &mut self,
        person: &Person,
        mutation: &str,
        request: &Request,
        more: &Value,
    ) {
        let other = Request {
            revision: request.revision + 100,
            ..request.clone()
        };
        self.conflict(
            person,
            mutation,
            request.input(more.clone()),
            other.input(more.clone()),
        )
        .await;
    }
}

#[tokio::test]
async fn every_answer_that_is_announced_can_be_met() {
    let portal = Portal::demo().await;
    let mut met = Met::default();
    drafting::meet(&portal, &mut met).await;
    deciding::meet(&portal, &mut met).await;
    structures::meet(&portal, &mut met).await;
    regularising::meet(&Portal::demo().await, &mut met).await;
    registering::meet(&Portal::demo().await, &mut met).await;
    correcting::meet(&Portal::demo().await, &mut met).await;
    entering::meet(&Portal::demo().await, &mut met).await;
    representing::meet(&portal, &mut met).await;
    viewing::meet(&portal, &mut met).await;
    following::meet(&Portal::demo().await, &mut met).await;
    ruling::meet(&Portal::demo().await, &mut met).await;
    referring::meet(&Portal::demo().await, &mut met).await;
    supporting::meet(&Portal::demo().await, &mut met).await;
    clients::meet(&Portal::demo().await, &mut met).await;
    batching::meet(&Portal::demo().await, &mut met).await;
    telling::meet(&Portal::demo().await, &mut met).await;
    let mut announced = BTreeSet::new();
    for operation in SCHEMA.operations("Mutation") {
        for member in SCHEMA.members(&operation.name) {
            announced.insert((operation.name.clone(), member.clone()));
        }
    }
    for (mutation, member) in RACES.into_iter().chain(LATER) {
        assert!(
            announced.remove(&(mutation.to_owned(), member.to_owned())),
            "{mutation}: {member}"
        );
    }
    let never: Vec<_> = announced.difference(&met.0).collect();
    assert!(never.is_empty(), "announced and never met: {never:?}");
}
