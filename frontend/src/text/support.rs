//! Support: the form that anybody writes on, and the inbox of the agents.

use super::texts;

texts! {
    WRITE = "Écrire au support" / "Write to support";
    LEAD = "La réponse vous parvient par e-mail. N’envoyez ni pièce d’identité, ni mot de passe, ni donnée de patient." / "The answer comes by e-mail. Do not send an identity document, a password or any patient data.";
    EMAIL_HINT = "La réponse sera envoyée à cette adresse." / "The answer will be sent to this address.";
    REFERENCE_HINT = "Elle figure sur la page de suivi et dans les e-mails, par exemple : RP-23456-789AB." / "It stands on the page of the request and in the e-mails, for example: RP-23456-789AB.";
    MESSAGE_HINT = "4 000 caractères au plus. Indiquez la page, l’heure et le message affiché." / "4,000 characters at most. Give the page, the time and the message shown.";
    SEND = "Envoyer au support" / "Send to support";
    SENT = "Votre message est envoyé, sous la référence {}." / "Your message was sent, under the reference {}.";
    SENT_TEXT = "Un e-mail le confirme à l’adresse que vous avez indiquée." / "An e-mail to the address that you gave confirms it.";
    ANOTHER = "Écrire un autre message" / "Write another message";
    MINE = "Mes messages" / "My messages";
    MORE = "Afficher la suite" / "Show more";
    YOU = "Vous, le {} :" / "You, on {}:";
    ANSWER_OF = "Le support de l’ANS, le {} :" / "ANS support, on {}:";
    ABOUT = "Écrire au support à propos de cette demande" / "Write to support about this request";
    INBOX = "Messages au support" / "Messages to support";
    INBOX_LEAD = "Répondez ici : la réponse part par e-mail à l’adresse que la personne a donnée." / "Answer here: the answer leaves by e-mail for the address that the person gave.";
    STATES = "État des messages" / "State of the messages";
    NONE = "Aucun message dans cet état." / "No message in this state.";
    OPEN = "Ouvrir {}" / "Open {}";
    HELD = "Suivi par {}" / "Looked after by {}";
    HELD_BY_YOU = "Suivi par vous" / "Looked after by you";
    FROM = "De :" / "From:";
    REPLY_TO = "Répondre à :" / "Answer to:";
    TOPIC = "Sujet :" / "Topic:";
    REQUEST = "Demande :" / "Request:";
    REQUEST_TYPED = "Demande indiquée, non vérifiée :" / "Request as typed, not checked:";
    WAS_SIGNED_IN = "La personne était connectée." / "The person was signed in.";
    WAS_NOT_SIGNED_IN = "La personne n’était pas connectée : son identité n’est pas vérifiée." / "The person was not signed in: who it is was not checked.";
    WRITER_SAID = "Message du {} :" / "Message of {}:";
    AGENT_SAID = "Réponse de {} :" / "Answer of {}:";
    FORGOTTEN = "Le texte de ce message n’est plus conservé." / "The text of this message is no longer kept.";
    TAKE = "M’en charger" / "Look after it";
    ANSWER_LABEL = "Votre réponse, envoyée par e-mail" / "Your answer, sent by e-mail";
    ANSWER = "Envoyer la réponse" / "Send the answer";
    CLOSE = "Clore" / "Close";
    REOPEN = "Rouvrir" / "Reopen";
    TAKEN = "Ce message est entre vos mains." / "This message is in your hands.";
    ANSWERED = "Réponse envoyée." / "Answer sent.";
    CLOSED = "Message clos." / "Message closed.";
    REOPENED = "Message rouvert." / "Message reopened.";
    CHANGED = "La liste des messages a changé." / "The list of messages has changed.";
}
