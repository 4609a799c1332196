//! Synthetic structures and requests for a demo database, written through the same store as the portal's own.
//!
//! The same random seed makes the same people, structures and forms; what is there already is left alone.

mod file;
mod invent;

use chrono::{DateTime, Utc};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use serde_json::json;
use shared::event::EventKind;
use shared::id::{AccountId, StructureId};
use shared::rule_set::RuleSet;
use shared::structure::StructureKind;
use shared::text::Language;
use uuid::Uuid;

use crate::caller::Provider;
use crate::config::DEMO_RANGE;
use crate::demo_data;
use crate::store::{
    Mark, MarkError, NewAccount, NewDesignation, NewEvent, NewStructure, Store, StoreError, Tx,
};
use file::File;

/// Rows written in one transaction: it stays well under a second.
const BATCH: u32 = 200;
/// Structures of the generated ones that the demo's first manager manages too.
const MANAGED_BY_PERSONA: u32 = 20;
const PERSONA: &str = "30B0168811/CPET00001";
/// One request in so many goes to the demo's own hospital, so that one queue is long.
const TO_THE_HOSPITAL: u32 = 10;
const HOSPITAL: &str = "0B0168811";
const ISSUER: &str = "urn:rpps-plus:seed";

/// How much to write.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub structures: u32,
    pub requests: u32,
    pub random_seed: u64,
}

#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    #[error(transparent)]
    Mark(#[from] MarkError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the test numbers are used up")]
    NumbersExhausted,
    #[error("at most {} structures can be numbered", invent::MOST_STRUCTURES)]
    TooManyStructures,
}

/// Writes what the plan asks and is not there yet. `progress` hears how many rows are done.
pub async fn seed(
    store: &Store,
    now: DateTime<Utc>,
    plan: Plan,
    progress: impl Fn(u32),
) -> Result<(), SeedError> {
    if plan.structures > invent::MOST_STRUCTURES {
        return Err(SeedError::TooManyStructures);
    }
    let manager = begin(store, now).await?;
    let mut structures = Vec::new();
    for first in (0..plan.structures).step_by(BATCH as usize) {
        let mut tx = store.write().await?;
        let last = plan.structures.min(first + BATCH);
        for number in first..last {
            structures.push(structure(&mut tx, plan, number, now).await?);
        }
        tx.commit().await?;
        progress(last);
    }
    let mut tx = store.read().await?;
    let hospital = tx.structure_by_finess(HOSPITAL).await?;
    drop(tx);
    let hospital = hospital.map(|hospital| Place {
        id: hospital.id,
        finess: hospital.finess,
        category: hospital.category,
        has_manager: true,
    });
    for first in (0..plan.requests).step_by(BATCH as usize) {
        let mut tx = store.write().await?;
        let last = plan.requests.min(first + BATCH);
        for number in first..last {
            let mut random = random(plan, 1, number);
            let place = match &hospital {
                Some(hospital) if random.gen_ratio(1, TO_THE_HOSPITAL) => hospital,
                Some(hospital) if structures.is_empty() => hospital,
                _ => &structures[random.gen_range(0..structures.len())],
            };
            let file = File {
                number,
                place,
                manager,
                now,
            };
            file.write(&mut tx, plan, &mut random).await?;
        }
        tx.commit().await?;
        progress(plan.structures + last);
    }
    Ok(())
}

/// What a generator of its own draws for each row, so that a row does not depend on those before.
fn random(plan: Plan, kind: u64, number: u32) -> StdRng {
    StdRng::seed_from_u64(
        plan.random_seed
            .wrapping_mul(0x9E37_79B9_7F4A_7C15)
            .wrapping_add(kind << 32)
            .wrapping_add(u64::from(number)),
    )
}

/// The demo's own data, and the account in whose name is decided.
async fn begin(store: &Store, now: DateTime<Utc>) -> Result<AccountId, SeedError> {
    let mut tx = store.write().await?;
    tx.mark(Mark::Demo).await?;
    tx.keep_rule_set(RuleSet::built_in(), now).await?;
    tx.keep_number_range(DEMO_RANGE).await?;
    demo_data::keep(&mut tx, now).await?;
    let manager = NewAccount {
        issuer: ISSUER,
        subject: "manager",
        provider: Provider::ProSanteConnect,
        subject_name_id: Some("30B0000000/CPET00000"),
        display_name: "Gestionnaire de synthèse",
        identity: None,
        email: None,
        language: Language::Fr,
    };
    let (manager, _) = tx.save_account(&manager, now).await?;
    tx.commit().await?;
    Ok(manager)
}

/// Where requests go.
struct Place {
    id: StructureId,
    finess: String,
    category: String,
    has_manager: bool,
}

async fn structure(
    tx: &mut Tx,
    plan: Plan,
    number: u32,
    now: DateTime<Utc>,
) -> Result<Place, StoreError> {
    let mut random = random(plan, 0, number);
    let invented = invent::structure(&mut random, number);
    let known = tx.structure_by_finess(invented.finess.as_str()).await?;
    if let Some(known) = known {
        return Ok(Place {
            id: known.id,
            finess: known.finess,
            category: known.category,
            has_manager: known.has_manager,
        });
    }
    let id = StructureId(Uuid::now_v7());
    let place = Place {
        id,
        finess: invented.finess.as_str().to_owned(),
        category: invented.category.to_owned(),
        // Some have nobody yet, as in life.
        has_manager: number < MANAGED_BY_PERSONA || !random.gen_ratio(1, 10),
    };
    let new = NewStructure {
        id,
        kind: StructureKind::Et,
        name: invented.name,
        siret: None,
        town: invented.town.to_owned(),
        category: invented.category.to_owned(),
        finess: invented.finess,
    };
    let about = |kind| NewEvent {
        structure: Some(id),
        ..NewEvent::new(kind, now)
    };
    tx.add_structure(&new, about(EventKind::StructureCreated))
        .await?;
    let own = format!("3{}/CPET00001", place.finess);
    let persona = (number < MANAGED_BY_PERSONA).then(|| PERSONA.to_owned());
    let subjects = place.has_manager.then_some(own).into_iter().chain(persona);
    for subject in subjects {
        let event = NewEvent {
            data: json!({ "subject": subject }),
            ..about(EventKind::ManagerDesignated)
        };
        let designation = NewDesignation::by_ans(id, subject, None);
        tx.add_designation(&designation, event).await?;
    }
    Ok(place)
}
