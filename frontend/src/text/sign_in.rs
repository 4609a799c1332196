//! What is said to somebody who is not signed in, or not in the way a page needs.

use super::texts;

texts! {
    TITLE = "Connectez-vous pour continuer" / "Sign in to continue";
    PROFESSIONAL = "Cette page montre vos demandes d’enregistrement. Connectez-vous avec FranceConnect : votre état civil est alors certifié et vous n’avez pas à le saisir." / "This page shows your registration requests. Sign in with FranceConnect: your civil status is then certified and you do not have to type it.";
    MANAGER = "Cette page est réservée aux gestionnaires RPPS+. Connectez-vous avec Pro Santé Connect (carte CPE, CPS ou e-CPS)." / "This page is for RPPS+ managers. Sign in with Pro Santé Connect (CPE, CPS or e-CPS).";
    AGENT = "Cette page est réservée aux agents de l’ANS. Connectez-vous avec Pro Santé Connect." / "This page is for ANS agents. Sign in with Pro Santé Connect.";
    REGISTERED = "Cette page montre votre enregistrement au RPPS. Connectez-vous avec votre e-CPS, ou avec FranceConnect comme pour votre demande." / "This page shows your entry in the RPPS. Sign in with your e-CPS, or with FranceConnect as for your request.";
    WITH_OTHER = "Vous êtes connecté en tant que {}, avec un service d’identification qui ne donne pas accès à cette page." / "You are signed in as {}, with an identity service that does not give access to this page.";
    DRAFTS_KEPT = "Vous pouvez changer de service : vos brouillons sont enregistrés, et vous les retrouverez en revenant avec FranceConnect." / "You can change the service: your drafts are saved, and you will find them again when you come back with FranceConnect.";
    QUEUE_KEPT = "Vous pouvez changer de service : votre travail est enregistré, et vous le retrouverez en revenant avec Pro Santé Connect." / "You can change the service: your work is saved, and you will find it again when you come back with Pro Santé Connect.";
    BACK_TO_REQUESTS = "Rester connecté et revenir à mes demandes" / "Stay signed in and go back to my requests";
    BACK_TO_DESK = "Rester connecté et revenir à mon espace" / "Stay signed in and go back to my space";
    FRANCECONNECT_WHAT = "Qu’est-ce que FranceConnect ?" / "What is FranceConnect?";
    NEW_WINDOW = "nouvelle fenêtre" / "new window";
    NOT_MANAGER = "Vous n’êtes gestionnaire RPPS+ d’aucune structure" / "You are not an RPPS+ manager of any structure";
    NOT_MANAGER_TEXT = "Le représentant légal ou un mandataire de votre structure peut vous désigner. Votre identifiant national est {}." / "The legal representative or a proxy of your structure can designate you. Your national identifier is {}.";
    REPRESENTATIVE = "Cette page est réservée aux personnes qui représentent une structure. Connectez-vous avec Pro Santé Connect." / "This page is for people who represent a structure. Sign in with Pro Santé Connect.";
    CANDIDATE = "Cette page montre votre habilitation de gestionnaire. Connectez-vous avec Pro Santé Connect (carte CPE, CPS ou e-CPS)." / "This page shows your habilitation as a manager. Sign in with Pro Santé Connect (CPE, CPS or e-CPS).";
    ANYBODY = "Cette page montre vos sessions ouvertes. Connectez-vous pour les voir." / "This page shows your open sessions. Sign in to see them.";
    NOT_REPRESENTATIVE = "Vous ne représentez aucune structure sur ce portail" / "You represent no structure on this portal";
    NOT_REPRESENTATIVE_TEXT = "L’ANS enregistre les représentants légaux et les mandataires. Votre identifiant national est {}." / "The ANS records legal representatives and proxies. Your national identifier is {}.";
    NOT_AGENT = "Vous n’êtes pas agent de l’ANS sur ce portail" / "You are not an ANS agent on this portal";
}
