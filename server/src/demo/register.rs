//! The portal's own register, as the demo's Pro Santé Connect sees it.

use std::sync::Arc;

use shared::rpps::RppsNumber;

use super::{Activity, Directory, Lookup, Practitioner};
use crate::app::App;
use crate::store::{Person, Situation, StoreError};

impl Directory {
    /// The persons that this portal has registered.
    pub fn of(app: &Arc<App>) -> Self {
        let app = Arc::clone(app);
        Self::new(move |lookup| {
            let app = Arc::clone(&app);
            Box::pin(async move {
                find(&app, lookup).await.unwrap_or_else(|error| {
                    tracing::error!(%error, "the demo could not read the register");
                    Vec::new()
                })
            })
        })
    }
}

async fn find(app: &App, lookup: Lookup) -> Result<Vec<Practitioner>, StoreError> {
    let mut tx = app.store.read().await?;
    let persons = match lookup {
        Lookup::Latest(most) => tx.latest_persons(most.into()).await?,
        Lookup::RppsNumber(number) => match RppsNumber::parse(&number) {
            Ok(number) => tx.person_by_number(&number).await?.into_iter().collect(),
            Err(_) => Vec::new(),
        },
    };
    let mut practitioners = Vec::with_capacity(persons.len());
    for person in persons {
        let situations = tx.situations_of(person.id).await?;
        practitioners.push(practitioner(person, situations));
    }
    Ok(practitioners)
}

fn practitioner(person: Person, situations: Vec<Situation>) -> Practitioner {
    Practitioner {
        rpps_number: person.rpps_number,
        family_name: person.exercise_last_name,
        given_name: person.exercise_first_name,
        civilite: person.civilite,
        activities: situations
            .into_iter()
            .map(|situation| Activity {
                role: situation.role,
                finess: situation.finess,
                structure_name: situation.structure_name,
            })
            .collect(),
    }
}
