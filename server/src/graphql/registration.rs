//! A person's entry in the register.

use async_graphql::{ComplexObject, Context, ID, Result, SimpleObject};

use super::catalogue::Role;
use super::context::{app, internal};
use super::scalar::Date;
use super::structure::Structure;
use crate::store;

/// A person's entry in the register, and what they do where.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub(crate) struct Registration {
    rpps_number: String,
    birth_name: String,
    first_names: Vec<String>,
    exercise_last_name: String,
    exercise_first_name: String,
    #[graphql(skip)]
    situations: Vec<store::Situation>,
}

/// A role of a person in a structure.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub(crate) struct Situation {
    id: ID,
    role: Role,
    start_date: Date,
    end_date: Option<Date>,
    /// The registration will probably be deleted later.
    at_risk: bool,
    request_id: Option<ID>,
    #[graphql(skip)]
    structure: shared::id::StructureId,
}

impl Registration {
    pub(super) fn new(person: store::Person, situations: Vec<store::Situation>) -> Self {
        Self {
            rpps_number: person.rpps_number,
            birth_name: person.birth_name,
            first_names: person.first_names,
            exercise_last_name: person.exercise_last_name,
            exercise_first_name: person.exercise_first_name,
            situations,
        }
    }
}

#[ComplexObject]
impl Registration {
    async fn situations(&self, context: &Context<'_>) -> Vec<Situation> {
        let rules = app(context).rules.on(app(context).clock.today());
        let situation = |situation: &store::Situation| {
            Some(Situation {
                id: situation.id.to_string().into(),
                role: Role::new(shared::role::Role::parse(&situation.role).ok()?, &rules),
                start_date: Date(shared::date::Date::parse(&situation.start_date).ok()?),
                end_date: situation
                    .end_date
                    .as_deref()
                    .and_then(|date| shared::date::Date::parse(date).ok())
                    .map(Date),
                at_risk: situation.at_risk,
                request_id: Some(situation.request_id.to_string().into()),
                structure: shared::id::StructureId(situation.structure_id),
            })
        };
        self.situations.iter().filter_map(situation).collect()
    }
}

#[ComplexObject]
impl Situation {
    async fn structure(&self, context: &Context<'_>) -> Result<Option<Structure>> {
        let structure = async {
            app(context)
                .store
                .read()
                .await?
                .structure(self.structure)
                .await
        };
        let structure = structure.await.map_err(|error| internal(context, &error))?;
        Ok(structure.map(|structure| Structure::new(app(context), structure)))
    }
}
