//! The roles a request may name: `JDV_J121`, embedded from `data/roles.csv`.
//!
//! Which of them are in scope is the business of a rule set, and which are offered on a day that of the reference data
//! in force: the server knows both. Here stand the roles that came with the portal, and the codes that the nomenclature
//! has kept free for those that come later.

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

/// Codes that `TRE_R85` had not given yet: a role that comes later has one of them.
const LATER: [&str; 20] = [
    "380", "381", "382", "383", "384", "385", "386", "387", "388", "389", "390", "391", "392",
    "393", "394", "395", "396", "397", "398", "399",
];

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
        let later = || {
            let at = LATER.iter().position(|later| *later == code)?;
            u8::try_from(TABLE.len() + at).ok().map(Self)
        };
        Self::all()
            .find(|role| role.code() == code)
            .or_else(later)
            .ok_or(UnknownRole)
    }

    /// Every role that came with the portal, by code.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=u8::MAX).take(TABLE.len()).map(Self)
    }

    /// Code of `TRE_R85`.
    pub fn code(self) -> &'static str {
        self.row()
            .map_or_else(|| LATER[usize::from(self.0) - TABLE.len()], |row| row.code)
    }

    /// Official label, French only, as it came with the portal; the code of a role that came later.
    pub fn label(self) -> &'static str {
        self.row().map_or_else(|| self.code(), |row| row.label)
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
        Self::all()
            .filter(|role| role.row().is_some_and(|row| finds(&row.search_key, &query)))
            .collect()
    }

    /// Whether a search finds the role under this label, which may be another than the one that came with the portal.
    pub fn is_found(self, label: &str, query: &str) -> bool {
        finds(&key(self.code(), label), &search_key(query))
    }

    fn row(self) -> Option<&'static Row> {
        TABLE.get(usize::from(self.0))
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
        Self {
            code,
            label,
            search_key: key(code, label),
        }
    }
}

/// The words by which a role is found.
fn key(code: &str, label: &str) -> String {
    let also = ALSO_CALLED
        .iter()
        .find(|(role, _)| *role == code)
        .map_or("", |(_, names)| names);
    search_key(&format!("{code} {label} {also}").replace(['(', ')', ',', '/'], " "))
}

/// Whether every word asked for begins a word of the key.
fn finds(key: &str, query: &str) -> bool {
    query
        .split(' ')
        .all(|asked| key.split(' ').any(|word| word.starts_with(asked)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(query: &str) -> Vec<&'static str> {
        Role::search(query).into_iter().map(Role::code).collect()
    }

    #[test]
    fn the_table_is_whole_and_in_order() {
        let codes: Vec<&str> = Role::all().map(Role::code).collect();
        assert_eq!(codes.len(), 60);
        assert!(codes.is_sorted());
        assert!(Role::all().all(|role| !role.label().is_empty() && !role.label().contains('"')));
        assert_eq!(
            Role::parse("339").unwrap().label(),
            "Autre professionnel (qualité, hygiène, sécurité, environnement)"
        );
    }

    #[test]
    fn the_four_populations_have_their_official_label() {
        let label = |code| Role::parse(code).unwrap().label();
        assert_eq!(label("316"), "Préparateur en pharmacie hospitalière");
        assert_eq!(label("317"), "Préparateur en pharmacie");
        assert_eq!(label("329"), "Conseiller en génétique");
        assert_eq!(label("370"), "Opérateur de Soins Non Programmés (OSNP)");
    }

    #[test]
    fn roles_that_are_not_offered_are_refused() {
        for code in [
            "",
            "300",
            "306",
            "318",
            "323",
            "346",
            "350",
            "353",
            "369",
            "373",
            "999",
            "0370",
            " 370",
            "370\0",
            "３７０",
        ] {
            assert_eq!(Role::parse(code), Err(UnknownRole), "{code}");
        }
    }

    #[test]
    fn three_words_find_the_same_role() {
        for query in [
            "organiseur",
            "organisateur",
            "opérateur",
            "operateur",
            "OPÉRATEUR",
            "organis",
            "osnp",
            "370",
            "soins non programmes",
        ] {
            assert_eq!(found(query), ["370"], "{query}");
        }
    }

    #[test]
    fn a_search_forgives_accents_case_and_order() {
        assert_eq!(found("genetique"), ["329"]);
        assert_eq!(found("Conseillère génétique"), ["329"]);
        assert_eq!(found("pharmacie préparat"), ["316", "317"]);
        assert_eq!(found("PREPARATRICE hospitaliere"), ["316"]);
        assert_eq!(found("nothing like it"), [""; 0]);
        assert_eq!(found("  ").len(), 60);
    }

    #[test]
    fn the_nomenclature_names_an_activity_for_some_roles() {
        let kind = |code| Role::parse(code).unwrap().activity_kind();
        for code in ["312", "316", "317", "329", "330"] {
            assert_eq!(kind(code), Some(ActivityKind::CareAndPharmacy), "{code}");
        }
        for code in ["307", "331", "370"] {
            assert_eq!(kind(code), None, "{code}");
        }
    }

    #[test]
    fn a_role_that_came_later_has_a_code_alone() {
        let role = Role::parse("380").unwrap();
        assert_eq!((role.code(), role.label()), ("380", "380"));
        assert_eq!(Role::parse("399").unwrap().code(), "399");
        assert!(role.is_found("Infirmier coordinateur", "coordinateur inf"));
        assert!(!role.is_found("Infirmier coordinateur", "pharmacie"));
        assert_eq!(serde_json::to_string(&role).unwrap(), "\"380\"");
        assert!(Role::all().all(|known| known != role));
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in ".*") {
            let _ = (Role::parse(&text), Role::search(&text));
        }
    }
}
