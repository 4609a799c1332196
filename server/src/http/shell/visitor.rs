//! Who looks at a page, as far as its header shows them.

use axum::http::request::Parts;

use crate::caller::{Caller, Provider, SignedIn};

/// A signed-in person's name, and where their space is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    pub name: String,
    pub space: &'static str,
}

impl Visitor {
    /// Reads the `Caller` that the session layer has put among the request's extensions.
    pub fn of(parts: &Parts) -> Option<Self> {
        let caller = parts.extensions.get::<Caller>()?;
        caller.signed_in().ok().map(|signed_in| Self {
            name: signed_in.display_name.clone(),
            space: space_of(signed_in),
        })
    }
}

/// Everybody lands where their work is: agents, registered people, who represents a structure, candidates and managers,
/// then those who file.
fn space_of(signed_in: &SignedIn) -> &'static str {
    match signed_in.provider {
        Provider::ProSanteConnect if signed_in.is_ans_agent => "/ans",
        Provider::ProSanteConnect if signed_in.managed.is_empty() && signed_in.person.is_some() => {
            "/mon-enregistrement"
        }
        Provider::ProSanteConnect if !signed_in.represented.is_empty() => "/representation",
        Provider::ProSanteConnect if signed_in.managed.is_empty() => "/habilitation",
        Provider::ProSanteConnect => "/gestion",
        Provider::FranceConnect => "/demandes",
    }
}
