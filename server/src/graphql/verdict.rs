//! Verdicts and form problems, with their texts.

use async_graphql::SimpleObject;
use shared::eligibility;
use shared::field_error;

use super::scalar::{Outcome, Severity, Text};

/// Whether somebody can be registered, and why.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Verdict {
    outcome: Outcome,
    /// Name of the rule set that decided.
    rule_set: String,
    /// SHA-256 of that rule set.
    rule_set_hash: String,
    /// The heaviest first.
    findings: Vec<Finding>,
}

/// One reason of a verdict.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Finding {
    /// Code of `ruleCatalogue`; never renamed, never reused.
    code: &'static str,
    severity: Severity,
    /// The registration will probably be deleted later.
    risk: bool,
    /// The field it speaks of.
    field: Option<&'static str>,
    text: Text,
    /// What to do about it.
    remedy: Text,
    /// Where the rule comes from.
    source: &'static str,
}

impl From<&eligibility::Verdict> for Verdict {
    fn from(verdict: &eligibility::Verdict) -> Self {
        Self {
            outcome: verdict.outcome.into(),
            rule_set: verdict.rule_set.clone(),
            rule_set_hash: verdict.rule_set_hash.clone(),
            findings: verdict.findings.iter().map(Finding::from).collect(),
        }
    }
}

impl From<&eligibility::Finding> for Finding {
    fn from(finding: &eligibility::Finding) -> Self {
        Self {
            code: finding.code.code(),
            severity: finding.severity.into(),
            risk: finding.risk,
            field: finding.field.map(field_error::Field::code),
            text: finding.text().into(),
            remedy: finding.remedy().into(),
            source: finding.source(),
        }
    }
}

/// What is wrong with one field.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct FieldError {
    /// Name as in `RequestForm`.
    field: &'static str,
    /// Code of `errorCatalogue`.
    problem: &'static str,
    text: Text,
}

impl From<field_error::FieldError> for FieldError {
    fn from(error: field_error::FieldError) -> Self {
        Self {
            field: error.field.code(),
            problem: error.problem.code(),
            text: error.problem.text().into(),
        }
    }
}
