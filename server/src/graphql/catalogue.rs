//! The published lists: roles, places, rule sets, codes.

use async_graphql::SimpleObject;
use shared::rule_set;

use super::scalar::{Date, Text};
use crate::reference;

/// A role of the nomenclature (TRE_R85, value set JDV_J121).
#[derive(Clone, Debug, PartialEq, Eq, SimpleObject)]
pub(crate) struct Role {
    code: &'static str,
    label: &'static str,
    /// In scope by today's rule set; another role is not blocked, but at risk.
    in_scope: bool,
    /// Genre d'activité to pre-select, where the nomenclature names one.
    activity_kind: Option<&'static str>,
}

impl Role {
    pub(super) fn new(role: shared::role::Role, rules: &rule_set::RuleSet) -> Self {
        Self {
            code: role.code(),
            label: role.label(),
            in_scope: rules.is_in_scope(role),
            activity_kind: role
                .activity_kind()
                .map(shared::value_set::ActivityKind::code),
        }
    }
}

/// The rules of a period.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct RuleSet {
    name: String,
    /// SHA-256 of `body`.
    hash: String,
    effective_from: Date,
    /// The rule set itself, JSON.
    body: String,
}

impl From<&rule_set::RuleSet> for RuleSet {
    fn from(rule_set: &rule_set::RuleSet) -> Self {
        Self {
            name: rule_set.name().to_owned(),
            hash: rule_set.hash().to_owned(),
            effective_from: Date(rule_set.effective_from()),
            body: rule_set.body(),
        }
    }
}

/// A code and its texts.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct CatalogueEntry {
    pub(super) code: &'static str,
    pub(super) text: Text,
    /// What to do about it.
    pub(super) remedy: Option<Text>,
    /// Where the rule comes from.
    pub(super) source: Option<&'static str>,
}

/// A commune of the INSEE's Code officiel géographique.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Commune {
    code: String,
    name: String,
    departement: String,
}

impl From<&reference::Commune> for Commune {
    fn from(commune: &reference::Commune) -> Self {
        Self {
            code: commune.code.as_str().to_owned(),
            name: commune.name.clone(),
            departement: commune.departement.clone(),
        }
    }
}

/// A country or territory of the INSEE.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Country {
    code: String,
    name: String,
}

impl From<&reference::Country> for Country {
    fn from(country: &reference::Country) -> Self {
        Self {
            code: country.code.as_str().to_owned(),
            name: country.name.clone(),
        }
    }
}
