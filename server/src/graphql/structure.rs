//! Structures, who represents them, and the managers designated there.

use async_graphql::{Context, ID, Lookahead, Result, SimpleObject};

use super::context::{app, caller, internal};
use super::designation::Designation;
use super::mandate::{Mandate, Organisation};
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
    /// A manager was designated there, or at its legal entity; who represents it may decide and is not counted.
    has_manager: bool,
    /// Who may decide there, who might once and who will: in `structure`, `structures` and the answers about a structure,
    /// for ANS agents, managers of the structure and who represents it; empty elsewhere.
    designations: Vec<Designation>,
    /// Who represents the structure or its legal entity, and who did; to the same.
    mandates: Vec<Mandate>,
    /// How registration is organised there; to the same.
    organisation: Option<Organisation>,
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
            mandates: Vec::new(),
            organisation: None,
            key: structure.id,
        }
    }
}

impl Structure {
    /// Whether a selection asks for what `with_office` reads.
    pub(super) fn asks_for_office(asked: &Lookahead<'_>) -> bool {
        ["designations", "mandates", "organisation"]
            .into_iter()
            .any(|field| asked.field(field).exists())
    }

    /// Reads who represents each of these, who may decide there and how it is organised, for a caller who may know it:
    /// a statement for each of the three, however many structures.
    pub(super) async fn with_office(
        context: &Context<'_>,
        mut structures: Vec<Self>,
    ) -> Result<Vec<Self>> {
        let caller = caller(context).await?;
        let today = app(context).clock.today();
        let known: Vec<_> = structures
            .iter()
            .map(|one| one.key)
            .filter(|key| caller.may_know_office_of(*key, today))
            .collect();
        if known.is_empty() {
            return Ok(structures);
        }
        let office = async {
            let mut tx = app(context).store.read().await?;
            Ok((
                tx.designations_of(&known).await?,
                tx.mandates_of(&known).await?,
                tx.organisations_of(&known).await?,
            ))
        };
        let (designations, mandates, organisations) = office
            .await
            .map_err(|error: store::StoreError| internal(context, &error))?;
        for structure in structures
            .iter_mut()
            .filter(|structure| known.contains(&structure.key))
        {
            let key = structure.key;
            structure.designations = designations
                .iter()
                .filter(|designation| designation.structure == key)
                .cloned()
                .map(Designation::from)
                .collect();
            structure.organisation = organisations
                .iter()
                .find(|organisation| organisation.structure == key)
                .cloned()
                .map(Organisation::from);
            structure.mandates = mandates
                .iter()
                .filter(|(held_for, _)| *held_for == key)
                .map(|(_, mandate)| Mandate::from(mandate.clone()))
                .collect();
        }
        Ok(structures)
    }
}
