//! What people say that they know: each wording under its version, so that what was acknowledged can be read again.

use crate::text::Text;

/// One wording of what is acknowledged when a registration is at risk. It is never changed: another is another version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Risk {
    pub version: &'static str,
    pub person: Text,
    pub manager: Text,
}

impl Risk {
    /// What is shown now.
    pub const CURRENT: Self = Self {
        version: "2026-11",
        person: Text::new(
            "J’ai compris que mon enregistrement est hors du périmètre actuel et qu’il sera probablement supprimé plus tard.",
            "I understand that my registration is outside the current scope and will probably be deleted later.",
        ),
        manager: Text::new(
            "J’ai compris que cet enregistrement est hors périmètre et sera probablement supprimé plus tard.",
            "I understand that this registration is out of scope and will probably be deleted later.",
        ),
    };

    const ALL: &'static [Self] = &[Self::CURRENT];

    /// The wording of a version.
    pub fn of(version: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        all.find(|wording| wording.version == version).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wording_is_found_by_its_version() {
        assert_eq!(Risk::of(Risk::CURRENT.version), Some(Risk::CURRENT));
        assert_eq!(Risk::of("2020-01"), None);
        for text in Risk::ALL
            .iter()
            .flat_map(|risk| [risk.person, risk.manager])
        {
            assert!(!text.fr.contains('\'') && !text.en.is_empty());
        }
    }
}
