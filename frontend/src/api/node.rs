//! The nodes of an answer: what is asked of them, and how they are read from a tree of JSON.
//!
//! The tree is parsed by one function, and a node takes its fields from it by name. What serde writes
//! for each struct instead made a tenth of the program; what cynic needs to put a query together made
//! a twentieth, so its derives only check the nodes against the schema, and the same list of names
//! that is read makes the text of the query.

use serde_json::{Map, Value};
use shared::date::Date;

/// Something that an answer holds.
pub(crate) trait Node: Sized {
    /// Writes the fields that are asked of it; of a scalar there are none.
    fn select(_query: &mut String) {}

    /// `None` when the answer is not of the expected shape.
    fn read(value: Value) -> Option<Self>;
}

/// The fields of an object, under the names of the schema.
pub(super) struct Object(Map<String, Value>);

impl Object {
    pub(super) fn of(value: Value) -> Option<Self> {
        match value {
            Value::Object(fields) => Some(Self(fields)),
            _ => None,
        }
    }

    /// Takes a field by its name in Rust; one that is missing reads as null.
    pub(super) fn take<T: Node>(&mut self, name: &str) -> Option<T> {
        T::read(self.value(name))
    }

    /// The only field, of an object that has one.
    pub(super) fn only(self) -> Option<Value> {
        self.0.into_iter().next().map(|(_, value)| value)
    }

    fn value(&mut self, name: &str) -> Value {
        self.0.remove(&in_schema(name)).unwrap_or(Value::Null)
    }
}

/// Asks for a field of whatever type the struct gives it.
pub(in crate::api) fn select<S, T: Node>(query: &mut String, name: &str, _: fn(&S) -> &T) {
    select_field(query, name, T::select);
}

fn select_field(query: &mut String, name: &str, of_its_type: fn(&mut String)) {
    query.push_str(&in_schema(name));
    of_its_type(query);
    query.push(' ');
}

/// `birth_date` is `birthDate` in the schema.
pub(super) fn in_schema(name: &str) -> String {
    let mut schema = String::with_capacity(name.len());
    let mut capital = false;
    for c in name.chars() {
        match c {
            '_' => capital = true,
            c if capital => {
                schema.push(c.to_ascii_uppercase());
                capital = false;
            }
            c => schema.push(c),
        }
    }
    schema
}

/// The fields of a node, all of them: one that is left out does not compile.
macro_rules! reads {
    ($($name:ty { $($field:ident),+ $(,)? })+) => {$(
        impl crate::api::node::Node for $name {
            fn select(query: &mut String) {
                query.push('{');
                $(crate::api::node::select(query, stringify!($field), |node: &Self| &node.$field);)+
                query.push('}');
            }

            fn read(value: serde_json::Value) -> Option<Self> {
                let mut object = crate::api::node::Object::of(value)?;
                Some(Self { $($field: object.take(stringify!($field))?),+ })
            }
        }
    )+};
}

/// An enum by the names of its values in the schema.
macro_rules! reads_enum {
    ($($name:ty { $($code:literal => $value:expr),+ $(,)? })+) => {$(
        impl crate::api::node::Node for $name {
            fn read(value: serde_json::Value) -> Option<Self> {
                match value.as_str()? {
                    $($code => Some($value),)+
                    _ => None,
                }
            }
        }
    )+};
}

pub(super) use {reads, reads_enum};

impl Node for Value {
    fn read(value: Value) -> Option<Self> {
        Some(value)
    }
}

impl Node for String {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }
}

impl Node for bool {
    fn read(value: Value) -> Option<Self> {
        value.as_bool()
    }
}

impl Node for i32 {
    fn read(value: Value) -> Option<Self> {
        value.as_i64().and_then(|number| number.try_into().ok())
    }
}

impl Node for cynic::Id {
    fn read(value: Value) -> Option<Self> {
        String::read(value).map(Self::new)
    }
}

impl Node for Date {
    fn read(value: Value) -> Option<Self> {
        Self::parse(value.as_str()?).ok()
    }
}

impl<T: Node> Node for Option<T> {
    fn select(query: &mut String) {
        T::select(query);
    }

    fn read(value: Value) -> Option<Self> {
        if value.is_null() {
            return Some(None);
        }
        T::read(value).map(Some)
    }
}

impl<T: Node> Node for Vec<T> {
    fn select(query: &mut String) {
        T::select(query);
    }

    fn read(value: Value) -> Option<Self> {
        match value {
            Value::Array(items) => items.into_iter().map(T::read).collect(),
            _ => None,
        }
    }
}

impl<T: Node> Node for Box<T> {
    fn select(query: &mut String) {
        T::select(query);
    }

    fn read(value: Value) -> Option<Self> {
        T::read(value).map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Claim {
        holder_name: String,
        mine: bool,
        until: Option<i32>,
    }

    reads! { Claim { holder_name, mine, until } }

    fn read(json: &str) -> Option<Claim> {
        Claim::read(serde_json::from_str(json).unwrap())
    }

    #[test]
    fn a_node_takes_its_fields_by_their_names_in_the_schema() {
        let claim = Claim {
            holder_name: "A".to_owned(),
            mine: true,
            until: None,
        };
        assert_eq!(
            read(r#"{"holderName":"A","mine":true,"until":null}"#),
            Some(claim)
        );
    }

    #[test]
    fn a_node_is_asked_for_the_fields_that_are_read() {
        let mut query = String::from("claims");
        <Vec<Claim>>::select(&mut query);
        assert_eq!(query, "claims{holderName mine until }");
    }

    #[test]
    fn a_node_of_another_shape_is_not_read() {
        assert_eq!(read(r#"{"holderName":1,"mine":true}"#), None);
        assert_eq!(read("[]"), None);
    }
}
