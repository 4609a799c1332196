//! The manager's queue.

use super::texts;

texts! {
    TITLE = "Demandes à traiter" / "Requests to process";
    FILTER_STATE = "Filtrer par état" / "Filter by state";
    FILTER_STRUCTURE = "Structure" / "Structure";
    ALL = "Toutes" / "All";
    ALL_STRUCTURES = "Toutes mes structures" / "All my structures";
    SEARCH = "Rechercher une demande" / "Find a request";
    SEARCH_HINT = "Début du nom de famille, référence ou numéro RPPS, dans tous les états" / "Beginning of the family name, reference or RPPS number, in every state";
    SEARCH_NOW = "Rechercher" / "Search";
    FOUND = "Demandes trouvées pour « {} »." / "Requests found for “{}”.";
    SEARCH_END = "Revenir aux demandes à traiter" / "Back to the requests to process";
    CAPTION = "Demandes" / "Requests";
    COLUMN_PERSON = "Personne" / "Person";
    COLUMN_ROLE = "Rôle" / "Role";
    COLUMN_STRUCTURE = "Structure" / "Structure";
    COLUMN_RECEIVED = "Reçue le" / "Received on";
    COLUMN_STATE = "État" / "State";
    EMPTY = "Aucune demande dans cette liste." / "No request in this list.";
    HELD = "Prise en charge par {}" / "Held by {}";
    HELD_MINE = "Prise en charge par vous" / "Held by you";
    AT_RISK = "Hors périmètre" / "Out of scope";
    ONE_NEW = "1 nouvelle demande : l’afficher" / "1 new request: show it";
    NEW = "{} nouvelles demandes : les afficher" / "{} new requests: show them";
    MORE = "Afficher la suite" / "Show more";
    LIVE = "La liste se met à jour d’elle-même." / "The list updates itself.";
    PAUSED = "La liste est en pause." / "The list is paused.";
    PAUSE = "Mettre la liste en pause" / "Pause the list";
    FOLLOW = "Reprendre les mises à jour" / "Resume the updates";
    ARRIVED = "Nouvelle demande reçue" / "New request received";
    VIEWS = "Mes vues enregistrées" / "My saved views";
    VIEW_NAME = "Nom de la vue affichée" / "Name of the view shown";
    VIEW_SAVE = "Enregistrer cette vue" / "Save this view";
    VIEW_SAVED = "Vue enregistrée : {}." / "View saved: {}.";
    VIEW_DELETE = "Supprimer la vue {}" / "Delete the view {}";
    VIEW_DELETED = "Vue supprimée : {}." / "View deleted: {}.";
    DELETE = "Supprimer" / "Delete";
    TICKED = "Choix" / "Choice";
    TICK = "Choisir la demande de {}" / "Choose the request of {}";
    TICK_ALL = "Choisir toutes les demandes affichées" / "Choose all requests shown";
    DECIDE_TICKED = "Décider par lot ({})" / "Decide together ({})";
}
