//! What one rule set says otherwise than another.

use super::{CategoryRange, RuleSet};
use crate::eligibility::{FindingCode, Severity, Stage};
use crate::mandate::{Powers, Quality};

/// One thing that differs: where, and what it was and is. `None`: not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleChange {
    /// `ROLE_OUT_OF_SCOPE.deciding`, `inScopeRoles`, `workingAge`.
    pub path: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

const STAGES: [(Stage, &str); 3] = [
    (Stage::Drafting, "drafting"),
    (Stage::Submitting, "submitting"),
    (Stage::Deciding, "deciding"),
];

impl RuleSet {
    /// What this rule set says otherwise than the one before. Its name and its first day do not count.
    pub fn changes_from(&self, before: &Self) -> Vec<RuleChange> {
        let mut changes = Vec::new();
        let mut compare = |path: String, before: Option<String>, after: Option<String>| {
            if before != after {
                changes.push(RuleChange {
                    path,
                    before,
                    after,
                });
            }
        };
        for &code in FindingCode::ALL {
            for (stage, name) in STAGES {
                let weight = |rules: &Self| {
                    let (severity, _) = rules.weight(code, stage)?;
                    Some(Severity::code(severity).to_owned())
                };
                compare(format!("{code}.{name}"), weight(before), weight(self));
            }
            let risk = |rules: &Self| {
                let rule = rules.rules().iter().find(|rule| rule.code == code)?;
                Some(rule.risk.to_string())
            };
            compare(format!("{code}.risk"), risk(before), risk(self));
        }
        let number = |number: u32| Some(number.to_string());
        compare(
            "workingAge".to_owned(),
            number(before.working_age()),
            number(self.working_age()),
        );
        compare(
            "startDateMonths".to_owned(),
            number(before.start_date_months()),
            number(self.start_date_months()),
        );
        for &quality in Quality::ALL {
            let powers = |rules: &Self| rules.powers(quality).map(Powers::words);
            compare(format!("qualities.{quality}"), powers(before), powers(self));
        }
        let roles = |rules: &Self| -> Vec<String> {
            let roles = rules.in_scope_roles().iter();
            roles.map(|role| role.code().to_owned()).collect()
        };
        of_lists("inScopeRoles", &roles(before), &roles(self), &mut changes);
        let ranges = |rules: &Self| -> Vec<String> {
            let ranges = rules.sectors().iter().copied();
            ranges.map(CategoryRange::words).collect()
        };
        of_lists("sectors", &ranges(before), &ranges(self), &mut changes);
        changes
    }
}

/// What one list lacks of the other.
fn of_lists(path: &str, before: &[String], after: &[String], changes: &mut Vec<RuleChange>) {
    let gone = before.iter().filter(|one| !after.contains(one));
    let new = after.iter().filter(|one| !before.contains(one));
    let change = |before: Option<&String>, after: Option<&String>| RuleChange {
        path: path.to_owned(),
        before: before.cloned(),
        after: after.cloned(),
    };
    changes.extend(gone.map(|one| change(Some(one), None)));
    changes.extend(new.map(|one| change(None, Some(one))));
}

impl Powers {
    fn words(self) -> String {
        match (self.manages, self.designates) {
            (true, true) => "manages designates",
            (true, false) => "manages",
            (false, true) => "designates",
            (false, false) => "nothing",
        }
        .to_owned()
    }
}

impl CategoryRange {
    fn words(self) -> String {
        format!("{:04}-{:04} {}", self.from, self.to, self.sector)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_set_is_like_itself_under_another_name_and_date() {
        let built_in = RuleSet::built_in();
        let day = crate::date::Date::new(2027, 1, 1).unwrap();
        let later = built_in.clone().starting(day);
        assert_eq!(later.effective_from(), day);
        assert_ne!(later.hash(), built_in.hash());
        assert_eq!(later.changes_from(built_in), []);
    }

    #[test]
    fn every_change_is_told_with_what_it_was_and_is() {
        let built_in = RuleSet::built_in();
        let json = include_str!("../../rules/2026-11.json");
        let of_role = "\"ROLE_OUT_OF_SCOPE\", \"severity\": { \"drafting\": \"WARNING\", \"submitting\": \"WARNING\"";
        assert!(json.contains(of_role));
        let json = json
            .replace(
                of_role,
                &of_role.replacen("submitting\": \"WARNING", "submitting\": \"BLOCKING", 1),
            )
            .replace("\"370\"]", "\"307\"]")
            .replace("\"to\": 4999", "\"to\": 4899")
            .replace("\"workingAge\": 16", "\"workingAge\": 15");
        let changes = RuleSet::parse_draft(&json).unwrap().changes_from(built_in);
        let told: Vec<(&str, &str, &str)> = changes
            .iter()
            .map(|change| {
                (
                    change.path.as_str(),
                    change.before.as_deref().unwrap_or("-"),
                    change.after.as_deref().unwrap_or("-"),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("ROLE_OUT_OF_SCOPE.submitting", "WARNING", "BLOCKING"),
                ("workingAge", "16", "15"),
                ("inScopeRoles", "370", "-"),
                ("inScopeRoles", "-", "307"),
                ("sectors", "4000-4999 SOCIAL_MEDICO_SOCIAL", "-"),
                ("sectors", "-", "4000-4899 SOCIAL_MEDICO_SOCIAL"),
            ]
        );
    }
}
