//! Registrations that were flagged, for the ANS and for the person.

use super::texts;

texts! {
    TITLE = "Enregistrements hors périmètre" / "Registrations out of scope";
    LEAD = "Ces enregistrements ont été signalés à la validation. Personne n’est retiré sans annonce, motif et délai ; le numéro RPPS reste attribué." / "These registrations were flagged when they were validated. Nobody is withdrawn without notice, reason and delay; the RPPS number stays.";
    NONE = "Aucun enregistrement signalé." / "No registration is flagged.";
    MORE = "Afficher la suite" / "Show more";
    NOTICE = "Annoncer une régularisation" / "Announce a regularisation";
    CHOSEN = "Personnes choisies : {}" / "People chosen: {}";
    CHOOSE = "Choisir {}" / "Choose {}";
    REASON_LABEL = "Motif, tel que la personne le lira" / "Reason, as the person will read it";
    DUE_HINT = "Au moins 14 jours. L’enregistrement est retiré le lendemain." / "14 days at least. The registration is withdrawn the day after.";
    SEND = "Envoyer l’annonce" / "Send the notice";
    NOBODY = "Choisissez au moins une personne." / "Choose one person at least.";
    GIVEN = "Annonces envoyées : {}." / "Notices sent: {}.";
    TAKE_BACK = "Retirer l’annonce" / "Take the notice back";
    TAKEN_BACK = "Annonce retirée : l’enregistrement est maintenu." / "Notice taken back: the registration stays.";
    THEIR_REPLY = "Réponse :" / "Answer:";
    STATE_NOTICED = "Annoncé" / "Announced";
    STATE_REPLIED = "Réponse reçue" / "Answered";
    STATE_CANCELLED = "Annonce précédente retirée" / "Earlier notice taken back";
    STATE_TRANSFERRED = "Poste quitté" / "Post left";
    STATE_WITHDRAWN = "Retiré" / "Withdrawn";
    ANNOUNCED = "L’ANS envisage de retirer votre enregistrement à {}" / "The ANS plans to withdraw your registration at {}";
    REASON = "Motif :" / "Reason:";
    UNTIL = "Dernier jour pour réagir : {}" / "Last day to react: {}";
    REPLIED = "Votre réponse du {} :" / "Your answer of {}:";
    TRANSFER = "Me faire enregistrer à un poste du périmètre" / "Be registered in a post in scope";
    YOUR_REPLY = "Votre réponse à l’ANS" / "Your answer to the ANS";
    REPLY = "Répondre" / "Answer";
    WITHDRAWN = "Enregistrement retiré le {}. Votre numéro RPPS reste le vôtre." / "Registration withdrawn on {}. Your RPPS number stays yours.";
}
