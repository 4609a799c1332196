//! E-mails about corrections of a civil status, to the person and to the manager who asked. They name fields, never what
//! was or is in them.

use shared::text::{Language, Text};
use uuid::Uuid;

use super::compose::address;
use super::letter::{Letter, Value};
use super::office::SIGNATURE;
use crate::app::App;
use crate::store::{CorrectionCase, NewMail};

const CIVIL_STATUS: Text = Text::new(
    include_str!("../../mails/fr/civil_status.txt"),
    include_str!("../../mails/en/civil_status.txt"),
);

/// What there is to tell of a correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CivilStatusNews {
    Asked,
    Accepted,
    Refused,
    Withdrawn,
}

/// Tells a reader, by address and language, what became of a correction.
pub fn civil_status(
    app: &App,
    case: &CorrectionCase,
    news: CivilStatusNews,
    (recipient, language): (&str, &str),
    event: i64,
) -> NewMail {
    let language = Language::from_code(language);
    let base = app.config.public_url();
    let correction = &case.correction;
    let is_person = recipient == case.email;
    let what = match news {
        CivilStatusNews::Asked => "asked",
        CivilStatusNews::Accepted => "accepted",
        CivilStatusNews::Refused => "refused",
        CivilStatusNews::Withdrawn => "withdrawn",
    };
    let path = if is_person {
        "mon-enregistrement".to_owned()
    } else {
        format!("gestion/enregistrements/{}", case.rpps_number)
    };
    let labels: Vec<&str> = correction
        .fields
        .iter()
        .map(|field| field.label().r#in(language))
        .collect();
    let mut values = vec![
        (what, Value::Given),
        (if is_person { "own" } else { "other" }, Value::Given),
        ("number", Value::Line(case.rpps_number.clone())),
        ("fields", Value::Line(labels.join(", "))),
        ("page", Value::Line(address(&base, &path))),
        ("contact", Value::Line(address(&base, "contact"))),
    ];
    if let Some(structure) = &correction.structure_name {
        values.push(("structure", Value::Line(structure.clone())));
    }
    let is_decided = matches!(news, CivilStatusNews::Accepted | CivilStatusNews::Refused);
    if let Some(reason) = correction.decision_reason.clone().filter(|_| is_decided) {
        values.push(("decided", Value::Given));
        values.push(("reason", Value::Words(reason)));
    }
    let letter = Letter::new(
        language,
        CIVIL_STATUS.r#in(language),
        SIGNATURE.r#in(language),
        &values,
    );
    NewMail {
        id: Uuid::now_v7(),
        event,
        request: None,
        template: "civil_status",
        language: language.code(),
        recipient: recipient.to_owned(),
        text_body: letter.text(),
        html_body: letter.html(),
        subject: letter.subject,
    }
}
