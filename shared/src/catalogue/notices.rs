//! What the portal tells the person who is signed in: what happened, and what to do.

use crate::text::Text;

pub(super) const TABLE: &[(&str, Text, Text)] = &[
    (
        "CORRECTION_REQUESTED",
        Text::new(
            "Une correction vous est demandée",
            "You are asked for a correction",
        ),
        Text::new(
            "Corrigez les champs indiqués, puis renvoyez votre demande.",
            "Correct the fields that are named, then submit your request again.",
        ),
    ),
    (
        "REQUEST_VALIDATED",
        Text::new("Votre demande est validée", "Your request is validated"),
        Text::new(
            "Votre numéro RPPS vous est envoyé par e-mail ; la suite se lit dans votre demande.",
            "Your RPPS number is sent to you by e-mail; your request says what comes next.",
        ),
    ),
    (
        "REQUEST_REJECTED",
        Text::new("Votre demande est rejetée", "Your request is rejected"),
        Text::new(
            "Le motif se lit dans votre demande.",
            "Your request says why.",
        ),
    ),
    (
        "DRAFT_EXPIRING",
        Text::new(
            "Votre brouillon sera bientôt supprimé",
            "Your draft will soon be deleted",
        ),
        Text::new(
            "Reprenez-le ou envoyez-le pour le garder.",
            "Go on with it or submit it to keep it.",
        ),
    ),
    (
        "SUPPORT_ANSWERED",
        Text::new("Le support vous a répondu", "Support has answered you"),
        Text::new(
            "La réponse vous est envoyée par e-mail et se lit sur la page de contact.",
            "The answer is sent to you by e-mail and stands on the contact page.",
        ),
    ),
    (
        "REGULARISATION_NOTICED",
        Text::new(
            "Le retrait de votre enregistrement est annoncé",
            "The withdrawal of your registration is announced",
        ),
        Text::new(
            "Lisez le motif et la date limite, et répondez depuis votre enregistrement.",
            "Read the reason and the last day, and reply from your entry.",
        ),
    ),
    (
        "REGULARISATION_CANCELLED",
        Text::new(
            "L’annonce de retrait est annulée",
            "The announced withdrawal is cancelled",
        ),
        Text::new(
            "Votre enregistrement reste, avec son numéro.",
            "Your registration stays, with its number.",
        ),
    ),
    (
        "REGULARISATION_TRANSFERRED",
        Text::new(
            "Un nouveau poste remplace celui qui allait être retiré",
            "A new post takes the place of the one to be withdrawn",
        ),
        Text::new(
            "Votre numéro RPPS reste le même.",
            "Your RPPS number stays the same.",
        ),
    ),
    (
        "REGISTRATION_WITHDRAWN",
        Text::new(
            "Votre enregistrement est retiré",
            "Your registration is withdrawn",
        ),
        Text::new(
            "Votre numéro RPPS reste le vôtre.",
            "Your RPPS number stays yours.",
        ),
    ),
    (
        "MANAGER_PROPOSED",
        Text::new(
            "Vous êtes proposé comme gestionnaire",
            "You are proposed as a manager",
        ),
        Text::new(
            "Voyez les étapes qui restent dans votre habilitation.",
            "Your habilitation shows the steps that are left.",
        ),
    ),
    (
        "MANAGER_DESIGNATED",
        Text::new(
            "Vous êtes gestionnaire de cette structure",
            "You are a manager of this structure",
        ),
        Text::new(
            "Vous pouvez traiter ses demandes.",
            "You may decide on its requests.",
        ),
    ),
    (
        "PREREQUISITE_RECORDED",
        Text::new(
            "Une étape de votre habilitation est enregistrée",
            "A step of your habilitation is recorded",
        ),
        Text::new(
            "Voyez les étapes qui restent dans votre habilitation.",
            "Your habilitation shows the steps that are left.",
        ),
    ),
    (
        "DESIGNATION_SUSPENDED",
        Text::new(
            "Votre désignation est suspendue",
            "Your designation is suspended",
        ),
        Text::new(
            "Le motif se lit dans votre habilitation.",
            "Your habilitation says why.",
        ),
    ),
    (
        "DESIGNATION_RESUMED",
        Text::new("Votre désignation reprend", "Your designation is resumed"),
        Text::new(
            "Vous pouvez de nouveau traiter les demandes de cette structure.",
            "You may decide on the requests of this structure again.",
        ),
    ),
    (
        "DESIGNATION_REVOKED",
        Text::new(
            "Votre désignation est retirée",
            "Your designation is revoked",
        ),
        Text::new(
            "Le motif se lit dans votre habilitation.",
            "Your habilitation says why.",
        ),
    ),
    (
        "DESIGNATION_ENDED",
        Text::new(
            "Votre désignation est arrivée à son terme",
            "Your designation has come to its end",
        ),
        Text::new(
            "Vous ne traitez plus les demandes de cette structure.",
            "You no longer decide on the requests of this structure.",
        ),
    ),
    (
        "MANDATE_RECORDED",
        Text::new(
            "Un mandat vous est donné pour cette structure",
            "You are given a mandate for this structure",
        ),
        Text::new(
            "Vous pouvez y désigner des gestionnaires.",
            "You may designate managers there.",
        ),
    ),
    (
        "MANDATE_ENDED",
        Text::new(
            "Votre mandat pour cette structure a pris fin",
            "Your mandate for this structure has ended",
        ),
        Text::new(
            "Vous n’y désignez plus de gestionnaires.",
            "You no longer designate managers there.",
        ),
    ),
    (
        "LEASE_TAKEN_OVER",
        Text::new(
            "Une demande que vous aviez en charge a été reprise",
            "A request that you had in charge was taken over",
        ),
        Text::new(
            "Un autre gestionnaire l’a maintenant en charge.",
            "Another manager has it in charge now.",
        ),
    ),
    (
        "REQUESTS_ARRIVED",
        Text::new("Demandes arrivées", "Requests that arrived"),
        Text::new(
            "Elles attendent dans la file de cette structure.",
            "They wait in the queue of this structure.",
        ),
    ),
    (
        "REQUESTS_ANSWERED",
        Text::new(
            "Demandes renvoyées après correction",
            "Requests submitted again after correction",
        ),
        Text::new(
            "Elles attendent dans la file de cette structure.",
            "They wait in the queue of this structure.",
        ),
    ),
];
