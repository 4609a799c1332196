//! The flow of structures, schema v1: legal entities, each with its sites. It is read one entity at a time.

use std::cell::RefCell;
use std::fmt;
use std::io::Read;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use shared::finess::Finess;
use shared::siret::Siret;
use shared::structure::StructureKind;

use super::ImportError;
use super::csv_form::town;
use super::groups::{GroupCounts, Groups, OneOrMany};
use super::register::Register;
use super::site::{Problem, Site};

/// The rows of the flow, and its groups.
#[derive(Default)]
struct Found {
    register: Register,
    groups: Groups,
}

pub(super) fn read(reader: impl Read) -> Result<(Register, Option<GroupCounts>), ImportError> {
    let found = RefCell::new(Found::default());
    let mut document = serde_json::Deserializer::from_reader(reader);
    let has_entities = Flow(&found)
        .deserialize(&mut document)
        .and_then(|has_entities| document.end().map(|()| has_entities))
        .map_err(|error| {
            let place = format!("line {}, column {}", error.line(), error.column());
            match error.classify() {
                serde_json::error::Category::Eof => ImportError::Truncated(place),
                serde_json::error::Category::Io => ImportError::Read(error.into()),
                _ => ImportError::Unreadable(format!("{place} is not as the schema has it")),
            }
        })?;
    if !has_entities {
        return Err(ImportError::FormUnknown);
    }
    let found = found.into_inner();
    Ok((found.register, found.groups.counts()))
}

/// A code, alone or with the name of its system: the schema and the files differ.
#[derive(Default)]
struct Code(String);

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            Alone(String),
            InSystem { code: Option<String> },
            Other(IgnoredAny),
        }
        Ok(Self(match Either::deserialize(deserializer)? {
            Either::Alone(code) | Either::InSystem { code: Some(code) } => code,
            Either::InSystem { code: None } | Either::Other(_) => String::new(),
        }))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entity {
    #[serde(
        rename = "informationsGeneralesPMEJ",
        alias = "informationsGeneralesPmej"
    )]
    about: AboutEntity,
    #[serde(default)]
    etat_objet: Code,
    #[serde(default)]
    adresse: Option<Vec<Address>>,
    #[serde(default)]
    ege: Option<Vec<Ege>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AboutEntity {
    #[serde(rename = "pmSmsseId", alias = "pm_smsseId")]
    id: Option<String>,
    num_finess_pm: Option<String>,
    denomination_pm: Option<String>,
    #[serde(rename = "denominationLonguePmSmsse")]
    long_name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Ege {
    #[serde(rename = "informationsGeneralesEGE")]
    about: AboutEge,
    #[serde(default)]
    etat_objet: Code,
    #[serde(
        default,
        rename = "categorieentiteGeographiqueExercice",
        alias = "categorieEntiteGeographiqueExercice"
    )]
    category: Code,
    siret: Option<String>,
    #[serde(default)]
    adresse: Option<Vec<Address>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AboutEge {
    ege_id: Option<String>,
    num_finess_ege: Option<String>,
    nom_ege_court: Option<String>,
    nom_ege_long: Option<String>,
    siret: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Address {
    ligne_acheminement: Option<String>,
}

fn town_of(addresses: Option<&[Address]>) -> String {
    let first = addresses.and_then(|addresses| addresses.first());
    let line = first.and_then(|address| address.ligne_acheminement.as_deref());
    town(line.unwrap_or_default())
}

fn given(texts: [Option<String>; 2]) -> Option<String> {
    texts
        .into_iter()
        .flatten()
        .map(|text| text.trim().to_owned())
        .find(|text| !text.is_empty())
}

impl Entity {
    fn add_to(self, found: &mut Found) {
        let Found { register, groups } = found;
        groups.knows_entity(self.about.id);
        let number = self.about.num_finess_pm.unwrap_or_default();
        let number = number.trim();
        let parsed = Finess::parse(number);
        for site in self.ege.unwrap_or_default() {
            groups.knows_site(site.about.ege_id.clone());
            let number = site.about.num_finess_ege.clone().unwrap_or_default();
            let place = number.clone();
            register.add(
                move || place,
                site.site(number.trim(), parsed.as_ref().ok()),
            );
        }
        let entity = parsed
            .map_err(|error| (Problem::Number(error), number.to_owned()))
            .map(|finess| Site {
                finess,
                kind: StructureKind::Ej,
                parent: None,
                name: given([self.about.long_name, self.about.denomination_pm]).unwrap_or_default(),
                siret: None,
                town: town_of(self.adresse.as_deref()),
                category: String::new(),
                category_code: String::new(),
                is_closed: self.etat_objet.0 == "I",
            });
        register.add(|| number.to_owned(), entity);
    }
}

impl Ege {
    fn site(self, number: &str, entity: Option<&Finess>) -> Result<Site, (Problem, String)> {
        let wrong = |problem| (problem, number.to_owned());
        let finess = Finess::parse(number).map_err(|error| wrong(Problem::Number(error)))?;
        let parent = entity.ok_or_else(|| wrong(Problem::EntityMissing))?;
        let name = given([self.about.nom_ege_long, self.about.nom_ege_court]);
        let siret = given([self.about.siret, self.siret]);
        Ok(Site {
            finess,
            kind: StructureKind::Et,
            parent: Some(parent.clone()),
            name: name.ok_or_else(|| wrong(Problem::NameMissing))?,
            siret: siret.and_then(|siret| Siret::parse(&siret).ok()),
            town: town_of(self.adresse.as_deref()),
            category: String::new(),
            category_code: self.category.0,
            is_closed: self.etat_objet.0 == "I",
        })
    }
}

/// The whole document: tells whether it held entities.
struct Flow<'a>(&'a RefCell<Found>);

impl<'de> DeserializeSeed<'de> for Flow<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Flow<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the flow of structures")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let mut has_entities = false;
        while let Some(key) = map.next_key::<String>()? {
            if key == "pmej" {
                map.next_value_seed(Entities(self.0))?;
                has_entities = true;
            } else if key == "gco" || key == "gcc" {
                let groups = map.next_value::<OneOrMany>()?;
                self.0.borrow_mut().groups.add(groups);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(has_entities)
    }
}

struct Entities<'a>(&'a RefCell<Found>);

impl<'de> DeserializeSeed<'de> for Entities<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Entities<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("legal entities")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entities: A) -> Result<(), A::Error> {
        while let Some(entity) = entities.next_element::<Entity>()? {
            entity.add_to(&mut self.0.borrow_mut());
        }
        Ok(())
    }
}
