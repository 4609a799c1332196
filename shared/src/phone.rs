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
