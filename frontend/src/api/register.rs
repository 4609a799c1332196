//! What the register says: the rules in force, and a person's entry.

use shared::date::Date;
use shared::entry::ClosingReason;

use super::civil_status::CivilStatusCorrection;
use super::entry::RegistrationChange;
use super::node::reads;
use super::regularisation::Regularisation;
use super::request::{Identity, Role};
use super::schema;
use super::send::{Answered, Root, send};
use super::structure::Structure;
use super::values::{Coded, Instant};

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct Registration {
    pub(crate) rpps_number: String,
    pub(crate) birth_name: String,
    pub(crate) first_names: Vec<String>,
    pub(crate) exercise_last_name: String,
    pub(crate) exercise_first_name: String,
    pub(crate) identity: Identity,
    pub(crate) correction: Option<CivilStatusCorrection>,
    pub(crate) revision: i32,
    pub(crate) email: String,
    pub(crate) phone: String,
    pub(crate) change: Option<RegistrationChange>,
    pub(crate) other_situations: i32,
    pub(crate) situations: Vec<Situation>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct Situation {
    pub(crate) id: cynic::Id,
    pub(crate) revision: i32,
    pub(crate) activity_kind: String,
    pub(crate) practice_mode: String,
    pub(crate) category: String,
    pub(crate) current: bool,
    pub(crate) closing_reason: Option<Coded<ClosingReason>>,
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

#[derive(cynic::QueryVariables)]
pub(super) struct ByNumber {
    number: Option<String>,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ByNumber")]
struct RegistrationByNumber {
    #[arguments(rppsNumber: $number)]
    registration: Option<Registration>,
}

impl Root for RegistrationByNumber {
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

/// The entry of somebody, by number.
pub(crate) fn entry_of(rpps_number: String) -> Answered<Option<Registration>> {
    send::<RegistrationByNumber>(
        "query($number:String){registration(rppsNumber:$number)",
        &ByNumber {
            number: Some(rpps_number),
        },
    )
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
        identity,
        correction,
        revision,
        email,
        phone,
        change,
        other_situations,
        situations,
    }
    Situation {
        id,
        revision,
        activity_kind,
        practice_mode,
        category,
        current,
        closing_reason,
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
