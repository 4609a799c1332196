//! The short lists of the national nomenclature that the form offers.

use crate::newtype::coded_enum;
use crate::text::Text;

coded_enum! {
    /// `JDV_J113`.
    Civilite {
        Monsieur = "M",
        Madame = "MME",
    }
}

coded_enum! {
    /// Genre d'activité, `JDV_J116`.
    ActivityKind {
        CareAndPharmacy = "GENR01",
        Coordination = "GENR08",
        Administrative = "GENR09",
        LifeSupport = "GENR10",
        CareSupport = "GENR11",
        Supervision = "GENR12",
        MedicoAdministrative = "GENR13",
        Other = "GENR99",
    }
}

coded_enum! {
    /// Mode d'exercice, `JDV_J117`.
    PracticeMode {
        Employee = "S",
        SelfEmployed = "L",
        Volunteer = "B",
        Indirect = "I",
    }
}

coded_enum! {
    /// Catégorie professionnelle, `JDV_J118`.
    ProfessionalCategory {
        Civilian = "C",
        Student = "E",
        PublicAgent = "M",
    }
}

coded_enum! {
    /// Motif de rejet, `JDV_J125`. The last code is in lower case in the nomenclature itself.
    RejectionReason {
        Aut = "AUT",
        Cha = "CHA",
        Def = "def",
    }
}

coded_enum! {
    /// Why a manager sends a field back. Ours: the nomenclature has no such list.
    CorrectionReason {
        WrongValue = "WRONG_VALUE",
        Incomplete = "INCOMPLETE",
        DoesNotMatchDocument = "DOES_NOT_MATCH_DOCUMENT",
        WrongStructure = "WRONG_STRUCTURE",
        Other = "OTHER",
    }
}

coded_enum! {
    /// The document against which a manager checked a civil status. Ours: only its kind is kept, no number, no copy.
    IdentityDocument {
        IdentityCard = "IDENTITY_CARD",
        Passport = "PASSPORT",
        ResidencePermit = "RESIDENCE_PERMIT",
        DrivingLicence = "DRIVING_LICENCE",
    }
}

impl Civilite {
    pub const fn label(self) -> Text {
        match self {
            Self::Monsieur => Text::new("Monsieur", "Mr"),
            Self::Madame => Text::new("Madame", "Ms"),
        }
    }
}

impl ActivityKind {
    pub const fn label(self) -> Text {
        match self {
            Self::CareAndPharmacy => {
                Text::new("Activité de soin et de pharmacie", "Care and pharmacy")
            }
            Self::Coordination => {
                Text::new("Coordination et orientation", "Coordination and guidance")
            }
            Self::Administrative => Text::new(
                "Administratif ou appui à l’organisation de l’accompagnement",
                "Administration or support to the organisation of care",
            ),
            Self::LifeSupport => Text::new(
                "Accompagnement à la vie sociale, professionnelle, éducative",
                "Support in social, professional or educational life",
            ),
            Self::CareSupport => Text::new("Accompagnement au soin", "Support in care"),
            Self::Supervision => Text::new(
                "Encadrement et organisation de l’accompagnement",
                "Supervision and organisation of support",
            ),
            Self::MedicoAdministrative => {
                Text::new("Médico-administratif", "Medico-administrative")
            }
            Self::Other => Text::new("Autre activité", "Other activity"),
        }
    }
}

impl PracticeMode {
    pub const fn label(self) -> Text {
        match self {
            Self::Employee => Text::new("Salarié", "Employee"),
            Self::SelfEmployed => Text::new(
                "Libéral, indépendant, artisan, commerçant",
                "Self-employed, craftsman, shopkeeper",
            ),
            Self::Volunteer => Text::new("Bénévole", "Volunteer"),
            Self::Indirect => Text::new("Indirect", "Indirect"),
        }
    }
}

impl ProfessionalCategory {
    pub const fn label(self) -> Text {
        match self {
            Self::Civilian => Text::new("Civil", "Civilian"),
            Self::Student => Text::new("Étudiant", "Student"),
            Self::PublicAgent => Text::new("Agent public", "Public agent"),
        }
    }
}

impl RejectionReason {
    pub const fn label(self) -> Text {
        match self {
            Self::Aut => Text::new("Autre motif", "Other reason"),
            Self::Cha => Text::new("Changement d’activité", "Change of activity"),
            Self::Def => Text::new(
                "Rejet par votre gestionnaire (d’autorité d’enregistrement)",
                "Refused by your manager (registration authority)",
            ),
        }
    }
}

impl IdentityDocument {
    pub const fn label(self) -> Text {
        match self {
            Self::IdentityCard => Text::new("Carte nationale d’identité", "Identity card"),
            Self::Passport => Text::new("Passeport", "Passport"),
            Self::ResidencePermit => Text::new("Titre de séjour", "Residence permit"),
            Self::DrivingLicence => Text::new("Permis de conduire", "Driving licence"),
        }
    }
}

impl CorrectionReason {
    pub const fn label(self) -> Text {
        match self {
            Self::WrongValue => Text::new(
                "L’information semble inexacte",
                "The information seems wrong",
            ),
            Self::Incomplete => Text::new(
                "L’information est incomplète",
                "The information is incomplete",
            ),
            Self::DoesNotMatchDocument => Text::new(
                "L’information ne correspond pas au document présenté",
                "The information does not match the document shown",
            ),
            Self::WrongStructure => Text::new(
                "La structure choisie n’est pas la bonne",
                "The chosen structure is not the right one",
            ),
            Self::Other => Text::new("Autre raison", "Another reason"),
        }
    }
}
