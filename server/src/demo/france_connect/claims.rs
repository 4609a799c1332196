//! Which claims a scope gives right to, and what they say.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::person::Person;
use crate::demo::CLIENT_ID;

pub(super) const SCOPES: [&str; 14] = [
    "openid",
    "given_name",
    "family_name",
    "birthdate",
    "idp_birthdate",
    "gender",
    "birthplace",
    "birthcountry",
    "preferred_username",
    "email",
    "profile",
    "birth",
    "identite_pivot",
    "idp_id",
];

pub(super) const NAMES: [&str; 14] = [
    "sub",
    "given_name",
    "given_name_array",
    "family_name",
    "birthdate",
    "idp_birthdate",
    "gender",
    "birthplace",
    "birthcountry",
    "preferred_username",
    "email",
    "idp_id",
    "acr",
    "amr",
];

pub(super) fn unknown_scope(scope: &str) -> Option<&str> {
    scope.split(' ').find(|scope| !SCOPES.contains(scope))
}

/// Pairwise, and the same for a person whatever else changes: 64 hexadecimal characters and `v1`.
pub(super) fn subject(login: &str) -> String {
    let digest = Sha256::digest(format!("{CLIENT_ID}\n{login}"));
    let mut subject = digest.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    subject.push_str("v1");
    subject
}

pub(super) fn of(person: &Person, login: &str, scope: &str) -> Value {
    let granted: Vec<&str> = scope.split(' ').flat_map(claims_of).copied().collect();
    let mut claims = Map::from_iter([("sub".to_owned(), json!(subject(login)))]);
    for name in granted {
        if let Some(value) = value(person, name) {
            claims.insert(name.to_owned(), value);
        }
    }
    Value::Object(claims)
}

fn claims_of(scope: &str) -> &'static [&'static str] {
    match scope {
        "given_name" => &["given_name", "given_name_array"],
        "family_name" => &["family_name"],
        "birthdate" => &["birthdate"],
        "idp_birthdate" => &["idp_birthdate"],
        "gender" => &["gender"],
        "birthplace" => &["birthplace"],
        "birthcountry" => &["birthcountry"],
        "preferred_username" => &["preferred_username"],
        "email" => &["email"],
        "idp_id" => &["idp_id"],
        "birth" => &["birthplace", "birthcountry"],
        "profile" => &[
            "given_name",
            "given_name_array",
            "family_name",
            "birthdate",
            "gender",
            "preferred_username",
        ],
        "identite_pivot" => &[
            "given_name",
            "given_name_array",
            "family_name",
            "birthdate",
            "gender",
            "birthplace",
            "birthcountry",
        ],
        _ => &[],
    }
}

fn value(person: &Person, claim: &str) -> Option<Value> {
    match claim {
        "given_name" => Some(json!(person.given_names.join(" "))),
        "given_name_array" => Some(json!(person.given_names)),
        "family_name" => Some(json!(person.family_name)),
        "birthdate" => person.completed_birthdate().map(Value::from),
        "idp_birthdate" => Some(json!(person.birthdate)),
        "gender" => Some(json!(person.gender)),
        // Whatever the identity provider holds: a birth abroad has no place.
        "birthplace" => Some(json!(if person.was_born_in_france() {
            person.birthplace
        } else {
            ""
        })),
        "birthcountry" => Some(json!(person.birthcountry)),
        "preferred_username" => Some(person.preferred_username)
            .filter(|name| !name.is_empty())
            .map(Value::from),
        "email" => Some(json!(person.email)),
        "idp_id" => Some(json!("fip-mock-eidas1")),
        _ => None,
    }
}
