//! A structure that the register does not have yet.

use shared::event::EventKind;
use shared::field_error::{Field, FieldError, Problem};
use shared::finess::{Finess, FinessError};
use shared::id::StructureId;
use shared::siret::Siret;
use shared::structure::StructureKind;
use uuid::Uuid;

use super::{Refused, begin, line_problem};
use crate::app::App;
use crate::caller::AnsAgent;
use crate::store::{Key, NewEvent, NewStructure};

/// A structure as typed.
#[derive(Clone, Debug)]
pub struct RawStructure {
    pub finess: String,
    pub kind: StructureKind,
    pub name: String,
    pub siret: Option<String>,
    pub town: String,
    pub category: String,
}

/// Creates a structure.
pub async fn create_structure(
    app: &App,
    agent: AnsAgent<'_>,
    raw: RawStructure,
    key: Option<Key>,
) -> Result<StructureId, Refused> {
    let new = parse(&raw, app.config.demo).map_err(Refused::InvalidStructure)?;
    let mut tx = begin!(app, key, StructureId);
    let event = NewEvent {
        account: Some(agent.signed_in.account),
        structure: Some(new.id),
        ..NewEvent::new(EventKind::StructureCreated, app.clock.now())
    };
    tx.add_structure(&new, event).await?;
    tx.keep_answer(key.as_ref(), new.id.0).await?;
    tx.commit().await?;
    Ok(new.id)
}

fn parse(raw: &RawStructure, demo: bool) -> Result<NewStructure, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut wrong = |field, problem| errors.push(FieldError::new(field, problem));
    let finess = Finess::parse_typed(&raw.finess)
        .inspect_err(|error| wrong(Field::Finess, finess_problem(*error)))
        .ok()
        .filter(|finess| demo || !finess.is_test())
        .or_else(|| {
            if Finess::parse_typed(&raw.finess).is_ok() {
                wrong(Field::Finess, Problem::TestNumber);
            }
            None
        });
    let name = raw.name.trim();
    match name {
        "" => wrong(Field::Name, Problem::Required),
        _ => {
            if let Some(problem) = line_problem(name) {
                wrong(Field::Name, problem);
            }
        }
    }
    let siret = raw
        .siret
        .as_deref()
        .map(str::trim)
        .filter(|siret| !siret.is_empty())
        .map(Siret::parse_typed);
    if let Some(Err(_)) = &siret {
        wrong(Field::Siret, Problem::SiretKey);
    }
    let town = raw.town.trim();
    if let Some(problem) = line_problem(town) {
        wrong(Field::Town, problem);
    }
    let category = raw.category.trim();
    let four_digits = category.len() == 4 && category.bytes().all(|byte| byte.is_ascii_digit());
    if !category.is_empty() && !four_digits {
        wrong(Field::Category, Problem::CategoryShape);
    }
    match finess {
        Some(finess) if errors.is_empty() => Ok(NewStructure {
            id: StructureId(Uuid::now_v7()),
            finess,
            kind: raw.kind,
            name: name.to_owned(),
            siret: siret.and_then(Result::ok),
            town: town.to_owned(),
            category: category.to_owned(),
        }),
        _ => Err(errors),
    }
}

fn finess_problem(error: FinessError) -> Problem {
    match error {
        FinessError::Key => Problem::FinessKey,
        FinessError::Departement => Problem::FinessDepartement,
        FinessError::Shape => Problem::FinessShape,
    }
}
