//! The published catalogue: every code the portal answers with, and its texts.
//!
//! A code is never renamed or reused; `catalogue.golden.txt` keeps the list, and a test reads it.

mod errors;
mod fields;
mod findings;
mod problems;
mod refusals;
mod sign_in;
mod statuses;
mod timeline;

use crate::eligibility::FindingCode;
use crate::field_error::{Field, Problem};
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
pub const ERRORS: &[Entry] = errors::TABLE;
pub const SIGN_IN_ERRORS: &[Entry] = sign_in::TABLE;

/// A code, what happened, and what happens next.
pub const TIMELINE: &[(&str, Text, Text)] = timeline::TABLE;

const UNKNOWN: Text = Text::new(
    "Une erreur inattendue est survenue. Réessayez dans quelques instants.",
    "An unexpected error occurred. Try again in a moment.",
);

/// Of a mutation that was refused.
pub fn refusal(code: &str) -> Text {
    find(REFUSALS, code)
}

/// Of anything else that went wrong: not signed in, forbidden, limits.
pub fn error(code: &str) -> Text {
    find(ERRORS, code)
}

/// Of a sign-in that did not succeed, with the way on.
pub fn sign_in_error(code: &str) -> Text {
    find(SIGN_IN_ERRORS, code)
}

/// Title and detail of a step of the tracking page.
pub fn timeline(code: &str) -> (Text, Text) {
    let step = TIMELINE.iter().find(|(known, ..)| *known == code);
    step.map_or((UNKNOWN, UNKNOWN), |(_, title, detail)| (*title, *detail))
}

pub fn finding(code: FindingCode) -> FindingText {
    findings::of(code)
}

pub fn problem(problem: Problem) -> Text {
    problems::of(problem)
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

fn find(table: &[Entry], code: &str) -> Text {
    table
        .iter()
        .find(|(known, _)| *known == code)
        .map_or(UNKNOWN, |(_, text)| *text)
}
