//! The resources themselves.

use serde_json::{Value, json};
use shared::date::Date;
use shared::role::Role;
use shared::structure::StructureKind;
use shared::text::Text;
use uuid::Uuid;

use super::{IDNPS, MAX_PAGE, RPPS, Search};
use crate::store::{Person, Registration, Situation};

const PROFILES: &str = "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition";
const FR_CORE: &str = "https://hl7.fr/ig/fhir/core";
const NOS: &str = "https://mos.esante.gouv.fr/NOS";
const FINESS: &str = "https://finess.esante.gouv.fr";

/// A person, by `as-dp-practitioner`.
pub(super) fn practitioner(registration: &Registration, today: Date) -> Value {
    let person = &registration.person;
    let situations = &registration.situations;
    let mut categories: Vec<&str> = situations.iter().map(|post| post.category.as_str()).collect();
    categories.sort_unstable();
    categories.dedup();
    let qualification = |code: &&str| {
        let system = nos("TRE_R09-CategorieProfessionnelle", "TRE-R09-CategorieProfessionnelle");
        json!({ "code": { "coding": [{ "system": system, "code": code }] } })
    };
    json!({
        "resourceType": "Practitioner",
        "id": person.id,
        "meta": {
            "versionId": person.revision.to_string(),
            "profile": [
                format!("{PROFILES}/as-dp-practitioner"),
                format!("{FR_CORE}/StructureDefinition/fr-core-practitioner"),
            ],
        },
        "language": "fr",
        "identifier": [
            identifier("IDNPS", IDNPS, &format!("8{}", person.rpps_number)),
            identifier("RPPS", RPPS, &person.rpps_number),
        ],
        "active": situations.iter().any(|post| post.is_current(today)),
        "name": [{
            "use": "usual",
            "family": person.exercise_last_name,
            "given": [person.exercise_first_name],
            "prefix": [person.civilite],
        }],
        "qualification": categories.iter().map(qualification).collect::<Vec<_>>(),
    })
}

/// What a person does somewhere, by `as-dp-practitionerrole`.
pub(super) fn role(person: &Person, situation: &Situation, today: Date) -> Value {
    let structure = &situation.structure;
    let kind = match structure.kind {
        StructureKind::Ej => "FINEJ",
        StructureKind::Et => "FINEG",
    };
    let concept = |table: &str, code: &str, display: Option<&str>| {
        let mut coding = json!({ "system": nos(table, &table.replace('_', "-")), "code": code });
        if let Some(display) = display {
            coding["display"] = display.into();
        }
        json!({ "coding": [coding] })
    };
    let role = Role::parse(&situation.role).ok();
    json!({
        "resourceType": "PractitionerRole",
        "id": situation.id,
        "meta": {
            "versionId": situation.revision.to_string(),
            "profile": [
                format!("{PROFILES}/as-dp-practitionerrole"),
                format!("{FR_CORE}/StructureDefinition/fr-core-practitioner-role"),
            ],
        },
        "language": "fr",
        "identifier": [{ "system": "urn:ietf:rfc:3986", "value": format!("urn:uuid:{}", situation.id) }],
        "active": situation.is_current(today),
        "practitioner": {
            "reference": format!("Practitioner/{}", person.id),
            "identifier": identifier("RPPS", RPPS, &person.rpps_number),
        },
        "organization": {
            "identifier": identifier(kind, FINESS, structure.finess.as_str()),
            "display": structure.name,
        },
        "code": [
            concept("TRE_R22-GenreActivite", &situation.activity_kind, None),
            concept("TRE_R23-ModeExercice", &situation.practice_mode, None),
            concept("TRE_R85-RolePriseCharge", &situation.role, role.map(Role::label)),
        ],
    })
}

fn identifier(kind: &str, system: &str, value: &str) -> Value {
    json!({
        "use": "official",
        "type": { "coding": [{ "system": format!("{FR_CORE}/CodeSystem/fr-core-cs-v2-0203"), "code": kind }] },
        "system": system,
        "value": value,
    })
}

fn nos(table: &str, system: &str) -> String {
    format!("{NOS}/{table}/FHIR/{system}")
}

/// A page of what was found.
pub(super) fn bundle(
    total: usize,
    entries: Vec<(String, Value)>,
    address: &str,
    search: &Search,
    next: Option<Uuid>,
) -> Value {
    let link = |relation: &str, after: Option<&str>| {
        let mut url = address.to_owned();
        if let Some(count) = &search.count {
            url = format!("{url}&_count={count}");
        }
        if let Some(after) = after {
            url = format!("{url}&_after={after}");
        }
        json!({ "relation": relation, "url": url })
    };
    let mut links = vec![link("self", search.after.as_deref()), link("first", None)];
    if let Some(next) = next {
        links.push(link("next", Some(&next.to_string())));
    }
    let entry = |(address, resource): (String, Value)| {
        json!({ "fullUrl": address, "resource": resource, "search": { "mode": "match" } })
    };
    json!({
        "resourceType": "Bundle",
        "type": "searchset",
        "total": total,
        "link": links,
        "entry": entries.into_iter().map(entry).collect::<Vec<_>>(),
    })
}

/// Why nothing is given.
pub fn outcome(kind: &str, code: &str, text: Text) -> Value {
    json!({
        "resourceType": "OperationOutcome",
        "issue": [{
            "severity": "error",
            "code": kind,
            "details": {
                "coding": [{ "system": "urn:rpps-plus:error-catalogue", "code": code }],
                "text": text.fr,
            },
            "diagnostics": text.en,
        }],
    })
}

/// What can be asked here.
pub fn capabilities(base: &str) -> Value {
    let search = |name: &str, kind: &str| json!({ "name": name, "type": kind });
    let resource = |kind: &str, profile: &str, interactions: &[&str], parameters: Vec<Value>| {
        let interactions = interactions.iter().map(|code| json!({ "code": code }));
        json!({
            "type": kind,
            "profile": format!("{PROFILES}/{profile}"),
            "interaction": interactions.collect::<Vec<_>>(),
            "searchParam": parameters,
        })
    };
    json!({
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": "2026-11-01",
        "kind": "instance",
        "implementation": { "description": "RPPS+", "url": format!("{base}/fhir") },
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json"],
        "rest": [{
            "mode": "server",
            "documentation": format!(
                "Read only, for software with the scope fhir:read. At most {MAX_PAGE} entries a page."
            ),
            "security": { "description": "OAuth 2.0, client credentials" },
            "resource": [
                resource("Practitioner", "as-dp-practitioner", &["read", "search-type"], vec![
                    search("identifier", "token"),
                ]),
                resource("PractitionerRole", "as-dp-practitionerrole", &["search-type"], vec![
                    search("practitioner", "reference"),
                    search("identifier", "token"),
                ]),
            ],
        }],
    })
}
