//! The desk of an ANS agent.

use super::texts;

texts! {
    TITLE = "Structures et gestionnaires" / "Structures and managers";
    FIND = "Trouver une structure" / "Find a structure";
    FIND_HINT = "Par nom, numéro FINESS ou numéro SIRET." / "By name, FINESS number or SIRET number.";
    CREATE = "Créer une structure" / "Create a structure";
    CREATE_BUTTON = "Créer la structure" / "Create the structure";
    CREATED = "Structure créée." / "Structure created.";
    KIND_EJ = "Entité juridique (EJ)" / "Legal entity (EJ)";
    KIND_ET = "Établissement (ET)" / "Site (ET)";
    CATEGORY = "Catégorie FINESS agrégée" / "Aggregated FINESS category";
    CATEGORY_HINT = "4 chiffres ; le secteur en découle. Facultatif." / "4 digits; the sector follows from it. Optional.";
    OPTIONAL = "Facultatif." / "Optional.";
}
