//! E-mails about designations, to candidates and to who represents a structure, and about registrations that were
//! flagged. The former know no language of theirs: both sides work in French.

use chrono::{DateTime, Utc};
use shared::event::EventKind;
use shared::regularisation::State;
use shared::text::{Language, Text};
use uuid::Uuid;

use super::compose::address;
use super::letter::{Letter, Value};
use crate::app::App;
use crate::clock::moment;
use crate::store::{Client, Designation, Ending, NewMail, Regularised, Structure};

const INVITATION: &str = include_str!("../../mails/fr/invitation.txt");
const DESIGNATION: &str = include_str!("../../mails/fr/designation.txt");
const ENDS_SOON: &str = include_str!("../../mails/fr/ends_soon.txt");
const CLIENT_SECRET: &str = include_str!("../../mails/fr/client_secret.txt");
const WAITING: &str = include_str!("../../mails/fr/waiting.txt");
const WEBHOOK_STOPPED: &str = include_str!("../../mails/fr/webhook_stopped.txt");
const REGULARISATION: Text = Text::new(
    include_str!("../../mails/fr/regularisation.txt"),
    include_str!("../../mails/en/regularisation.txt"),
);
pub(super) const SIGNATURE: Text = Text::new(
    include_str!("../../mails/fr/office_signature.txt"),
    include_str!("../../mails/en/office_signature.txt"),
);

/// A link for a candidate who has no identifier yet.
pub fn invitation(
    app: &App,
    designation: &Designation,
    token: &str,
    expires_at: DateTime<Utc>,
    event: i64,
) -> NewMail {
    let page = address(&app.config.public_url(), &format!("invitation/{token}"));
    let values = vec![
        ("page", Value::Line(page)),
        ("until", Value::Line(moment(expires_at, Language::Fr))),
    ];
    let recipient = designation.email.as_deref().unwrap_or_default();
    Office::new(app, &designation.structure_name, event).mail(
        "invitation",
        INVITATION,
        values,
        recipient,
    )
}

/// Something happened to a designation.
pub fn designation(
    app: &App,
    designation: &Designation,
    kind: EventKind,
    reason: &str,
    recipient: &str,
    event: i64,
) -> NewMail {
    let what = match kind {
        EventKind::ManagerDesignated => "active",
        EventKind::InvitationRedeemed => "redeemed",
        EventKind::DesignationSuspended => "suspended",
        EventKind::DesignationResumed => "resumed",
        EventKind::DesignationRevoked => "revoked",
        EventKind::DesignationEnded => "ended",
        _ => "proposed",
    };
    let page = page_of(app, designation, recipient);
    let mut values = vec![
        (what, Value::Given),
        ("page", Value::Line(page)),
        ("subject", Value::Line(who(designation))),
    ];
    if !reason.is_empty() {
        values.push(("reason", Value::Line(reason.to_owned())));
    }
    Office::new(app, &designation.structure_name, event).mail(
        "designation",
        DESIGNATION,
        values,
        recipient,
    )
}

/// Something of a designation ends soon.
pub fn ends_soon(
    app: &App,
    designation: &Designation,
    ending: &Ending,
    recipient: &str,
    event: i64,
) -> NewMail {
    let what = match ending.what.as_str() {
        "TRAINING" => "training",
        "CARD" => "card",
        _ => "designation",
    };
    let page = page_of(app, designation, recipient);
    let values = vec![
        (what, Value::Given),
        ("day", Value::Line(ending.ends_on.long(Language::Fr))),
        ("subject", Value::Line(designation.subject_name_id.clone())),
        ("page", Value::Line(page)),
    ];
    Office::new(app, &designation.structure_name, event).mail(
        "ends_soon",
        ENDS_SOON,
        values,
        recipient,
    )
}

