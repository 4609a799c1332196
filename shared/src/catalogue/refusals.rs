//! What a mutation answers when it refuses.

use super::Entry;
use crate::text::Text;

pub(super) const TABLE: &[Entry] = &[
    (
        "INVALID_FORM",
        Text::new(
            "Le formulaire contient des champs manquants ou inexacts. Corrigez les champs signalés, puis recommencez.",
            "Some fields of the form are missing or wrong. Correct the fields marked below, then try again.",
        ),
    ),
    (
        "NOT_ELIGIBLE",
        Text::new(
            "La demande ne peut pas aboutir en l’état. Au moins un point est bloquant : consultez la liste et suivez les indications.",
            "The request cannot go through as it is. At least one point blocks it: read the list and follow the advice.",
        ),
    ),
    (
        "STALE",
        Text::new(
            "La demande a changé depuis que vous l’avez ouverte. Vérifiez les changements, puis recommencez.",
            "The request has changed since you opened it. Check what changed, then try again.",
        ),
    ),
    (
        "CLAIMED",
        Text::new(
            "Un autre gestionnaire traite cette demande en ce moment. Attendez qu’il la libère ou reprenez-la à votre nom.",
            "Another manager is working on this request. Wait until it is released, or take it over.",
        ),
    ),
    (
        "INVALID_TRANSITION",
        Text::new(
            "L’état de la demande ne permet pas cette action.",
            "The state of the request does not allow this action.",
        ),
    ),
    (
        "FIELD_LOCKED",
        Text::new(
            "Seuls les champs désignés par votre gestionnaire peuvent être modifiés.",
            "Only the fields named by your manager may be changed.",
        ),
    ),
    (
        "NOT_EDITABLE",
        Text::new(
            "Cette demande ne peut plus être modifiée.",
            "This request can no longer be changed.",
        ),
    ),
    (
        "INVALID_DECISION",
        Text::new(
            "Il manque un élément à votre décision. Complétez les champs signalés, puis recommencez.",
            "Something is missing from your decision. Complete the fields marked below, then try again.",
        ),
    ),
    (
        "OWN_REQUEST",
        Text::new(
            "Cette demande semble être la vôtre. Vous ne pouvez pas décider de votre propre demande : un autre gestionnaire doit s’en charger.",
            "This request seems to be your own. You cannot decide on your own request: another manager must do it.",
        ),
    ),
    (
        "WRONG_CODE",
        Text::new(
            "Ce code n’est pas le bon ou n’est plus valable. Vérifiez le dernier e-mail reçu, ou demandez un nouveau code.",
            "This code is wrong or no longer valid. Check the latest e-mail you received, or ask for a new code.",
        ),
    ),
    (
        "TOO_MANY_CODES",
        Text::new(
            "Vous avez demandé trop de codes. Patientez avant d’en demander un nouveau.",
            "You have asked for too many codes. Wait before asking for a new one.",
        ),
    ),
    (
        "NUMBERS_EXHAUSTED",
        Text::new(
            "Aucun numéro RPPS ne peut être attribué pour le moment. La demande est conservée. Prévenez le support de l’ANS.",
            "No RPPS number can be assigned for now. The request is kept. Please tell the ANS support.",
        ),
    ),
    (
        "INVALID_STRUCTURE",
        Text::new(
            "La structure ne peut pas être créée. Corrigez les champs signalés, puis recommencez.",
            "The structure cannot be created. Correct the fields marked below, then try again.",
        ),
    ),
    (
        "INVALID_SUBJECT",
        Text::new(
            "Cet identifiant national n’est pas valable. Recopiez l’identifiant que Pro Santé Connect donne à cette personne.",
            "This national identifier is not valid. Copy the identifier that Pro Santé Connect gives this person.",
        ),
    ),
    (
        "ALREADY_EXISTS",
        Text::new(
            "Cet élément existe déjà. Rien n’a été ajouté.",
            "This already exists. Nothing was added.",
        ),
    ),
    (
        "IDEMPOTENCY_CONFLICT",
        Text::new(
            "Cette clé d’idempotence a déjà servi pour une autre demande. Utilisez une nouvelle clé.",
            "This idempotency key was already used with another content. Use a new key.",
        ),
    ),
    (
        "DESIGNATION_ENDED",
        Text::new(
            "Cette désignation est déjà terminée, ou elle a changé depuis que vous l’avez lue.",
            "This designation has ended already, or has changed since you read it.",
        ),
    ),
    (
        "INVALID_DESIGNATION",
        Text::new(
            "La désignation ne peut pas être enregistrée. Corrigez les champs signalés, puis recommencez.",
            "The designation cannot be recorded. Correct the fields marked below, then try again.",
        ),
    ),
    (
        "INVALID_MANDATE",
        Text::new(
            "Le mandat ne peut pas être enregistré. Corrigez les champs signalés, puis recommencez.",
            "The mandate cannot be recorded. Correct the fields marked below, then try again.",
        ),
    ),
    (
        "INVALID_ORGANISATION",
        Text::new(
            "L’organisation ne peut pas être enregistrée. Corrigez les champs signalés, puis recommencez.",
            "The organisation cannot be saved. Correct the fields marked below, then try again.",
        ),
    ),
    (
        "OWN_DESIGNATION",
        Text::new(
            "Personne ne se désigne soi-même, ni ne confirme sa propre candidature. Une autre personne qui représente la structure doit le faire.",
            "Nobody designates themselves or confirms their own candidacy. Another person who represents the structure must do it.",
        ),
    ),
    (
        "MANDATE_ENDED",
        Text::new(
            "Votre mandat pour cette structure a pris fin : vous ne pouvez plus agir en son nom.",
            "Your mandate for this structure has ended: you can no longer act for it.",
        ),
    ),
    (
        "CLOSED_STRUCTURE",
        Text::new(
            "Cette structure est fermée dans FINESS : personne ne peut y être désigné.",
            "This structure is closed in FINESS: nobody can be designated there.",
        ),
    ),
    (
        "NOT_YOUR_STEP",
        Text::new(
            "Cette étape revient à l’autre partie : vous ne pouvez pas l’enregistrer.",
            "This step belongs to the other side: you cannot record it.",
        ),
    ),
    (
        "INVITATION_UNKNOWN",
        Text::new(
            "Cette invitation n’existe pas ou n’est plus valable. Demandez-en une nouvelle à la personne qui vous a invité.",
            "This invitation does not exist or is no longer valid. Ask whoever invited you for a new one.",
        ),
    ),
    (
        "INVITATION_USED",
        Text::new(
            "Cette invitation a déjà servi. Si ce n’était pas vous, prévenez la personne qui vous a invité.",
            "This invitation has already been used. If it was not by you, tell whoever invited you.",
        ),
    ),
    (
        "LINK_UNKNOWN",
        Text::new(
            "Ce lien n’est pas valable. Ouvrez celui du dernier e-mail reçu, en entier.",
            "This link is not valid. Open the one in the latest e-mail, in full.",
        ),
    ),
    (
        "LINK_USED",
        Text::new(
            "Cet enregistrement est déjà confirmé. Si ce n’était pas par vous, écrivez au support.",
            "This registration is confirmed already. If it was not by you, write to support.",
        ),
    ),
    (
        "REGISTRATION_DIFFERS",
        Text::new(
            "FranceConnect certifie un autre état civil que celui qui a été saisi. L’écart est signalé à l’ANS, seule à pouvoir le corriger.",
            "FranceConnect certifies another civil status than the one that was typed. The difference is reported to the ANS, which alone can correct it.",
        ),
    ),
    (
        "REGISTERED_TWICE",
        Text::new(
            "Vous avez déjà un numéro RPPS sous un autre enregistrement. Écrivez au support pour n’en garder qu’un.",
            "You already have an RPPS number from another registration. Write to support to keep only one.",
        ),
    ),
    (
        "OUT_OF_DATE",
        Text::new(
            "Cet élément a changé depuis que vous l’avez lu. Vérifiez les changements, puis recommencez.",
            "This has changed since you read it. Check what changed, then try again.",
        ),
    ),
    (
        "INVALID_RULE_SET",
        Text::new(
            "Ce jeu de règles n’est pas lisible. Corrigez les points signalés, puis recommencez.",
            "This rule set cannot be read. Correct the points below, then try again.",
        ),
    ),
    (
        "RULE_SET_FIXED",
        Text::new(
            "Ce jeu de règles ne peut plus être modifié ainsi : il est programmé, en vigueur, passé ou abandonné.",
            "This rule set can no longer be changed this way: it is scheduled, in force, past or discarded.",
        ),
    ),
    (
        "REFERENCE_FIXED",
        Text::new(
            "Cette version ne peut plus être modifiée ainsi : elle est programmée, en vigueur, passée ou abandonnée.",
            "This version can no longer be changed this way: it is scheduled, in force, past or discarded.",
        ),
    ),
    (
        "NOT_SIMULATED",
        Text::new(
            "Simulez ce jeu de règles sur toutes les demandes et tous les enregistrements depuis sa dernière modification, puis programmez-le.",
            "Simulate this rule set on all requests and registrations since its last change, then schedule it.",
        ),
    ),
    (
        "INVALID_CORRECTION",
        Text::new(
            "La correction ne peut pas être demandée. Corrigez les champs signalés, puis recommencez.",
            "The correction cannot be asked for. Correct the fields marked below, then try again.",
        ),
    ),
    (
        "CORRECTION_UNDER_WAY",
        Text::new(
            "Une correction de l’état civil de cette personne est déjà en cours. Attendez sa décision, ou son retrait.",
            "A correction of this person’s civil status is already under way. Wait until it is decided or withdrawn.",
        ),
    ),
    (
        "OWN_CORRECTION",
        Text::new(
            "Vous avez demandé cette correction, ou elle concerne votre propre état civil : d’autres agents doivent en décider.",
            "You asked for this correction, or it is about your own civil status: other agents must decide on it.",
        ),
    ),
    (
        "SAME_AGENT",
        Text::new(
            "Vous avez proposé cette décision : un autre agent de l’ANS doit la confirmer.",
            "You proposed this decision: another agent of the ANS must confirm it.",
        ),
    ),
    (
        "DUPLICATE_PERSON",
        Text::new(
            "Une autre personne enregistrée a exactement cet état civil. Vérifiez s’il s’agit d’un doublon : la correction n’est pas faite.",
            "Another registered person has exactly this civil status. Check whether it is a duplicate: the correction was not made.",
        ),
    ),
    (
        "INVALID_CLIENT",
        Text::new(
            "Le logiciel ne peut pas être enregistré. Corrigez les champs signalés, puis recommencez.",
            "The software cannot be saved. Correct the fields marked below, then try again.",
        ),
    ),
    (
        "INVALID_MESSAGE",
        Text::new(
            "Le message ne peut pas être envoyé. Corrigez les champs signalés, puis recommencez.",
            "The message cannot be sent. Correct the fields marked below, then try again.",
        ),
    ),
    (
        "WRONG_SUPPORT_STATE",
        Text::new(
            "L’état de ce message ne permet pas cette action : il est clos, il attend déjà, ou son texte n’est plus conservé.",
            "The state of this message does not allow this: it is closed, it waits already, or its text is no longer kept.",
        ),
    ),
    (
        "INVALID_CHANGE",
        Text::new(
            "La modification ne peut pas être faite. Corrigez les champs signalés, puis recommencez.",
            "The change cannot be made. Correct the fields marked below, then try again.",
        ),
    ),
    (
        "CHANGE_UNDER_WAY",
        Text::new(
            "Une modification de cet enregistrement est déjà en cours. Attendez sa confirmation, ou annulez-la.",
            "A change of this entry is already under way. Wait until it is confirmed, or cancel it.",
        ),
    ),
    (
        "SITUATION_ENDED",
        Text::new(
            "Cette situation est déjà terminée. Enregistrez une nouvelle situation si la personne revient.",
            "This post has ended already. Register a new one if the person comes back.",
        ),
    ),
    (
        "OWN_SITUATION",
        Text::new(
            "Cette situation est la vôtre : un autre gestionnaire doit la modifier ou la fermer.",
            "This post is your own: another manager must change or close it.",
        ),
    ),
];
