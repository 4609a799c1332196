//! The roles a request may name: `JDV_J121`, embedded from `data/roles.csv`.
//!
//! Which of them are in scope is the business of a rule set: scope changes with time, roles do not.

use std::sync::LazyLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::name::search_key;
use crate::value_set::ActivityKind;

/// A role of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Role(u8);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this role is not offered")]
pub struct UnknownRole;

struct Row {
    code: &'static str,
    label: &'static str,
    search_key: String,
}

static TABLE: LazyLock<Vec<Row>> = LazyLock::new(|| {
    include_str!("../data/roles.csv")
        .lines()
        .skip(1)
        .map(Row::read)
        .collect()
});

/// What people call a role besides its official label.
const ALSO_CALLED: &[(&str, &str)] = &[
    ("316", "preparatrice"),
    ("317", "preparatrice officine"),
    ("329", "conseillere"),
    (
        "370",
        "organiseur organiseuse organisateur organisatrice operatrice sas",
    ),
];

impl Role {
    pub fn parse(code: &str) -> Result<Self, UnknownRole> {
        Self::all()
            .find(|role| role.code() == code)
            .ok_or(UnknownRole)
    }

    /// Every role, by code.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=u8::MAX).take(TABLE.len()).map(Self)
    }

    /// Code of `TRE_R85`.
    pub fn code(self) -> &'static str {
        self.row().code
    }

    /// Official label, French only.
    pub fn label(self) -> &'static str {
        self.row().label
    }

    /// The genre d'activité that the nomenclature associates (`ASS_A20`). It is silent on 370.
    pub fn activity_kind(self) -> Option<ActivityKind> {
        let code: u16 = self.code().parse().ok()?;
        matches!(code, 312..=330 | 353).then_some(ActivityKind::CareAndPharmacy)
    }

    /// The roles in which every word of the query begins a word of the label or of what people say
    /// instead, whatever the accents and the case. A code is found too.
    pub fn search(query: &str) -> Vec<Self> {
        let query = search_key(query);
        let found = |role: &Self| {
            let row = role.row();
            query.split(' ').all(|asked| {
                row.search_key
                    .split(' ')
                    .any(|word| word.starts_with(asked))
            })
        };
        Self::all().filter(found).collect()
    }

    fn row(self) -> &'static Row {
        &TABLE[usize::from(self.0)]
    }
}

impl Serialize for Role {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Role {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::parse(&code).map_err(serde::de::Error::custom)
    }
}

impl Row {
    /// `code,label,in_scope`; a label with a comma stands in quotes.
    fn read(line: &'static str) -> Self {
        let (code, rest) = line.split_once(',').unwrap_or((line, ""));
        let label = rest
            .rsplit_once(',')
            .map_or(rest, |(label, _)| label)
            .trim_matches('"');
        let also = ALSO_CALLED
            .iter()
            .find(|(role, _)| *role == code)
            .map_or("", |(_, names)| names);
        let words = format!("{code} {label} {also}").replace(['(', ')', ',', '/'], " ");
        Self {
            code,
            label,
            search_key: search_key(&words),
        }
    }
}
