//! Communes and countries of the INSEE's Code officiel géographique, searched in memory.

use std::collections::HashMap;
use std::sync::LazyLock;

use shared::cog::{CommuneCode, CountryCode};
use shared::identity::BirthPlace;
use shared::name::normalise;

const COMMUNES: &str = include_str!("../data/communes.csv");
const COUNTRIES: &str = include_str!("../data/countries.csv");

/// A commune, current or historical.
#[derive(Clone, Debug)]
pub struct Commune {
    pub code: CommuneCode,
    pub name: String,
    pub departement: String,
    search: String,
}

/// A country or territory of the INSEE.
#[derive(Clone, Debug)]
pub struct Country {
    pub code: CountryCode,
    pub name: String,
    search: String,
}

/// What the program carries, read once: it never changes.
static TABLES: LazyLock<Reference> = LazyLock::new(Reference::read);

/// The tables, ordered by what a search compares.
#[derive(Debug)]
pub struct Reference {
    communes: Vec<Commune>,
    by_code: HashMap<CommuneCode, usize>,
    countries: Vec<Country>,
}

impl Reference {
    /// The tables that the program carries.
    pub fn load() -> &'static Self {
        &TABLES
    }

    /// Rows of an unreadable code are left out.
    fn read() -> Self {
        let mut communes: Vec<Commune> = rows(COMMUNES)
            .filter_map(|row| {
                let (code, name, departement) = (row.get(0)?, row.get(1)?, row.get(3)?);
                Some(Commune {
                    code: CommuneCode::parse(code).ok()?,
                    name: name.to_owned(),
                    departement: departement.to_owned(),
                    search: normalise(name),
                })
            })
            .collect();
        communes.sort_by(|a, b| (&a.search, a.code.as_str()).cmp(&(&b.search, b.code.as_str())));
        communes.dedup_by(|a, b| a.code == b.code && a.name == b.name);
        let mut by_code = HashMap::with_capacity(communes.len());
        for (index, commune) in communes.iter().enumerate() {
            by_code.entry(commune.code.clone()).or_insert(index);
        }
        let mut countries: Vec<Country> = rows(COUNTRIES)
            .filter_map(|row| {
                let (code, name) = (row.get(0)?, row.get(2)?);
                Some(Country {
                    code: CountryCode::parse(code).ok()?,
                    name: name.to_owned(),
                    search: normalise(name),
                })
            })
            .collect();
        countries.sort_by(|a, b| a.search.cmp(&b.search));
        Self {
            communes,
            by_code,
            countries,
        }
    }

    pub fn commune(&self, code: &CommuneCode) -> Option<&Commune> {
        self.by_code.get(code).map(|index| &self.communes[*index])
    }

    pub fn country(&self, code: &CountryCode) -> Option<&Country> {
        self.countries.iter().find(|country| country.code == *code)
    }

    /// Communes whose name begins with the words typed, accents and case ignored, or of that code.
    pub fn search_communes(&self, typed: &str, most: usize) -> Vec<&Commune> {
        if let Some(commune) = CommuneCode::parse(&typed.trim().to_uppercase())
            .ok()
            .and_then(|code| self.commune(&code))
        {
            return vec![commune];
        }
        let typed = normalise(typed);
        let start = self
            .communes
            .partition_point(|commune| commune.search < typed);
        self.communes[start..]
            .iter()
            .take_while(|commune| commune.search.starts_with(&typed))
            .take(most)
            .collect()
    }

    /// Countries whose name holds the words typed, accents and case ignored.
    pub fn search_countries(&self, typed: &str, most: usize) -> Vec<&Country> {
        let typed = normalise(typed);
        self.countries
            .iter()
            .filter(|country| country.search.contains(&typed))
            .take(most)
            .collect()
    }

    /// The name to show for a place of birth; the bare code when the tables lack it.
    pub fn label(&self, place: &BirthPlace) -> String {
        match place {
            BirthPlace::France { commune } => self.commune(commune).map_or_else(
                || commune.as_str().to_owned(),
                |commune| format!("{} ({})", commune.name, commune.departement),
            ),
            BirthPlace::Abroad { country } => self.country(country).map_or_else(
                || country.as_str().to_owned(),
                |country| country.name.clone(),
            ),
        }
    }

    pub fn knows(&self, place: &BirthPlace) -> bool {
        match place {
            BirthPlace::France { commune } => self.by_code.contains_key(commune),
            BirthPlace::Abroad { country } => self.country(country).is_some(),
        }
    }
}

/// The readable rows after the heading of a comma-separated text.
fn rows(text: &str) -> impl Iterator<Item = csv::StringRecord> + '_ {
    csv::Reader::from_reader(text.as_bytes())
        .into_records()
        .filter_map(Result::ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commune_is_found_without_its_accents() {
        let reference = Reference::load();
        let found = reference.search_communes("begles", 5);
        assert_eq!(
            found.first().map(|commune| commune.name.as_str()),
            Some("Bègles")
        );
    }

    #[test]
    fn a_place_that_the_table_lacks_shows_its_code() {
        let reference = Reference::load();
        let commune = CommuneCode::parse("90900").expect("well formed");
        let place = BirthPlace::France { commune };
        assert_eq!(reference.label(&place), "90900");
        assert!(!reference.knows(&place));
    }

    #[test]
    fn arrondissements_and_countries_are_known() {
        let reference = Reference::load();
        let commune = CommuneCode::parse("75107").expect("well formed");
        assert!(reference.knows(&BirthPlace::France { commune }));
        let country = CountryCode::parse("99352").expect("well formed");
        assert_eq!(reference.label(&BirthPlace::Abroad { country }), "Algérie");
    }
}
