//! The Luhn key that closes RPPS, FINESS, SIREN and SIRET numbers.

/// The digits, key included, add up. Anything but ASCII digits is refused.
pub fn is_valid(digits: &str) -> bool {
    !digits.is_empty() && weighted_sum(digits, false).is_some_and(|sum| sum.is_multiple_of(10))
}

/// The digit that makes the number valid when written after it.
pub fn key(digits: &str) -> Option<char> {
    let rest = weighted_sum(digits, true)? % 10;
    char::from_digit((10 - rest) % 10, 10)
}

/// Doubles every second digit from the right; `true` begins with the last one.
fn weighted_sum(digits: &str, mut doubled: bool) -> Option<u32> {
    let mut sum = 0;
    for byte in digits.bytes().rev() {
        if !byte.is_ascii_digit() {
            return None;
        }
        let digit = u32::from(byte - b'0');
        sum += match (doubled, digit) {
            (false, digit) => digit,
            (true, digit @ 0..=4) => digit * 2,
            (true, digit) => digit * 2 - 9,
        };
        doubled = !doubled;
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_ascii_digits_add_up() {
        assert!(is_valid("79927398713"));
        for text in [
            "",
            "7992739871A",
            "７９９２７３９８７１３",
            "7992 7398 713",
            "-0",
        ] {
            assert!(!is_valid(text), "{text}");
        }
        assert_eq!(key("7992739871"), Some('3'));
        assert_eq!(key("1A"), None);
    }

    #[test]
    fn the_swap_of_09_and_90_goes_unseen() {
        assert!(is_valid("10090000000") && is_valid("10900000000"));
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in ".*") {
            let _ = (is_valid(&text), key(&text));
        }

        #[test]
        fn a_number_with_its_key_is_valid(digits in "[0-9]{1,30}") {
            let number = format!("{digits}{}", key(&digits).unwrap());
            prop_assert!(is_valid(&number));
        }

        #[test]
        fn one_digit_changed_is_seen(digits in "[0-9]{1,30}", at in any::<prop::sample::Index>(), by in 1u8..10) {
            let mut number = format!("{digits}{}", key(&digits).unwrap()).into_bytes();
            let at = at.index(number.len());
            number[at] = b'0' + (number[at] - b'0' + by) % 10;
            prop_assert!(!is_valid(&String::from_utf8(number).unwrap()));
        }
    }
}
