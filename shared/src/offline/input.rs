//! What is asked. The names are those of the schema, so that a program asks the portal and the package the same.

use serde::Deserialize;
use serde_json::Value;

use super::{Chosen, Refused};
use crate::date::Date;
use crate::eligibility::{Answers, Stage};
use crate::form::RawForm;
use crate::identity::{BirthPlace, Certification, Identity, Sex};
use crate::role::Role;
use crate::rule_set::RuleSet;
use crate::structure::Sector;

/// Whoever names no country of birth was born in France.
const FRANCE: &str = "99100";

/// A form as typed, and of the person what the form is parsed by.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CheckForm {
    pub(super) form: RawForm,
    pub(super) person: Person,
    /// There is no clock here.
    pub(super) as_of: Date,
    pub(super) stage: Option<Stage>,
    /// That of the structure, which only the register knows for sure.
    pub(super) sector: Option<Sector>,
    /// The terms in force; those that were accepted count as such when they are not named.
    pub(super) terms_version: Option<String>,
    rules: Option<Value>,
    rule_set: Option<String>,
    rule_set_hash: Option<String>,
}

/// What of a civil status a form is parsed by.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Person {
    birth_date: Date,
    birth_commune: Option<String>,
    birth_country: Option<String>,
    pub(super) certification: Option<Certification>,
}

/// The input of the query `simulateVerdict`, and the rules.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four boxes, ticked independently"
)]
pub(super) struct SimulateVerdict {
    pub(super) as_of: Date,
    role: Option<Role>,
    sector: Option<Sector>,
    health_data_need: Option<bool>,
    start_date: Option<Date>,
    birth_date: Option<Date>,
    #[serde(default)]
    ecps_only_acknowledged: bool,
    #[serde(default)]
    dmp_acknowledged: bool,
    #[serde(default)]
    risk_acknowledged: bool,
    #[serde(default)]
    terms_accepted: bool,
    rules: Option<Value>,
    rule_set: Option<String>,
    rule_set_hash: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RuleSetOf {
    pub(super) rules: Option<Value>,
    pub(super) rule_set: Option<String>,
    pub(super) rule_set_hash: Option<String>,
}

/// The rules to judge by: those handed in (the `body` of a rule set, as a text or as what the text says), or the built-in
/// ones. Refused when the program has another name or another hash in mind.
pub(super) fn choose(
    handed_in: Option<&Value>,
    name: Option<&str>,
    hash: Option<&str>,
) -> Result<Chosen, Refused> {
    let chosen = match handed_in {
        None | Some(Value::Null) => Chosen::BuiltIn,
        Some(Value::String(text)) => Chosen::HandedIn(parse(text)?),
        Some(rules) => Chosen::HandedIn(parse(&rules.to_string())?),
    };
    let rules = chosen.get();
    if name.is_some_and(|name| name != rules.name()) {
        return Err(Refused::NotFound);
    }
    if hash.is_some_and(|hash| !rules.has_hash(hash)) {
        return Err(Refused::RuleSetChanged);
    }
    Ok(chosen)
}

fn parse(text: &str) -> Result<RuleSet, Refused> {
    RuleSet::parse(text).map_err(|_| Refused::InvalidRuleSet)
}

impl Person {
    /// A civil status without a name: no rule looks at it.
    pub(super) fn identity(&self) -> Result<Identity, Refused> {
        let commune = self.birth_commune.as_deref().unwrap_or_default();
        let country = self.birth_country.as_deref().unwrap_or(FRANCE);
        let birth_place = BirthPlace::of_codes(commune, country);
        Ok(Identity {
            certification: self.certification.unwrap_or(Certification::Nc),
            birth_name: String::new(),
            first_names: Vec::new(),
            sex: Sex::I,
            birth_date: self.birth_date,
            birth_place: birth_place.map_err(|_| Refused::InvalidArgument)?,
            preferred_name: None,
        })
    }
}

impl CheckForm {
    pub(super) fn rules(&self) -> Result<Chosen, Refused> {
        let (name, hash) = (self.rule_set.as_deref(), self.rule_set_hash.as_deref());
        choose(self.rules.as_ref(), name, hash)
    }
}

impl SimulateVerdict {
    pub(super) fn rules(&self) -> Result<Chosen, Refused> {
        let (name, hash) = (self.rule_set.as_deref(), self.rule_set_hash.as_deref());
        choose(self.rules.as_ref(), name, hash)
    }

    pub(super) fn answers(&self) -> Answers {
        Answers {
            role: self.role,
            sector: self.sector,
            health_data_need: self.health_data_need,
            birth_date: self.birth_date,
            start_date: self.start_date,
            identity_certified: None,
            ecps_only_acknowledged: self.ecps_only_acknowledged,
            dmp_acknowledged: self.dmp_acknowledged,
            risk_acknowledged: self.risk_acknowledged,
            terms_accepted: self.terms_accepted,
        }
    }
}
