//! The published catalogue: every code the portal answers with, and its texts.
//!
//! A code is never renamed or reused; `catalogue.golden.txt` keeps the list, and a test reads it.

mod batches;
mod errors;
mod fields;
mod findings;
mod notices;
mod problems;
mod refusals;
mod rules;
mod sign_in;
mod statuses;
mod timeline;

use crate::eligibility::FindingCode;
use crate::field_error::{Field, Problem};
use crate::rule_set::RuleFault;
use crate::status::Status;
use crate::text::Text;
use crate::value_set::CorrectionReason;

/// What is said of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FindingText {
    pub text: Text,
    /// What to do about it.
    pub remedy: Text,
    /// Where the rule comes from: a place in the notice, or a rule of the portal.
    pub source: &'static str,
}

/// A code and its text.
pub type Entry = (&'static str, Text);

pub const REFUSALS: &[Entry] = refusals::TABLE;
/// Of batches and files: refused as a whole, or in a row.
pub const BATCHES: &[Entry] = batches::TABLE;
pub const ERRORS: &[Entry] = errors::TABLE;
pub const SIGN_IN_ERRORS: &[Entry] = sign_in::TABLE;

/// A code, what happened, and what happens next.
pub const TIMELINE: &[(&str, Text, Text)] = timeline::TABLE;

/// A code, what concerns the person who is signed in, and what to do.
pub const NOTICES: &[(&str, Text, Text)] = notices::TABLE;

/// What is said when a code has no text of its own.
pub const UNKNOWN: Text = Text::new(
    "Une erreur inattendue est survenue. Réessayez dans quelques instants.",
    "An unexpected error occurred. Try again in a moment.",
);

/// Of a mutation that was refused.
pub fn refusal(code: &str) -> Text {
    find(REFUSALS, code)
        .or_else(|| find(BATCHES, code))
        .unwrap_or(UNKNOWN)
}

/// Of anything else that went wrong (not signed in, forbidden, limits, sign-in); `None` for a code
/// that is not ours.
pub fn error(code: &str) -> Option<Text> {
    find(ERRORS, code).or_else(|| find(SIGN_IN_ERRORS, code))
}

/// Title and detail of a step of the tracking page.
pub fn timeline(code: &str) -> (Text, Text) {
    let step = TIMELINE.iter().find(|(known, ..)| *known == code);
    step.map_or((UNKNOWN, UNKNOWN), |(_, title, detail)| (*title, *detail))
}

/// Title and detail of a notice.
pub fn notice(code: &str) -> (Text, Text) {
    let known = NOTICES.iter().find(|(known, ..)| *known == code);
    known.map_or((UNKNOWN, UNKNOWN), |(_, title, detail)| (*title, *detail))
}

pub fn finding(code: FindingCode) -> FindingText {
    findings::of(code)
}

pub fn problem(problem: Problem) -> Text {
    problems::of(problem)
}

/// What is wrong with a draft of a rule set.
pub fn rule_fault(fault: RuleFault) -> Text {
    rules::of(fault)
}

/// Label of a field.
pub fn field(field: Field) -> Text {
    fields::of(field)
}

pub fn status(status: Status) -> Text {
    statuses::of(status)
}

/// Why a manager sent a field back; an unknown code has no text.
pub fn correction(code: &str) -> Option<Text> {
    CorrectionReason::from_code(code).map(CorrectionReason::label)
}

fn find(table: &[Entry], code: &str) -> Option<Text> {
    let entry = table.iter().find(|(known, _)| *known == code);
    entry.map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::value_set::RejectionReason;

    /// Every text with its kind and its code, in the order of the catalogue.
    fn every_text() -> Vec<(String, Text)> {
        let mut texts = Vec::new();
        for &code in FindingCode::ALL {
            let finding = finding(code);
            texts.push((format!("finding {code}"), finding.text));
            texts.push((format!("finding {code}"), finding.remedy));
        }
        texts.extend(
            Problem::ALL
                .iter()
                .map(|&code| (format!("problem {code}"), problem(code))),
        );
        texts.extend(
            RuleFault::ALL
                .iter()
                .map(|&code| (format!("rule {code}"), rule_fault(code))),
        );
        texts.extend(
            REFUSALS
                .iter()
                .chain(BATCHES)
                .map(|(code, text)| (format!("refusal {code}"), *text)),
        );
        texts.extend(
            ERRORS
                .iter()
                .map(|(code, text)| (format!("error {code}"), *text)),
        );
        texts.extend(
            SIGN_IN_ERRORS
                .iter()
                .map(|(code, text)| (format!("sign-in {code}"), *text)),
        );
        for (code, title, detail) in TIMELINE {
            texts.push((format!("timeline {code}"), *title));
            texts.push((format!("timeline {code}"), *detail));
        }
        for (code, title, detail) in NOTICES {
            texts.push((format!("notice {code}"), *title));
            texts.push((format!("notice {code}"), *detail));
        }
        texts.extend(Status::ALL.map(|state| (format!("status {}", state.code()), status(state))));
        texts.extend(
            Field::ALL
                .iter()
                .map(|&code| (format!("field {code}"), field(code))),
        );
        texts.extend(
            CorrectionReason::ALL
                .iter()
                .map(|code| (format!("correction {code}"), code.label())),
        );
        texts.extend(
            RejectionReason::ALL
                .iter()
                .map(|code| (format!("rejection {code}"), code.label())),
        );
        texts
    }

    #[test]
    fn every_code_has_a_french_and_an_english_text() {
        for (code, text) in every_text() {
            for sentence in [text.fr, text.en] {
                assert!(!sentence.is_empty(), "{code} has no text");
                assert_eq!(sentence.trim(), sentence, "{code} has spaces to spare");
                assert!(
                    !sentence.contains('\''),
                    "{code} has a straight apostrophe: {sentence}"
                );
            }
        }
    }

    #[test]
    fn a_french_line_never_breaks_before_its_punctuation() {
        for (code, text) in every_text() {
            let breaks = [" :", " ;", " ?", " !"]
                .iter()
                .any(|mark| text.fr.contains(mark));
            assert!(!breaks, "{code} needs a no-break space: {}", text.fr);
        }
    }

    #[test]
    fn french_sentences_do_not_begin_in_lower_case() {
        let proper = ["e-CPS"];
        for (code, text) in every_text() {
            let lower = text.fr.starts_with(char::is_lowercase);
            assert!(
                !lower || proper.iter().any(|name| text.fr.starts_with(name)),
                "{code}: {}",
                text.fr
            );
        }
    }

    #[test]
    fn a_code_was_neither_renamed_nor_removed_nor_added_in_silence() {
        let codes: BTreeSet<String> = every_text().into_iter().map(|(code, _)| code).collect();
        let lines = include_str!("../catalogue.golden.txt").lines();
        let golden: BTreeSet<String> = lines.map(str::to_owned).collect();
        let gone: Vec<&String> = golden.difference(&codes).collect();
        assert!(
            gone.is_empty(),
            "a published code is never renamed or removed: {gone:?}"
        );
        let new: Vec<&String> = codes.difference(&golden).collect();
        assert!(
            new.is_empty(),
            "new codes are added to catalogue.golden.txt: {new:?}"
        );
    }

    #[test]
    fn no_refusal_or_error_has_the_code_of_another() {
        let mut codes: Vec<&str> = [REFUSALS, BATCHES, ERRORS, SIGN_IN_ERRORS]
            .concat()
            .iter()
            .map(|(code, _)| *code)
            .collect();
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
    }

    #[test]
    fn an_unknown_code_still_has_something_to_say() {
        assert_eq!(refusal("NO_SUCH_CODE"), UNKNOWN);
        assert_eq!(timeline("NO_SUCH_CODE"), (UNKNOWN, UNKNOWN));
        assert_eq!(error("NO_SUCH_CODE"), None);
        assert_eq!(correction("NO_SUCH_CODE"), None);
    }

    #[test]
    fn the_timeline_announces_the_delays_and_the_e_cps_only() {
        assert!(
            timeline("DIRECTORY_PUBLISHED")
                .1
                .fr
                .contains("24\u{a0}heures")
        );
        let (_, detail) = timeline("ECPS_ACTIVABLE");
        assert!(detail.fr.contains("48\u{a0}heures") && detail.en.contains("48"));
        assert!(detail.fr.contains("aucune carte physique") && detail.fr.contains("DMP"));
    }
}
