//! One corpus for every build of the rules: what goes in, and what each build must answer, byte for
//! byte. A page and a server that disagree would tell a person two different things.

mod generate;
mod pick;
#[cfg(feature = "wasm")]
pub mod wasm;

use std::fmt::Debug;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

pub use self::generate::generate;

use crate::cog::{CommuneCode, CountryCode};
use crate::date::Date;
use crate::eligibility::{Answers, RegisterFacts, Stage, verdict};
use crate::email::Email;
use crate::finess::Finess;
use crate::form::{Form, RawForm};
use crate::identity::Identity;
use crate::idnps::Idnps;
use crate::name::{self, PersonName};
use crate::offline;
use crate::phone::Phone;
use crate::role::Role;
use crate::rpps::RppsNumber;
use crate::rule_set::{RuleSet, hex};
use crate::siren::Siren;
use crate::siret::Siret;
use crate::text::Language;
use crate::town::TownName;

/// What the corpus of every build begins with; each block begins with the next number.
pub const SEED: u32 = 42;
/// How many blocks it has, of how many cases each. A block is compared by its digest, so that nobody has to carry a
/// hundred thousand answers from one build to the other.
pub const BLOCKS: u32 = 100;
pub const CASES: u32 = 1_000;

const TERMS_VERSION: &str = "2026-11";

/// A form in its surroundings, and one more text for every parser there is.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    stage: Stage,
    today: Date,
    form: RawForm,
    identity: Identity,
    facts: RegisterFacts,
    text: String,
    /// The hash that other software expects its rule set to have.
    expected_hash: Option<String>,
}

/// What other software asks of one line of the corpus.
#[derive(Clone, Debug)]
pub struct Questions {
    /// The input of `offline::check_form`.
    pub form: String,
    /// The input of `offline::simulate_verdict`.
    pub verdict: String,
}

/// What other software asks about a case; `None` of a line that is none.
pub fn questions(line: &str) -> Option<Questions> {
    let case: Case = serde_json::from_str(line).ok()?;
    let place = &case.identity.birth_place;
    let form = json!({
        "form": case.form,
        "person": {
            "birthDate": case.identity.birth_date,
            "birthCommune": place.commune(),
            "birthCountry": place.country(),
            "certification": case.identity.certification,
        },
        "asOf": case.today,
        "stage": case.stage,
        "sector": case.facts.sector,
        "termsVersion": TERMS_VERSION,
        "ruleSetHash": case.expected_hash,
    });
    let answers = Answers::of(&case.form, Some(&case.identity), TERMS_VERSION);
    let verdict = json!({
        "asOf": case.today,
        "role": answers.role,
        "sector": case.facts.sector,
        "healthDataNeed": answers.health_data_need,
        "startDate": answers.start_date,
        "birthDate": answers.birth_date,
        "ecpsOnlyAcknowledged": answers.ecps_only_acknowledged,
        "dmpAcknowledged": answers.dmp_acknowledged,
        "riskAcknowledged": answers.risk_acknowledged,
        "termsAccepted": answers.terms_accepted,
        "ruleSet": RuleSet::built_in().name(),
        "ruleSetHash": case.expected_hash,
    });
    Some(Questions {
        form: form.to_string(),
        verdict: verdict.to_string(),
    })
}

/// One block of the corpus, in two digests: the cases with what the rules say of each, and what other software is
/// answered about them. SHA-256, in hexadecimal, of the lines.
pub fn digests(seed: u32, cases: u32) -> [String; 2] {
    let mut digests = [Sha256::new(), Sha256::new()];
    let [rules, others] = &mut digests;
    for line in generate(seed, cases).lines() {
        add(rules, line);
        add(rules, &answer(line));
        if let Some(questions) = questions(line) {
            add(others, &offline::check_form(&questions.form));
            add(others, &offline::simulate_verdict(&questions.verdict));
        }
    }
    digests.map(|digest| hex(&digest.finalize()))
}

fn add(digest: &mut Sha256, line: &str) {
    digest.update(line);
    digest.update("\n");
}

/// What the rules say of one line of the corpus, as one line of JSON.
pub fn answer(line: &str) -> String {
    let answer = match serde_json::from_str(line) {
        Ok(case) => answer_case(&case),
        Err(error) => json!({ "unreadable": error.to_string() }),
    };
    answer.to_string()
}

fn answer_case(case: &Case) -> Value {
    let parsed = Form::parse(&case.form, &case.identity, case.today);
    let answers = Answers::of(&case.form, Some(&case.identity), TERMS_VERSION);
    let verdict = verdict(
        RuleSet::built_in(),
        case.stage,
        case.today,
        &answers,
        &case.facts,
    );
    json!({
        "form": parsed.as_ref().ok(),
        "problems": parsed.as_ref().err(),
        "unstorable": case.form.unstorable(),
        "changed": case.form.changed_fields(&RawForm::default()),
        "traits": case.identity.traits(),
        "verdict": verdict,
        "text": answer_text(&case.text, case.today),
    })
}

