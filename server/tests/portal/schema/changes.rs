//! What in a schema breaks programs that were written for an earlier one.

use std::collections::{BTreeMap, BTreeSet};

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, FieldDefinition, InputValueDefinition, Type, TypeDefinition, TypeKind,
    TypeSystemDefinition,
};

/// A schema, as far as programs depend on it.
#[derive(Debug, Default)]
struct Schema(BTreeMap<String, Definition>);

#[derive(Debug)]
struct Definition {
    kind: &'static str,
    /// Of an object or an interface.
    fields: BTreeMap<String, Field>,
    /// Of an input object.
    inputs: BTreeMap<String, Input>,
    /// Values of an enum, members of a union, interfaces of an object.
    members: BTreeSet<String>,
}

#[derive(Debug)]
struct Field {
    of: Type,
    arguments: BTreeMap<String, Input>,
}

#[derive(Debug)]
struct Input {
    of: Type,
    has_default: bool,
}

impl Input {
    fn is_required(&self) -> bool {
        !self.of.nullable && !self.has_default
    }
}

/// Every breaking change from one schema to the other, as one line each, in order.
pub(super) fn breaking(before: &str, after: &str) -> Vec<String> {
    let (before, after) = (Schema::read(before), Schema::read(after));
    let mut lines = Vec::new();
    for (name, was) in &before.0 {
        match after.0.get(name) {
            None => lines.push(format!("{name}: removed")),
            Some(is) if is.kind != was.kind => {
                lines.push(format!("{name}: {} became {}", was.kind, is.kind));
            }
            Some(is) => compare(name, was, is, &mut lines),
        }
    }
    lines.sort();
    lines
}

fn compare(name: &str, was: &Definition, is: &Definition, lines: &mut Vec<String>) {
    for member in was.members.difference(&is.members) {
        lines.push(format!("{name}: {member} removed"));
    }
    compare_inputs(name, &was.inputs, &is.inputs, lines);
    for (field, was) in &was.fields {
        let path = format!("{name}.{field}");
        let Some(is) = is.fields.get(field) else {
            lines.push(format!("{path}: removed"));
            continue;
        };
        if !gives(&was.of, &is.of) {
            lines.push(format!("{path}: {} became {}", was.of, is.of));
        }
        compare_inputs(&path, &was.arguments, &is.arguments, lines);
    }
}

fn compare_inputs(
    path: &str,
    was: &BTreeMap<String, Input>,
    is: &BTreeMap<String, Input>,
    lines: &mut Vec<String>,
) {
    for (name, was) in was {
        match is.get(name) {
            None => lines.push(format!("{path}({name}): removed")),
            Some(is) if !gives(&is.of, &was.of) => {
                lines.push(format!("{path}({name}): {} became {}", was.of, is.of));
            }
            Some(is) if is.is_required() && !was.is_required() => {
                lines.push(format!("{path}({name}): required since"));
            }
            Some(_) => {}
        }
    }
    for (name, is) in is {
        if !was.contains_key(name) && is.is_required() {
            lines.push(format!("{path}({name}): required since"));
        }
    }
}

/// Whether whoever expects the one is served by the other: the same, or never null where it might be.
fn gives(expected: &Type, given: &Type) -> bool {
    let inner = match (&expected.base, &given.base) {
        (BaseType::Named(expected), BaseType::Named(given)) => expected == given,
        (BaseType::List(expected), BaseType::List(given)) => gives(expected, given),
        _ => false,
    };
    inner && (expected.nullable || !given.nullable)
}

impl Schema {
    fn read(sdl: &str) -> Self {
        let document = parse_schema(sdl).expect("the schema reads");
        let types = document.definitions.into_iter();
        let types = types.filter_map(|definition| match definition {
            TypeSystemDefinition::Type(definition) => Some(definition.node),
            _ => None,
        });
        Self(
            types
                .map(|node| (node.name.node.to_string(), Definition::read(&node)))
                .collect(),
        )
    }
}

