//! The page of a registered person.

use super::texts;

texts! {
    TITLE = "Mon enregistrement au RPPS" / "My entry in the RPPS";
    NUMBER = "Numéro RPPS" / "RPPS number";
    NONE = "Aucun enregistrement n’est rattaché à votre compte." / "No registration is joined to your account.";
    NONE_TEXT = "Si vous venez d’être enregistré, identifiez-vous avec l’e-CPS de votre numéro RPPS, ou suivez votre demande avec FranceConnect." / "If you have just been registered, sign in with the e-CPS of your RPPS number, or follow your request with FranceConnect.";
    SITUATIONS = "Situations d’exercice" / "Situations";
    FROM = "Depuis le {}" / "Since {}";
    UNTIL = "jusqu’au {}" / "until {}";
    CONTACT = "Contacter le support de l’ANS" / "Contact the ANS support";
}
