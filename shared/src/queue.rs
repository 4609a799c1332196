//! Which requests of a queue are wanted, as an address, a view under a name and a call say it.

use serde::{Deserialize, Serialize};

use crate::eligibility::FindingCode;
use crate::newtype::coded_enum;
use crate::role::Role;
use crate::status::{Route, Status};

coded_enum! {
    /// Who has the request open to decide on it.
    Holder {
        Mine = "MINE",
        Anybody = "ANYBODY",
        Nobody = "NOBODY",
    }
}

/// The longest age that can be asked for, in days: a century, so that no date falls out of the calendar.
pub const MOST_DAYS: i32 = 36_525;

/// Besides the state, the structure and what is searched.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Wanted {
    /// Code of `TRE_R85`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route: Option<Route>,
    /// Sent more than that many days ago.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub older_than_days: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_risk: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<Holder>,
    /// What the verdict says, among others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finding: Option<FindingCode>,
}

/// The names that an address gives to what is wanted, in the order in which it is written.
pub const NAMES: [&str; 6] = [
    "role",
    "voie",
    "anciennete",
    "risque",
    "prise-en-charge",
    "constat",
];

impl Wanted {
    /// Reads an address; what means nothing there is left out.
    pub fn of_address(given: impl Fn(&str) -> Option<String>) -> Self {
        let given = NAMES.map(|name| given(name).unwrap_or_default());
        let [role, route, age, risk, holder, finding] = &given;
        Self {
            role: Some(role.clone()).filter(|role| is_code(role)),
            route: Route::from_code(route),
            older_than_days: age
                .parse()
                .ok()
                .filter(|days| (0..=MOST_DAYS).contains(days)),
            at_risk: match risk.as_str() {
                "oui" => Some(true),
                "non" => Some(false),
                _ => None,
            },
            holder: Holder::from_code(holder),
            finding: FindingCode::from_code(finding),
        }
    }

    /// What an address says of each, by `NAMES`; empty for what is not asked.
    pub fn values(&self) -> [String; 6] {
        let text = |code: Option<&str>| code.unwrap_or_default().to_owned();
        let risk = self.at_risk.map(|risk| if risk { "oui" } else { "non" });
        let days = self.older_than_days.map(|days| days.to_string());
        [
            text(self.role.as_deref()),
            text(self.route.map(Route::code)),
            days.unwrap_or_default(),
            text(risk),
            text(self.holder.map(Holder::code)),
            text(self.finding.map(FindingCode::code)),
        ]
    }

    /// Nothing is asked: the whole queue.
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }

    /// What a call asks for can be: a role of the table, an age that is one.
    pub fn is_possible(&self) -> bool {
        let role = self
            .role
            .as_deref()
            .is_none_or(|role| Role::parse(role).is_ok());
        let age = self
            .older_than_days
            .is_none_or(|days| (0..=MOST_DAYS).contains(&days));
        role && age
    }
}

/// What is shown of a queue, as the address of its page says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueView {
    /// None for every state.
    pub status: Option<Status>,
    /// Id of the structure; none for all of the manager's.
    pub structure: Option<String>,
    /// What is searched.
    pub search: Option<String>,
    pub wanted: Wanted,
}

/// What an address says of every state.
const ALL_STATES: &str = "toutes";

impl QueueView {
    /// Reads an address. Unless it says otherwise, what waits is shown; and of a search, every state.
    pub fn of_address(given: impl Fn(&str) -> Option<String>) -> Self {
        let given = |name: &str| given(name).filter(|value| !value.is_empty());
        let search = given("recherche");
        Self {
            status: match given("etat").as_deref() {
                Some(ALL_STATES) => None,
                Some(code) => Some(Status::from_code(code).unwrap_or(Status::Submitted)),
                None if search.is_some() => None,
                None => Some(Status::Submitted),
            },
            structure: given("structure"),
            search,
            wanted: Wanted::of_address(given),
        }
    }

