//! Files as the FINESS register publishes them, of structures that never were, with the errors that real ones have.

use std::fmt::Write as _;

use serde_json::{Value, json};
use shared::finess::Finess;

/// The right number of a site.
pub(super) fn number(order: u32) -> String {
    in_departement("44", order)
}

fn in_departement(departement: &str, order: u32) -> String {
    let stem = format!("{departement}0{order:05}");
    (0..10)
        .map(|key| format!("{stem}{key}"))
        .find(|number| Finess::parse(number).is_ok())
        .expect("one of ten keys is right")
}

/// Sites of an entity.
const SITES: u32 = 4;

pub(super) fn entity_of(site: u32) -> String {
    in_departement("69", site / SITES)
}

/// The flow of structures: entities, each with its sites.
pub(super) fn json_flow(sites: u32) -> Value {
    let entities = (0..sites).step_by(SITES as usize).map(|first| {
        let sites = (first..sites.min(first + SITES)).map(|site| {
            json!({
                "roleEge": [{ "idEgePorteuse": site.to_string() }],
                "etatObjet": "A",
                "adresse": [{ "cogCommune": "44109", "ligneAcheminement": "44093 NANTES CEDEX 1", "codePostal": "44093" }],
                "categorieentiteGeographiqueExercice": "355",
                "informationsGeneralesEGE": {
                    "egeId": site.to_string(),
                    "numFinessEge": number(site),
                    "nomEgeCourt": format!("CH {site}"),
                    "nomEgeLong": format!("CENTRE HOSPITALIER N° {site} – SITE DE L’ÉRDRE"),
                    "siret": Value::Null,
                    "dateOuverture": "1990-01-01",
                },
            })
        });
        json!({
            // Read before what they belong to.
            "ege": sites.collect::<Vec<_>>(),
            "informationsGeneralesPMEJ": {
                "pmSmsseId": first.to_string(),
                "numFinessPm": entity_of(first),
                "denominationPm": format!("ENTITE {first}"),
                "denominationLonguePmSmsse": format!("ENTITÉ JURIDIQUE {first}"),
                "siren": "267500452",
            },
            "etatObjet": { "code": "A", "system": "TRE_R386" },
            "adresse": [{ "ligneAcheminement": "44000 NANTES" }],
            "evenement": [],
        })
    });
    json!({
        "schemaVersion": "v1.0.0",
        "generatedAt": "2026-11-01T02:00:00Z",
        "gco": [{ "pmSmsseId": "1", "typeGco": "GCS", "pmejDuGco": [{ "pmSmsseId": "0" }], "egeDuGco": [{ "egeId": "1" }] }],
        "gcc": [{ "gccId": "1", "pmejDuGcc": [{ "pm_smsseId": "nobody" }], "egeDuGCC": null }, "no group"],
        "pmej": entities.collect::<Vec<_>>(),
    })
}

/// The extraction of sites, in Latin-1.
pub(super) fn csv_stock(sites: u32) -> Vec<u8> {
    let mut text = String::from("finess;etalab;95;2026-11-01\n");
    for site in 0..sites {
        csv_line(
            &mut text,
            &number(site),
            &entity_of(site),
            &format!("Hôpital \"n° {site}"),
        );
    }
    latin_1(&text)
}

pub(super) fn csv_line(text: &mut String, finess: &str, entity: &str, name: &str) {
    writeln!(
        text,
        "structureet;{finess};{entity};{name};;;;1;R;DU CHATEAU;;BP 1;109;44;LOIRE ATLANTIQUE;44093 NANTES CEDEX 1;\
         0240000000;;355;Centre Hospitalier (C.H.);1102;Centres Hospitaliers;2,601E+13;8610Z;03;ARS;1;Public;\
         1990-01-01;1990-01-01;2026-01-01;"
    )
    .expect("a text takes every line");
}

pub(super) fn latin_1(text: &str) -> Vec<u8> {
    text.chars()
        .map(|character| u8::try_from(character).unwrap_or(b'?'))
        .collect()
}
