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
