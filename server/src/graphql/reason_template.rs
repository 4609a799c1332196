//! Texts that the managers of a structure keep for one another.

use async_graphql::{Context, Enum, Error, ID, Result, SimpleObject};
use chrono::{DateTime, Utc};
use shared::id::StructureId;

use super::context::{app, caller, internal, refused};
use crate::store;

/// For what a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "store::TemplatePurpose")]
pub(crate) enum TemplatePurpose {
    Rejection,
    /// Of a field that is sent back.
    Correction,
}

/// A text under a name, kept for all managers of a structure.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct ReasonTemplate {
    id: ID,
    revision: i32,
    purpose: TemplatePurpose,
    name: String,
    /// Code of the `RejectionReason` or `CorrectionCode` that goes with it, as the nomenclature writes it.
    reason: Option<String>,
    text: String,
    saved_at: DateTime<Utc>,
}

/// The texts of a structure, by purpose and name.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct ReasonTemplateList {
    templates: Vec<ReasonTemplate>,
}

impl From<store::ReasonTemplate> for ReasonTemplate {
    fn from(template: store::ReasonTemplate) -> Self {
        Self {
            id: template.id.to_string().into(),
            revision: template.revision,
            purpose: template.purpose.into(),
            name: template.name,
            reason: Some(template.reason).filter(|reason| !reason.is_empty()),
            text: template.body,
            saved_at: template.saved_at,
        }
    }
}

/// The texts of a structure of the caller's.
pub(super) async fn templates(
    context: &Context<'_>,
    structure: StructureId,
) -> Result<Vec<ReasonTemplate>, Error> {
    let caller = caller(context).await?;
    caller
        .manager_of(structure)
        .map_err(|denied| refused(context, denied))?;
    let found = async {
        let mut tx = app(context).store.read().await?;
        tx.reason_templates(structure).await
    };
    let found = found.await.map_err(|error| internal(context, &error))?;
    Ok(found.into_iter().map(ReasonTemplate::from).collect())
}

/// What there is when one was saved or forgotten.
pub(super) async fn left(
    context: &Context<'_>,
    structure: StructureId,
) -> Result<ReasonTemplateList, Error> {
    Ok(ReasonTemplateList {
        templates: templates(context, structure).await?,
    })
}
