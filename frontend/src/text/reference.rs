//! Reference data, as the ANS schedules it.

use super::texts;

texts! {
    TITLE = "Données de référence" / "Reference data";
    LEAD = "Une table importée est d’abord un brouillon. Vous voyez ce qu’elle ajoute, change ou clôt avant de lui donner une date d’effet. Une fois en vigueur, elle ne change plus." / "An imported table is a draft at first. You see what it adds, changes or ends before you give it a first day. Once in force it never changes.";
    ROLES = "Rôles (JDV_J121)" / "Roles (JDV_J121)";
    VALUE_SETS = "Listes du formulaire (JDV_J113, J116, J117, J118, J125)" / "Lists of the form (JDV_J113, J116, J117, J118, J125)";
    COMMUNES = "Communes" / "Communes";
    COUNTRIES = "Pays" / "Countries";
    SECTORS = "Secteurs par catégorie FINESS" / "Sectors by FINESS category";
    SECTORS_TEXT = "Ils font partie des jeux de règles\u{a0}: chaque verdict cite celui qui l’a produit." / "They are a part of the rule sets: each verdict names the one that made it.";
    BUILT_IN = "En vigueur\u{a0}: la table livrée avec le portail." / "In force: the table that came with the portal.";
    VERSION = "Version du {}" / "Version of {}";
    COUNTS = "{} lignes\u{a0}: {} ajoutées, {} changées, {} closes" / "{} rows: {} added, {} changed, {} ended";
    BACK = "Toutes les données de référence" / "All reference data";
    DIFFERENCES = "Différences avec la version précédente" / "Differences from the version before";
    FIRST = "Les 100 premières." / "The first 100.";
    SCHEDULE_HINT = "Aujourd’hui ou plus tard. La version en vigueur s’applique jusqu’à la veille." / "Today or later. The version in force holds until the day before.";
    SCHEDULED = "Version programmée." / "Version scheduled.";
    DISCARDED = "Version abandonnée." / "Version discarded.";
    DISCARD = "Abandonner cette version" / "Discard this version";
}
