//! Structures and the managers designated there.

use async_graphql::{ComplexObject, Context, ID, Result, SimpleObject};
use chrono::{DateTime, Utc};

use super::context::{app, caller, internal};
use super::scalar::{Sector, StructureKind};
use crate::app::App;
use crate::store;

/// A structure of the FINESS register.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
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
            has_manager: structure.manager_count > 0,
            key: structure.id,
        }
    }
}

#[ComplexObject]
impl Structure {
    /// Who may decide there, and who might once; empty for whoever is neither an ANS agent nor a manager of the
    /// structure.
    #[graphql(complexity = "10 * child_complexity")]
    async fn designations(&self, context: &Context<'_>) -> Result<Vec<Designation>> {
        let caller = caller(context).await?;
        if caller.ans_agent().is_err() && caller.manager_of(self.key).is_err() {
            return Ok(Vec::new());
        }
        let designations = async {
            app(context)
                .store
                .read()
                .await?
                .designations_of(self.key)
                .await
        };
        let designations = designations
            .await
            .map_err(|error| internal(context, &error))?;
        Ok(designations.into_iter().map(Designation::from).collect())
    }
}

/// A manager's right over a structure.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Designation {
    id: ID,
    revision: i32,
    subject_name_id: String,
    since: DateTime<Utc>,
    revoked_at: Option<DateTime<Utc>>,
}

impl From<store::Designation> for Designation {
    fn from(designation: store::Designation) -> Self {
        Self {
            id: designation.id.to_string().into(),
            revision: designation.revision,
            subject_name_id: designation.subject_name_id,
            since: designation.since,
            revoked_at: designation.revoked_at,
        }
    }
}
