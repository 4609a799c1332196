//! Papers to keep: a request's receipt and a registration's attestation, as PDF that screen readers can read.

mod sheet;

use shared::catalogue;
use shared::event::EventKind;
use shared::role::Role;
use shared::status::Status;
use shared::text::{Language, Text};

use crate::clock::moment;
use crate::reference::Reference;
use crate::store::{RequestView, Step};
use sheet::Sheet;

/// A paper and the name of its file.
#[derive(Debug)]
pub struct Paper {
    pub file_name: String,
    pub pdf: Vec<u8>,
}

/// Which paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Of what was sent.
    Receipt,
    /// Of what was registered.
    Attestation,
}

struct Words {
    file: &'static str,
    title: Text,
    opening: Text,
    closing: &'static [Text],
    /// The events that the paper rests on.
    proof: &'static [EventKind],
    proof_name: Text,
}

const RECEIPT: Words = Words {
    file: "recepisse",
    title: Text::new("Récépissé de dépôt", "Filing receipt"),
    opening: Text::new(
        "Le portail d’enregistrement RPPS+ a reçu la demande suivante.",
        "The RPPS+ registration portal has received the following request.",
    ),
    closing: &[Text::new(
        "Ce récépissé atteste le dépôt de la demande. Il ne vaut pas enregistrement au RPPS.",
        "This receipt certifies that the request was filed. It is not a registration in the RPPS.",
    )],
    proof: &[EventKind::RequestSubmitted, EventKind::RequestResubmitted],
    proof_name: Text::new("Dépôt au journal du portail", "Filing in the portal’s log"),
};

const ATTESTATION: Words = Words {
    file: "attestation",
    title: Text::new(
        "Attestation d’enregistrement au RPPS",
        "Attestation of registration in the RPPS",
    ),
    opening: Text::new(
        "Un gestionnaire RPPS+ de la structure a validé la demande suivante. La personne est enregistrée au RPPS.",
        "An RPPS+ manager of the structure has validated the following request. The person is registered in the RPPS.",
    ),
    closing: &[
        Text::new(
            "Le numéro RPPS est attribué pour toute la vie professionnelle. L’e-CPS peut être activée 48 heures après la validation.",
            "The RPPS number is given for the whole working life. The e-CPS can be activated 48 hours after the validation.",
        ),
        Text::new(
            "L’enregistrement donne droit à l’e-CPS seule : aucune carte physique n’est distribuée et le DMP n’est pas accessible en consultation.",
            "The registration gives the e-CPS only: no physical card is issued, and the DMP (shared medical record) cannot be consulted.",
        ),
    ],
    proof: &[EventKind::RequestValidated],
    proof_name: Text::new(
        "Décision au journal du portail",
        "Decision in the portal’s log",
    ),
};

/// The paper could not be written so that everybody can read it.
#[derive(Clone, Debug, thiserror::Error)]
#[error("the paper cannot be written: {0}")]
pub struct PaperError(String);

/// The paper of this request; none as long as what it would attest has not happened.
pub fn paper(
    kind: Kind,
    view: &RequestView,
    reference: &Reference,
    language: Language,
) -> Result<Option<Paper>, PaperError> {
    let words = match kind {
        Kind::Receipt => RECEIPT,
        Kind::Attestation => ATTESTATION,
    };
    if kind == Kind::Attestation && view.request.status != Status::Validated {
        return Ok(None);
    }
    let proof = view
        .history
        .iter()
        .rev()
        .find(|step| words.proof.contains(&step.kind));
    let Some(proof) = proof else { return Ok(None) };
    let Some(rows) = rows(kind, view, &words, (*proof, reference), language) else {
        return Ok(None);
    };
    let say = |text: Text| text.r#in(language);
    let mut sheet = Sheet::new(language);
    sheet.heading(say(words.title));
    sheet.paragraph(say(words.opening));
    for (name, value) in &rows {
        sheet.row(say(*name), value);
    }
    for text in words.closing {
        sheet.paragraph(say(*text));
    }
    sheet.paragraph(say(Text::new(
        "Le numéro au journal permet à l’ANS de retrouver l’acte : le journal du portail n’est jamais réécrit.",
        "The number in the log lets the ANS find the act again: the portal’s log is never rewritten.",
    )));
    Ok(Some(Paper {
        file_name: format!("{}-{}.pdf", words.file, view.request.id.reference()),
        pdf: sheet.finish(say(words.title))?,
    }))
}

fn rows(
    kind: Kind,
    view: &RequestView,
    words: &Words,
    (proof, reference): (Step, &Reference),
    language: Language,
) -> Option<Vec<(Text, String)>> {
    let request = &view.request;
    let sent = &request.submission.as_ref()?.form;
    let structure = view.structure.as_ref()?;
    let mut rows = vec![
        (Text::new("Référence", "Reference"), request.id.reference()),
        (
            Text::new("Demande envoyée le", "Request submitted on"),
            moment(request.submitted_at?, language),
        ),
    ];
    if kind == Kind::Attestation {
        rows.push((
            Text::new("Demande validée le", "Request validated on"),
            moment(request.decided_at?, language),
        ));
        rows.push((
            Text::new("Numéro RPPS", "RPPS number"),
            view.rpps_number.clone()?,
        ));
    } else {
        rows.push((
            Text::new("État", "State"),
            catalogue::status(request.status).r#in(language).to_owned(),
        ));
    }
    let identity = &request.identity;
    let role = Role::parse(&sent.role)
        .map_or_else(|_| sent.role.clone(), |role| reference.role(role).label);
    let date = shared::date::Date::parse(&sent.start_date)
        .map_or_else(|_| sent.start_date.clone(), |date| date.long(language));
    rows.extend([
        (
            Text::new("Nom de naissance", "Birth name"),
            identity.birth_name.clone(),
        ),
        (
            Text::new("Prénoms", "First names"),
            identity.first_names.join(" "),
        ),
        (
            Text::new("Nom d’exercice", "Exercise name"),
            format!("{} {}", sent.exercise_first_name, sent.exercise_last_name),
        ),
        (Text::new("Rôle", "Role"), role),
        (
            Text::new("Structure", "Structure"),
            format!("{} (FINESS {})", structure.name, structure.finess),
        ),
        (Text::new("Début d’exercice", "Start date"), date),
        (
            words.proof_name,
            format!("n° {} · {}", proof.event, moment(proof.at, language)),
        ),
    ]);
    Some(rows)
}
