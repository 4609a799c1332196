//! What the storage promises, on both databases alike.

mod accesses;
mod accounts;
mod backups;
mod batches;
mod civil_status;
mod clients;
mod duplicates;
mod email_codes;
mod entries;
mod events;
mod feed;
mod figures;
mod filters;
mod notices;
mod numbers;
mod once;
mod opening;
mod outbox;
mod persons;
mod queues;
mod reason_templates;
mod references;
mod registers;
mod regularisations;
mod replicas;
mod representation;
mod requests;
mod retention;
mod retention_runs;
mod rule_sets;
mod saved_views;
mod sessions;
mod structures;
mod support;
mod webhooks;

use chrono::{DateTime, Utc};
use serde_json::json;
use server::caller::Provider;
use server::store::{NewAccount, NewEvent, NewStructure, Store, StoreError, Tx, Version};
use shared::eligibility::{Outcome, Verdict};
use shared::event::EventKind;
use shared::finess::Finess;
use shared::form::RawForm;
use shared::id::{AccountId, RequestId, StructureId};
use shared::identity::Identity;
use shared::request::Request;
use shared::structure::StructureKind;
use shared::text::Language;
use uuid::Uuid;

use crate::support::portal::start;

/// FINESS numbers with a right key.
const FINESS: [&str; 3] = ["0B0168811", "0B0184230", "0B0037750"];

fn identity(birth_name: &str) -> Identity {
    let identity = json!({
        "certification": "FC",
        "birthName": birth_name,
        "firstNames": ["Ada"],
        "sex": "F",
        "birthDate": "1990-12-10",
        "birthPlace": { "kind": "france", "commune": "44109" },
        "preferredName": null,
    });
    serde_json::from_value(identity).expect("a civil status")
}

fn new_account<'a>(subject: &'a str, identity: &'a Identity) -> NewAccount<'a> {
    NewAccount {
        issuer: "https://issuer.example",
        subject,
        provider: Provider::FranceConnect,
        subject_name_id: None,
        display_name: "Ada Lovelace",
        identity: Some(identity),
        email: None,
        language: Language::Fr,
    }
}

async fn account(tx: &mut Tx, subject: &str) -> AccountId {
    let identity = identity("LOVELACE");
    tx.save_account(&new_account(subject, &identity), start())
        .await
        .expect("an account")
        .0
}

fn new_structure(finess: &str) -> NewStructure {
    NewStructure {
        id: StructureId(Uuid::now_v7()),
        finess: Finess::parse(finess).expect("a FINESS number"),
        kind: StructureKind::Et,
        name: format!("Clinique {finess}"),
        siret: None,
        town: "Nantes".to_owned(),
        category: "1101".to_owned(),
    }
}

async fn structure(tx: &mut Tx, finess: &str) -> StructureId {
    let new = new_structure(finess);
    tx.add_structure(&new, event(EventKind::StructureCreated))
        .await
        .expect("a structure");
    new.id
}

const fn event_at(kind: EventKind, at: DateTime<Utc>) -> NewEvent {
    NewEvent::new(kind, at)
}

fn event(kind: EventKind) -> NewEvent {
    event_at(kind, start())
}

/// A new draft of somebody, not kept yet.
fn new_draft(owner: AccountId, at: DateTime<Utc>) -> Request {
    let id = RequestId(Uuid::now_v7());
    Request::draft(id, owner, identity("LOVELACE"), Language::Fr, at)
}

async fn draft(tx: &mut Tx, owner: AccountId) -> Request {
    let request = new_draft(owner, start());
    let created = NewEvent {
        request: Some(request.id),
        ..event(EventKind::RequestCreated)
    };
    tx.add_request(&request, created).await.expect("a draft");
    request
}

fn verdict() -> Verdict {
    Verdict {
        outcome: Outcome::Eligible,
        rule_set: "2026-11".to_owned(),
        rule_set_hash: String::new(),
        findings: Vec::new(),
    }
}

/// Sends a request to a structure, at that moment.
async fn submit(
    tx: &mut Tx,
    request: Request,
    structure: StructureId,
    at: DateTime<Utc>,
) -> Result<Request, StoreError> {
    let before = Version::of(&request);
    let (mut request, kind) = request.submit(structure, verdict(), at).expect("a draft");
    let event = NewEvent {
        request: Some(request.id),
        structure: Some(structure),
        ..event_at(kind, at)
    };
    tx.save_request(before, &mut request, event).await?;
    Ok(request)
}

/// Keeps another form.
async fn save(tx: &mut Tx, request: Request, form: RawForm) -> Result<Request, StoreError> {
    let before = Version::of(&request);
    let (mut request, changed) = request.save(form, start()).expect("an editable request");
    let fields: Vec<&str> = changed.iter().map(|field| field.code()).collect();
    let event = NewEvent {
        request: Some(request.id),
        data: json!({ "revision": request.revision + 1, "fields": fields }),
        ..event(EventKind::RequestSaved)
    };
    tx.save_request(before, &mut request, event).await?;
    Ok(request)
}

async fn read(store: &Store, id: RequestId) -> Request {
    let mut tx = store.read().await.expect("a transaction");
    tx.request(id)
        .await
        .expect("a read")
        .expect("the request")
        .request
}
