//! INSEE codes of places of birth: communes, and countries as `99…`.
//!
//! Communes merge and disappear, so only the shape is checked here; a code that the table lacks
//! is the business of a finding.

use std::borrow::Cow;

use crate::newtype::text_newtype;

/// A commune of today or of the past, overseas included.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CommuneCode(String);

/// A country, France (`99100`) included.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CountryCode(Cow<'static, str>);

text_newtype!(CommuneCode);
text_newtype!(CountryCode);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CogError {
    #[error("an INSEE code has five characters: two of the département, three digits")]
    Shape,
    #[error("99… is the code of a country, not of a commune")]
    IsCountry,
    #[error("the code of a country begins with 99")]
    NotCountry,
}

impl CommuneCode {
    pub fn parse(text: &str) -> Result<Self, CogError> {
        match check_shape(text)? {
            b"99" => Err(CogError::IsCountry),
            b"00" => Err(CogError::Shape),
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// As people write it: spaces around, lower case.
    pub fn parse_typed(text: &str) -> Result<Self, CogError> {
        Self::parse(&text.trim().to_ascii_uppercase())
    }

    /// `2A`, `75`, and three digits overseas: `974`.
    pub fn departement(&self) -> &str {
        let overseas = self.0.starts_with("97") || self.0.starts_with("98");
        if overseas { &self.0[..3] } else { &self.0[..2] }
    }
}

impl CountryCode {
    pub const FRANCE: Self = Self(Cow::Borrowed("99100"));

    pub fn parse(text: &str) -> Result<Self, CogError> {
        match check_shape(text)? {
            // 99000 stands for "not given".
            b"99" if text != "99000" => Ok(Self(Cow::Owned(text.to_owned()))),
            _ => Err(CogError::NotCountry),
        }
    }

    /// As people write it: spaces around.
    pub fn parse_typed(text: &str) -> Result<Self, CogError> {
        Self::parse(text.trim())
    }

    pub fn is_france(&self) -> bool {
        *self == Self::FRANCE
    }
}

/// The check FranceConnect itself makes: `^(?:2[AB]|[0-9]{2})[0-9]{3}$`.
fn check_shape(text: &str) -> Result<&[u8], CogError> {
    match text.as_bytes() {
        [b'2', b'A' | b'B', rest @ ..] | [b'0'..=b'9', b'0'..=b'9', rest @ ..]
            if rest.len() == 3 && rest.iter().all(u8::is_ascii_digit) =>
        {
            Ok(&text.as_bytes()[..2])
        }
        _ => Err(CogError::Shape),
    }
}
