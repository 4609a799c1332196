//! The telephone that the e-CPS activation code is sent to, kept as E.164.

use crate::newtype::text_newtype;

/// `+` and 4 to 15 digits; a French number has nine of them after `+33`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Phone(String);

text_newtype!(Phone);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a telephone number is written +33612345678")]
pub struct PhoneError;

impl Phone {
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let digits = text.strip_prefix('+').ok_or(PhoneError)?;
        let right = (4..=15).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && match digits.strip_prefix("33") {
                Some(national) => national.len() == 9 && !national.starts_with('0'),
                None => !digits.starts_with('0'),
            };
        if right {
            Ok(Self(text.to_owned()))
        } else {
            Err(PhoneError)
        }
    }

    /// As people write it: `06 12 34 56 78`, `06.12.34.56.78`, `+33 (0)6…`, `0033 6…`.
    pub fn parse_typed(text: &str) -> Result<Self, PhoneError> {
        let number: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !".-/()".contains(*c))
            .collect();
        let international = number
            .strip_prefix('+')
            .or_else(|| number.strip_prefix("00"));
        let digits = match (international, number.strip_prefix('0')) {
            (Some(digits), _) => match digits.strip_prefix("330") {
                // "+33 (0)6…": the zero is only for calls within France.
                Some(national) => format!("33{national}"),
                None => digits.to_owned(),
            },
            (None, Some(national)) if national.len() == 9 => {
                format!("{}{national}", country_of(national))
            }
            _ => return Err(PhoneError),
        };
        Self::parse(&format!("+{digits}"))
    }
}

/// The overseas départements are dialled within the French plan but have country codes of their own.
fn country_of(national: &str) -> &'static str {
    match national.get(..3) {
        Some("590" | "690" | "691") => "590",
        Some("594" | "694") => "594",
        Some("596" | "696" | "697") => "596",
        Some("262" | "263" | "269" | "639" | "692" | "693") => "262",
        _ => "33",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn typed(text: &str) -> Option<String> {
        Phone::parse_typed(text).ok().map(|phone| phone.to_string())
    }

    #[test]
    fn french_numbers_are_kept_as_e164() {
        for text in [
            "0612345678",
            "06 12 34 56 78",
            "06.12.34.56.78",
            "06-12-34-56-78",
            "+33612345678",
            "+33 6 12 34 56 78",
            "+33 (0)6 12 34 56 78",
            "0033 6 12 34 56 78",
            " 06\u{a0}12\u{202f}34 56 78 ",
        ] {
            assert_eq!(typed(text).as_deref(), Some("+33612345678"), "{text}");
        }
    }

    #[test]
    fn overseas_numbers_get_their_own_country_code() {
        assert_eq!(typed("0690 12 34 56").as_deref(), Some("+590690123456"));
        assert_eq!(typed("0694 12 34 56").as_deref(), Some("+594694123456"));
        assert_eq!(typed("0596 12 34 56").as_deref(), Some("+596596123456"));
        assert_eq!(typed("0692 12 34 56").as_deref(), Some("+262692123456"));
        assert_eq!(typed("0639 12 34 56").as_deref(), Some("+262639123456"));
    }

    #[test]
    fn numbers_of_other_countries_keep_theirs() {
        assert_eq!(typed("+32 470 12 34 56").as_deref(), Some("+32470123456"));
        assert_eq!(typed("00352 621 123 456").as_deref(), Some("+352621123456"));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "+",
            "06 12 34 56",
            "06 12 34 56 789",
            "612345678",
            "15",
            "+33 6 12 34 56",
            "+3361234567890",
            "+033612345678",
            "+123",
            "+1234567890123456",
            "06 12 34 56 7A",
            "０６１２３４５６７８",
            "0612345678\0",
            "tel:0612345678",
        ] {
            assert_eq!(typed(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_stored_is_strict() {
        assert!(Phone::parse("+33612345678").is_ok());
        for text in [
            "0612345678",
            "+33 612345678",
            "+330612345678",
            "33612345678",
        ] {
            assert_eq!(Phone::parse(text), Err(PhoneError), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in ".*") {
            let _ = (Phone::parse(&text), Phone::parse_typed(&text));
        }

        #[test]
        fn what_was_typed_right_is_stored_right(text in "0[1-9]( ?[0-9]{2}){4}") {
            let phone = Phone::parse_typed(&text).unwrap();
            prop_assert_eq!(Phone::parse(phone.as_str()), Ok(phone.clone()));
        }
    }
}
