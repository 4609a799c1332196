//! Everything that is wrong with a draft of a rule set at once, each with its code and the path to it.
//!
//! `read` stops at the first thing that it cannot read, which is enough for a rule set that was checked before; whoever
//! writes one wants to hear of all.

use serde_json::{Map, Value};

use super::RuleSet;
use crate::catalogue;
use crate::date::Date;
use crate::eligibility::{FindingCode, Severity};
use crate::mandate::Quality;
use crate::newtype::coded_enum;
use crate::role::Role;
use crate::structure::Sector;
use crate::text::Text;

/// Longest name.
const LONGEST_NAME: usize = 40;
/// Highest age, and the farthest start date in months.
const HIGHEST: u64 = 120;

coded_enum! {
    /// Why a draft of a rule set is not right.
    RuleFault {
        NotJson = "RULE_NOT_JSON",
        FieldMissing = "RULE_FIELD_MISSING",
        FieldUnknown = "RULE_FIELD_UNKNOWN",
        ValueWrong = "RULE_VALUE_WRONG",
        CodeUnknown = "RULE_CODE_UNKNOWN",
        Repeated = "RULE_REPEATED",
        /// Ends before it begins, or overlaps the range before.
        RangeWrong = "RULE_RANGE_WRONG",
        NameWrong = "RULE_NAME_WRONG",
        /// A finding that the draft says nothing of.
        NotWeighed = "RULE_NOT_WEIGHED",
    }
}

impl RuleFault {
    pub fn text(self) -> Text {
        catalogue::rule_fault(self)
    }
}

/// Something wrong, and where: `rules[3].severity.deciding`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleProblem {
    pub path: String,
    pub fault: RuleFault,
}

impl RuleSet {
    /// Reads what somebody wrote, or says everything that is wrong with it.
    pub fn parse_draft(json: &str) -> Result<Self, Vec<RuleProblem>> {
        let found = problems(json);
        if !found.is_empty() {
            return Err(found);
        }
        Self::parse(json).map_err(|_| {
            vec![RuleProblem {
                path: String::new(),
                fault: RuleFault::ValueWrong,
            }]
        })
    }
}

#[derive(Default)]
struct Found(Vec<RuleProblem>);

fn problems(json: &str) -> Vec<RuleProblem> {
    let mut found = Found::default();
    match serde_json::from_str::<Value>(json) {
        Ok(value) => found.body(&value),
        Err(_) => found.say("", RuleFault::NotJson),
    }
    found.0
}

impl Found {
    fn say(&mut self, path: &str, fault: RuleFault) {
        self.0.push(RuleProblem {
            path: path.to_owned(),
            fault,
        });
    }

    fn body(&mut self, value: &Value) {
        const FIELDS: [&str; 7] = [
            "name",
            "effectiveFrom",
            "inScopeRoles",
            "sectors",
            "workingAge",
            "startDateMonths",
            "rules",
        ];
        let Some(fields) = self.object("", value, &FIELDS, &["qualities"]) else {
            return;
        };
        if let Some(name) = fields.get("name")
            && !name.as_str().is_some_and(is_name)
        {
            self.say("name", RuleFault::NameWrong);
        }
        if let Some(day) = fields.get("effectiveFrom")
            && day.as_str().is_none_or(|day| Date::parse(day).is_err())
        {
            self.say("effectiveFrom", RuleFault::ValueWrong);
        }
        for name in ["workingAge", "startDateMonths"] {
            if let Some(number) = fields.get(name)
                && number.as_u64().is_none_or(|number| number > HIGHEST)
            {
                self.say(name, RuleFault::ValueWrong);
            }
        }
        let is_role = |role: &str| Role::parse(role).is_ok();
        self.codes("inScopeRoles", fields.get("inScopeRoles"), is_role);
        self.sectors(fields.get("sectors"));
        self.rules(fields.get("rules"));
        self.qualities(fields.get("qualities"));
    }

