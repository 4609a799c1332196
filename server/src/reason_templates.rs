//! Texts for rejections and corrections, kept by the managers of a structure for one another.

use shared::event::EventKind;
use shared::field_error::{Field, FieldError, Problem};
use shared::id::StructureId;
use shared::value_set::{CorrectionReason, RejectionReason};
use uuid::Uuid;

use crate::app::App;
use crate::caller::Manager;
use crate::store::{Key, NewEvent, ReasonTemplate, TemplatePurpose};
use crate::structures::{Refused, begin};

const LONGEST_NAME: usize = 60;
const LONGEST_TEXT: usize = 2000;
/// Texts of one structure.
const MOST: usize = 50;

/// A text as typed.
#[derive(Clone, Debug)]
pub struct RawTemplate {
    /// Which it replaces, as it was read; none for a new one.
    pub replaced: Option<(Uuid, i32)>,
    pub purpose: TemplatePurpose,
    pub name: String,
    /// Code of the reason that goes with it, or empty.
    pub reason: String,
    pub text: String,
}

/// Keeps a text of the structure's, new or in the place of what it was.
pub async fn save_template(
    app: &App,
    manager: Manager<'_>,
    raw: RawTemplate,
    key: Option<Key>,
) -> Result<StructureId, Refused> {
    let (name, text) = (raw.name.trim(), raw.text.trim());
    let mut errors = Vec::new();
    let mut check = |typed: &str, longest: usize, field: Field| {
        let is_wrong = |character: char| {
            character.is_control() && (field == Field::Name || !"\r\n".contains(character))
        };
        let problem = if typed.is_empty() {
            Some(Problem::Required)
        } else if typed.chars().nth(longest).is_some() {
            Some(Problem::TooLong)
        } else if typed.chars().any(is_wrong) {
            Some(Problem::ControlCharacter)
        } else {
            None
        };
        errors.extend(problem.map(|problem| FieldError::new(field, problem)));
    };
    check(name, LONGEST_NAME, Field::Name);
    check(text, LONGEST_TEXT, Field::Text);
    let is_known = match raw.purpose {
        TemplatePurpose::Rejection => RejectionReason::from_code(&raw.reason).is_some(),
        TemplatePurpose::Correction => CorrectionReason::from_code(&raw.reason).is_some(),
    };
    if !raw.reason.is_empty() && !is_known {
        errors.push(FieldError::new(Field::Reason, Problem::UnknownCode));
    }
    if !errors.is_empty() {
        return Err(Refused::InvalidDecision(errors));
    }
    let structure = manager.structure;
    let mut tx = begin!(app, key, StructureId);
    let (id, revision) = raw.replaced.unwrap_or_else(|| (Uuid::now_v7(), 0));
    let kept = tx.reason_templates(structure).await?;
    let others = kept.iter().filter(|other| other.id != id);
    if raw.replaced.is_none() && kept.len() >= MOST {
        return Err(wrong_name(Problem::TooMany));
    }
    if raw.replaced.is_some() && kept.len() == others.clone().count() {
        return Err(Refused::NotFound);
    }
    if others
        .clone()
        .any(|other| other.purpose == raw.purpose && other.name == name)
    {
        return Err(wrong_name(Problem::Repeated));
    }
    let template = ReasonTemplate {
        id,
        structure,
        purpose: raw.purpose,
        name: name.to_owned(),
        reason: raw.reason,
        body: text.to_owned(),
        saved_by: manager.signed_in.account,
        saved_at: app.clock.now(),
        revision,
    };
    let told = told(app, &manager, EventKind::TemplateSaved, id);
    tx.save_reason_template(&template, told).await?;
    tx.keep_answer(key.as_ref(), structure.0).await?;
    tx.commit().await?;
    Ok(structure)
}

/// Forgets a text of the manager's structure; one that is not there any more is no refusal.
pub async fn delete_template(
    app: &App,
    manager: Manager<'_>,
    asked: (Uuid, i32),
    key: Option<Key>,
) -> Result<StructureId, Refused> {
    let (id, revision) = asked;
    let structure = manager.structure;
    let mut tx = begin!(app, key, StructureId);
    let kept = tx.reason_templates(structure).await?;
    if let Some(found) = kept.into_iter().find(|template| template.id == id) {
        let told = told(app, &manager, EventKind::TemplateDeleted, id);
        tx.delete_reason_template(&ReasonTemplate { revision, ..found }, told)
            .await?;
    }
    tx.keep_answer(key.as_ref(), structure.0).await?;
    tx.commit().await?;
    Ok(structure)
}

fn wrong_name(problem: Problem) -> Refused {
    Refused::InvalidDecision(vec![FieldError::new(Field::Name, problem)])
}

fn told(app: &App, manager: &Manager<'_>, kind: EventKind, id: Uuid) -> NewEvent {
    NewEvent {
        account: Some(manager.signed_in.account),
        structure: Some(manager.structure),
        data: serde_json::json!({ "template": id }),
        ..NewEvent::new(kind, app.clock.now())
    }
}
