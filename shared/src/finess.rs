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
