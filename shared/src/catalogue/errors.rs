//! What goes wrong outside a mutation's own refusals: rights, limits, breakdowns.

use super::Entry;
use crate::text::Text;

pub(super) const TABLE: &[Entry] = &[
    (
        "NOT_SIGNED_IN",
        Text::new(
            "Vous devez vous connecter pour continuer.",
            "You must sign in to continue.",
        ),
    ),
    (
        "FORBIDDEN",
        Text::new(
            "Vous n’avez pas le droit de faire cette action.",
            "You do not have the right to do this.",
        ),
    ),
    (
        "NOT_FOUND",
        Text::new(
            "Cet élément n’existe pas, ou vous n’y avez pas accès.",
            "This does not exist, or you do not have access to it.",
        ),
    ),
    (
        "INVALID_ARGUMENT",
        Text::new(
            "Un argument de la requête n’est pas valable. Vérifiez sa forme dans le schéma.",
            "An argument of the query is not valid. Check its shape in the schema.",
        ),
    ),
    (
        "RULE_SET_CHANGED",
        Text::new(
            "Le jeu de règles n’est pas celui que vous attendez. Relisez-le, puis recommencez.",
            "The rule set is not the one you expect. Read it again, then try again.",
        ),
    ),
    (
        "PURPOSE_REQUIRED",
        Text::new(
            "Indiquez pourquoi vous ouvrez ce dossier : ce motif est conservé et montré à la personne.",
            "Say why you open this file: the reason is kept and shown to the person.",
        ),
    ),
    (
        "TOO_COMPLEX",
        Text::new(
            "La requête demande trop d’éléments à la fois. Demandez moins de champs ou des pages plus courtes.",
            "The query asks for too much at once. Ask for fewer fields or shorter pages.",
        ),
    ),
    (
        "TOO_DEEP",
        Text::new(
            "La requête est imbriquée trop profondément. Réduisez le nombre de niveaux.",
            "The query is nested too deeply. Use fewer levels.",
        ),
    ),
    (
        "TOO_MANY_ALIASES",
        Text::new(
            "La requête contient trop d’alias. Répartissez-la en plusieurs requêtes.",
            "The query has too many aliases. Split it into several queries.",
        ),
    ),
    (
        "RATE_LIMITED",
        Text::new(
            "Vous avez fait trop de demandes en peu de temps. Patientez un instant, puis recommencez.",
            "You have made too many requests in a short time. Wait a moment, then try again.",
        ),
    ),
    (
        "BODY_TOO_LARGE",
        Text::new(
            "Le contenu envoyé est trop volumineux.",
            "What was sent is too large.",
        ),
    ),
    (
        "UNSUPPORTED_MEDIA_TYPE",
        Text::new(
            "Le format envoyé n’est pas accepté. Envoyez du JSON (application/json).",
            "The format sent is not accepted. Send JSON (application/json).",
        ),
    ),
    (
        "ORIGIN_REFUSED",
        Text::new(
            "Cette demande vient d’un autre site. Par sécurité, elle a été refusée.",
            "This request comes from another site. It was refused for safety.",
        ),
    ),
    (
        "SESSION_ENDED",
        Text::new(
            "Votre session est terminée. Reconnectez-vous pour continuer : vos brouillons sont conservés.",
            "Your session has ended. Sign in again to continue: your drafts are kept.",
        ),
    ),
    (
        "SIGN_IN_AGAIN",
        Text::new(
            "Par sécurité, cet acte demande une connexion récente. Reconnectez-vous, puis recommencez : ce que vous avez saisi est conservé.",
            "For safety, this needs a recent sign-in. Sign in again, then try again: what you typed is kept.",
        ),
    ),
    (
        "SUBSCRIPTIONS_ONLY",
        Text::new(
            "Cette connexion ne sert qu’aux abonnements. Envoyez les lectures et les modifications par POST.",
            "This connection is for subscriptions only. Send queries and mutations by POST.",
        ),
    ),
    (
        "TOKEN_INVALID",
        Text::new(
            "Le jeton est inconnu, expiré ou révoqué. Demandez-en un nouveau à /oauth/token.",
            "The token is unknown, expired or revoked. Ask /oauth/token for a new one.",
        ),
    ),
    (
        "CLIENT_CLOSED",
        Text::new(
            "Ce logiciel est suspendu ou révoqué. Adressez-vous à la structure qui l’a enregistré.",
            "This software is suspended or revoked. Turn to the structure that keeps it.",
        ),
    ),
    (
        "ADDRESS_REFUSED",
        Text::new(
            "Ce logiciel n’est pas autorisé à se connecter depuis cette adresse.",
            "This software may not connect from this address.",
        ),
    ),
    (
        "NOT_GRANTED",
        Text::new(
            "Ce gestionnaire n’a pas autorisé ce logiciel à agir pour lui.",
            "This manager has not let this software act for them.",
        ),
    ),
    (
        "TWO_CALLERS",
        Text::new(
            "Envoyez soit un jeton, soit une session de navigateur, mais pas les deux.",
            "Send either a token or a browser’s session, not both.",
        ),
    ),
    (
        "SCOPE_MISSING",
        Text::new(
            "Ce logiciel n’a pas le droit de faire cette action. Le droit nécessaire est indiqué avec cette erreur.",
            "This software does not have the right to do this. The scope that is needed comes with this error.",
        ),
    ),
    (
        "ON_BEHALF_REQUIRED",
        Text::new(
            "Un logiciel ne décide pas seul. Indiquez le gestionnaire qui l’y autorise dans X-On-Behalf-Of.",
            "Software decides nothing by itself. Name the manager who lets it in X-On-Behalf-Of.",
        ),
    ),
    (
        "PERSISTED_QUERY_NOT_FOUND",
        Text::new(
            "Le serveur ne connaît pas ce document. Envoyez son texte avec son empreinte.",
            "The server does not know this document. Send its text along with its hash.",
        ),
    ),
    (
        "PERSISTED_QUERY_MISMATCH",
        Text::new(
            "L’empreinte n’est pas celle du document envoyé.",
            "The hash is not that of the document that was sent.",
        ),
    ),
    (
        "INTERNAL",
        Text::new(
            "Une erreur inattendue est survenue. Réessayez. Si elle persiste, transmettez son identifiant au support de l’ANS.",
            "An unexpected error occurred. Try again. If it persists, give its identifier to the ANS support.",
        ),
    ),
    (
        "UNAVAILABLE",
        Text::new(
            "Le service est momentanément indisponible. Réessayez dans quelques minutes.",
            "The service is unavailable for the moment. Try again in a few minutes.",
        ),
    ),
];
