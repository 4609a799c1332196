//! What several pages say.

use super::texts;

texts! {
    LOADING = "Chargement en cours…" / "Loading…";
    FAILED = "L’opération n’a pas abouti" / "The operation did not succeed";
    RETRY = "Réessayer" / "Try again";
    NETWORK = "Le portail est injoignable. Vérifiez votre connexion à internet." / "The portal cannot be reached. Check your internet connection.";
    TIMEOUT = "Le portail n’a pas répondu à temps. Réessayez dans un instant." / "The portal did not answer in time. Try again in a moment.";
    NOT_FOUND = "Page non trouvée" / "Page not found";
    NOT_FOUND_LEAD = "La page que vous cherchez est introuvable." / "The page you are looking for cannot be found.";
    HOME = "Page d’accueil" / "Home page";
    BACK_TO_REQUESTS = "Mes demandes" / "My requests";
    CHOOSE = "Sélectionner une option" / "Select an option";
    YES = "Oui" / "Yes";
    NO = "Non" / "No";
    CANCEL = "Annuler" / "Cancel";
    CONTINUE = "Enregistrer et continuer" / "Save and continue";
    CHANGE = "Modifier" / "Change";
    NO_ANSWER = "Non renseigné" / "Not answered";
    NO_RESULT = "Aucun résultat" / "No result";
    ONE_RESULT = "1 résultat" / "1 result";
    RESULTS = "{} résultats" / "{} results";
    ERRORS_ON_PAGE = "Des informations manquent ou sont inexactes" / "Some information is missing or wrong";
    ALL_REQUIRED = "Sauf mention contraire, tous les champs sont obligatoires." / "Unless said otherwise, every field is required.";
    MANAGER_SAYS = "Votre gestionnaire :" / "Your manager:";
    SAVING = "Enregistrement en cours…" / "Saving…";
    SAVED_AT = "Enregistré à {}" / "Saved at {}";
    NOT_SAVED = "Vos dernières réponses ne sont pas enregistrées" / "Your latest answers are not saved";
    STAYS_ON_PAGE = "Ce que vous avez saisi reste sur cette page." / "What you typed stays on this page.";
    SAVE_AGAIN = "Enregistrer de nouveau" / "Save again";
    CHANGED_ELSEWHERE = "La demande a changé ailleurs pendant votre saisie" / "The request changed elsewhere while you were typing";
    CHANGED_ELSEWHERE_FIELDS = "Ce que vous avez saisi ici est gardé ; le reste a été mis à jour. Champs concernés :" / "What you typed here is kept; the rest was updated. Fields concerned:";
    STEP = "Étape" / "Step";
    STEP_OF = " sur " / " of ";
    NEXT_STEP = "Étape suivante :" / "Next step:";
    TO_DO = "À compléter" / "To complete";
    TO_CORRECT = "À corriger" / "To correct";
    DONE = "Complété" / "Completed";
    NOTHING_TO_DO = "Rien à modifier" / "Nothing to change";
    STEP_DONE = "Fait :" / "Done:";
    STEP_TO_COME = "À venir :" / "To come:";
    PRINT = "Imprimer" / "Print";
    LINK_DOWN = "La connexion en direct est interrompue. Elle reprend d’elle-même." / "The live connection is interrupted. It resumes by itself.";
    SESSION_ENDED = "Votre session est terminée" / "Your session has ended";
    SESSION_ENDED_TEXT = "Ce que vous avez saisi reste sur cette page. Reconnectez-vous dans une nouvelle fenêtre, puis revenez ici : la page reprend d’elle-même." / "What you typed stays on this page. Sign in again in a new window, then come back here: the page resumes by itself.";
    SIGN_IN_STALE = "Reconnectez-vous pour faire cet acte" / "Sign in again to do this";
    SIGN_IN_STALE_TEXT = "Par sécurité, il demande une connexion récente. Ce que vous avez saisi reste sur cette page : reconnectez-vous dans une nouvelle fenêtre, puis revenez ici et recommencez." / "For safety, it needs a recent sign-in. What you typed stays on this page: sign in again in a new window, then come back here and try again.";
    SIGN_IN_AGAIN = "Se reconnecter avec {} - nouvelle fenêtre" / "Sign in again with {} - new window";
}
