//! Reference data in force: communes and countries of the INSEE's Code officiel géographique, roles, the form's lists.
//!
//! What came with the portal holds until a version is imported and its day comes. A row that a version lacks has ended:
//! a place of birth keeps its name, a role or a value is offered no more.

mod book;
mod kind;
mod table;
mod versions;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock};

use shared::cog::{CommuneCode, CountryCode};
use shared::date::Date;
use shared::field_error::{Field, FieldError, Problem};
use shared::form::RawForm;
use shared::identity::BirthPlace;
use shared::name::normalise;
use shared::role::Role;

pub use book::ReferenceBook;
pub use kind::Kind;
pub use table::{Fault, LineProblem, RowChange, RowDifference, Table, Tally};
pub use versions::{
    Asked, Compared, Refused, compare, difference, discard, draft, schedule, take_effect,
};

/// A commune, current or historical.
#[derive(Clone, Debug)]
pub struct Commune {
    pub code: CommuneCode,
    pub name: String,
    pub departement: String,
    /// Since when the nomenclature lacks it.
    pub ended_on: Option<Date>,
    search: String,
}

/// A country or territory of the INSEE.
#[derive(Clone, Debug)]
pub struct Country {
    pub code: CountryCode,
    pub name: String,
    pub ended_on: Option<Date>,
    search: String,
}

/// A role as the nomenclature names it.
#[derive(Clone, Debug)]
pub struct NamedRole {
    pub role: Role,
    pub label: String,
    /// Since when it is offered no more.
    pub ended_on: Option<Date>,
}

/// A value of one of the form's lists.
#[derive(Clone, Debug)]
pub struct Value {
    pub list: String,
    pub code: String,
    pub label: String,
    pub ended_on: Option<Date>,
}

/// What came with the portal, read once.
static BUILT_IN: LazyLock<Arc<Reference>> = LazyLock::new(|| {
    let folded = |kind: Kind| Folded::of(kind.built_in());
    Arc::new(Reference {
        communes: Arc::new(Communes::of(&folded(Kind::Communes))),
        countries: folded(Kind::Countries).countries().into(),
        roles: folded(Kind::Roles).roles().into(),
        values: folded(Kind::ValueSets).values().into(),
    })
});

/// The tables of a day.
#[derive(Clone, Debug)]
pub struct Reference {
    communes: Arc<Communes>,
    countries: Arc<[Country]>,
    roles: Arc<[NamedRole]>,
    values: Arc<[Value]>,
}

/// Communes, ordered by what a search compares.
#[derive(Debug)]
struct Communes {
    ordered: Vec<Commune>,
    by_code: HashMap<CommuneCode, usize>,
}

/// A table with what ended before it.
#[derive(Clone, Debug)]
struct Folded {
    kind: Kind,
    rows: BTreeMap<Vec<String>, (Vec<String>, Option<Date>)>,
}

impl Folded {
    fn of(table: &Table) -> Self {
        let row = |(key, row): (&Vec<String>, &Vec<String>)| (key.clone(), (row.clone(), None));
        Self {
            kind: table.kind(),
            rows: table.rows().map(row).collect(),
        }
    }

    /// What holds once the table has taken effect.
    fn then(&mut self, table: &Table, day: Date) {
        for (key, (_, ended_on)) in &mut self.rows {
            if !table.has(key) {
                ended_on.get_or_insert(day);
            }
        }
        for (key, row) in table.rows() {
            self.rows.insert(key.clone(), (row.clone(), None));
        }
    }

    fn countries(&self) -> Vec<Country> {
        let country = |(row, ended_on): &(Vec<String>, Option<Date>)| {
            Some(Country {
                code: CountryCode::parse(&row[0]).ok()?,
                name: row[1].clone(),
                ended_on: *ended_on,
                search: normalise(&row[1]),
            })
        };
        let mut countries: Vec<Country> = self.rows.values().filter_map(country).collect();
        countries.sort_by(|a, b| a.search.cmp(&b.search));
        countries
    }

    fn roles(&self) -> Vec<NamedRole> {
        let role = |(row, ended_on): &(Vec<String>, Option<Date>)| {
            Some(NamedRole {
                role: Role::parse(&row[0]).ok()?,
                label: row[1].clone(),
                ended_on: *ended_on,
            })
        };
        self.rows.values().filter_map(role).collect()
    }

    fn values(&self) -> Vec<Value> {
        let value = |(row, ended_on): &(Vec<String>, Option<Date>)| Value {
            list: row[0].clone(),
            code: row[1].clone(),
            label: row[2].clone(),
            ended_on: *ended_on,
        };
        self.rows.values().map(value).collect()
    }
}

impl Communes {
    fn of(folded: &Folded) -> Self {
        let commune = |(row, ended_on): &(Vec<String>, Option<Date>)| {
            Some(Commune {
                code: CommuneCode::parse(&row[0]).ok()?,
                name: row[2].clone(),
                departement: row[3].clone(),
                ended_on: *ended_on,
                search: normalise(&row[2]),
            })
        };
        let mut ordered: Vec<Commune> = folded.rows.values().filter_map(commune).collect();
        // Of rows that say the same, the one that has not ended.
        ordered.sort_by(|a, b| {
            (&a.search, a.code.as_str(), a.ended_on).cmp(&(&b.search, b.code.as_str(), b.ended_on))
        });
        ordered.dedup_by(|a, b| a.code == b.code && a.name == b.name);
        let mut by_code = HashMap::with_capacity(ordered.len());
        for ended in [false, true] {
            for (index, commune) in ordered.iter().enumerate() {
                if commune.ended_on.is_some() == ended {
                    by_code.entry(commune.code.clone()).or_insert(index);
                }
            }
        }
        Self { ordered, by_code }
    }
}

