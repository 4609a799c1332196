//! What is done about registrations that were flagged.

use async_graphql::connection::PageInfo;
use async_graphql::{ComplexObject, Context, Enum, ID, Result, SimpleObject};
use chrono::{DateTime, Utc};
use shared::acknowledgement::Risk;
use shared::catalogue;
use shared::eligibility::FindingCode;
use shared::id::{RegularisationId, StructureId};

use super::context::{app, caller, coded, internal};
use super::registration::Situation;
use super::scalar::{Date, Text};
use crate::app::App;
use crate::caller::{Denied, SignedIn};
use crate::store::{self, FlaggedScope};

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
            birth_name: flagged.person.identity.birth_name,
            first_names: flagged.person.identity.first_names,
            situation: Situation::new(app, flagged.situation)?,
        })
    }
}

/// Why a situation was flagged, and what its manager said that they know.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct RegistrationRisk {
    reasons: Vec<RiskReason>,
    acknowledged_at: DateTime<Utc>,
    /// Version of the wording.
    wording_version: String,
    /// What the manager ticked.
    wording: Option<Text>,
    /// What the person ticked, where they filed themselves.
    person_wording: Option<Text>,
}

/// A finding for which a registration may be deleted later.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct RiskReason {
    /// Code of `ruleCatalogue`.
    code: String,
    text: Text,
}

impl From<store::KeptRisk> for RegistrationRisk {
    fn from(risk: store::KeptRisk) -> Self {
        let reason = |code: String| {
            let finding = FindingCode::from_code(&code)?;
            let text = catalogue::finding(finding).text.into();
            Some(RiskReason { code, text })
        };
        let wording = Risk::of(&risk.wording);
        Self {
            reasons: risk.findings.into_iter().filter_map(reason).collect(),
            acknowledged_at: risk.acknowledged_at,
            wording_version: risk.wording,
            wording: wording.map(|wording| wording.manager.into()),
            person_wording: wording.map(|wording| wording.person.into()),
        }
    }
}

/// How many registrations are flagged.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub(crate) struct FlaggedCount {
    pub(super) count: i64,
}

/// Whose flagged situations somebody asks about: managers of their own structures, ANS agents of all.
#[derive(Clone, Debug)]
pub(super) enum Asked {
    All,
    Managed(String, Option<StructureId>),
}

impl Asked {
    pub(super) fn by(signed_in: &SignedIn, structure: Option<StructureId>) -> Result<Self, Denied> {
        let manages = structure.map_or(!signed_in.managed.is_empty(), |id| {
            signed_in.managed.contains(&id)
        });
        match &signed_in.subject_name_id {
            _ if signed_in.is_ans_agent && structure.is_none() => Ok(Self::All),
            Some(subject) if manages => Ok(Self::Managed(subject.clone(), structure)),
            _ => Err(Denied::Forbidden),
        }
    }

    pub(super) fn scope(&self) -> FlaggedScope<'_> {
        match self {
            Self::All => FlaggedScope::All,
            Self::Managed(subject, structure) => FlaggedScope::Managed(subject, *structure),
        }
    }
}

/// A page of flagged situations.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct FlaggedSituationConnection {
    pub(super) edges: Vec<FlaggedSituationEdge>,
    pub(super) nodes: Vec<FlaggedSituation>,
    pub(super) page_info: PageInfo,
    #[graphql(skip)]
    pub(super) asked: Asked,
}

#[ComplexObject]
impl FlaggedSituationConnection {
    /// How many there are in all.
    async fn total_count(&self, context: &Context<'_>) -> Result<i64> {
        let count = async {
            let mut tx = app(context).store.read().await?;
            tx.count_flagged(self.asked.scope()).await
        };
        count.await.map_err(|error| internal(context, &error))
    }
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
