//! The rows of a file, by number.

use std::collections::{BTreeMap, HashMap, HashSet};

use shared::finess::Finess;
use shared::structure::StructureKind;

use super::site::{Problem, Site, tell};

/// What a file says, as far as it is right.
#[derive(Debug, Default)]
pub(super) struct Register {
    sites: HashMap<String, Site>,
    /// Where in the file, and what is wrong there.
    problems: Vec<(String, Problem)>,
    /// Numbers of rows that are wrong: what the portal has of them is not closed.
    wrong: HashSet<String>,
    /// Entities that sites name.
    named: HashSet<Finess>,
}

impl Register {
    pub(super) fn len(&self) -> usize {
        self.sites.len()
    }

    /// Keeps a row, or what is wrong with it.
    pub(super) fn add(
        &mut self,
        place: impl FnOnce() -> String,
        row: Result<Site, (Problem, String)>,
    ) {
        match row {
            Err((problem, number)) => {
                self.problems.push((place(), problem));
                self.wrong.insert(number);
            }
            Ok(site)
                if site
                    .name
                    .chars()
                    .chain(site.town.chars())
                    .any(char::is_control) =>
            {
                self.problems.push((place(), Problem::ControlCharacter));
                self.wrong.insert(site.finess.as_str().to_owned());
            }
            Ok(site) if self.sites.contains_key(site.finess.as_str()) => {
                self.problems.push((place(), Problem::Twice));
            }
            Ok(site) => {
                self.named.extend(site.parent.clone());
                self.sites.insert(site.finess.as_str().to_owned(), site);
            }
        }
    }

    /// Makes a tree of the rows: a site is no entity, and an entity known by its number alone is there unnamed.
    pub(super) fn settle(&mut self) {
        for entity in std::mem::take(&mut self.named) {
            match self.sites.get(entity.as_str()).map(|site| site.kind) {
                Some(StructureKind::Ej) => {}
                Some(StructureKind::Et) => {
                    let children = |site: &Site| {
                        site.parent.as_ref() == Some(&entity) || site.finess == entity
                    };
                    let in_cycle: Vec<String> = self
                        .sites
                        .values()
                        .filter(|site| children(site))
                        .map(|site| site.finess.as_str().to_owned())
                        .collect();
                    for number in in_cycle {
                        self.sites.remove(&number);
                        self.problems.push((number.clone(), Problem::Cycle));
                        self.wrong.insert(number);
                    }
                }
                None => {
                    let unnamed = Site {
                        finess: entity.clone(),
                        kind: StructureKind::Ej,
                        parent: None,
                        name: String::new(),
                        siret: None,
                        town: String::new(),
                        category: String::new(),
                        category_code: String::new(),
                        is_closed: false,
                    };
                    self.sites.insert(entity.as_str().to_owned(), unnamed);
                }
            }
        }
    }

    pub(super) fn take_problems(&mut self) -> Vec<(String, Problem)> {
        std::mem::take(&mut self.problems)
    }

    pub(super) fn take(&mut self, finess: &str) -> Option<Site> {
        self.sites.remove(finess)
    }

    pub(super) fn was_wrong(&self, finess: &str) -> bool {
        self.wrong.contains(finess)
    }

    pub(super) fn into_sites(self) -> impl Iterator<Item = Site> {
        self.sites.into_values()
    }

    /// The aggregated category of each category, where the file has both.
    pub(super) fn categories(&self) -> BTreeMap<String, String> {
        let both = |site: &&Site| !site.category.is_empty() && !site.category_code.is_empty();
        self.sites
            .values()
            .filter(both)
            .map(|site| (site.category_code.clone(), site.category.clone()))
            .collect()
    }

    /// Fills in the aggregated category where the file has only the other one.
    pub(super) fn learn_categories(&mut self, known: &[(String, String)]) {
        let known: HashMap<&str, &str> = known
            .iter()
            .map(|(code, category)| (code.as_str(), category.as_str()))
            .collect();
        for site in self.sites.values_mut() {
            if site.category.is_empty()
                && let Some(category) = known.get(site.category_code.as_str())
            {
                site.category = (*category).to_owned();
            }
        }
    }

    pub(super) fn drop_test_numbers(
        &mut self,
        problems: &mut BTreeMap<&'static str, usize>,
        told: &mut Vec<String>,
    ) {
        self.sites.retain(|_, site| {
            let is_test = site.finess.is_test();
            if is_test {
                tell(problems, told, site, Problem::TestNumber);
            }
            !is_test
        });
    }
}
