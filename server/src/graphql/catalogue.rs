//! The published lists: roles, places, rule sets, codes.

use async_graphql::SimpleObject;
use shared::rule_set;

use super::scalar::{Date, Text};
use crate::app::App;
use crate::reference::{self, Reference};

/// A role of the nomenclature (TRE_R85, value set JDV_J121).
#[derive(Clone, Debug, PartialEq, Eq, SimpleObject)]
pub(crate) struct Role {
    code: &'static str,
    label: String,
    /// In scope by today's rule set; another role is not blocked, but at risk.
    in_scope: bool,
    /// Genre d'activité to pre-select, where the nomenclature names one.
    activity_kind: Option<&'static str>,
    /// Since when the nomenclature offers it no more.
    ended_on: Option<Date>,
}

impl Role {
    pub(super) fn new(app: &App, role: shared::role::Role) -> Self {
        let rules = app.rules.on(app.clock.today());
        Self::named(&rules, app.reference().role(role))
    }

    pub(super) fn named(rules: &rule_set::RuleSet, named: reference::NamedRole) -> Self {
        let role = named.role;
        Self {
            code: role.code(),
            label: named.label,
            in_scope: rules.is_in_scope(role),
            ended_on: named.ended_on.map(Date),
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
    /// Since when the nomenclature lacks it: people were born there before.
    ended_on: Option<Date>,
}

impl From<&reference::Commune> for Commune {
    fn from(commune: &reference::Commune) -> Self {
        Self {
            code: commune.code.as_str().to_owned(),
            name: commune.name.clone(),
            departement: commune.departement.clone(),
            ended_on: commune.ended_on.map(Date),
        }
    }
}

/// A country or territory of the INSEE.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Country {
    code: String,
    name: String,
    /// Since when the nomenclature lacks it: people were born there before.
    ended_on: Option<Date>,
}

/// A list of the nomenclature that the form offers.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct ValueSet {
    /// `JDV_J113`, `JDV_J116`.
    list: String,
    values: Vec<ValueSetValue>,
}

/// A value of such a list.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct ValueSetValue {
    code: String,
    /// Official label, French only.
    label: String,
    /// Since when it is offered no more.
    ended_on: Option<Date>,
}

impl ValueSet {
    /// Values of the same list stand together.
    pub(super) fn all(reference: &Reference) -> Vec<Self> {
        let mut sets: Vec<Self> = Vec::new();
        for value in reference.values() {
            if sets.last().is_none_or(|set| set.list != value.list) {
                sets.push(Self {
                    list: value.list.clone(),
                    values: Vec::new(),
                });
            }
            if let Some(set) = sets.last_mut() {
                set.values.push(ValueSetValue {
                    code: value.code.clone(),
                    label: value.label.clone(),
                    ended_on: value.ended_on.map(Date),
                });
            }
        }
        sets
    }
}

impl From<&reference::Country> for Country {
    fn from(country: &reference::Country) -> Self {
        Self {
            code: country.code.as_str().to_owned(),
            name: country.name.clone(),
            ended_on: country.ended_on.map(Date),
        }
    }
}
