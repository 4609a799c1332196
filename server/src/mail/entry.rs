//! E-mails about changes of a person's entry. They name fields, never what was or is in them.

use chrono::TimeDelta;
use shared::entry::{ChangeKind, Changed};
use shared::text::{Language, Text};
use uuid::Uuid;

use super::compose::address;
use super::letter::{Letter, Value};
use super::office::SIGNATURE;
use crate::app::App;
use crate::store::{NewMail, Person};

const CHANGED: Text = Text::new(
    include_str!("../../mails/fr/entry_changed.txt"),
    include_str!("../../mails/en/entry_changed.txt"),
);
const CODE: Text = Text::new(
    include_str!("../../mails/fr/entry_code.txt"),
    include_str!("../../mails/en/entry_code.txt"),
);

/// How long the code of a new address is good: the person may have to hand it on to the manager.
pub const ENTRY_CODE_LIFETIME: TimeDelta = TimeDelta::hours(24);

/// What there is to tell of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryNews {
    /// A new address waits for its code.
    Asked,
    Changed(ChangeKind),
    Cancelled,
}

/// Tells the person what changes, or changed, of their entry.
pub fn entry_changed(
    app: &App,
    person: &Person,
    news: EntryNews,
    changed: &[Changed],
    event: i64,
) -> NewMail {
    let what = match news {
        EntryNews::Asked => "asked",
        EntryNews::Cancelled => "cancelled",
        EntryNews::Changed(ChangeKind::Contact) => "contact",
        EntryNews::Changed(ChangeKind::ExerciseNames) => "names",
        EntryNews::Changed(ChangeKind::Situation) => "situation",
        EntryNews::Changed(ChangeKind::Closing) => "closing",
    };
    let language = Language::from_code(&person.language);
    let labels: Vec<&str> = changed
        .iter()
        .map(|one| one.field.label().r#in(language))
        .collect();
    let values = vec![
        (what, Value::Given),
        ("fields", Value::Line(labels.join(", "))),
    ];
    letter(app, person, ("entry_changed", CHANGED), values, event)
}

/// The code that confirms a new address, sent to it.
pub fn entry_code(app: &App, person: &Person, to: &str, code: &str, event: i64) -> NewMail {
    let hours = ENTRY_CODE_LIFETIME.num_hours().to_string();
    let values = vec![
        ("code", Value::Line(code.to_owned())),
        ("hours", Value::Line(hours)),
    ];
    NewMail {
        recipient: to.to_owned(),
        ..letter(app, person, ("entry_code", CODE), values, event)
    }
}

fn letter(
    app: &App,
    person: &Person,
    (template, text): (&'static str, Text),
    mut values: Vec<(&'static str, Value)>,
    event: i64,
) -> NewMail {
    let language = Language::from_code(&person.language);
    let page = address(&app.config.public_url(), "mon-enregistrement");
    values.push(("number", Value::Line(person.rpps_number.clone())));
    values.push(("page", Value::Line(page)));
    let letter = Letter::new(
        language,
        text.r#in(language),
        SIGNATURE.r#in(language),
        &values,
    );
    NewMail {
        id: Uuid::now_v7(),
        event,
        request: None,
        template,
        language: language.code(),
        recipient: person.email.clone(),
        text_body: letter.text(),
        html_body: letter.html(),
        subject: letter.subject,
    }
}
