//! Corrections of a civil status: for the person, for managers, and for the ANS.

use super::texts;

texts! {
    ENTRY = "Enregistrement de {}" / "Entry of {}";
    ENTRY_LINK = "Voir l’enregistrement de cette personne" / "See this person’s entry";
    TITLE = "État civil" / "Civil status";
    FROZEN = "L’état civil est figé depuis l’enregistrement. S’il est inexact, demandez sa correction à l’ANS : deux agents en décident, sur la foi d’un document." / "The civil status is frozen since the registration. If it is wrong, ask the ANS to correct it: two agents decide, on the evidence of a document.";
    NOT_CERTIFIED_WHY = "Depuis sa correction, cet état civil est vérifié par l’ANS, mais FranceConnect n’en certifie pas les cinq traits." / "Since its correction this civil status is checked by the ANS, but FranceConnect does not certify its five traits.";
    ASK = "Demander une correction" / "Ask for a correction";
    ASK_LEAD = "Modifiez seulement ce qui est inexact. Ni le numéro ni une copie du document ne sont demandés." / "Change only what is wrong. Neither the number nor a copy of the document is asked for.";
    FIRST_NAMES_HINT = "Dans l’ordre, séparés par des virgules." / "In order, with commas between them.";
    PREFERRED_HINT = "Facultatif." / "Optional.";
    COUNTRY_HINT = "Tapez le début du nom du pays." / "Type the beginning of the country’s name.";
    COMMUNE_HINT = "Tapez le début du nom de la commune." / "Type the beginning of the commune’s name.";
    REASON = "Ce qui est inexact, et pourquoi" / "What is wrong, and why";
    SEEN_BY_HINT = "Nom et fonction, par exemple : Mme Roux, service des ressources humaines." / "Name and function, for example: Mrs Roux, human resources.";
    DATE_HINT = "La date qui figure sur le document." / "The date on the document.";
    SEND = "Envoyer la demande de correction" / "Send the correction";
    SENT = "Demande de correction envoyée à l’ANS." / "The correction was sent to the ANS.";
    WITHDRAW = "Retirer la demande de correction" / "Take the correction back";
    WITHDRAWN_DONE = "Demande de correction retirée." / "The correction was taken back.";
    LAST = "Correction demandée" / "Correction asked for";
    STEP_ASKED = "Correction demandée le {}" / "Correction asked for on {}";
    BY_MANAGER = "par un gestionnaire de {}" / "by a manager of {}";
    STEP_PROPOSED = "Examinée par un premier agent le {}" / "Looked at by a first agent on {}";
    STEP_TO_PROPOSE = "Examen par un premier agent de l’ANS" / "A first agent of the ANS looks at it";
    STEP_TO_CONFIRM = "Décision confirmée par un second agent" / "A second agent confirms the decision";
    STEP_ACCEPTED = "État civil corrigé le {}" / "Civil status corrected on {}";
    STEP_REFUSED = "Correction refusée le {}" / "Correction refused on {}";
    STEP_WITHDRAWN = "Demande retirée le {}" / "Taken back on {}";
    CHANGES = "Ce qui change" / "What changes";
    FIELD = "Champ" / "Field";
    BEFORE = "Avant" / "Before";
    AFTER = "Après" / "After";
    EVIDENCE = "{}, délivré le {}, vu par {}" / "{}, issued on {}, seen by {}";
    DECISION_REASON = "Motif de l’ANS :" / "Reason of the ANS:";

    DESK = "Corrections d’état civil" / "Corrections of civil status";
    DESK_LEAD = "Un agent propose, un autre confirme. Personne ne décide de ce qu’il a demandé, ni de son propre état civil." / "One agent proposes, another confirms. Nobody decides on what they asked for, or on their own civil status.";
    FILTER = "Filtrer par état" / "Filter by state";
    ALL = "Toutes" / "All";
    STATE_ASKED = "À examiner" / "To look at";
    STATE_PROPOSED = "À confirmer" / "To confirm";
    STATE_ACCEPTED = "Corrigées" / "Corrected";
    STATE_REFUSED = "Refusées" / "Refused";
    STATE_WITHDRAWN = "Retirées" / "Taken back";
    NONE = "Aucune correction dans cet état." / "No correction in this state.";
    MORE = "Afficher la suite" / "Show more";
    OPEN = "Examiner" / "Look at it";
    OF = "la correction de {}" / "the correction of {}";
    ASKED_BY_PERSON = "Demandée par la personne le {}" / "Asked for by the person on {}";
    DECISION = "Que proposez-vous ?" / "What do you propose?";
    ACCEPT = "Accepter la correction" / "Accept the correction";
    REFUSE = "Refuser la correction" / "Refuse the correction";
    REASON_TO_PERSON = "Motif, tel que la personne le lira" / "Reason, as the person will read it";
    PROPOSE = "Proposer cette décision" / "Propose this decision";
    PROPOSED_DONE = "Décision proposée. Un autre agent doit la confirmer." / "Decision proposed. Another agent must confirm it.";
    PROPOSED_ACCEPT = "Proposé : accepter." / "Proposed: accept.";
    PROPOSED_REFUSE = "Proposé : refuser." / "Proposed: refuse.";
    ANOTHER = "Vous avez proposé cette décision : un autre agent doit la confirmer." / "You proposed this decision: another agent must confirm it.";
    CONFIRM = "Confirmer la décision" / "Confirm the decision";
    CONFIRMED_DONE = "Décision confirmée. La personne en est informée." / "Decision confirmed. The person is told.";
    RETURN_REASON = "Motif du renvoi au premier agent" / "Reason for sending it back to the first agent";
    RETURN = "Renvoyer la proposition" / "Send the proposal back";
    RETURNED_DONE = "Proposition renvoyée." / "Proposal sent back.";
    RETURNED = "Proposition précédente renvoyée :" / "Earlier proposal sent back:";
}