    /// A list of codes, each known and there once.
    fn codes(&mut self, path: &str, value: Option<&Value>, is_known: impl Fn(&str) -> bool) {
        let mut seen = Vec::new();
        for (at, code) in self.list(path, value).iter().enumerate() {
            let path = format!("{path}[{at}]");
            match code.as_str() {
                Some(code) if !is_known(code) => self.say(&path, RuleFault::CodeUnknown),
                Some(code) if seen.contains(&code) => self.say(&path, RuleFault::Repeated),
                Some(code) => seen.push(code),
                None => self.say(&path, RuleFault::ValueWrong),
            }
        }
    }

    fn sectors(&mut self, value: Option<&Value>) {
        let mut before = None;
        for (at, range) in self.list("sectors", value).iter().enumerate() {
            let path = format!("sectors[{at}]");
            let Some(fields) = self.object(&path, range, &["from", "to", "sector"], &[]) else {
                continue;
            };
            self.known(&path, "sector", fields, |code| {
                Sector::from_code(code).is_some()
            });
            let mut number = |name: &str| {
                let value = fields.get(name)?;
                let number = value.as_u64().filter(|number| *number <= 9_999);
                if number.is_none() {
                    self.say(&format!("{path}.{name}"), RuleFault::ValueWrong);
                }
                number
            };
            if let (Some(from), Some(to)) = (number("from"), number("to")) {
                if from > to || before.is_some_and(|before| from <= before) {
                    self.say(&path, RuleFault::RangeWrong);
                }
                before = Some(to);
            }
        }
    }

    fn rules(&mut self, value: Option<&Value>) {
        let mut seen = Vec::new();
        for (at, rule) in self.list("rules", value).iter().enumerate() {
            let path = format!("rules[{at}]");
            let Some(fields) = self.object(&path, rule, &["code", "severity", "risk"], &[]) else {
                continue;
            };
            let is_known = |code: &str| FindingCode::from_code(code).is_some();
            if let Some(code) = self.known(&path, "code", fields, is_known) {
                if seen.contains(&code) {
                    self.say(&format!("{path}.code"), RuleFault::Repeated);
                }
                seen.push(code);
            }
            self.boolean(&path, "risk", fields);
            let stages = ["drafting", "submitting", "deciding"];
            let path = format!("{path}.severity");
            let severity = fields.get("severity");
            let Some(severity) = severity.and_then(|of| self.object(&path, of, &stages, &[]))
            else {
                continue;
            };
            for stage in stages {
                // `null` says that the finding is not made.
                if severity.get(stage).is_some_and(|value| !value.is_null()) {
                    self.known(&path, stage, severity, |code| {
                        Severity::from_code(code).is_some()
                    });
                }
            }
        }
        for code in FindingCode::ALL {
            if value.is_some() && !seen.contains(&code.code()) {
                self.say(&format!("rules[{code}]"), RuleFault::NotWeighed);
            }
        }
    }

    fn qualities(&mut self, value: Option<&Value>) {
        let mut seen = Vec::new();
        for (at, powers) in self.list("qualities", value).iter().enumerate() {
            let path = format!("qualities[{at}]");
            let names = ["quality", "manages", "designates"];
            let Some(fields) = self.object(&path, powers, &names, &[]) else {
                continue;
            };
            let is_known = |code: &str| Quality::from_code(code).is_some();
            if let Some(code) = self.known(&path, "quality", fields, is_known) {
                if seen.contains(&code) {
                    self.say(&format!("{path}.quality"), RuleFault::Repeated);
                }
                seen.push(code);
            }
            self.boolean(&path, "manages", fields);
            self.boolean(&path, "designates", fields);
        }
    }

