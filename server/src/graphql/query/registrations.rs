//! Readings of the register that tell persons apart.

use async_graphql::{Context, ID, Object, Result};
use shared::id::{RequestId, StructureId};
use uuid::Uuid;

use crate::graphql::context::{app, caller, coded, internal, refused, signed_in};
use crate::graphql::duplicate::{
    PossibleDuplicate, RegistrationToConfirm, TypedCivilStatusInput, unread,
};
use crate::graphql::request::Submission;
use crate::graphql::saved_view::{self, SavedView};
use crate::requests;

/// Readings of the register that tell persons apart.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RegistrationQuery;

#[Object]
impl RegistrationQuery {
    /// Registered persons who may be the person of a request, 20 at most. For managers of its structure.
    #[graphql(complexity = "20 * child_complexity")]
    async fn possible_duplicates(
        &self,
        context: &Context<'_>,
        request_id: ID,
    ) -> Result<Vec<PossibleDuplicate>> {
        let id = RequestId(uuid(context, &request_id)?);
        let caller = caller(context).await?;
        let found = requests::of_request(app(context), &caller, id).await;
        shown(context, &caller, found)
    }

    /// Registered persons who may be the person with this civil status, 20 at most; none before it is whole. For managers
    /// of the structure.
    #[graphql(complexity = "20 * child_complexity")]
    async fn possible_duplicates_of(
        &self,
        context: &Context<'_>,
        structure_id: ID,
        civil_status: TypedCivilStatusInput,
    ) -> Result<Vec<PossibleDuplicate>> {
        let id = StructureId(uuid(context, &structure_id)?);
        let caller = caller(context).await?;
        let typed = civil_status.into();
        let found = requests::of_civil_status(app(context), &caller, id, &typed).await;
        shown(context, &caller, found)
    }

    /// Every time a request was sent, with what was sent and what had changed since the time before. For its author, and
    /// for managers of the structure that has it now.
    #[graphql(complexity = "10 * child_complexity")]
    async fn submissions(&self, context: &Context<'_>, request_id: ID) -> Result<Vec<Submission>> {
        let id = RequestId(uuid(context, &request_id)?);
        let signed_in = signed_in(context).await?;
        let subject = signed_in.subject_name_id.as_deref().unwrap_or_default();
        let found = async {
            let mut tx = app(context).store.read().await?;
            tx.submissions(id, signed_in.account, subject).await
        };
        let found = found.await.map_err(|error| internal(context, &error))?;
        Ok(Submission::all(found))
    }

    /// The caller's views of the queue, by name. For managers.
    async fn saved_views(&self, context: &Context<'_>) -> Result<Vec<SavedView>> {
        saved_view::views(context).await
    }

    /// What a manager typed of the caller, by the link that was sent, compared with what FranceConnect certifies.
    async fn registration_to_confirm(
        &self,
        context: &Context<'_>,
        token: String,
    ) -> Result<Option<RegistrationToConfirm>> {
        let caller = caller(context).await?;
        let professional = caller
            .professional()
            .map_err(|denied| refused(context, denied))?;
        let found = requests::to_confirm(app(context), professional, &token)
            .await
            .map_err(|error| internal(context, &error))?;
        Ok(found.map(RegistrationToConfirm::from))
    }
}

fn shown(
    context: &Context<'_>,
    caller: &crate::caller::Caller,
    found: Result<Vec<requests::Lookalike>, requests::Refused>,
) -> Result<Vec<PossibleDuplicate>> {
    let found = found.map_err(|error| unread(context, error))?;
    let signed_in = caller
        .signed_in()
        .map_err(|denied| refused(context, denied))?;
    Ok(found
        .into_iter()
        .map(|found| PossibleDuplicate::new(app(context), signed_in, found))
        .collect())
}

fn uuid(context: &Context<'_>, id: &ID) -> Result<Uuid> {
    id.parse().map_err(|_| coded(context, "NOT_FOUND"))
}
