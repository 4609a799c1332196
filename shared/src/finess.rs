//! The FINESS number of a structure: département, order number, Luhn key.

use crate::luhn;
use crate::newtype::{text_newtype, without_spaces};

/// Legal persons and sites have numbers of one shape: only the register tells them apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Finess(String);

text_newtype!(Finess);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FinessError {
    #[error("a FINESS number has nine characters, the third of which is 0")]
    Shape,
    #[error("the FINESS number does not begin with a département")]
    Departement,
    #[error("the key of the FINESS number is wrong")]
    Key,
}

impl Finess {
    pub fn parse(text: &str) -> Result<Self, FinessError> {
        let bytes = text.as_bytes();
        let &[first, second, zero, .., _] = bytes else {
            return Err(FinessError::Shape);
        };
        let digits_elsewhere = bytes
            .iter()
            .enumerate()
            .all(|(at, byte)| at == 1 || byte.is_ascii_digit());
        if bytes.len() != 9 || !digits_elsewhere || !second.is_ascii_alphanumeric() || zero != b'0'
        {
            return Err(FinessError::Shape);
        }
        let digit = match (first, second) {
            // Corsica, which no longer has a 20.
            (b'2', b'A') => b'1',
            // Haute-Corse, and the test structures of the ANS.
            (_, b'B') => b'2',
            (b'0' | b'2', b'0') | (b'9', b'6' | b'9') => {
                return Err(FinessError::Departement);
            }
            (_, digit) if digit.is_ascii_digit() => digit,
            _ => return Err(FinessError::Departement),
        };
        let digits: String = [first, digit]
            .into_iter()
            .chain(bytes[2..].iter().copied())
            .map(char::from)
            .collect();
        if !luhn::is_valid(&digits) {
            return Err(FinessError::Key);
        }
        Ok(Self(text.to_owned()))
    }

    /// As people write it: spaces, lower case.
    pub fn parse_typed(text: &str) -> Result<Self, FinessError> {
        Self::parse(&without_spaces(text).to_ascii_uppercase())
    }

    /// Test structures of the ANS carry a B in second place without being in Haute-Corse.
    pub fn is_test(&self) -> bool {
        self.0.as_bytes()[1] == b'B' && !self.0.starts_with('2')
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn right_numbers_parse() {
        for text in [
            "750712184",
            "690781810",
            "540002698",
            "580008803",
            "970100228",
            "970408589",
            "980500003",
            "2A0000014",
            "2B0000020",
            "0B0172805",
            "750000002",
            "0B0168811",
            "0B0184230",
            "0B0037750",
        ] {
            assert_eq!(Finess::parse(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn wrong_keys_are_refused() {
        for text in ["1B0062023", "750712185", "2B0000014", "2A0000020"] {
            assert_eq!(Finess::parse(text), Err(FinessError::Key), "{text}");
        }
    }

    #[test]
    fn a_number_begins_with_a_departement() {
        for text in [
            "2C0000014",
            "000000000",
            "200000008",
            "960000005",
            "990000002",
            "7A0712184",
        ] {
            assert_eq!(Finess::parse(text), Err(FinessError::Departement), "{text}");
        }
    }

    #[test]
    fn other_shapes_are_refused() {
        // The first one is an example of the FHIR directory guide, wrong twice: no 0 in third place.
        for text in [
            "754567860",
            "",
            "75071218",
            "7507121844",
            "750 712 184",
            "2a0000014é",
            "75071218A",
            "７５０７１２１８４",
            "A50712184",
        ] {
            assert_eq!(Finess::parse(text), Err(FinessError::Shape), "{text}");
        }
    }

    #[test]
    fn spaces_and_lower_case_are_forgiven_only_when_typed() {
        assert!(Finess::parse("2a0000014").is_err());
        assert_eq!(
            Finess::parse_typed("750 712 184"),
            Finess::parse("750712184")
        );
        assert_eq!(
            Finess::parse_typed(" 2a0000014"),
            Finess::parse("2A0000014")
        );
    }

    #[test]
    fn test_structures_are_told_apart_from_haute_corse() {
        assert!(Finess::parse("0B0172805").unwrap().is_test());
        assert!(!Finess::parse("2B0000020").unwrap().is_test());
        assert!(!Finess::parse("750712184").unwrap().is_test());
    }

    fn with_key(departement: &str, order: u32) -> String {
        let start = format!("{departement}0{order:05}");
        let digits = start.replace('A', "1").replace('B', "2");
        format!("{start}{}", luhn::key(&digits).unwrap())
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in ".*") {
            let _ = (Finess::parse(&text), Finess::parse_typed(&text));
        }

        #[test]
        fn a_number_with_its_key_parses(departement in "(0[1-9]|1[0-9]|2[1-9AB]|[3-8][0-9]|9[0-578]|[013]B)", order in 0u32..100_000) {
            let text = with_key(&departement, order);
            prop_assert!(Finess::parse(&text).is_ok(), "{}", text);
        }

        #[test]
        fn one_digit_of_the_order_or_the_key_changed_is_refused(order in 0u32..100_000, at in 3usize..9, by in 1u8..10) {
            let mut digits = with_key("75", order).into_bytes();
            digits[at] = b'0' + (digits[at] - b'0' + by) % 10;
            let text = String::from_utf8(digits).unwrap();
            prop_assert_eq!(Finess::parse(&text), Err(FinessError::Key));
        }
    }
}
