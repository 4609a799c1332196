//! Holders of test cards, and the part each plays in the demo.

/// A card or an e-CPS of the demo.
pub(super) struct Holder {
    /// `SubjectNameID`.
    pub login: &'static str,
    pub family_name: &'static str,
    pub given_name: &'static str,
    pub civilite: &'static str,
    /// Empty for a CPE: its holder has no profession in the RPPS.
    pub profession: &'static str,
    pub part: &'static str,
    /// FINESS number and name of each structure on the card.
    pub structures: &'static [(&'static str, &'static str)],
}

const HOSPITAL: (&str, &str) = ("0B0168811", "STRUCTURE DE TEST 0B0168811");
const HOME: (&str, &str) = ("0B0184230", "STRUCTURE DE TEST 0B0184230");
const OTHER: (&str, &str) = ("0B0037750", "STRUCTURE DE TEST 0B0037750");

pub(super) const ALL: [Holder; 6] = [
    Holder {
        login: "30B0168811/CPET00001",
        family_name: "EMPLOYE UN",
        given_name: "NADIA",
        civilite: "MME",
        profession: "",
        part: "CPE, gestionnaire RPPS+",
        structures: &[HOSPITAL],
    },
    Holder {
        login: "30B0184230/CPET00002",
        family_name: "EMPLOYE DEUX",
        given_name: "HUGO",
        civilite: "M",
        profession: "",
        part: "CPE, gestionnaire RPPS+ de deux structures",
        structures: &[HOME],
    },
    Holder {
        login: "899700366240",
        family_name: "DOC0036624",
        given_name: "KIT",
        civilite: "M",
        profession: "10",
        part: "représentant légal",
        structures: &[HOSPITAL, HOME, OTHER],
    },
    Holder {
        login: "899700245667",
        family_name: "DOC0024566",
        given_name: "MAYA",
        civilite: "MME",
        profession: "10",
        part: "mandataire",
        structures: &[HOSPITAL],
    },
    Holder {
        login: "899700218896",
        family_name: "DOC0021889",
        given_name: "ALIX",
        civilite: "MME",
        profession: "10",
        part: "agent de l’ANS",
        structures: &[],
    },
    Holder {
        login: "899700301122",
        family_name: "DOC0030112",
        given_name: "NOA",
        civilite: "M",
        profession: "10",
        part: "agent de l’ANS, le second",
        structures: &[],
    },
];

impl Holder {
    /// What its button says.
    pub(super) fn label(&self) -> String {
        format!(
            "{} {} ({}, {})",
            self.given_name, self.family_name, self.part, self.login
        )
    }
}
