//! A person's civil status, as certified by FranceConnect or typed by a manager.

use serde::{Deserialize, Serialize};

use crate::cog::{CogError, CommuneCode, CountryCode};
use crate::date::Date;
use crate::name::normalise;

/// Who vouches for a civil status (value set `JDV_J111`, the codes in use).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Certification {
    /// Certified by FranceConnect.
    Fc,
    /// Certified by FranceConnect+.
    Fcp,
    /// Typed, checked by a manager against a document.
    Nc,
}

impl Certification {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fc => "FC",
            Self::Fcp => "FCP",
            Self::Nc => "NC",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Fc, Self::Fcp, Self::Nc]
            .into_iter()
            .find(|certification| certification.code() == code)
    }

    pub const fn is_certified(self) -> bool {
        matches!(self, Self::Fc | Self::Fcp)
    }
}

/// Administrative sex. FranceConnect's `unspecified` is `I`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sex {
    M,
    F,
    I,
}

impl Sex {
    pub const fn code(self) -> &'static str {
        match self {
            Self::M => "M",
            Self::F => "F",
            Self::I => "I",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::M, Self::F, Self::I]
            .into_iter()
            .find(|sex| sex.code() == code)
    }
}

/// Where a person was born.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum BirthPlace {
    France {
        commune: CommuneCode,
    },
    /// FranceConnect gives no town for a birth abroad: the person types it, uncertified.
    Abroad {
        country: CountryCode,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BirthPlaceError {
    #[error("the country of birth is not an INSEE code")]
    Country(#[source] CogError),
    #[error("a person born in France has a commune of birth")]
    Commune(#[source] CogError),
}

impl BirthPlace {
    /// From the two codes an identity provider gives. Born abroad, the place is not a code one can
    /// trust (it is empty, or a town, or nonsense): only the country counts.
    pub fn of_codes(place: &str, country: &str) -> Result<Self, BirthPlaceError> {
        let country = CountryCode::parse(country).map_err(BirthPlaceError::Country)?;
        if !country.is_france() {
            return Ok(Self::Abroad { country });
        }
        let commune = CommuneCode::parse(place).map_err(BirthPlaceError::Commune)?;
        Ok(Self::France { commune })
    }

    pub fn commune(&self) -> Option<&CommuneCode> {
        match self {
            Self::France { commune } => Some(commune),
            Self::Abroad { .. } => None,
        }
    }

    pub fn country(&self) -> CountryCode {
        match self {
            Self::France { .. } => CountryCode::FRANCE,
            Self::Abroad { country } => country.clone(),
        }
    }

    /// The one code of the register: the commune if born in France, else the country.
    pub fn code(&self) -> &str {
        match self {
            Self::France { commune } => commune.as_str(),
            Self::Abroad { country } => country.as_str(),
        }
    }
}

/// The civil status. Certified names are kept as received, whatever their characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Identity {
    pub certification: Certification,
    pub birth_name: String,
    /// In order; a compound first name with a space stays one element.
    pub first_names: Vec<String>,
    pub sex: Sex,
    pub birth_date: Date,
    pub birth_place: BirthPlace,
    /// Nom d'usage, when the provider has one.
    pub preferred_name: Option<String>,
}

impl Identity {
    /// The five traits that tell a person apart, in the form in which they are compared: birth name,
    /// first names, sex, birth date and place, in one line.
    pub fn traits(&self) -> String {
        let first_names: Vec<String> = self
            .first_names
            .iter()
            .map(|name| normalise(name))
            .collect();
        [
            normalise(&self.birth_name).as_str(),
            &first_names.join(" "),
            self.sex.code(),
            &self.birth_date.to_string(),
            self.birth_place.code(),
        ]
        .join("|")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(birth_name: &str, first_names: &[&str], place: &str, country: &str) -> Identity {
        Identity {
            certification: Certification::Fc,
            birth_name: birth_name.to_owned(),
            first_names: first_names.iter().map(|&name| name.to_owned()).collect(),
            sex: Sex::F,
            birth_date: Date::parse("1962-08-24").unwrap(),
            birth_place: BirthPlace::of_codes(place, country).unwrap(),
            preferred_name: None,
        }
    }

    #[test]
    fn birth_places_of_the_test_identities_are_read() {
        for place in [
            "75107", "95277", "13012", "75119", "2B002", "69674", "75109", "31555", "75117",
            "75101", "75113", "44109", "42218", "2A004", "2B050", "98729", "98611",
        ] {
            let place_of_birth = BirthPlace::of_codes(place, "99100").unwrap();
            assert_eq!(place_of_birth.code(), place);
            assert_eq!(place_of_birth.country(), CountryCode::FRANCE);
        }
        for country in [
            "99352", "99350", "99139", "99131", "99134", "99127", "99217",
        ] {
            let place_of_birth = BirthPlace::of_codes("", country).unwrap();
            assert_eq!(place_of_birth.code(), country);
            assert_eq!(place_of_birth.commune(), None);
        }
    }

    #[test]
    fn a_place_given_for_a_birth_abroad_is_left_aside() {
        let abroad = BirthPlace::of_codes("", "99352").unwrap();
        assert_eq!(BirthPlace::of_codes("90900", "99352").unwrap(), abroad);
        assert_eq!(BirthPlace::of_codes("Alger", "99352").unwrap(), abroad);
    }

    #[test]
    fn a_birth_in_france_needs_a_commune() {
        for place in ["", "99100", "99352", "Paris", "7510"] {
            assert!(
                matches!(
                    BirthPlace::of_codes(place, "99100"),
                    Err(BirthPlaceError::Commune(_))
                ),
                "{place}"
            );
        }
        for country in ["", "FR", "75107", "99000"] {
            assert!(
                matches!(
                    BirthPlace::of_codes("75107", country),
                    Err(BirthPlaceError::Country(_))
                ),
                "{country}"
            );
        }
    }

    #[test]
    fn certified_names_are_kept_as_received_and_compared_without_accents() {
        let received = identity("DURANTéàèùòœæŒÆ", &["JulieéàèùòœæŒÆ"], "2B002", "99100");
        let json = serde_json::to_string(&received).unwrap();
        assert_eq!(serde_json::from_str::<Identity>(&json).unwrap(), received);
        assert!(json.contains("DURANTéàèùòœæŒÆ"));
        let same = identity(
            "durant EAEUOoeaeOEae".replace(' ', "").as_str(),
            &["Julieeaeuooeaeoeae"],
            "2B002",
            "99100",
        );
        assert_eq!(received.traits(), same.traits());
    }

    #[test]
    fn every_trait_counts() {
        let person = identity("MARTIN", &["Alice"], "75107", "99100");
        let others = [
            identity("MARTINE", &["Alice"], "75107", "99100"),
            identity("MARTIN", &["Alicia"], "75107", "99100"),
            identity("MARTIN", &["Alice"], "75108", "99100"),
            identity("MARTIN", &["Alice"], "", "99352"),
            Identity {
                sex: Sex::M,
                ..person.clone()
            },
            Identity {
                birth_date: Date::parse("1962-08-25").unwrap(),
                ..person.clone()
            },
        ];
        for other in others {
            assert_ne!(other.traits(), person.traits());
        }
    }
}
