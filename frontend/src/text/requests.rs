//! The list of one's own requests.

use super::texts;

texts! {
    TITLE = "Mes demandes" / "My requests";
    NEW = "Nouvelle demande" / "New request";
    CREATING = "Création en cours…" / "Creating…";
    NONE = "Vous n’avez encore déposé aucune demande." / "You have not filed any request yet.";
    RESUME = "Reprendre" / "Resume";
    FOLLOW = "Suivre" / "Follow";
    KEPT_UNTIL = "Ce brouillon sera supprimé le {} si vous n’y touchez plus." / "This draft will be deleted on {} if you leave it as it is.";
    SAVED_ON = "Dernière modification le {}" / "Last changed on {}";
    SUBMITTED_ON = "Envoyée le {}" / "Submitted on {}";
    NO_STRUCTURE = "Structure non choisie" / "No structure chosen";
    NO_ROLE = "Rôle non choisi" / "No role chosen";
    REGISTERED_TITLE = "Vous êtes enregistré au RPPS" / "You are registered in the RPPS";
    SEE_ENTRY = "Voir mon enregistrement et mon état civil" / "See my entry and my civil status";
    REGISTERED_TEXT = "Votre numéro RPPS : {}. Une nouvelle demande ajoutera une situation d’exercice ; votre numéro ne change pas." / "Your RPPS number: {}. A new request will add a situation; your number does not change.";
}
