//! The wording of the pages, in both languages, a module a page. The texts of codes stand in the
//! catalogue of `shared`, where the server reads them too.

pub(crate) mod access;
pub(crate) mod ans;
pub(crate) mod at_risk;
pub(crate) mod batches;
pub(crate) mod civil_status;
pub(crate) mod clients;
pub(crate) mod dashboard;
pub(crate) mod entry;
pub(crate) mod form;
pub(crate) mod news;
pub(crate) mod office;
pub(crate) mod phrases;
pub(crate) mod pre_check;
pub(crate) mod queue;
pub(crate) mod reference;
pub(crate) mod register;
pub(crate) mod registering;
pub(crate) mod regularisation;
pub(crate) mod requests;
pub(crate) mod review;
pub(crate) mod rules;
pub(crate) mod sessions;
pub(crate) mod sign_in;
pub(crate) mod spaces;
pub(crate) mod start;
pub(crate) mod step;
pub(crate) mod support;
pub(crate) mod templates;
pub(crate) mod terms;
pub(crate) mod tracking;
pub(crate) mod verdict;

use shared::catalogue;
use shared::text::Text;

use crate::api::ApiError;
use crate::browser::say;

/// `NAME = "French" / "English";`
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident = $fr:literal / $en:literal;)+) => {
        $($(#[$doc])* pub(crate) const $name: shared::text::Text = shared::text::Text::new($fr, $en);)+
    };
}
use texts;

/// What follows the name of a page in the title of the document.
pub(crate) const TITLE_END: Text = Text::new(
    " - Portail d’enregistrement RPPS+",
    " - RPPS+ registration portal",
);

/// Puts a value where the text has `{}`.
pub(crate) fn fill(text: &str, value: &str) -> String {
    text.replacen("{}", value, 1)
}

/// What is said of a call that failed: the server's own words, in the language of the page. The errors
/// that the pages find by themselves are said by the pages.
pub(crate) fn of_error(error: &ApiError) -> String {
    if !error.text.is_empty() {
        return error.text.clone();
    }
    let known = OWN_ERRORS.iter().find(|(code, _)| *code == error.code);
    say(known.map_or(catalogue::UNKNOWN, |(_, text)| *text)).to_owned()
}

/// Taken out of the catalogue when this is built, so that the rest of it stays with the server.
const OWN_ERRORS: &[catalogue::Entry] = &[
    ("NETWORK", phrases::NETWORK),
    ("TIMEOUT", phrases::TIMEOUT),
    of_catalogue("NOT_FOUND"),
    of_catalogue("NOT_SIGNED_IN"),
    of_catalogue("SESSION_ENDED"),
    of_catalogue("FORBIDDEN"),
    of_catalogue("BODY_TOO_LARGE"),
    of_catalogue("RATE_LIMITED"),
    of_catalogue("UNAVAILABLE"),
];

const fn of_catalogue(code: &'static str) -> catalogue::Entry {
    let mut at = 0;
    while at < catalogue::ERRORS.len() {
        let (known, text) = catalogue::ERRORS[at];
        if is_same(known.as_bytes(), code.as_bytes()) {
            return (code, text);
        }
        at += 1;
    }
    panic!("a code of the catalogue")
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}
