//! The parts that one person may have.

use super::texts;

texts! {
    TITLE = "Mes espaces" / "My spaces";
    ANS = "Espace de l’ANS" / "ANS space";
    FLAGGED = "Hors périmètre" / "Out of scope";
    REPRESENTATION = "Mes structures" / "My structures";
    QUEUE = "Demandes" / "Requests";
    HABILITATION = "Mon habilitation" / "My habilitation";
}
