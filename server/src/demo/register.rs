//! The portal's own register, where Pro Santé Connect's demo finds the holders of a new e-CPS.

use shared::rpps::RppsNumber;

use super::{Activity, Directory, Lookup, Practitioner};
use crate::store::{Person, Store, StoreError, Tx};

impl Directory {
    pub fn of(store: Store) -> Self {
        Self::new(move |lookup| {
            let store = store.clone();
            Box::pin(async move {
                find(&store, lookup).await.unwrap_or_else(|error| {
                    tracing::error!(%error, "the register could not be read");
                    Vec::new()
                })
            })
        })
    }
}

async fn find(store: &Store, lookup: Lookup) -> Result<Vec<Practitioner>, StoreError> {
    let mut tx = store.read().await?;
    let people = match lookup {
        Lookup::Latest(count) => tx.latest_persons(i64::from(count)).await?,
        Lookup::RppsNumber(number) => match RppsNumber::parse(&number) {
            Ok(number) => tx.person_by_number(&number).await?.into_iter().collect(),
            Err(_) => Vec::new(),
        },
    };
    let mut practitioners = Vec::with_capacity(people.len());
    for person in people {
        practitioners.push(practitioner(&mut tx, person).await?);
    }
    Ok(practitioners)
}

async fn practitioner(tx: &mut Tx, person: Person) -> Result<Practitioner, StoreError> {
    let situations = tx.situations_of(person.id).await?;
    Ok(Practitioner {
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
    })
}
