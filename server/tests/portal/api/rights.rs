//! Who may do what: every operation of the schema, for every kind of caller.

use std::collections::BTreeSet;

use chrono::TimeDelta;
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
const AGAIN: Right = Right::Refused("SIGN_IN_AGAIN");

/// Anybody, the author, another professional, a manager of the structure, one of another, an agent of the ANS, who
/// represents the structure and so manages it too.
type Row = (&'static str, [Right; 7]);

/// Open to everybody: nothing personal is in it.
const PUBLIC: [Right; 7] = [Granted; 7];
/// Everybody who is signed in, about what is their own.
const SIGNED_IN: [Right; 7] = [OUT, Granted, Granted, Granted, Granted, Granted, Granted];
const AUTHOR: [Right; 7] = [OUT, Granted, NONE, NO, NO, NO, NO];
const MANAGER: [Right; 7] = [OUT, NONE, NONE, Granted, NONE, NONE, Granted];
/// Whoever signs in through FranceConnect.
const PROFESSIONAL: [Right; 7] = [OUT, Granted, Granted, NO, NO, NO, NO];
/// Whoever manages some structure, about what is their own.
const MANAGING: [Right; 7] = [OUT, NO, NO, Granted, Granted, NO, Granted];
/// The person, and managers where the person works.
const ENTRY: [Right; 7] = [OUT, Granted, NONE, Granted, NONE, NONE, Granted];
/// Managers of the structure that is named.
const HERE: [Right; 7] = [OUT, NO, NO, Granted, NO, NO, Granted];
const AGENT: [Right; 7] = [OUT, NO, NO, NO, NO, Granted, NO];
/// Who represents the structure, and about what is the structure's.
const REPRESENTING: [Right; 7] = [OUT, NO, NO, NO, NO, NO, Granted];
const REPRESENTED: [Right; 7] = [OUT, NONE, NONE, NONE, NONE, NONE, Granted];
/// The ANS, or who represents the structure.
const GRANTOR: [Right; 7] = [OUT, NO, NO, NO, NO, Granted, Granted];

/// The same, of what they have: nobody else's exists.
const KEEPER: [Right; 7] = [OUT, NONE, NONE, NONE, NONE, Granted, Granted];

static ROWS: [Row; 134] = [
    ("me", PUBLIC),
    ("roles", PUBLIC),
    ("communes", PUBLIC),
    ("countries", PUBLIC),
    ("valueSets", PUBLIC),
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
    (
        "submissions",
        [OUT, Granted, Nothing, Granted, Nothing, Nothing, Granted],
    ),
    ("requests", [OUT, NO, NO, Granted, Nothing, NO, Granted]),
    ("queueCounts", [OUT, NO, NO, Granted, Nothing, NO, Granted]),
    (
        "registration",
        [OUT, Granted, Nothing, Granted, Nothing, Granted, Granted],
    ),
    ("createDraft", PROFESSIONAL),
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
    ("dashboard", MANAGING),
    ("dashboardChanged", MANAGING),
    ("saveReasonTemplate", HERE),
    ("reasonTemplates", HERE),
    ("deleteReasonTemplate", HERE),
    (
        "notices",
        [OUT, Granted, Nothing, Granted, Granted, Nothing, Granted],
    ),
    ("unreadNotices", SIGNED_IN),
    ("noticesChanged", SIGNED_IN),
    ("markNoticesRead", SIGNED_IN),
    ("saveView", MANAGING),
    ("savedViews", MANAGING),
    ("deleteView", MANAGING),
    (
        "registrationChanged",
        [OUT, Granted, NONE, Granted, NONE, Granted, Granted],
    ),
    ("civilStatusCorrectionsChanged", AGENT),
    (
        "civilStatusCorrection",
        [OUT, Granted, Nothing, Granted, Nothing, Granted, Granted],
    ),
    ("civilStatusCorrections", AGENT),
    (
        "askCivilStatusCorrection",
        [OUT, Granted, NONE, Granted, NONE, NONE, Granted],
    ),
    ("proposeCivilStatusDecision", AGENT),
    ("confirmCivilStatusDecision", AGENT),
    (
        "withdrawCivilStatusCorrection",
        [OUT, Granted, NONE, NONE, NONE, NONE, NONE],
    ),
    ("persons", MANAGING),
    (
        "registrationChanges",
        [OUT, Granted, Nothing, Granted, Nothing, Granted, Granted],
    ),
    ("confirmContact", ENTRY),
    ("cancelChange", ENTRY),
    ("changeContact", ENTRY),
    ("changeExerciseNames", ENTRY),
    ("changeSituation", MANAGER),
    ("closeSituation", MANAGER),
    ("sessions", SIGNED_IN),
    ("events", SIGNED_IN),
    ("eventStream", SIGNED_IN),
    ("endSession", SIGNED_IN),
    ("designations", [OUT, NO, NO, Granted, NO, Granted, Granted]),
    (
        "designationsChanged",
        [OUT, NO, NO, Granted, NO, Granted, Granted],
    ),
    ("createWebhook", REPRESENTING),
    ("webhooks", REPRESENTING),
    ("updateWebhook", REPRESENTED),
    ("rotateWebhookSecret", REPRESENTED),
    ("testWebhook", REPRESENTED),
    ("replayWebhook", REPRESENTED),
    ("deleteWebhook", REPRESENTED),
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
    (
        "flaggedSituations",
        [OUT, NO, NO, Nothing, Granted, Granted, Granted],
    ),
    (
        "flaggedChanged",
        [OUT, NO, NO, Granted, Granted, Granted, Granted],
    ),
    ("noticeRegularisation", AGENT),
    (
        "replyRegularisation",
        [OUT, Granted, NONE, NONE, NONE, NONE, NONE],
    ),
    ("cancelRegularisation", AGENT),
    ("possibleDuplicatesOf", MANAGER),
    ("registerProfessional", MANAGER),
    ("possibleDuplicates", MANAGER),
    ("resolveDuplicate", MANAGER),
    ("registrationToConfirm", PROFESSIONAL),
    ("confirmRegistration", PROFESSIONAL),
    ("ruleSets", AGENT),
    ("ruleSetVersion", AGENT),
    ("ruleSetChanged", AGENT),
    ("draftRuleSet", AGENT),
    ("simulateRuleSet", AGENT),
    ("simulationCases", AGENT),
    ("scheduleRuleSet", AGENT),
    ("discardRuleSet", AGENT),
    ("referenceVersions", AGENT),
    ("referenceVersion", AGENT),
    ("scheduleReferenceVersion", AGENT),
    ("discardReferenceVersion", AGENT),
    // Of the readings above.
    (
        "accesses",
        [OUT, Granted, Nothing, Nothing, Nothing, Nothing, Nothing],
    ),
    ("accessLog", AGENT),
    ("retentionRules", PUBLIC),
    (
        "batches",
        [OUT, Nothing, Nothing, Granted, Nothing, Nothing, Nothing],
    ),
    (
        "batch",
        [OUT, Nothing, Nothing, Granted, Nothing, Nothing, Nothing],
    ),
    ("batchItems", [OUT, NONE, NONE, Granted, NONE, NONE, NONE]),
    ("batchChanged", [OUT, NONE, NONE, Granted, NONE, NONE, NONE]),
    ("simulateBatch", MANAGING),
    ("decideBatch", MANAGING),
    ("registerBatch", MANAGING),
    ("contactSupport", PUBLIC),
    ("ownSupportQuestions", SIGNED_IN),
    ("supportQuestion", AGENT),
    ("supportQuestions", AGENT),
    ("supportCounts", AGENT),
    ("supportChanged", AGENT),
    ("takeSupport", AGENT),
    ("answerSupport", AGENT),
    ("closeSupport", AGENT),
    ("reopenSupport", AGENT),
    ("limits", PUBLIC),
    ("clients", [OUT, NO, NO, Granted, NO, Granted, Granted]),
    ("createClient", GRANTOR),
    ("rotateClientSecret", KEEPER),
    ("updateClient", KEEPER),
    ("grantClient", MANAGER),
    ("withdrawGrant", MANAGER),
    ("revokeClient", KEEPER),
    // From here on the agent also represents the hospital.
    ("recordMandate", AGENT),
    ("endMandate", AGENT),
];

/// What is granted within a short while of the sign-in alone.
const SENSITIVE: [&str; 9] = [
    "decideBatch",
    "designateManager",
    "recordMandate",
    "endMandate",
    "confirmCivilStatusDecision",
    "createClient",
    "rotateClientSecret",
    "updateClient",
    "grantClient",
];

/// The first of those who are signed in to whom an operation is granted.
pub(super) fn first_granted(operation: &str) -> usize {
    let row = ROWS.iter().find(|(name, _)| *name == operation);
    let (_, rights) = row.unwrap_or_else(|| panic!("{operation} has no row"));
    let granted = rights[1..].iter().position(|right| *right == Granted);
    granted.expect("somebody may")
}

/// The changes, in an order in which each can be made.
pub(super) fn mutations() -> impl Iterator<Item = &'static str> {
    let names = ROWS.iter().map(|(name, _)| *name);
    names.filter(|name| SCHEMA.operation(name).0 == "mutation")
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
    let known = [OUT, NO, NONE, AGAIN]
        .into_iter()
        .find(|right| *right == Right::Refused(leak(code)));
    known.unwrap_or_else(|| panic!("refused as {code}"))
}

