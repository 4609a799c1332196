//! The rules of a period, as data: ANS can turn a warning into a block without a release.

mod check;
mod compare;
mod read;

use std::fmt::Write as _;
use std::sync::LazyLock;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::date::Date;
use crate::eligibility::{FindingCode, Severity, Stage};
use crate::mandate::{Powers, Quality};
use crate::role::Role;
use crate::structure::Sector;

pub use check::{RuleFault, RuleProblem};
pub use compare::RuleChange;

/// What is in scope, the ages and delays, and how much each finding weighs at each stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSet {
    body: Body,
    hash: String,
}

#[derive(Debug, thiserror::Error)]
pub enum RuleSetError {
    #[error("the rule set is not JSON")]
    Json(#[from] serde_json::Error),
    #[error("the rule set is not of the expected shape")]
    Shape,
    #[error("the rule set weighs {0} twice")]
    Repeated(FindingCode),
    #[error(
        "the rule set has a range of categories that ends before it begins, or overlaps the one before"
    )]
    Range,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    name: String,
    effective_from: Date,
    in_scope_roles: Vec<Role>,
    sectors: Vec<CategoryRange>,
    working_age: u32,
    start_date_months: u32,
    rules: Vec<Rule>,
    /// Left out by the first rule sets.
    #[serde(skip_serializing_if = "Option::is_none")]
    qualities: Option<Vec<Powers>>,
}

/// FINESS aggregated categories, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CategoryRange {
    pub from: u16,
    pub to: u16,
    pub sector: Sector,
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    pub code: FindingCode,
    pub severity: SeverityByStage,
    /// The registration may be deleted later.
    pub risk: bool,
}

/// `None`: the finding is not made at that stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SeverityByStage {
    pub drafting: Option<Severity>,
    pub submitting: Option<Severity>,
    pub deciding: Option<Severity>,
}

static BUILT_IN: LazyLock<RuleSet> = LazyLock::new(|| {
    RuleSet::parse(include_str!("../rules/2026-11.json"))
        .expect("a test parses the built-in rule set")
});

impl RuleSet {
    pub fn parse(json: &str) -> Result<Self, RuleSetError> {
        let body = read::body(serde_json::from_str(json)?).ok_or(RuleSetError::Shape)?;
        if let Some(twice) = first_repeated(&body.rules) {
            return Err(RuleSetError::Repeated(twice));
        }
        let ends_after_beginning = body.sectors.iter().all(|range| range.from <= range.to);
        let in_order = body
            .sectors
            .windows(2)
            .all(|pair| pair[0].to < pair[1].from);
        if !ends_after_beginning || !in_order {
            return Err(RuleSetError::Range);
        }
        let hash = hex(&Sha256::digest(serde_json::to_string(&body)?));
        Ok(Self { body, hash })
    }

    /// The same rules from another day on.
    #[must_use]
    pub fn starting(mut self, day: Date) -> Self {
        self.body.effective_from = day;
        self.hash = hex(&Sha256::digest(self.body()));
        self
    }

    /// The rule set that comes with the portal.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    pub fn name(&self) -> &str {
        &self.body.name
    }

    pub fn effective_from(&self) -> Date {
        self.body.effective_from
    }

    /// SHA-256 of `body`, in hexadecimal.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Whether that is its hash, in whichever case the digits are written.
    pub fn has_hash(&self, expected: &str) -> bool {
        self.hash.eq_ignore_ascii_case(expected)
    }

    /// The canonical JSON: fields in a fixed order, no white space.
    #[expect(
        clippy::missing_panics_doc,
        reason = "the same value was written when it was parsed"
    )]
    pub fn body(&self) -> String {
        serde_json::to_string(&self.body).expect("written once already, when parsed")
    }

    pub fn is_in_scope(&self, role: Role) -> bool {
        self.body.in_scope_roles.contains(&role)
    }

    pub fn in_scope_roles(&self) -> &[Role] {
        &self.body.in_scope_roles
    }

    /// Below this age a warning is given.
    pub fn working_age(&self) -> u32 {
        self.body.working_age
    }

    /// How many months ahead a start date may lie without a warning.
    pub fn start_date_months(&self) -> u32 {
        self.body.start_date_months
    }

    /// Which categories make which sector, in their order.
    pub fn sectors(&self) -> &[CategoryRange] {
        &self.body.sectors
    }

    /// The sector of a FINESS aggregated category of four digits; anything else is unknown.
    pub fn sector_of(&self, category: &str) -> Sector {
        let four_digits = category.len() == 4 && category.bytes().all(|byte| byte.is_ascii_digit());
        let number: u16 = category.parse().ok().filter(|_| four_digits).unwrap_or(0);
        let range = self
            .body
            .sectors
            .iter()
            .find(|range| (range.from..=range.to).contains(&number));
        range.map_or(Sector::Unknown, |range| range.sector)
    }

    /// What somebody who represents a structure may do; nothing in a quality that the rules leave out.
    pub fn powers(&self, quality: Quality) -> Option<Powers> {
        let named = self.body.qualities.as_deref().unwrap_or(&Powers::FIRST);
        named
            .iter()
            .copied()
            .find(|powers| powers.quality == quality)
    }

    pub fn rules(&self) -> &[Rule] {
        &self.body.rules
    }

    /// How much a finding weighs at a stage, and whether it is a risk.
    pub fn weight(&self, code: FindingCode, stage: Stage) -> Option<(Severity, bool)> {
        let rule = self.body.rules.iter().find(|rule| rule.code == code)?;
        let severity = match stage {
            Stage::Drafting => rule.severity.drafting,
            Stage::Submitting => rule.severity.submitting,
            Stage::Deciding => rule.severity.deciding,
        };
        severity.map(|severity| (severity, rule.risk))
    }
}

