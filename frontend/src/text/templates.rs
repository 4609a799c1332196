//! Texts that managers keep for one another.

use super::texts;

texts! {
    TITLE = "Modèles de textes" / "Text templates";
    LEAD = "Les gestionnaires d’une structure partagent ces textes pour leurs rejets et leurs demandes de correction. Chaque texte choisi reste modifiable avant l’envoi." / "The managers of a structure share these texts for their rejections and correction requests. A text that is chosen can still be changed before it is sent.";
    CHOOSE = "Texte préparé" / "Prepared text";
    CHOOSE_FOR = "Texte préparé pour :" / "Prepared text for:";
    NONE = "Aucun modèle." / "No template.";
    PURPOSE = "Usage" / "Use";
    REJECTION = "Rejet" / "Rejection";
    CORRECTION = "Correction" / "Correction";
    NAME = "Nom du modèle" / "Name of the template";
    REASON = "Motif associé (facultatif)" / "Reason that goes with it (optional)";
    NO_REASON = "Aucun motif" / "No reason";
    TEXT = "Texte que la personne lira" / "Text that the person will read";
    NEW = "Nouveau modèle" / "New template";
    EDITED = "Modifier : {}" / "Change: {}";
    SAVE = "Enregistrer le modèle" / "Save the template";
    SAVED = "Modèle enregistré." / "Template saved.";
    EDIT = "Modifier" / "Change";
    DELETE = "Supprimer" / "Delete";
    DELETED = "Modèle supprimé." / "Template deleted.";
    CANCEL = "Abandonner la modification" / "Leave it unchanged";
}
