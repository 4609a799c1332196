//! Which e-mail tells of which change. The wording is in `mails/`.

use chrono::{DateTime, TimeDelta, Utc};
use shared::catalogue;
use shared::date::Date;
use shared::email::Email;
use shared::request::{Decision, Request};
use shared::text::Text;
use url::Url;
use uuid::Uuid;

use super::CODE_LIFETIME;
use super::letter::{Item, Letter, Value};
use crate::app::App;
use crate::clock::{in_paris, moment};
use crate::store::{NewMail, Structure};

/// A validated person appears in the directory within this time.
const PUBLISHED_AFTER: TimeDelta = TimeDelta::hours(24);
/// The e-CPS can be activated after this time.
const ACTIVABLE_AFTER: TimeDelta = TimeDelta::hours(48);

macro_rules! template {
    ($name:literal) => {
        Text::new(
            include_str!(concat!("../../mails/fr/", $name, ".txt")),
            include_str!(concat!("../../mails/en/", $name, ".txt")),
        )
    };
}

const SUBMITTED: Template = Template {
    name: "submitted",
    text: template!("submitted"),
};
const CORRECTION_ASKED: Template = Template {
    name: "correction_asked",
    text: template!("correction_asked"),
};
const REJECTED: Template = Template {
    name: "rejected",
    text: template!("rejected"),
};
const VALIDATED: Template = Template {
    name: super::VALIDATED,
    text: template!("validated"),
};
/// It gives the number too: the worker tells so when it is sent.
const REGISTERED: Template = Template {
    name: super::VALIDATED,
    text: template!("registered"),
};
const EMAIL_CODE: Template = Template {
    name: super::EMAIL_CODE,
    text: template!("email_code"),
};
const DRAFT_EXPIRING: Template = Template {
    name: "draft_expiring",
    text: template!("draft_expiring"),
};
const SIGNATURE: Text = template!("signature");

#[derive(Clone, Copy, Debug)]
struct Template {
    name: &'static str,
    text: Text,
}

/// The request has reached its structure.
pub fn submitted(app: &App, request: &Request, structure: &Structure, event: i64) -> NewMail {
    let is_at_risk = is_at_risk(request);
    let conditions = [
        ("risk", is_at_risk),
        ("unconfirmed", !request.is_email_confirmed()),
        ("no_manager", !structure.has_manager),
    ];
    let mut values = vec![("structure", Value::Line(structure.name.clone()))];
    values.extend(
        conditions
            .into_iter()
            .filter(|(_, met)| *met)
            .map(|(name, _)| (name, Value::Given)),
    );
    Told {
        app,
        request,
        event,
    }
    .mail(SUBMITTED, values)
}

/// A manager asks for a correction.
pub fn correction_asked(app: &App, request: &Request, event: i64) -> NewMail {
    let mut values = Vec::new();
    if let Some(correction) = &request.correction {
        let item = |item: &shared::request::CorrectionItem| Item {
            label: catalogue::field(item.field).r#in(request.language),
            reason: item.code.label().r#in(request.language),
            words: item.text.clone(),
        };
        values.push((
            "items",
            Value::Items(correction.items.iter().map(item).collect()),
        ));
        if !correction.text.trim().is_empty() {
            values.push(("text", Value::Words(correction.text.clone())));
        }
    }
    Told {
        app,
        request,
        event,
    }
    .mail(CORRECTION_ASKED, values)
}

