//! A sentence in the two languages of the portal.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    Fr,
    En,
}

impl Language {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// French unless English is asked for: `en`, `en-GB`…
    pub fn from_code(code: &str) -> Self {
        if code
            .get(..2)
            .is_some_and(|head| head.eq_ignore_ascii_case("en"))
        {
            Self::En
        } else {
            Self::Fr
        }
    }
}

/// A fixed sentence, in French and in English.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Text {
    pub fr: &'static str,
    pub en: &'static str,
}

impl Text {
    pub const fn new(fr: &'static str, en: &'static str) -> Self {
        Self { fr, en }
    }

    pub const fn r#in(self, language: Language) -> &'static str {
        match language {
            Language::Fr => self.fr,
            Language::En => self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_is_spoken_unless_english_is_asked_for() {
        for code in ["en", "EN", "en-GB"] {
            assert_eq!(Language::from_code(code), Language::En, "{code}");
        }
        for code in ["", "e", "fr", "fr-FR", "de", "é", "日本"] {
            assert_eq!(Language::from_code(code), Language::Fr, "{code}");
        }
    }
}
