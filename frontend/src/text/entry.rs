//! Registered persons: who they are found by, and what changes of their entry.

use super::texts;

/// Kept with its version.
pub(crate) const RISK: shared::text::Text = shared::acknowledgement::Risk::CURRENT.manager;

texts! {
    SEARCH_TITLE = "Personnes enregistrées" / "Registered persons";
    SEARCH_LEAD = "Retrouvez un professionnel par son numéro RPPS, ou par son état civil s’il exerce ou a exercé dans une de vos structures." / "Find a professional by RPPS number, or by civil status if they work or worked in one of your structures.";
    KEPT = "Chaque recherche est conservée et visible par la personne trouvée." / "Each search is kept, and the person who is found can see it.";
    BY_NUMBER = "Par numéro RPPS" / "By RPPS number";
    NUMBER_HINT = "11 chiffres." / "11 digits.";
    BY_NAME = "Par état civil" / "By civil status";
    BY_NAME_HINT = "Le nom de naissance, avec le prénom, la date de naissance ou les deux." / "The birth name, with the first name, the date of birth or both.";
    FIRST_NAME = "Prénom" / "First name";
    SEARCH = "Rechercher" / "Search";
    TOO_LITTLE = "Indiquez un numéro RPPS, ou un nom de naissance avec un prénom ou une date de naissance." / "Give an RPPS number, or a birth name with a first name or a date of birth.";
    NONE = "Personne ne correspond à cette recherche." / "Nobody matches this search.";
    ONE = "1 personne trouvée" / "1 person found";
    FOUND = "{} personnes affichées" / "{} persons shown";
    MORE = "Afficher la suite" / "Show more";
    OPEN = "Ouvrir l’enregistrement" / "Open the entry";
    ELSEWHERE = "Exerce dans une structure que vous ne gérez pas : son détail n’est pas affiché." / "Works in a structure that you do not manage: the details are not shown.";
    BORN = "Date de naissance : {}" / "Date of birth: {}";
    ENDED = "Terminée" / "Ended";
    BACK = "Personnes enregistrées" / "Registered persons";

    CONTACT = "Coordonnées et noms d’exercice" / "Contact and names of exercise";
    CHANGE_CONTACT = "Modifier les coordonnées" / "Change the contact";
    CHANGE_NAMES = "Modifier les noms d’exercice" / "Change the names of exercise";
    CONTACT_HINT = "Une nouvelle adresse e-mail remplace l’ancienne une fois confirmée par un code." / "A new e-mail address replaces the old one once it is confirmed by a code.";
    CONTACT_DONE = "Coordonnées modifiées." / "The contact was changed.";
    CONTACT_ASKED = "Un code a été envoyé à la nouvelle adresse." / "A code was sent to the new address.";
    NAMES_DONE = "Noms d’exercice modifiés." / "The names of exercise were changed.";
    WAITS = "Une nouvelle adresse e-mail attend sa confirmation" / "A new e-mail address waits to be confirmed";
    WAITS_TEXT = "Un code a été envoyé à {}. Il est valable jusqu’au {}. Les autres modifications attendent sa confirmation ou son annulation." / "A code was sent to {}. It is valid until {}. Other changes wait until it is confirmed or cancelled.";
    CODE_FROM_PERSON = "La personne peut saisir le code sur la page de son enregistrement, ou vous le donner." / "The person can type the code on the page of their entry, or give it to you.";
    CANCEL_CHANGE = "Annuler cette modification" / "Cancel this change";
    CANCELLED_DONE = "Modification annulée." / "The change was cancelled.";

    CHANGE_POST = "Modifier" / "Change";
    CLOSE_POST = "Fermer la situation" / "Close the situation";
    OF_POST = "{}, {}" / "{}, {}";
    CHANGE_POST_TITLE = "Modifier la situation : {}" / "Change the situation: {}";
    CLOSE_POST_TITLE = "Fermer la situation : {}" / "Close the situation: {}";
    CLOSE_POST_LEAD = "La personne garde son numéro RPPS. Elle est prévenue par e-mail." / "The person keeps the RPPS number, and is told by e-mail.";
    MOVE_HINT = "Une de vos structures. Pour une autre, adressez-vous à son représentant légal." / "One of your structures. For another, turn to who represents it.";
    END_HINT = "Aujourd’hui, une date passée ou une date à venir." / "Today, an earlier day or a later one.";
    CLOSING_REASON = "Motif : {}" / "Reason: {}";
    POST_DONE = "Situation modifiée." / "The situation was changed.";
    POST_CLOSED = "Date de fin enregistrée." / "The last day was kept.";
    SAVE = "Enregistrer" / "Save";
    OTHERS = "Cette personne a {} situation(s) dans des structures que vous ne gérez pas." / "This person has {} situation(s) in structures that you do not manage.";
    ADD_POST = "Enregistrer une nouvelle situation pour cette personne" / "Register a new situation for this person";

    HISTORY = "Historique des modifications" / "History of changes";
    NO_HISTORY = "Aucune modification depuis l’enregistrement." / "No change since the registration.";
    BY_PERSON = "par la personne" / "by the person";
    BY_MANAGER = "par un gestionnaire de {}" / "by a manager of {}";
    NOTHING = "rien" / "nothing";
    KIND_CONTACT = "Coordonnées" / "Contact";
    KIND_NAMES = "Noms d’exercice" / "Names of exercise";
    KIND_SITUATION = "Situation modifiée" / "Situation changed";
    KIND_CLOSING = "Situation fermée" / "Situation closed";
    STATE_WAITING = "En attente" / "Waiting";
    STATE_CANCELLED = "Annulée" / "Cancelled";
    STATE_EXPIRED = "Code expiré" / "Code expired";
}
