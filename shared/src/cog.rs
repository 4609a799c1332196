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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn communes_parse_overseas_corsica_and_the_past_included() {
        for text in [
            "75107", "13055", "44109", "2A004", "2B033", "2B050", "97209", "97416", "97601",
            "98729", "98818", "98611", "20050", "92001",
        ] {
            assert_eq!(CommuneCode::parse(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn countries_parse_and_are_never_communes() {
        for text in [
            "99100", "99352", "99350", "99139", "99131", "99134", "99127", "99138", "99333",
            "99103", "99114", "99217",
        ] {
            assert_eq!(CountryCode::parse(text).unwrap().as_str(), text);
            assert_eq!(CommuneCode::parse(text), Err(CogError::IsCountry));
        }
        assert!(CountryCode::FRANCE.is_france());
        assert_eq!(CountryCode::parse("99100"), Ok(CountryCode::FRANCE));
    }

    #[test]
    fn codes_that_only_a_table_refuses_parse() {
        assert!(CommuneCode::parse("75007").is_ok());
        assert!(CommuneCode::parse("90900").is_ok());
    }

    #[test]
    fn other_shapes_are_refused() {
        for text in [
            "", "7510", "751077", "2A04", "2C001", "2a004", "Alger", "00001", "7510７", "A2004",
        ] {
            assert_eq!(CommuneCode::parse(text), Err(CogError::Shape), "{text}");
            assert!(CountryCode::parse(text).is_err(), "{text}");
        }
        assert_eq!(CountryCode::parse("75107"), Err(CogError::NotCountry));
        assert_eq!(CountryCode::parse("99000"), Err(CogError::NotCountry));
        assert_eq!(
            CommuneCode::parse_typed(" 2a004 "),
            CommuneCode::parse("2A004")
        );
    }

    #[test]
    fn a_commune_tells_its_departement() {
        let departement = |code: &str| CommuneCode::parse(code).unwrap().departement().to_owned();
        assert_eq!(departement("75107"), "75");
        assert_eq!(departement("2A004"), "2A");
        assert_eq!(departement("97416"), "974");
        assert_eq!(departement("98729"), "987");
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in ".*") {
            let _ = (CommuneCode::parse(&text), CountryCode::parse(&text), CommuneCode::parse_typed(&text));
        }

        #[test]
        fn a_code_is_of_a_commune_or_of_a_country_never_of_both(text in "[0-9]{5}") {
            prop_assert!(!(CommuneCode::parse(&text).is_ok() && CountryCode::parse(&text).is_ok()));
        }
    }
}
