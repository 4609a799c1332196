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