/// Every parser on the same text: its value, or why it refuses.
fn answer_text(text: &str, today: Date) -> Value {
    json!({
        "rpps": said(RppsNumber::parse_typed(text)),
        "idnps": said(Idnps::parse_typed(text)),
        "finess": said(Finess::parse_typed(text)),
        "siren": said(Siren::parse_typed(text)),
        "siret": said(Siret::parse_typed(text)),
        "commune": said(CommuneCode::parse_typed(text)),
        "country": said(CountryCode::parse_typed(text)),
        "email": said(Email::parse_typed(text)),
        "phone": said(Phone::parse_typed(text)),
        "name": said(PersonName::parse_typed(text)),
        "town": said(TownName::parse_typed(text)),
        "date": said(Date::parse(text)),
        "age": Date::parse(text).ok().map(|birth| birth.age_on(today)),
        "long": Date::parse(text).ok().map(|date| [date.long(Language::Fr), date.long(Language::En)]),
        "normal": name::normalise(text),
        "searchKey": name::search_key(text),
        "roles": Role::search(text),
        "sector": RuleSet::built_in().sector_of(text),
    })
}

fn said<T: ToString, E: Debug>(parsed: Result<T, E>) -> Value {
    match parsed {
        Ok(value) => json!({ "is": value.to_string() }),
        Err(error) => json!({ "refused": format!("{error:?}") }),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::LazyLock;

    use super::*;
    use crate::eligibility::{FindingCode, Outcome};
    use crate::field_error::Problem;

    static ANSWERS: LazyLock<Vec<Value>> = LazyLock::new(|| {
        let lines = generate(SEED, 1_500);
        lines
            .lines()
            .map(|line| serde_json::from_str(&answer(line)).unwrap())
            .collect()
    });

    fn codes<'a>(
        answers: &'a [Value],
        list: impl Fn(&'a Value) -> &'a Value,
        name: &str,
    ) -> BTreeSet<&'a str> {
        let items = answers
            .iter()
            .filter_map(|answer| list(answer).as_array())
            .flatten();
        items.map(|item| item[name].as_str().unwrap()).collect()
    }

    #[test]
    fn the_same_seed_makes_the_same_corpus() {
        assert_eq!(generate(SEED, 50), generate(SEED, 50));
        assert_ne!(generate(SEED, 50), generate(SEED + 1, 50));
        assert_eq!(generate(SEED, 50).lines().count(), 50);
        assert_eq!(digests(SEED, 50), digests(SEED, 50));
        let [rules, others] = digests(SEED, 50);
        assert_ne!(rules, others);
        assert_ne!(digests(SEED + 1, 50), [rules, others]);
    }

    #[test]
    fn other_software_is_answered_and_refused_by_the_corpus() {
        let (mut answered, mut refused) = (0, 0);
        for line in generate(SEED, 500).lines() {
            let questions = questions(line).unwrap();
            let reply: Value =
                serde_json::from_str(&offline::simulate_verdict(&questions.verdict)).unwrap();
            match reply["refusal"]["code"].as_str() {
                None => answered += 1,
                Some(code) => {
                    assert_eq!(code, "RULE_SET_CHANGED");
                    refused += 1;
                }
            }
            let reply: Value = serde_json::from_str(&offline::check_form(&questions.form)).unwrap();
            let code = &reply["refusal"]["code"];
            assert!(code.is_null() || code == "RULE_SET_CHANGED", "{code}");
        }
        assert!(answered > 300 && refused > 20, "{answered} {refused}");
    }

    #[test]
    fn the_corpus_meets_every_outcome_and_finding_and_every_problem_of_a_form() {
        let answers = &*ANSWERS;
        let met = codes(answers, |answer| &answer["verdict"]["findings"], "code");
        assert_eq!(
            met,
            FindingCode::ALL.iter().map(|code| code.code()).collect()
        );
        let outcomes: BTreeSet<&str> = answers
            .iter()
            .map(|answer| answer["verdict"]["outcome"].as_str().unwrap())
            .collect();
        assert_eq!(
            outcomes,
            Outcome::ALL.iter().map(|outcome| outcome.code()).collect()
        );
        // The others are problems of decisions and structures, or known by the server alone.
        let elsewhere = [
            Problem::StructureUnknown,
            Problem::TestNumber,
            Problem::SiretShape,
            Problem::SiretKey,
            Problem::CategoryShape,
            Problem::NotChecked,
            Problem::NotCorrectable,
            Problem::Repeated,
            Problem::DateInPast,
            Problem::DateTooSoon,
            Problem::BeyondMandate,
            Problem::NumberTooLarge,
            Problem::NotTheSame,
            Problem::TooMany,
            Problem::DateInFuture,
            Problem::NotYourStructure,
            Problem::NothingChanged,
            Problem::RangeShape,
            Problem::UrlShape,
            Problem::UrlNotPublic,
        ];
        let of_forms = Problem::ALL
            .iter()
            .filter(|problem| !elsewhere.contains(problem));
        let met = codes(answers, |answer| &answer["problems"], "problem");
        assert_eq!(met, of_forms.map(|problem| problem.code()).collect());
        assert!(
            answers
                .iter()
                .filter(|answer| answer["form"].is_object())
                .count()
                > 300
        );
    }

    #[test]
    fn every_parser_both_accepts_and_refuses() {
        let answers = &*ANSWERS;
        for parser in [
            "rpps", "idnps", "finess", "siren", "siret", "commune", "country", "email", "phone",
            "name", "town", "date",
        ] {
            let count = |verdict: &str| {
                answers
                    .iter()
                    .filter(|answer| answer["text"][parser].get(verdict).is_some())
                    .count()
            };
            assert!(count("is") > 10 && count("refused") > 10, "{parser}");
        }
    }

    #[test]
    fn a_line_that_is_not_a_case_is_answered_too() {
        assert!(answer("").contains("unreadable"));
        assert!(answer("{\"stage\":\"DRAFTING\"}").contains("unreadable"));
    }
}
