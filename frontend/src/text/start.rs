//! Where an employer's link leads.

use super::texts;

texts! {
    TITLE = "Demander mon enregistrement" / "Ask for my registration";
    FOR = "Votre demande sera adressée à {}, qui l’a sollicitée. Vous pourrez changer de structure." / "Your request will go to {}, which asked for it. You can choose another structure.";
    UNKNOWN = "La structure de ce lien n’est pas connue : vous la choisirez dans la demande." / "The structure of this link is not known: you will choose it in the request.";
    PRE_CHECK = "Vérifier d’abord si je suis concerné" / "Check first whether I am concerned";
}
