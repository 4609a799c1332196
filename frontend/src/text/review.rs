//! The page on which a manager decides.

use super::texts;

/// Kept with its version.
pub(crate) const RISK: shared::text::Text = shared::acknowledgement::Risk::CURRENT.manager;

texts! {
    TITLE = "Demande de {}" / "Request of {}";
    BACK = "Retour à la liste" / "Back to the list";
    IDENTITY = "Identité" / "Identity";
    BIRTH_TOWN_UNCERTIFIED = "(saisie par la personne, non certifiée)" / "(typed by the person, not certified)";
    ANSWERS = "Réponses" / "Answers";
    EMAIL_CONFIRMED = "(confirmée)" / "(confirmed)";
    EMAIL_UNCONFIRMED = "(non confirmée : la validation devra attendre)" / "(not confirmed: validation must wait)";
    HELD_BY_YOU = "Vous traitez cette demande. Les autres gestionnaires le voient." / "You are working on this request. Other managers can see it.";
    HELD_BY = "{} traite cette demande en ce moment." / "{} is working on this request.";
    HELD_UNTIL = "Réservation jusqu’à {}." / "Held until {}.";
    TAKE_OVER = "Reprendre la demande à mon nom" / "Take the request over";
    DECIDE = "Décision" / "Decision";
    DECISION_LEGEND = "Que décidez-vous ?" / "What do you decide?";
    VALIDATE = "Valider la demande" / "Validate the request";
    CORRECT = "Demander une correction" / "Ask for a correction";
    REJECT = "Rejeter la demande" / "Reject the request";
    CONDITIONS = "J’ai vérifié que cette personne exerce dans cette structure, dans ce rôle et sous ces conditions." / "I have checked that this person works in this structure, in this role and under these conditions.";
    IDENTITY_CHECKED = "J’ai vérifié l’état civil affiché, y compris le lieu de naissance non certifié." / "I have checked the civil status shown, including a place of birth that is not certified.";
    VALIDATE_NOW = "Valider et attribuer un numéro RPPS" / "Validate and assign an RPPS number";
    REASON_LEGEND = "Motif du rejet" / "Reason for the rejection";
    TEXT_HINT = "La personne lira ce texte. Dites ce qui manque et ce qu’elle peut faire." / "The person will read this text. Say what is missing and what they can do.";
    PREVIEW = "Ce que la personne lira" / "What the person will read";
    PREVIEW_EMPTY = "Choisissez un motif et écrivez un message : l’aperçu s’affiche ici." / "Choose a reason and write a message: the preview appears here.";
    REJECT_NOW = "Rejeter la demande" / "Reject the request";
    FIELDS_LEGEND = "Quels champs faut-il corriger ?" / "Which fields must be corrected?";
    FIELDS_HINT = "Seuls les champs cochés pourront être modifiés." / "Only the fields ticked can be changed.";
    FIELD_REASON = "Motif pour :" / "Reason for:";
    FIELD_TEXT = "Précision pour :" / "Detail for:";
    CORRECT_TEXT_HINT = "Message d’ensemble (facultatif)." / "Overall message (optional).";
    CORRECT_NOW = "Envoyer la demande de correction" / "Send the correction request";
    CHANGED = "La demande a changé pendant que vous l’aviez ouverte" / "The request changed while you had it open";
    CHANGED_FIELDS = "Champs modifiés : {}." / "Fields changed: {}.";
    DECIDED_BY = "Décision prise par {}." / "Decided by {}.";
    KEPT = "Ce que vous aviez écrit" / "What you had written";
    CHANGED_KEPT = "Ce que vous avez saisi est conservé. Relisez la demande, puis décidez de nouveau." / "What you typed is kept. Read the request again, then decide again.";
    DECIDED = "Cette demande n’attend pas de décision." / "This request is not waiting for a decision.";
    DONE_VALIDATED = "Demande validée. Numéro RPPS attribué : {}." / "Request validated. RPPS number assigned: {}.";
    DONE_REJECTED = "Demande rejetée. La personne est prévenue." / "Request rejected. The person has been told.";
    DONE_CORRECTION = "Correction demandée. La personne est prévenue." / "Correction requested. The person has been told.";
    SENDING = "Envoi en cours…" / "Sending…";
    HISTORY = "Historique" / "History";
    LAST_CORRECTION = "Dernière correction demandée" / "Last correction requested";
    CHANGES = "Ce qui a changé" / "What changed";
    SENT_AGAIN = "Envoi n° {}, {}" / "Submission no. {}, {}";
    NOTHING_CHANGED = "Aucun champ n’a changé." / "No field changed.";
    CHANGED_FIELD = "Champ" / "Field";
    BEFORE = "Avant" / "Before";
    NOW = "Maintenant" / "Now";
}
