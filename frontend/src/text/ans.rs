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
    MANAGERS = "Gestionnaires RPPS+ désignés" / "Designated RPPS+ managers";
    NO_MANAGER = "Aucun gestionnaire : personne ne peut traiter les demandes de cette structure." / "No manager: nobody can process the requests of this structure.";
    CENTRAL = "Gérée par les gestionnaires de son entité juridique." / "Managed by the managers of its legal entity.";
    SINCE = "depuis le {}" / "since {}";
    REVOKED = "révoqué le {}" / "revoked on {}";
    DESIGNATE = "Désigner un gestionnaire" / "Designate a manager";
    SUBJECT_HINT = "SubjectNameID de Pro Santé Connect, par exemple 899700218896 ou 30B0168811/CPET00001." / "SubjectNameID of Pro Santé Connect, for example 899700218896 or 30B0168811/CPET00001.";
    DESIGNATE_BUTTON = "Désigner" / "Designate";
    DESIGNATED = "Gestionnaire désigné." / "Manager designated.";
    REVOKE = "Révoquer" / "Revoke";
    REVOKE_REASON = "Motif de la révocation" / "Reason for the revocation";
    REVOKED_DONE = "Désignation révoquée." / "Designation revoked.";
    SUSPEND = "Suspendre" / "Suspend";
    SUSPEND_REASON = "Motif de la suspension" / "Reason for the suspension";
    SUSPENDED = "désignation suspendue depuis le {}" / "designation suspended since {}";
    SUSPENDED_DONE = "Désignation suspendue." / "Designation suspended.";
    RESUME = "Rétablir" / "Resume";
    RESUME_REASON = "Motif du rétablissement" / "Reason for the resumption";
    RESUMED_DONE = "Désignation rétablie." / "Designation resumed.";
    TURNS = "Historique" / "History";
    TURN_SUSPENDED = "Suspendue" / "Suspended";
    TURN_RESUMED = "Rétablie" / "Resumed";
    TURN_REVOKED = "Révoquée" / "Revoked";
    NOT_FOUND = "Cette structure n’existe pas." / "This structure does not exist.";
}
