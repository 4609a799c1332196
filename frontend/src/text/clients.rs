//! Software of a structure that signs in by itself.

use super::texts;

texts! {
    TITLE = "Logiciels de {}" / "Software of {}";
    LEAD = "Un logiciel de votre structure (ressources humaines, gestion hospitalière) peut se connecter au portail par lui-même, avec les droits que vous lui donnez. Il lit seul, mais ne décide que pour un gestionnaire qui l’y autorise." / "Software of your structure (human resources, hospital management) can connect to the portal by itself, with the rights that you give it. It reads by itself, and decides only for a manager who lets it.";
    NONE = "Aucun logiciel n’est enregistré." / "No software is registered.";
    IDENTIFIER = "Identifiant (client_id)" / "Identifier (client_id)";
    SCOPES = "Droits" / "Rights";
    RANGES = "Adresses autorisées" / "Allowed addresses";
    ANY_RANGE = "Toutes" / "Any";
    SECRETS = "Fin des secrets" / "End of the secrets";
    NO_SECRET = "Aucun secret valable" / "No secret is valid";
    LAST_TOKEN = "Dernière connexion" / "Last connection";
    NEVER = "Jamais" / "Never";
    GRANTS = "Agit pour" / "Acts for";
    NOBODY = "Personne" / "Nobody";
    SUSPENDED = "Suspendu" / "Suspended";
    REVOKED = "Révoqué" / "Revoked";
    OPEN = "Actif" / "Active";
    ROTATE = "Nouveau secret" / "New secret";
    SUSPEND = "Suspendre" / "Suspend";
    RESUME = "Reprendre" / "Resume";
    REVOKE = "Révoquer" / "Revoke";
    GRANT = "Autoriser à agir pour moi" / "Let it act for me";
    WITHDRAW = "Retirer mon autorisation" / "Withdraw my leave";
    DONE = "C’est fait." / "Done.";
    SECRET = "Secret de {}" / "Secret of {}";
    SECRET_ONCE = "Copiez-le maintenant : il ne sera plus affiché. L’ancien secret, s’il y en a un, reste valable sept jours." / "Copy it now: it will not be shown again. The one before it, if there is one, stays good for seven days.";
    NEW = "Enregistrer un logiciel" / "Register software";
    NAME = "Nom du logiciel" / "Name of the software";
    RANGES_HINT = "Facultatif. Adresses ou réseaux séparés par des espaces, par exemple 192.0.2.0/24." / "Optional. Addresses or networks with spaces between them, for example 192.0.2.0/24.";
    CREATE = "Enregistrer" / "Register";
    LINK = "Logiciels de la structure" / "Software of the structure";
    BACK = "Retour à la structure" / "Back to the structure";
}
