//! Who may do what: every operation of the schema, for every kind of caller.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::samples::Scene;
use crate::support::on_both;
use crate::support::people::Person;
use crate::support::portal::Portal;
use crate::support::schema::SCHEMA;
use crate::support::socket::{Heard, Socket};

/// What a caller gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Right {
    Granted,
    /// An answer that holds nothing: what was asked about does not exist for this caller.
    Nothing,
    /// The door says who may come in.
    Refused(&'static str),
}

use Right::{Granted, Nothing};
const OUT: Right = Right::Refused("NOT_SIGNED_IN");
const NO: Right = Right::Refused("FORBIDDEN");
const NONE: Right = Right::Refused("NOT_FOUND");

/// Anybody, the author, another professional, a manager of the structure, one of another, an agent of the ANS, who
/// represents the structure and so manages it too.
type Row = (&'static str, [Right; 7]);

/// Open to everybody: nothing personal is in it.
const PUBLIC: [Right; 7] = [Granted; 7];
/// Everybody who is signed in, about what is their own.
const SIGNED_IN: [Right; 7] = [OUT, Granted, Granted, Granted, Granted, Granted, Granted];
const AUTHOR: [Right; 7] = [OUT, Granted, NONE, NO, NO, NO, NO];
const MANAGER: [Right; 7] = [OUT, NONE, NONE, Granted, NONE, NONE, Granted];
const AGENT: [Right; 7] = [OUT, NO, NO, NO, NO, Granted, NO];
/// The ANS, or who represents the structure.
const GRANTOR: [Right; 7] = [OUT, NO, NO, NO, NO, Granted, Granted];

const ROWS: [Row; 48] = [
    ("me", PUBLIC),
    ("roles", PUBLIC),
    ("communes", PUBLIC),
    ("countries", PUBLIC),
    ("structure", PUBLIC),
    ("structures", PUBLIC),
    ("ruleSet", PUBLIC),
    ("ruleCatalogue", PUBLIC),
    ("errorCatalogue", PUBLIC),
    ("simulateVerdict", PUBLIC),
    (
        "request",
        [OUT, Granted, Nothing, Granted, Nothing, Nothing, Granted],
    ),
    ("requests", [OUT, NO, NO, Granted, Nothing, NO, Granted]),
    ("queueCounts", [OUT, NO, NO, Granted, Nothing, NO, Granted]),
    (
        "registration",
        [OUT, Granted, Nothing, Granted, Nothing, Granted, Granted],
    ),
    ("createDraft", [OUT, Granted, Granted, NO, NO, NO, NO]),
    ("saveDraft", AUTHOR),
    ("sendEmailCode", AUTHOR),
    ("confirmEmail", AUTHOR),
    ("submitRequest", AUTHOR),
    ("withdrawRequest", AUTHOR),
    ("restoreDraft", AUTHOR),
    ("claimRequest", MANAGER),
    ("releaseRequest", MANAGER),
    ("requestCorrection", MANAGER),
    ("validateRequest", MANAGER),
    ("rejectRequest", MANAGER),
    (
        "requestChanged",
        [OUT, Granted, NONE, Granted, NONE, NONE, Granted],
    ),
    ("draftVerdict", [OUT, Granted, NONE, NONE, NONE, NONE, NONE]),
    ("queueChanged", [OUT, NO, NO, Granted, Granted, NO, Granted]),
    ("sessions", SIGNED_IN),
    ("endSession", SIGNED_IN),
    ("designations", [OUT, NO, NO, Granted, NO, Granted, Granted]),
    (
        "designationsChanged",
        [OUT, NO, NO, Granted, NO, Granted, Granted],
    ),
    // Last, since they change who manages what.
    ("createStructure", AGENT),
    ("saveOrganisation", [OUT, NO, NO, NO, NO, NO, Granted]),
    ("designateManager", GRANTOR),
    ("sendInvitation", GRANTOR),
    (
        "redeemInvitation",
        [OUT, NO, NO, Granted, Granted, Granted, Granted],
    ),
    (
        "recordPrerequisite",
        [OUT, NONE, NONE, NONE, NONE, NONE, Granted],
    ),
    ("suspendDesignation", GRANTOR),
    ("resumeDesignation", GRANTOR),
    ("revokeDesignation", GRANTOR),
    ("flaggedSituations", AGENT),
    ("noticeRegularisation", AGENT),
    (
        "replyRegularisation",
        [OUT, Granted, NONE, NONE, NONE, NONE, NONE],
    ),
    ("cancelRegularisation", AGENT),
    ("recordMandate", AGENT),
    ("endMandate", AGENT),
];

/// The first of those who are signed in to whom an operation is granted.
pub(super) fn first_granted(operation: &str) -> usize {
    let row = ROWS.iter().find(|(name, _)| *name == operation);
    let (_, rights) = row.unwrap_or_else(|| panic!("{operation} has no row"));
    let granted = rights[1..].iter().position(|right| *right == Granted);
    granted.expect("somebody may")
}

fn is_nothing(value: &Value) -> bool {
    value.is_null() || *value == json!([]) || value["nodes"] == json!([])
}

async fn asked(person: &Person, operation: &str, variables: &Value) -> Right {
    let reply = person.run(operation, variables).await;
    match reply.code() {
        "" if is_nothing(&reply.0["data"][operation]) => Nothing,
        "" => Granted,
        code => refused(code),
    }
}

fn refused(code: &str) -> Right {
    let known = [OUT, NO, NONE]
        .into_iter()
        .find(|right| *right == Right::Refused(leak(code)));
    known.unwrap_or_else(|| panic!("refused as {code}"))
}

/// The same code as a constant of the table has it.
fn leak(code: &str) -> &'static str {
    ["NOT_SIGNED_IN", "FORBIDDEN", "NOT_FOUND"]
        .into_iter()
        .find(|known| *known == code)
        .unwrap_or("")
}

