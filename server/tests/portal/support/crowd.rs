//! Many who filed at one structure, written through the store as their own doing would have been.

use chrono::TimeDelta;
use serde_json::json;
use server::caller::Provider;
use server::store::{NewAccount, NewEvent, Version};
use shared::date::Date;
use shared::eligibility::{Outcome, Verdict};
use shared::event::EventKind;
use shared::form::RawForm;
use shared::id::{RequestId, StructureId};
use shared::identity::Identity;
use shared::request::Request;
use shared::text::Language;
use uuid::Uuid;

use super::form::form;
use super::portal::{Portal, start};

/// Requests of one transaction.
const BATCH: usize = 100;

/// A certified civil status like nobody else's in the crowd.
fn identity(number: usize) -> Identity {
    let letter = |value: usize| char::from(b'A' + u8::try_from(value % 26).expect("a letter"));
    let name: String = [number / 676, number / 26, number]
        .map(letter)
        .iter()
        .collect();
    let days = TimeDelta::days(number.try_into().expect("days"));
    let born = Date::from(Date::parse("1960-01-01").expect("a date").naive() + days);
    let identity = json!({
        "certification": "FC", "birthName": format!("FOULE {name}"), "firstNames": ["Camille"], "sex": "F",
        "birthDate": born, "birthPlace": { "kind": "france", "commune": "44109" }, "preferredName": null,
    });
    serde_json::from_value(identity).expect("a civil status")
}

impl Portal {
    /// So many requests that wait for a decision at a structure, a minute after each other; as many people filed them.
    pub(crate) async fn crowd(&self, finess: &str, count: usize) -> Vec<Request> {
        let mut tx = self.app.store.read().await.expect("a transaction");
        let structure = tx.structure_by_finess(finess).await.expect("a read");
        let structure = structure.expect("the structure").id;
        drop(tx);
        let mut filed = Vec::with_capacity(count);
        while filed.len() < count {
            let mut tx = self.app.store.write().await.expect("a transaction");
            for number in filed.len()..(filed.len() + BATCH).min(count) {
                filed.push(file(&mut tx, number, structure).await);
            }
            tx.commit().await.expect("a commit");
        }
        filed
    }
}

async fn file(tx: &mut server::store::Tx, number: usize, structure: StructureId) -> Request {
    let identity = identity(number);
    let subject = format!("crowd-{number}");
    let account = NewAccount {
        issuer: "https://crowd.example",
        subject: &subject,
        provider: Provider::FranceConnect,
        subject_name_id: None,
        display_name: "Camille",
        identity: Some(&identity),
        email: None,
        language: Language::Fr,
    };
    let at = start() - TimeDelta::days(9) + TimeDelta::minutes(number.try_into().expect("minutes"));
    let (owner, _) = tx.save_account(&account, at).await.expect("an account");
    let id = RequestId(Uuid::now_v7());
    let mut request = Request::draft(id, owner, identity, Language::Fr, at);
    let typed: RawForm = serde_json::from_value(form()).expect("a form");
    request.confirmed_email = Some(typed.email.clone());
    request.form = typed;
    let told = |request: &Request, kind| NewEvent {
        account: Some(owner),
        owner: Some(owner),
        request: Some(id),
        structure: request.submission.as_ref().map(|sent| sent.structure),
        data: json!({ "revision": request.revision }),
        ..NewEvent::new(kind, at)
    };
    let created = told(&request, EventKind::RequestCreated);
    tx.add_request(&request, created).await.expect("a draft");
    let before = Version::of(&request);
    let verdict = Verdict {
        outcome: Outcome::Eligible,
        rule_set: "2026-11".to_owned(),
        rule_set_hash: String::new(),
        findings: Vec::new(),
    };
    let (mut request, kind) = request.submit(structure, verdict, at).expect("a draft");
    let sent = told(&request, kind);
    tx.save_request(before, &mut request, sent)
        .await
        .expect("a change");
    request
}