fn first_repeated(rules: &[Rule]) -> Option<FindingCode> {
    let repeated = |(at, rule): (usize, &Rule)| {
        rules[..at]
            .iter()
            .any(|before| before.code == rule.code)
            .then_some(rule.code)
    };
    rules.iter().enumerate().find_map(repeated)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
            // Writing to a `String` cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUILT_IN_JSON: &str = include_str!("../rules/2026-11.json");

    #[test]
    fn the_built_in_rule_set_weighs_every_finding() {
        let rules = RuleSet::built_in();
        assert_eq!(rules.name(), "2026-11");
        assert_eq!(rules.effective_from(), Date::new(2026, 11, 1).unwrap());
        for &code in FindingCode::ALL {
            assert!(rules.weight(code, Stage::Deciding).is_some(), "{code}");
        }
    }

    #[test]
    fn four_roles_are_in_scope() {
        let codes: Vec<&str> = RuleSet::built_in()
            .in_scope_roles()
            .iter()
            .map(|role| role.code())
            .collect();
        assert_eq!(codes, ["316", "317", "329", "370"]);
    }

    #[test]
    fn the_hash_is_that_of_the_canonical_text_however_it_was_laid_out() {
        let rules = RuleSet::built_in();
        let again = RuleSet::parse(&rules.body()).unwrap();
        assert_eq!(again.hash(), rules.hash());
        assert_eq!(rules.hash(), hex(&Sha256::digest(rules.body())));
        assert_eq!(rules.hash().len(), 64);
        let other =
            RuleSet::parse(&BUILT_IN_JSON.replace("\"workingAge\": 16", "\"workingAge\": 15"))
                .unwrap();
        assert_ne!(other.hash(), rules.hash());
    }

    #[test]
    fn a_category_tells_the_sector() {
        let rules = RuleSet::built_in();
        for (category, sector) in [
            ("1101", Sector::Sanitaire),
            ("1000", Sector::Sanitaire),
            ("3201", Sector::Sanitaire),
            ("3999", Sector::Sanitaire),
            ("4000", Sector::SocialMedicoSocial),
            ("4999", Sector::SocialMedicoSocial),
            ("5000", Sector::Unknown),
            ("0999", Sector::Unknown),
            ("", Sector::Unknown),
            ("110", Sector::Unknown),
            ("11010", Sector::Unknown),
            ("+110", Sector::Unknown),
            ("１１０１", Sector::Unknown),
        ] {
            assert_eq!(rules.sector_of(category), sector, "{category}");
        }
    }

    #[test]
    fn what_a_quality_may_do_is_data() {
        let built_in = RuleSet::built_in();
        for &quality in Quality::ALL {
            let powers = built_in.powers(quality).unwrap();
            assert!(powers.manages && powers.designates, "{quality}");
        }
        let named = BUILT_IN_JSON.replacen(
            '{',
            r#"{ "qualities": [{ "quality": "MANDATAIRE", "manages": false, "designates": true }],"#,
            1,
        );
        let rules = RuleSet::parse(&named).unwrap();
        assert!(!rules.powers(Quality::Mandataire).unwrap().manages);
        assert_eq!(rules.powers(Quality::LegalRepresentative), None);
        assert_eq!(RuleSet::parse(&rules.body()).unwrap().hash(), rules.hash());
    }

    #[test]
    fn a_broken_rule_set_is_refused() {
        let refused = |from: &str, to: &str| {
            assert!(BUILT_IN_JSON.contains(from));
            RuleSet::parse(&BUILT_IN_JSON.replace(from, to)).unwrap_err()
        };
        assert!(matches!(refused("\"329\"", "\"999\""), RuleSetError::Shape));
        assert!(matches!(
            refused("SECTOR_UNKNOWN", "NO_SUCH_CODE"),
            RuleSetError::Shape
        ));
        assert!(matches!(
            refused("\"workingAge\"", "\"workingage\""),
            RuleSetError::Shape
        ));
        assert!(matches!(
            refused("SECTOR_UNKNOWN", "BIRTH_PLACE_UNKNOWN"),
            RuleSetError::Repeated(FindingCode::BirthPlaceUnknown)
        ));
        assert!(matches!(refused("3999", "999"), RuleSetError::Range));
        assert!(matches!(refused("3999", "4000"), RuleSetError::Range));
        assert!(matches!(
            refused("\"workingAge\": 16", "\"workingAge\": -16"),
            RuleSetError::Shape
        ));
        assert!(matches!(
            refused("\"risk\": true", "\"risk\": true, \"more\": 1"),
            RuleSetError::Shape
        ));
        assert!(matches!(RuleSet::parse(""), Err(RuleSetError::Json(_))));
    }
}
