//! Registered persons as FHIR R4 resources, by the public profiles of the ANS's directory: without birth data, addresses
//! or telephone numbers.

mod resources;

use serde_json::{Value, json};
use shared::id::{PersonId, SituationId, StructureId};
use shared::idnps::Idnps;
use shared::rpps::RppsNumber;
use uuid::Uuid;

pub use resources::{capabilities, outcome};

use crate::accesses;
use crate::app::App;
use crate::caller::FhirReader;
use crate::store::{Registration, Situation, StoreError};

/// Of the numbers that a person has in the directory.
pub(crate) const RPPS: &str = "https://rpps.esante.gouv.fr";
pub(crate) const IDNPS: &str = "urn:oid:1.2.250.1.71.4.2.1";

/// Entries of a page, and how many come unless asked otherwise.
pub const MAX_PAGE: usize = 100;
const DEFAULT_PAGE: usize = 20;

/// Why nothing is given, under its code in the catalogue.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("a parameter cannot be read, or one is missing")]
    InvalidArgument,
    #[error("no such resource, or not for this reader")]
    NotFound,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is searched for, as written in the address.
#[derive(Clone, Debug, Default)]
pub struct Search {
    pub identifier: Option<String>,
    pub practitioner: Option<String>,
    pub count: Option<String>,
    /// Where the page before ended.
    pub after: Option<String>,
}

/// A person.
pub async fn practitioner(app: &App, reader: FhirReader<'_>, id: &str) -> Result<Value, Refused> {
    let id = person_id(id).ok_or(Refused::NotFound)?;
    let found = read(app, reader, Person::Id(id)).await?;
    let found = found.ok_or(Refused::NotFound)?;
    Ok(resources::practitioner(&found, app.clock.today()))
}

/// The person of that number: one, or nobody.
pub async fn practitioners(
    app: &App,
    reader: FhirReader<'_>,
    search: &Search,
) -> Result<Value, Refused> {
    let token = search.identifier.as_deref();
    let number = number(token.ok_or(Refused::InvalidArgument)?)?;
    let found = match number {
        Some(number) => read(app, reader, Person::Number(number)).await?,
        None => None,
    };
    let found: Vec<_> = found.iter().collect();
    let (slice, next) = page(&found, search, |registration| registration.person.id.0)?;
    let base = app.config.origin();
    let entries = slice.iter().map(|registration| {
        let address = format!("{base}/fhir/Practitioner/{}", registration.person.id);
        (address, resources::practitioner(registration, app.clock.today()))
    });
    let address = address(&base, "Practitioner", "identifier", token.unwrap_or_default());
    Ok(resources::bundle(found.len(), entries.collect(), &address, search, next))
}

/// What a person does at the reader's structures, a page at a time.
pub async fn practitioner_roles(
    app: &App,
    reader: FhirReader<'_>,
    search: &Search,
) -> Result<Value, Refused> {
    let (name, value, person) = match (&search.practitioner, &search.identifier) {
        (Some(reference), None) => {
            let id = reference.strip_prefix("Practitioner/").unwrap_or(reference);
            ("practitioner", reference, person_id(id).map(Person::Id))
        }
        (None, Some(token)) => {
            let name = "practitioner.identifier";
            (name, token, number(token)?.map(Person::Number))
        }
        _ => return Err(Refused::InvalidArgument),
    };
    let found = match person {
        Some(person) => read(app, reader, person).await?,
        None => None,
    };
    let situations: Vec<&Situation> = found
        .iter()
        .flat_map(|registration| &registration.situations)
        .collect();
    let (slice, next) = page(&situations, search, |situation| situation.id.0)?;
    let base = app.config.origin();
    let today = app.clock.today();
    let entries = slice.iter().filter_map(|situation| {
        let person = &found.as_ref()?.person;
        let address = format!("{base}/fhir/PractitionerRole/{}", situation.id);
        Some((address, resources::role(person, situation, today)))
    });
    let address = address(&base, "PractitionerRole", name, value);
    Ok(resources::bundle(situations.len(), entries.collect(), &address, search, next))
}

/// By what a person is looked for.
enum Person {
    Id(PersonId),
    Number(RppsNumber),
}

/// A person with the posts that the reader may see; nobody without one. The look is kept before it is given.
async fn read(
    app: &App,
    reader: FhirReader<'_>,
    person: Person,
) -> Result<Option<Registration>, StoreError> {
    let mut tx = app.store.read().await?;
    let found = match person {
        Person::Id(id) => tx.registration(id).await?,
        Person::Number(number) => tx.registration_by_number(&number).await?,
    };
    drop(tx);
    let Some(mut found) = found else {
        return Ok(None);
    };
    found
        .situations
        .retain(|situation| reader.structures.contains(&situation.structure.id));
    let structure: Option<StructureId> = found
        .situations
        .first()
        .map(|situation| situation.structure.id);
    let Some(structure) = structure else {
        return Ok(None);
    };
    accesses::opened_registration(app, reader.signed_in, structure, &found).await?;
    Ok(Some(found))
}

fn person_id(text: &str) -> Option<PersonId> {
    text.parse::<Uuid>().ok().map(PersonId)
}

/// The number that a token names, `system|value` or a value alone; none under a system that is not ours.
fn number(token: &str) -> Result<Option<RppsNumber>, Refused> {
    let (system, value) = token.split_once('|').unwrap_or(("", token));
    let rpps = || RppsNumber::parse(value).map_err(|_| Refused::InvalidArgument);
    let idnps = || {
        let idnps = Idnps::parse(value).map_err(|_| Refused::InvalidArgument)?;
        Ok(idnps.rpps())
    };
    match system {
        RPPS => rpps().map(Some),
        IDNPS => idnps(),
        "" if value.len() == 12 => idnps(),
        "" => rpps().map(Some),
        _ => Ok(None),
    }
}

/// The rows of one page, and where the next one begins.
fn page<'r, T>(
    rows: &'r [T],
    search: &Search,
    id: impl Fn(&T) -> Uuid,
) -> Result<(&'r [T], Option<Uuid>), Refused> {
    let size = match search.count.as_deref().map(str::parse::<usize>) {
        None => DEFAULT_PAGE,
        Some(Ok(size)) => size.min(MAX_PAGE),
        Some(Err(_)) => return Err(Refused::InvalidArgument),
    };
    let from = match search.after.as_deref().map(str::parse::<Uuid>) {
        None => 0,
        Some(Ok(after)) => rows.iter().take_while(|row| id(row) <= after).count(),
        Some(Err(_)) => return Err(Refused::InvalidArgument),
    };
    let to = rows.len().min(from + size);
    let slice = &rows[from..to];
    let next = slice.last().map(&id).filter(|_| to < rows.len());
    Ok((slice, next))
}

/// The address of a search without its page.
fn address(base: &str, resource: &str, name: &str, value: &str) -> String {
    let value: String = url::form_urlencoded::byte_serialize(value.as_bytes()).collect();
    format!("{base}/fhir/{resource}?{name}={value}")
}
