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
    pub const ALL: [Self; 3] = [Self::F, Self::M, Self::I];

    pub const fn code(self) -> &'static str {
        match self {
            Self::M => "M",
            Self::F => "F",
            Self::I => "I",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sex| sex.code() == code)
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

    /// By what a person who may be the same one is found.
    pub fn duplicate_keys(&self) -> DuplicateKeys {
        let name = bare(&self.birth_name);
        let first_name = first_word(self.first_names.first().map_or("", String::as_str));
        let (sex, place) = (self.sex.code(), self.birth_place.code());
        let (date, year) = (self.birth_date, self.birth_date.year());
        DuplicateKeys {
            name_date: format!("{name}|{first_name}|{date}"),
            date_place: format!("{first_name}|{sex}|{date}|{place}"),
            name_place: format!("{name}|{first_name}|{sex}|{year}|{place}"),
        }
    }
}

/// Three readings of a civil status. Two persons who share one of them may be one and the same: each leaves out what
/// people most often mistype or change. Hyphens, apostrophes and spaces count for nothing, and of the first names only
/// the first word counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuplicateKeys {
    /// Names and date of birth; sex and place may differ.
    pub name_date: String,
    /// First name, sex, date and place of birth; the birth name may differ.
    pub date_place: String,
    /// Names, sex, year and place of birth; day and month may differ.
    pub name_place: String,
}

/// A family name without what people write one way or another.
fn bare(name: &str) -> String {
    normalise(name).replace([' ', '-', '\''], "")
}

/// Of first names only the first word counts.
fn first_word(names: &str) -> String {
    let names = normalise(names.trim());
    let first = names.split([' ', '-', ',']).next();
    first.unwrap_or_default().to_owned()
}

/// Somebody who is looked for by what is known of the civil status: how their `name_date` reading begins and ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameSearch {
    pub start: String,
    pub end: String,
}

impl NameSearch {
    /// `None` for too little: a birth name, with a first name, a date of birth or both.
    pub fn new(birth_name: &str, first_names: &str, birth_date: Option<Date>) -> Option<Self> {
        let (name, first_name) = (bare(birth_name), first_word(first_names));
        let date = birth_date.map(|date| date.to_string());
        if name.is_empty() || first_name.is_empty() && date.is_none() {
            return None;
        }
        let end = date.map(|date| format!("|{date}")).unwrap_or_default();
        let start = if first_name.is_empty() {
            format!("{name}|")
        } else {
            format!("{name}|{first_name}|")
        };
        Some(Self { start, end })
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
    fn one_slip_still_finds_the_same_person() {
        let share = |one: &Identity, other: &Identity| {
            let (one, other) = (one.duplicate_keys(), other.duplicate_keys());
            one.name_date == other.name_date
                || one.date_place == other.date_place
                || one.name_place == other.name_place
        };
        let person = identity("HUC--GOUJON", &["Anne-Laure", "Zoé"], "75107", "99100");
        let date = |date: &str| Date::parse(date).unwrap();
        let slips = [
            identity("Huc Goujon", &["Anne Laure"], "75107", "99100"),
            identity("HUC-GOUJON", &["Anne"], "75108", "99100"),
            identity("MARTIN", &["Anne-Laure"], "75107", "99100"),
            Identity {
                sex: Sex::M,
                ..person.clone()
            },
            Identity {
                birth_date: date("1962-04-28"),
                ..person.clone()
            },
        ];
        for slip in slips {
            assert!(share(&person, &slip), "{slip:?}");
        }
        let others = [
            identity("HUC-GOUJON", &["Zoé"], "75107", "99100"),
            identity("MARTIN", &["Anne"], "75108", "99100"),
            Identity {
                birth_date: date("1963-08-24"),
                ..person.clone()
            },
        ];
        for other in others {
            assert!(!share(&person, &other), "{other:?}");
        }
    }

    #[test]
    fn somebody_is_found_by_a_name_and_one_thing_more() {
        let person = identity("HUC--GOUJON", &["Anne-Laure", "Zoé"], "75107", "99100");
        let key = person.duplicate_keys().name_date;
        let date = Date::parse("1962-08-24").ok();
        for found in [
            NameSearch::new("Huc Goujon", "anne", None),
            NameSearch::new("huc-goujon", "", date),
            NameSearch::new("Huc Goujon", "Anne Laure", date),
        ] {
            let found = found.unwrap();
            assert!(
                key.starts_with(&found.start) && key.ends_with(&found.end),
                "{found:?}"
            );
        }
        let other = NameSearch::new("Huc Goujon", "Zoé", None).unwrap();
        assert!(!key.starts_with(&other.start));
        assert_eq!(NameSearch::new("Huc Goujon", " ", None), None);
        assert_eq!(NameSearch::new("-", "Anne", date), None);
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
