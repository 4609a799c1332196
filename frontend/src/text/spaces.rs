//! The parts that one person may have.

use super::texts;

texts! {
    TITLE = "Mes espaces" / "My spaces";
    ACT_AS = "Agir à un autre titre" / "Act as something else";
    AS_AGENT = "Comme agent de l’ANS" / "As an agent of the ANS";
    AS_PROFESSIONAL = "Comme professionnel : mon enregistrement" / "As a professional: my entry";
    AS_MANAGER = "Comme gestionnaire : {}" / "As a manager: {}";
    AS_REPRESENTATIVE = "Comme représentant : {}" / "As a representative: {}";
    ALL = "toutes vos structures" / "all your structures";
    ANS = "Espace de l’ANS" / "ANS space";
    RULES = "Règles" / "Rules";
    REFERENCES = "Données de référence" / "Reference data";
    FLAGGED = "Hors périmètre" / "Out of scope";
    CORRECTIONS = "États civils" / "Civil statuses";
    SUPPORT = "Support" / "Support";
    CONSULTATIONS = "Dossiers et consultations" / "Files and looks";
    REPRESENTATION = "Mes structures" / "My structures";
    QUEUE = "Demandes" / "Requests";
    DASHBOARD = "Tableau de bord" / "Dashboard";
    TEMPLATES = "Modèles de textes" / "Text templates";
    PERSONS = "Personnes enregistrées" / "Registered persons";
    AT_RISK = "Enregistrements à risque" / "Registrations at risk";
    BATCHES = "Traitements par lot" / "Batches";
    HABILITATION = "Mon habilitation" / "My habilitation";
}