async fn heard(person: &Person, operation: &str, variables: &Value) -> Right {
    let mut socket = Socket::open(person).await;
    socket.subscribe("1", operation, variables).await;
    if operation == "queueChanged"
        && person
            .run("queueCounts", &json!({}))
            .await
            .code()
            .is_empty()
    {
        socket.is_silent().await;
        return Granted;
    }
    match socket.next().await {
        Heard::Next(_, payload) if payload["errors"].is_null() => Granted,
        Heard::Next(_, payload) => refused(
            payload["errors"][0]["extensions"]["code"]
                .as_str()
                .expect("a code"),
        ),
        Heard::Error(_, errors) => {
            refused(errors[0]["extensions"]["code"].as_str().expect("a code"))
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_operation_of_the_schema_has_its_row() {
    let roots = ["Query", "Mutation", "Subscription"];
    let operations = roots.iter().flat_map(|root| SCHEMA.operations(root));
    let operations: BTreeSet<&str> = operations
        .map(|operation| operation.name.as_str())
        .collect();
    let rows: BTreeSet<&str> = ROWS.iter().map(|(operation, _)| *operation).collect();
    assert_eq!(operations, rows);
}

on_both! {
    async fn what_is_not_granted_is_refused(database: Database) {
        let mut scene = Scene::set(Portal::demo_on(database).await).await;
        for (operation, rights) in ROWS {
            scene.renew(operation).await;
            if operation == "registration" {
                scene.manager.validate(&scene.request).await.request();
                scene.refresh().await;
            }
            let anybody = scene.portal.anybody();
            let people = [&anybody, &scene.author, &scene.stranger, &scene.manager, &scene.elsewhere, &scene.agent,
                &scene.representative];
            let is_subscription = SCHEMA.operation(operation).0 == "subscription";
            let variables = scene.variables(operation).await;
            for (caller, (person, right)) in people.into_iter().zip(rights).enumerate() {
                let found = if is_subscription {
                    heard(person, operation, &variables).await
                } else {
                    asked(person, operation, &variables).await
                };
                assert_eq!(found, right, "{operation}, caller {caller}");
            }
        }
    }
}
