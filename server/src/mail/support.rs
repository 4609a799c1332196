//! E-mails of support: that a message has arrived, and the answer.

use shared::id::SupportId;
use shared::support::Question;
use shared::text::{Language, Text};
use uuid::Uuid;

use super::compose::address;
use super::letter::{Letter, Value};
use super::office::SIGNATURE;
use crate::app::App;
use crate::store::{NewMail, SupportMessage, SupportQuestion};

const ASKED: Text = Text::new(
    include_str!("../../mails/fr/support_asked.txt"),
    include_str!("../../mails/en/support_asked.txt"),
);
const ANSWERED: Text = Text::new(
    include_str!("../../mails/fr/support_answered.txt"),
    include_str!("../../mails/en/support_answered.txt"),
);

/// The message has arrived. It does not say what was written: the address may be anybody's.
pub fn support_asked(
    app: &App,
    id: SupportId,
    question: &Question,
    language: Language,
    event: i64,
) -> NewMail {
    let letter = letter(app, id, ASKED, language, Vec::new());
    mail(letter, "support_asked", question.email.as_str(), event)
}

/// What an agent answers.
pub fn support_answered(
    app: &App,
    of: &SupportQuestion,
    asked: &SupportMessage,
    answer: &str,
    event: i64,
) -> NewMail {
    let language = Language::from_code(&of.language);
    let values = vec![("answer", Value::Words(answer.to_owned()))];
    let letter = letter(app, of.id, ANSWERED, language, values);
    mail(letter, "support_answered", &asked.email, event)
}

fn letter(
    app: &App,
    id: SupportId,
    text: Text,
    language: Language,
    mut values: Vec<(&'static str, Value)>,
) -> Letter {
    let contact = address(&app.config.public_url(), "contact");
    values.push(("reference", Value::Line(id.reference())));
    values.push(("contact", Value::Line(contact)));
    Letter::new(
        language,
        text.r#in(language),
        SIGNATURE.r#in(language),
        &values,
    )
}

fn mail(letter: Letter, template: &'static str, recipient: &str, event: i64) -> NewMail {
    NewMail {
        id: Uuid::now_v7(),
        event,
        request: None,
        template,
        language: letter.language().code(),
        recipient: recipient.to_owned(),
        text_body: letter.text(),
        html_body: letter.html(),
        subject: letter.subject,
    }
}
