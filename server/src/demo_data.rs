//! The demo's structures and managers.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use shared::client::Scope;
use shared::event::EventKind;
use shared::finess::Finess;
use shared::id::{AccountId, ClientId, MandateId, StructureId};
use shared::mandate::Quality;
use shared::structure::StructureKind;
use uuid::Uuid;

use crate::clients;
use crate::clock::today_in_paris;
use crate::store::{
    ClientKey, NewClient, NewDesignation, NewEvent, NewMandate, NewStructure, StoreError, Tx,
};
use crate::structures;

/// The agents of the ANS among the personas: what one proposes, the other confirms.
pub const ANS_AGENTS: [&str; 2] = [ANS_AGENT, "899700301122"];
pub const ANS_AGENT: &str = "899700218896";

struct DemoStructure {
    finess: &'static str,
    name: &'static str,
    town: &'static str,
    category: &'static str,
    managers: &'static [&'static str],
}

const STRUCTURES: [DemoStructure; 3] = [
    DemoStructure {
        finess: "0B0168811",
        name: "Centre hospitalier de démonstration",
        town: "Nantes",
        category: "1102",
        managers: &["30B0168811/CPET00001", "30B0184230/CPET00002"],
    },
    DemoStructure {
        finess: "0B0184230",
        name: "Établissement médico-social de démonstration",
        town: "Lyon",
        category: "4301",
        managers: &["30B0184230/CPET00002"],
    },
    DemoStructure {
        finess: "0B0037750",
        name: "Pharmacie de démonstration",
        town: "Lille",
        category: "3101",
        managers: &[],
    },
];

/// Who represents which of them, and in which quality. The mandataire's own mandate ends.
const MANDATES: [(&str, &str, Quality, Option<u32>); 4] = [
    (
        "0B0168811",
        REPRESENTATIVE,
        Quality::LegalRepresentative,
        None,
    ),
    (
        "0B0184230",
        REPRESENTATIVE,
        Quality::LegalRepresentative,
        None,
    ),
    (
        "0B0037750",
        REPRESENTATIVE,
        Quality::LegalRepresentative,
        None,
    ),
    ("0B0168811", "899700245667", Quality::Mandataire, Some(1)),
];
const REPRESENTATIVE: &str = "899700366240";

/// Creates what is missing; does nothing on the next start.
#[expect(
    clippy::missing_panics_doc,
    reason = "the demo's numbers are right: a test opens the demo"
)]
pub async fn keep(tx: &mut Tx, now: DateTime<Utc>) -> Result<(), StoreError> {
    for demo in STRUCTURES {
        if tx.structure_by_finess(demo.finess).await?.is_some() {
            continue;
        }
        let id = StructureId(Uuid::now_v7());
        let structure = NewStructure {
            id,
            finess: Finess::parse(demo.finess)
                .expect("the demo's numbers are right: a test opens the demo"),
            kind: StructureKind::Et,
            name: demo.name.to_owned(),
            siret: None,
            town: demo.town.to_owned(),
            category: demo.category.to_owned(),
        };
        let event = NewEvent {
            structure: Some(id),
            ..NewEvent::new(EventKind::StructureCreated, now)
        };
        tx.add_structure(&structure, event).await?;
        for subject in demo.managers {
            let designation = NewDesignation::by_ans(id, (*subject).to_owned(), None);
            let event = NewEvent {
                structure: Some(id),
                data: json!({ "subject": subject }),
                ..NewEvent::new(EventKind::ManagerDesignated, now)
            };
            tx.add_designation(&designation, event).await?;
        }
    }
    let today = today_in_paris(now);
    for (finess, subject, quality, years) in MANDATES {
        let Some(structure) = tx.structure_by_finess(finess).await? else {
            continue;
        };
        let known = tx.mandates_of(&[structure.id]).await?;
        if known
            .iter()
            .any(|(_, mandate)| mandate.subject_name_id == subject)
        {
            continue;
        }
        let grantor = known
            .iter()
            .map(|(_, mandate)| mandate)
            .find(|mandate| years.is_some() && mandate.subject_name_id == REPRESENTATIVE);
        let mandate = NewMandate {
            id: MandateId(Uuid::now_v7()),
            structure: structure.id,
            subject_name_id: subject.to_owned(),
            quality,
            granted_by: grantor.map(|mandate| mandate.id),
            email: Some(format!("{}@demo.example", quality.code().to_lowercase())),
            ends_on: years.map(|years| today.years_after(years)),
            by: None,
        };
        structures::write_mandate(tx, &mandate, true, now).await?;
    }
    client(tx, now).await
}

/// Software of the first structure, whose secret is everybody's.
pub const CLIENT: (&str, &str) = ("demo-integrator", "demo-integrator-secret");

async fn client(tx: &mut Tx, now: DateTime<Utc>) -> Result<(), StoreError> {
    let (identifier, secret) = CLIENT;
    if tx
        .client(ClientKey::Identifier(identifier))
        .await?
        .is_some()
    {
        return Ok(());
    }
    let Some(structure) = tx.structure_by_finess(STRUCTURES[0].finess).await? else {
        return Ok(());
    };
    let id = ClientId(Uuid::now_v7());
    let new = NewClient {
        id,
        identifier: identifier.to_owned(),
        structure: structure.id,
        account: AccountId(Uuid::nil()),
        name: "Logiciel de démonstration".to_owned(),
        scopes: Scope::ALL.to_vec(),
        ranges: Vec::new(),
        by: None,
    };
    // A demo is tried for years: its secret is told to nobody in time.
    let lasts = TimeDelta::days(3_650);
    clients::add_client(tx, new, secret, (now, now + lasts)).await
}
