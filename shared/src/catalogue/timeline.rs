//! The steps of the tracking page: what happened, and what happens next.

use crate::text::Text;

pub(super) const TABLE: &[(&str, Text, Text)] = &[
    (
        "DRAFT_CREATED",
        Text::new("Brouillon créé", "Draft created"),
        Text::new(
            "Complétez votre demande, puis envoyez-la. Vos réponses sont enregistrées automatiquement.",
            "Complete your request, then submit it. Your answers are saved automatically.",
        ),
    ),
    (
        "SUBMITTED",
        Text::new("Demande envoyée", "Request submitted"),
        Text::new(
            "Votre demande est arrivée dans votre structure. Un gestionnaire RPPS+ va la vérifier.",
            "Your request has reached your structure. An RPPS+ manager will check it.",
        ),
    ),
    (
        "EMAIL_CONFIRMED",
        Text::new("Adresse e-mail confirmée", "E-mail address confirmed"),
        Text::new(
            "Votre numéro RPPS sera envoyé à cette adresse.",
            "Your RPPS number will be sent to this address.",
        ),
    ),
    (
        "TAKEN_IN_CHARGE",
        Text::new("Demande prise en charge", "Request taken in charge"),
        Text::new(
            "Un gestionnaire examine votre demande. Vous recevrez un e-mail dès qu’une décision sera prise.",
            "A manager is looking at your request. You will receive an e-mail as soon as it is decided.",
        ),
    ),
    (
        "CORRECTION_REQUESTED",
        Text::new("Correction demandée", "Correction requested"),
        Text::new(
            "Votre gestionnaire vous demande de corriger certains champs. Corrigez-les, puis renvoyez votre demande.",
            "Your manager asks you to correct some fields. Correct them, then submit your request again.",
        ),
    ),
    (
        "RESUBMITTED",
        Text::new(
            "Demande renvoyée après correction",
            "Request submitted again after correction",
        ),
        Text::new(
            "Votre gestionnaire va vérifier vos corrections.",
            "Your manager will check your corrections.",
        ),
    ),
    (
        "WITHDRAWN",
        Text::new("Demande retirée", "Request withdrawn"),
        Text::new(
            "Vous avez retiré cette demande. Elle ne sera pas examinée. Vous pouvez en déposer une nouvelle.",
            "You withdrew this request. It will not be examined. You may file a new one.",
        ),
    ),
    (
        "RESTORED",
        Text::new("Brouillon repris", "Draft taken up again"),
        Text::new(
            "Vous avez repris ce brouillon après l’avoir retiré. Complétez-le, puis envoyez-le.",
            "You took up this draft again after withdrawing it. Complete it, then submit it.",
        ),
    ),
    (
        "REJECTED",
        Text::new("Demande rejetée", "Request rejected"),
        Text::new(
            "Le motif du rejet est indiqué sur cette page. Vous pouvez déposer une nouvelle demande.",
            "The reason for the rejection is shown on this page. You may file a new request.",
        ),
    ),
    (
        "VALIDATED",
        Text::new("Demande validée", "Request validated"),
        Text::new(
            "Votre enregistrement au RPPS est fait. Votre numéro RPPS vous est envoyé par e-mail.",
            "Your registration in the RPPS is done. Your RPPS number is sent to you by e-mail.",
        ),
    ),
    (
        "NUMBER_SENT",
        Text::new("Envoi du numéro RPPS par e-mail", "RPPS number by e-mail"),
        Text::new(
            "Votre numéro RPPS vous est envoyé dès la validation. Conservez-le : il est le vôtre pour toute votre vie professionnelle et sert à activer votre e-CPS.",
            "Your RPPS number is sent to you as soon as the request is validated. Keep it: it is yours for your whole working life, and you need it to activate your e-CPS.",
        ),
    ),
    (
        "MAIL_FAILED",
        Text::new("E-mail non remis", "E-mail not delivered"),
        Text::new(
            "Un e-mail sur cette demande n’a pas pu être remis. Tout ce qu’il disait se trouve sur cette page. Vérifiez l’adresse indiquée, ou écrivez au support de l’ANS.",
            "An e-mail about this request could not be delivered. Everything it said is on this page. Check the address given, or write to ANS support.",
        ),
    ),
    (
        "DIRECTORY_PUBLISHED",
        Text::new(
            "Publication dans l’Annuaire Santé",
            "Publication in the health directory",
        ),
        Text::new(
            "Votre fiche paraît dans l’Annuaire Santé dans les 24 heures qui suivent la validation.",
            "Your entry appears in the health directory within 24 hours of the validation.",
        ),
    ),
    (
        "ECPS_ACTIVABLE",
        Text::new("e-CPS activable", "e-CPS ready to be activated"),
        Text::new(
            "Vous pouvez activer votre e-CPS 48 heures après la validation, sur votre téléphone, avec les codes envoyés à votre e-mail et à votre numéro de téléphone. L’enregistrement donne droit à l’e-CPS seule : aucune carte physique n’est distribuée et le DMP n’est pas accessible en consultation.",
            "You can activate your e-CPS 48 hours after the validation, on your phone, with the codes sent to your e-mail address and phone number. The registration gives the e-CPS only: no physical card is issued, and the DMP (shared medical record) cannot be consulted.",
        ),
    ),
    (
        "AWAITING_DECISION",
        Text::new("Décision de votre gestionnaire", "Decision of your manager"),
        Text::new(
            "Un gestionnaire de votre structure doit vérifier votre demande. Cette page se met à jour toute seule, et vous recevrez un e-mail.",
            "A manager of your structure has to check your request. This page updates by itself, and you will receive an e-mail.",
        ),
    ),
    (
        "REGULARISATION_NOTICED",
        Text::new("Régularisation annoncée", "Regularisation announced"),
        Text::new(
            "L’ANS a constaté que cet enregistrement est hors du périmètre. Le motif et la date limite figurent dans votre enregistrement : vous pouvez y répondre, ou vous faire enregistrer à un poste du périmètre.",
            "The ANS has found this registration out of scope. The reason and the last day are in your registration: you can answer there, or be registered in a post in scope.",
        ),
    ),
    (
        "REGULARISATION_REPLIED",
        Text::new("Votre réponse à l’ANS", "Your answer to the ANS"),
        Text::new(
            "Votre réponse est transmise. L’ANS peut maintenir votre enregistrement jusqu’à la date limite ; sinon il est retiré le lendemain.",
            "Your answer was sent. The ANS may keep your registration until the last day; otherwise it is withdrawn the day after.",
        ),
    ),
    (
        "REGULARISATION_CANCELLED",
        Text::new("Enregistrement maintenu", "Registration kept"),
        Text::new(
            "L’ANS a retiré sa demande de régularisation. Votre enregistrement et votre numéro restent les mêmes.",
            "The ANS took its regularisation back. Your registration and your number stay the same.",
        ),
    ),
    (
        "REGULARISATION_TRANSFERRED",
        Text::new("Poste quitté", "Post left"),
        Text::new(
            "Vous êtes enregistré à un poste du périmètre : celui-ci est clos. Votre numéro reste le même.",
            "You are registered in a post in scope: this one is closed. Your number stays the same.",
        ),
    ),
    (
        "REGISTRATION_WITHDRAWN",
        Text::new("Enregistrement retiré", "Registration withdrawn"),
        Text::new(
            "La date limite est passée : l’enregistrement à ce poste est retiré. Votre numéro RPPS vous reste attribué.",
            "The last day is over: the registration in this post is withdrawn. Your RPPS number stays yours.",
        ),
    ),
    (
        "REGISTERED_BY_MANAGER",
        Text::new("Enregistré par un gestionnaire", "Registered by a manager"),
        Text::new(
            "Un gestionnaire RPPS+ de la structure a saisi l’enregistrement et vérifié la pièce d’identité.",
            "An RPPS+ manager of the structure typed the registration and checked the identity document.",
        ),
    ),
    (
        "REGISTRATION_CONFIRMED",
        Text::new("Enregistrement confirmé", "Registration confirmed"),
        Text::new(
            "La personne a confirmé son état civil par FranceConnect.",
            "The person confirmed the civil status through FranceConnect.",
        ),
    ),
    (
        "REGISTRATION_CONTESTED",
        Text::new("Écart constaté", "Difference found"),
        Text::new(
            "FranceConnect certifie un autre état civil que celui qui a été saisi. L’ANS seule peut le corriger.",
            "FranceConnect certifies another civil status than the one that was typed. Only the ANS can correct it.",
        ),
    ),
    (
        "AWAITING_MANAGER",
        Text::new("En attente d’un gestionnaire", "Waiting for a manager"),
        Text::new(
            "Votre structure n’a pas encore de gestionnaire RPPS+ : c’est ce qui retarde votre demande. La personne qui représente la structure est prévenue ; cette page se met à jour toute seule.",
            "Your structure has no RPPS+ manager yet: this is what delays your request. Whoever represents the structure is told; this page updates by itself.",
        ),
    ),
    (
        "AWAITING_CORRECTION",
        Text::new(
            "En attente de votre correction",
            "Waiting for your correction",
        ),
        Text::new(
            "Corrigez les champs désignés et renvoyez votre demande : le gestionnaire la reprendra ensuite.",
            "Correct the fields that were named and submit your request again: the manager will then go on with it.",
        ),
    ),
];
