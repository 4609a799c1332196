//! The tracking page and the receipt.

use super::texts;

texts! {
    TITLE = "Suivi de votre demande" / "Your request";
    STATE = "État de la demande :" / "State of the request:";
    STATE_NAME = "État de la demande" / "State of the request";
    TIMELINE = "Étapes" / "Steps";
    HAPPENED = "Le {}" / "On {}";
    EXPECTED = "Prévu le {}" / "Expected on {}";
    LIVE = "Cette page se met à jour d’elle-même." / "This page updates itself.";
    NUMBER = "Votre numéro RPPS" / "Your RPPS number";
    NUMBER_WHY = "Ce numéro est le vôtre pour toute votre vie professionnelle." / "This number is yours for your whole working life.";
    ECPS_TITLE = "Activer votre e-CPS" / "Activate your e-CPS";
    ECPS_1 = "Attendez 48 heures après la réception de votre numéro RPPS." / "Wait 48 hours after you receive your RPPS number.";
    ECPS_2 = "Installez l’application e-CPS sur votre téléphone ou votre tablette." / "Install the e-CPS application on your phone or tablet.";
    ECPS_3 = "Ouvrez le service d’activation, saisissez votre numéro RPPS, puis les deux codes reçus par SMS et par e-mail." / "Open the activation service, type your RPPS number, then the two codes received by SMS and e-mail.";
    ECPS_4 = "Identifiez-vous ensuite avec Pro Santé Connect dans vos services numériques." / "Then sign in to your digital services with Pro Santé Connect.";
    AT_RISK = "Enregistrement hors périmètre" / "Registration out of scope";
    AT_RISK_TEXT = "Vous avez accepté que cet enregistrement puisse être supprimé plus tard." / "You accepted that this registration may be deleted later.";
    REJECTED = "Motif du rejet" / "Reason for the rejection";
    REASON = "Motif :" / "Reason:";
    MESSAGE = "Message du gestionnaire :" / "Message from the manager:";
    NEW_REQUEST = "Vous pouvez déposer une nouvelle demande depuis la page « Mes demandes »." / "You can file a new request from the page “My requests”.";
    RECEIPT_LINK = "Voir et imprimer le récépissé" / "See and print the receipt";
    RESTORE = "Reprendre ce brouillon" / "Take up this draft again";
    RESTORE_UNTIL = "Vous pouvez reprendre ce brouillon jusqu’au {}." / "You can take up this draft again until {}.";
    WITHDRAW = "Retirer ma demande" / "Withdraw my request";
    WITHDRAW_SURE = "Voulez-vous vraiment retirer cette demande ? Elle ne sera pas examinée et vous ne pourrez pas la reprendre." / "Do you really want to withdraw this request? It will not be examined and you cannot take it up again.";
    WITHDRAW_YES = "Oui, retirer ma demande" / "Yes, withdraw my request";
    ANSWERS = "Vos réponses" / "Your answers";
    RECEIPT_TITLE = "Récépissé de dépôt" / "Filing receipt";
    RECEIPT_TEXT = "Le portail d’enregistrement RPPS+ a reçu la demande suivante." / "The RPPS+ registration portal has received the following request.";
    RECEIPT_NONE = "Cette demande n’a pas encore été envoyée : il n’y a pas de récépissé." / "This request has not been submitted yet: there is no receipt.";
    RECEIPT_VALUE = "Ce récépissé atteste le dépôt de la demande. Il ne vaut pas enregistrement au RPPS." / "This receipt certifies that the request was filed. It is not a registration in the RPPS.";
    RECEIPT_LOGGED = "Numéro au journal du portail" / "Number in the portal’s log";
    RECEIPT_PDF = "Télécharger le récépissé (PDF)" / "Download the receipt (PDF)";
    ATTESTATION_PDF = "Télécharger l’attestation d’enregistrement (PDF)" / "Download the attestation of registration (PDF)";
    FILED_ON = "Date de dépôt" / "Filed on";
    PERSON = "Personne" / "Person";
    BACK = "Retour au suivi" / "Back to the request";
}