impl Definition {
    fn read(node: &TypeDefinition) -> Self {
        let mut definition = Self {
            kind: "scalar",
            fields: BTreeMap::new(),
            inputs: BTreeMap::new(),
            members: BTreeSet::new(),
        };
        match &node.kind {
            TypeKind::Scalar => {}
            TypeKind::Object(object) => {
                definition.kind = "type";
                definition.fields = fields(object.fields.iter().map(|field| &field.node));
                let interfaces = object.implements.iter();
                definition.members = interfaces.map(|name| name.node.to_string()).collect();
            }
            TypeKind::Interface(interface) => {
                definition.kind = "interface";
                definition.fields = fields(interface.fields.iter().map(|field| &field.node));
            }
            TypeKind::Union(union) => {
                definition.kind = "union";
                let members = union.members.iter();
                definition.members = members.map(|name| name.node.to_string()).collect();
            }
            TypeKind::Enum(list) => {
                definition.kind = "enum";
                let values = list.values.iter();
                definition.members = values
                    .map(|value| value.node.value.node.to_string())
                    .collect();
            }
            TypeKind::InputObject(input) => {
                definition.kind = "input";
                definition.inputs = inputs(input.fields.iter().map(|field| &field.node));
            }
        }
        definition
    }
}

fn fields<'f>(list: impl Iterator<Item = &'f FieldDefinition>) -> BTreeMap<String, Field> {
    let field = |field: &FieldDefinition| Field {
        of: field.ty.node.clone(),
        arguments: inputs(field.arguments.iter().map(|argument| &argument.node)),
    };
    list.map(|node| (node.name.node.to_string(), field(node)))
        .collect()
}

fn inputs<'f>(list: impl Iterator<Item = &'f InputValueDefinition>) -> BTreeMap<String, Input> {
    let input = |input: &InputValueDefinition| Input {
        of: input.ty.node.clone(),
        has_default: input.default_value.is_some(),
    };
    list.map(|node| (node.name.node.to_string(), input(node)))
        .collect()
}

#[test]
fn what_breaks_programs_is_told_from_what_does_not() {
    const BEFORE: &str = "
        interface Refusal { code: String! text: String! }
        type Stale implements Refusal { code: String! text: String! revision: Int }
        type Request { id: ID! note: String list(first: Int, after: String = \"\"): [String!]! }
        union Answer = Request | Stale
        enum State { DRAFT SENT }
        input Sent { id: ID! note: String count: Int! = 1 }
        scalar Date
        type Query { request(id: ID!): Request day: Date }";
    let change = |from: &str, to: &str| {
        assert!(BEFORE.contains(from), "{from}");
        breaking(BEFORE, &BEFORE.replace(from, to))
    };
    for (from, to) in [
        (
            "enum State { DRAFT SENT }",
            "enum State { DRAFT SENT LOST }",
        ),
        ("Request | Stale", "Request | Stale | Lost"),
        ("note: String list", "note: String! list"),
        ("[String!]!", "[String!]! more: Int"),
        ("first: Int,", "first: Int, last: Int, size: Int! = 3"),
        ("note: String count", "note: String more: Int count"),
        ("input Sent { id: ID!", "input Sent { id: ID"),
        ("scalar Date", "scalar Date scalar Time"),
    ] {
        assert_eq!(change(from, to), Vec::<String>::new(), "{to}");
    }
    for (from, to, line) in [
        (
            "enum State { DRAFT SENT }",
            "enum State { DRAFT }",
            "State: SENT removed",
        ),
        ("Request | Stale", "Request", "Answer: Stale removed"),
        (" implements Refusal", "", "Stale: Refusal removed"),
        ("enum State { DRAFT SENT }", "", "State: removed"),
        (
            "scalar Date",
            "enum Date { TODAY }",
            "Date: scalar became enum",
        ),
        ("note: String list", "list", "Request.note: removed"),
        (
            "id: ID! note: String list",
            "id: ID note: String list",
            "Request.id: ID! became ID",
        ),
        (
            "[String!]!",
            "[String]!",
            "Request.list: [String!]! became [String]!",
        ),
        ("first: Int, ", "", "Request.list(first): removed"),
        (
            "first: Int,",
            "first: Int!,",
            "Request.list(first): Int became Int!",
        ),
        (
            "first: Int,",
            "first: Int, size: Int!,",
            "Request.list(size): required since",
        ),
        (
            "note: String count",
            "note: Int count",
            "Sent(note): String became Int",
        ),
        (
            "count: Int! = 1",
            "count: Int!",
            "Sent(count): required since",
        ),
        ("note: String count", "count", "Sent(note): removed"),
        (
            "note: String count",
            "note: String more: Int! count",
            "Sent(more): required since",
        ),
    ] {
        assert_eq!(change(from, to), [line], "{to}");
    }
}
