//! Who looks at whose data is kept before the answer leaves: what could not be kept is not shown.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;
use shared::access::{Act, Part, Purpose};
use shared::id::{AccountId, StructureId};
use shared::status::Route;

use crate::app::App;
use crate::caller::{AnsAgent, SignedIn};
use crate::store::{
    AccessKey, Flagged, NewAccess, NewEvent, Registration, RequestView, StoreError,
};

/// Looks of the hour that are remembered as kept: a bound, not a working size.
const CAPACITY: usize = 100_000;
/// Looks forgotten at once: a transaction stays short.
const BATCH: i64 = 500;

/// What is known to be kept for this hour, so that reading again writes nothing.
#[derive(Debug, Default)]
pub struct Kept(Mutex<HashSet<AccessKey>>);

impl Kept {
    fn holds(&self, key: &AccessKey) -> bool {
        self.lock().contains(key)
    }

    fn add(&self, keys: impl Iterator<Item = AccessKey>) {
        let mut kept = self.lock();
        for key in keys {
            if kept.len() >= CAPACITY || kept.iter().next().is_some_and(|of| of.hour != key.hour) {
                kept.clear();
            }
            kept.insert(key);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashSet<AccessKey>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How a page of requests came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// Something was searched for, in that structure or in all of the caller's.
    Searched(Option<StructureId>),
    /// A list that holds whole files.
    Full,
}

/// Keeps that a manager opens a request.
pub async fn opened_request(
    app: &App,
    reader: &SignedIn,
    view: &RequestView,
) -> Result<(), StoreError> {
    let look = of_request(app, reader, view, Act::OpenedRequest, None);
    keep(app, vec![look]).await
}

/// Keeps that a manager reads a page of requests. Of a search that found nobody, that it was made.
pub async fn read_requests(
    app: &App,
    reader: &SignedIn,
    views: &[RequestView],
    listing: Listing,
) -> Result<(), StoreError> {
    let found = i32::try_from(views.len()).unwrap_or(i32::MAX);
    let act = match listing {
        Listing::Searched(_) => Act::Searched,
        Listing::Full => Act::ReadList,
    };
    let mut looks: Vec<NewAccess> = views
        .iter()
        .map(|view| of_request(app, reader, view, act, Some(found)))
        .collect();
    if let (Listing::Searched(structure), true) = (listing, looks.is_empty()) {
        looks.push(NewAccess {
            account: reader.account,
            part: part(app, reader, structure),
            structure,
            act,
            purpose: Purpose::Decision,
            request: None,
            person: None,
            owner: None,
            found: Some(found),
        });
    }
    keep(app, looks).await
}

/// Keeps that a manager of that structure opens a person's registration.
pub async fn opened_registration(
    app: &App,
    reader: &SignedIn,
    structure: StructureId,
    registration: &Registration,
) -> Result<(), StoreError> {
    let look = NewAccess {
        part: part(app, reader, Some(structure)),
        structure: Some(structure),
        ..of_registration(reader.account, registration, Purpose::FollowUp)
    };
    keep(app, vec![look]).await
}

/// Keeps that a manager looked for somebody who is registered, and who was found. Of a search that found nobody, that it
/// was made.
pub async fn searched_persons(
    app: &App,
    reader: &SignedIn,
    persons: &[Registration],
) -> Result<(), StoreError> {
    let found = i32::try_from(persons.len()).unwrap_or(i32::MAX);
    let look = |registration: Option<&Registration>| {
        let of_reader = |structure: &StructureId| reader.managed.contains(structure);
        let structure = registration.and_then(|registration| {
            let posts = registration.situations.iter();
            posts.map(|post| post.structure.id).find(of_reader)
        });
        NewAccess {
            account: reader.account,
            part: part(app, reader, structure),
            structure,
            act: Act::Searched,
            purpose: Purpose::FollowUp,
            request: None,
            person: registration.map(|registration| registration.person.id),
            owner: None,
            found: Some(found),
        }
    };
    let mut looks: Vec<NewAccess> = persons.iter().map(|person| look(Some(person))).collect();
    if looks.is_empty() {
        looks.push(look(None));
    }
    keep(app, looks).await
}

/// Keeps that a manager reads who is registered at risk.
pub async fn read_flagged(
    app: &App,
    reader: &SignedIn,
    flagged: &[Flagged],
) -> Result<(), StoreError> {
    let found = i32::try_from(flagged.len()).unwrap_or(i32::MAX);
    let look = |of: &Flagged| {
        let structure = Some(of.situation.structure.id);
        NewAccess {
            account: reader.account,
            part: part(app, reader, structure),
            structure,
            act: Act::ReadList,
            purpose: Purpose::FollowUp,
            request: None,
            person: Some(of.person.id),
            owner: None,
            found: Some(found),
        }
    };
    keep(app, flagged.iter().map(look).collect()).await
}

/// Keeps that a manager begins to take a queue out as a file, before anything of it leaves.
pub async fn began_export(
    app: &App,
    reader: &SignedIn,
    structure: Option<StructureId>,
    found: i64,
    event: NewEvent,
) -> Result<(), StoreError> {
    let look = NewAccess {
        account: reader.account,
        part: part(app, reader, structure),
        structure,
        act: Act::Exported,
        purpose: Purpose::FollowUp,
        request: None,
        person: None,
        owner: None,
        found: Some(i32::try_from(found).unwrap_or(i32::MAX)),
    };
    let mut tx = app.store.write().await?;
    tx.add_accesses(&[look], app.clock.now()).await?;
    tx.add_event(event).await?;
    tx.commit().await
}

/// Keeps that these requests leave in a manager's file.
pub async fn exported(
    app: &App,
    reader: &SignedIn,
    views: &[RequestView],
) -> Result<(), StoreError> {
    let look = |view| of_request(app, reader, view, Act::Exported, None);
    keep(app, views.iter().map(look).collect()).await
}

/// Keeps that an agent opens a person's registration, and why.
pub async fn agent_opened_registration(
    app: &App,
    agent: AnsAgent<'_>,
    registration: &Registration,
    purpose: Purpose,
) -> Result<(), StoreError> {
    let look = of_registration(agent.signed_in.account, registration, purpose);
    keep(app, vec![look]).await
}

/// Forgets old looks; to be called every minute. Returns how many.
pub async fn retention(app: &App) -> Result<i64, StoreError> {
    let before = app.clock.now() - TimeDelta::days(app.config.access_retention_days.into());
    let mut forgotten = 0;
    loop {
        let mut tx = app.store.write().await?;
        let gone = tx.forget_accesses(before, BATCH).await?;
        tx.commit().await?;
        forgotten += gone;
        if gone < BATCH {
            return Ok(forgotten);
        }
    }
}

fn of_request(
    app: &App,
    reader: &SignedIn,
    view: &RequestView,
    act: Act,
    found: Option<i32>,
) -> NewAccess {
    let request = &view.request;
    let structure = request.submission.as_ref().map(|sent| sent.structure);
    NewAccess {
        account: reader.account,
        part: part(app, reader, structure),
        structure,
        act,
        purpose: Purpose::of_manager(request.status),
        request: Some(request.id),
        person: request.person,
        // What a manager filed for somebody is that person's, not the manager's.
        owner: (request.route == Route::Professional).then_some(request.owner),
        found,
    }
}

fn of_registration(reader: AccountId, registration: &Registration, purpose: Purpose) -> NewAccess {
    NewAccess {
        account: reader,
        part: Part::AnsAgent,
        structure: None,
        act: Act::OpenedRegistration,
        purpose,
        request: None,
        person: Some(registration.person.id),
        owner: None,
        found: None,
    }
}

/// Who manages by a mandate looks as a representative.
fn part(app: &App, reader: &SignedIn, structure: Option<StructureId>) -> Part {
    let today = app.clock.today();
    // So does software that acts by itself: who represents the structure lets it.
    let represents = reader.is_alone()
        || reader.represented.iter().any(|(of, mandate)| {
            structure.is_none_or(|structure| structure == *of) && mandate.holds_on(today)
        });
    if represents {
        Part::Representative
    } else {
        Part::Manager
    }
}

async fn keep(app: &App, looks: Vec<NewAccess>) -> Result<(), StoreError> {
    let now = app.clock.now();
    let new: Vec<NewAccess> = looks
        .into_iter()
        .filter(|look| !app.looks.holds(&look.key(now)))
        .collect();
    if new.is_empty() {
        return Ok(());
    }
    let mut tx = app.store.write().await?;
    tx.add_accesses(&new, now).await?;
    tx.commit().await?;
    app.looks.add(new.iter().map(|look| look.key(now)));
    Ok(())
}
