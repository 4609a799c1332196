//! The RPPS number: eleven digits for life, the last one a Luhn key.

use crate::luhn;
use crate::newtype::{text_newtype, without_spaces};

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RppsNumber(String);

text_newtype!(RppsNumber);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RppsError {
    #[error("an RPPS number has eleven digits")]
    Shape,
    #[error("the key of the RPPS number is wrong")]
    Key,
}

impl RppsNumber {
    pub fn parse(text: &str) -> Result<Self, RppsError> {
        if text.len() != 11 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(RppsError::Shape);
        }
        // Eleven zeros pass Luhn and are nobody's number.
        if !luhn::is_valid(text) || text.bytes().all(|byte| byte == b'0') {
            return Err(RppsError::Key);
        }
        Ok(Self(text.to_owned()))
    }

    /// As people write it, in groups.
    pub fn parse_typed(text: &str) -> Result<Self, RppsError> {
        Self::parse(&without_spaces(text))
    }

    /// The number with this order number, its key added; `None` past ten digits.
    pub fn from_order(order: u64) -> Option<Self> {
        if order > 9_999_999_999 {
            return None;
        }
        let mut text = format!("{order:010}");
        text.push(luhn::key(&text)?);
        Self::parse(&text).ok()
    }

    /// The ten digits before the key.
    pub fn order(&self) -> u64 {
        self.0
            .bytes()
            .take(10)
            .fold(0, |order, byte| order * 10 + u64::from(byte - b'0'))
    }

    /// 997… is kept for test cards and demonstrations.
    pub fn is_test(&self) -> bool {
        self.0.starts_with("997")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn right_numbers_parse() {
        for text in [
            "99700218896",
            "99700366240",
            "99700245667",
            "10009871020",
            "10009361360",
            "10123456781",
            "10000000009",
        ] {
            assert_eq!(RppsNumber::parse(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn published_examples_with_a_wrong_key_are_refused() {
        for text in [
            "10005678901",
            "10102727017",
            "10003461033",
            "10101201234",
            "10009781080",
        ] {
            assert_eq!(RppsNumber::parse(text), Err(RppsError::Key), "{text}");
        }
    }

    #[test]
    fn slips_of_the_finger_are_refused() {
        assert_eq!(RppsNumber::parse("10123456782"), Err(RppsError::Key));
        assert_eq!(RppsNumber::parse("10123465781"), Err(RppsError::Key));
        for text in [
            "",
            "1012345678",
            "810123456781",
            "8100112345678",
            "1012345678A",
            "10 123 456 781",
            "+1012345678",
            "１０１２３４５６７８１",
            "1012345678\0",
        ] {
            assert_eq!(RppsNumber::parse(text), Err(RppsError::Shape), "{text}");
        }
    }

    #[test]
    fn eleven_zeros_are_refused_although_their_key_is_right() {
        assert_eq!(RppsNumber::parse("00000000000"), Err(RppsError::Key));
        assert_eq!(RppsNumber::from_order(0), None);
    }

    #[test]
    fn spaces_are_forgiven_when_typed_and_full_width_digits_are_not() {
        let number = RppsNumber::parse("10123456781").unwrap();
        assert_eq!(
            RppsNumber::parse_typed(" 10 123\u{a0}456\u{202f}781 "),
            Ok(number)
        );
        assert_eq!(
            RppsNumber::parse_typed("１０１２３４５６７８１"),
            Err(RppsError::Shape)
        );
    }

    #[test]
    fn test_numbers_are_told_apart() {
        assert!(RppsNumber::parse("99700218896").unwrap().is_test());
        assert!(!RppsNumber::parse("10123456781").unwrap().is_test());
    }

    #[test]
    fn a_number_is_read_back_from_json_only_when_it_is_right() {
        let number: RppsNumber = serde_json::from_str("\"10123456781\"").unwrap();
        assert_eq!(serde_json::to_string(&number).unwrap(), "\"10123456781\"");
        assert!(serde_json::from_str::<RppsNumber>("\"10123456782\"").is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in ".*") {
            let _ = (RppsNumber::parse(&text), RppsNumber::parse_typed(&text));
        }

        #[test]
        fn a_number_made_from_its_order_parses(order in 1u64..=9_999_999_999) {
            let number = RppsNumber::from_order(order).unwrap();
            prop_assert_eq!(RppsNumber::parse(number.as_str()), Ok(number.clone()));
            prop_assert_eq!(number.order(), order);
        }

        #[test]
        fn orders_past_ten_digits_have_no_number(order in 10_000_000_000u64..) {
            prop_assert_eq!(RppsNumber::from_order(order), None);
        }

        #[test]
        fn one_digit_changed_is_refused(order in 1u64..=9_999_999_999, at in 0usize..11, by in 1u8..10) {
            let mut digits = RppsNumber::from_order(order).unwrap().as_str().to_owned().into_bytes();
            digits[at] = b'0' + (digits[at] - b'0' + by) % 10;
            let text = String::from_utf8(digits).unwrap();
            prop_assert_eq!(RppsNumber::parse(&text), Err(RppsError::Key));
        }
    }
}
