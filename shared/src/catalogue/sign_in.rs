//! Why a sign-in did not succeed, and the way on.

use super::Entry;
use crate::text::Text;

pub(super) const TABLE: &[Entry] = &[
    (
        "SIGN_IN_CANCELLED",
        Text::new(
            "Vous avez interrompu la connexion. Vous pouvez la reprendre quand vous le souhaitez.",
            "You stopped the sign-in. You can start again whenever you like.",
        ),
    ),
    (
        "SIGN_IN_STATE_UNKNOWN",
        Text::new(
            "Cette tentative de connexion n’est pas reconnue, ou elle a déjà servi. Recommencez depuis la page d’accueil.",
            "This sign-in attempt is not known, or was already used. Start again from the home page.",
        ),
    ),
    (
        "SIGN_IN_EXPIRED",
        Text::new(
            "La connexion a pris trop de temps et a expiré. Recommencez depuis la page d’accueil.",
            "The sign-in took too long and has expired. Start again from the home page.",
        ),
    ),
    (
        "SIGN_IN_PROVIDER_UNAVAILABLE",
        Text::new(
            "Le service d’identification ne répond pas. Réessayez dans quelques minutes.",
            "The identity service does not answer. Try again in a few minutes.",
        ),
    ),
    (
        "SIGN_IN_TOKEN_INVALID",
        Text::new(
            "La réponse du service d’identification n’a pas pu être vérifiée. Par sécurité, la connexion est refusée. Recommencez depuis la page d’accueil.",
            "The answer of the identity service could not be verified. The sign-in was refused for safety. Start again from the home page.",
        ),
    ),
    (
        "SIGN_IN_ASSURANCE_TOO_LOW",
        Text::new(
            "Le niveau de garantie de cette connexion est insuffisant. Recommencez avec un moyen d’identification plus sûr.",
            "The assurance level of this sign-in is too low. Start again with a stronger means of identification.",
        ),
    ),
    (
        "SIGN_IN_IDENTITY_INCOMPLETE",
        Text::new(
            "Le service d’identification n’a pas transmis tout votre état civil. Essayez un autre compte FranceConnect, ou adressez-vous à votre gestionnaire.",
            "The identity service did not send your whole civil status. Try another FranceConnect account, or ask your manager.",
        ),
    ),
    (
        "SIGN_IN_TEST_IDENTITY",
        Text::new(
            "Cette identité est réservée aux tests. Elle ne permet pas d’utiliser ce portail.",
            "This identity is kept for tests. It cannot be used on this portal.",
        ),
    ),
    (
        "SIGN_IN_TOO_MANY",
        Text::new(
            "Il y a eu trop de tentatives de connexion. Patientez quelques minutes, puis recommencez.",
            "There have been too many sign-in attempts. Wait a few minutes, then try again.",
        ),
    ),
    (
        "SIGN_IN_FAILED",
        Text::new(
            "La connexion n’a pas abouti à cause d’un incident du portail. Réessayez dans quelques instants.",
            "The sign-in did not succeed because of an incident at the portal. Try again in a moment.",
        ),
    ),
];
