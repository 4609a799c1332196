//! Changes of a manager's own views of the queue.

use async_graphql::{Context, ID, InputObject, Object, Result};
use shared::id::StructureId;

use super::{inputs, key, uuid, who};
use crate::graphql::answer::{DeleteViewAnswer, SaveViewAnswer};
use crate::graphql::context::{app, coded, refused};
use crate::graphql::query::{LeaseHolder, RequestFilter};
use crate::graphql::scalar::{RequestStatus, Route};
use crate::views::{self, RawView};

inputs! {
    SaveViewInput {
        /// At most 60 characters; another view of that name gives way.
        name: String,
        /// Null for every state.
        status: Option<RequestStatus>,
        structure_id: Option<ID>,
        #[graphql(default)] search: String,
        /// The rest as `RequestFilter` has it.
        role: Option<String>,
        route: Option<Route>,
        older_than_days: Option<i32>,
        at_risk: Option<bool>,
        holder: Option<LeaseHolder>,
        finding: Option<String>,
    }
    DeleteViewInput { id: ID }
}

/// Changes of a manager's own views of the queue.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ViewMutation;

#[Object]
impl ViewMutation {
    /// Keeps a view of the queue under a name, 30 at most. For managers.
    async fn save_view(
        &self,
        context: &Context<'_>,
        input: SaveViewInput,
    ) -> Result<SaveViewAnswer> {
        let (caller, signed_in) = who(context).await?;
        let manager = caller
            .manager_anywhere()
            .map_err(|denied| refused(context, denied))?;
        let key = key(context, "saveView", &signed_in, input.idempotency_key)?;
        let structure = input
            .structure_id
            .map(|id| uuid(context, &id))
            .transpose()?;
        let filter = RequestFilter {
            role: input.role,
            route: input.route,
            older_than_days: input.older_than_days,
            at_risk: input.at_risk,
            holder: input.holder,
            finding: input.finding,
            ..RequestFilter::default()
        };
        let wanted = filter.wanted();
        let raw = RawView {
            wanted: wanted.ok_or_else(|| coded(context, "INVALID_ARGUMENT"))?,
            name: input.name,
            status: input.status.map(shared::status::Status::from),
            structure: structure.map(StructureId),
            search: input.search,
        };
        let done = views::save_view(app(context), manager, raw, key).await;
        SaveViewAnswer::of(context, done).await
    }

    /// Forgets a view of one's own. For managers.
    async fn delete_view(
        &self,
        context: &Context<'_>,
        input: DeleteViewInput,
    ) -> Result<DeleteViewAnswer> {
        let (caller, signed_in) = who(context).await?;
        let manager = caller
            .manager_anywhere()
            .map_err(|denied| refused(context, denied))?;
        let key = key(context, "deleteView", &signed_in, input.idempotency_key)?;
        let id = uuid(context, &input.id)?;
        let done = views::delete_view(app(context), manager, id, key).await;
        DeleteViewAnswer::of(context, done).await
    }
}
