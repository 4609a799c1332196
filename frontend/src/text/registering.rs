//! A manager registers a person from end to end, and the person confirms it.

use super::texts;

/// Kept with its version.
pub(crate) const RISK_OWN: shared::text::Text = shared::acknowledgement::Risk::CURRENT.manager;

texts! {
    LINK = "Enregistrer un professionnel" / "Register a professional";
    TITLE = "Enregistrer un professionnel" / "Register a professional";
    LEAD = "Vous saisissez tout vous-même, la pièce d’identité de la personne sous les yeux. Si elle peut se connecter avec FranceConnect, préférez qu’elle dépose sa demande : l’état civil est alors certifié." / "You type everything yourself, with the person’s identity document before you. If the person can sign in through FranceConnect, prefer that they file: the civil status is then certified.";
    ONCE = "Rien n’est gardé avant l’enregistrement : si vous quittez cette page, la saisie est perdue." / "Nothing is kept before the registration: if you leave this page, what you typed is lost.";
    CIVIL_STATUS = "État civil" / "Civil status";
    CIVIL_STATUS_TEXT = "Tel qu’il figure sur la pièce d’identité. Il ne pourra plus être modifié après l’enregistrement." / "As it stands on the identity document. It cannot be changed after the registration.";
    FIRST_NAMES_HINT = "Tous, dans l’ordre de la pièce, séparés par des virgules. Exemple : Anne-Laure, Marie" / "All of them, in the order of the document, with commas between. Example: Anne-Laure, Marie";
    PREFERRED_HINT = "Facultatif." / "Optional.";
    COUNTRY_HINT = "Tapez le début du nom. Exemple : France" / "Type the beginning of the name. Example: France";
    COMMUNE_HINT = "Tapez le début du nom, ou le code Insee. Une commune d’autrefois convient aussi." / "Type the beginning of the name, or the Insee code. A commune of the past will do.";
    TOWN_HINT = "La ville, pour une naissance à l’étranger." / "The town, for a birth abroad.";
    AGAIN = "Saisir une seconde fois" / "Type a second time";
    AGAIN_TEXT = "Relisez la pièce d’identité, sans recopier l’écran : une erreur de frappe ne pourrait plus être corrigée." / "Read the identity document again, do not copy the screen: a typing error could not be corrected later.";
    AGAIN_NAME = "Nom de naissance, une seconde fois" / "Birth name, a second time";
    AGAIN_DATE = "Date de naissance, une seconde fois" / "Date of birth, a second time";
    AGAIN_PLACE = "Lieu de naissance, une seconde fois" / "Place of birth, a second time";
    PRACTICE = "Identité d’exercice et coordonnées" / "Professional identity and contact";
    EMAIL_HINT = "L’adresse de la personne elle-même : son numéro RPPS et le code d’activation de l’e-CPS y seront envoyés." / "The person’s own address: their RPPS number and the e-CPS activation code will be sent there.";
    POST = "Poste" / "Post";
    NEED = "Besoin et informations" / "Need and information";
    NEED_LEGEND = "La personne a-t-elle besoin chaque jour de données de santé ou du logiciel de soins (DPI) ?" / "Does the person need health data or the care software (DPI) every day?";
    ECPS_ONLY = "La personne sait qu’elle n’aura qu’une e-CPS, sans carte physique." / "The person knows that they get an e-CPS only, no physical card.";
    DMP = "La personne sait qu’elle ne pourra pas consulter le DMP à ce stade." / "The person knows that they cannot consult the DMP at this stage.";
    RISK = "La personne sait que l’enregistrement est hors périmètre et sera probablement supprimé plus tard." / "The person knows that the registration is out of scope and will probably be deleted later.";
    CHECK = "Relire avant d’enregistrer" / "Check before registering";
    CHECK_TITLE = "Relisez avec la personne" / "Read it with the person";
    CHANGE = "Modifier la saisie" / "Change what was typed";
    ATTEST = "Ce que vous attestez" / "What you attest";
    DOCUMENT_HINT = "Seule la nature de la pièce est gardée : ni numéro, ni copie." / "Only the kind of the document is kept: no number, no copy.";
    CONDITIONS = "J’ai vérifié que cette personne exerce dans cette structure, dans ce rôle et sous ces conditions." / "I have checked that this person works in this structure, in this role and under these conditions.";
    IDENTITY = "J’ai vérifié l’état civil ci-dessus sur la pièce d’identité originale." / "I have checked the civil status above against the original identity document.";
    TERMS = "J’accepte les conditions générales d’utilisation pour cet enregistrement." / "I accept the terms of use for this registration.";
    REGISTER = "Enregistrer et attribuer un numéro RPPS" / "Register and assign an RPPS number";
    DONE = "Enregistrement fait. Numéro RPPS attribué : {}." / "Registered. RPPS number assigned: {}.";
    DONE_TEXT = "La personne reçoit son numéro par e-mail, avec un lien pour confirmer son état civil par FranceConnect. L’enregistrement reste « non confirmé » jusque-là." / "The person gets the number by e-mail, with a link to confirm the civil status through FranceConnect. The registration stays “not confirmed” until then.";
    SEE = "Voir l’enregistrement" / "See the registration";
    ANOTHER = "Enregistrer une autre personne" / "Register another person";

    DUPLICATES = "Peut-être déjà enregistré" / "Perhaps registered already";
    DUPLICATES_TEXT = "Une personne n’a qu’un numéro RPPS, pour la vie. Comparez avec chaque personne ci-dessous, puis dites ce qu’il en est." / "A person has one RPPS number, for life. Compare with each person below, then say how it is.";
    COMPARISON = "Comparaison" / "Comparison";
    TOLD_APART = "Réponse enregistrée." / "Answer saved.";
    HERE = "Cette demande" / "This request";
    REGISTERED = "RPPS {}" / "RPPS {}";
    SAME_VALUE = "identique" / "the same";
    OTHER_VALUE = "différent" / "different";
    MASKED = "(valeur masquée : autre structure)" / "(value masked: another structure)";
    POSTS = "Postes : " / "Posts: ";
    OTHER_POSTS = "{} dans d’autres structures" / "{} in other structures";
    SAME_LEGEND = "Est-ce la même personne ?" / "Is it the same person?";
    SAME = "Oui : ajouter le poste à ce numéro" / "Yes: add the post to this number";
    DIFFERENT = "Non : une autre personne" / "No: another person";
    WHY = "Pourquoi (gardé avec la demande)" / "Why (kept with the request)";
    SAY = "Enregistrer la réponse" / "Save the answer";
    SAID_SAME = "Même personne, selon {} :" / "The same person, says {}:";
    SAID_OTHER = "Une autre personne, selon {} :" / "Another person, says {}:";

    CONFIRM_TITLE = "Confirmer mon enregistrement" / "Confirm my registration";
    CONFIRM_LEAD = "« {} » vous a enregistré au RPPS. Comparez ce qui a été saisi avec ce que FranceConnect certifie." / "“{}” registered you in the RPPS. Compare what was typed with what FranceConnect certifies.";
    FIELD = "Information" / "Information";
    CERTIFIED = "Certifié par FranceConnect" / "Certified by FranceConnect";
    TYPED = "Saisi par le gestionnaire" / "Typed by the manager";
    CONFIRM = "Confirmer : c’est bien moi" / "Confirm: this is me";
    CONTEST = "Signaler l’écart à l’ANS" / "Report the difference to the ANS";
    CONTEST_TEXT = "Une information diffère. L’état civil ne peut être corrigé que par l’ANS : signalez l’écart, votre numéro reste le même." / "Something differs. Only the ANS can correct a civil status: report the difference, your number stays the same.";
    CONTESTED = "L’écart est signalé. L’ANS vous répondra." / "The difference is reported. The ANS will answer you.";
    CONFIRMED = "Votre enregistrement est confirmé." / "Your registration is confirmed.";
    TO_REGISTRATION = "Voir mes demandes" / "See my requests";
}
