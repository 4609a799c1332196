//! What is done about registrations that were flagged.

use async_graphql::connection::PageInfo;
use async_graphql::{Context, Enum, ID, Result, SimpleObject};
use chrono::{DateTime, Utc};
use shared::id::RegularisationId;

use super::context::{app, caller, coded, internal};
use super::registration::Situation;
use super::scalar::Date;
use crate::app::App;
use crate::store;

/// Where a regularisation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::regularisation::State")]
pub(crate) enum RegularisationState {
    /// The person was told why and until when.
    Noticed,
    /// The person has answered.
    Replied,
    /// The registration stays after all.
    Cancelled,
    /// The person is registered elsewhere in scope, and left this post.
    Transferred,
    /// The registration was withdrawn; the number is kept.
    Withdrawn,
}

/// A notice that a registration will be withdrawn, and what came of it.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Regularisation {
    id: ID,
    revision: i32,
    state: RegularisationState,
    reason: String,
    /// The last day to react; the registration is withdrawn the day after.
    due_on: Date,
    noticed_at: DateTime<Utc>,
    /// What the person answered.
    reply: Option<String>,
    replied_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
}

impl From<store::Regularisation> for Regularisation {
    fn from(regularisation: store::Regularisation) -> Self {
        Self {
            id: regularisation.id.to_string().into(),
            revision: regularisation.revision,
            state: regularisation.state.into(),
            reason: regularisation.reason,
            due_on: Date(regularisation.due_on),
            noticed_at: regularisation.noticed_at,
            reply: regularisation.reply,
            replied_at: regularisation.replied_at,
            closed_at: regularisation.closed_at,
        }
    }
}

/// A situation that was flagged when it was registered, with its person.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct FlaggedSituation {
    rpps_number: String,
    birth_name: String,
    first_names: Vec<String>,
    situation: Situation,
}

impl FlaggedSituation {
    /// `None` for a role or a date that this version cannot read.
    pub(super) fn new(app: &App, flagged: store::Flagged) -> Option<Self> {
        Some(Self {
            rpps_number: flagged.person.rpps_number,
            birth_name: flagged.person.birth_name,
            first_names: flagged.person.first_names,
            situation: Situation::new(app, flagged.situation)?,
        })
    }
}

/// A page of flagged situations.
#[derive(SimpleObject)]
pub(crate) struct FlaggedSituationConnection {
    pub(super) edges: Vec<FlaggedSituationEdge>,
    pub(super) nodes: Vec<FlaggedSituation>,
    pub(super) page_info: PageInfo,
}

/// A flagged situation in a page.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct FlaggedSituationEdge {
    pub(super) cursor: String,
    pub(super) node: FlaggedSituation,
}

/// The regularisation that a use case returned, as it is now.
pub(super) async fn regularisation(
    context: &Context<'_>,
    id: RegularisationId,
) -> Result<Regularisation> {
    let found = async { app(context).store.read().await?.regularisation(id).await };
    let found = found.await.map_err(|error| internal(context, &error))?;
    let found = found.ok_or_else(|| coded(context, "NOT_FOUND"))?;
    let caller = caller(context).await?;
    let is_own = caller
        .signed_in()
        .is_ok_and(|signed_in| signed_in.person == Some(found.person));
    if is_own || caller.ans_agent().is_ok() {
        Ok(found.regularisation.into())
    } else {
        Err(coded(context, "NOT_FOUND"))
    }
}
