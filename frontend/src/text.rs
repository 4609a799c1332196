//! The wording of the pages, in both languages, a module a page. The texts of codes stand in the
//! catalogue of `shared`, where the server reads them too.

pub(crate) mod ans;
pub(crate) mod form;
pub(crate) mod phrases;
pub(crate) mod pre_check;
pub(crate) mod queue;
pub(crate) mod register;
pub(crate) mod requests;
pub(crate) mod review;
pub(crate) mod sign_in;
pub(crate) mod step;
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

/// What is said of a call that failed.
pub(crate) fn of_error(error: &ApiError) -> String {
    let code = error.code.as_str();
    let local = match code {
        "NETWORK" => Some(phrases::NETWORK),
        "TIMEOUT" => Some(phrases::TIMEOUT),
        _ => None,
    };
    let known = |table: &[catalogue::Entry]| {
        table
            .iter()
            .find(|(known, _)| *known == code)
            .map(|(_, text)| *text)
    };
    match local
        .or_else(|| known(catalogue::REFUSALS))
        .or_else(|| known(catalogue::ERRORS))
    {
        Some(text) => say(text).to_owned(),
        None if !error.text.is_empty() => error.text.clone(),
        None => say(catalogue::refusal(code)).to_owned(),
    }
}
