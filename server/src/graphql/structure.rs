//! Structures and the managers designated there.

use async_graphql::{Context, ID, Result, SimpleObject};
use chrono::{DateTime, Utc};

use super::context::{app, caller, internal};
use super::scalar::{Sector, StructureKind};
use crate::app::App;
use crate::store;

/// A structure of the FINESS register.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Structure {
    id: ID,
    finess: String,
    kind: StructureKind,
    name: String,
    siret: Option<String>,
    town: Option<String>,
    /// Sector by today's rule set.
    sector: Sector,
    closed: bool,
    /// Somebody there can decide.
    has_manager: bool,
    /// Who may decide there, and who might once: in `structure`, `structures` and the answers about a structure, for
    /// ANS agents and managers of the structure; empty elsewhere.
    designations: Vec<Designation>,
    #[graphql(skip)]
    key: shared::id::StructureId,
}

impl Structure {
    pub(super) fn new(app: &App, structure: store::Structure) -> Self {
        let rules = app.rules.on(app.clock.today());
        Self {
            id: structure.id.to_string().into(),
            finess: structure.finess,
            kind: structure.kind.into(),
            name: structure.name,
            siret: structure.siret,
            town: Some(structure.town).filter(|town| !town.is_empty()),
            sector: rules.sector_of(&structure.category).into(),
            closed: structure.closed_at.is_some(),
            has_manager: structure.has_manager,
            designations: Vec::new(),
            key: structure.id,
        }
    }
}

impl Structure {
    /// Reads who may decide in each of these, in one statement, for a caller who may know it.
    pub(super) async fn with_designations(
        context: &Context<'_>,
        mut structures: Vec<Self>,
    ) -> Result<Vec<Self>> {
        let caller = caller(context).await?;
        let may_know = |structure: &Self| {
            caller.ans_agent().is_ok() || caller.manager_of(structure.key).is_ok()
        };
        let known: Vec<_> = structures
            .iter()
            .filter(|one| may_know(one))
            .map(|one| one.key)
            .collect();
        if known.is_empty() {
            return Ok(structures);
        }
        let designations = async {
            app(context)
                .store
                .read()
                .await?
                .designations_of(&known)
                .await
        };
        let designations = designations
            .await
            .map_err(|error| internal(context, &error))?;
        for structure in &mut structures {
            let of_it = |designation: &&store::Designation| designation.structure == structure.key;
            structure.designations = designations
                .iter()
                .filter(of_it)
                .cloned()
                .map(Designation::from)
                .collect();
        }
        Ok(structures)
    }
}

/// A manager's right over a structure.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Designation {
    id: ID,
    revision: i32,
    subject_name_id: String,
    since: DateTime<Utc>,
    /// Since when the right rests; null while it does not.
    suspended_at: Option<DateTime<Utc>>,
    revoked_at: Option<DateTime<Utc>>,
    /// What was done to it and why, the oldest first.
    turns: Vec<DesignationTurn>,
}

/// A designation was suspended, resumed or revoked.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct DesignationTurn {
    /// Code of the event in the log.
    code: &'static str,
    at: DateTime<Utc>,
    reason: String,
}

impl From<store::Designation> for Designation {
    fn from(designation: store::Designation) -> Self {
        Self {
            id: designation.id.to_string().into(),
            revision: designation.revision,
            subject_name_id: designation.subject_name_id,
            since: designation.since,
            suspended_at: designation.suspended_at,
            revoked_at: designation.revoked_at,
            turns: designation
                .turns
                .into_iter()
                .map(DesignationTurn::from)
                .collect(),
        }
    }
}

impl From<store::Turn> for DesignationTurn {
    fn from(turn: store::Turn) -> Self {
        Self {
            code: turn.kind.code(),
            at: turn.at,
            reason: turn.reason,
        }
    }
}
