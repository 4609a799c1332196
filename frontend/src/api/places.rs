//! Communes and countries, found by name.

use super::node::reads;
use super::schema;
use super::send::{Answered, Root, send};

/// A place with its INSEE code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) code: String,
    pub(crate) label: String,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
struct Commune {
    code: String,
    name: String,
    departement: String,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
struct Country {
    code: String,
    name: String,
}

#[derive(cynic::QueryVariables)]
struct Searched {
    search: String,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Searched")]
struct Communes {
    #[arguments(search: $search, first: 10)]
    communes: Vec<Commune>,
}

impl Root for Communes {
    type Node = Vec<Commune>;
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Searched")]
struct Countries {
    #[arguments(search: $search, first: 10)]
    countries: Vec<Country>,
}

impl Root for Countries {
    type Node = Vec<Country>;
}

pub(crate) fn communes(search: String) -> Answered<Vec<Place>> {
    let call = send::<Communes>(
        "query($search:String!){communes(search:$search,first:10)",
        &Searched { search },
    );
    Box::pin(async {
        let place = |commune: Commune| Place {
            label: [&commune.name, " (", &commune.departement, ")"].concat(),
            code: commune.code,
        };
        Ok(call.await?.into_iter().map(place).collect())
    })
}

pub(crate) fn countries(search: String) -> Answered<Vec<Place>> {
    let call = send::<Countries>(
        "query($search:String!){countries(search:$search,first:10)",
        &Searched { search },
    );
    Box::pin(async {
        let place = |country: Country| Place {
            label: country.name,
            code: country.code,
        };
        Ok(call.await?.into_iter().map(place).collect())
    })
}

reads! {
    Commune {
        code,
        name,
        departement,
    }
    Country {
        code,
        name,
    }
}
