//! What the register says: the rules in force, and a person's entry.

use shared::date::Date;

use super::node::reads;
use super::regularisation::Regularisation;
use super::request::Role;
use super::schema;
use super::send::{Answered, Root, send};
use super::structure::Structure;
use super::values::Instant;

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct Registration {
    pub(crate) rpps_number: String,
    pub(crate) birth_name: String,
    pub(crate) first_names: Vec<String>,
    pub(crate) exercise_last_name: String,
    pub(crate) exercise_first_name: String,
    pub(crate) situations: Vec<Situation>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct Situation {
    pub(crate) id: cynic::Id,
    pub(crate) role: Role,
    pub(crate) structure: Option<Structure>,
    pub(crate) start_date: Date,
    pub(crate) end_date: Option<Date>,
    pub(crate) at_risk: bool,
    pub(crate) withdrawn_at: Option<Instant>,
    pub(crate) regularisation: Option<Regularisation>,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct MyRegistration {
    registration: Option<Registration>,
}

impl Root for MyRegistration {
    type Node = Option<Registration>;
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct CurrentRules {
    rule_set: CurrentRuleSet,
}

impl Root for CurrentRules {
    type Node = CurrentRuleSet;
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "RuleSet")]
pub(crate) struct CurrentRuleSet {
    pub(crate) body: String,
}

/// The caller's own entry, if there is one.
pub(crate) fn registration() -> Answered<Option<Registration>> {
    send::<MyRegistration>("{registration", &())
}

/// The rule set in force, as JSON.
pub(crate) fn rule_set() -> Answered<CurrentRuleSet> {
    send::<CurrentRules>("{ruleSet", &())
}

reads! {
    Registration {
        rpps_number,
        birth_name,
        first_names,
        exercise_last_name,
        exercise_first_name,
        situations,
    }
    Situation {
        id,
        role,
        structure,
        start_date,
        end_date,
        at_risk,
        withdrawn_at,
        regularisation,
    }
    CurrentRuleSet {
        body,
    }
}
