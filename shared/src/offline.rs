//! The rules for other software, which asks in JSON and is answered in JSON. Nothing is looked up: what only the
//! register knows is not known here, and gives no finding.

mod input;
#[cfg(feature = "package")]
pub mod wasm;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use self::input::{CheckForm, RuleSetOf, SimulateVerdict, choose};
use crate::catalogue;
use crate::eligibility::{Answers, Finding, RegisterFacts, Stage, Verdict, verdict};
use crate::field_error::FieldError;
use crate::form::Form;
use crate::identity::Certification;
use crate::rule_set::RuleSet;

/// Why nothing is answered, under its code in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the input cannot be read")]
    InvalidArgument,
    #[error("the rule set cannot be read")]
    InvalidRuleSet,
    #[error("no rule set of that name is here")]
    NotFound,
    #[error("the rule set is another than the one expected")]
    RuleSetChanged,
}

impl Refused {
    pub const fn code(self) -> &'static str {
        match self {
            Self::InvalidArgument => "INVALID_ARGUMENT",
            Self::InvalidRuleSet => "INVALID_RULE_SET",
            Self::NotFound => "NOT_FOUND",
            Self::RuleSetChanged => "RULE_SET_CHANGED",
        }
    }
}

/// Parses a form as the portal does: the parsed form or everything that is wrong with it, and the verdict.
pub fn check_form(input: &str) -> String {
    reply(read::<CheckForm>(input).and_then(|asked| answer_form(&asked)))
}

/// The verdict that a filing with these answers would get; the same as the query `simulateVerdict` gives.
pub fn simulate_verdict(input: &str) -> String {
    reply(read::<SimulateVerdict>(input).and_then(|asked| answer_verdict(&asked)))
}

/// The rule set that an input would be judged by, with its hash and its body.
pub fn rule_set(input: &str) -> String {
    let answer = |asked: RuleSetOf| {
        let chosen = choose(
            asked.rules.as_ref(),
            asked.rule_set.as_deref(),
            asked.rule_set_hash.as_deref(),
        )?;
        let rules = chosen.get();
        Ok(json!({
            "name": rules.name(),
            "effectiveFrom": rules.effective_from(),
            "hash": rules.hash(),
            "body": rules.body(),
        }))
    };
    reply(read(input).and_then(answer))
}

fn read<T: DeserializeOwned>(input: &str) -> Result<T, Refused> {
    serde_json::from_str(input).map_err(|_| Refused::InvalidArgument)
}

fn reply(answer: Result<Value, Refused>) -> String {
    let reply = match answer {
        Ok(answer) => json!({ "answer": answer }),
        Err(refused) => {
            let code = refused.code();
            let text = catalogue::error(code).unwrap_or_else(|| catalogue::refusal(code));
            json!({ "refusal": { "code": code, "text": text } })
        }
    };
    reply.to_string()
}

fn answer_form(asked: &CheckForm) -> Result<Value, Refused> {
    let rules = asked.rules()?;
    let identity = asked.person.identity()?;
    let parsed = Form::parse(&asked.form, &identity, asked.as_of);
    let terms = asked.terms_version.as_ref();
    let answers = Answers {
        sector: asked.sector,
        identity_certified: asked.person.certification.map(Certification::is_certified),
        ..Answers::of(
            &asked.form,
            Some(&identity),
            terms.unwrap_or(&asked.form.terms_version),
        )
    };
    let found = verdict(
        rules.get(),
        asked.stage.unwrap_or(Stage::Submitting),
        asked.as_of,
        &answers,
        &RegisterFacts::default(),
    );
    let errors = parsed.as_ref().err().map_or(&[][..], Vec::as_slice);
    Ok(json!({
        "form": parsed.as_ref().ok(),
        "errors": errors.iter().copied().map(say_error).collect::<Vec<_>>(),
        "verdict": say_verdict(&found),
    }))
}

fn answer_verdict(asked: &SimulateVerdict) -> Result<Value, Refused> {
    let rules = asked.rules()?;
    let found = verdict(
        rules.get(),
        Stage::Submitting,
        asked.as_of,
        &asked.answers(),
        &RegisterFacts::default(),
    );
    Ok(say_verdict(&found))
}

fn say_error(error: FieldError) -> Value {
    json!({ "field": error.field, "problem": error.problem, "text": error.problem.text() })
}

/// A verdict with its texts, in the shape of the schema.
fn say_verdict(verdict: &Verdict) -> Value {
    json!({
        "outcome": verdict.outcome,
        "ruleSet": verdict.rule_set,
        "ruleSetHash": verdict.rule_set_hash,
        "findings": verdict.findings.iter().copied().map(say_finding).collect::<Vec<_>>(),
    })
}

fn say_finding(finding: Finding) -> Value {
    json!({
        "code": finding.code,
        "severity": finding.severity,
        "risk": finding.risk,
        "field": finding.field,
        "text": finding.text(),
        "remedy": finding.remedy(),
        "source": finding.source(),
    })
}

/// The rules to judge by: those that were handed in, or those that are built in.
enum Chosen {
    BuiltIn,
    HandedIn(RuleSet),
}

