//! One's own open sessions.

use super::texts;

texts! {
    TITLE = "Mes sessions ouvertes" / "My open sessions";
    LEAD = "Si vous n’en reconnaissez pas une, mettez-y fin : elle se ferme aussitôt, avec ses pages ouvertes." / "If you do not recognise one, end it: it closes at once, with its open pages.";
    THIS_ONE = "Celle-ci" / "This one";
    OPENED = "Ouverte le {}" / "Opened on {}";
    SEEN = "Dernière utilisation : {}" / "Last used: {}";
    END = "Mettre fin à la session" / "End the session";
    ENDED = "Session terminée." / "Session ended.";
}
