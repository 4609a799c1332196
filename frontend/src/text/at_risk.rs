//! Who is registered at risk in a manager's structures.

use super::texts;

texts! {
    TITLE = "Enregistrements à risque" / "Registrations at risk";
    LEAD = "Ces enregistrements sont hors du périmètre actuel et seront probablement supprimés plus tard. Un poste qui entre dans le périmètre sort de cette liste." / "These registrations are outside the current scope and will probably be deleted later. A post that comes into scope leaves this list.";
    NONE = "Aucun enregistrement à risque." / "No registration at risk.";
    ONE = "1 enregistrement à risque" / "1 registration at risk";
    COUNT = "{} enregistrements à risque" / "{} registrations at risk";
    MORE = "Afficher la suite" / "Show more";
    ACKNOWLEDGED = "Risque reconnu par le gestionnaire le {}, texte de la version {} :" / "Risk acknowledged by the manager on {}, wording of version {}:";
    NOTICED = "Retrait annoncé, dernier jour pour réagir : {}" / "Withdrawal announced, last day to react: {}";
    OPEN = "Ouvrir l’enregistrement" / "Open the entry";
}