/// A manager refused the request.
pub fn rejected(app: &App, request: &Request, event: i64) -> NewMail {
    let values = match &request.decision {
        Some(Decision::Rejected { reason, text }) => vec![
            (
                "reason",
                Value::Line(reason.label().r#in(request.language).to_owned()),
            ),
            ("text", Value::Words(text.clone())),
        ],
        _ => Vec::new(),
    };
    Told {
        app,
        request,
        event,
    }
    .mail(REJECTED, values)
}

/// The person is registered: their number, and what happens next.
pub fn validated(app: &App, request: &Request, rpps_number: &str, event: i64) -> NewMail {
    let at = request.decided_at.unwrap_or(request.updated_at);
    let mut values = vec![
        ("number", Value::Line(rpps_number.to_owned())),
        (
            "published",
            Value::Line(moment(at + PUBLISHED_AFTER, request.language)),
        ),
        (
            "activable",
            Value::Line(moment(at + ACTIVABLE_AFTER, request.language)),
        ),
    ];
    if is_at_risk(request) {
        values.push(("risk", Value::Given));
    }
    Told {
        app,
        request,
        event,
    }
    .mail(VALIDATED, values)
}

/// A manager registered the person: where, the number, and how to confirm it or have it corrected.
pub fn registered(
    app: &App,
    request: &Request,
    rpps_number: &str,
    structure: &Structure,
    link: Option<&str>,
    event: i64,
) -> NewMail {
    let mut values = vec![
        ("number", Value::Line(rpps_number.to_owned())),
        ("structure", Value::Line(structure.name.clone())),
        (
            "activable",
            Value::Line(moment(
                request.updated_at + ACTIVABLE_AFTER,
                request.language,
            )),
        ),
    ];
    if let Some(link) = link {
        let page = address(&app.config.public_url(), &format!("confirmation/{link}"));
        values.push(("confirmation", Value::Line(page)));
    }
    if is_at_risk(request) {
        values.push(("risk", Value::Given));
    }
    Told {
        app,
        request,
        event,
    }
    .mail(REGISTERED, values)
}

/// The code that confirms an address, sent to it.
pub fn email_code(app: &App, request: &Request, email: &str, code: &str, event: i64) -> NewMail {
    let values = vec![
        ("code", Value::Line(code.to_owned())),
        (
            "minutes",
            Value::Line(CODE_LIFETIME.num_minutes().to_string()),
        ),
    ];
    let mail = Told {
        app,
        request,
        event,
    }
    .mail(EMAIL_CODE, values);
    NewMail {
        recipient: email.trim().to_owned(),
        ..mail
    }
}

/// The draft will be deleted; nothing when it has no address to write to.
pub fn draft_expiring(
    app: &App,
    request: &Request,
    on: DateTime<Utc>,
    event: i64,
) -> Option<NewMail> {
    Email::parse_typed(&request.form.email).ok()?;
    let day = Date::from(in_paris(on).date_naive()).long(request.language);
    let told = Told {
        app,
        request,
        event,
    };
    Some(told.mail(DRAFT_EXPIRING, vec![("day", Value::Line(day))]))
}

fn is_at_risk(request: &Request) -> bool {
    request
        .submission
        .as_ref()
        .is_some_and(|submission| submission.verdict.is_at_risk())
}

/// A change that is told to the author of the request.
#[derive(Clone, Copy)]
struct Told<'a> {
    app: &'a App,
    request: &'a Request,
    event: i64,
}

impl Told<'_> {
    fn mail(self, template: Template, mut values: Vec<(&'static str, Value)>) -> NewMail {
        let Self {
            app,
            request,
            event,
        } = self;
        let public_url = app.config.public_url();
        values.push(("reference", Value::Line(request.id.reference())));
        values.push((
            "page",
            Value::Line(address(&public_url, &format!("demandes/{}", request.id))),
        ));
        values.push(("contact", Value::Line(address(&public_url, "contact"))));
        let language = request.language;
        let letter = Letter::new(
            language,
            template.text.r#in(language),
            SIGNATURE.r#in(language),
            &values,
        );
        NewMail {
            id: Uuid::now_v7(),
            event,
            request: Some(request.id),
            template: template.name,
            language: language.code(),
            recipient: request.form_as_sent().email.trim().to_owned(),
            text_body: letter.text(),
            html_body: letter.html(),
            subject: letter.subject,
        }
    }
}

pub(super) fn address(public_url: &Url, path: &str) -> String {
    format!("{}/{path}", public_url.as_str().trim_end_matches('/'))
}