impl Reference {
    /// What came with the portal.
    pub fn built_in() -> &'static Arc<Self> {
        &BUILT_IN
    }

    /// The same with another table.
    fn with(&mut self, folded: &Folded) {
        match folded.kind {
            Kind::Communes => self.communes = Arc::new(Communes::of(folded)),
            Kind::Countries => self.countries = folded.countries().into(),
            Kind::Roles => self.roles = folded.roles().into(),
            Kind::ValueSets => self.values = folded.values().into(),
        }
    }

    pub fn commune(&self, code: &CommuneCode) -> Option<&Commune> {
        let index = self.communes.by_code.get(code)?;
        Some(&self.communes.ordered[*index])
    }

    pub fn country(&self, code: &CountryCode) -> Option<&Country> {
        self.countries.iter().find(|country| country.code == *code)
    }

    /// Communes whose name begins with the words typed, accents and case ignored, or of that code. People were born in
    /// those that have ended, too.
    pub fn search_communes(&self, typed: &str, most: usize) -> Vec<&Commune> {
        if let Some(commune) = CommuneCode::parse(&typed.trim().to_uppercase())
            .ok()
            .and_then(|code| self.commune(&code))
        {
            return vec![commune];
        }
        let typed = normalise(typed);
        let communes = &self.communes.ordered;
        let start = communes.partition_point(|commune| commune.search < typed);
        communes[start..]
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

    /// The roles that are offered and that a search finds; all of them when nothing is searched for.
    pub fn roles(&self, search: Option<&str>) -> Vec<&NamedRole> {
        let is_found = |named: &&NamedRole| {
            named.ended_on.is_none()
                && search.is_none_or(|words| named.role.is_found(&named.label, words))
        };
        self.roles.iter().filter(is_found).collect()
    }

    /// How the nomenclature names a role, one that has ended too.
    pub fn role(&self, role: Role) -> NamedRole {
        let named = self.roles.iter().find(|named| named.role == role);
        named.cloned().unwrap_or_else(|| NamedRole {
            role,
            label: role.label().to_owned(),
            ended_on: None,
        })
    }

    pub fn is_offered(&self, role: Role) -> bool {
        let named = self.roles.iter().find(|named| named.role == role);
        named.is_some_and(|named| named.ended_on.is_none())
    }

    /// Every value of the form's lists, ended ones too.
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// Whether a field names what is offered no more.
    pub fn has_ended(&self, field: Field, code: &str) -> bool {
        let list = match field {
            Field::Role => return Role::parse(code).is_ok_and(|role| !self.is_offered(role)),
            Field::Civilite => "JDV_J113",
            Field::ActivityKind => "JDV_J116",
            Field::PracticeMode => "JDV_J117",
            Field::Category => "JDV_J118",
            Field::Reason => "JDV_J125",
            _ => return false,
        };
        let is_it = |value: &&Value| value.list == list && value.code == code;
        let value = self.values.iter().find(is_it);
        value.is_some_and(|value| value.ended_on.is_some())
    }

    /// What a form names that is offered no more. What is no code at all is said when the form is parsed.
    pub fn not_offered(&self, form: &RawForm) -> Vec<FieldError> {
        let coded = [
            (Field::Civilite, &form.civilite),
            (Field::Role, &form.role),
            (Field::ActivityKind, &form.activity_kind),
            (Field::PracticeMode, &form.practice_mode),
            (Field::Category, &form.category),
        ];
        coded
            .into_iter()
            .filter(|(field, code)| self.has_ended(*field, code.trim()))
            .map(|(field, _)| FieldError::new(field, Problem::UnknownCode))
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
            BirthPlace::France { commune } => self.communes.by_code.contains_key(commune),
            BirthPlace::Abroad { country } => self.country(country).is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commune_is_found_without_its_accents() {
        let reference = Reference::built_in();
        let found = reference.search_communes("begles", 5);
        assert_eq!(
            found.first().map(|commune| commune.name.as_str()),
            Some("Bègles")
        );
    }

    #[test]
    fn a_place_that_the_table_lacks_shows_its_code() {
        let reference = Reference::built_in();
        let commune = CommuneCode::parse("90900").expect("well formed");
        let place = BirthPlace::France { commune };
        assert_eq!(reference.label(&place), "90900");
        assert!(!reference.knows(&place));
    }

    #[test]
    fn arrondissements_and_countries_are_known() {
        let reference = Reference::built_in();
        let commune = CommuneCode::parse("75107").expect("well formed");
        assert!(reference.knows(&BirthPlace::France { commune }));
        let country = CountryCode::parse("99352").expect("well formed");
        assert_eq!(reference.label(&BirthPlace::Abroad { country }), "Algérie");
    }
}
