//! Reading a rule set from a tree of JSON: every field there once, and none besides.
//!
//! By hand, because what serde writes for these few structs, with the texts of its errors, is a thirtieth
//! of the program that a phone has to load.

use serde_json::{Map, Value};

use super::{Body, CategoryRange, Rule, RuleSetError, SeverityByStage};
use crate::date::Date;
use crate::eligibility::{FindingCode, Severity};
use crate::mandate::{Powers, Quality};
use crate::role::Role;
use crate::structure::Sector;

pub(super) fn body(value: Value) -> Option<Body> {
    object(value, |fields| {
        Some(Body {
            name: text(fields.remove("name")?)?,
            effective_from: Date::parse(fields.remove("effectiveFrom")?.as_str()?).ok()?,
            in_scope_roles: list(fields.remove("inScopeRoles")?, |role| {
                Role::parse(role.as_str()?).ok()
            })?,
            sectors: list(fields.remove("sectors")?, range)?,
            working_age: number(&fields.remove("workingAge")?)?,
            start_date_months: number(&fields.remove("startDateMonths")?)?,
            rules: list(fields.remove("rules")?, rule)?,
            qualities: match fields.remove("qualities") {
                Some(named) => Some(list(named, powers)?),
                None => None,
            },
        })
    })
}

fn range(value: Value) -> Option<CategoryRange> {
    object(value, |fields| {
        Some(CategoryRange {
            from: number(&fields.remove("from")?)?,
            to: number(&fields.remove("to")?)?,
            sector: Sector::from_code(fields.remove("sector")?.as_str()?)?,
        })
    })
}

fn rule(value: Value) -> Option<Rule> {
    object(value, |fields| {
        Some(Rule {
            code: FindingCode::from_code(fields.remove("code")?.as_str()?)?,
            severity: object(fields.remove("severity")?, |stages| {
                Some(SeverityByStage {
                    drafting: severity(&stages.remove("drafting")?).ok()?,
                    submitting: severity(&stages.remove("submitting")?).ok()?,
                    deciding: severity(&stages.remove("deciding")?).ok()?,
                })
            })?,
            risk: fields.remove("risk")?.as_bool()?,
        })
    })
}

fn powers(value: Value) -> Option<Powers> {
    object(value, |fields| {
        Some(Powers {
            quality: Quality::from_code(fields.remove("quality")?.as_str()?)?,
            manages: fields.remove("manages")?.as_bool()?,
            designates: fields.remove("designates")?.as_bool()?,
        })
    })
}

/// What is read, when nothing is left over.
fn object<T>(value: Value, read: impl FnOnce(&mut Map<String, Value>) -> Option<T>) -> Option<T> {
    let Value::Object(mut fields) = value else {
        return None;
    };
    read(&mut fields).filter(|_| fields.is_empty())
}

fn list<T>(value: Value, read: impl FnMut(Value) -> Option<T>) -> Option<Vec<T>> {
    match value {
        Value::Array(values) => values.into_iter().map(read).collect(),
        _ => None,
    }
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

fn number<T: TryFrom<u64>>(value: &Value) -> Option<T> {
    value.as_u64()?.try_into().ok()
}

/// `null` is an answer too: the finding is not made.
fn severity(value: &Value) -> Result<Option<Severity>, RuleSetError> {
    if value.is_null() {
        return Ok(None);
    }
    let known = value.as_str().and_then(Severity::from_code);
    known.map(Some).ok_or(RuleSetError::Shape)
}
