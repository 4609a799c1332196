//! What a manager meets who registers a person, and the person who confirms it.

use serde_json::{Value, json};
use shared::rpps::RppsNumber;

use super::Met;
use crate::api::registering::{link_sent_to, typed, typed_as};
use crate::support::form::{EMAIL, HOME, HOSPITAL, form, form_with};
use crate::support::people::{Person, Request};
use crate::support::portal::{Plan, Portal};
use crate::support::sign_in::PRO_SANTE_CONNECT;

const REGISTER: &str = "registerProfessional";
const RESOLVE: &str = "resolveDuplicate";
const CONFIRM: &str = "confirmRegistration";

pub(super) async fn meet(portal: &Portal, met: &mut Met) {
    let (manager, author) = (portal.manager().await, portal.professional().await);
    unfit(met, &manager).await;
    let input = typed_as(&json!({ "birthName": "Duboys" }));
    met.conflict(&manager, REGISTER, input, typed()).await;
    let mails = portal.mails(EMAIL).await;
    let text = mails[0]["text"].as_str().expect("a text");
    let is_number = |word: &&str| word.len() == 11 && RppsNumber::parse(word).is_ok();
    let number = text.split_whitespace().find(is_number).expect("a number");
    let number = json!(number);
    let token = link_sent_to(portal, EMAIL).await;
    for (token, refusal) in [("x", "LinkUnknown"), (&token, "RegistrationDiffers")] {
        met.change(&author, CONFIRM, json!({ "token": token }))
            .await
            .refusal(refusal);
    }
    let known = told_apart(portal, met, (&manager, &author), &number).await;
    themselves(portal, met, &author, &known).await;

    // What a manager types of her a second time cannot be hers too.
    let mut twice = typed();
    let other = |number: &Value| json!({ "rppsNumber": number, "same": false, "reason": "Non." });
    twice["duplicates"] = json!([other(&number), other(&known)]);
    met.change(&manager, REGISTER, twice).await.request();
    let token = link_sent_to(portal, EMAIL).await;
    met.change(&author, CONFIRM, json!({ "token": token }))
        .await
        .refusal("RegisteredTwice");
    confirmed(portal, met, &manager).await;
    used_up(met).await;
}

async fn unfit(met: &mut Met, manager: &Person) {
    let mut wrong = typed();
    wrong["identityDocument"] = json!("");
    let mut unchecked = typed();
    unchecked["identityChecked"] = json!(false);
    let mut unaccepted = typed();
    unaccepted["form"] = form_with(&json!({ "termsVersion": "" }));
    for (input, refusal) in [
        (wrong, "InvalidForm"),
        (unchecked, "InvalidDecision"),
        (unaccepted, "NotEligible"),
    ] {
        met.change(manager, REGISTER, input).await.refusal(refusal);
    }
}

/// The author's own request, which somebody registered might be of. Returns the author's number.
async fn told_apart(
    portal: &Portal,
    met: &mut Met,
    (manager, author): (&Person, &Person),
    number: &Value,
) -> Value {
    let request = manager.read(&portal.submitted(author, form()).await).await;
    let more = json!({ "rppsNumber": number, "same": false, "reason": "Non." });
    let unsaid = json!({ "rppsNumber": number, "same": false, "reason": "" });
    met.change(manager, RESOLVE, request.input(unsaid))
        .await
        .refusal("InvalidDecision");
    let stale = Request {
        revision: request.revision - 1,
        ..request.clone()
    };
    met.change(manager, RESOLVE, stale.input(more.clone()))
        .await
        .refusal("Stale");
    met.conflict_of(manager, RESOLVE, &request, &more).await;
    let request = manager.read(&request).await;
    let validated = manager.validate(&request).await.request();
    met.change(manager, RESOLVE, validated.input(more))
        .await
        .refusal("InvalidTransition");
    validated.body["rppsNumber"].clone()
}

/// The author manages now.
async fn themselves(portal: &Portal, met: &mut Met, author: &Person, known: &Value) {
    let subject = format!("8{}", known.as_str().expect("a number"));
    let agent = portal.agent().await;
    for finess in [HOSPITAL, HOME] {
        let input =
            json!({ "structureId": agent.structure(finess).await, "subjectNameId": subject });
        agent.change("designateManager", input).await;
    }
    let them = portal.person(PRO_SANTE_CONNECT, &subject).await;
    let mut own = typed();
    own["duplicates"] = json!([{ "rppsNumber": known, "same": true, "reason": "Moi." }]);
    met.change(&them, REGISTER, own).await.refusal("OwnRequest");
    let at_home = form_with(&json!({ "structureFiness": HOME, "riskAcknowledged": true }));
    let request = portal.submitted(author, at_home).await;
    let more = json!({ "rppsNumber": known, "same": true, "reason": "Moi." });
    met.change(&them, RESOLVE, request.input(more))
        .await
        .refusal("OwnRequest");
}

async fn confirmed(portal: &Portal, met: &mut Met, manager: &Person) {
    let stranger = portal.other_professional().await;
    let changes = json!({ "birthName": "Dupont", "firstNames": ["Paul", "Louis"], "sex": "M" });
    let mut input = typed_as(&changes);
    input["form"] = form_with(&json!({ "email": "paul@example.fr" }));
    met.change(manager, REGISTER, input).await.request();
    let token = link_sent_to(portal, "paul@example.fr").await;
    let (one, other) = (json!({ "token": token }), json!({ "token": "y" }));
    met.conflict(&stranger, CONFIRM, one.clone(), other).await;
    met.change(&stranger, CONFIRM, one)
        .await
        .refusal("LinkUsed");
}

/// Another portal, with a single number.
async fn used_up(met: &mut Met) {
    let only = RppsNumber::from_order(9_975_000_000).expect("a number");
    let plan = Plan::demo().with([format!("--number-range={only}-{only}")]);
    let manager = plan.open().await.manager().await;
    met.change(&manager, REGISTER, typed()).await.request();
    let other = typed_as(&json!({ "birthName": "Lovelace", "firstNames": ["Ada"] }));
    met.change(&manager, REGISTER, other)
        .await
        .refusal("NumbersExhausted");
}
