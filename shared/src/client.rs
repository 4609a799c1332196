//! Software of a structure that signs in by itself: what it may do, and what its own page asks.

use crate::newtype::coded_enum;
use crate::text::Text;

coded_enum! {
    /// What a client may do: one family of operations each.
    Scope {
        RequestsRead = "requests:read",
        /// Decide on requests, for a manager who lets it.
        RequestsDecide = "requests:decide",
        RegistrationsRead = "registrations:read",
        /// Register people and change their entries, for a manager who lets it.
        RegistrationsWrite = "registrations:write",
        StructuresRead = "structures:read",
        EventsRead = "events:read",
        WebhooksManage = "webhooks:manage",
        FhirRead = "fhir:read",
    }
}

/// Longest name of a client.
pub const LONGEST_NAME: usize = 100;
/// Networks that a client may come from.
pub const MOST_RANGES: usize = 20;
/// Clients of a structure that are not revoked.
pub const MOST_CLIENTS: usize = 20;
/// How many days a secret may be good for, and is unless asked otherwise.
pub const LONGEST_DAYS: i32 = 730;
pub const USUAL_DAYS: i32 = 365;
/// How many days a secret stays good beside the one that takes its place, at most and unless asked otherwise.
pub const LONGEST_OVERLAP: i32 = 90;
pub const USUAL_OVERLAP: i32 = 7;

impl Scope {
    /// As OAuth writes a list of them.
    pub fn list(scopes: &[Self]) -> String {
        let codes: Vec<_> = scopes.iter().map(|scope| scope.code()).collect();
        codes.join(" ")
    }

    /// What such a list holds; nothing when one of them is unknown. Each once, in the order of the closed list.
    pub fn parse_list(text: &str) -> Option<Vec<Self>> {
        let named = text.split_whitespace().map(Self::from_code);
        let named = named.collect::<Option<Vec<_>>>()?;
        let all = Self::ALL.iter().copied();
        Some(all.filter(|scope| named.contains(scope)).collect())
    }

    pub const fn label(self) -> Text {
        match self {
            Self::RequestsRead => Text::new("Lire les demandes", "Read requests"),
            Self::RequestsDecide => Text::new(
                "Traiter les demandes pour un gestionnaire",
                "Decide on requests for a manager",
            ),
            Self::RegistrationsRead => Text::new("Lire les enregistrements", "Read registrations"),
            Self::RegistrationsWrite => Text::new(
                "Enregistrer et modifier pour un gestionnaire",
                "Register and change for a manager",
            ),
            Self::StructuresRead => Text::new("Lire les structures", "Read structures"),
            Self::EventsRead => Text::new("Suivre les événements", "Follow events"),
            Self::WebhooksManage => Text::new("Gérer les webhooks", "Manage webhooks"),
            Self::FhirRead => Text::new("Lire au format FHIR", "Read as FHIR"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_comes_back_as_it_went() {
        assert_eq!(
            Scope::parse_list(&Scope::list(Scope::ALL)).as_deref(),
            Some(Scope::ALL)
        );
        assert_eq!(Scope::parse_list("  "), Some(Vec::new()));
        assert_eq!(
            Scope::parse_list("events:read  requests:read events:read"),
            Some(vec![Scope::RequestsRead, Scope::EventsRead])
        );
    }

    #[test]
    fn a_list_with_something_unknown_is_none() {
        assert_eq!(Scope::parse_list("requests:read admin"), None);
    }

    #[test]
    fn every_scope_has_its_words() {
        for scope in Scope::ALL {
            let text = scope.label();
            assert!(!text.fr.is_empty() && !text.en.is_empty());
        }
    }
}