impl Chosen {
    fn get(&self) -> &RuleSet {
        match self {
            Self::BuiltIn => RuleSet::built_in(),
            Self::HandedIn(rules) => rules,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(reply: &str) -> Value {
        serde_json::from_str(reply).unwrap()
    }

    fn code(reply: &str) -> String {
        parsed(reply)["refusal"]["code"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    fn accepted() -> Value {
        json!({
            "asOf": "2026-12-01", "role": "316", "sector": "SANITAIRE", "healthDataNeed": true,
            "ecpsOnlyAcknowledged": true, "dmpAcknowledged": true, "termsAccepted": true,
        })
    }

    fn with(mut input: Value, name: &str, value: Value) -> String {
        input[name] = value;
        input.to_string()
    }

    #[test]
    fn a_verdict_names_its_rule_set_and_explains_itself() {
        let eligible = parsed(&simulate_verdict(&accepted().to_string()));
        assert_eq!(eligible["answer"]["outcome"], "ELIGIBLE");
        assert_eq!(eligible["answer"]["ruleSet"], "2026-11");
        assert_eq!(
            eligible["answer"]["ruleSetHash"],
            RuleSet::built_in().hash()
        );
        let outside = parsed(&simulate_verdict(&with(accepted(), "role", json!("307"))));
        assert_eq!(outside["answer"]["outcome"], "NOT_ELIGIBLE");
        let finding = &outside["answer"]["findings"][0];
        assert_eq!(finding["code"], "RISK_NOT_ACKNOWLEDGED");
        assert!(finding["text"]["fr"] != "" && finding["remedy"]["en"] != "");
    }

    #[test]
    fn a_stale_rule_set_hash_is_refused_with_a_code() {
        let stale = with(accepted(), "ruleSetHash", json!("0".repeat(64)));
        assert_eq!(code(&simulate_verdict(&stale)), "RULE_SET_CHANGED");
        let right = with(
            accepted(),
            "ruleSetHash",
            json!(RuleSet::built_in().hash().to_uppercase()),
        );
        assert_eq!(code(&simulate_verdict(&right)), "");
        let other = with(accepted(), "ruleSet", json!("2020-01"));
        assert_eq!(code(&simulate_verdict(&other)), "NOT_FOUND");
    }

    #[test]
    fn the_rules_may_be_handed_in() {
        let stricter = RuleSet::built_in()
            .body()
            .replace("\"workingAge\":16", "\"workingAge\":18");
        let mut input = accepted();
        input["birthDate"] = json!("2009-06-01");
        input["rules"] = json!(stricter);
        let found = parsed(&simulate_verdict(&input.to_string()));
        assert_eq!(found["answer"]["findings"][0]["code"], "UNDER_WORKING_AGE");
        assert_ne!(found["answer"]["ruleSetHash"], RuleSet::built_in().hash());
        input["rules"] = serde_json::from_str(&stricter).unwrap();
        assert_eq!(parsed(&simulate_verdict(&input.to_string())), found);
        input["rules"] = json!("{}");
        assert_eq!(
            code(&simulate_verdict(&input.to_string())),
            "INVALID_RULE_SET"
        );
        let read = json!({ "rules": stricter }).to_string();
        assert_eq!(parsed(&rule_set(&read))["answer"]["body"], json!(stricter));
        assert_eq!(parsed(&rule_set("{}"))["answer"]["name"], "2026-11");
    }

    #[test]
    fn a_form_gets_all_its_errors_at_once_and_its_verdict() {
        let input = json!({
            "asOf": "2026-12-01",
            "person": { "birthDate": "1990-01-31", "birthCountry": "99352" },
            "form": { "role": "316", "email": "no address", "structureFiness": "750712185" },
        });
        let answer = parsed(&check_form(&input.to_string()))["answer"].clone();
        assert_eq!(answer["form"], Value::Null);
        let errors = answer["errors"].as_array().unwrap();
        let said = |field: &str| {
            let error = errors.iter().find(|error| error["field"] == field);
            error.map_or(Value::Null, |error| error["problem"].clone())
        };
        assert_eq!(said("email"), "EMAIL_SHAPE");
        assert_eq!(said("birthTown"), "REQUIRED");
        assert_eq!(said("structureFiness"), "FINESS_KEY");
        assert_eq!(said("role"), Value::Null);
        assert_eq!(answer["verdict"]["outcome"], "NOT_ELIGIBLE");
        assert!(errors.iter().all(|error| error["text"]["fr"] != ""));
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_a_code() {
        for input in [
            "",
            "null",
            "{}",
            "{\"asOf\":\"2026-02-30\"}",
            "{\"asOf\":\"2026-12-01\",\"role\":\"999\"}",
            "{\"asOf\":\"2026-12-01\",\"rôle\":\"316\"}",
        ] {
            assert_eq!(
                code(&simulate_verdict(input)),
                "INVALID_ARGUMENT",
                "{input}"
            );
            assert_eq!(code(&check_form(input)), "INVALID_ARGUMENT", "{input}");
        }
        let nowhere =
            json!({ "asOf": "2026-12-01", "form": {}, "person": { "birthDate": "1990-01-31" } });
        assert_eq!(code(&check_form(&nowhere.to_string())), "INVALID_ARGUMENT");
    }

    #[test]
    fn every_refusal_has_its_text() {
        for refused in [
            Refused::InvalidArgument,
            Refused::InvalidRuleSet,
            Refused::NotFound,
            Refused::RuleSetChanged,
        ] {
            let said = parsed(&reply(Err(refused)));
            assert_ne!(
                said["refusal"]["text"],
                json!(catalogue::UNKNOWN),
                "{refused}"
            );
        }
    }
}
