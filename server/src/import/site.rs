//! A row of the register, and what can be wrong with one.

use std::collections::BTreeMap;
use std::fmt;

use shared::finess::{Finess, FinessError};
use shared::id::StructureId;
use shared::siret::Siret;
use shared::structure::StructureKind;
use uuid::Uuid;

use super::TOLD;
use crate::store::{NewStructure, RegisterChange, RegisterEntry, RegisterRow};

/// A structure as the register has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    pub finess: Finess,
    pub kind: StructureKind,
    /// Its legal entity.
    pub parent: Option<Finess>,
    /// Empty for an entity that is known by its number alone.
    pub name: String,
    pub siret: Option<Siret>,
    pub town: String,
    /// Aggregated category, four digits; empty when the file does not have it.
    pub category: String,
    /// Category, three digits.
    pub category_code: String,
    pub is_closed: bool,
}

/// What is wrong with a row. It is left out, and what the portal has of it stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    Number(FinessError),
    EntityMissing,
    Entity(FinessError),
    NameMissing,
    Twice,
    Cycle,
    TestNumber,
    KindChanged,
    Fields,
    ControlCharacter,
}

impl Problem {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Number(FinessError::Key) => "FINESS_KEY",
            Self::Number(FinessError::Departement) => "FINESS_DEPARTEMENT",
            Self::Number(FinessError::Shape) => "FINESS_SHAPE",
            Self::EntityMissing => "EJ_MISSING",
            Self::Entity(_) => "EJ_WRONG",
            Self::NameMissing => "NAME_MISSING",
            Self::Twice => "TWICE",
            Self::Cycle => "TREE_CYCLE",
            Self::TestNumber => "TEST_NUMBER",
            Self::KindChanged => "KIND_CHANGED",
            Self::Fields => "FIELDS",
            Self::ControlCharacter => "CONTROL_CHARACTER",
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Number(error) => return write!(f, "{}: {error}", self.code()),
            Self::Entity(error) => return write!(f, "{}: legal entity: {error}", self.code()),
            Self::EntityMissing => "the site has no legal entity",
            Self::NameMissing => "the site has no name",
            Self::Twice => "the number stands twice in the file; its first row counts",
            Self::Cycle => "the number is that of a site and of a legal entity",
            Self::TestNumber => "a test structure, for the demo only",
            Self::KindChanged => "a legal entity here, a site there",
            Self::ControlCharacter => "the name or the town holds characters that are none",
            Self::Fields => "the row has not the number of fields it should have",
        };
        write!(f, "{}: {text}", self.code())
    }
}

/// Counts a problem and, if it is among the first, tells it.
pub(super) fn tell(
    problems: &mut BTreeMap<&'static str, usize>,
    told: &mut Vec<String>,
    site: &Site,
    problem: Problem,
) {
    *problems.entry(problem.code()).or_insert(0) += 1;
    if told.len() < TOLD {
        told.push(format!("{}: {problem}", site.finess.as_str()));
    }
}

impl Site {
    /// What it takes to bring a known row to this; nothing when it is so already.
    pub(super) fn change(self, known: &RegisterRow) -> Option<RegisterChange> {
        let mut site = self;
        // What the file does not know is no news.
        if site.name.is_empty() {
            // An entity that is known by its number alone.
            site.name.clone_from(&known.name);
            site.is_closed = known.is_closed;
        }
        if site.category.is_empty() && site.category_code == known.category_code {
            site.category.clone_from(&known.category);
        }
        if site.town.is_empty() {
            site.town.clone_from(&known.town);
        }
        if site.siret.is_none() {
            site.siret = known
                .siret
                .as_deref()
                .and_then(|siret| Siret::parse(siret).ok());
        }
        if site.kind == StructureKind::Ej && site.category_code.is_empty() {
            site.category_code.clone_from(&known.category_code);
            site.category.clone_from(&known.category);
        }
        let same = known.is_imported
            && known.name == site.name
            && known.siret.as_deref() == site.siret.as_ref().map(Siret::as_str)
            && known.town == site.town
            && known.category == site.category
            && known.category_code == site.category_code
            && known.parent.as_deref() == site.parent.as_ref().map(Finess::as_str)
            && known.is_closed == site.is_closed;
        let closes = site.is_closed && !known.is_closed;
        (!same).then(|| {
            RegisterChange::Change(RegisterEntry {
                closes,
                ..site.entry(known.id)
            })
        })
    }

    pub(super) fn add(self) -> RegisterChange {
        RegisterChange::Add(self.entry(StructureId(Uuid::now_v7())))
    }

    fn entry(self, id: StructureId) -> RegisterEntry {
        RegisterEntry {
            structure: NewStructure {
                id,
                finess: self.finess,
                kind: self.kind,
                name: self.name,
                siret: self.siret,
                town: self.town,
                category: self.category,
            },
            parent: self.parent,
            category_code: self.category_code,
            is_closed: self.is_closed,
            closes: false,
        }
    }
}