/// The secret of a structure's software ends soon.
pub fn client_secret(
    app: &App,
    client: &Client,
    ends_at: DateTime<Utc>,
    recipient: &str,
    event: i64,
) -> NewMail {
    let path = format!("representation/{}/clients", client.structure_finess);
    let values = vec![
        ("name", Value::Line(client.name.clone())),
        ("until", Value::Line(moment(ends_at, Language::Fr))),
        (
            "page",
            Value::Line(address(&app.config.public_url(), &path)),
        ),
    ];
    Office::new(app, &client.structure_name, event).mail(
        "client_secret",
        CLIENT_SECRET,
        values,
        recipient,
    )
}

/// By which a candidate is known: an identifier, or the address that was invited.
fn who(designation: &Designation) -> String {
    let address = designation.email.clone().unwrap_or_default();
    Some(designation.subject_name_id.clone())
        .filter(|subject| !subject.is_empty())
        .unwrap_or(address)
}

/// Where the reader finds the designation: a candidate among their own, everybody else at the structure.
fn page_of(app: &App, designation: &Designation, recipient: &str) -> String {
    let path = if designation.email.as_deref() == Some(recipient) {
        "habilitation".to_owned()
    } else {
        format!("representation/{}", designation.structure_finess)
    };
    address(&app.config.public_url(), &path)
}

/// A request has reached a structure where nobody was designated to decide.
pub fn waiting(app: &App, structure: &Structure, recipient: &str, event: i64) -> NewMail {
    let page = address(
        &app.config.public_url(),
        &format!("representation/{}", structure.finess),
    );
    Office::new(app, &structure.name, event).mail(
        "waiting",
        WAITING,
        vec![("page", Value::Line(page))],
        recipient,
    )
}

/// An address of a structure was given up after more than a day without an answer.
pub fn webhook_stopped(app: &App, structure: &Structure, recipient: &str, event: i64) -> NewMail {
    let page = address(
        &app.config.public_url(),
        &format!("representation/{}", structure.finess),
    );
    Office::new(app, &structure.name, event).mail(
        "webhook_stopped",
        WEBHOOK_STOPPED,
        vec![("page", Value::Line(page))],
        recipient,
    )
}

/// Something is done about a registration that was flagged.
pub fn regularisation(app: &App, of: &Regularised, state: State, event: i64) -> NewMail {
    let what = match state {
        State::Withdrawn => "withdrawn",
        State::Cancelled => "cancelled",
        _ => "noticed",
    };
    let language = Language::from_code(&of.language);
    let page = address(&app.config.public_url(), "demandes");
    let values = vec![
        (what, Value::Given),
        ("page", Value::Line(page)),
        ("number", Value::Line(of.rpps_number.clone())),
        ("day", Value::Line(of.regularisation.due_on.long(language))),
        ("reason", Value::Words(of.regularisation.reason.clone())),
    ];
    Office {
        language,
        ..Office::new(app, &of.structure_name, event)
    }
    .mail(
        "regularisation",
        REGULARISATION.r#in(language),
        values,
        &of.email,
    )
}

/// What is told about a structure.
#[derive(Clone, Copy)]
struct Office<'a> {
    app: &'a App,
    language: Language,
    structure: &'a str,
    event: i64,
}

impl<'a> Office<'a> {
    const fn new(app: &'a App, structure: &'a str, event: i64) -> Self {
        Self {
            app,
            language: Language::Fr,
            structure,
            event,
        }
    }

    fn mail(
        self,
        template: &'static str,
        text: &str,
        mut values: Vec<(&'static str, Value)>,
        recipient: &str,
    ) -> NewMail {
        let contact = address(&self.app.config.public_url(), "contact");
        values.push(("structure", Value::Line(self.structure.to_owned())));
        values.push(("contact", Value::Line(contact)));
        let letter = Letter::new(self.language, text, SIGNATURE.r#in(self.language), &values);
        NewMail {
            id: Uuid::now_v7(),
            event: self.event,
            request: None,
            template,
            language: self.language.code(),
            recipient: recipient.to_owned(),
            text_body: letter.text(),
            html_body: letter.html(),
            subject: letter.subject,
        }
    }
}
