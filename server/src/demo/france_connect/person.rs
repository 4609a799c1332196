//! The test identities of FranceConnect's integration platform.

const TABLE: &str = include_str!("../../../data/franceconnect_test_identities.csv");

/// A row of the table, as an identity provider holds it: gaps and zeroes included.
pub(super) struct Person {
    pub login: &'static str,
    pub family_name: &'static str,
    pub preferred_username: &'static str,
    pub given_names: Vec<&'static str>,
    pub gender: &'static str,
    pub birthdate: &'static str,
    pub birthplace: &'static str,
    pub birthcountry: &'static str,
    pub email: &'static str,
}

pub(super) fn all() -> impl Iterator<Item = Person> {
    TABLE.lines().skip(1).filter_map(Person::from_line)
}

pub(super) fn find(login: &str) -> Option<Person> {
    all().find(|person| person.login == login)
}

impl Person {
    fn from_line(line: &'static str) -> Option<Self> {
        let mut columns = line.split(',');
        let mut next = || columns.next();
        Some(Self {
            login: next()?,
            family_name: next()?,
            preferred_username: next()?,
            given_names: next()?.split('|').filter(|name| !name.is_empty()).collect(),
            gender: next()?,
            birthdate: next()?,
            birthplace: next()?,
            birthcountry: next()?,
            email: next()?,
        })
    }

    pub(super) fn was_born_in_france(&self) -> bool {
        self.birthcountry == "99100"
    }

    /// Whether FranceConnect takes this identity, or shows its error Y600006.
    pub(super) fn is_complete(&self) -> bool {
        let has_place = !self.was_born_in_france() || !self.birthplace.is_empty();
        let texts = [self.family_name, self.gender, self.email];
        has_place
            && texts.iter().all(|text| !text.is_empty())
            && !self.given_names.is_empty()
            && self.completed_birthdate().is_some()
    }

    /// The birth date with an unknown day, or month and day, set to 01. A month alone cannot miss.
    pub(super) fn completed_birthdate(&self) -> Option<String> {
        match self.birthdate.split('-').collect::<Vec<_>>()[..] {
            [year, "00", "00"] => Some(format!("{year}-01-01")),
            [_, "00", _] => None,
            [year, month, "00"] => Some(format!("{year}-{month}-01")),
            [_, _, _] => Some(self.birthdate.to_owned()),
            _ => None,
        }
    }

    /// What its button says.
    pub(super) fn label(&self) -> String {
        format!(
            "{} {} ({})",
            self.given_names.join(" "),
            self.family_name,
            self.login
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_person() {
        let lines = TABLE.lines().count() - 1;
        assert_eq!(all().count(), lines);
        assert!(TABLE.lines().all(|line| line.split(',').count() == 9));
    }

    #[test]
    fn exactly_the_identities_made_to_fail_are_refused() {
        let refused: Vec<_> = all()
            .filter(|person| !person.is_complete())
            .map(|person| person.login)
            .collect();
        assert_eq!(
            refused,
            [
                "mois_00",
                "sans_prenom",
                "sans_nom_naissance",
                "sans_mail",
                "sans_mail_sans_tel",
                "sans_genre",
                "sans_birthplace"
            ]
        );
    }

    #[test]
    fn an_incomplete_birth_date_is_completed_with_01() {
        let date = |login| find(login).and_then(|person| person.completed_birthdate());
        assert_eq!(
            date("étranger_présumé_né_jour").as_deref(),
            Some("1992-11-01")
        );
        assert_eq!(
            date("étranger_présumé_né_jour_et_mois").as_deref(),
            Some("1992-01-01")
        );
    }
}