    /// The query of an address, with its question mark; values are made fit for one by `encoded`.
    pub fn to_address(&self, encoded: impl Fn(&str) -> String) -> String {
        let mut address = ["?etat=", self.status.map_or(ALL_STATES, Status::code)].concat();
        let values = self.wanted.values();
        let wanted = NAMES.into_iter().zip(values.iter().map(String::as_str));
        let places = [
            ("structure", self.structure.as_deref().unwrap_or_default()),
            ("recherche", self.search.as_deref().unwrap_or_default()),
        ];
        for (name, value) in places.into_iter().chain(wanted) {
            if !value.is_empty() {
                for piece in ["&", name, "=", &encoded(value)] {
                    address.push_str(piece);
                }
            }
        }
        address
    }

    /// The names of what the address says, without any value.
    pub fn names(&self) -> Vec<&'static str> {
        let values = self.wanted.values();
        let wanted = NAMES.into_iter().zip(&values);
        let said = [
            ("etat", self.status.is_some()),
            ("structure", self.structure.is_some()),
            ("recherche", self.search.is_some()),
        ];
        said.into_iter()
            .chain(wanted.map(|(name, value)| (name, !value.is_empty())))
            .filter_map(|(name, is_said)| is_said.then_some(name))
            .collect()
    }
}

/// Short, and digits alone, as the codes of roles are: whether there is such a role, the server says.
fn is_code(role: &str) -> bool {
    (1..=4).contains(&role.len()) && role.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn everything() -> Wanted {
        Wanted {
            role: Some("316".to_owned()),
            route: Some(Route::Manager),
            older_than_days: Some(7),
            at_risk: Some(false),
            holder: Some(Holder::Nobody),
            finding: Some(FindingCode::RoleOutOfScope),
        }
    }

    fn read(values: &[String; 6]) -> Wanted {
        Wanted::of_address(|name| {
            let at = NAMES.iter().position(|known| *known == name)?;
            Some(values[at].clone())
        })
    }

    #[test]
    fn an_address_leads_back_to_what_is_wanted() {
        for wanted in [everything(), Wanted::default()] {
            assert_eq!(read(&wanted.values()), wanted);
            let kept = serde_json::to_string(&wanted).unwrap();
            assert_eq!(serde_json::from_str::<Wanted>(&kept).unwrap(), wanted);
            assert!(wanted.is_possible());
        }
        assert!(Wanted::default().is_all() && !everything().is_all());
        assert_eq!(serde_json::to_string(&Wanted::default()).unwrap(), "{}");
    }

    fn of(query: &str) -> QueueView {
        QueueView::of_address(|name| {
            let pairs = query.trim_start_matches('?').split('&');
            let found = pairs
                .filter_map(|pair| pair.split_once('='))
                .find(|(known, _)| *known == name);
            found.map(|(_, value)| value.to_owned())
        })
    }

    #[test]
    fn an_address_leads_back_to_what_is_shown() {
        let view = QueueView {
            status: Some(Status::Rejected),
            structure: Some("019aaf0e".to_owned()),
            search: Some("elan".to_owned()),
            wanted: everything(),
        };
        let address = view.to_address(str::to_owned);
        assert_eq!(of(&address), view);
        assert_eq!(view.names().len(), 9);
        assert!(
            address.starts_with(
                "?etat=REJECTED&structure=019aaf0e&recherche=elan&role=316&voie=MANAGER"
            )
        );
        assert_eq!(of("").status, Some(Status::Submitted));
        assert_eq!(of("recherche=x").status, None);
        assert_eq!(
            (of("etat=toutes").status, of("etat=x").status),
            (None, Some(Status::Submitted))
        );
        assert_eq!(of("").names(), ["etat"]);
    }

    #[test]
    fn what_means_nothing_is_left_out_of_an_address_and_refused_in_a_call() {
        let nonsense = ["x", "x", "-1", "x", "x", "x"].map(str::to_owned);
        assert!(read(&nonsense).is_all());
        let no_role = Wanted {
            role: Some("999".to_owned()),
            ..Wanted::default()
        };
        let no_age = Wanted {
            older_than_days: Some(MOST_DAYS + 1),
            ..Wanted::default()
        };
        assert!(!no_role.is_possible() && !no_age.is_possible());
    }
}
