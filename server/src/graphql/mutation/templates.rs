//! Changes of the texts that managers keep for one another.

use async_graphql::{Context, ID, InputObject, Object, Result};
use shared::id::StructureId;

use super::{inputs, key, uuid, who};
use crate::graphql::answer::{DeleteReasonTemplateAnswer, SaveReasonTemplateAnswer};
use crate::graphql::context::{app, coded, refused};
use crate::graphql::reason_template::TemplatePurpose;
use crate::reason_templates::{self, RawTemplate};

inputs! {
    SaveReasonTemplateInput {
        structure_id: ID,
        /// Which it replaces, with its revision; null for a new one.
        id: Option<ID>,
        revision: Option<i32>,
        purpose: TemplatePurpose,
        /// At most 60 characters; one of a structure and a purpose has it.
        name: String,
        /// Code of the reason that goes with it, or null.
        reason: Option<String>,
        text: String,
    }
    DeleteReasonTemplateInput { structure_id: ID, id: ID, revision: i32 }
}

/// Changes of the texts that managers keep for one another.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct TemplateMutation;

#[Object]
impl TemplateMutation {
    /// Keeps a text for rejections or corrections, 50 at most of a structure. For its managers.
    async fn save_reason_template(
        &self,
        context: &Context<'_>,
        input: SaveReasonTemplateInput,
    ) -> Result<SaveReasonTemplateAnswer> {
        let (caller, signed_in) = who(context).await?;
        let structure = StructureId(uuid(context, &input.structure_id)?);
        let manager = caller
            .manager_of(structure)
            .map_err(|denied| refused(context, denied))?;
        let key = key(
            context,
            "saveReasonTemplate",
            &signed_in,
            input.idempotency_key,
        )?;
        let replaced = match (input.id, input.revision) {
            (Some(id), Some(revision)) => Some((uuid(context, &id)?, revision)),
            (None, None) => None,
            _ => return Err(coded(context, "INVALID_ARGUMENT")),
        };
        let raw = RawTemplate {
            replaced,
            purpose: input.purpose.into(),
            name: input.name,
            reason: input.reason.unwrap_or_default(),
            text: input.text,
        };
        let done = reason_templates::save_template(app(context), manager, raw, key).await;
        SaveReasonTemplateAnswer::of(context, done).await
    }

    /// Forgets a text of a structure. For its managers.
    async fn delete_reason_template(
        &self,
        context: &Context<'_>,
        input: DeleteReasonTemplateInput,
    ) -> Result<DeleteReasonTemplateAnswer> {
        let (caller, signed_in) = who(context).await?;
        let structure = StructureId(uuid(context, &input.structure_id)?);
        let manager = caller
            .manager_of(structure)
            .map_err(|denied| refused(context, denied))?;
        let key = key(
            context,
            "deleteReasonTemplate",
            &signed_in,
            input.idempotency_key,
        )?;
        let asked = (uuid(context, &input.id)?, input.revision);
        let done = reason_templates::delete_template(app(context), manager, asked, key).await;
        DeleteReasonTemplateAnswer::of(context, done).await
    }
}