    fn object<'a>(
        &mut self,
        path: &str,
        value: &'a Value,
        needed: &[&str],
        allowed: &[&str],
    ) -> Option<&'a Map<String, Value>> {
        let Value::Object(fields) = value else {
            self.say(path, RuleFault::ValueWrong);
            return None;
        };
        let inside = |name: &str| {
            if path.is_empty() {
                name.to_owned()
            } else {
                format!("{path}.{name}")
            }
        };
        for name in needed {
            if !fields.contains_key(*name) {
                self.say(&inside(name), RuleFault::FieldMissing);
            }
        }
        for name in fields.keys() {
            if !needed.iter().chain(allowed).any(|known| known == name) {
                self.say(&inside(name), RuleFault::FieldUnknown);
            }
        }
        Some(fields)
    }

    fn list<'a>(&mut self, path: &str, value: Option<&'a Value>) -> &'a [Value] {
        match value {
            Some(Value::Array(values)) => values,
            Some(_) => {
                self.say(path, RuleFault::ValueWrong);
                &[]
            }
            None => &[],
        }
    }

    /// The code in a field, when it is one.
    fn known<'a>(
        &mut self,
        path: &str,
        name: &str,
        fields: &'a Map<String, Value>,
        is_known: impl Fn(&str) -> bool,
    ) -> Option<&'a str> {
        let code = fields.get(name)?.as_str().filter(|code| is_known(code));
        if code.is_none() {
            self.say(&format!("{path}.{name}"), RuleFault::CodeUnknown);
        }
        code
    }

    fn boolean(&mut self, path: &str, name: &str, fields: &Map<String, Value>) {
        if fields.get(name).is_some_and(|value| !value.is_boolean()) {
            self.say(&format!("{path}.{name}"), RuleFault::ValueWrong);
        }
    }
}

/// Letters, digits, dots and dashes: it stands in addresses and in the log.
fn is_name(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    (1..=LONGEST_NAME).contains(&name.len())
        && name.chars().all(fits)
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUILT_IN: &str = include_str!("../../rules/2026-11.json");

    fn said(json: &str) -> Vec<(String, RuleFault)> {
        problems(json)
            .into_iter()
            .map(|problem| (problem.path, problem.fault))
            .collect()
    }

    #[test]
    fn the_built_in_rule_set_has_nothing_wrong() {
        assert_eq!(said(BUILT_IN), []);
        assert_eq!(
            RuleSet::parse_draft(BUILT_IN).unwrap(),
            *RuleSet::built_in()
        );
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once_with_its_path() {
        let wrong = BUILT_IN
            .replace("\"2026-11\"", "\"2026/11\"")
            .replace("\"329\"", "\"999\"")
            .replace("3999", "999")
            .replace("\"workingAge\": 16", "\"workingage\": 16")
            .replace("SECTOR_UNKNOWN", "BIRTH_PLACE_UNKNOWN")
            .replacen("\"drafting\": \"INFO\"", "\"drafting\": \"LIGHT\"", 1)
            .replacen("\"risk\": false", "\"risk\": 0", 1);
        assert_eq!(
            said(&wrong),
            [
                ("workingAge", RuleFault::FieldMissing),
                ("workingage", RuleFault::FieldUnknown),
                ("name", RuleFault::NameWrong),
                ("inScopeRoles[2]", RuleFault::CodeUnknown),
                ("sectors[0]", RuleFault::RangeWrong),
                ("rules[0].risk", RuleFault::ValueWrong),
                ("rules[0].severity.drafting", RuleFault::CodeUnknown),
                ("rules[19].code", RuleFault::Repeated),
                ("rules[SECTOR_UNKNOWN]", RuleFault::NotWeighed),
            ]
            .map(|(path, fault)| (path.to_owned(), fault))
        );
        assert_eq!(said("{"), [(String::new(), RuleFault::NotJson)]);
        assert_eq!(said("[]"), [(String::new(), RuleFault::ValueWrong)]);
    }

    #[test]
    fn what_has_nothing_wrong_can_be_read() {
        // What `read` refuses, this finds too.
        for (from, to) in [
            ("\"from\": 1000", "\"from\": \"1000\""),
            ("2026-11-01", "2026-11-31"),
            (
                "\"inScopeRoles\": [",
                "\"qualities\": [{ \"quality\": \"CHIEF\" }], \"inScopeRoles\": [",
            ),
            ("\"startDateMonths\": 6", "\"startDateMonths\": 6.5"),
            ("\"rules\": [", "\"rules\": [3, "),
        ] {
            assert!(BUILT_IN.contains(from));
            let wrong = BUILT_IN.replacen(from, to, 1);
            assert!(RuleSet::parse(&wrong).is_err(), "{to}");
            assert!(RuleSet::parse_draft(&wrong).is_err(), "{to}");
        }
    }
}
