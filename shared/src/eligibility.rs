//! The verdict: who may be registered, who is at risk of being deleted later, who may not, and why.
//!
//! Every answer is explained by findings with stable codes. What is not known gives no finding.

mod finding;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use self::finding::{Finding, FindingCode, Severity};

use crate::date::Date;
use crate::form::RawForm;
use crate::identity::Identity;
use crate::newtype::coded_enum;
use crate::role::Role;
use crate::rule_set::RuleSet;
use crate::structure::Sector;

coded_enum! {
    /// When the question is asked: the same finding weighs more from stage to stage.
    Stage {
        Drafting = "DRAFTING",
        Submitting = "SUBMITTING",
        Deciding = "DECIDING",
    }
}

coded_enum! {
    Outcome {
        Eligible = "ELIGIBLE",
        AtRisk = "AT_RISK",
        NotEligible = "NOT_ELIGIBLE",
    }
}

/// What the person answered so far; `None` where there is no answer yet, or no readable one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four boxes of one page, ticked independently"
)]
pub struct Answers {
    pub role: Option<Role>,
    pub sector: Option<Sector>,
    pub health_data_need: Option<bool>,
    pub birth_date: Option<Date>,
    pub start_date: Option<Date>,
    pub identity_certified: Option<bool>,
    pub ecps_only_acknowledged: bool,
    pub dmp_acknowledged: bool,
    pub risk_acknowledged: bool,
    pub terms_accepted: bool,
}

/// What only the register knows; `None` where nobody asked it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RegisterFacts {
    /// Wins over the sector the person answered.
    pub sector: Option<Sector>,
    pub structure_closed: Option<bool>,
    pub structure_has_manager: Option<bool>,
    /// The same person has another open request for the same structure.
    pub request_already_open: Option<bool>,
    pub already_registered: Option<bool>,
    pub birth_place_known: Option<bool>,
    pub email_confirmed: Option<bool>,
    pub possible_duplicate: Option<bool>,
    /// The manager who decides may be the person of the request.
    pub maybe_own_request: Option<bool>,
    pub identity_document_checked: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    pub outcome: Outcome,
    pub rule_set: String,
    pub rule_set_hash: String,
    /// The heaviest first.
    pub findings: Vec<Finding>,
}

/// Weighs what was answered and what the register knows, by the rules of a period.
pub fn verdict(
    rules: &RuleSet,
    stage: Stage,
    today: Date,
    answers: &Answers,
    facts: &RegisterFacts,
) -> Verdict {
    let weigh = |code: FindingCode| {
        let (severity, risk) = rules.weight(code, stage)?;
        Some(Finding {
            code,
            severity,
            risk,
            field: code.field(),
        })
    };
    let holds = |code: &FindingCode| applies(*code, rules, today, answers, facts);
    let mut findings: Vec<Finding> = FindingCode::ALL
        .iter()
        .copied()
        .filter(holds)
        .filter_map(weigh)
        .collect();
    let at_risk = findings.iter().any(|finding| finding.risk);
    if at_risk && !answers.risk_acknowledged {
        findings.extend(weigh(FindingCode::RiskNotAcknowledged));
    }
    findings.sort_by_key(|finding| (std::cmp::Reverse(finding.severity), finding.code));
    let outcome = match findings.first() {
        Some(heaviest) if heaviest.severity == Severity::Blocking => Outcome::NotEligible,
        _ if at_risk => Outcome::AtRisk,
        _ => Outcome::Eligible,
    };
    Verdict {
        outcome,
        rule_set: rules.name().to_owned(),
        rule_set_hash: rules.hash().to_owned(),
        findings,
    }
}

fn applies(
    code: FindingCode,
    rules: &RuleSet,
    today: Date,
    answers: &Answers,
    facts: &RegisterFacts,
) -> bool {
    let sector = facts.sector.or(answers.sector);
    match code {
        FindingCode::EcpsOnlyNotAcknowledged => !answers.ecps_only_acknowledged,
        FindingCode::DmpNotAcknowledged => !answers.dmp_acknowledged,
        FindingCode::TermsNotAccepted => !answers.terms_accepted,
        // Depends on the other findings: `verdict` adds it.
        FindingCode::RiskNotAcknowledged => false,
        FindingCode::StructureClosed => facts.structure_closed == Some(true),
        FindingCode::RequestAlreadyOpen => facts.request_already_open == Some(true),
        FindingCode::IdentityDocumentNotChecked => facts.identity_document_checked == Some(false),
        FindingCode::PossibleDuplicate => facts.possible_duplicate == Some(true),
        FindingCode::EmailNotConfirmed => facts.email_confirmed == Some(false),
        FindingCode::MaybeOwnRequest => facts.maybe_own_request == Some(true),
        FindingCode::RoleOutOfScope => answers.role.is_some_and(|role| !rules.is_in_scope(role)),
        FindingCode::SectorNotSanitaire => sector == Some(Sector::SocialMedicoSocial),
        FindingCode::SectorUnknown => sector == Some(Sector::Unknown),
        FindingCode::NeedNotDeclared => answers.health_data_need == Some(false),
        FindingCode::StructureWithoutManager => facts.structure_has_manager == Some(false),
        FindingCode::UnderWorkingAge => {
            // The age that counts is the one on the first day of work.
            let first_day = answers.start_date.unwrap_or(today);
            answers
                .birth_date
                .is_some_and(|birth| birth.age_on(first_day) < rules.working_age())
        }
        FindingCode::StartDateTooFar => {
            let latest = today.months_after(rules.start_date_months());
            answers.start_date.is_some_and(|start| start > latest)
        }
        FindingCode::IdentityNotCertified => answers.identity_certified == Some(false),
        FindingCode::AlreadyRegistered => facts.already_registered == Some(true),
        FindingCode::BirthPlaceUnknown => facts.birth_place_known == Some(false),
    }
}

impl Answers {
    /// Reads what can be read in a form as typed, whatever is still missing or wrong.
    pub fn of(form: &RawForm, identity: Option<&Identity>, terms_version: &str) -> Self {
        Self {
            role: Role::parse(form.role.trim()).ok(),
            sector: None,
            health_data_need: form.health_data_need,
            birth_date: identity.map(|identity| identity.birth_date),
            start_date: Date::parse(form.start_date.trim()).ok(),
            identity_certified: identity.map(|identity| identity.certification.is_certified()),
            ecps_only_acknowledged: form.ecps_only_acknowledged,
            dmp_acknowledged: form.dmp_acknowledged,
            risk_acknowledged: form.risk_acknowledged,
            terms_accepted: !terms_version.is_empty() && form.terms_version == terms_version,
        }
    }
}

impl Verdict {
    pub fn is_eligible(&self) -> bool {
        self.outcome != Outcome::NotEligible
    }

    pub fn is_at_risk(&self) -> bool {
        self.findings.iter().any(|finding| finding.risk)
    }

    /// Codes of the findings for which the registration may be deleted later.
    pub fn risks(&self) -> Vec<&'static str> {
        let risky = self.findings.iter().filter(|finding| finding.risk);
        risky.map(|finding| finding.code.code()).collect()
    }

    pub fn has(&self, code: FindingCode) -> bool {
        self.findings.iter().any(|finding| finding.code == code)
    }
}