/// The same code as a constant of the table has it.
fn leak(code: &str) -> &'static str {
    ["NOT_SIGNED_IN", "FORBIDDEN", "NOT_FOUND", "SIGN_IN_AGAIN"]
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
        for &(operation, rights) in &ROWS {
            scene.renew(operation).await;
            if ["registration", "registrationChanged"].contains(&operation) {
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

    async fn a_sensitive_act_needs_a_recent_sign_in(database: Database) {
        let scene = Scene::set(Portal::demo_on(database).await).await;
        let mut asked_with = Vec::new();
        for operation in SENSITIVE {
            asked_with.push((operation, scene.variables(operation).await));
        }
        let anybody = scene.portal.anybody();
        let people = [&anybody, &scene.author, &scene.stranger, &scene.manager, &scene.elsewhere, &scene.agent,
            &scene.representative];
        // To the last moment of the quarter of an hour, and then no more.
        scene.portal.clock.advance(TimeDelta::minutes(15) - TimeDelta::seconds(1));
        let reply = scene.agent.run("me", &json!({})).await;
        assert!(reply.data("me")["account"]["sensitiveActsUntil"].is_string());
        scene.portal.clock.advance(TimeDelta::seconds(1));
        for (operation, variables) in &asked_with {
            let (_, rights) = ROWS.iter().find(|(name, _)| name == operation).expect("a row");
            for (caller, (person, right)) in people.iter().zip(rights).enumerate() {
                let expected = if *right == Granted { AGAIN } else { *right };
                assert_eq!(asked(person, operation, variables).await, expected, "{operation}, caller {caller}");
            }
        }
        // Signed in again, what was asked for is done.
        let (operation, variables) = &asked_with[0];
        assert_eq!(asked(&scene.portal.representative().await, operation, variables).await, Granted);
    }
}
