//! The SIRET number of an establishment: its SIREN, four digits and a key.

use crate::luhn;
use crate::newtype::{text_newtype, without_spaces};
use crate::siren::Siren;

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Siret(String);

text_newtype!(Siret);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SiretError {
    #[error("a SIRET number has fourteen digits")]
    Shape,
    #[error("the SIRET number does not begin with a SIREN number")]
    Siren,
    #[error("the key of the SIRET number is wrong")]
    Key,
}

const LA_POSTE: &str = "356000000";
const LA_POSTE_HEAD_OFFICE: &str = "35600000000048";

impl Siret {
    pub fn parse(text: &str) -> Result<Self, SiretError> {
        if text.len() != 14 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(SiretError::Shape);
        }
        Siren::parse(&text[..9]).map_err(|_| SiretError::Siren)?;
        // La Poste has more establishments than Luhn keys allow: all but its head office only
        // have a digit sum that is a multiple of five.
        let right = if text.starts_with(LA_POSTE) && text != LA_POSTE_HEAD_OFFICE {
            digit_sum(text).is_multiple_of(5)
        } else {
            luhn::is_valid(text)
        };
        if right {
            Ok(Self(text.to_owned()))
        } else {
            Err(SiretError::Key)
        }
    }

    /// As people write it, in groups.
    pub fn parse_typed(text: &str) -> Result<Self, SiretError> {
        Self::parse(&without_spaces(text))
    }

    /// The legal person that the establishment belongs to.
    #[expect(
        clippy::missing_panics_doc,
        reason = "`parse` refuses a SIRET whose SIREN does not parse"
    )]
    pub fn siren(&self) -> Siren {
        Siren::parse(&self.0[..9]).expect("checked when the SIRET was parsed")
    }
}

fn digit_sum(digits: &str) -> u32 {
    digits.bytes().map(|byte| u32::from(byte - b'0')).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn right_numbers_parse() {
        for text in [
            "73282932000074",
            "55210055400013",
            "26750045200011",
            "12345678200010",
        ] {
            let siret = Siret::parse(text).unwrap();
            assert_eq!(siret.as_str(), text);
            assert_eq!(siret.siren().as_str(), &text[..9]);
        }
    }

    #[test]
    fn establishments_of_la_poste_have_a_rule_of_their_own() {
        for text in ["35600000000048", "35600000000001", "35600000000015"] {
            assert!(Siret::parse(text).is_ok(), "{text}");
        }
        assert_eq!(Siret::parse("35600000000049"), Err(SiretError::Key));
        // Luhn holds, but this is not the head office and the sum is 23.
        assert!(luhn::is_valid("35600000000063"));
        assert_eq!(Siret::parse("35600000000063"), Err(SiretError::Key));
    }

    #[test]
    fn wrong_numbers_are_refused() {
        assert_eq!(Siret::parse("73282932000075"), Err(SiretError::Key));
        assert_eq!(Siret::parse("73282932100074"), Err(SiretError::Siren));
        assert_eq!(Siret::parse("00000000000000"), Err(SiretError::Siren));
        for text in [
            "",
            "732829320",
            "MONACOCONFO001",
            "732829320000744",
            "732 829 320 00074",
            "７３２８２９３２００００７４",
        ] {
            assert_eq!(Siret::parse(text), Err(SiretError::Shape), "{text}");
        }
        assert_eq!(
            Siret::parse_typed("732 829 320 00074"),
            Siret::parse("73282932000074")
        );
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in ".*") {
            let _ = (Siret::parse(&text), Siret::parse_typed(&text));
        }

        #[test]
        fn a_number_with_its_keys_parses_and_one_digit_changed_does_not(
            order in 1u32..35_600_000,
            nic in 0u32..10_000,
            at in 0usize..14,
            by in 1u8..10,
        ) {
            let siren = format!("{order:08}");
            let start = format!("{siren}{}{nic:04}", luhn::key(&siren).unwrap());
            let number = format!("{start}{}", luhn::key(&start).unwrap());
            prop_assert!(Siret::parse(&number).is_ok());
            let mut digits = number.into_bytes();
            digits[at] = b'0' + (digits[at] - b'0' + by) % 10;
            prop_assert!(Siret::parse(&String::from_utf8(digits).unwrap()).is_err());
        }
    }
}
