//! A person's civil status, as certified by FranceConnect or typed by a manager.

use serde::{Deserialize, Serialize};

use crate::cog::{CommuneCode, CountryCode};
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
    /// The five traits that tell a person apart, normalised, in one line: birth name, first names, sex, birth date
    /// and place.
    pub fn traits(&self) -> String {
        let first_names: Vec<String> = self
            .first_names
            .iter()
            .map(|name| normalise(name))
            .collect();
        let place = match &self.birth_place {
            BirthPlace::France { commune } => commune.as_str(),
            BirthPlace::Abroad { country } => country.as_str(),
        };
        [
            normalise(&self.birth_name).as_str(),
            &first_names.join(" "),
            self.sex.code(),
            &self.birth_date.to_string(),
            place,
        ]
        .join("|")
    }
}
