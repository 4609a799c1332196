//! Figures of a manager's structures.

use super::texts;

texts! {
    TITLE = "Tableau de bord" / "Dashboard";
    LEAD = "Ces chiffres portent sur vos structures. Les semaines commencent le lundi." / "These figures are about your structures. Weeks begin on Monday.";
    LIVE = "Les chiffres se mettent à jour d’eux-mêmes." / "The figures update themselves.";
    PAUSED = "Les chiffres sont en pause." / "The figures are paused.";
    PAUSE = "Mettre les chiffres en pause" / "Pause the figures";
    FOLLOW = "Reprendre les mises à jour" / "Resume the updates";
    NOW = "En ce moment" / "Right now";
    WAITING_MANAGER = "Demandes qui attendent une décision : {}" / "Requests that wait for a decision: {}";
    WAITING_PROFESSIONAL = "Demandes qui attendent une correction : {}" / "Requests that wait for a correction: {}";
    WAITING_NO_MANAGER = "Demandes qui attendent sans gestionnaire désigné : {}" / "Requests that wait with no manager designated: {}";
    OLDEST = "la plus ancienne depuis le {}" / "the oldest since {}";
    AT_RISK = "Enregistrements à risque : {}" / "Registrations at risk: {}";
    TABLE = "Lire en tableau" / "Read as a table";
    FLOW = "Demandes par semaine" / "Requests by week";
    WEEK = "Semaine du" / "Week of";
    RECEIVED = "Reçues" / "Received";
    VALIDATED = "Validées" / "Validated";
    REJECTED = "Rejetées" / "Rejected";
    CORRECTIONS = "Corrections demandées" / "Corrections asked";
    ANSWERED = "Renvoyées après correction" / "Sent again after correction";
    WITHDRAWN = "Retirées ou parties ailleurs" / "Withdrawn or gone elsewhere";
    STATES = "Demandes par état" / "Requests by state";
    STATE = "État" / "State";
    COUNT = "Nombre" / "Number";
    AGES = "Depuis quand les demandes attendent" / "How long requests have waited";
    AGE = "Attente" / "Wait";
    TODAY = "Aujourd’hui" / "Today";
    DAYS = "{} à {} jours" / "{} to {} days";
    DAYS_OR_MORE = "{} jours et plus" / "{} days or more";
    BY_MANAGER = "Décision à prendre" / "Decision to take";
    BY_PROFESSIONAL = "Correction à faire" / "Correction to make";
    BY_NOBODY = "Aucun gestionnaire désigné" / "No manager designated";
    WAITS = "Durée des attentes terminées depuis douze semaines" / "Length of the waits that ended in the last twelve weeks";
    CAUSE = "Ce qui était attendu" / "What was waited for";
    ENDED = "Attentes terminées" / "Waits ended";
    MEDIAN = "Une sur deux" / "One in two";
    NINETIETH = "Neuf sur dix" / "Nine in ten";
    NO_WAIT = "-" / "-";
    BELOW = "en moins de {}" / "in less than {}";
    BETWEEN = "entre {} et {}" / "between {} and {}";
    BEYOND = "plus de {}" / "more than {}";
    HOUR = "1 heure" / "1 hour";
    HOURS = "{} heures" / "{} hours";
    DAY = "1 jour" / "1 day";
    WHOLE_DAYS = "{} jours" / "{} days";
    ROUTES = "Demandes reçues par voie, sur douze semaines" / "Requests received by route, over twelve weeks";
    ROUTE = "Voie" / "Route";
    BY_PERSON = "Le professionnel demande" / "The professional asks";
    IN_STEAD = "Le gestionnaire enregistre" / "The manager registers";
    ROLES = "Demandes reçues par rôle, sur douze semaines" / "Requests received by role, over twelve weeks";
    ROLE = "Rôle" / "Role";
}
