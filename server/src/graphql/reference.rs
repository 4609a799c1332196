//! Versions of reference data as the ANS schedules them.

use async_graphql::{Context, Enum, ID, Result, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::context::{app, coded, internal};
use super::scalar::Date;
use crate::app::App;
use crate::reference::{self, Compared, RowDifference};
use crate::store::{KeptReference, ReferenceState};

/// Which table of reference data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::reference::Kind")]
pub(crate) enum ReferenceKind {
    /// `JDV_J121`.
    Roles,
    /// `JDV_J113`, J116, J117, J118 and J125.
    ValueSets,
    /// Code officiel géographique.
    Communes,
    Countries,
}

/// Where a version stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum ReferenceVersionState {
    /// Imported; it holds for nobody.
    Draft,
    /// Takes effect on its day.
    Scheduled,
    InForce,
    /// Was in force.
    Past,
    /// Will not take effect.
    Discarded,
}

/// How a row stands beside the version before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::reference::RowChange")]
pub(crate) enum ReferenceRowChange {
    Added,
    Changed,
    /// It is in the version no more: what names it keeps its meaning, nothing new may name it.
    Ended,
}

/// A table of reference data as a file had it.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct ReferenceVersion {
    id: ID,
    revision: i32,
    kind: ReferenceKind,
    state: ReferenceVersionState,
    /// Its first day; of a draft, the day that it was compared for.
    effective_from: Date,
    /// SHA-256 of its rows.
    hash: String,
    rows: i64,
    /// Rows that are otherwise than in the version before.
    added: i64,
    changed: i64,
    ended: i64,
    created_at: DateTime<Utc>,
    scheduled_at: Option<DateTime<Utc>>,
    /// The agent who scheduled it; nobody when a command did.
    scheduled_by: Option<String>,
}

/// A version beside the one that holds before it.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct ReferenceVersionDetail {
    version: ReferenceVersion,
    /// Rows that hold before it.
    rows_before: i64,
    /// The first of the rows that are otherwise, by their codes.
    differences: Vec<ReferenceRowDifference>,
}

/// A row that is otherwise.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct ReferenceRowDifference {
    change: ReferenceRowChange,
    /// The code, with the list or the kind where that takes two.
    key: String,
    before: Option<String>,
    after: Option<String>,
}

impl ReferenceVersion {
    fn new(app: &App, kept: KeptReference) -> Self {
        let state = match kept.state {
            ReferenceState::Draft => ReferenceVersionState::Draft,
            ReferenceState::Discarded => ReferenceVersionState::Discarded,
            ReferenceState::Scheduled if kept.in_force => ReferenceVersionState::InForce,
            ReferenceState::Scheduled if kept.has_begun(app.clock.today()) => {
                ReferenceVersionState::Past
            }
            ReferenceState::Scheduled => ReferenceVersionState::Scheduled,
        };
        Self {
            id: kept.id.to_string().into(),
            revision: kept.revision,
            kind: kept.kind.into(),
            state,
            effective_from: Date(kept.effective_on),
            hash: kept.hash,
            rows: kept.rows,
            added: kept.tally.added,
            changed: kept.tally.changed,
            ended: kept.tally.ended,
            created_at: kept.created_at,
            scheduled_at: kept.scheduled_at,
            scheduled_by: kept.scheduled_by,
        }
    }
}

impl ReferenceVersionDetail {
    fn new(version: ReferenceVersion, compared: Compared, most: usize) -> Self {
        Self {
            version,
            rows_before: i64::try_from(compared.before).unwrap_or(i64::MAX),
            differences: compared
                .differences
                .into_iter()
                .take(most)
                .map(ReferenceRowDifference::from)
                .collect(),
        }
    }
}

impl From<RowDifference> for ReferenceRowDifference {
    fn from(difference: RowDifference) -> Self {
        Self {
            change: difference.change.into(),
            key: difference.key,
            before: difference.before,
            after: difference.after,
        }
    }
}

/// The versions that were kept last, the latest first.
pub(super) async fn versions(context: &Context<'_>, most: i64) -> Result<Vec<ReferenceVersion>> {
    let app = app(context);
    let today = app.clock.today();
    let found = async {
        let mut tx = app.store.read().await?;
        tx.reference_versions(today, most).await
    };
    let found = found.await.map_err(|error| internal(context, &error))?;
    let one = |kept| ReferenceVersion::new(app, kept);
    Ok(found.into_iter().map(one).collect())
}

/// One version, with the rows that are otherwise.
pub(super) async fn detail(
    context: &Context<'_>,
    id: Uuid,
    most: usize,
) -> Result<Option<ReferenceVersionDetail>> {
    let app = app(context);
    let today = app.clock.today();
    let found = async {
        let mut tx = app.store.read().await?;
        let Some(kept) = tx.reference_version(id, today).await? else {
            return Ok(None);
        };
        let compared = reference::difference(&mut tx, &kept, today).await?;
        Ok(Some((kept, compared)))
    };
    let found = found.await.map_err(|error| internal(context, &error))?;
    Ok(found.map(|(kept, compared)| {
        ReferenceVersionDetail::new(ReferenceVersion::new(app, kept), compared, most)
    }))
}

/// The version that a use case returned, as it is now.
pub(super) async fn version(context: &Context<'_>, id: Uuid) -> Result<ReferenceVersion> {
    let app = app(context);
    let found = async {
        let mut tx = app.store.read().await?;
        tx.reference_version(id, app.clock.today()).await
    };
    let found = found.await.map_err(|error| internal(context, &error))?;
    let kept = found.ok_or_else(|| coded(context, "NOT_FOUND"))?;
    Ok(ReferenceVersion::new(app, kept))
}
