//! What managers ask of their queues, as the store compares it.

use shared::id::RequestId;
use shared::name::search_key;
use shared::queue::Wanted;

use crate::app::App;
use crate::caller::SignedIn;
use crate::store::Narrowed;

const LONGEST_SEARCH: usize = 300;

/// Whether a text can be searched at all.
pub fn is_searchable(typed: &str) -> bool {
    typed.len() <= LONGEST_SEARCH && !typed.contains('\0')
}

/// What is typed, as terms are kept; nothing typed is no search. The spaces within a number are nobody's, the mark of
/// a verdict's code begins no search, and who has the id of a request means its reference.
pub fn term(typed: &str) -> Option<String> {
    let reference = typed.trim().parse().map(|id| RequestId(id).reference());
    let key = search_key(reference.as_deref().unwrap_or(typed));
    let key = key.trim_start_matches(['#', ' ']);
    let is_number = key.chars().all(|c| c.is_ascii_digit() || c == ' ');
    let term = if is_number {
        key.replace(' ', "")
    } else {
        key.to_owned()
    };
    Some(term).filter(|term| !term.is_empty())
}

/// What is wanted, by whom and now; nothing for a whole queue.
pub fn narrowed(app: &App, signed_in: &SignedIn, wanted: Wanted) -> Option<Narrowed> {
    (!wanted.is_all()).then(|| Narrowed {
        wanted,
        account: signed_in.account,
        at: app.clock.now(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_searched_as_terms_are_kept() {
        for (typed, term_of) in [
            ("  Élan-Müller ", Some("ELAN MULLER")),
            ("997 0000", Some("9970000")),
            ("#ROLE_OUT_OF_SCOPE", Some("ROLE_OUT_OF_SCOPE")),
            ("jean-paul@exemple.fr", Some("JEAN PAUL@EXEMPLE.FR")),
            (
                "019aaf0e-8f3b-7c3a-9d42-0123456789ab",
                Some("RP 23456 789AB"),
            ),
            (" # ", None),
        ] {
            assert_eq!(term(typed).as_deref(), term_of, "{typed}");
        }
    }
}
