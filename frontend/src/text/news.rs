//! What concerns the person who is signed in.

use super::texts;

texts! {
    TITLE = "Mes avis" / "My notices";
    LEAD = "Ce qui vous concerne dans le portail, du plus récent au plus ancien." / "What concerns you in the portal, the latest first.";
    NONE = "Aucun avis." / "No notice.";
    ALL_READ = "Tout est lu." / "Everything is read.";
    ONE_UNREAD = "1 avis non lu" / "1 unread notice";
    UNREAD = "{} avis non lus" / "{} unread notices";
    MARK = "Tout marquer comme lu" / "Mark all as read";
    SHOW_NEW = "Afficher ce qui a changé" / "Show what has changed";
    NEW = "Non lu" / "Unread";
    REQUESTS = "{} demandes" / "{} requests";
    MORE = "Afficher la suite" / "Show more";
    OPEN_REQUEST = "Ouvrir la demande" / "Open the request";
    OPEN_QUEUE = "Ouvrir la file" / "Open the queue";
    OPEN_ENTRY = "Ouvrir mon enregistrement" / "Open my entry";
    OPEN_HABILITATION = "Ouvrir mon habilitation" / "Open my habilitation";
    OPEN_STRUCTURES = "Ouvrir mes structures" / "Open my structures";
    OPEN_CONTACT = "Ouvrir la page de contact" / "Open the contact page";
}
