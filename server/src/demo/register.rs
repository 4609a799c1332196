//! The portal's own register, where Pro Santé Connect's demo finds the holders of a new e-CPS.

use shared::rpps::RppsNumber;

use super::{Activity, Directory, Lookup, Practitioner};
use crate::store::{Registration, Situation, Store, StoreError};
use crate::telemetry::Causes;

impl Directory {
    pub fn of(store: Store) -> Self {
        Self::new(move |lookup| {
            let store = store.clone();
            Box::pin(async move {
                find(&store, lookup).await.unwrap_or_else(|error| {
                    tracing::error!(error = %Causes(&error), "the register could not be read");
                    Vec::new()
                })
            })
        })
    }
}

async fn find(store: &Store, lookup: Lookup) -> Result<Vec<Practitioner>, StoreError> {
    let mut tx = store.read().await?;
    let found = match lookup {
        Lookup::Latest(count) => tx.latest_registrations(i64::from(count)).await?,
        Lookup::RppsNumber(number) => match RppsNumber::parse(&number) {
            Ok(number) => tx
                .registration_by_number(&number)
                .await?
                .into_iter()
                .collect(),
            Err(_) => Vec::new(),
        },
    };
    Ok(found.into_iter().map(practitioner).collect())
}

fn practitioner(registration: Registration) -> Practitioner {
    let Registration {
        person, situations, ..
    } = registration;
    let activity = |situation: Situation| Activity {
        role: situation.role,
        finess: situation.structure.finess,
        structure_name: situation.structure.name,
    };
    Practitioner {
        rpps_number: person.rpps_number,
        family_name: person.exercise_last_name,
        given_name: person.exercise_first_name,
        civilite: person.civilite,
        activities: situations.into_iter().map(activity).collect(),
    }
}
