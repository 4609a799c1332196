//! The form: its task list, its pages and the last check before sending.

use super::texts;

/// Kept with its version.
pub(crate) const RISK: shared::text::Text = shared::acknowledgement::Risk::CURRENT.person;

texts! {
    TITLE = "Votre demande d’enregistrement" / "Your registration request";
    REFERENCE = "Référence" / "Reference";
    INTRO = "Complétez les cinq parties dans l’ordre qui vous convient. Vos réponses s’enregistrent d’elles-mêmes : vous pouvez vous arrêter et reprendre plus tard." / "Complete the five parts in any order. Your answers save themselves: you can stop and come back later.";
    CHECK_AND_SEND = "Vérifier et envoyer" / "Check and submit";
    STILL_MISSING = "Il reste {} à compléter avant l’envoi." / "{} still to complete before submitting.";
    ONE_PART = "une partie" / "One part is";
    PARTS = "{} parties" / "{} parts are";
    CORRECTION_TITLE = "Votre gestionnaire vous demande une correction" / "Your manager asks you for a correction";
    CORRECTION_INTRO = "Seuls les champs ci-dessous peuvent être modifiés. Corrigez-les, puis renvoyez votre demande." / "Only the fields below can be changed. Correct them, then submit your request again.";
    BACK_TO_LIST = "Retour à la liste des parties" / "Back to the list of parts";

    CIVIL_STATUS = "État civil" / "Civil status";
    CERTIFIED = "Certifié par FranceConnect" / "Certified by FranceConnect";
    NOT_CERTIFIED = "Non certifié" / "Not certified";
    LOCKED_WHY = "Ces informations viennent de FranceConnect et ne peuvent pas être modifiées ici. Si elles sont inexactes, corrigez-les auprès de l’Insee avant d’envoyer votre demande : une fois l’enregistrement validé, seul le support de l’ANS peut les changer." / "This information comes from FranceConnect and cannot be changed here. If it is wrong, have it corrected by Insee before you submit: once the registration is validated, only the ANS support can change it.";
    NAMES_TITLE = "Identité d’exercice" / "Professional identity";
    LAST_NAME_HINT = "Le nom sous lequel vous exercez : votre nom de naissance ou votre nom d’usage." / "The name you work under: your birth name or the name you use.";
    FIRST_NAME_HINT = "Le prénom sous lequel vous exercez." / "The first name you work under.";
    BIRTH_TOWN_HINT = "Vous êtes né à l’étranger et FranceConnect ne transmet pas la ville. Elle sera vérifiée par votre gestionnaire." / "You were born abroad and FranceConnect does not send the town. Your manager will check it.";
    FRANCE = "France" / "France";
    SEX_M = "Masculin" / "Male";
    SEX_F = "Féminin" / "Female";
    SEX_I = "Indéterminé" / "Unspecified";

    EMAIL_HINT = "Votre numéro RPPS et le code d’activation de l’e-CPS y seront envoyés. Exemple : nom@exemple.fr" / "Your RPPS number and the e-CPS activation code will be sent there. Example: name@example.com";
    PHONE_HINT = "Un code d’activation de l’e-CPS y sera envoyé. Exemple : 06 12 34 56 78" / "An e-CPS activation code will be sent there. Example: +33 6 12 34 56 78";
    CONFIRM_TITLE = "Confirmer votre adresse e-mail" / "Confirm your e-mail address";
    CONFIRM_WHY = "Votre demande peut être envoyée sans cette confirmation, mais elle ne pourra pas être validée avant." / "Your request can be submitted without this confirmation, but it cannot be validated before it.";
    SEND_CODE = "Recevoir un code par e-mail" / "Receive a code by e-mail";
    SEND_CODE_AGAIN = "Recevoir un nouveau code" / "Receive a new code";
    CODE_SENT = "Un code a été envoyé à {}." / "A code was sent to {}.";
    CODE_LABEL = "Code reçu par e-mail" / "Code received by e-mail";
    CODE_HINT = "6 chiffres" / "6 digits";
    CONFIRM = "Confirmer l’adresse" / "Confirm the address";
    CONFIRMED = "Adresse e-mail confirmée" / "E-mail address confirmed";
    ATTEMPTS_LEFT = "Essais restants : {}." / "Attempts left: {}.";
    RETRY_AT = "Nouveau code possible à partir de {}." / "A new code can be asked for from {}.";

    STRUCTURE_HINT = "Cherchez par nom, par numéro FINESS (9 caractères) ou par numéro SIRET (14 chiffres). Votre employeur peut vous donner ce numéro." / "Search by name, by FINESS number (9 characters) or by SIRET number (14 digits). Your employer can give you this number.";
    CHOSEN_STRUCTURE = "Structure choisie" / "Chosen structure";
    SECTOR = "Secteur" / "Sector";
    SECTOR_SANITAIRE = "Sanitaire" / "Healthcare (sanitaire)";
    SECTOR_SOCIAL = "Social et médico-social" / "Social and medico-social";
    SECTOR_UNKNOWN = "Non déterminé" / "Not determined";
    CLOSED = "Fermée" / "Closed";

    ROLE_HINT = "Tapez quelques lettres, par exemple « organisateur » ou « préparateur »." / "Type a few letters of the French name, for example “organisateur” or “préparateur”.";
    KIND_HINT = "Proposé d’après votre rôle quand la nomenclature le précise ; vous pouvez le changer." / "Suggested from your role where the nomenclature says so; you can change it.";
    START_HINT = "Le premier jour dans cette structure et ce rôle." / "The first day in this structure and this role.";
    END_HINT = "Si votre contrat a une fin connue." / "If your contract has a known end.";

    NEED_LEGEND = "Avez-vous besoin, chaque jour, d’accéder à des données de santé ou au logiciel de soins (DPI) ?" / "Do you need, every day, to access health data or the care software (DPI)?";
    ACKNOWLEDGEMENTS = "Ce que vous devez savoir avant de vous enregistrer" / "What you must know before registering";
    ECPS_ONLY = "J’ai compris que cet enregistrement donne droit à une e-CPS seulement : aucune carte physique n’est distribuée." / "I understand that this registration gives an e-CPS only: no physical card is issued.";
    DMP = "J’ai compris qu’à ce stade, je ne pourrai pas consulter le dossier médical partagé (DMP)." / "I understand that, at this stage, I cannot consult the shared medical record (DMP).";
    TERMS = "J’ai lu et j’accepte les conditions générales d’utilisation." / "I have read and accept the terms of use.";
    TERMS_READ = "Lire les conditions générales d’utilisation" / "Read the terms of use";
    TERMS_VERSION = "Version {}" / "Version {}";

    CHECK_TITLE = "Vérifiez vos réponses" / "Check your answers";
    CHECK_INTRO = "Relisez tout avant d’envoyer. Votre état civil ne pourra plus être modifié après la validation." / "Read everything again before you submit. Your civil status cannot be changed after validation.";
    SUBMIT = "Envoyer ma demande" / "Submit my request";
    SUBMIT_AGAIN = "Renvoyer ma demande corrigée" / "Submit my corrected request";
    SENDING = "Envoi en cours…" / "Submitting…";
    NOT_COMPLETE = "Votre demande n’est pas complète" / "Your request is not complete";
    ACCEPTED = "Accepté" / "Accepted";
    NOT_ACCEPTED = "Pas encore accepté" / "Not accepted yet";
}
