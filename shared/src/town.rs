//! The town of birth of somebody born abroad: free text, since no table holds the world's towns.

use crate::name::tidy;
use crate::newtype::text_newtype;

/// Latin letters, digits and the punctuation of place names; 1 to 200 characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TownName(String);

text_newtype!(TownName);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TownError {
    #[error("a town has at most 200 characters")]
    TooLong,
    #[error("a town has at least one letter")]
    NoLetter,
    #[error("a town is written in Latin letters")]
    Character,
}

impl TownName {
    pub fn parse(text: &str) -> Result<Self, TownError> {
        if text.chars().count() > 200 {
            return Err(TownError::TooLong);
        }
        if !text
            .chars()
            .all(|c| is_latin(c) || is_mark(c) || c.is_ascii_digit() || " -'.,()/".contains(c))
        {
            return Err(TownError::Character);
        }
        if !text.chars().any(is_latin) {
            return Err(TownError::NoLetter);
        }
        Ok(Self(text.to_owned()))
    }

    /// As people write it: spaces to spare, a typographic apostrophe.
    pub fn parse_typed(text: &str) -> Result<Self, TownError> {
        Self::parse(&tidy(text))
    }
}

fn is_latin(c: char) -> bool {
    let accented =
        matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') && !matches!(c, '×' | '÷');
    c.is_ascii_alphabetic() || accented
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn towns_of_the_world_parse_in_latin_letters() {
        for text in [
            "Alger",
            "Saint-Louis (Sénégal)",
            "L'Aquila",
            "Łódź",
            "Thành phố Hồ Chí Minh",
            "São Paulo",
            "Nuevo León, México",
            "1st Town / Area No. 2",
            &"T".repeat(94),
        ] {
            assert_eq!(TownName::parse_typed(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn other_scripts_and_control_characters_are_refused() {
        for text in [
            "Алжир",
            "الجزائر",
            "東京",
            "Alger\0",
            "Al\nger",
            "Alger<script>",
            "😀",
        ] {
            assert_eq!(
                TownName::parse_typed(text),
                Err(TownError::Character),
                "{text}"
            );
        }
        for text in ["", "  ", "123", "-"] {
            assert_eq!(
                TownName::parse_typed(text),
                Err(TownError::NoLetter),
                "{text}"
            );
        }
        assert_eq!(TownName::parse(&"a".repeat(201)), Err(TownError::TooLong));
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in ".*") {
            let _ = (TownName::parse(&text), TownName::parse_typed(&text));
        }
    }
}
