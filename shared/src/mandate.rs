//! Who acts for a structure, and what each quality may do.

use crate::newtype::coded_enum;

coded_enum! {
    /// In which quality somebody represents a structure.
    Quality {
        /// Représentant légal.
        LegalRepresentative = "LEGAL_REPRESENTATIVE",
        Mandataire = "MANDATAIRE",
        /// Titulaire of an officine.
        Titulaire = "TITULAIRE",
    }
}

/// What a quality may do: data of a rule set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Powers {
    pub quality: Quality,
    /// A manager of the structure without a request.
    pub manages: bool,
    /// May designate managers there.
    pub designates: bool,
}

impl Powers {
    /// Those of a rule set that does not name them.
    pub const FIRST: [Self; 3] = [
        Self::of(Quality::LegalRepresentative),
        Self::of(Quality::Mandataire),
        Self::of(Quality::Titulaire),
    ];

    const fn of(quality: Quality) -> Self {
        Self {
            quality,
            manages: true,
            designates: true,
        }
    }
}
