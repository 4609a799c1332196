//! Corrections of a registered person's civil status.

use async_graphql::connection::PageInfo;
use async_graphql::{ComplexObject, Context, Enum, ID, InputObject, Result, SimpleObject};
use chrono::{DateTime, Utc};
use shared::id::CorrectionId;

use super::account::Identity;
use super::context::{app, caller, coded, internal, signed_in};
use super::scalar::Date;
use crate::app::App;
use crate::caller::SignedIn;
use crate::civil_status;
use crate::store::{self, StoreError};

/// Where a correction of a civil status stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::civil_status::State")]
pub(crate) enum CivilStatusCorrectionState {
    Asked,
    /// One agent proposes a decision; nothing holds before another confirms it.
    Proposed,
    Accepted,
    Refused,
    /// Taken back by who asked.
    Withdrawn,
}

/// What is decided of a correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::civil_status::Decision")]
pub(crate) enum CivilStatusDecision {
    Accept,
    Refuse,
}

/// The document that was seen; neither its number nor a copy is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::civil_status::DocumentKind")]
pub(crate) enum IdentityDocumentKind {
    BirthCertificate,
    IdentityCard,
    Passport,
    ResidencePermit,
    FamilyRecord,
    CourtDecision,
    Other,
    /// What was certified at a sign-in.
    FranceConnect,
}

/// A correction of a registered person's civil status: asked with the evidence that was seen, decided by two agents.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct CivilStatusCorrection {
    id: ID,
    revision: i32,
    state: CivilStatusCorrectionState,
    rpps_number: String,
    /// What it was when the correction was asked for.
    previous: Identity,
    /// What it is to be; who vouches for it is told once it is decided, by the registration.
    proposed: Identity,
    /// Names of the fields that differ.
    fields: Vec<String>,
    reason: String,
    document_kind: IdentityDocumentKind,
    document_issued_on: Date,
    document_seen_by: String,
    /// The structure whose manager asked; null when the person did.
    structure_name: Option<String>,
    /// The caller asked for it, and can take it back while it is open.
    asked_by_me: bool,
    asked_at: DateTime<Utc>,
    /// When the first agent proposed a decision.
    proposed_at: Option<DateTime<Utc>>,
    /// What was decided; while it is a proposal, for ANS agents alone.
    decision: Option<CivilStatusDecision>,
    /// The reason, as the person reads it; while it is a proposal, for ANS agents alone.
    decision_reason: Option<String>,
    /// The caller proposed it: another agent has to confirm it.
    proposed_by_me: bool,
    /// Why the second agent sent the last proposal back. For ANS agents.
    returned_reason: Option<String>,
    /// Decided or withdrawn.
    closed_at: Option<DateTime<Utc>>,
}

impl CivilStatusCorrection {
    pub(super) fn new(
        app: &App,
        correction: store::Correction,
        rpps_number: String,
        reader: &SignedIn,
        asked_by_me: bool,
    ) -> Self {
        // A proposal is not binding yet: whoever it is about reads it once it is confirmed.
        let shown = reader.is_ans_agent || !correction.state.is_open();
        Self {
            id: correction.id.to_string().into(),
            revision: correction.revision,
            state: correction.state.into(),
            rpps_number,
            previous: Identity::new(app, &correction.previous),
            proposed: Identity::new(app, &correction.proposed),
            fields: correction
                .fields
                .iter()
                .map(|field| field.code().to_owned())
                .collect(),
            reason: correction.reason,
            document_kind: correction.document.into(),
            document_issued_on: Date(correction.issued_on),
            document_seen_by: correction.seen_by,
            structure_name: correction.structure_name,
            asked_by_me,
            asked_at: correction.asked_at,
            proposed_at: correction.proposed_at,
            decision: correction
                .decision
                .filter(|_| shown && !withdrawn(correction.state))
                .map(Into::into),
            decision_reason: correction
                .decision_reason
                .filter(|_| shown && !withdrawn(correction.state)),
            proposed_by_me: correction.proposed_by == Some(reader.account),
            returned_reason: correction.returned_reason.filter(|_| reader.is_ans_agent),
            closed_at: correction.closed_at,
        }
    }

    pub(super) fn of_case(app: &App, case: store::CorrectionCase, reader: &SignedIn) -> Self {
        let asked_by_me = civil_status::has_asked(reader, &case);
        Self::new(app, case.correction, case.rpps_number, reader, asked_by_me)
    }

    pub(super) fn cursor(&self) -> String {
        self.id.to_string()
    }
}

/// What was proposed and never confirmed is nobody's decision.
const fn withdrawn(state: shared::civil_status::State) -> bool {
    matches!(state, shared::civil_status::State::Withdrawn)
}

/// Which corrections a list holds.
#[derive(Clone, Copy, Debug, Default, InputObject)]
pub(crate) struct CivilStatusCorrectionFilter {
    /// All of them unless given.
    pub(super) state: Option<CivilStatusCorrectionState>,
}

/// How many corrections stand in a state.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub(crate) struct CivilStatusCorrectionCount {
    state: CivilStatusCorrectionState,
    count: i64,
}

/// A page of corrections.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct CivilStatusCorrectionConnection {
    pub(super) edges: Vec<CivilStatusCorrectionEdge>,
    pub(super) page_info: PageInfo,
}

#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct CivilStatusCorrectionEdge {
    pub(super) cursor: String,
    pub(super) node: CivilStatusCorrection,
}

#[ComplexObject]
impl CivilStatusCorrectionConnection {
    async fn nodes(&self) -> Vec<&CivilStatusCorrection> {
        self.edges.iter().map(|edge| &edge.node).collect()
    }

    /// How many stand in each state; a state with none is left out.
    async fn counts(&self, context: &Context<'_>) -> Result<Vec<CivilStatusCorrectionCount>> {
        counts(app(context))
            .await
            .map_err(|error| internal(context, &error))
    }
}

pub(super) async fn counts(app: &App) -> Result<Vec<CivilStatusCorrectionCount>, StoreError> {
    let counts = app.store.read().await?.correction_counts().await?;
    let count = |(state, count): (shared::civil_status::State, i64)| CivilStatusCorrectionCount {
        state: state.into(),
        count,
    };
    Ok(counts.into_iter().map(count).collect())
}

/// The correction that a use case returned, as it is now, for whoever may read it.
pub(super) async fn correction(
    context: &Context<'_>,
    id: CorrectionId,
) -> Result<CivilStatusCorrection> {
    let found = readable(context, id).await?;
    found.ok_or_else(|| coded(context, "NOT_FOUND"))
}

/// The correction, or nothing for whoever may not read it.
pub(super) async fn readable(
    context: &Context<'_>,
    id: CorrectionId,
) -> Result<Option<CivilStatusCorrection>> {
    let reader = signed_in(context).await?;
    let caller = caller(context).await?;
    let found = async {
        let found = app(context).store.read().await?.correction(id).await?;
        let Some(case) = found else { return Ok(None) };
        let may = civil_status::has_asked(&reader, &case)
            || civil_status::may_read(app(context), &caller, case.person).await?;
        Ok::<_, StoreError>(may.then_some(case))
    };
    let found = found.await.map_err(|error| internal(context, &error))?;
    Ok(found.map(|case| CivilStatusCorrection::of_case(app(context), case, &reader)))
}
