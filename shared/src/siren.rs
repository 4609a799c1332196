//! The SIREN number of a legal person: eight digits and a Luhn key.

use crate::luhn;
use crate::newtype::{text_newtype, without_spaces};

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Siren(String);

text_newtype!(Siren);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SirenError {
    #[error("a SIREN number has nine digits")]
    Shape,
    #[error("the key of the SIREN number is wrong")]
    Key,
}

impl Siren {
    pub fn parse(text: &str) -> Result<Self, SirenError> {
        if text.len() != 9 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(SirenError::Shape);
        }
        if !luhn::is_valid(text) || text == "000000000" {
            return Err(SirenError::Key);
        }
        Ok(Self(text.to_owned()))
    }

    /// As people write it, in groups of three.
    pub fn parse_typed(text: &str) -> Result<Self, SirenError> {
        Self::parse(&without_spaces(text))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn right_numbers_parse() {
        for text in [
            "732829320",
            "552100554",
            "267500452",
            "356000000",
            "123456782",
        ] {
            assert_eq!(Siren::parse(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn wrong_numbers_are_refused() {
        assert_eq!(Siren::parse("732829321"), Err(SirenError::Key));
        assert_eq!(Siren::parse("000000000"), Err(SirenError::Key));
        for text in [
            "",
            "73282932",
            "73282932000074",
            "73282932A",
            "732 829 320",
            "７３２８２９３２０",
        ] {
            assert_eq!(Siren::parse(text), Err(SirenError::Shape), "{text}");
        }
        assert_eq!(Siren::parse_typed("732 829 320"), Siren::parse("732829320"));
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in ".*") {
            let _ = (Siren::parse(&text), Siren::parse_typed(&text));
        }

        #[test]
        fn a_number_with_its_key_parses_and_no_other_key_does(order in 1u32..100_000_000, by in 1u32..10) {
            let start = format!("{order:08}");
            let key = luhn::key(&start).unwrap();
            let other = char::from_digit((key.to_digit(10).unwrap() + by) % 10, 10).unwrap();
            let right = format!("{start}{key}");
            let wrong = format!("{start}{other}");
            prop_assert!(Siren::parse(&right).is_ok());
            prop_assert_eq!(Siren::parse(&wrong), Err(SirenError::Key));
        }
    }
}
