//! Which tables there are, what came with the portal of each, and which codes the program can hold.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use shared::cog::{CommuneCode, CountryCode};
use shared::role::Role;
use shared::text::Text;
use shared::value_set::{
    ActivityKind, Civilite, PracticeMode, ProfessionalCategory, RejectionReason,
};

use super::table::{Table, csv_of};

/// What tables there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Roles,
    ValueSets,
    Communes,
    Countries,
}

impl Kind {
    pub const ALL: [Self; 4] = [
        Self::Roles,
        Self::ValueSets,
        Self::Communes,
        Self::Countries,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Roles => "ROLES",
            Self::ValueSets => "VALUE_SETS",
            Self::Communes => "COMMUNES",
            Self::Countries => "COUNTRIES",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The columns that are kept, those that tell rows apart first.
    pub(super) const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Roles => &["code", "label"],
            Self::ValueSets => &["list", "code", "label"],
            // A commune that was joined to another keeps the code of its chief town.
            Self::Communes => &["code", "kind", "name", "departement"],
            Self::Countries => &["code", "name"],
        }
    }

    /// How many columns tell rows apart.
    pub(super) const fn keys(self) -> usize {
        match self {
            Self::Roles | Self::Countries => 1,
            Self::ValueSets | Self::Communes => 2,
        }
    }

    /// What came with the portal.
    pub fn built_in(self) -> &'static Table {
        static TABLES: LazyLock<BTreeMap<Kind, Table>> = LazyLock::new(|| {
            let read = |kind: Kind| {
                let table = Table::parse(kind, &kind.built_in_text());
                (kind, table.expect("a test reads what is built in"))
            };
            Kind::ALL.into_iter().map(read).collect()
        });
        &TABLES[&self]
    }

    fn built_in_text(self) -> String {
        match self {
            Self::Communes => include_str!("../../data/communes.csv").to_owned(),
            Self::Countries => include_str!("../../data/countries.csv").to_owned(),
            Self::Roles => {
                let row = |role: Role| [role.code().to_owned(), role.label().to_owned()];
                csv_of(self, Role::all().map(row))
            }
            Self::ValueSets => {
                let row = |(list, code, label): (&str, &str, Text)| {
                    [list.to_owned(), code.to_owned(), label.fr.to_owned()]
                };
                csv_of(self, value_sets().map(row))
            }
        }
    }

    /// Whether the program knows what the row is about.
    pub(super) fn knows(self, row: &[String]) -> bool {
        match self {
            Self::Roles => Role::parse(&row[0]).is_ok(),
            Self::ValueSets => value_sets().any(|(list, code, _)| list == row[0] && code == row[1]),
            Self::Communes => CommuneCode::parse(&row[0]).is_ok(),
            Self::Countries => CountryCode::parse(&row[0]).is_ok(),
        }
    }
}

/// Every value of the form's lists, each with its list.
fn value_sets() -> impl Iterator<Item = (&'static str, &'static str, Text)> {
    let civilites = Civilite::ALL.iter();
    let civilites = civilites.map(|one| ("JDV_J113", one.code(), one.label()));
    let activities = ActivityKind::ALL.iter();
    let activities = activities.map(|one| ("JDV_J116", one.code(), one.label()));
    let modes = PracticeMode::ALL.iter();
    let modes = modes.map(|one| ("JDV_J117", one.code(), one.label()));
    let categories = ProfessionalCategory::ALL.iter();
    let categories = categories.map(|one| ("JDV_J118", one.code(), one.label()));
    let reasons = RejectionReason::ALL.iter();
    let reasons = reasons.map(|one| ("JDV_J125", one.code(), one.label()));
    civilites
        .chain(activities)
        .chain(modes)
        .chain(categories)
        .chain(reasons)
}
