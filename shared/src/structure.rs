//! What the register says of a structure.

use crate::newtype::coded_enum;

coded_enum! {
    /// The format of a FINESS number does not tell which one it is.
    StructureKind {
        /// Entité juridique: the legal person holding the authorisations.
        Ej = "EJ",
        /// Établissement: a site of a legal person.
        Et = "ET",
    }
}

coded_enum! {
    /// The sector that a FINESS category belongs to.
    Sector {
        Sanitaire = "SANITAIRE",
        SocialMedicoSocial = "SOCIAL_MEDICO_SOCIAL",
        Unknown = "UNKNOWN",
    }
}

coded_enum! {
    /// Who sees to registrations in a structure.
    Department {
        HumanResources = "HUMAN_RESOURCES",
        MedicalAffairs = "MEDICAL_AFFAIRS",
        Informatics = "INFORMATICS",
        Other = "OTHER",
    }
}

coded_enum! {
    /// Whether managers of a legal entity have its sites.
    Management {
        Central = "CENTRAL",
        Local = "LOCAL",
    }
}
