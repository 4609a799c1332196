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
